//! The one door for findings: weights from the settings, order, and lines at the very end.

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;

use super::locate::{Document, Located, Spot};
use super::{Finding, Label, Level, Place};
use crate::text::counted;

/// Every finding of a run, ordered by file, place and rule.
#[derive(Debug, Default)]
pub struct Report {
    /// The findings.
    pub findings: Vec<Located>,
    /// The text of every file that a finding points into.
    pub texts: BTreeMap<String, String>,
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
    let mut located = locate(&weighed, &read);
    let texts =
        located.iter_mut().filter_map(|(file, file_spots)| Some((file.clone(), file_spots.text.take()?)));
    let mut texts: BTreeMap<String, String> = texts.collect();
    let mut next =
        |file: &str| located.get_mut(file).and_then(|file_spots| file_spots.spots.next()).flatten();
    let mut findings: Vec<Located> = weighed
        .into_iter()
        .map(|(finding, level)| {
            let spot = next(&finding.file);
            let second = finding.second.as_ref().and_then(|label| next(file_of(&finding, label)));
            Located { finding, level, spot, second }
        })
        .collect();
    findings.sort_by(|a, b| {
        let key = |found: &Located| (found.spot.as_ref().map(|s| s.bytes.start), found.finding.rule);
        (&a.finding.file, key(a), &a.finding.message).cmp(&(&b.finding.file, key(b), &b.finding.message))
    });
    findings.dedup_by(|a, b| a.finding == b.finding);
    for found in findings.iter().filter(|found| found.finding.masked) {
        if let Some((spot, text)) = found.spot.as_ref().zip(texts.get_mut(&found.finding.file)) {
            mask(text, spot.bytes.clone());
        }
    }
    Report { findings, texts }
}

/// Crosses out everything but the first four characters of ASCII text; places stay where they are.
fn mask(text: &mut String, secret: Range<usize>) {
    if secret.len() > 4 && text[secret.clone()].is_ascii() {
        text.replace_range(secret.start + 4..secret.end, &"*".repeat(secret.len() - 4));
    }
}

/// A file's text and its spots, in the order in which findings ask for them.
struct FileSpots {
    text: Option<String>,
    spots: std::vec::IntoIter<Option<Spot>>,
}

/// Reads and parses each file with findings once, on all cores, and lets go of its tree at once.
fn locate(
    weighed: &[Weighed],
    read: &(impl Fn(&str) -> Option<String> + Sync),
) -> BTreeMap<String, FileSpots> {
    let mut places: BTreeMap<&str, Vec<&Place>> = BTreeMap::new();
    for (finding, _) in weighed {
        places.entry(&finding.file).or_default().push(&finding.place);
        if let Some(label) = &finding.second {
            places.entry(file_of(finding, label)).or_default().push(&label.place);
        }
    }
    let places: Vec<(&str, Vec<&Place>)> = places.into_iter().collect();
    let files = places.into_par_iter().map(|(file, places)| {
        let document = read(file).map(|text| Document::new(text, &places));
        let spot = |place: &&Place| document.as_ref().and_then(|document| document.spot(place));
        let spots: Vec<Option<Spot>> = places.iter().map(spot).collect();
        let text = document.map(|document| document.text);
        (file.to_owned(), FileSpots { text, spots: spots.into_iter() })
    });
    files.collect()
}

fn file_of<'a>(finding: &'a Finding, label: &'a Label) -> &'a str {
    label.file.as_deref().unwrap_or(&finding.file)
}
