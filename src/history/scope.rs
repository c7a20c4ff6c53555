//! Which findings a change has to answer for: those on its lines, and those that were not there before it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Contents, FilePair};
use crate::finding::{Finding, Located, Place, Report, Spot, without_numbers};
use crate::source::changed_lines;

/// The lines that a change touches.
#[derive(Debug, Default)]
pub struct Scope {
    /// Changed lines, from 1, by file as it is called now; `None` where the whole file is new.
    lines: BTreeMap<String, Option<Vec<Range<usize>>>>,
}

impl Scope {
    /// The lines of changed files.
    pub fn new(files: &[(FilePair, Contents)]) -> Self {
        let lines = files.iter().filter_map(|(pair, contents)| {
            let lines =
                contents.old.as_ref().zip(contents.new.as_ref()).map(|(old, new)| changed_lines(old, new));
            Some((pair.new.clone()?, lines.filter(|_| pair.old.is_some())))
        });
        Self { lines: lines.collect() }
    }

    /// Whether a finding is about a file that changed, or shows one.
    pub fn reaches(&self, finding: &Finding) -> bool {
        let second = finding.second.as_ref().and_then(|label| label.file.as_ref());
        self.lines.contains_key(&finding.file) || second.is_some_and(|file| self.lines.contains_key(file))
    }

    /// Leaves what the change answers for, and returns how many other findings there are.
    ///
    /// `about_change` knows the findings that only a comparison can make: they always stay.
    pub fn narrow(
        &self,
        report: &mut Report,
        about_change: impl Fn(&Finding) -> bool,
        known: &mut Known,
    ) -> usize {
        let before = report.findings.len();
        let Report { findings, texts, .. } = report;
        findings.retain(|found| {
            about_change(&found.finding) || self.touches(found, texts) || !known.take(&found.finding)
        });
        before - report.findings.len()
    }

    fn touches(&self, found: &Located, texts: &BTreeMap<String, String>) -> bool {
        let finding = &found.finding;
        let second = finding.second.as_ref().map(|label| label.file.as_ref().unwrap_or(&finding.file));
        self.holds(&finding.file, found.spot.as_ref(), texts)
            || second.is_some_and(|file| self.holds(file, found.second.as_ref(), texts))
    }

    fn holds(&self, file: &str, spot: Option<&Spot>, texts: &BTreeMap<String, String>) -> bool {
        match (self.lines.get(file), spot) {
            (None, _) | (Some(Some(_)), None) => false,
            (Some(None), _) => true,
            (Some(Some(lines)), Some(spot)) => {
                let text = texts.get(file).and_then(|text| text.get(spot.bytes.clone())).unwrap_or_default();
                let last = spot.line + text.trim_end().matches('\n').count();
                lines.iter().any(|lines| lines.start <= last && spot.line < lines.end)
            }
        }
    }
}

/// The findings of the base.
#[derive(Debug, Default)]
pub struct Known(BTreeMap<Identity, usize>);

impl Known {
    /// Files under the names they have now.
    pub fn new(findings: &[Finding]) -> Self {
        let mut known = BTreeMap::new();
        for finding in findings {
            *known.entry(identity(finding)).or_default() += 1;
        }
        Self(known)
    }

    /// Whether the base has this finding, too; it answers for one.
    pub fn take(&mut self, finding: &Finding) -> bool {
        match self.0.get_mut(&identity(finding)) {
            Some(left) if *left > 0 => {
                *left -= 1;
                true
            }
            _ => false,
        }
    }
}

/// What makes two findings the same, wherever the lines have moved.
type Identity = (&'static str, String, String, String);

fn identity(finding: &Finding) -> Identity {
    let place = match &finding.place {
        Place::Value(path) | Place::Key(path) => without_numbers(&path.to_string()),
        Place::File | Place::Bytes(_) => String::new(),
    };
    (finding.rule, finding.file.clone(), place, without_numbers(&finding.message))
}
