//! The records of a preview: what was read, kept as the folder is now.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::error::Result;
use crate::finding::{Deny, Report, Weighed, report, suppress, weigh};
use crate::record::Audience;
use crate::rule;
use crate::site::check_templates;
use crate::source::{Entry, Listing, RECORD_LIMIT, SETTINGS, Source, listed};
use crate::workspace::{Loaded, Workspace, classify, load};

/// Records and where they come from.
pub(super) struct Records {
    pub(super) source: Source,
    loaded: Loaded,
}

/// What is not as it was read.
pub(super) struct Change {
    /// The folder, listed anew.
    source: Source,
    /// The files that changed, came or went.
    files: BTreeSet<String>,
    /// Files that records name beside the folder may have changed.
    beside: bool,
    /// Only reading the whole folder tells what it holds now.
    all: bool,
}

impl Change {
    /// Whether nothing but the style sheet changed.
    pub(super) fn is_style(&self) -> bool {
        let is_style =
            |file: &String| matches!(file.as_str(), "templates/style.css" | "templates/custom.css");
        !self.all && !self.beside && self.files.iter().all(is_style)
    }
}

impl Records {
    pub(super) fn new(source: Source, loaded: Loaded) -> Self {
        Self { source, loaded }
    }

    /// The records that an audience may see.
    pub(super) fn visible(&self, audience: Audience) -> Workspace {
        let mut workspace = self.loaded.workspace.clone();
        workspace.keep_visible(audience, &self.source);
        workspace
    }

    /// The errors that `check` fails on.
    pub(super) fn errors(&self) -> Report {
        let text = |file: &str| String::from_utf8(self.source.read_one(file, RECORD_LIMIT).ok()?).ok();
        report(errors(&self.loaded, &self.source, text), text)
    }

    /// What changed, where something happened to these paths; nothing where all is as it was read.
    ///
    /// With `all`, everything counts as changed.
    pub(super) fn look(&self, touched: &BTreeSet<PathBuf>, all: bool) -> Result<Option<Change>> {
        let Some(root) = self.source.root() else { return Ok(None) };
        let source = Source::open_work_tree(root)?;
        let (old, new) = (self.source.list(), source.list());
        let inside: BTreeSet<String> = touched.iter().filter_map(|path| listed(path, root)).collect();
        let inside: BTreeSet<&str> = inside.iter().map(String::as_str).collect();
        let mut files = source.same(&inside);
        files.extend(differing(old, new));
        files.extend(differing(new, old));
        let outside = self.beside();
        let beside = touched.iter().any(|path| outside.iter().any(|named| path.starts_with(named)))
            || self
                .loaded
                .workspace
                .beside
                .values()
                .flatten()
                .flatten()
                .any(|file| files.contains(&file.path));
        let all = all || touched.contains(root) || files.contains(SETTINGS) || old.problems != new.problems;
        let change = Change { source, files, beside, all };
        Ok((change.all || change.beside || !change.files.is_empty()).then_some(change))
    }

    /// Reads again what changed.
    pub(super) fn take(&mut self, change: Change) {
        let Change { source, files, beside, all } = change;
        self.source = source;
        let read = |file: &String| {
            let there = self.source.list().get(file);
            let bytes = match there {
                // Of what is no record, only its name is known.
                Some(_) if classify(file).is_none() => Some(Vec::new()),
                Some(entry) => Some(self.source.read(entry, RECORD_LIMIT).ok()?),
                None => None,
            };
            Some((file.clone(), bytes))
        };
        let contents = if all { None } else { files.iter().map(read).collect::<Option<Vec<_>>>() };
        let Some(contents) = contents else {
            self.loaded = load(&self.source);
            return;
        };
        self.loaded.replace(contents, &self.source);
        if beside {
            self.loaded.workspace.fetch(&self.source, |_| true);
        }
    }

    /// What records name outside of the folder, as it lies on disk.
    pub(super) fn beside(&self) -> BTreeSet<PathBuf> {
        let Some(root) = self.source.root() else { return BTreeSet::new() };
        let named = self.loaded.workspace.beside.keys();
        let outside = named.filter_map(|path| root.join(path).canonicalize().ok());
        outside.filter(|path| !path.starts_with(root)).collect()
    }
}

/// The errors that `check` fails on, with their weight, but for those that a comment allows; `text` reads a file again.
pub(crate) fn errors(
    loaded: &Loaded,
    source: &Source,
    text: impl Fn(&str) -> Option<String> + Sync,
) -> Vec<Weighed> {
    let mut findings = loaded.findings.clone();
    findings.extend(check_templates(source));
    findings.extend(rule::run_errors(&loaded.workspace));
    let level = |finding: &_| rule::weigh(finding, &loaded.workspace.policy);
    // Not every rule was asked, so that no comment is known to be without use.
    let (mut weighed, _) = suppress(weigh(findings, level), &loaded.marked, text, level, |_| false);
    let deny = Deny::new(&[]);
    weighed.retain(|(finding, level)| deny.fails(finding, *level));
    weighed
}

/// The files of one listing that the other has not, or has elsewhere.
fn differing<'a>(one: &'a Listing, other: &'a Listing) -> impl Iterator<Item = String> + 'a {
    let differs = |entry: &&Entry| other.get(&entry.path) != Some(entry);
    one.entries.iter().filter(differs).map(|entry| entry.path.clone())
}
