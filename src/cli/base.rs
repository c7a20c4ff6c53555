//! A check of a change: what it does to incidents of the base, and which findings it answers for.

use std::collections::{BTreeMap, BTreeSet};

use super::args::CheckArgs;
use super::open::Opened;
use crate::error::Result;
use crate::finding::{Finding, Report, Weighed, weigh};
use crate::history::{Contents, FilePair, Known, Past, Scope, pair};
use crate::record::schema::RecordType;
use crate::rule;
use crate::source::{RECORD_LIMIT, SETTINGS, Source};
use crate::workspace::{classify, load_under, stem};

/// Changed files with their contents; those of attachments are left empty.
type Changed = Vec<(FilePair, Contents)>;

/// What a check is asked to compare with.
pub(super) struct Since {
    /// What changed since the base, if there is one.
    files: Option<Changed>,
    /// The base itself, if records name files beside themselves.
    beside: Option<Source>,
    /// What is wrong with settings that are not trusted.
    of_settings: Option<Vec<Finding>>,
    /// What reading found out about the files as they are now.
    read: Vec<Finding>,
    /// The findings of the base, as far as they can differ from those of now.
    known: Known,
    /// How many findings in files that the change leaves alone are not its own.
    left: usize,
    all: bool,
    trusted: bool,
}

impl Since {
    /// Compares with the base and takes the settings to trust, as far as either is asked for.
    pub(super) fn new(opened: &mut Opened, args: &CheckArgs) -> Result<Self> {
        let (files, beside) = args.base.as_deref().map(|base| changed(opened, base)).transpose()?.unzip();
        // What was removed on purpose is said in the change itself.
        let settings = opened.loaded.workspace.settings.clone();
        let of_settings = args.trust_base.as_deref().map(|rev| trust(opened, rev)).transpose()?.flatten();
        let settings = settings.as_ref().map(|settings| &settings.data);
        let policy = &opened.loaded.workspace.policy;
        opened.past = files.as_ref().map(|files| Past::new(files, policy, settings));
        let read = if files.is_some() { opened.loaded.findings.clone() } else { Vec::new() };
        let (all, trusted) = (args.all, args.trust_base.is_some());
        Ok(Self {
            files,
            beside: beside.flatten(),
            of_settings,
            read,
            known: Known::default(),
            left: 0,
            all,
            trusted,
        })
    }

    /// Every finding with its weight, but for those in files that the change leaves alone and that are none of its own.
    pub(super) fn findings(&mut self, opened: &mut Opened) -> Vec<Weighed> {
        let mut findings = opened.findings();
        if let Some(own) = &self.of_settings {
            findings.retain(|(finding, _)| finding.file != SETTINGS);
            let policy = &opened.loaded.workspace.policy;
            findings.extend(weigh(own.clone(), |finding| rule::weigh(finding, policy)));
        }
        if let Some(files) = self.files.clone().filter(|_| !self.all) {
            self.compare(&mut findings, files, opened);
        }
        findings
    }

    /// Compares with the findings of the base, before anything is located: most findings need not be.
    fn compare(&mut self, findings: &mut Vec<Weighed>, files: Changed, opened: &mut Opened) {
        if findings.iter().all(|(finding, _)| about_change(finding)) {
            return;
        }
        let scope = Scope::new(&files);
        // Where only incidents changed, what rules say of another incident alone is the same on both sides.
        let paths = || files.iter().flat_map(|(pair, _)| pair.old.iter().chain(&pair.new));
        let is_incident = |path: &String| classify(path).is_none_or(|record| record == RecordType::Incident);
        let only = paths().all(is_incident).then(|| paths().cloned().collect::<BTreeSet<String>>());
        let alone = |finding: &Finding| only.is_some() && !rule::is_whole(finding.rule);
        let read = std::mem::take(&mut self.read);
        self.known = Known::new(&before(opened, files, read, self, only.as_ref()));
        let all = findings.len();
        findings.retain(|(finding, _)| {
            about_change(finding) || scope.reaches(finding) || !(alone(finding) || self.known.take(finding))
        });
        self.left = all - findings.len();
    }

    /// Leaves the findings that the change answers for, and returns how many others there are.
    pub(super) fn narrow(mut self, report: &mut Report) -> usize {
        let Some(files) = self.files.filter(|_| !self.all) else { return 0 };
        self.left + Scope::new(&files).narrow(report, about_change, &mut self.known)
    }
}

/// Whether only a comparison can make such a finding.
fn about_change(finding: &Finding) -> bool {
    rule::find(finding.rule).is_some_and(rule::Rule::is_history)
}

/// Pairs the files that differ from the base, and reads both sides of those that hold records.
fn changed(opened: &Opened, base: &str) -> Result<(Changed, Option<Source>)> {
    let since = opened.source.changes(base)?;
    let files = since.files.iter().map(|file| (file.path.as_str(), file.before(), file.after));
    let is_record = |path: &String| classify(path).is_some();
    let beside = !opened.loaded.workspace.beside.is_empty();
    let beside = beside.then(|| Source::before(&since)).transpose()?;
    let changed: Result<Changed> = pair(files, &since.similar)
        .into_iter()
        .map(|pair| {
            let old = match &pair.old {
                Some(path) if is_record(path) => since.read(path, RECORD_LIMIT)?,
                path => path.as_ref().map(|_| Vec::new()),
            };
            let new = match &pair.new {
                Some(path) if is_record(path) => opened.source.read_one(path, RECORD_LIMIT).ok(),
                path => path.as_ref().map(|_| Vec::new()),
            };
            Ok((pair, Contents { old, new }))
        })
        .collect();
    Ok((changed?, beside))
}

/// Reads the records again under the settings of a revision, where these are others. What is wrong with the settings
/// as they are now comes back: that is still to be reported.
fn trust(opened: &mut Opened, rev: &str) -> Result<Option<Vec<Finding>>> {
    let theirs = opened.source.read_at(rev, SETTINGS, RECORD_LIMIT)?;
    if theirs == opened.source.read_one(SETTINGS, RECORD_LIMIT).ok() {
        return Ok(None);
    }
    let mut own = std::mem::take(&mut opened.loaded.findings);
    own.extend(rule::run_whole(&opened.loaded.workspace, opened.now));
    own.retain(|finding| finding.file == SETTINGS);
    opened.loaded = load_under(&opened.source, theirs.map(Ok));
    Ok(Some(own))
}

/// The findings of the base, moved files under their new names; `read` is what reading found out about the files now,
/// `only` the incidents to look at one by one.
fn before(
    opened: &mut Opened,
    files: Changed,
    read: Vec<Finding>,
    since: &Since,
    only: Option<&BTreeSet<String>>,
) -> Vec<Finding> {
    let (mut old, mut new) = (BTreeMap::new(), BTreeMap::new());
    let mut settings = None;
    for (pair, contents) in files {
        match (pair.old, pair.new) {
            (old, new) if old.as_ref().or(new.as_ref()).is_some_and(|path| path == SETTINGS) => {
                settings = Some(contents.old);
            }
            (Some(from), Some(to)) if classify(&from) == classify(&to) && stem(&from) == stem(&to) => {
                old.insert(to.clone(), contents.old);
                new.insert(to, contents.new);
            }
            (from, to) => {
                old.extend(from.iter().map(|path| (path.clone(), contents.old.clone())));
                new.extend(from.into_iter().map(|path| (path, None)));
                old.extend(to.iter().map(|path| (path.clone(), None)));
                new.extend(to.into_iter().map(|path| (path, contents.new.clone())));
            }
        }
    }
    // Everything read depends on the settings, so with other settings everything is read once more.
    let settings = settings.filter(|_| !since.trusted);
    let kept = settings.map(|settings| {
        let loaded = load_under(&opened.source, settings.map(Ok));
        std::mem::replace(&mut opened.loaded, loaded)
    });
    if kept.is_none() {
        opened.loaded.findings = read;
    }
    opened.loaded.replace(old.clone(), &opened.source);
    if let Some(base) = &since.beside {
        opened.loaded.workspace.fetch(base, |_| true);
    }
    opened.instead = old;
    let (past, suppressed) = (opened.past.take(), opened.suppressed);
    let findings = opened.findings_of(only);
    (opened.past, opened.suppressed) = (past, suppressed);
    opened.instead = BTreeMap::new();
    match kept {
        Some(loaded) => opened.loaded = loaded,
        None => {
            opened.loaded.replace(new, &opened.source);
            opened.loaded.workspace.fetch(&opened.source, |_| since.beside.is_some());
        }
    }
    findings.into_iter().map(|(finding, _)| finding).collect()
}
