//! What is learnt: who noticed, which factors come back, what becomes of actions, how soon reviews are held.

use super::super::super::document::{Block, Table};
use super::super::super::draw::curves::{self, Curve, Step};
use super::super::super::draw::{Named, dots::whole};
use super::super::super::pen::Pen;
use super::super::super::template::Safe;
use super::super::{cell, head, number};
use crate::numbers::wilson::Proportion;
use crate::record::IncidentKind;
use crate::stats::{ActionItems, Detection, Learning, Recurrence, Statistics};

/// How many recurring factors are listed.
const FACTORS: usize = 50;

/// How many incidents of a factor are named.
const NAMED: usize = 12;

/// Everything about learning.
pub(super) fn blocks(pen: &Pen<'_>, statistics: &Statistics<'_>) -> Vec<Block> {
    let Some(learning) = statistics.learning.as_ref().filter(|_| !statistics.cases.is_empty()) else {
        return Vec::new();
    };
    let mut blocks: Vec<Block> = others(pen, learning).into_iter().collect();
    blocks.extend(detected(pen, &learning.detection));
    blocks.extend(factors(pen, &learning.recurrence));
    blocks.extend(actions(pen, &learning.actions));
    blocks
}

/// Single numbers.
fn others(pen: &Pen<'_>, learning: &Learning<'_>) -> Option<Block> {
    let index = pen.index;
    let maintenance = index.ours.iter();
    let maintenance =
        maintenance.filter(|&&case| index.workspace.cases[case].kind == IncidentKind::Maintenance).count();
    let review = &learning.review;
    let lead = review.summary.median.map(|median| {
        let interval = review.summary.median_interval.as_ref();
        let interval = interval.map_or_else(
            || pen.word("too_few_interval").to_owned(),
            |i| pen.index.words.around("interval_of", &pen.index.words.range(i.low, i.high)),
        );
        let words = &pen.index.words;
        let median = words.around("median_of", &words.show(median));
        pen.text(&words.clauses([median, format!("n {}", review.summary.n), interval]))
    });
    let counts = [
        ("reviews_pending", review.pending),
        ("reviews_unknown", review.unknown),
        ("reviews_before", review.before),
        ("reviews_not_required", review.not_required),
        ("maintenance", maintenance),
    ];
    let counts = counts
        .into_iter()
        .map(|(key, n)| (key, if n > 0 { pen.text(&n.to_string()) } else { Safe::default() }));
    let pairs = [
        ("near_miss_ratio", pen.proportion(learning.near_misses.as_ref())),
        ("sharing_factors", pen.proportion(learning.recurrence.sharing.as_ref())),
        ("review_lead", lead.unwrap_or_default()),
    ];
    pen.block_of(pairs.into_iter().chain(counts))
}

/// Who or what noticed; a layer of monitoring below its source.
fn detected(pen: &Pen<'_>, detection: &Detection) -> Option<Block> {
    let some = detection.rows.iter().filter(|row| row.count > 0);
    let mut rows: Vec<_> = some
        .map(|row| {
            let name = match row.layer {
                Some(layer) => {
                    let words = &pen.index.words;
                    pen.join([words.label(row.source), words.label(layer)].map(|word| pen.text(word)), ", ")
                }
                None => pen.strong(pen.index.words.label(row.source)),
            };
            let share = row.share.as_ref();
            vec![
                head(name),
                number(pen.text(&row.count.to_string())),
                number(
                    share.map_or_else(Safe::default, |share| pen.text(&pen.index.words.percent(share.share))),
                ),
                number(
                    share.map_or_else(Safe::default, |share| {
                        pen.text(&pen.index.words.shares(share.interval))
                    }),
                ),
            ]
        })
        .collect();
    if detection.unknown > 0 {
        let n = pen.text(&detection.unknown.to_string());
        rows.push(vec![
            head(pen.none("unknown")),
            number(n),
            number(Safe::default()),
            number(Safe::default()),
        ]);
    }
    pen.captioned("detected_by", &["detected_by", "n#", "share#", "interval#"], rows)
}

/// Factors of two incidents or more.
fn factors(pen: &Pen<'_>, recurrence: &Recurrence<'_>) -> Option<Block> {
    let rows = recurrence.repeated.iter().take(FACTORS).map(|factor| {
        let ids = factor.cases.iter().take(NAMED).map(|case| pen.incident(&case.id));
        vec![
            head(pen.phrase(factor.text)),
            number(pen.text(&factor.cases.len().to_string())),
            cell(pen.join(ids, ", ")),
        ]
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return None;
    }
    let words = &pen.index.words;
    let without = words.count("factors_without", recurrence.without);
    let note = words.sentences([words.count("factors_note", recurrence.distinct), without]);
    let table = pen.table("recurring_factors", &["factor", "incidents#", "in_incidents"], rows);
    Some(Block::Table(Table { note: Some(note), ..table }))
}

/// How long actions stay open.
fn actions(pen: &Pen<'_>, actions: &ActionItems<'_>) -> Vec<Block> {
    if actions.n == 0 {
        return Vec::new();
    }
    let mut blocks = vec![Block::Heading(pen.word("actions").to_owned())];
    let survival = &actions.survival;
    if pen.is_html() && survival.events > 2 {
        let steps = survival.steps.iter();
        let steps = steps.map(|step| Step { at: step.at, share: step.survival, interval: step.interval });
        let curve = Curve {
            title: pen.index.words.clauses([
                pen.word("actions").to_owned(),
                format!("n {}", survival.n),
                pen.index.words.around("n_open_items", &(survival.n - survival.events).to_string()),
            ]),
            steps: steps.collect(),
            open: survival.open(),
            last: survival.last,
            median: survival.median().map(whole),
        };
        let (title, description) = (pen.word("actions_curve"), pen.word("actions_curve_label"));
        let drawing = curves::draw(&[curve], None, Named { id: "actions", title, description }, |at| {
            pen.index.words.seconds(at)
        });
        blocks.extend(pen.drawn(drawing, "actions_curve_caption"));
    }
    let median = survival
        .median()
        .map_or_else(|| pen.none("not_reached"), |median| pen.text(&pen.index.words.show(median)));
    let interval = match survival.median_interval() {
        None => pen.none("too_few"),
        Some((low, None)) => pen.text(&pen.index.words.around("or_longer", &pen.index.words.show(low))),
        Some((low, Some(high))) => pen.text(&pen.index.words.range(low, high)),
    };
    let counts = [
        ("actions_total", actions.n),
        ("still_open_actions", actions.open),
        ("overdue_actions", actions.overdue.len()),
        ("finished_actions", actions.done),
        ("done_undated", actions.done_undated),
        ("rejected_actions", actions.rejected),
    ];
    let counts = counts.into_iter().filter(|(key, n)| *n > 0 || *key == "overdue_actions");
    let counts = counts.map(|(key, n)| (key, pen.text(&n.to_string())));
    let more = [
        ("in_time", pen.proportion(actions.in_time.as_ref())),
        ("open_median", median),
        ("open_interval", interval),
    ];
    blocks.extend(pen.block_of(counts.chain(more)));
    blocks
}

impl Pen<'_> {
    /// How many of how many, with the share and its interval.
    pub(in crate::site) fn proportion(&self, share: Option<&Proportion>) -> Safe {
        let Some(share) = share else { return Safe::default() };
        let words = &self.index.words;
        let interval = words.around("interval_of", &words.shares(share.interval));
        let shares = words.clauses([words.percent(share.share), interval]);
        self.text(&format!("{} / {} {}", share.count, share.n, words.around("in_brackets", &shares)))
    }
}
