//! Reading: the only place that reads input.
//!
//! A [`Source`] is a folder of records, in the work tree or in a git revision. It is listed once, when it is opened,
//! and read from many threads. Both kinds give the same entries and the same bytes for the same content: hidden
//! names are skipped, links are followed inside the folder only, and what cannot be read is a [`Problem`].
//!
//! Deliberately absent: sizes in the listing (a system call for each file, and only reading needs them), git
//! filters (`autocrlf`, LFS), and any meaning of a file name.

mod beside;
mod discover;
mod git;
mod links;
mod nodes;
mod problem;
#[cfg(test)]
mod tests;
mod walk;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rayon::prelude::*;

pub use self::beside::{SIDE_LIMIT, SideFile};
pub use self::discover::{FOLDER, SETTINGS, find_folder, listed};
pub use self::git::{BlobId, Changes, FileChange, FileStep, Step, Trail, changed_lines};
pub use self::problem::{Problem, ProblemKind};

use self::nodes::Place;
use crate::error::Result;

/// The largest record, in bytes.
pub const RECORD_LIMIT: u64 = 1 << 20;

/// The largest attachment, in bytes.
pub const ATTACHMENT_LIMIT: u64 = 10 << 20;

/// A file in the folder of records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Path from the folder of records, `/` between names; unique in the listing.
    pub path: String,
    /// Where the bytes are; another path where a link leads to the file.
    place: Place,
}

/// What a folder of records holds.
#[derive(Debug, Default)]
pub struct Listing {
    /// Every file, sorted by path (by bytes).
    pub entries: Vec<Entry>,
    /// What could not be listed, sorted by path.
    pub problems: Vec<Problem>,
}

impl Listing {
    /// The entry with exactly this path.
    pub fn get(&self, path: &str) -> Option<&Entry> {
        let index = self.entries.binary_search_by(|entry| entry.path.as_str().cmp(path)).ok()?;
        self.entries.get(index)
    }
}

/// A folder of records, listed and ready to be read; shared freely between threads.
pub struct Source {
    origin: Origin,
    listing: Listing,
    /// Contents to take for those of a file, by its path.
    edited: BTreeMap<String, Vec<u8>>,
    /// Names of the folders from the top of the repository to that of the records, where there is one.
    from_top: OnceLock<Option<Vec<String>>>,
}

enum Origin {
    WorkTree(walk::WorkTree),
    Revision(git::Revision),
}

impl Source {
    /// The folder `root` as it is on disk.
    pub fn open_work_tree(root: &Path) -> Result<Self> {
        let (tree, nodes) = walk::WorkTree::open(root)?;
        Ok(Self::new(Origin::WorkTree(tree), nodes))
    }

    /// The folder `root` in the commit that `rev` names, without a checkout.
    ///
    /// The repository, a bare one too, is found from `start` upwards. `root` is a path from the top of the
    /// repository (`""` and `"."` are the top); without it, the folder is looked for as [`find_folder`] does.
    pub fn open_revision(start: &Path, rev: &str, root: Option<&str>) -> Result<Self> {
        let (revision, nodes) = git::Revision::open(start, rev, root)?;
        Ok(Self::new(Origin::Revision(revision), nodes))
    }

    /// Where a listed file stands on disk; nothing for a revision, or where a link leads to it.
    pub fn own_file(&self, path: &str) -> Option<PathBuf> {
        match (&self.origin, &self.listing.get(path)?.place) {
            (Origin::WorkTree(tree), Place::Path(real)) if real == path => Some(tree.root().join(real)),
            _ => None,
        }
    }

    fn new(origin: Origin, nodes: nodes::Nodes) -> Self {
        Self { origin, listing: links::follow(nodes), edited: BTreeMap::new(), from_top: OnceLock::new() }
    }

    /// Takes `bytes` for the contents of a file, which need not exist, from now on; nothing is written.
    pub fn edit(&mut self, path: &str, bytes: Vec<u8>) {
        self.edited.insert(path.to_owned(), bytes);
        if let Err(at) = self.listing.entries.binary_search_by(|entry| entry.path.as_str().cmp(path)) {
            let place = Place::Path(path.to_owned());
            self.listing.entries.insert(at, Entry { path: path.to_owned(), place });
        }
    }

    /// Reads the file itself again.
    pub fn release(&mut self, path: &str) {
        self.edited.remove(path);
    }

    /// What is read in place of files.
    pub fn edited(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.edited
    }

    /// What was in the folder when it was opened, and what was edited since.
    pub fn list(&self) -> &Listing {
        &self.listing
    }

    /// The folder on disk, links resolved; nothing for a revision.
    pub fn root(&self) -> Option<&Path> {
        match &self.origin {
            Origin::WorkTree(tree) => Some(tree.root()),
            Origin::Revision(_) => None,
        }
    }

    /// The full id of the commit; nothing for the work tree.
    pub fn commit(&self) -> Option<String> {
        match &self.origin {
            Origin::WorkTree(_) => None,
            Origin::Revision(revision) => Some(revision.id()),
        }
    }

    /// The folder in its revision: from where it was looked for if it is below, otherwise from the top; nothing for a
    /// folder on disk.
    pub fn folder(&self) -> Option<&str> {
        match &self.origin {
            Origin::WorkTree(_) => None,
            Origin::Revision(revision) => Some(&revision.shown),
        }
    }

    /// How messages call this source: `working tree` or `revision 0123456789ab`.
    pub fn describe(&self) -> String {
        match self.commit() {
            None => "working tree".to_owned(),
            Some(id) => format!("revision {}", id.get(..12).unwrap_or(&id)),
        }
    }

    /// What differs from the commit where this and `base` parted; the files of a work tree count as they are.
    pub fn changes(&self, base: &str) -> Result<Changes> {
        let listed = |path: &str| self.listing.get(path).is_some();
        match &self.origin {
            Origin::WorkTree(tree) => git::work_tree(tree.root(), base, listed),
            Origin::Revision(revision) => revision.changes(base, listed),
        }
    }

    /// Every commit that changed a file that is wanted, by its path; nothing where there is no history.
    pub fn trail(&self, wanted: impl Fn(&str) -> bool + Sync) -> Result<Option<Trail>> {
        match &self.origin {
            Origin::WorkTree(tree) => git::trail_of_work_tree(tree.root(), wanted),
            Origin::Revision(revision) => git::trail_of_revision(revision, wanted).map(Some),
        }
    }

    /// The folder as it was in the base of these changes; empty where it was not there.
    pub fn before(changes: &Changes) -> Result<Self> {
        let (revision, nodes) = changes.listed()?;
        Ok(Self::new(Origin::Revision(revision), nodes))
    }

    /// One file of the same folder in another revision, of at most `limit` bytes; `None` where it has no such file.
    pub fn read_at(&self, rev: &str, path: &str, limit: u64) -> Result<Option<Vec<u8>>> {
        match &self.origin {
            Origin::WorkTree(tree) => git::work_tree_at(tree.root(), rev)?.read_path(path, limit),
            Origin::Revision(revision) => revision.at(rev)?.read_path(path, limit),
        }
    }

    /// Reads one file of at most `limit` bytes; callable from many threads at once.
    pub fn read(&self, entry: &Entry, limit: u64) -> std::result::Result<Vec<u8>, Problem> {
        if let Some(bytes) = self.edited.get(&entry.path) {
            let size = bytes.len() as u64;
            let large = Problem::new(&entry.path, ProblemKind::TooLarge { size, limit });
            return if size > limit { Err(large) } else { Ok(bytes.clone()) };
        }
        match (&self.origin, &entry.place) {
            (Origin::WorkTree(tree), Place::Path(real)) => tree.read(&entry.path, real, limit),
            (Origin::Revision(revision), Place::Blob(id)) => revision.read(&entry.path, *id, limit),
            _ => Err(Problem::unreadable(&entry.path, "it belongs to another source")),
        }
    }

    /// Reads one file by its path, as it is named in the listing.
    pub fn read_one(&self, path: &str, limit: u64) -> std::result::Result<Vec<u8>, Problem> {
        match self.listing.get(path) {
            Some(entry) => self.read(entry, limit),
            None => Err(Problem::unreadable(path, "there is no such file")),
        }
    }

    /// Reads files of at most `limit` bytes on all cores and hands each to `each`; the answers keep the order.
    pub fn read_all<T: Send>(
        &self,
        entries: &[&Entry],
        limit: u64,
        each: impl Fn(&Entry, std::result::Result<Vec<u8>, Problem>) -> T + Sync,
    ) -> Vec<T> {
        entries.par_iter().map(|entry| each(entry, self.read(entry, limit))).collect()
    }
}
