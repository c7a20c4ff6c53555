//! Lists and reads the work tree; `walkdir` is named here only.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::nodes::{Node, Nodes, Place, is_within};
use super::problem::{Problem, ProblemKind};
use crate::error::{Error, Result, reason};

/// A folder on disk; every link in the path to it is resolved.
#[derive(Debug)]
pub(super) struct WorkTree {
    root: PathBuf,
}

impl WorkTree {
    /// Opens the folder and lists what is in it.
    pub(super) fn open(given: &Path) -> Result<(Self, Nodes)> {
        let root = given.canonicalize().map_err(|cause| match cause.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => Error::NotAFolder { path: given.to_owned() },
            _ => Error::Read { path: given.to_owned(), cause },
        })?;
        if !root.is_dir() {
            return Err(Error::NotAFolder { path: given.to_owned() });
        }
        let nodes = list(&root, given)?;
        Ok((Self { root }, nodes))
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Reads a regular file of at most `limit` bytes.
    ///
    /// `real` comes from the listing, so no part of it was a link or a pipe then.
    pub(super) fn read(&self, shown: &str, real: &str, limit: u64) -> std::result::Result<Vec<u8>, Problem> {
        let unreadable = |cause: &std::io::Error| Problem::unreadable(shown, reason(cause));
        let file = File::open(self.root.join(real)).map_err(|cause| unreadable(&cause))?;
        let data = file.metadata().map_err(|cause| unreadable(&cause))?;
        if !data.is_file() {
            return Err(Problem::new(shown, ProblemKind::NotAFile));
        }
        let too_large = |size| Problem::new(shown, ProblemKind::TooLarge { size, limit });
        if data.len() > limit {
            return Err(too_large(data.len()));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(data.len()).unwrap_or(0) + 1);
        // The file may grow while it is read.
        file.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(|cause| unreadable(&cause))?;
        if bytes.len() as u64 > limit {
            return Err(too_large(bytes.len() as u64));
        }
        Ok(bytes)
    }
}

fn list(root: &Path, given: &Path) -> Result<Nodes> {
    let mut nodes = Nodes::new(given.display().to_string());
    let mut repositories = Vec::new();
    let mut walk = WalkDir::new(root).min_depth(1).into_iter();
    while let Some(item) = walk.next() {
        let entry = match item {
            Ok(entry) => entry,
            Err(failed) => {
                unlisted(&mut nodes, root, given, failed)?;
                continue;
            }
        };
        let folder = entry.path().parent().map(|parent| relative(root, parent)).unwrap_or_default();
        let name = entry.file_name().as_encoded_bytes();
        let kind = entry.file_type();
        let path = if name.starts_with(b".") {
            if name == b".git" && !folder.is_empty() {
                repositories.push(folder);
            }
            None
        } else {
            nodes.join(&folder, name)
        };
        let Some(path) = path else {
            if kind.is_dir() {
                walk.skip_current_dir();
            }
            continue;
        };
        if kind.is_dir() {
            nodes.push(path, Node::Folder)?;
        } else if kind.is_file() {
            nodes.push(path.clone(), Node::File(Place::Path(path)))?;
        } else if kind.is_symlink() {
            match target(entry.path()) {
                Ok(target) => nodes.push(path, Node::Link(target))?,
                Err(kind) => nodes.problem(path, kind),
            }
        } else {
            nodes.problem(path, ProblemKind::NotAFile);
        }
    }
    leave_out(&mut nodes, repositories);
    Ok(nodes)
}

/// A folder that cannot be listed: an error at the root, a problem below it.
fn unlisted(nodes: &mut Nodes, root: &Path, given: &Path, failed: walkdir::Error) -> Result<()> {
    let below = failed.path().map(|path| relative(root, path)).unwrap_or_default();
    let Some(cause) = failed.into_io_error() else { return Ok(()) };
    if below.is_empty() {
        return Err(Error::Read { path: given.to_owned(), cause });
    }
    nodes.problem(below, ProblemKind::Unreadable { reason: reason(&cause) });
    Ok(())
}

/// A revision knows nothing of the files of a repository inside it, so neither does the work tree.
fn leave_out(nodes: &mut Nodes, repositories: Vec<String>) {
    for folder in repositories {
        nodes.found.retain(|(path, _)| !is_within(path, &folder));
        nodes.problems.retain(|problem| !is_within(&problem.path, &folder));
        nodes.problem(folder, ProblemKind::Submodule);
    }
}

fn target(link: &Path) -> std::result::Result<String, ProblemKind> {
    let target =
        std::fs::read_link(link).map_err(|cause| ProblemKind::Unreadable { reason: reason(&cause) })?;
    match target.to_str() {
        Some(text) => Ok(text.replace(std::path::MAIN_SEPARATOR, "/")),
        None => Err(ProblemKind::LinkBroken { target: target.to_string_lossy().into_owned() }),
    }
}

/// The path from the root, `/` between names.
fn relative(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path).to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' {
        below.into_owned()
    } else {
        below.replace(std::path::MAIN_SEPARATOR, "/")
    }
}
