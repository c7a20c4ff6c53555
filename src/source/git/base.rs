//! The folder of records in another commit: where histories parted, or what a revision names.

use std::path::{Path, PathBuf};

use git2::{Commit, FileMode, Oid, Repository, Tree};

use super::open::{commit, folder, repository, store};
use super::trouble::{broken, incomplete, is_partial, shown, unrelated};
use super::{BlobId, Revision, find_folder};
use crate::error::{Error, Result};
use crate::source::discover;
use crate::source::nodes::{Nodes, below};
use crate::source::problem::ProblemKind;

impl Revision {
    pub(super) fn reopen(&self) -> Result<Repository> {
        repository(&self.repository)
    }

    /// The file at a path from the folder of records; `None` where there is none, or one above the limit.
    pub(in crate::source) fn read_path(&self, path: &str, limit: u64) -> Result<Option<Vec<u8>>> {
        let blob = blob(self.folder(&self.reopen()?)?.as_ref(), path);
        blob.map_or(Ok(None), |blob| self.read_blob(path, blob, limit))
    }

    pub(super) fn read_blob(&self, path: &str, blob: BlobId, limit: u64) -> Result<Option<Vec<u8>>> {
        match self.read(path, blob, limit) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(problem) if matches!(problem.kind, ProblemKind::TooLarge { .. }) => Ok(None),
            Err(_) if is_partial(&self.reopen()?) => Err(incomplete(&self.reopen()?)),
            Err(problem) => Err(Error::Repository {
                path: shown(&self.reopen()?),
                what: format!("`{path}` of the base: {}", problem.kind),
                hint: "run `git fsck` there; if it finds damage, clone it again".to_owned(),
            }),
        }
    }

    /// The same folder in another revision, which may have none.
    pub(in crate::source) fn at(&self, rev: &str) -> Result<Self> {
        let repo = self.reopen()?;
        let commit = commit(&repo, rev)?.id();
        revision(&repo, commit, self.root.clone(), self.remains(&repo)?)
    }

    /// Tells whether the commit has a file or folder, by its path from the top.
    pub(super) fn remains<'r>(&self, repo: &'r Repository) -> Result<impl Fn(&str) -> bool + use<'r>> {
        let top = repo.find_commit(self.commit).and_then(|commit| commit.tree());
        let top = top.map_err(|error| broken(repo, &error))?;
        Ok(move |path: &str| top.get_path(Path::new(path)).is_ok())
    }

    /// The folder of records; without anything in it where the commit has none.
    pub(super) fn folder<'r>(&self, repo: &'r Repository) -> Result<Option<Tree<'r>>> {
        let tree = repo.find_commit(self.commit).and_then(|commit| commit.tree());
        folder(repo, &tree.map_err(|error| broken(repo, &error))?, &self.root)
    }
}

/// Something outside the folder of records.
pub(in crate::source) enum Outside {
    File(BlobId),
    Folder(Box<Revision>, Nodes),
    /// A symbolic link is on the way.
    Link,
    Nothing,
}

impl Revision {
    /// The names on the way from the top to the folder of records.
    pub(in crate::source) fn names(&self) -> impl Iterator<Item = &str> {
        self.root.split('/').filter(|name| !name.is_empty() && *name != ".")
    }

    /// What is `up` folders above the folder of records and `rest` down from there; the error is why not.
    pub(in crate::source) fn outside(
        &self,
        up: usize,
        rest: &str,
    ) -> std::result::Result<Outside, &'static str> {
        let own: Vec<&str> = self.names().collect();
        let kept = own.len().checked_sub(up).ok_or("it leads out of the repository")?;
        let path = below(&own[..kept].join("/"), rest);
        let path = path.trim_end_matches('/');
        let repo = self.reopen().map_err(|_| "the repository cannot be opened")?;
        let top = repo.find_commit(self.commit).and_then(|commit| commit.tree());
        let top = top.map_err(|_| "the commit cannot be read")?;
        if let Some(blob) = blob(Some(&top), path) {
            return Ok(Outside::File(blob));
        }
        let Some(tree) = folder(&repo, &top, path).ok().flatten() else {
            let steps = path.match_indices('/').map(|(end, _)| &path[..end]).chain([path]);
            let linked = |step: &str| {
                let found = top.get_path(Path::new(step));
                found.is_ok_and(|entry| entry.filemode() == i32::from(FileMode::Link))
            };
            return Ok(if steps.into_iter().any(linked) { Outside::Link } else { Outside::Nothing });
        };
        let place = Self {
            store: store(&repo).map_err(|_| "the repository cannot be opened")?,
            commit: self.commit,
            repository: self.repository.clone(),
            root: path.to_owned(),
            shown: String::new(),
        };
        let nodes = place.nodes(&repo, path.to_owned(), Some(&tree));
        Ok(Outside::Folder(Box::new(place), nodes.map_err(|_| "the folder cannot be listed")?))
    }
}

/// The top of the work tree around a folder, if it is in one.
pub(in crate::source) fn top(root: &Path) -> Option<PathBuf> {
    Some(place(&repository(root).ok()?, root)?.0)
}

/// The folder that is at `root` on disk in a revision, which may have none.
pub(in crate::source) fn work_tree_at(root: &Path, rev: &str) -> Result<Revision> {
    let repo = repository(root)?;
    let (workdir, prefix) =
        place(&repo, root).ok_or_else(|| Error::NoRepository { start: root.to_owned() })?;
    let commit = commit(&repo, rev)?.id();
    revision(&repo, commit, prefix.trim_end_matches('/').to_owned(), |path| workdir.join(path).exists())
}

/// The top of the work tree, and the way from there to the folder of records: empty or ending in `/`.
pub(super) fn place(repo: &Repository, root: &Path) -> Option<(PathBuf, String)> {
    let workdir = repo.workdir()?.canonicalize().ok()?;
    let below = root.strip_prefix(&workdir).ok()?.to_str()?.replace(std::path::MAIN_SEPARATOR, "/");
    Some((workdir, if below.is_empty() { below } else { below + "/" }))
}

/// Where the histories of `base` and `head` parted.
pub(super) fn parted(
    repo: &Repository,
    base: &str,
    head: &Commit<'_>,
    name: &str,
    root: String,
    remains: impl Fn(&str) -> bool,
) -> Result<Revision> {
    let tip = commit(repo, base)?;
    let commit = repo.merge_base(tip.id(), head.id()).map_err(|error| {
        if error.code() == git2::ErrorCode::NotFound || repo.is_shallow() {
            unrelated(repo, base, name)
        } else {
            broken(repo, &error)
        }
    })?;
    revision(repo, commit, root, remains)
}

/// The folder of records in a commit: at `root`, or where it was before it moved there.
///
/// It moved if `remains` knows nothing of what marked it where it was: its settings, else the folder itself.
fn revision(
    repo: &Repository,
    commit: Oid,
    root: String,
    remains: impl Fn(&str) -> bool,
) -> Result<Revision> {
    let mut revision = Revision {
        store: store(repo)?,
        commit,
        repository: repo.path().to_owned(),
        root,
        shown: String::new(),
    };
    if revision.folder(repo)?.is_none() {
        let top = repo.find_commit(commit).and_then(|commit| commit.tree());
        let top = top.map_err(|error| broken(repo, &error))?;
        if let Some(root) = find_folder(repo, &top, &revision.root)? {
            let settings = below(&root, discover::SETTINGS);
            let mark = if top.get_path(Path::new(&settings)).is_ok() { &settings } else { &root };
            if !remains(mark) {
                revision.root = root;
            }
        }
    }
    Ok(revision)
}

/// The file at a path; links are none.
pub(super) fn blob(folder: Option<&Tree<'_>>, path: &str) -> Option<BlobId> {
    let entry = folder?.get_path(Path::new(path)).ok()?;
    let is_file = matches!(
        entry.filemode(),
        mode if mode == i32::from(FileMode::Blob) || mode == i32::from(FileMode::BlobExecutable)
    );
    is_file.then(|| BlobId(entry.id()))
}
