//! Findings for programs: one versioned JSON document.

use std::io;

use serde_json::{Value, json};

use super::{Level, Report, Spot};
use crate::fix::{Fix, Splice, plan};

/// Writes the report as JSON; lines and columns count from 1, columns in characters, and are null where the file as a whole is meant.
pub fn json(report: &Report, prefix: &str, out: &mut dyn io::Write) -> io::Result<()> {
    let findings: Vec<Value> = report
        .findings
        .iter()
        .zip(plan(report))
        .map(|(found, splices)| {
            let finding = &found.finding;
            let second = finding.second.as_ref().map(|label| {
                let file = label.file.as_deref().unwrap_or(&finding.file);
                place(prefix, file, found.second.as_ref(), Some(&label.text))
            });
            json!({
                "rule": finding.rule,
                "level": found.level.name(),
                "message": finding.message,
                "place": place(prefix, &finding.file, found.spot.as_ref(), finding.label.as_deref()),
                "second": second,
                "help": finding.help,
                "fix": finding.fix.as_ref().zip(splices).map(|(fix, splices)| fixed(fix, &splices)),
            })
        })
        .collect();
    let count = |level| report.count(level);
    let document = json!({
        "version": 1,
        "errors": count(Level::Error),
        "warnings": count(Level::Warning),
        "notes": count(Level::Note),
        "findings": findings,
    });
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

/// What a fix does, and the bytes of the file it replaces, counted from 0.
fn fixed(fix: &Fix, splices: &[Splice]) -> Value {
    let edit = |(bytes, text): &Splice| json!({ "start": bytes.start, "end": bytes.end, "text": text });
    json!({ "does": fix.does, "edits": splices.iter().map(edit).collect::<Vec<_>>() })
}

fn place(prefix: &str, file: &str, spot: Option<&Spot>, label: Option<&str>) -> Value {
    json!({
        "file": format!("{prefix}{file}"),
        "line": spot.map(|spot| spot.line),
        "column": spot.map(|spot| spot.column),
        "label": label,
    })
}
