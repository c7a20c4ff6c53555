//! `postmortem check --coverage`: to how many records each rule applied, so that a clean result says what it rests on.

use std::io;

use serde_json::json;

use super::args::CheckFormat;
use super::env::Env;
use super::open::Opened;
use super::{CLEAN, Done, Stop, deliver};
use crate::record::RuleLevel;
use crate::rule::RULES;
use crate::text::counted;

/// A rule, its level now, and its number of records.
struct Row {
    rule: &'static str,
    level: &'static str,
    records: usize,
}

pub(super) fn run(
    opened: &Opened,
    allow: &[&str],
    format: CheckFormat,
    output: Option<&std::path::Path>,
    env: &mut Env<'_>,
) -> Done {
    let rows = rows(opened, allow);
    let files = opened.loaded.files;
    match format {
        CheckFormat::Human => deliver(output, env, |out| table(&rows, files, out))?,
        CheckFormat::Json => deliver(output, env, |out| document(&rows, files, out))?,
        _ => {
            let help = "use `--format human` or `--format json`";
            return Err(Stop::Say("coverage is no list of findings".into(), help.into()));
        }
    }
    Ok(CLEAN)
}

fn rows(opened: &Opened, allow: &[&str]) -> Vec<Row> {
    let workspace = &opened.loaded.workspace;
    let row = |rule: &crate::rule::Rule| {
        let level = match workspace.policy.rules.get(rule.id) {
            _ if allow.contains(&rule.id) => "off",
            Some(RuleLevel::Off) => "off",
            Some(RuleLevel::Note) => "note",
            Some(RuleLevel::Warning) => "warning",
            Some(RuleLevel::Error) => "error",
            None => rule.level.name(),
        };
        let records = if level == "off" { 0 } else { rule.applies(workspace, opened.loaded.files) };
        Row { rule: rule.id, level, records }
    };
    RULES.iter().map(row).collect()
}

fn table(rows: &[Row], files: usize, out: &mut dyn io::Write) -> io::Result<()> {
    let width = rows.iter().map(|row| row.rule.len()).max().unwrap_or_default();
    writeln!(out, "{:<width$}  {:<7}  records", "rule", "level")?;
    for Row { rule, level, records } in rows {
        let nothing = if *records == 0 { "  applied to nothing" } else { "" };
        writeln!(out, "{rule:<width$}  {level:<7}  {records:>7}{nothing}")?;
    }
    let idle = rows.iter().filter(|row| row.records == 0).count();
    writeln!(
        out,
        "\n{} read; {idle} of {} applied to nothing",
        counted(files, "file"),
        counted(rows.len(), "rule")
    )
}

fn document(rows: &[Row], files: usize, out: &mut dyn io::Write) -> io::Result<()> {
    let rules: Vec<_> = rows
        .iter()
        .map(|row| json!({ "rule": row.rule, "level": row.level, "records": row.records }))
        .collect();
    serde_json::to_writer_pretty(&mut *out, &json!({ "version": 1, "files": files, "rules": rules }))?;
    writeln!(out)
}
