//! The one door for findings: weights from the settings, order, and lines at the very end.

use std::collections::BTreeMap;

use super::locate::{Document, Located};
use super::{Finding, Level};

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
}

/// Weighs, orders and locates findings.
///
/// `level` gives a rule's weight under the settings (`None`: switched off); `read` reads a file's text again.
pub fn report(
    findings: Vec<Finding>,
    level: impl Fn(&Finding) -> Option<Level>,
    read: impl Fn(&str) -> Option<String>,
) -> Report {
    let mut documents: BTreeMap<String, Option<Document>> = BTreeMap::new();
    let mut located = Vec::new();
    for finding in findings {
        let Some(level) = level(&finding) else { continue };
        let mut spot = |file: &str, place| {
            let document = documents.entry(file.into()).or_insert_with(|| read(file).map(Document::new));
            document.as_ref().and_then(|document| document.spot(place))
        };
        let first = spot(&finding.file, &finding.place);
        let second = finding.second.as_ref().and_then(|label| {
            let file = label.file.as_deref().unwrap_or(&finding.file);
            spot(file, &label.place)
        });
        located.push(Located { finding, level, spot: first, second });
    }
    located.sort_by(|a, b| {
        let key = |found: &Located| (found.spot.as_ref().map(|s| s.bytes.start), found.finding.rule);
        (&a.finding.file, key(a), &a.finding.message).cmp(&(&b.finding.file, key(b), &b.finding.message))
    });
    located.dedup_by(|a, b| a.finding == b.finding);
    let texts = documents.into_iter().filter_map(|(file, document)| Some((file, document?.text))).collect();
    Report { findings: located, texts }
}
