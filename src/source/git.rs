//! Lists and reads a revision without a checkout; `git2` is named here only.
//!
//! Nothing is fetched, no configuration is changed and no filter runs: bytes are those of the object store.

use std::path::{Path, PathBuf};

use git2::{ErrorClass, ErrorCode, ObjectType, Odb, Oid, Repository, Tree};

use super::discover;
use super::nodes::Place;
use super::nodes::{Node, Nodes};
use super::problem::{Problem, ProblemKind};
use crate::error::{Error, Result};

/// The longest link target that is followed; the usual limit of the system.
const MAX_TARGET: usize = 4096;

/// File mode of a symbolic link in a tree.
const LINK: i32 = 0o120_000;

/// Names a blob without naming git2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BlobId(Oid);

/// One commit of a repository.
///
/// It keeps the object store and lets the repository go: the store may be read from many threads at once.
pub(super) struct Revision {
    store: Odb<'static>,
    commit: Oid,
}

impl Revision {
    /// Opens the repository around `start` and lists the folder `root` of the commit that `rev` names;
    /// without `root`, the folder is looked for from `start` upwards.
    pub(super) fn open(start: &Path, rev: &str, root: Option<&str>) -> Result<(Self, Nodes)> {
        let repo = repository(start)?;
        let broken = |error: git2::Error| opened(repo.path(), &error);
        let commit = commit(&repo, rev)?;
        let top = commit.tree().map_err(broken)?;
        let root = match root {
            Some(root) => root.to_owned(),
            None => folder_from(&repo, &top, start).unwrap_or_else(|| discover::FOLDER.to_owned()),
        };
        let tree = folder(&repo, &top, &root)
            .ok_or_else(|| Error::NoFolderInRevision { rev: rev.to_owned(), root: root.clone() })?;
        let store = store(&repo)?;
        let mut nodes = Nodes::new(format!("{rev}:{root}"));
        list(&repo, &store, &tree, &mut nodes)?;
        Ok((Self { store, commit: commit.id() }, nodes))
    }

    /// The id of the commit, in full.
    pub(super) fn id(&self) -> String {
        self.commit.to_string()
    }

    /// Reads a blob of at most `limit` bytes.
    pub(super) fn read(
        &self,
        shown: &str,
        blob: BlobId,
        limit: u64,
    ) -> std::result::Result<Vec<u8>, Problem> {
        let (size, _) = self.store.read_header(blob.0).map_err(|error| absent(shown, &error))?;
        let size = size as u64;
        if size > limit {
            return Err(Problem::new(shown, ProblemKind::TooLarge { size, limit }));
        }
        let object = self.store.read(blob.0).map_err(|error| absent(shown, &error))?;
        Ok(object.data().to_vec())
    }
}

fn list(repo: &Repository, store: &Odb<'_>, root: &Tree<'_>, nodes: &mut Nodes) -> Result<()> {
    let mut open = vec![(String::new(), root.id())];
    while let Some((folder, id)) = open.pop() {
        let tree = match repo.find_tree(id) {
            Ok(tree) => tree,
            Err(error) => {
                nodes.problems.push(absent(&folder, &error));
                continue;
            }
        };
        for entry in &tree {
            if entry.name_bytes().starts_with(b".") {
                continue;
            }
            let Some(path) = nodes.join(&folder, entry.name_bytes()) else { continue };
            match entry.kind() {
                Some(ObjectType::Tree) => {
                    nodes.push(path.clone(), Node::Folder)?;
                    open.push((path, entry.id()));
                }
                Some(ObjectType::Commit) => nodes.problem(path, ProblemKind::Submodule),
                _ if entry.filemode_raw() == LINK => match target(store, &path, entry.id()) {
                    Ok(target) => nodes.push(path, Node::Link(target))?,
                    Err(problem) => nodes.problems.push(problem),
                },
                _ => nodes.push(path, Node::File(Place::Blob(BlobId(entry.id()))))?,
            }
        }
    }
    Ok(())
}

fn target(store: &Odb<'_>, path: &str, id: Oid) -> std::result::Result<String, Problem> {
    let (size, _) = store.read_header(id).map_err(|error| absent(path, &error))?;
    if size > MAX_TARGET {
        return Err(Problem::new(path, ProblemKind::LinkBroken { target: format!("({size} bytes)") }));
    }
    let object = store.read(id).map_err(|error| absent(path, &error))?;
    String::from_utf8(object.data().to_vec()).map_err(|bytes| {
        let target = String::from_utf8_lossy(bytes.as_bytes()).into_owned();
        Problem::new(path, ProblemKind::LinkBroken { target })
    })
}

fn repository(start: &Path) -> Result<Repository> {
    Repository::discover(start).map_err(|error| match error.code() {
        ErrorCode::NotFound => Error::NoRepository { start: start.to_owned() },
        _ => opened(start, &error),
    })
}

/// Why a repository that was found cannot be used.
fn opened(path: &Path, error: &git2::Error) -> Error {
    let path = path.to_owned();
    let what = lower(error);
    match error.code() {
        ErrorCode::Owner => Error::ForeignRepository { path: owned_folder(&what).unwrap_or(path) },
        _ if what.contains("extensions.partialclone") => Error::Repository {
            path,
            what: "it is a partial clone, which holds no file contents".to_owned(),
            hint: "clone it again without `--filter`",
        },
        ErrorCode::NotFound => Error::Repository {
            path,
            what: format!("an object is missing ({what})"),
            hint: "run `git fsck`; in a partial or damaged clone, clone it again",
        },
        _ => Error::Repository { path, what, hint: "run `git status` and `git fsck` there" },
    }
}

/// git2 tells the folder that is not ours in the message only: `repository path '/srv/repo/' is not owned by …`.
fn owned_folder(what: &str) -> Option<PathBuf> {
    what.split('\'').nth(1).map(|path| PathBuf::from(path.trim_end_matches('/')))
}

fn commit<'r>(repo: &'r Repository, rev: &str) -> Result<git2::Commit<'r>> {
    let failed = match repo.revparse_single(rev).and_then(|object| object.peel_to_commit()) {
        Ok(commit) => return Ok(commit),
        Err(failed) => failed,
    };
    let hint = match failed.code() {
        ErrorCode::Ambiguous => "more than one object begins like this: give more characters",
        ErrorCode::Peel => "give a commit, a branch or a tag, and the folder with `--root DIR`",
        _ if repo.is_empty().unwrap_or(false) => "the repository has no commits yet: commit first",
        _ if repo.is_shallow() => "the clone is shallow: run `git fetch --unshallow`",
        _ => "run `git fetch`, or look the name up with `git branch --all`",
    };
    Err(Error::UnknownRevision { path: repo.path().to_owned(), rev: rev.to_owned(), hint })
}

/// The object store alone, alternates included.
fn store(repo: &Repository) -> Result<Odb<'static>> {
    let objects = repo.commondir().join("objects");
    let broken = |error: git2::Error| opened(repo.path(), &error);
    let Some(path) = objects.to_str() else {
        return Err(Error::Repository {
            path: repo.path().to_owned(),
            what: "its path is not UTF-8".to_owned(),
            hint: "move it to a folder with a UTF-8 name",
        });
    };
    let store = Odb::new().map_err(broken)?;
    store.add_disk_alternate(path).map_err(broken)?;
    Ok(store)
}

/// The folder at a path from the top of the tree; links are not followed.
fn folder<'r>(repo: &'r Repository, top: &Tree<'r>, path: &str) -> Option<Tree<'r>> {
    let mut tree = top.clone();
    for name in path.split('/').filter(|name| !name.is_empty() && *name != ".") {
        let id = tree.get_name(name).filter(|entry| entry.kind() == Some(ObjectType::Tree))?.id();
        tree = repo.find_tree(id).ok()?;
    }
    Some(tree)
}

/// Looks for the folder of records in the revision the way [`discover::find_folder`] does on disk.
fn folder_from(repo: &Repository, top: &Tree<'_>, start: &Path) -> Option<String> {
    let inside = repo.workdir().and_then(|workdir| {
        let start = start.canonicalize().ok()?;
        let below = start.strip_prefix(workdir.canonicalize().ok()?).ok()?.to_owned();
        below.into_os_string().into_string().ok()
    });
    let inside = inside.unwrap_or_default().replace(std::path::MAIN_SEPARATOR, "/");
    Path::new(&inside).ancestors().find_map(|at| {
        let at = at.to_str()?;
        let tree = folder(repo, top, at)?;
        let is = |name: &str, kind| tree.get_name(name).is_some_and(|entry| entry.kind() == Some(kind));
        let name = discover::here(|name| is(name, ObjectType::Blob), |name| is(name, ObjectType::Tree))?;
        Some(format!("{at}/{name}"))
    })
}

fn absent(path: &str, error: &git2::Error) -> Problem {
    let reason = match (error.class(), error.code()) {
        (ErrorClass::Odb, ErrorCode::NotFound) => {
            "git does not have its contents (a partial clone?)".to_owned()
        }
        _ => lower(error),
    };
    Problem::unreadable(path, reason)
}

fn lower(error: &git2::Error) -> String {
    let message = error.message();
    let mut letters = message.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
