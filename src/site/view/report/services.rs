//! Availability in the period by service, and the budget as it stood at the end of it.

use std::collections::BTreeMap;

use super::super::super::document::{Block, Table};
use super::super::super::pen::Pen;
use super::super::{cell, head, number};
use super::Subject;
use crate::numbers::Bounds;
use crate::numbers::downtime::{Impact, availability, weighted_downtime};
use crate::numbers::intervals::Interval;
use crate::stats::{Selection, budget, day_end, outages};
use crate::time::DAY;
use crate::workspace::Case;

/// Outages of one service, and whose they are.
#[derive(Default)]
struct Hit<'a> {
    impacts: Vec<Impact>,
    cases: Vec<&'a Case>,
}

/// A row for every service with an outage in the period.
pub(super) fn blocks(pen: &Pen<'_>, subject: &Subject<'_>) -> Vec<Block> {
    let seconds = subject.seconds(pen);
    let period = Interval { from: seconds.start, to: seconds.end };
    if period.is_empty() {
        return Vec::new();
    }
    let hits = hits(pen, period);
    let services = &pen.index.workspace.services;
    // The budgets as they stood when the period ended, or today.
    let ledgers = budget(pen.index.workspace, period.to - 1);
    let mut hit: Vec<_> = hits.iter().collect();
    hit.sort_by(|a, b| services[*a.0].id.cmp(&services[*b.0].id));
    let rows = hit.iter().map(|(service, hit)| {
        let record = &services[**service];
        let down = weighted_downtime(&hit.impacts);
        let share = availability(&hit.impacts, period).unwrap_or(Bounds { low: 1.0, high: 1.0 });
        let ledger = ledgers.iter().find(|ledger| ledger.service.id == record.id);
        let left = ledger.filter(|ledger| ledger.budget > 0.0).map(|ledger| {
            let left = ledger.left().low / ledger.budget;
            let text = pen.index.words.percent(left.max(0.0));
            match left {
                left if left <= 0.0 => pen.join([pen.text(&text), pen.tag("bad", pen.word("spent"))], " "),
                left if left < 0.1 => {
                    pen.join([pen.text(&text), pen.tag("warn", pen.word("nearly_spent"))], " ")
                }
                _ => pen.text(&text),
            }
        });
        let none = || pen.none("none");
        vec![
            head(pen.service_of(&record.id, record.data.name.as_deref())),
            number(pen.text(&pen.index.words.range(down.low, down.high))),
            number(pen.text(&pen.index.words.shares(share))),
            number(ledger.map_or_else(none, |ledger| pen.text(&pen.index.words.percent(ledger.objective)))),
            number(left.unwrap_or_else(none)),
            number(ledger.map_or_else(none, |ledger| pen.seconds(ledger.window.length()))),
            cell(pen.join(hit.cases.iter().map(|case| pen.incident(&case.id)), ", ")),
        ]
    });
    let rows: Vec<_> = rows.collect();
    let others = services.len() - rows.len();
    let note = pen.index.words.count("n_other_services", others);
    let columns =
        ["service", "downtime#", "availability#", "objective#", "budget_left#", "window#", "in_incidents"];
    if rows.is_empty() {
        let line = pen.text(pen.word("no_outage_stated"));
        return vec![Block::Prose(pen.paragraph(&line))];
    }
    vec![Block::Table(Table { hidden: true, note: Some(note), ..pen.table("availability", &columns, rows) })]
}

/// The outages that reach into the period, by service.
fn hits<'a>(pen: &Pen<'a>, period: Interval) -> BTreeMap<usize, Hit<'a>> {
    let workspace = pen.index.workspace;
    let policy = &workspace.policy;
    let today = day_end(pen.index.clock.now() - DAY, policy.zone());
    let mut hits: BTreeMap<usize, Hit<'a>> = BTreeMap::new();
    for case in workspace.cases.iter().filter(|case| Selection(None).takes(case)) {
        for outage in outages(case, policy) {
            let Some(service) = outage.service.and_then(|name| workspace.names.service(name)) else {
                continue;
            };
            let known = Interval { from: outage.from, to: outage.to.unwrap_or(today) };
            // What lasts may or may not have lasted through today.
            let perhaps =
                outage.to.is_none().then(|| Interval { from: today.max(outage.from), to: i64::MAX });
            let parts = [Some((known, outage.share)), perhaps.map(|during| (during, None))];
            for (during, share) in parts.into_iter().flatten() {
                let during = during.clip(period);
                if during.is_empty() {
                    continue;
                }
                let hit = hits.entry(service).or_default();
                hit.impacts.push(Impact { during, share });
                if hit.cases.last().is_none_or(|last| last.id != case.id) {
                    hit.cases.push(case);
                }
            }
        }
    }
    hits
}
