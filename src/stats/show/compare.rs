//! Two periods side by side, each measure with a verdict in a sentence.

use super::{percent, range, seconds};
use crate::numbers::detectable::POWER;
use crate::stats::{Change, Compared, Comparison, Verdict};
use crate::text::counted;
use crate::text::sheet::Sheet;
use crate::time::show_date;
use crate::workspace::Policy;

pub(super) fn sheet(comparison: &Comparison, policy: &Policy) -> Sheet {
    let mut sheet = Sheet::default();
    let [first, second] = &comparison.periods;
    sheet.paragraph(&format!("{} beside {}, {}", second.name, first.name, comparison.selection));
    if let Some(begin) = comparison.records_begin {
        sheet.paragraph(&format!(
            "The first record is of {}: a rate over days before it counts days on which nobody kept records.",
            show_date(begin, policy.zone())
        ));
    }
    sheet.heading("Incidents");
    sheet.paragraph(&counts(&comparison.all, comparison));
    sheet.heading("Durations");
    let any = |change: &&Change| change.summaries.iter().any(|summary| summary.n > 0);
    sheet.table(&columns(""), rows(&comparison.all, any, |change| change.measure.name().to_owned()));
    sheet.items(comparison.all.changes.iter().map(|change| sentence(change, policy)).collect());
    if let Some(by) = comparison.by {
        sheet.heading(&format!("By {}", by.name()));
        let slices = comparison.slices.iter();
        sheet.items(
            slices.clone().map(|(name, all)| format!("{name}: {}", counts(all, comparison))).collect(),
        );
        let names = comparison.slices.iter().flat_map(|(name, all)| {
            rows(all, |change| change.test.is_some(), |change| format!("{name} {}", change.measure.name()))
        });
        sheet.table(&columns(by.name()), names.collect());
        sheet.paragraph(
            "With many groups something always stands out: p is corrected for their number (Holm), and so are the \
             intervals of the rates and what could have been seen.",
        );
        let found = slices.flat_map(|(name, all)| all.changes.iter().map(move |change| (name, change)));
        let found = found.filter(|(_, change)| change.verdict() == Verdict::Detectable);
        sheet.items(found.map(|(name, change)| format!("{name} {}", sentence(change, policy))).collect());
    }
    sheet.paragraph(
        "p is the chance of a difference at least this large if nothing had changed, from permutations of the \
         incidents between the two periods.",
    );
    sheet
}

fn columns(first: &str) -> [&str; 11] {
    [
        first,
        "n before#",
        "n after#",
        "open#",
        "median before#",
        "median after#",
        "geo. mean before#",
        "geo. mean after#",
        "ratio#",
        "p#",
        "could have seen#",
    ]
}

fn rows(all: &Compared, wanted: fn(&&Change) -> bool, name: impl Fn(&Change) -> String) -> Vec<Vec<String>> {
    all.changes
        .iter()
        .filter(wanted)
        .map(|change| {
            let [before, after] = &change.summaries;
            let shown = |value: Option<f64>| value.map_or_else(|| "no data".to_owned(), seconds);
            let open: usize = change.open.iter().sum();
            vec![
                name(change),
                before.n.to_string(),
                after.n.to_string(),
                open.to_string(),
                shown(before.median),
                shown(after.median),
                shown(before.geometric.as_ref().map(|g| g.mean)),
                shown(after.geometric.as_ref().map(|g| g.mean)),
                ratio(change),
                change.p.map_or_else(|| "no data".to_owned(), |p| chance(p, change)),
                change.smallest.map_or_else(|| "too few".to_owned(), improvement),
            ]
        })
        .collect()
}

/// The smallest improvement that could have been seen: never rounded to all of it.
fn improvement(share: f64) -> String {
    if share >= 0.995 { "> 99 %".into() } else { percent(share) }
}

/// The same in a sentence.
fn at_least(share: f64) -> String {
    if share >= 0.995 { "more than 99 %".into() } else { format!("{} or more", percent(share)) }
}

/// The ratio of the geometric means, and what it is of.
fn ratio(change: &Change) -> String {
    let Some(ratio) = change.ratio else { return "no data".into() };
    let show = |ratio: f64| format!("{ratio:.2}");
    let mut text = format!("× {}", show(ratio));
    let apart = change.ratio_range.map(|[low, high]| range(show(low), &show(high)));
    if let Some(apart) = apart.filter(|apart| apart.contains('–')) {
        text = format!("{text} (imprecise {apart})");
    }
    if change.censored { format!("{text}, closed only") } else { text }
}

/// A p value, with its error where it is an estimate.
fn chance(p: f64, change: &Change) -> String {
    let shown = if p < 0.001 { "< 0.001".to_owned() } else { format!("{p:.3}") };
    match &change.test {
        Some(test) if !test.exact && p >= 0.001 => format!("{shown} ± {:.3}", test.error),
        _ => shown,
    }
}

fn counts(all: &Compared, comparison: &Comparison) -> String {
    let side = |i: usize| {
        format!("{} in {} days of {}", all.counts[i], comparison.days[i].round(), comparison.periods[i].name)
    };
    let text = format!("{}, {}", side(0), side(1));
    let Some(rate) = &all.rate else { return format!("{text}: no data") };
    let ratio = rate.ratio.map_or_else(|| "not defined".to_owned(), |ratio| format!("{ratio:.2}"));
    let high = rate.high.map_or_else(|| "any".to_owned(), |high| format!("{high:.2}"));
    let verdict = if all.rate_differs() { "detectable change" } else { "no detectable change" };
    format!("{text}: ratio of the rates {ratio} (95 % interval {:.2} – {high}): {verdict}", rate.low)
}

/// The verdict on a measure.
fn sentence(change: &Change, policy: &Policy) -> String {
    let name = format!("{} ({})", change.measure.name(), change.measure.definition(policy));
    let closed = change.summaries.each_ref().map(|summary| summary.n);
    let p = change.p.map(|p| chance(p, change)).unwrap_or_default();
    let test = if change.censored { "log-rank with what is open" } else { "log means" };
    match change.verdict() {
        Verdict::NoData => format!("{name}: no data to compare"),
        Verdict::Detectable => {
            let ratio = ratio(change);
            format!("{name}: detectable change, {ratio} (p {p}, {test})")
        }
        Verdict::NotDetectable(smallest) => {
            let seen = smallest.map_or_else(
                || "too few to say what could have been seen".to_owned(),
                |share| format!("could only have seen an improvement of {}", at_least(share)),
            );
            let records = format!("{} beside {}", counted(closed[1], "ended incident"), closed[0]);
            format!(
                "{name}: no detectable change (p {p}, {test}); {records} {seen}, in {} of cases",
                percent(POWER)
            )
        }
    }
}
