//! A check of a change: what it does to incidents of the base, and which findings it answers for.

use std::collections::BTreeMap;

use super::args::Base;
use super::open::Opened;
use crate::error::Result;
use crate::finding::{Finding, Report, report as locate, weigh};
use crate::history::{Contents, FilePair, Past, Scope, pair};
use crate::rule;
use crate::source::{RECORD_LIMIT, SETTINGS};
use crate::workspace::{classify, load_under, stem};

/// Changed files with their contents; those of attachments are left empty.
type Changed = Vec<(FilePair, Contents)>;

/// The findings to show, and how many others there are on lines that the change does not touch.
pub(super) fn report(opened: &mut Opened, since: &Base) -> Result<(Report, usize)> {
    let files = since.base.as_deref().map(|base| changed(opened, base)).transpose()?;
    // What was removed on purpose is said in the change itself.
    let settings = opened.loaded.workspace.settings.clone();
    let of_settings = since.trust_base.as_deref().map(|rev| trust(opened, rev)).transpose()?.flatten();
    let read = opened.loaded.findings.clone();
    let mut findings = opened.findings();
    let workspace = &opened.loaded.workspace;
    let weighed = |found: Vec<Finding>| weigh(found, |finding| rule::weigh(finding, &workspace.policy));
    if let Some(own) = of_settings {
        findings.retain(|(finding, _)| finding.file != SETTINGS);
        findings.extend(weighed(own));
    }
    if let Some(files) = &files {
        let past = Past::new(files, &workspace.policy, settings.as_ref().map(|settings| &settings.data));
        findings.extend(weighed(rule::run_history(&past, workspace)));
    }
    let mut report = opened.report(findings);
    let Some(files) = files.filter(|_| !since.all) else { return Ok((report, 0)) };
    let trusted = since.trust_base.is_some();
    let scope = Scope::new(&files);
    let about_change = |finding: &Finding| rule::find(finding.rule).is_some_and(rule::Rule::is_history);
    let left_out = scope.narrow(&mut report, about_change, || before(opened, files, read, trusted));
    Ok((report, left_out))
}

/// Pairs the files that differ from the base, and reads both sides of those that hold records.
fn changed(opened: &Opened, base: &str) -> Result<Changed> {
    let changes = opened.source.changes(base)?;
    let files = changes.files.iter().map(|file| (file.path.as_str(), file.before(), file.after));
    let is_record = |path: &String| classify(path).is_some();
    pair(files, &changes.similar)
        .into_iter()
        .map(|pair| {
            let old = match &pair.old {
                Some(path) if is_record(path) => changes.read(path, RECORD_LIMIT)?,
                path => path.as_ref().map(|_| Vec::new()),
            };
            let new = match &pair.new {
                Some(path) if is_record(path) => opened.source.read_one(path, RECORD_LIMIT).ok(),
                path => path.as_ref().map(|_| Vec::new()),
            };
            Ok((pair, Contents { old, new }))
        })
        .collect()
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

/// The findings of the base, moved files under their new names; `read` is what reading found out about the files now.
fn before(opened: &mut Opened, files: Changed, read: Vec<Finding>, trusted: bool) -> Vec<Finding> {
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
    let settings = settings.filter(|_| !trusted);
    let kept = settings.map(|settings| {
        let loaded = load_under(&opened.source, settings.map(Ok));
        std::mem::replace(&mut opened.loaded, loaded)
    });
    if kept.is_none() {
        opened.loaded.findings = read;
    }
    opened.loaded.replace(old.clone());
    let findings = opened.findings();
    match kept {
        Some(loaded) => opened.loaded = loaded,
        None => opened.loaded.replace(new),
    }
    // Only what changed can say something else about its findings, as a comment that allows one.
    let (changed, mut findings): (Vec<_>, Vec<_>) =
        findings.into_iter().partition(|(finding, _)| old.contains_key(&finding.file));
    let report = locate(changed, |file| String::from_utf8(old.get(file)?.clone()?).ok());
    findings.extend(report.findings.into_iter().map(|found| (found.finding, found.level)));
    findings.into_iter().map(|(finding, _)| finding).collect()
}
