//! When people are called out, by role and by team and never by person; and what other tools would print.

use super::super::super::document::{Block, Cell, Table};
use super::super::super::pen::Pen;
use super::super::super::template::Safe;
use super::super::{cell, head, number};
use crate::stats::{Load, LoadRow, Statistics};

/// Load by role and team.
pub(super) fn blocks(pen: &Pen<'_>, statistics: &Statistics<'_>) -> Vec<Block> {
    let Some(load) = statistics.learning.as_ref().map(|learning| &learning.load) else { return Vec::new() };
    if load.all.incidents == 0 {
        return Vec::new();
    }
    let columns =
        ["who", "incidents#", "detected_outside#", "response_hours#", "response_outside#", "unknown_title#"];
    let all = row(pen, pen.strong(pen.word("all")), &load.all);
    let roles = [all].into_iter().chain(load.roles.iter().map(|role| row(pen, name_of(pen, role), role)));
    let note = Some(note(pen, load));
    let mut blocks =
        vec![Block::Table(Table { note, ..pen.table("load_by_role", &columns, roles.collect()) })];
    let teams = load.teams.iter().map(|team| row(pen, name_of(pen, team), team)).collect();
    blocks.extend(pen.captioned("load_by_team", &columns, teams));
    blocks
}

/// A role by its label, a team by its name.
fn name_of(pen: &Pen<'_>, load: &LoadRow) -> Safe {
    if load.name.starts_with('(') { pen.said(&load.name) } else { pen.role(&load.name) }
}

/// What counts as outside.
fn note(pen: &Pen<'_>, load: &Load) -> String {
    let clock = |seconds: i64| format!("{:02}:{:02}", seconds / 3_600, seconds % 3_600 / 60);
    let outside = match load.hours {
        Some((from, to)) => {
            pen.index.words.with("outside_hours", &[("from", &clock(from)), ("to", &clock(to))])
        }
        None => pen.word("outside_days").to_owned(),
    };
    pen.index.words.sentences([&outside, pen.word("load_note")])
}

fn row(pen: &Pen<'_>, name: Safe, load: &LoadRow) -> Vec<Cell> {
    let known = load.incidents - load.detection_unknown;
    let count = |n: usize| number(pen.text(&n.to_string()));
    let hours = |seconds: i64| number(pen.text(&pen.index.words.seconds(seconds)));
    vec![
        head(name),
        count(load.incidents),
        number(pen.text(&format!("{} / {known}", load.detected_outside))),
        hours(load.response),
        hours(load.response_outside),
        count(load.response_unknown),
    ]
}

/// What other tools would print for the same incidents.
pub(super) fn others(pen: &Pen<'_>, statistics: &Statistics<'_>) -> Vec<Block> {
    let rows = statistics.others.iter().filter(|_| !statistics.cases.is_empty()).map(|printed| {
        vec![
            head(pen.text(printed.tool)),
            cell(pen.code(printed.name)),
            cell(pen.said(printed.formula)),
            cell(pen.said(printed.statistic)),
            number(
                printed
                    .value
                    .map_or_else(|| pen.none("no_data"), |value| pen.text(&pen.index.words.show(value))),
            ),
            number(pen.text(&printed.n.to_string())),
            number(pen.text(&printed.missing.to_string())),
        ]
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let columns = ["tool", "number", "formula", "statistic", "value#", "n#", "missing#"];
    let note = Some(pen.word("others_note").to_owned());
    vec![Block::Table(Table { hidden: true, note, ..pen.table("other_tools", &columns, rows) })]
}
