//! From a folder and a revision to a commit and its objects.

use std::path::Path;

use git2::{Commit, ErrorCode, ObjectType, Odb, Repository, Tree};

use super::trouble::{broken, refused, shown, unknown};
use crate::error::{Error, Result};

pub(super) fn repository(start: &Path) -> Result<Repository> {
    Repository::discover(start).map_err(|error| match error.code() {
        ErrorCode::NotFound => Error::NoRepository { start: start.to_owned() },
        _ => refused(start.to_owned(), &error),
    })
}

pub(super) fn commit<'r>(repo: &'r Repository, rev: &str) -> Result<Commit<'r>> {
    let object = repo.revparse_single(rev).map_err(|failed| unknown(repo, rev, &failed))?;
    object.peel_to_commit().map_err(|failed| match failed.code() {
        ErrorCode::NotFound => broken(repo, &failed),
        _ => Error::UnknownRevision {
            path: shown(repo),
            rev: rev.to_owned(),
            hint: "give a commit, a branch or a tag, and the folder with `--root DIR`".to_owned(),
        },
    })
}

/// The object store alone, alternates included.
pub(super) fn store(repo: &Repository) -> Result<Odb<'static>> {
    let objects = repo.commondir().join("objects");
    let Some(path) = objects.to_str() else {
        return Err(Error::Repository {
            path: shown(repo),
            what: "its path is not UTF-8".to_owned(),
            hint: "move it to a folder with a UTF-8 name".to_owned(),
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
