//! The one door for findings: weights from the settings, order, and lines at the very end.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::fingerprint::{Fingerprint, number};
use super::locate::{Document, Located, Spot};
use super::{Finding, Level, Place};
use crate::text::counted;

/// Every finding of a run, ordered by file, place and rule.
#[derive(Debug, Default)]
pub struct Report {
    /// The findings.
    pub findings: Vec<Located>,
    /// The text of every file that a finding points into.
    pub texts: BTreeMap<String, String>,
    /// How many findings comments in the records allow; they are not among the findings.
    pub suppressed: usize,
    /// How many findings the baseline holds; they are not among the findings.
    pub baseline: usize,
}

impl Report {
    /// How many findings weigh this much.
    pub fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|found| found.level == level).count()
    }

    /// `2 errors, 1 warning`, or `no findings`.
    pub fn tally(&self) -> String {
        tally(|level| self.count(level))
    }
}

/// How many findings there are of each weight, in words.
pub fn tally(count: impl Fn(Level) -> usize) -> String {
    let parts: Vec<String> = [Level::Error, Level::Warning, Level::Note]
        .into_iter()
        .map(|level| (count(level), level.name()))
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| counted(count, name))
        .collect();
    if parts.is_empty() { "no findings".into() } else { parts.join(", ") }
}

/// A finding and how much it weighs under the settings.
pub type Weighed = (Finding, Level);

/// Gives each finding its weight and leaves out what is switched off (`None`).
pub fn weigh(findings: Vec<Finding>, level: impl Fn(&Finding) -> Option<Level>) -> Vec<Weighed> {
    findings.into_iter().filter_map(|finding| level(&finding).map(|level| (finding, level))).collect()
}

/// Orders and locates findings; `read` reads a file's text again.
pub fn report(weighed: Vec<Weighed>, read: impl Fn(&str) -> Option<String> + Sync) -> Report {
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    let mut findings: Vec<Located> = weighed
        .into_iter()
        .map(|(finding, level)| Located {
            finding,
            level,
            spot: None,
            second: None,
            fingerprint: Fingerprint::default(),
        })
        .collect();
    for file in locate(&findings, &read) {
        for (index, spot, fingerprint) in file.first {
            findings[index].spot = spot;
            findings[index].fingerprint = fingerprint;
        }
        for (index, spot) in file.second {
            findings[index].second = spot;
        }
        texts.extend(file.text);
    }
    findings.sort_by(|a, b| {
        let key = |found: &Located| (found.spot.as_ref().map(|s| s.bytes.start), found.finding.rule);
        (&a.finding.file, key(a), &a.finding.message).cmp(&(&b.finding.file, key(b), &b.finding.message))
    });
    findings.dedup_by(|a, b| a.finding == b.finding);
    number(&mut findings);
    Report { findings, texts, ..Report::default() }
}

/// What one file answers to the findings, by their index, that point into it.
struct Answers {
    text: Option<(String, String)>,
    first: Vec<(usize, Option<Spot>, Fingerprint)>,
    second: Vec<(usize, Option<Spot>)>,
}

/// Reads and parses each file with findings once, on all cores, and lets go of its tree at once.
fn locate(findings: &[Located], read: &(impl Fn(&str) -> Option<String> + Sync)) -> Vec<Answers> {
    // What is asked of each file: by which finding, whether for its second label, and where.
    let mut files: BTreeMap<&str, Vec<(usize, bool, &Place)>> = BTreeMap::new();
    for (index, Located { finding, .. }) in findings.iter().enumerate() {
        files.entry(&finding.file).or_default().push((index, false, &finding.place));
        if let Some(label) = &finding.second {
            let file = label.file.as_deref().unwrap_or(&finding.file);
            files.entry(file).or_default().push((index, true, &label.place));
        }
    }
    let files: Vec<_> = files.into_iter().collect();
    let answers = files.into_par_iter().map(|(file, asked)| {
        let places: Vec<&Place> = asked.iter().map(|(_, _, place)| *place).collect();
        let document = read(file).map(|text| Document::for_places(text, &places));
        let spot = |place: &Place| document.as_ref().and_then(|document| document.spot(place));
        let mut answers = Answers { text: None, first: Vec::new(), second: Vec::new() };
        for (index, second, place) in asked {
            if second {
                answers.second.push((index, spot(place)));
            } else {
                let fingerprint = Fingerprint::new(&findings[index].finding, document.as_ref());
                answers.first.push((index, spot(place), fingerprint));
            }
        }
        answers.text = document.map(|document| (file.to_owned(), document.text));
        answers
    });
    answers.collect()
}
