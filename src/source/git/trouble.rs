//! Clones that lack something, each named with the command that mends it.

use std::path::{Path, PathBuf};

use git2::{ErrorCode, Repository};

use crate::error::{Error, Result};
use crate::record::nearest;

/// The usual name of the place a clone came from.
const REMOTE: &str = "origin";

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
    let hint = "run `git fetch --refetch --no-filter`".to_owned();
    Error::Repository { path: shown(repo), what, hint }
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

/// Git's own refusal, with the step that helps.
pub(super) fn refused(path: PathBuf, error: &git2::Error) -> Error {
    let what = lower(error);
    if error.code() == ErrorCode::Owner {
        return Error::ForeignRepository { path: owned_folder(&what).unwrap_or(path) };
    }
    let hint = if what.contains("extensions.partialclone") {
        "run `git fetch --refetch --no-filter`, then `git config --unset extensions.partialClone`"
    } else if what.contains("'sdir'") {
        "run `git sparse-checkout reapply --no-sparse-index`, or `git sparse-checkout disable`"
    } else if what.contains("'link'") {
        "run `git update-index --no-split-index`"
    } else if what.contains("unsupported extension") || what.contains("object format") {
        "leave out `--rev` and `--base`: this kind of repository is not read"
    } else {
        "run `git fsck` there; if it finds damage, clone it again"
    };
    Error::Repository { path, what, hint: hint.to_owned() }
}

/// The folder a user knows the repository by.
pub(super) fn shown(repo: &Repository) -> PathBuf {
    repo.workdir().unwrap_or_else(|| repo.path()).components().collect()
}

/// git2 tells the folder that is not ours in the message only: `repository path '/srv/repo/' is not owned by …`.
fn owned_folder(what: &str) -> Option<PathBuf> {
    what.split('\'').nth(1).map(|path| PathBuf::from(path.trim_end_matches('/')))
}

/// A revision that names nothing.
pub(super) fn unknown(repo: &Repository, rev: &str, failed: &git2::Error) -> Error {
    let hint = if failed.code() == ErrorCode::Ambiguous {
        "more than one object begins like this: give more characters".to_owned()
    } else if has_no_commits(repo) {
        "the repository has no commits yet: commit first".to_owned()
    } else if is_pull_request(repo) {
        DEPTH.to_owned()
    } else {
        let fetch = fetch(repo, rev);
        let start = if repo.is_shallow() { "the clone is shallow: " } else { "" };
        match near(repo, rev) {
            Some(near) => format!("did you mean `{near}`? else {start}run `{fetch}`"),
            None => format!("{start}run `{fetch}`, or look the name up with `git branch --all`"),
        }
    };
    Error::UnknownRevision { path: shown(repo), rev: rev.to_owned(), hint }
}

/// A checkout of the merge commit that a pull request would make.
const DEPTH: &str = "only the merge commit of a pull request was fetched: set `fetch-depth: 0` in the checkout step, \
                     or `fetch-depth: 2` and compare with `HEAD^1`";

/// Whether a shallow clone stands on a merge commit without a branch, as CI checks out pull requests.
fn is_pull_request(repo: &Repository) -> bool {
    // A shallow commit shows no parents; its own text still names them.
    let merges = |commit: git2::Commit<'_>| {
        commit
            .raw_header()
            .is_ok_and(|text| text.lines().filter(|line| line.starts_with("parent ")).count() > 1)
    };
    repo.is_shallow()
        && repo.head_detached().unwrap_or(false)
        && repo.head().and_then(|head| head.peel_to_commit()).is_ok_and(merges)
}

/// The command that brings a branch, also where only another one was cloned.
fn fetch(repo: &Repository, rev: &str) -> String {
    let deepen = if repo.is_shallow() { " --unshallow" } else { "" };
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.');
    let branch = rev.split_once('/').filter(|(remote, branch)| {
        branch.chars().all(plain) && !branch.is_empty() && repo.find_remote(remote).is_ok()
    });
    match branch {
        Some((remote, branch)) => {
            format!("git fetch{deepen} {remote} +refs/heads/{branch}:refs/remotes/{remote}/{branch}")
        }
        None => format!("git fetch{deepen}"),
    }
}

/// The branch or tag that was probably meant: the same one of the remote, else the most alike.
fn near(repo: &Repository, rev: &str) -> Option<String> {
    let names: Vec<String> = repo
        .references()
        .ok()?
        .filter_map(|reference| reference.ok()?.shorthand().ok().map(str::to_owned))
        .filter(|name| name != "HEAD")
        .collect();
    let remote = format!("{REMOTE}/{rev}");
    if names.contains(&remote) {
        return Some(remote);
    }
    nearest(rev, names.iter().map(String::as_str)).map(str::to_owned)
}

/// `Repository::is_empty` also asks for the usual name of the first branch.
fn has_no_commits(repo: &Repository) -> bool {
    repo.references().is_ok_and(|mut all| all.next().is_none())
}

/// Two revisions of which no common ancestor is known here.
pub(super) fn unrelated(repo: &Repository, base: &str, head: &str) -> Error {
    let hint = if is_pull_request(repo) {
        DEPTH
    } else if repo.is_shallow() {
        "the clone is shallow: run `git fetch --unshallow`; in CI set `fetch-depth: 0`"
    } else {
        "their histories are unrelated: give the branch that this one was started from"
    };
    Error::NoMergeBase {
        path: shown(repo),
        base: base.to_owned(),
        head: head.to_owned(),
        hint: hint.to_owned(),
    }
}

/// Refuses a sparse checkout that leaves out files below `prefix`: absent is not deleted.
pub(super) fn no_hidden_files(repo: &Repository, workdir: &Path, prefix: &str) -> Result<()> {
    let index = repo.index().map_err(|error| broken(repo, &error))?;
    let left_out = git2::IndexEntryExtendedFlag::SKIP_WORKTREE.bits();
    let hidden = |entry: &git2::IndexEntry| {
        entry.flags_extended & left_out != 0
            && entry.path.starts_with(prefix.as_bytes())
            && std::str::from_utf8(&entry.path).is_ok_and(|path| !workdir.join(path).exists())
    };
    match index.iter().filter(hidden).count() {
        0 => Ok(()),
        count => Err(Error::SparseCheckout { path: shown(repo), count }),
    }
}

pub(super) fn lower(error: &git2::Error) -> String {
    let message = error.message();
    let mut letters = message.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
