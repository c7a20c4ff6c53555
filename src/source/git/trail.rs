//! Every commit that changed chosen files, with what each was before and after: one walk over the history.
//!
//! Trees are compared as the bytes git keeps, entry by entry, so that a folder of thousands of files costs what
//! differs in it. No file is read here.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::path::Path;
use std::rc::Rc;

use git2::{Commit, Odb, Oid, Repository, Sort};
use rayon::prelude::*;

use super::base::place;
use super::open::{repository, store};
use super::trouble::broken;
use super::{BlobId, Revision};
use crate::error::Result;
use crate::source::nodes::below;

/// More commits than this are not looked at.
const FAR: usize = 20_000;

/// Commits that one thread takes at a time: neighbours share most of their trees.
const RUN: usize = 256;

/// So many bytes of trees are kept by a thread.
const KEPT: usize = 64 << 20;

/// The commits that changed chosen files.
pub struct Trail {
    /// The newest first.
    pub steps: Vec<Step>,
    /// The history was read to its beginning, with everything in it.
    pub complete: bool,
    store: Odb<'static>,
}

/// One commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The id of the commit, in full.
    pub id: String,
    /// When it was made, seconds since 1970.
    pub at: i64,
    /// The name of its author.
    pub author: String,
    /// The first line of its message.
    pub subject: String,
    /// The chosen files that it changed, sorted by path.
    pub files: Vec<FileStep>,
}

/// A file before and after a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileStep {
    /// Its path in the folder of records.
    pub path: String,
    /// Before; `None` where there was none.
    pub old: Option<BlobId>,
    /// After; `None` where there is none.
    pub new: Option<BlobId>,
}

impl Trail {
    /// What a file was, if it is here and has at most `limit` bytes.
    pub fn read(&self, blob: BlobId, limit: u64) -> Option<Vec<u8>> {
        let (size, _) = self.store.read_header(blob.0).ok()?;
        (size as u64 <= limit).then_some(())?;
        Some(self.store.read(blob.0).ok()?.data().to_vec())
    }
}

/// The commits up to that of a revision.
pub(in crate::source) fn of_revision(
    revision: &Revision,
    wanted: impl Fn(&str) -> bool + Sync,
) -> Result<Trail> {
    trail(&revision.reopen()?, revision.commit, &revision.root, wanted)
}

/// The commits up to the one a work tree is on; nothing where there is no repository or no commit yet.
pub(in crate::source) fn of_work_tree(
    root: &Path,
    wanted: impl Fn(&str) -> bool + Sync,
) -> Result<Option<Trail>> {
    let Ok(repo) = repository(root) else { return Ok(None) };
    let Some((_, prefix)) = place(&repo, root) else { return Ok(None) };
    let Some(head) = repo.head().ok().and_then(|head| head.target()) else { return Ok(None) };
    trail(&repo, head, &prefix, wanted).map(Some)
}

/// What is needed of a commit, without the repository that gave it.
struct Told {
    tree: Oid,
    /// The trees of its parents.
    parents: Vec<Oid>,
    step: Step,
}

fn trail(repo: &Repository, head: Oid, root: &str, wanted: impl Fn(&str) -> bool + Sync) -> Result<Trail> {
    let fails = |error: git2::Error| broken(repo, &error);
    let mut walk = repo.revwalk().map_err(fails)?;
    walk.set_sorting(Sort::TIME | Sort::TOPOLOGICAL).map_err(fails)?;
    walk.push(head).map_err(fails)?;
    let mut complete = !repo.is_shallow();
    let mut told = Vec::new();
    for (seen, id) in walk.enumerate() {
        let Some(commit) = (seen < FAR).then(|| id.and_then(|id| repo.find_commit(id)).ok()).flatten() else {
            complete = false;
            break;
        };
        // Where a shallow clone was cut, a commit shows no parents and would seem to have made everything.
        let cut = commit.parent_count() == 0
            && commit.raw_header().is_ok_and(|text| text.lines().any(|line| line.starts_with("parent ")));
        if !cut {
            told.push(one(&commit));
        }
    }
    let store = store(repo)?;
    let compared: Vec<(Option<Step>, bool)> = told
        .par_chunks(RUN)
        .flat_map_iter(|run| {
            let mut trees = Trees { store: &store, known: HashMap::new(), bytes: 0, whole: true };
            let steps: Vec<(Option<Step>, bool)> = run
                .iter()
                .map(|told| {
                    trees.whole = true;
                    let files = changed(&mut trees, told, root, &wanted);
                    let step = (!files.is_empty()).then(|| Step { files, ..told.step.clone() });
                    (step, trees.whole)
                })
                .collect();
            steps
        })
        .collect();
    complete &= compared.iter().all(|(_, whole)| *whole);
    Ok(Trail { steps: compared.into_iter().filter_map(|(step, _)| step).collect(), complete, store })
}

fn one(commit: &Commit<'_>) -> Told {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Told {
        tree: commit.tree_id(),
        parents: commit.parents().map(|parent| parent.tree_id()).collect(),
        step: Step {
            id: commit.id().to_string(),
            at: commit.time().seconds(),
            author: text(commit.author().name_bytes()),
            subject: text(commit.summary_bytes().unwrap_or_default()),
            files: Vec::new(),
        },
    }
}

/// The files that differ from all parents; a merge that only brings together changes none.
fn changed(trees: &mut Trees<'_>, told: &Told, root: &str, wanted: &impl Fn(&str) -> bool) -> Vec<FileStep> {
    let new = trees.folder(told.tree, root);
    let mut against = told.parents.iter().map(|parent| {
        let old = trees.folder(*parent, root);
        let mut files = Vec::new();
        trees.compare("", old, new, wanted, &mut files);
        files
    });
    let Some(mut files) = against.next() else {
        let mut files = Vec::new();
        trees.compare("", None, new, wanted, &mut files);
        return files;
    };
    for others in against {
        files.retain(|file| others.iter().any(|other| other.path == file.path));
    }
    files
}

/// Trees as git keeps them, the last ones at hand.
struct Trees<'s> {
    store: &'s Odb<'static>,
    known: HashMap<Oid, Rc<Vec<u8>>>,
    bytes: usize,
    /// Nothing was missing.
    whole: bool,
}

impl Trees<'_> {
    fn read(&mut self, id: Oid) -> Rc<Vec<u8>> {
        if let Some(known) = self.known.get(&id) {
            return Rc::clone(known);
        }
        let bytes = match self.store.read(id) {
            Ok(object) => object.data().to_vec(),
            Err(_) => {
                self.whole = false;
                Vec::new()
            }
        };
        self.bytes += bytes.len();
        if self.bytes > KEPT {
            self.known.clear();
            self.bytes = bytes.len();
        }
        let bytes = Rc::new(bytes);
        self.known.insert(id, Rc::clone(&bytes));
        bytes
    }

    /// The tree at a path below another.
    fn folder(&mut self, top: Oid, path: &str) -> Option<Oid> {
        let mut tree = top;
        for name in path.split('/').filter(|name| !name.is_empty() && *name != ".") {
            let bytes = self.read(tree);
            tree = Entries(&bytes).find(|entry| entry.is_folder && entry.name == name.as_bytes())?.id;
        }
        Some(tree)
    }

    /// Appends what differs between two folders, sorted by path.
    fn compare(
        &mut self,
        at: &str,
        old: Option<Oid>,
        new: Option<Oid>,
        wanted: &impl Fn(&str) -> bool,
        found: &mut Vec<FileStep>,
    ) {
        if old == new {
            return;
        }
        let [old, new] = [old, new].map(|id| id.map(|id| self.read(id)).unwrap_or_default());
        let (mut before, mut after) = (Entries(&old).peekable(), Entries(&new).peekable());
        loop {
            let order = match (before.peek(), after.peek()) {
                (None, None) => return,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(old), Some(new)) => old.order(new),
            };
            let old = if order.is_le() { before.next() } else { None };
            let new = if order.is_ge() { after.next() } else { None };
            if old.as_ref().map(|entry| entry.id) == new.as_ref().map(|entry| entry.id) {
                continue;
            }
            let Some(either) = old.as_ref().or(new.as_ref()) else { return };
            let Ok(name) = std::str::from_utf8(either.name) else { continue };
            if name.starts_with('.') {
                continue;
            }
            let path = below(at, name);
            let [old, new] = [old.as_ref(), new.as_ref()].map(|entry| entry.map(|entry| entry.id));
            if either.is_folder {
                self.compare(&path, old, new, wanted, found);
            } else if wanted(&path) {
                found.push(FileStep { path, old: old.map(BlobId), new: new.map(BlobId) });
            }
        }
    }
}

/// One entry of a tree.
struct Entry<'b> {
    is_folder: bool,
    name: &'b [u8],
    id: Oid,
}

impl Entry<'_> {
    /// The order of git: folders as if their names ended in a slash.
    fn order(&self, other: &Self) -> Ordering {
        let end = |entry: &Self| if entry.is_folder { b"/".as_slice() } else { b"" };
        self.name.iter().chain(end(self)).cmp(other.name.iter().chain(end(other)))
    }
}

/// The entries of a tree: mode, space, name, zero, twenty bytes of id.
struct Entries<'b>(&'b [u8]);

impl<'b> Iterator for Entries<'b> {
    type Item = Entry<'b>;

    fn next(&mut self) -> Option<Entry<'b>> {
        let space = self.0.iter().position(|byte| *byte == b' ')?;
        let (mode, rest) = (&self.0[..space], &self.0[space + 1..]);
        let zero = rest.iter().position(|byte| *byte == 0)?;
        let id = Oid::from_bytes(rest.get(zero + 1..zero + 21)?).ok()?;
        self.0 = &rest[zero + 21..];
        Some(Entry { is_folder: mode == b"40000", name: &rest[..zero], id })
    }
}
