//! Who changed certain files or folders, commit by commit.

use std::collections::HashMap;
use std::path::Path;

use git2::{Oid, Repository, Sort};

use super::Revision;
use super::base::place;
use super::open::{folder, repository};
use super::trouble::broken;
use crate::error::Result;

/// More commits than this are not looked at.
const FAR: usize = 5_000;

/// A commit that changed something asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// Its id, in full.
    pub id: String,
    /// When it was made, seconds since 1970.
    pub at: i64,
    /// The name of its author.
    pub author: String,
    /// The first line of its message; empty where the commit also changed something private.
    pub summary: String,
    /// What it changed, of the paths asked for.
    pub paths: Vec<String>,
}

/// What is asked of a history; paths are those of files and folders in the folder of records.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Changes of these are told.
    pub paths: &'a [&'a str],
    /// What is said of a commit that changes one of these is not.
    pub private: &'a [&'a str],
    /// So many commits at most.
    pub most: usize,
}

/// The newest changes of some files and folders.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Log {
    /// The newest first.
    pub commits: Vec<Commit>,
    /// There are none before these: the history was read to its beginning.
    pub complete: bool,
}

/// The commits up to that of a revision.
pub(in crate::source) fn of_revision(revision: &Revision, asked: &Asked<'_>) -> Result<Log> {
    log(&revision.reopen()?, revision.commit, &revision.root, asked)
}

/// The commits up to the one a work tree is on; nothing where there is no repository or no commit yet.
pub(in crate::source) fn of_work_tree(root: &Path, asked: &Asked<'_>) -> Result<Option<Log>> {
    let Ok(repo) = repository(root) else { return Ok(None) };
    let Some((_, prefix)) = place(&repo, root) else { return Ok(None) };
    let Some(head) = repo.head().ok().and_then(|head| head.target()) else { return Ok(None) };
    log(&repo, head, &prefix, asked).map(Some)
}

/// A merge counts where it differs from all of its parents.
fn log(repo: &Repository, head: Oid, root: &str, asked: &Asked<'_>) -> Result<Log> {
    let Asked { paths, private, most } = *asked;
    let fails = |error: git2::Error| broken(repo, &error);
    let mut walk = repo.revwalk().map_err(fails)?;
    walk.set_sorting(Sort::TIME).map_err(fails)?;
    walk.push(head).map_err(fails)?;
    let mut known: HashMap<Oid, Vec<Option<Oid>>> = HashMap::new();
    let mut log = Log::default();
    for (seen, id) in walk.enumerate() {
        if seen == FAR || log.commits.len() == most {
            return Ok(log);
        }
        // The history of a shallow clone ends where it was cut.
        let Ok(commit) = id.and_then(|id| repo.find_commit(id)) else { return Ok(log) };
        let own = contents(repo, commit.id(), root, paths, &mut known)?;
        let parents: Vec<Vec<Option<Oid>>> = commit
            .parent_ids()
            .map(|parent| contents(repo, parent, root, paths, &mut known))
            .collect::<Result<_>>()?;
        let changed = |i: usize| match parents.as_slice() {
            [] => own[i].is_some(),
            parents => parents.iter().all(|parent| parent[i] != own[i]),
        };
        let changed: Vec<String> =
            (0..paths.len()).filter(|&i| changed(i)).map(|i| paths[i].to_owned()).collect();
        if !changed.is_empty() {
            let was: Vec<Oid> = commit.parent_ids().collect();
            let secret = !private.is_empty() && {
                let now = contents(repo, commit.id(), root, private, &mut HashMap::new())?;
                let mut differs = was.is_empty() && now.iter().any(Option::is_some);
                for parent in was {
                    differs |= contents(repo, parent, root, private, &mut HashMap::new())? != now;
                }
                differs
            };
            let summary = commit.summary_bytes().filter(|_| !secret).unwrap_or_default();
            log.commits.push(Commit {
                id: commit.id().to_string(),
                at: commit.time().seconds(),
                author: String::from_utf8_lossy(commit.author().name_bytes()).into_owned(),
                summary: String::from_utf8_lossy(summary).into_owned(),
                paths: changed,
            });
        }
    }
    log.complete = !repo.is_shallow();
    Ok(log)
}

/// What is at each path in a commit; nothing of a commit that is not here.
fn contents(
    repo: &Repository,
    id: Oid,
    root: &str,
    paths: &[&str],
    known: &mut HashMap<Oid, Vec<Option<Oid>>>,
) -> Result<Vec<Option<Oid>>> {
    if let Some(found) = known.get(&id) {
        return Ok(found.clone());
    }
    let top = repo.find_commit(id).and_then(|commit| commit.tree()).ok();
    let tree = top.map(|top| folder(repo, &top, root)).transpose()?.flatten();
    let at = |path: &&str| Some(tree.as_ref()?.get_path(Path::new(path)).ok()?.id());
    let found: Vec<Option<Oid>> = paths.iter().map(at).collect();
    known.insert(id, found.clone());
    Ok(found)
}
