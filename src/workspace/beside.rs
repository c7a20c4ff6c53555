//! Reads what records name beside themselves: the evidence of services.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use rayon::prelude::*;

use super::Workspace;
use crate::source::Source;

impl Workspace {
    /// Reads what is named and not read yet, and once more what `changed` holds for; drops what nobody names any more.
    pub fn fetch(&mut self, source: &Source, changed: impl Fn(&str) -> bool) {
        let named: BTreeSet<&str> =
            self.services.iter().flat_map(|service| &service.data.evidence).map(|path| &**path).collect();
        let mut kept = std::mem::take(&mut self.beside);
        let before = kept.len();
        kept.retain(|path, _| named.contains(path.as_str()) && !changed(path));
        let missing: Vec<&str> = named.into_iter().filter(|path| !kept.contains_key(*path)).collect();
        let read: BTreeMap<_, _> =
            missing.into_par_iter().map(|path| (path.to_owned(), source.beside(path))).collect();
        if !read.is_empty() || kept.len() < before {
            self.facts = OnceLock::new();
        }
        kept.extend(read);
        self.beside = kept;
    }

    /// Whether a file of the folder is evidence: named as such, or beside what is.
    pub fn is_evidence(&self, path: &str) -> bool {
        let named = || self.beside.values().flatten().flatten().any(|file| file.path == path);
        path.starts_with("evidence/") || named()
    }
}
