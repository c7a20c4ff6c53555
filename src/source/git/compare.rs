//! What differs between a base and what is checked, as far as the folder of records reaches.
//!
//! The base is where both histories parted. Only names and object ids are compared here: contents of a work tree are
//! read where its index cannot tell that a file is unchanged, those of the base when somebody asks for them.

use std::collections::BTreeMap;
use std::path::Path;

use git2::{Delta, Diff, DiffFindOptions, DiffOptions, Repository};

use super::base::{blob, parted, place};
use super::open::repository;
use super::trouble::{broken, incomplete, is_partial, no_hidden_files, unknown};
use super::{BlobId, Revision};
use crate::error::{Error, Result};
use crate::source::nodes::Nodes;

/// More files than this that came or went are not compared by content.
const MANY: usize = 100;

/// What differs between a base and what is checked.
pub struct Changes {
    base: Revision,
    /// The files that differ, sorted by path.
    pub files: Vec<FileChange>,
    /// Files that went away, each with a new one of much the same content.
    pub similar: Vec<(String, String)>,
}

/// A file that differs from the base: added, modified or deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileChange {
    /// Path from the folder of records.
    pub path: String,
    /// What the base has there.
    before: Option<BlobId>,
    /// Whether it is there now.
    pub after: bool,
}

impl FileChange {
    /// Whether the base has it.
    pub fn before(&self) -> bool {
        self.before.is_some()
    }
}

impl Changes {
    /// The full id of the commit that everything is compared with.
    pub fn base(&self) -> String {
        self.base.id()
    }

    /// The base, with what is in its folder of records.
    pub(in crate::source) fn listed(&self) -> Result<(Revision, Nodes)> {
        let repo = self.base.reopen()?;
        let base = self.base.at(&self.base())?;
        let nodes =
            base.nodes(&repo, format!("{}:{}", base.id(), base.root), base.folder(&repo)?.as_ref())?;
        Ok((base, nodes))
    }

    /// What the base holds at a path of at most `limit` bytes, changed or not; `None` where it has no such file.
    pub fn read(&self, path: &str, limit: u64) -> Result<Option<Vec<u8>>> {
        match self.files.binary_search_by(|file| file.path.as_str().cmp(path)) {
            Ok(i) => self.files[i].before.map_or(Ok(None), |blob| self.base.read_blob(path, blob, limit)),
            Err(_) => self.base.read_path(path, limit),
        }
    }
}

/// Compares the folder of records of a revision.
pub(super) fn revisions(head: &Revision, base: &str, listed: impl Fn(&str) -> bool) -> Result<Changes> {
    let repo = head.reopen()?;
    let tip = repo.find_commit(head.commit).map_err(|error| broken(&repo, &error))?;
    let base = parted(&repo, base, &tip, &head.id(), head.root.clone(), head.remains(&repo)?)?;
    let (old, new) = (base.folder(&repo)?, head.folder(&repo)?);
    let diff = |paths: &[&str]| {
        let mut options = options(paths);
        repo.diff_tree_to_tree(old.as_ref(), new.as_ref(), Some(&mut options))
    };
    compare(&repo, base, ("", ""), diff, listed)
}

/// Compares a folder of records on disk, `root` being its path without links; files that git does not know are new.
pub(in crate::source) fn work_tree(
    root: &Path,
    base: &str,
    listed: impl Fn(&str) -> bool,
) -> Result<Changes> {
    let repo = repository(root)?;
    let (workdir, prefix) =
        place(&repo, root).ok_or_else(|| Error::NoRepository { start: root.to_owned() })?;
    let head = repo.head().and_then(|head| head.peel_to_commit());
    let head = head.map_err(|failed| unknown(&repo, "HEAD", &failed))?;
    let base = parted(&repo, base, &head, "HEAD", prefix.trim_end_matches('/').to_owned(), |path| {
        workdir.join(path).exists()
    })?;
    no_hidden_files(&repo, &workdir, &prefix)?;
    let top = repo.find_commit(base.commit).and_then(|commit| commit.tree());
    let top = top.map_err(|error| broken(&repo, &error))?;
    let before = if base.root.is_empty() { String::new() } else { format!("{}/", base.root) };
    let diff = |paths: &[&str]| {
        let whole = [prefix.trim_end_matches('/'), before.trim_end_matches('/')];
        let below: Vec<String> =
            paths.iter().flat_map(|path| [format!("{prefix}{path}"), format!("{before}{path}")]).collect();
        let below: Vec<&str> = below.iter().map(String::as_str).collect();
        let anywhere = whole.contains(&"");
        let mut options = options(if !below.is_empty() {
            &below
        } else if anywhere {
            &[]
        } else {
            &whole
        });
        repo.diff_tree_to_workdir_with_index(Some(&top), Some(&mut options))
    };
    compare(&repo, base, (&before, &prefix), diff, listed)
}

fn options(paths: &[&str]) -> DiffOptions {
    let mut options = DiffOptions::new();
    options
        .include_untracked(true)
        .recurse_untracked_dirs(true)
        .disable_pathspec_match(true)
        .skip_binary_check(true);
    for path in paths {
        options.pathspec(path);
    }
    options
}

fn compare<'r>(
    repo: &'r Repository,
    base: Revision,
    prefixes: (&str, &str),
    diff: impl Fn(&[&str]) -> std::result::Result<Diff<'r>, git2::Error>,
    listed: impl Fn(&str) -> bool,
) -> Result<Changes> {
    let failed = |error: git2::Error| broken(repo, &error);
    let old = base.folder(repo)?;
    let mut files: BTreeMap<String, FileChange> = BTreeMap::new();
    for delta in diff(&[]).map_err(failed)?.deltas() {
        for (file, prefix) in [(delta.old_file(), prefixes.0), (delta.new_file(), prefixes.1)] {
            let Some(path) = below(file.path(), prefix) else { continue };
            // What is listed is what is read: the index may think otherwise of a file.
            let (before, after) = (blob(old.as_ref(), &path), listed(&path));
            if before.is_some() || after {
                files.insert(path.clone(), FileChange { path, before, after });
            }
        }
    }
    let files: Vec<FileChange> = files.into_values().collect();
    let mut blobs = files.iter().filter_map(|file| file.before);
    if is_partial(repo) && blobs.any(|blob| !base.store.exists(blob.0)) {
        return Err(incomplete(repo));
    }
    let similar = similar(&files, prefixes, diff).map_err(failed)?;
    Ok(Changes { base, files, similar })
}

/// Files that went away and came back under another name, by their content.
fn similar<'r>(
    files: &[FileChange],
    prefixes: (&str, &str),
    diff: impl Fn(&[&str]) -> std::result::Result<Diff<'r>, git2::Error>,
) -> std::result::Result<Vec<(String, String)>, git2::Error> {
    let of = |after: bool| files.iter().filter(move |file| file.after == after && file.before() != after);
    let paths: Vec<&str> = of(true).chain(of(false)).map(|file| file.path.as_str()).collect();
    if of(true).count().min(of(false).count()) == 0 || paths.len() > MANY {
        return Ok(Vec::new());
    }
    let mut diff = diff(&paths)?;
    diff.find_similar(Some(DiffFindOptions::new().renames(true).for_untracked(true)))?;
    let renamed = diff.deltas().filter(|delta| delta.status() == Delta::Renamed);
    Ok(renamed
        .filter_map(|delta| {
            Some((below(delta.old_file().path(), prefixes.0)?, below(delta.new_file().path(), prefixes.1)?))
        })
        .collect())
}

/// A path from the folder of records; `None` for what is not read: hidden, elsewhere, a folder, not UTF-8.
fn below(path: Option<&Path>, prefix: &str) -> Option<String> {
    let path = path?.to_str()?.strip_prefix(prefix)?;
    (!path.split('/').any(|name| name.is_empty() || name.starts_with('.'))).then(|| path.to_owned())
}
