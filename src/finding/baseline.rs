//! The baseline: the findings a folder had when checking began, so that only new ones fail.

use std::collections::BTreeSet;
use std::io;

use serde::{Deserialize, Serialize};

use super::Report;

/// Findings that are known and not to be shown.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    version: u32,
    findings: Vec<Known>,
}

/// One known finding; sorted as its fields are.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// Its file, relative to the folder of records.
    pub file: String,
    /// Its rule.
    pub rule: String,
    /// What makes it the same finding.
    pub fingerprint: String,
}

/// The version that is written, and the only one that is read.
const VERSION: u32 = 1;

impl Baseline {
    /// Everything that was found.
    pub fn new(report: &Report) -> Self {
        let known = report.findings.iter().map(|found| Known {
            file: found.finding.file.clone(),
            rule: found.finding.rule.to_owned(),
            fingerprint: found.fingerprint.to_string(),
        });
        let mut findings: Vec<Known> = known.collect();
        findings.sort();
        Self { version: VERSION, findings }
    }

    /// Reads what [`write`](Self::write) has written; else says what is wrong.
    pub fn parse(text: &str) -> Result<Self, String> {
        let baseline: Self = serde_json::from_str(text).map_err(|error| error.to_string())?;
        match baseline.version {
            VERSION => Ok(baseline),
            other => Err(format!("its version is {other}, this program reads {VERSION}")),
        }
    }

    /// Writes JSON with one line a finding, so that its history reads well.
    pub fn write(&self, out: &mut dyn io::Write) -> io::Result<()> {
        write!(out, "{{\n  \"version\": {},\n  \"findings\": [", self.version)?;
        for (i, known) in self.findings.iter().enumerate() {
            out.write_all(if i == 0 { b"\n    " } else { b",\n    " })?;
            serde_json::to_writer(&mut *out, known)?;
        }
        writeln!(out, "\n  ]\n}}")
    }

    /// How many findings it holds.
    pub fn count(&self) -> usize {
        self.findings.len()
    }

    /// Takes what is known out of a report and counts it there; gives back what is known and was not found.
    pub fn hide(&self, report: &mut Report) -> Vec<&Known> {
        let known: BTreeSet<&str> = self.findings.iter().map(|known| known.fingerprint.as_str()).collect();
        let mut hidden = BTreeSet::new();
        report.findings.retain(|found| {
            let print = found.fingerprint.to_string();
            let open = !known.contains(print.as_str());
            if !open {
                hidden.insert(print);
            }
            open
        });
        report.baseline = hidden.len();
        self.findings.iter().filter(|known| !hidden.contains(&known.fingerprint)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{HOSTILE, checked, written};
    use super::*;

    #[test]
    fn what_is_written_hides_everything_and_nothing_new() {
        let (mut report, _) = checked(&HOSTILE);
        let text = written(|out| Baseline::new(&report).write(out));
        assert_eq!(
            text.lines().filter(|line| line.contains("\"fingerprint\"")).count(),
            report.findings.len()
        );
        let baseline = Baseline::parse(&text).unwrap();
        let total = report.findings.len();
        assert!(baseline.hide(&mut report).is_empty());
        assert_eq!((report.findings.len(), report.baseline), (0, total));

        let mut files = HOSTILE;
        let longer = format!("# moved\n{}links: a\n", files[0].1);
        files[0].1 = &longer;
        let (mut report, _) = checked(&files);
        assert!(baseline.hide(&mut report).is_empty());
        let rules: Vec<&str> = report.findings.iter().map(|found| found.finding.rule).collect();
        assert_eq!((rules, report.baseline), (vec!["shape"], total));
    }

    #[test]
    fn what_is_gone_is_named() {
        let (report, _) = checked(&[("INC-1.yaml", "id: INC-1\ntitle: a\nlinks: a\n")]);
        let baseline = Baseline::new(&report);
        let (mut report, _) = checked(&[("INC-1.yaml", "id: INC-1\ntitle: a\n")]);
        let gone: Vec<&str> = baseline.hide(&mut report).iter().map(|known| known.rule.as_str()).collect();
        assert_eq!(gone, ["shape"]);
    }

    #[test]
    fn other_files_are_refused() {
        for text in
            ["", "{}", "[]", "{\"version\": 2, \"findings\": []}", "{\"version\": 1, \"findings\": [{}]}"]
        {
            assert!(Baseline::parse(text).is_err(), "{text}");
        }
        let empty = written(|out| Baseline::new(&Report::default()).write(out));
        assert_eq!(Baseline::parse(&empty).unwrap().count(), 0);
    }
}
