//! Every incident's time to resolve in one drawing, with the same numbers as a table.

use super::super::super::document::{Block, Table};
use super::super::super::draw::Named;
use super::super::super::draw::strip::{self, Mark};
use super::super::super::index::Page;
use super::super::super::pen::Pen;
use super::super::{cell, head, number};
use super::LONGEST;
use crate::numbers::summary::Summary;
use crate::record::Milestone;
use crate::stats::{CaseNumbers, Measure, Statistics, Value};
use crate::workspace::Case;

/// The strip chart with its data behind it.
pub(super) fn drawing(pen: &Pen<'_>, statistics: &Statistics<'_>) -> Vec<Block> {
    let marks = marks(pen, statistics);
    let mut blocks = Vec::new();
    if pen.is_html() {
        let rows: Vec<strip::Row> = marks.into_iter().filter(|row| !row.marks.is_empty()).collect();
        let (title, description) = (pen.word("every_ttr"), pen.word("strip_label"));
        let name = Named { id: "strip", title, description };
        blocks.extend(pen.drawn(strip::draw(&rows, name, |at| pen.index.words.seconds(at)), "strip_caption"));
    }
    let mut known: Vec<(i64, &Case)> = statistics
        .cases
        .iter()
        .filter_map(|(case, numbers)| Some((numbers.get(Measure::Ttr).seconds()?, *case)))
        .collect();
    known.sort_by(|a, b| (b.0, &a.1.id).cmp(&(a.0, &b.1.id)));
    let total: i64 = known.iter().map(|(seconds, _)| seconds).sum();
    let count = known.len();
    let rows = known.into_iter().take(LONGEST).map(|(seconds, case)| {
        let share =
            if total > 0 { pen.index.words.percent(seconds as f64 / total as f64) } else { String::new() };
        vec![
            cell(pen.severity(case, false)),
            head(pen.join([pen.incident(&case.id), pen.text(case.title())], " ")),
            cell(
                case.times.point(Milestone::Started).map_or_else(|| pen.none("unknown"), |at| pen.point(at)),
            ),
            number(pen.value(Value::Known { seconds, low: seconds, high: seconds })),
            number(pen.text(&share)),
        ]
    });
    let rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        let folded = Some(pen.index.words.count("data_behind", count));
        let note = (count > LONGEST).then(|| pen.index.words.count("longest_only", LONGEST));
        let columns = ["severity", "incident", "started", "ttr#", "share_of_total#"];
        blocks.push(Block::Table(Table { note, folded, ..pen.table("longest_first", &columns, rows) }));
    }
    blocks
}

/// One row of marks a severity, and one for incidents without.
fn marks(pen: &Pen<'_>, statistics: &Statistics<'_>) -> Vec<strip::Row> {
    let policy = &pen.index.workspace.policy;
    let ranks = (0..policy.severities.len()).map(Some).chain([None]);
    ranks
        .map(|rank| {
            let cases: Vec<&(&Case, CaseNumbers)> =
                statistics.cases.iter().filter(|(case, _)| case.severity == rank).collect();
            let seconds: Vec<i64> =
                cases.iter().filter_map(|(_, numbers)| numbers.get(Measure::Ttr).seconds()).collect();
            let mut marks: Vec<Mark> =
                cases.iter().filter_map(|(case, numbers)| mark(pen, case, numbers)).collect();
            marks.sort_by_key(|mark| mark.seconds);
            let title = rank.map_or(pen.word("no_severity"), |rank| &policy.severities[rank].id);
            strip::Row {
                title: format!("{title}, n {}", seconds.len()),
                shape: rank.unwrap_or(3),
                marks,
                summary: Summary::of(&seconds),
            }
        })
        .collect()
}

fn mark(pen: &Pen<'_>, case: &Case, numbers: &CaseNumbers) -> Option<Mark> {
    let (seconds, open) = match numbers.get(Measure::Ttr) {
        Value::Known { seconds, .. } => (seconds, false),
        Value::Open => {
            // By the beginning of today: what is drawn must not depend on the hour.
            let today = pen.index.clock.now() + 1 - crate::time::DAY;
            (today - case.times.point(Milestone::Started)?, true)
        }
        _ => return None,
    };
    let length = if open {
        pen.index.words.around("at_least", &pen.index.words.seconds(seconds))
    } else {
        pen.index.words.seconds(seconds)
    };
    let index = pen.index.workspace.names.case(&case.id)?;
    let mark = || Mark {
        seconds,
        open,
        href: pen.href(Page::Case(index)),
        title: format!("{} {}: {length}", case.id, case.title()),
    };
    (seconds > 0 || !open).then(mark)
}
