//! What a backend saw, before links are followed: the same shape for a work tree and for a revision.

use super::git::BlobId;
use super::problem::{Problem, ProblemKind};
use crate::error::{Error, Result};

/// More files and folders than this are no folder of records; it also stops a tree that repeats itself for ever.
const MAX_NODES: usize = 1_000_000;

/// The longest path that is read, in bytes; the usual limit of the system.
const MAX_PATH: usize = 4096;

/// Where the bytes of a file are.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Place {
    /// A path below the root without any link in it.
    Path(String),
    /// An object of the repository.
    Blob(BlobId),
}

/// One thing in the folder of records.
#[derive(Debug)]
pub(super) enum Node {
    Folder,
    File(Place),
    /// A symbolic link with its target, `/` between names.
    Link(String),
}

/// Everything below the root that is not hidden, in any order.
#[derive(Debug)]
pub(super) struct Nodes {
    /// Names the root in messages.
    place: String,
    pub(super) found: Vec<(String, Node)>,
    pub(super) problems: Vec<Problem>,
}

impl Nodes {
    pub(super) fn new(place: String) -> Self {
        Self { place, found: Vec::new(), problems: Vec::new() }
    }

    pub(super) fn push(&mut self, path: String, node: Node) -> Result<()> {
        if self.found.len() >= MAX_NODES {
            return Err(Error::TooManyFiles { place: self.place.clone(), limit: MAX_NODES });
        }
        self.found.push((path, node));
        Ok(())
    }

    pub(super) fn problem(&mut self, path: impl Into<String>, kind: ProblemKind) {
        self.problems.push(Problem::new(path, kind));
    }

    /// `folder/name`, or nothing and a problem where this can be no path.
    pub(super) fn join(&mut self, folder: &str, name: &[u8]) -> Option<String> {
        let kind = match std::str::from_utf8(name) {
            Err(_) => ProblemKind::NameNotUtf8,
            // A file system cannot hold such names; a hand-made git tree can.
            Ok(name) if name.is_empty() || name.contains(['/', '\0']) => ProblemKind::NameUnusable,
            Ok(name) if folder.len() + 1 + name.len() > MAX_PATH => ProblemKind::NameUnusable,
            Ok(name) => return Some(below(folder, name)),
        };
        let mut shown = below(folder, &String::from_utf8_lossy(name));
        shown.truncate(shown.floor_char_boundary(MAX_PATH));
        self.problem(shown, kind);
        None
    }
}

/// `folder/name`, where the root is the empty folder.
pub(super) fn below(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// Whether `path` is `folder` or lies below it.
pub(super) fn is_within(path: &str, folder: &str) -> bool {
    folder.is_empty()
        || path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
