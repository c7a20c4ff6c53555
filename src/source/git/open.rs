//! From a folder and a revision to a commit and its objects, and what to do where that fails.

use std::path::{Path, PathBuf};

use git2::{ErrorCode, ObjectType, Odb, Repository, Tree};

use crate::error::{Error, Result};

pub(super) fn repository(start: &Path) -> Result<Repository> {
    Repository::discover(start).map_err(|error| match error.code() {
        ErrorCode::NotFound => Error::NoRepository { start: start.to_owned() },
        _ => refused(start.to_owned(), &error),
    })
}

/// Why an object of an open repository cannot be used.
pub(super) fn broken(repo: &Repository, error: &git2::Error) -> Error {
    if error.code() == ErrorCode::NotFound && is_partial(repo) {
        return incomplete(repo);
    }
    refused(shown(repo), error)
}

/// A partial clone fetches what it lacks when git asks for it; we never fetch.
pub(super) fn incomplete(repo: &Repository) -> Error {
    let what = "it is a partial clone and lacks some of the files".to_owned();
    Error::Repository { path: shown(repo), what, hint: "run `git fetch --refetch --no-filter`" }
}

/// Whether the repository was cloned with `--filter`.
pub(super) fn is_partial(repo: &Repository) -> bool {
    let mut partial = false;
    let config = repo.config();
    let marked = config.as_ref().map(|config| config.entries(Some(r"^remote\..*\.promisor$")));
    if let Ok(Ok(marked)) = marked {
        partial = marked.for_each(|_| partial = true).is_ok() && partial;
    }
    partial
}

fn refused(path: PathBuf, error: &git2::Error) -> Error {
    let what = lower(error);
    if error.code() == ErrorCode::Owner {
        return Error::ForeignRepository { path: owned_folder(&what).unwrap_or(path) };
    }
    let hint = if what.contains("extensions.partialclone") {
        "clone it again without `--filter`"
    } else if what.contains("unsupported extension") || what.contains("object format") {
        "check the revision out and leave out `--rev`: this kind of repository is not read"
    } else {
        "run `git fsck` there; if it finds damage, clone it again"
    };
    Error::Repository { path, what, hint }
}

/// The folder a user knows the repository by.
fn shown(repo: &Repository) -> PathBuf {
    repo.workdir().unwrap_or_else(|| repo.path()).components().collect()
}

/// git2 tells the folder that is not ours in the message only: `repository path '/srv/repo/' is not owned by …`.
fn owned_folder(what: &str) -> Option<PathBuf> {
    what.split('\'').nth(1).map(|path| PathBuf::from(path.trim_end_matches('/')))
}

pub(super) fn commit<'r>(repo: &'r Repository, rev: &str) -> Result<git2::Commit<'r>> {
    let unknown = |hint| Error::UnknownRevision { path: shown(repo), rev: rev.to_owned(), hint };
    let object = repo.revparse_single(rev).map_err(|failed| {
        unknown(match failed.code() {
            ErrorCode::Ambiguous => "more than one object begins like this: give more characters",
            _ if has_no_commits(repo) => "the repository has no commits yet: commit first",
            _ if repo.is_shallow() => "the clone is shallow: run `git fetch --unshallow`",
            _ => "run `git fetch`, or look the name up with `git branch --all`",
        })
    })?;
    object
        .peel_to_commit()
        .map_err(|_| unknown("give a commit, a branch or a tag, and the folder with `--root DIR`"))
}

/// `Repository::is_empty` also asks for the usual name of the first branch.
fn has_no_commits(repo: &Repository) -> bool {
    repo.references().is_ok_and(|mut all| all.next().is_none())
}

/// The object store alone, alternates included.
pub(super) fn store(repo: &Repository) -> Result<Odb<'static>> {
    let objects = repo.commondir().join("objects");
    let Some(path) = objects.to_str() else {
        return Err(Error::Repository {
            path: shown(repo),
            what: "its path is not UTF-8".to_owned(),
            hint: "move it to a folder with a UTF-8 name",
        });
    };
    let store = Odb::new().map_err(|error| broken(repo, &error))?;
    store.add_disk_alternate(path).map_err(|error| broken(repo, &error))?;
    Ok(store)
}

/// The folder at a path from the top of the tree; links are not followed.
pub(super) fn folder<'r>(repo: &'r Repository, top: &Tree<'r>, path: &str) -> Result<Option<Tree<'r>>> {
    let mut tree = top.clone();
    for name in path.split('/').filter(|name| !name.is_empty() && *name != ".") {
        let entry = tree.get_name(name).filter(|entry| entry.kind() == Some(ObjectType::Tree));
        let Some(id) = entry.map(|entry| entry.id()) else { return Ok(None) };
        tree = repo.find_tree(id).map_err(|error| broken(repo, &error))?;
    }
    Ok(Some(tree))
}

pub(super) fn lower(error: &git2::Error) -> String {
    let message = error.message();
    let mut letters = message.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
