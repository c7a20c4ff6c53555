//! Which findings a change brings and which it mends.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::records::RecordChange;
use super::side::Side;
use crate::finding::{Fingerprint, Level, Located, report};

/// Findings of both sides.
#[derive(Debug)]
pub struct FindingChanges {
    /// How many errors, warnings and notes there were.
    pub before: [usize; 3],
    /// How many there are.
    pub after: [usize; 3],
    /// Findings that were not there before; errors first, then by file and line.
    pub new: Vec<Located>,
    /// Findings that are no longer there, in the same order.
    pub gone: Vec<Located>,
}

/// The levels in the order of the counts.
pub const LEVELS: [Level; 3] = [Level::Error, Level::Warning, Level::Note];

pub(super) fn findings(base: &Side, head: &Side, records: &[RecordChange<'_>]) -> FindingChanges {
    let moved: BTreeMap<&str, &str> =
        records.iter().filter_map(|record| Some((record.moved_from?, record.file))).collect();
    // Where a record moved, so did its findings.
    let now = |file: &str| moved.get(file).copied().unwrap_or(file).to_owned();
    let mut old = base.findings.clone();
    for (finding, _) in &mut old {
        finding.file = now(&finding.file);
        for file in finding.second.iter_mut().filter_map(|label| label.file.as_mut()) {
            *file = now(file);
        }
    }
    let old_texts: BTreeMap<String, &String> =
        base.texts.iter().map(|(file, text)| (now(file), text)).collect();
    // The same finding may stand on another line, which only the texts can tell.
    let old = report(old, |file| old_texts.get(file).map(ToString::to_string)).findings;
    let new = report(head.findings.clone(), |file| head.texts.get(file).cloned()).findings;
    let prints =
        |found: &[Located]| found.iter().map(|one| one.fingerprint).collect::<BTreeSet<Fingerprint>>();
    let (known, still) = (prints(&old), prints(&new));
    let without = |found: Vec<Located>, other: &BTreeSet<Fingerprint>| {
        let mut left: Vec<Located> =
            found.into_iter().filter(|one| !other.contains(&one.fingerprint)).collect();
        left.sort_by_key(|one| Reverse(one.level));
        left
    };
    FindingChanges {
        before: base.counts,
        after: head.counts,
        new: without(new, &known),
        gone: without(old, &still),
    }
}
