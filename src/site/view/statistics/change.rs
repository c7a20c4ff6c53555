//! Two periods side by side: what changed beyond chance, in a sentence a measure, never as an arrow.

use super::super::super::document::{Block, Cell, Table};
use super::super::super::pen::Pen;
use super::super::super::template::Safe;
use super::super::{head, list, number};
use crate::numbers::detectable::POWER;
use crate::stats::{Change, Comparison, Verdict};

/// The comparison of two periods; nothing where neither has an incident.
pub(in crate::site) fn blocks(pen: &Pen<'_>, comparison: &Comparison) -> Vec<Block> {
    if comparison.all.counts == [0, 0] {
        return Vec::new();
    }
    let mut items = vec![pen.text(&counts(pen, comparison))];
    items.extend(first_record(pen, comparison));
    let changes = || comparison.all.changes.iter().filter(|change| change.verdict() != Verdict::NoData);
    items.extend(changes().map(|change| sentence(pen, change)));
    if changes().next().is_none() {
        items.push(pen.text(pen.word("no_durations")));
    }
    let mut blocks: Vec<Block> = list(items).into_iter().collect();
    let rows: Vec<_> = changes().map(|change| row(pen, change)).collect();
    let [before, after] = comparison.periods.each_ref().map(|period| period.name.as_str());
    let heads = [
        (pen.word("measure").to_owned(), false),
        (format!("n {before}"), true),
        (format!("n {after}"), true),
        (pen.word("open_title").to_owned(), true),
        (pen.index.words.around("median_in", before), true),
        (pen.index.words.around("median_in", after), true),
        (pen.word("ratio").to_owned(), true),
        ("p".to_owned(), true),
        (pen.word("could_have_seen").to_owned(), true),
    ];
    if !rows.is_empty() {
        blocks.push(Block::Table(Table {
            note: Some(pen.word("change_note").to_owned()),
            head: pen
                .heads(heads.iter().map(|(text, number)| (text.as_str(), if *number { '#' } else { ' ' }))),
            ..pen.table("change_table", &[], rows)
        }));
    }
    blocks
}

/// How many there were, and whether that is a change.
pub(in crate::site) fn counts(pen: &Pen<'_>, comparison: &Comparison) -> String {
    let words = &pen.index.words;
    let side = |i: usize| {
        let days = comparison.days[i].round().to_string();
        let n = comparison.all.counts[i].to_string();
        words.with("n_in_period", &[("n", &n), ("days", &days), ("period", &comparison.periods[i].name)])
    };
    let text = words.clauses([side(1), side(0)]);
    let Some(rate) = &comparison.all.rate else {
        return [&text, words.get("colon"), words.get("no_data")].concat();
    };
    let show = |ratio: f64| format!("{ratio:.2}");
    let ratio = rate.ratio.map_or_else(|| words.get("not_defined").to_owned(), show);
    let high = rate.high.map_or_else(|| words.get("any").to_owned(), show);
    let apart = rate.low > 1.0 || rate.high.is_some_and(|high| high < 1.0);
    let verdict = words.get(if apart { "detectable" } else { "not_detectable" });
    let parts = [("ratio", ratio.as_str()), ("low", &show(rate.low)), ("high", &high), ("verdict", verdict)];
    [&text, words.get("colon"), &words.with("rate_ratio", &parts)].concat()
}

/// That a period begins before anybody kept records.
fn first_record(pen: &Pen<'_>, comparison: &Comparison) -> Option<Safe> {
    let begin = comparison.records_begin?;
    let day = super::super::super::clock::date(pen.index.clock.day(begin));
    Some(pen.text(&pen.index.words.with("records_begin", &[("day", &day)])))
}

/// The verdict on a measure.
pub(in crate::site) fn sentence(pen: &Pen<'_>, change: &Change) -> Safe {
    let words = &pen.index.words;
    let p = change.p.map(|p| chance(p, change)).unwrap_or_default();
    let test = words.get(if change.censored { "log_rank" } else { "log_means" });
    let verdict = match change.verdict() {
        Verdict::NoData => words.get("change_no_data").to_owned(),
        Verdict::Detectable => {
            let ratio = ratio(pen, change);
            words.with("change_found", &[("ratio", &ratio), ("p", &p), ("test", test)])
        }
        Verdict::NotDetectable(None) => words.with("change_few", &[("p", &p), ("test", test)]),
        Verdict::NotDetectable(Some(smallest)) => {
            let [before, after] = change.summaries.each_ref().map(|summary| summary.n.to_string());
            let or_more = match seen(pen, smallest) {
                share if share.starts_with('>') => share,
                share => words.with("or_more", &[("share", &share)]),
            };
            let parts = [
                ("p", p.as_str()),
                ("test", test),
                ("after", &after),
                ("before", &before),
                ("seen", &or_more),
                ("power", &pen.index.words.percent(POWER)),
            ];
            words.with("change_none", &parts)
        }
    };
    pen.join([pen.measure(change.measure).0, pen.text(&verdict)], ": ")
}

fn row(pen: &Pen<'_>, change: &Change) -> Vec<Cell> {
    let [before, after] = &change.summaries;
    let shown = |value: Option<f64>| {
        number(value.map_or_else(|| pen.none("no_data"), |value| pen.text(&pen.index.words.show(value))))
    };
    let count = |n: usize| number(pen.text(&n.to_string()));
    vec![
        head(pen.join([pen.measure(change.measure).0, pen.definition_small(change.measure)], " ")),
        count(before.n),
        count(after.n),
        count(change.open.iter().sum()),
        shown(before.median),
        shown(after.median),
        number(pen.text(&ratio(pen, change))),
        number(change.p.map_or_else(|| pen.none("no_data"), |p| pen.text(&chance(p, change)))),
        number(change.smallest.map_or_else(|| pen.none("too_few"), |share| pen.text(&seen(pen, share)))),
    ]
}

/// An improvement, as a share; what is nearly all of it is no figure to quote.
fn seen(pen: &Pen<'_>, share: f64) -> String {
    if share > 0.99 { pen.index.words.around("percent", "> 99") } else { pen.index.words.percent(share) }
}

/// The ratio of the geometric means, and what it is of.
fn ratio(pen: &Pen<'_>, change: &Change) -> String {
    let Some(ratio) = change.ratio else { return pen.word("no_data").to_owned() };
    let mut text = format!("× {ratio:.2}");
    if let Some([low, high]) = change.ratio_range {
        let (low, high) = (format!("{low:.2}"), format!("{high:.2}"));
        if low != high {
            let range = pen.index.words.around("imprecise_range", &format!("{low} – {high}"));
            text = format!("{text} {}", pen.index.words.around("in_brackets", &range));
        }
    }
    if change.censored { pen.index.words.clauses([text.as_str(), pen.word("closed_only")]) } else { text }
}

/// A p value, with its error where it is an estimate.
fn chance(p: f64, change: &Change) -> String {
    let shown = if p < 0.001 { "< 0.001".to_owned() } else { format!("{p:.3}") };
    match &change.test {
        Some(test) if !test.exact && p >= 0.001 => format!("{shown} ± {:.3}", test.error),
        _ => shown,
    }
}
