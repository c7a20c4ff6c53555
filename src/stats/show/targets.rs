//! Response targets: met, missed, pending and unknown apart, by the wall clock and in working hours.

use super::{names, percent, range};
use crate::numbers::wilson::Proportion;
use crate::stats::{Breach, Target};
use crate::text::sheet::Sheet;
use crate::time::show_seconds;
use crate::workspace::Policy;

/// How many incidents that missed a target are named.
const NAMED: usize = 4;

pub(super) fn section(targets: &[Target<'_>], policy: &Policy) -> Sheet {
    let mut sheet = Sheet::default();
    sheet.heading("Response targets");
    let some: Vec<&Target<'_>> = targets.iter().filter(|target| target.n() > 0).collect();
    let hours = policy.calendar.hours;
    let imprecise = some.iter().any(|target| target.uncertain > 0);
    let mut columns = vec!["", "target#", "met#", "of#", "95 % interval#"];
    if hours.is_some() {
        columns.extend(["worked: met#", "of#", "95 % interval#"]);
    }
    columns.extend(["pending#", "unknown#"]);
    if imprecise {
        columns.push("imprecise#");
    }
    let rows: Vec<Vec<String>> =
        some.iter().map(|target| cells(target, hours.is_some(), imprecise)).collect();
    if rows.is_empty() {
        return sheet;
    }
    sheet.table(&columns, rows);
    let missed = some.iter().filter(|target| !target.breached.is_empty());
    sheet.items(missed.map(|target| missed_by(target)).collect());
    sheet.paragraph(&match hours {
        Some((open, close)) => format!(
            "worked: the same target counted in the working hours, {} to {} of working days; reviews have their own \
             business days.",
            clock(open),
            clock(close)
        ),
        None => "No working hours are declared (`calendar.hours`): targets are counted by the wall clock only.".into(),
    });
    if some.iter().any(|target| target.measure == crate::stats::TargetMeasure::Update) {
        sheet.paragraph(
            "update: the longest time without a communication, from declared (else detected) to resolved.",
        );
    }
    if imprecise {
        sheet
            .paragraph("imprecise: how many could have come out otherwise within the bounds of their times.");
    }
    sheet
}

fn cells(target: &Target<'_>, hours: bool, imprecise: bool) -> Vec<String> {
    let mut row = vec![
        format!("{} {}", target.severity.id, target.measure.name()),
        target.target.clone(),
        target.met.to_string(),
        (target.met + target.breached.len()).to_string(),
        interval(target.share()),
    ];
    match &target.business {
        Some(business) => row.extend([
            business.met.to_string(),
            (business.met + business.breached.len()).to_string(),
            interval(business.share()),
        ]),
        None if hours => row.extend(["", "", ""].map(String::from)),
        None => {}
    }
    row.extend([target.pending.to_string(), target.unknown.to_string()]);
    if imprecise {
        row.push(target.uncertain.to_string());
    }
    row
}

fn interval(share: Option<Proportion>) -> String {
    share.map_or_else(|| "no data".into(), |p| range(percent(p.interval.low), &percent(p.interval.high)))
}

fn missed_by(target: &Target<'_>) -> String {
    let missed: Vec<String> = target.breached.iter().map(breach).collect();
    let missed = names(missed.iter().map(String::as_str), NAMED);
    format!("{} {} missed: {missed}", target.severity.id, target.measure.name())
}

/// `INC-1 (1h 10m, 20m worked)`.
fn breach(breach: &Breach<'_>) -> String {
    let took = breach.took.map_or_else(|| "not yet".to_owned(), show_seconds);
    match breach.business {
        Some(business) => format!("{} ({took}, {} worked)", breach.case.id, show_seconds(business)),
        None => format!("{} ({took})", breach.case.id),
    }
}

/// `09:00` for a second of the day.
pub(super) fn clock(second: i64) -> String {
    format!("{:02}:{:02}", second / 3_600, second % 3_600 / 60)
}
