//! Reads what records name beside themselves: the evidence of services, and the alert rules of the settings.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use rayon::prelude::*;

use super::Workspace;
use super::load::marked;
use crate::alerts::{self, Problem as Trouble, Rules};
use crate::source::{Problem, SideFile, Source};

impl Workspace {
    /// Reads what is named and not read yet, and once more what `changed` holds for; drops what nobody names any more.
    pub fn fetch(&mut self, source: &Source, changed: impl Fn(&str) -> bool) {
        let evidence = self.services.iter().flat_map(|service| &service.data.evidence).map(|path| &**path);
        let rules = self.settings.iter().flat_map(|settings| &settings.data.alert_rules);
        let rules: BTreeSet<&str> = rules.map(|path| &**path).collect();
        let folders: Vec<String> = evidence.clone().filter_map(|path| source.own(path)).collect();
        let named: BTreeSet<&str> = evidence.chain(rules.iter().copied()).collect();
        let mut kept = std::mem::take(&mut self.beside);
        let before = kept.len();
        kept.retain(|path, _| named.contains(path.as_str()) && !changed(path));
        let missing: Vec<&str> = named.into_iter().filter(|path| !kept.contains_key(*path)).collect();
        let stale = missing.iter().any(|path| rules.contains(path));
        let read: BTreeMap<_, _> =
            missing.into_par_iter().map(|path| (path.to_owned(), source.beside(path))).collect();
        if !read.is_empty() || kept.len() < before {
            self.facts = OnceLock::new();
        }
        kept.extend(read);
        if stale {
            let there = rules.into_iter().filter_map(|path| Some((path, kept.get(path)?)));
            self.alerts =
                there.map(|(path, files)| alerts_of(path, files)).fold(Rules::default(), |mut all, one| {
                    all.add(one);
                    all
                });
        }
        let ours = kept.values().flatten().flatten().map(|file| file.path.as_str());
        let folders = folders.iter().map(String::as_str).chain(["evidence"]);
        self.withheld = source.same(&ours.chain(folders).collect());
        self.beside = kept;
    }

    /// Whether a file of the folder is evidence: named as such, in a folder that is, or a link to it.
    pub fn is_evidence(&self, path: &str) -> bool {
        path.starts_with("evidence/") || self.withheld.contains(path)
    }
}

impl Workspace {
    /// Rule files of the folder that may hold a comment which allows a finding.
    pub(super) fn marked_rules(&self) -> impl Iterator<Item = String> {
        let rules = self.settings.iter().flat_map(|settings| &settings.data.alert_rules);
        let files = rules.filter_map(|path| self.beside.get(&**path)?.as_ref().ok()).flatten();
        let ours = files.filter(|file| self.files.contains(&file.path) && marked(&file.bytes));
        ours.map(|file| file.path.clone())
    }
}

/// The alerts at a path: those of the file, or of the files of the folder that hold any.
pub fn alerts_of(path: &str, files: &Result<Vec<SideFile>, Problem>) -> Rules {
    let failed = |problem: &Problem| {
        let trouble = Trouble { file: problem.path.clone(), line: None, message: problem.kind.to_string() };
        Rules { problems: vec![trouble], ..Rules::default() }
    };
    let files = match files {
        Ok(files) => files,
        Err(problem) => return failed(problem),
    };
    let read = files.par_iter().map(|file| match &file.bytes {
        Ok(bytes) => alerts::read(&file.path, bytes),
        Err(problem) => failed(problem),
    });
    let mut all = Rules::default();
    read.collect::<Vec<_>>().into_iter().for_each(|rules| all.add(rules));
    if all.groups == 0 && all.problems.is_empty() {
        let message = "holds no alert rules: neither `groups:` nor a PrometheusRule".into();
        all.problems.push(Trouble { file: path.to_owned(), line: None, message });
    }
    all
}
