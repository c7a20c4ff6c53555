//! TTD, TTA, TTM, TTR and time in impact: one row each, and below what each is and what is not in it.

use std::fmt::Write as _;

use super::{percent, range, row, seconds};
use crate::numbers::summary::Summary;
use crate::stats::{By, Group, Measure, Sensitivity, Slice, Statistics};
use crate::text::sheet::Sheet;
use crate::time::show_seconds;
use crate::workspace::Policy;

/// The columns of [`cells`], after the name of the row.
const COLUMNS: [&str; 8] =
    ["n#", "median#", "95 % interval#", "geo. mean#", "p90#", "min#", "max#", "mean*#"];

pub(super) fn add(statistics: &Statistics<'_>, policy: &Policy, sheet: &mut Sheet) {
    let rows = statistics.groups.iter().map(|group| named(group.measure.name(), cells(&group.summary)));
    sheet.table(&columns(""), rows.collect());
    sheet.paragraph(
        "* the mean is what other tools show; one long incident moves it more than anything else does",
    );
    sheet.items(statistics.groups.iter().map(|group| definition(group, policy)).collect());
}

/// The same by groups, a table a measure.
pub(super) fn add_slices(by: By, slices: &[Slice<'_>], sheet: &mut Sheet) {
    for measure in Measure::ALL {
        let groups = slices.iter().filter_map(|slice| Some((slice, slice.groups.get(measure as usize)?)));
        let rows: Vec<_> = groups
            .map(|(slice, group)| {
                let mut row = named(&slice.name, cells(&group.summary));
                row.insert(1, slice.n.to_string());
                row
            })
            .collect();
        let mut names = columns("");
        names.insert(1, "records#");
        sheet.heading(&format!("{} by {}", measure.name(), by.name()));
        sheet.table(&names, rows);
    }
}

fn columns(first: &'static str) -> Vec<&'static str> {
    [first].into_iter().chain(COLUMNS).collect()
}

fn named(name: &str, cells: Vec<String>) -> Vec<String> {
    [name.to_owned()].into_iter().chain(cells).collect()
}

fn cells(summary: &Summary) -> Vec<String> {
    if summary.n == 0 {
        return row(["0", "no data", "", "", "", "", "", ""]);
    }
    let shown = |value: Option<f64>| value.map(seconds).unwrap_or_default();
    let whole = |value: Option<i64>| value.map(show_seconds).unwrap_or_default();
    let few = || "too few".to_owned();
    vec![
        summary.n.to_string(),
        shown(summary.median),
        summary.median_interval.as_ref().map_or_else(few, |i| range(seconds(i.low), &seconds(i.high))),
        shown(summary.geometric.as_ref().map(|g| g.mean)),
        summary.p90.map_or_else(few, seconds),
        whole(summary.min),
        whole(summary.max),
        shown(summary.mean),
    ]
}

/// What a measure is, and what is not in it.
fn definition(group: &Group<'_>, policy: &Policy) -> String {
    let mut line = format!("{}: {}", group.measure.name(), group.measure.definition(policy));
    let mut add = |count: usize, what: &str| {
        if count > 0 {
            let _ = write!(line, "; {count} {what}");
        }
    };
    add(group.unknown.len(), "unknown");
    add(group.open.len(), "still open");
    let mut reasons: Vec<&str> = group.excluded.iter().map(|e| e.reason).collect();
    reasons.sort_unstable();
    reasons.dedup();
    for reason in reasons {
        add(group.excluded.iter().filter(|e| e.reason == reason).count(), reason);
    }
    add(
        group.summary.geometric.as_ref().map_or(0, |g| g.zeros),
        "zero at minute resolution, 30 s in the geometric mean",
    );
    if let Some((case, share)) = group.dominant().filter(|(_, share)| *share >= 0.5 && group.summary.n > 1) {
        let _ = write!(line, "; {} is {} of all the time", case.id, percent(share));
    }
    if let Some(text) = group.sensitivity.as_ref().and_then(|s| sensitivity(s, &group.summary)) {
        let _ = write!(line, "; {text}");
    }
    line
}

/// What imprecise and missing times could change, where that is to be seen in what is printed.
fn sensitivity(sensitivity: &Sensitivity, summary: &Summary) -> Option<String> {
    let mut parts = Vec::new();
    let mut compare = |name: &str, of: fn(&Summary) -> Option<f64>| {
        let (low, high) = of(&sensitivity.shortest).zip(of(&sensitivity.longest))?;
        let (low, high) = (seconds(low), seconds(high));
        (low != high).then(|| parts.push(format!("{name} {}", range(low, &high))))
    };
    compare("median", |summary| summary.median);
    compare("mean", |summary| summary.mean);
    let imprecise = (!parts.is_empty())
        .then(|| format!("{} imprecise, which allow {}", sensitivity.imprecise, parts.join(" and ")));
    let unknown = sensitivity.median_with_unknown.filter(|_| summary.n > 0).map(|(low, high)| {
        let high = high.map_or_else(|| "any length".to_owned(), seconds);
        format!("with the {} unknown the median could be {}", sensitivity.unknown, range(seconds(low), &high))
    });
    let parts: Vec<String> = [imprecise, unknown].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}
