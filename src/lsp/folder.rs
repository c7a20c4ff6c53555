//! The folder of records under the editor's hands: what was read, what is being edited, and which findings a change
//! brings or takes.
//!
//! A rule of one incident depends on that incident and the settings, so its findings are kept for the incidents that
//! did not change. The rules that look at everything run each time.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::error::Result;
use crate::finding::{Finding, Report, report, suppress, weigh};
use crate::rule;
use crate::source::{RECORD_LIMIT, SETTINGS, Source, listed};
use crate::time::Zone;
use crate::workspace::{Loaded, Workspace, load};

/// Records with the edits of the client, and their findings at the last check.
pub(super) struct Folder {
    /// The folder as it was found; the client names files by it.
    root: PathBuf,
    source: Source,
    loaded: Loaded,
    /// Files that are not as they were read.
    changed: BTreeSet<String>,
    /// Whether the folder has to be listed and read again.
    stale: bool,
    /// Whether it was just read, so that no finding of the last check counts.
    fresh: bool,
    /// Findings of the rules of one incident, by file.
    cases: BTreeMap<String, Vec<Finding>>,
    /// Every finding of the last check, by file.
    found: BTreeMap<String, Vec<Finding>>,
}

/// What a check changed.
pub(super) struct Changes {
    /// Files whose findings may be others than before, or be elsewhere.
    pub(super) files: BTreeSet<String>,
    /// All findings of these files.
    pub(super) report: Report,
}

impl Folder {
    /// Reads the folder.
    pub(super) fn open(root: PathBuf) -> Result<Self> {
        let source = Source::open_work_tree(&root)?;
        let loaded = load(&source);
        let cases = check_cases(&loaded.workspace);
        Ok(Self {
            root,
            source,
            loaded,
            changed: BTreeSet::new(),
            stale: false,
            fresh: true,
            cases,
            found: BTreeMap::new(),
        })
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    pub(super) fn workspace(&self) -> &Workspace {
        &self.loaded.workspace
    }

    /// The path of a file from the folder, `/` between names; `None` outside of it and for what is never read.
    pub(super) fn relative(&self, path: &Path) -> Option<String> {
        // The client may name the folder through a link.
        let real = || {
            let folder = path.parent()?.canonicalize().ok()?;
            listed(&folder.join(path.file_name()?), self.source.root()?)
        };
        listed(path, &self.root).or_else(real)
    }

    /// Takes a text that the client edits in place of the file on disk.
    pub(super) fn edit(&mut self, file: &str, text: &str) {
        self.source.edit(file, text.into());
        self.changed.insert(file.to_owned());
    }

    /// Goes back to the file on disk.
    pub(super) fn release(&mut self, file: &str) {
        let edited = self.text(file);
        self.source.release(file);
        self.stale |= self.text(file) != edited;
    }

    /// Notes that a file changed on disk, or that it came or went.
    pub(super) fn touch(&mut self, file: &str, changed: bool) {
        if !self.source.edited().contains_key(file) {
            self.stale |= !changed;
            self.changed.insert(file.to_owned());
        }
    }

    /// The text of a file, as it is edited or as it is on disk.
    pub(super) fn text(&self, file: &str) -> Option<String> {
        String::from_utf8(self.source.read_one(file, RECORD_LIMIT).ok()?).ok()
    }

    /// Whether there is something to check.
    pub(super) fn is_waiting(&self) -> bool {
        self.fresh || self.stale || !self.changed.is_empty()
    }

    /// Takes over what changed and checks it; `now` is asked once the settings are known.
    pub(super) fn check(&mut self, now: impl FnOnce(Zone) -> i64) -> Result<Changes> {
        let mut changed = std::mem::take(&mut self.changed);
        if self.stale || changed.contains(SETTINGS) || !self.read_changed(&changed) {
            self.read_all()?;
            changed.extend(self.source.edited().keys().cloned());
        }
        let everything = std::mem::take(&mut self.fresh);
        let workspace = &self.loaded.workspace;
        let whole = rule::run_whole(workspace, now(workspace.policy.zone()));
        let kept = self.loaded.findings.iter().chain(self.cases.values().flatten()).cloned();
        let mut found: BTreeMap<String, Vec<Finding>> = BTreeMap::new();
        for finding in kept.chain(whole) {
            found.entry(finding.file.clone()).or_default().push(finding);
        }
        let before = std::mem::replace(&mut self.found, found);
        let found = &self.found;
        // A second place may be on another line by now.
        let moved = |finding: &Finding| {
            let second = finding.second.as_ref().and_then(|label| label.file.as_ref());
            second.is_some_and(|file| changed.contains(file))
        };
        let differs = |file: &&String| {
            let (before, after) = (before.get(*file), found.get(*file));
            everything || before != after || after.is_some_and(|findings| findings.iter().any(moved))
        };
        let mut files: BTreeSet<String> =
            before.keys().chain(found.keys()).filter(differs).cloned().collect();
        files.extend(changed);
        // A comment that allows nothing is a finding, too, in a file that may have no other.
        let marked = &self.loaded.marked;
        files.extend(marked.iter().filter(|_| everything).cloned());
        let marked = marked.intersection(&files).cloned().collect();
        let findings = files.iter().filter_map(|file| found.get(file)).flatten().cloned().collect();
        let policy = &workspace.policy;
        let level = |finding: &Finding| rule::weigh(finding, policy);
        let read = |file: &str| self.text(file);
        let weighed = weigh(findings, level);
        let (weighed, _) = suppress(weighed, &marked, read, level, |rule| rule::complete(rule, policy));
        Ok(Changes { files, report: report(weighed, read) })
    }

    /// Reads the folder and checks every incident anew.
    fn read_all(&mut self) -> Result<()> {
        if std::mem::take(&mut self.stale) {
            let mut source = Source::open_work_tree(&self.root)?;
            for (file, text) in self.source.edited() {
                source.edit(file, text.clone());
            }
            self.source = source;
        }
        self.loaded = load(&self.source);
        self.cases = check_cases(&self.loaded.workspace);
        self.fresh = true;
        Ok(())
    }

    /// Reads the files that changed and checks the incidents among them; whether all of them could be read.
    fn read_changed(&mut self, changed: &BTreeSet<String>) -> bool {
        let read = |file: &String| Some((file.clone(), Some(self.source.read_one(file, RECORD_LIMIT).ok()?)));
        let Some(contents) = changed.iter().map(read).collect::<Option<Vec<_>>>() else {
            self.stale = true;
            return false;
        };
        self.loaded.replace(contents, &self.source);
        let workspace = &self.loaded.workspace;
        for file in changed {
            self.cases.remove(file);
            if let Ok(at) = workspace.cases.binary_search_by(|case| case.file.cmp(file)) {
                self.cases.insert(file.clone(), rule::run_case(&workspace.cases[at], workspace));
            }
        }
        true
    }
}

fn check_cases(workspace: &Workspace) -> BTreeMap<String, Vec<Finding>> {
    let each = workspace.cases.par_iter();
    each.map(|case| (case.file.clone(), rule::run_case(case, workspace))).collect()
}
