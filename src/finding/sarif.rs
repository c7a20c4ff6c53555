//! Findings for code scanning: SARIF 2.1.0.
//!
//! Deliberately absent: findings that a comment allows. GitHub knows no `suppressions` and would open an alert for each.

use std::io;

use serde_json::{Value, json};

use super::{Finding, Report, Spot};
use crate::rule::{RULES, Rule, markdown};
use crate::text::url::encode_path;

/// Writes the log of one run, with the table of all rules.
pub fn sarif(report: &Report, prefix: &str, out: &mut dyn io::Write) -> io::Result<()> {
    let results: Vec<Value> = report
        .findings
        .iter()
        .map(|found| {
            let finding = &found.finding;
            let mut result = json!({
                "ruleId": finding.rule,
                "ruleIndex": RULES.iter().position(|rule| rule.id == finding.rule),
                "level": found.level.name(),
                "message": { "text": message(finding) },
                "locations": [location(prefix, &finding.file, found.spot.as_ref())],
                "partialFingerprints": { "postmortem/v1": found.fingerprint.to_string() },
            });
            if let Some(label) = &finding.second {
                let file = label.file.as_ref().unwrap_or(&finding.file);
                let mut related = location(prefix, file, found.second.as_ref());
                related["id"] = 0.into();
                related["message"] = json!({ "text": label.text });
                result["relatedLocations"] = json!([related]);
            }
            result
        })
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "postmortem",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": RULES.iter().map(rule).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn message(finding: &Finding) -> String {
    let help = finding.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
    format!("{}{help}", finding.message)
}

/// GitHub refuses a location without a line: a file as a whole is its first.
fn location(prefix: &str, file: &str, spot: Option<&Spot>) -> Value {
    let region = spot.map_or(json!({ "startLine": 1 }), |spot| {
        json!({
            "startLine": spot.line,
            "startColumn": spot.column,
            "endLine": spot.end_line,
            "endColumn": spot.end_column,
        })
    });
    let uri = encode_path(&format!("{prefix}{file}"));
    json!({ "physicalLocation": { "artifactLocation": { "uri": uri }, "region": region } })
}

fn rule(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "shortDescription": { "text": rule.summary },
        "fullDescription": { "text": rule.why },
        "help": { "text": crate::rule::explain(rule), "markdown": markdown(rule) },
        "defaultConfiguration": { "level": rule.level.name() },
        "properties": { "tags": [rule.group.name()] },
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{HOSTILE, checked, written};
    use super::*;

    #[test]
    fn results_point_at_rules_and_characters() {
        let (report, _) = checked(&HOSTILE);
        let log: Value = serde_json::from_str(&written(|out| sarif(&report, "a b/", out))).unwrap();
        let run = &log["runs"][0];
        let results = run["results"].as_array().unwrap();
        assert_eq!(results.len(), report.findings.len());
        for result in results {
            let rule = &run["tool"]["driver"]["rules"]
                [usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
            assert_eq!(rule["id"], result["ruleId"]);
            let uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap();
            assert!(uri.starts_with("a%20b/2026/"), "{uri}");
        }
        // A character outside the first plane is one column, not two.
        let service = results.iter().find(|result| result["ruleId"] == "unknown-service").unwrap();
        let region = &service["locations"][0]["physicalLocation"]["region"];
        assert_eq!((&region["startColumn"], &region["endColumn"]), (&json!(12), &json!(20)));
        assert!(results.iter().any(|result| result["relatedLocations"][0]["message"]["text"].is_string()));
    }
}
