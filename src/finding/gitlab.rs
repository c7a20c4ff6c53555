//! Findings for GitLab: a code quality report, shown beside the diff of a merge request.

use std::io;

use serde_json::{Value, json};

use super::{Level, Report};

/// Writes the report: one JSON list. A finding about a file as a whole stands on its first line.
pub fn gitlab(report: &Report, prefix: &str, out: &mut dyn io::Write) -> io::Result<()> {
    let issues: Vec<Value> = report
        .findings
        .iter()
        .map(|found| {
            let severity = match found.level {
                Level::Error => "major",
                Level::Warning => "minor",
                Level::Note => "info",
            };
            let line = found.spot.as_ref().map_or(1, |spot| spot.line);
            json!({
                "description": found.finding.message,
                "check_name": found.finding.rule,
                "fingerprint": found.fingerprint.to_string(),
                "severity": severity,
                "location": { "path": format!("{prefix}{}", found.finding.file), "lines": { "begin": line } },
            })
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &issues)?;
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::tests::{HOSTILE, checked, written};
    use super::*;

    #[test]
    fn what_gitlab_documents() {
        let (report, _) = checked(&HOSTILE);
        let issues: Vec<Value> = serde_json::from_str(&written(|out| gitlab(&report, "x/", out))).unwrap();
        let prints: BTreeSet<&str> =
            issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
        assert_eq!((issues.len(), prints.len()), (report.findings.len(), report.findings.len()));
        for issue in &issues {
            assert!(["info", "minor", "major"].contains(&issue["severity"].as_str().unwrap()));
            assert!(issue["location"]["path"].as_str().unwrap().starts_with("x/"));
            assert!(issue["location"]["lines"]["begin"].as_u64().unwrap() >= 1);
            assert!(!issue["description"].as_str().unwrap().is_empty() && issue["check_name"].is_string());
        }
    }
}
