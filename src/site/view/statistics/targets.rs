//! Response targets by the wall clock and in working hours, and each incident that missed one.

use super::super::super::document::{Block, Cell, Table};
use super::super::super::pen::Pen;
use super::super::super::template::Safe;
use super::super::{cell, head, number};
use super::LONGEST;
use crate::stats::{Statistics, Target};

/// Every target with its breaches.
pub(super) fn blocks(pen: &Pen<'_>, statistics: &Statistics<'_>) -> Vec<Block> {
    let working = statistics.targets.iter().any(|target| target.business.is_some());
    let mut columns = Pen::TARGET.to_vec();
    columns.push("uncertain#");
    if working {
        columns.extend(["met_working#", "breached_working#", "share_working#", "interval#"]);
    }
    let rows: Vec<_> = statistics.targets.iter().map(|target| row(pen, target, working)).collect();
    let mut blocks = Vec::new();
    if !rows.is_empty() {
        let mut note = pen.word("targets_note").to_owned();
        if let Some((from, to)) = pen.index.workspace.policy.calendar.hours.filter(|_| working) {
            let clock = |seconds: i64| format!("{:02}:{:02}", seconds / 3_600, seconds % 3_600 / 60);
            let hours = pen.index.words.with("working_hours", &[("from", &clock(from)), ("to", &clock(to))]);
            note = pen.index.words.sentences([note, hours]);
        }
        let table = pen.table("response_targets", &columns, rows);
        blocks.push(Block::Table(Table { hidden: true, note: Some(note), ..table }));
    }
    blocks.extend(breaches(pen, statistics, working));
    blocks
}

fn row(pen: &Pen<'_>, target: &Target<'_>, working: bool) -> Vec<Cell> {
    let mut row = pen.target_row(target);
    let count = |n: usize| number(pen.text(&n.to_string()));
    row.push(count(target.uncertain));
    if working {
        row.extend(match &target.business {
            None => vec![
                number(pen.none("not_applicable")),
                number(Safe::default()),
                number(Safe::default()),
                number(Safe::default()),
            ],
            Some(business) => {
                let share = business.share();
                let text = |text: Option<String>| {
                    number(text.map_or_else(|| pen.none("no_data"), |text| pen.text(&text)))
                };
                let breached = business.breached.len();
                vec![
                    count(business.met),
                    if breached > 0 { number(pen.tag("bad", &breached.to_string())) } else { count(0) },
                    text(share.as_ref().map(|share| pen.index.words.percent(share.share))),
                    text(share.as_ref().map(|share| pen.index.words.shares(share.interval))),
                ]
            }
        });
    }
    row
}

/// Each incident that missed a target.
fn breaches(pen: &Pen<'_>, statistics: &Statistics<'_>, working: bool) -> Option<Block> {
    let all = statistics
        .targets
        .iter()
        .flat_map(|target| target.breached.iter().map(move |breach| (target, breach)));
    let count = all.clone().count();
    let rows = all.take(LONGEST).map(|(target, breach)| {
        let took =
            |took: Option<i64>, none| took.map_or_else(|| pen.none(none), |seconds| pen.seconds(seconds));
        let mut row = vec![
            head(pen.join([pen.incident(&breach.case.id), pen.text(breach.case.title())], " ")),
            cell(pen.text(&format!("{} {}", target.severity.id, pen.target_name(target.measure)))),
            number(pen.text(&pen.target(target))),
            number(took(breach.took, "not_yet")),
        ];
        if working {
            row.push(number(took(breach.business, "not_applicable")));
        }
        row
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return None;
    }
    let note = (count > LONGEST).then(|| pen.index.words.count("first_only", LONGEST));
    let folded = Some(pen.index.words.count("n_breaches", count));
    let columns = ["incident", "target_title", "within#", "took#", "took_working#"];
    let columns = if working { &columns[..] } else { &columns[..4] };
    Some(Block::Table(Table { note, folded, ..pen.table("breaches", columns, rows) }))
}
