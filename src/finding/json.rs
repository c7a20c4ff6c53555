//! Findings for programs: one versioned JSON document, and its schema.

use std::io;

use schemars::{JsonSchema, Schema, schema_for};
use serde::Serialize;

use super::deny::is_calendar;
use super::{Level, Report, Spot};
use crate::fix::{Fix, Splice, plan};
use crate::text::secrets::secrets;

/// What `postmortem check --format json` prints.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Findings")]
struct Document<'a> {
    /// The version of this format: raised when a field goes or changes its meaning, not when one is added.
    version: u32,
    /// How many findings are errors.
    errors: usize,
    /// How many findings are warnings.
    warnings: usize,
    /// How many findings are notes.
    notes: usize,
    /// How many findings comments in the records allow; they are not listed.
    suppressed: usize,
    /// How many findings the baseline holds; they are not listed.
    baseline: usize,
    /// The findings, by file, place and rule.
    findings: Vec<Found<'a>>,
}

/// Something wrong with a record.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Found<'a> {
    /// The rule that found it.
    rule: &'a str,
    /// How much it weighs.
    level: &'a str,
    /// Whether it depends on the day.
    calendar: bool,
    /// What is wrong.
    message: &'a str,
    /// Where.
    place: At<'a>,
    /// A second place that explains the first.
    second: Option<At<'a>>,
    /// The next step.
    help: Option<&'a str>,
    /// How `--fix` mends it; null where that takes a person.
    fix: Option<Mend<'a>>,
    /// The same for the same finding in another run, whatever else changed in its file; unique in a run.
    fingerprint: String,
}

/// What `--fix` does about a finding.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Mend<'a> {
    /// In words.
    does: &'a str,
    /// From the front, without overlap.
    edits: Vec<Edit>,
}

/// Bytes of a file and what is written there instead.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Edit {
    /// The first byte, from 0.
    start: usize,
    /// The byte behind the last.
    end: usize,
    /// What is written there.
    text: String,
}

/// A place in a file; without lines where the file as a whole is meant.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct At<'a> {
    /// The file, from the current directory.
    file: String,
    /// From 1.
    line: Option<usize>,
    /// From 1, in characters.
    column: Option<usize>,
    /// The line on which it ends.
    end_line: Option<usize>,
    /// The column behind its last character.
    end_column: Option<usize>,
    /// What is to be said about it.
    label: Option<&'a str>,
}

/// Writes the report as JSON.
pub fn json(report: &Report, prefix: &str, out: &mut dyn io::Write) -> io::Result<()> {
    let findings = report.findings.iter().zip(plan(report)).map(|(found, splices)| {
        let finding = &found.finding;
        let second = finding.second.as_ref().map(|label| {
            let file = label.file.as_deref().unwrap_or(&finding.file);
            place(prefix, file, found.second.as_ref(), Some(&label.text))
        });
        Found {
            rule: finding.rule,
            level: found.level.name(),
            calendar: is_calendar(finding),
            message: &finding.message,
            place: place(prefix, &finding.file, found.spot.as_ref(), finding.label.as_deref()),
            second,
            help: finding.help.as_deref(),
            fix: finding
                .fix
                .as_ref()
                .zip(splices.filter(|splices| gives_nothing_away(splices)))
                .map(|(fix, splices)| mend(fix, splices)),
            fingerprint: found.fingerprint.to_string(),
        }
    });
    let document = Document {
        version: 1,
        errors: report.count(Level::Error),
        warnings: report.count(Level::Warning),
        notes: report.count(Level::Note),
        suppressed: report.suppressed,
        baseline: report.baseline,
        findings: findings.collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

/// Whether no secret is written by it: crossed out, it would not be a fix.
fn gives_nothing_away(splices: &[Splice]) -> bool {
    splices.iter().all(|(_, text)| secrets(text).is_empty())
}

fn mend(fix: &Fix, splices: Vec<Splice>) -> Mend<'_> {
    let edit = |(bytes, text): Splice| Edit { start: bytes.start, end: bytes.end, text };
    Mend { does: &fix.does, edits: splices.into_iter().map(edit).collect() }
}

fn place<'a>(prefix: &str, file: &str, spot: Option<&Spot>, label: Option<&'a str>) -> At<'a> {
    At {
        file: format!("{prefix}{file}"),
        line: spot.map(|spot| spot.line),
        column: spot.map(|spot| spot.column),
        end_line: spot.map(|spot| spot.end_line),
        end_column: spot.map(|spot| spot.end_column),
        label,
    }
}

/// The JSON Schema of what [`json`] writes.
pub fn json_schema() -> Schema {
    schema_for!(Document<'_>)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{HOSTILE, checked, written};
    use super::*;

    #[test]
    fn output_is_what_its_schema_says() {
        let validator = jsonschema::validator_for(json_schema().as_value()).unwrap();
        let (report, _) = checked(&HOSTILE);
        let document = serde_json::from_str(&written(|out| json(&report, "x/", out))).unwrap();
        let wrong: Vec<String> = validator.iter_errors(&document).map(|error| error.to_string()).collect();
        assert_eq!(wrong, Vec::<String>::new());
        assert!(document["findings"].as_array().unwrap().len() > 8);
        for change in ["/version", "/findings/0/place/line", "/findings/0/fingerprint"] {
            let mut broken = document.clone();
            *broken.pointer_mut(change).unwrap() = serde_json::Value::Bool(true);
            assert!(!validator.is_valid(&broken), "{change}");
        }
    }
}
