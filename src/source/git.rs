//! Lists and reads a revision without a checkout; `git2` is named in this module only.
//!
//! Nothing is fetched, no configuration is changed and no filter runs: bytes are those of the object store.

mod base;
mod compare;
mod lines;
mod open;
mod trail;
mod trouble;

use std::path::{Path, PathBuf};

use git2::{ErrorClass, ErrorCode, ObjectType, Odb, OdbLookupFlags, Oid, Repository, Tree};

pub(super) use self::base::{Outside, top, work_tree_at};
pub(super) use self::compare::work_tree;
pub use self::compare::{Changes, FileChange};
pub use self::lines::changed_lines;
pub use self::trail::{FileStep, Step, Trail};
pub(super) use self::trail::{of_revision as trail_of_revision, of_work_tree as trail_of_work_tree};

use self::open::{commit, folder, repository, store};
use self::trouble::{broken, incomplete, is_partial, lower};
use super::discover;
use super::nodes::{Node, Nodes, Place, below};
use super::problem::{Problem, ProblemKind};
use crate::error::{Error, Result};

/// The longest link target that is followed; the usual limit of the system.
const MAX_TARGET: usize = 4096;

/// File mode of a symbolic link in a tree.
const LINK: i32 = 0o120_000;

/// Names a blob without naming git2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BlobId(Oid);

/// One commit of a repository.
///
/// It keeps the object store and lets the repository go: the store may be read from many threads at once.
pub(super) struct Revision {
    store: Odb<'static>,
    commit: Oid,
    /// The folder git keeps its own files in.
    repository: PathBuf,
    /// The folder of records, from the top of the tree.
    root: String,
    /// The same from where it was looked for, if it is below.
    pub(super) shown: String,
}

impl Revision {
    /// Opens the repository around `start` and lists the folder `root` of the commit that `rev` names;
    /// without `root`, the folder is looked for from `start` upwards.
    pub(super) fn open(start: &Path, rev: &str, root: Option<&str>) -> Result<(Self, Nodes)> {
        let repo = repository(start)?;
        let commit = commit(&repo, rev)?;
        let top = commit.tree().map_err(|error| broken(&repo, &error))?;
        let (root, from) = match root {
            Some(root) => (root.to_owned(), String::new()),
            None => {
                let from = path_inside(&repo, start);
                (find_folder(&repo, &top, &from)?.unwrap_or_else(|| discover::FOLDER.to_owned()), from)
            }
        };
        let shown = Path::new(&root).strip_prefix(&from).ok().and_then(Path::to_str).unwrap_or(&root);
        let shown = shown.trim_matches('/').to_owned();
        let tree = folder(&repo, &top, &root)?
            .ok_or_else(|| Error::NoFolderInRevision { rev: rev.to_owned(), root: root.clone() })?;
        let place = format!("{rev}:{root}");
        let revision = Self {
            store: store(&repo)?,
            commit: commit.id(),
            repository: repo.path().to_owned(),
            root,
            shown,
        };
        let nodes = revision.nodes(&repo, place, Some(&tree))?;
        Ok((revision, nodes))
    }

    /// Lists a folder of records; without one, nothing.
    fn nodes(&self, repo: &Repository, place: String, tree: Option<&Tree<'_>>) -> Result<Nodes> {
        let mut nodes = Nodes::new(place);
        if let Some(tree) = tree {
            list(repo, &self.store, tree, &mut nodes)?;
        }
        if is_partial(repo) && !is_complete(&self.store, &nodes) {
            return Err(incomplete(repo));
        }
        Ok(nodes)
    }

    /// The id of the commit, in full.
    pub(super) fn id(&self) -> String {
        self.commit.to_string()
    }

    /// What differs from `base`, or rather from where both parted; `listed` says whether this revision has a file.
    pub(super) fn changes(&self, base: &str, listed: impl Fn(&str) -> bool) -> Result<Changes> {
        compare::revisions(self, base, listed)
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

/// Whether everything that was listed can be read without fetching.
fn is_complete(store: &Odb<'_>, nodes: &Nodes) -> bool {
    let is_there = |node: &Node| match node {
        Node::File(Place::Blob(blob)) => store.exists_ext(blob.0, OdbLookupFlags::NO_REFRESH),
        _ => true,
    };
    nodes.problems.iter().all(|problem| !matches!(problem.kind, ProblemKind::Unreadable { .. }))
        && nodes.found.iter().all(|(_, node)| is_there(node))
}

/// What leads from the top of the work tree to a folder in it; nothing for any other folder.
fn path_inside(repo: &Repository, start: &Path) -> String {
    let inside = repo.workdir().and_then(|workdir| {
        let start = start.canonicalize().ok()?;
        let below = start.strip_prefix(workdir.canonicalize().ok()?).ok()?.to_owned();
        below.into_os_string().into_string().ok()
    });
    inside.unwrap_or_default().replace(std::path::MAIN_SEPARATOR, "/")
}

/// Looks for the folder of records in a revision, from a path in it upwards, the way [`discover::find_folder`] does on
/// disk.
fn find_folder(repo: &Repository, top: &Tree<'_>, inside: &str) -> Result<Option<String>> {
    for at in Path::new(inside).ancestors().filter_map(Path::to_str) {
        let Some(tree) = folder(repo, top, at)? else { continue };
        let is = |name: &str, kind| tree.get_name(name).is_some_and(|entry| entry.kind() == Some(kind));
        let here = discover::here(|name| is(name, ObjectType::Blob), |name| is(name, ObjectType::Tree));
        if let Some(name) = here {
            return Ok(Some(below(at, name).trim_end_matches('/').to_owned()));
        }
    }
    Ok(None)
}

fn absent(path: &str, error: &git2::Error) -> Problem {
    let reason = match (error.class(), error.code()) {
        (ErrorClass::Odb, ErrorCode::NotFound) => "git does not have its contents".to_owned(),
        _ => lower(error),
    };
    Problem::unreadable(path, reason)
}
