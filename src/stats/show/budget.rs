//! The error budget with what burned it, and the time between failures.

use super::{names, percent, range, seconds};
use crate::numbers::Bounds;
use crate::stats::{Between, FEWEST_FAILURES, Ledger, Spacing};
use crate::text::sheet::Sheet;
use crate::time::{show_date, show_seconds};
use crate::workspace::Policy;

/// How many services are named in a sentence.
const NAMED: usize = 12;

pub(super) fn section(ledgers: &[Ledger<'_>]) -> Sheet {
    let mut sheet = Sheet::default();
    sheet.heading("Error budget");
    let burned = ledgers.iter().filter(|ledger| !ledger.rows.is_empty() || !ledger.silent.is_empty());
    let rows: Vec<Vec<String>> = burned.flat_map(rows).collect();
    let columns = ["", "budget#", "left#", "incident", "burned#", "of the budget#", "alone#"];
    sheet.table(&columns, rows);
    let whole = ledgers.iter().filter(|ledger| ledger.rows.is_empty() && ledger.silent.is_empty());
    let whole: Vec<&str> = whole.map(|ledger| ledger.service.id.as_str()).collect();
    if !whole.is_empty() {
        sheet.paragraph(&format!("Nothing burned: {}.", names(whole.into_iter(), NAMED)));
    }
    if !sheet.is_bare() {
        sheet.paragraph(
            "Seconds of full outage in the window of the objective, outages weighted by share; where incidents overlap, \
             the one that hit the larger share has the time, and alone is what it would have burned without the others.",
        );
    }
    sheet
}

fn rows(ledger: &Ledger<'_>) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut add = |cells: [String; 4]| {
        let head = if rows.is_empty() {
            [ledger.service.id.clone(), seconds(ledger.budget), bounds(ledger.left())]
        } else {
            Default::default()
        };
        rows.push(head.into_iter().chain(cells).collect());
    };
    for burn in &ledger.rows {
        let share = burn.share(ledger.budget);
        add([
            burn.case.id.clone(),
            bounds(burn.seconds),
            share.map_or_else(|| "no budget".into(), |share| range(percent(share.low), &percent(share.high))),
            if burn.alone == burn.seconds { String::new() } else { bounds(burn.alone) },
        ]);
    }
    for case in &ledger.silent {
        add([case.id.clone(), "no interval".into(), "unknown".into(), String::new()]);
    }
    rows
}

fn bounds(bounds: Bounds) -> String {
    range(seconds(bounds.low), &seconds(bounds.high))
}

pub(super) fn between(between: Option<&Between<'_>>, policy: &Policy) -> Sheet {
    let mut sheet = Sheet::default();
    sheet.heading("Time between failures");
    let Some(between) = between else { return sheet };
    let mut rows = vec![cells("all", between.overall)];
    let some = between.services.iter().filter(|one| one.spacing.n > 0);
    rows.extend(some.map(|one| cells(&one.service.id, one.spacing)));
    sheet.table(&["", "failures#", "in#", "time between#", "95 % interval#"], rows);
    let none: Vec<&str> =
        between.services.iter().filter(|one| one.spacing.n == 0).map(|one| one.service.id.as_str()).collect();
    if !none.is_empty() {
        sheet.paragraph(&format!("No failure: {}.", names(none.into_iter(), NAMED)));
    }
    let zone = policy.zone();
    let mut text = format!(
        "The time observed, {} to {}, divided by the incidents that began in it; too few below {FEWEST_FAILURES}.",
        show_date(between.observed.from, zone),
        show_date(between.observed.to - 1, zone)
    );
    if let Some(case) = between.opened_by {
        text = format!("{text} {} is the earliest record, opens the watch and is not counted.", case.id);
    }
    if between.undated > 0 {
        text = format!("{text} {} without a begin not counted.", between.undated);
    }
    sheet.paragraph(&text);
    sheet
}

fn cells(name: &str, spacing: Spacing) -> Vec<String> {
    vec![
        name.to_owned(),
        spacing.n.to_string(),
        show_seconds(spacing.seconds),
        spacing.mean().map_or_else(|| "too few".into(), seconds),
        spacing.interval().map(bounds).unwrap_or_default(),
    ]
}
