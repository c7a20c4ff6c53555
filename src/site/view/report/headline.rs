//! The report in a few sentences: how many, how many of them are open, which one dominates, and what changed.

use super::super::super::document::Block;
use super::super::super::pen::Pen;
use super::super::list;
use super::super::statistics::change;
use super::Subject;
use crate::stats::{Change, Group, Measure, Verdict};

/// A change is told for these: the others are on the statistics page.
const TOLD: [Measure; 2] = [Measure::Ttm, Measure::Ttr];

pub(super) fn blocks(pen: &Pen<'_>, subject: &Subject<'_>) -> Vec<Block> {
    let words = &pen.index.words;
    let during = subject.during;
    let mut began = words.count("n_began", during.cases.len());
    let severities = pen.index.workspace.policy.severities.iter().enumerate();
    let counts = severities.filter_map(|(rank, severity)| {
        let n = during.cases.iter().filter(|(case, _)| case.severity == Some(rank)).count();
        (n > 0).then(|| format!("{} × {n}", severity.id))
    });
    let counts: Vec<String> = counts.collect();
    if !counts.is_empty() {
        began = words.sentences([began, words.around("in_brackets", &words.list(&counts))]);
    }
    let open = during.cases.iter().filter(|(case, _)| case.is_open()).count();
    let mut items = vec![pen.text(&began)];
    if !during.cases.is_empty() {
        items.push(pen.text(&words.count("n_of_them_open", open)));
    }
    let ttr = during.groups.iter().find(|group| group.measure == Measure::Ttr);
    let dominant = ttr.filter(|group| group.summary.n > 1).and_then(Group::dominant);
    items.extend(dominant.map(|(case, share)| {
        pen.text(&words.with("dominant", &[("id", &case.id), ("share", &pen.index.words.percent(share))]))
    }));
    if let Some(comparison) = subject.change.filter(|comparison| comparison.all.counts != [0, 0]) {
        items.push(pen.text(&change::counts(pen, comparison)));
        let told = |change: &&Change| TOLD.contains(&change.measure) && change.verdict() != Verdict::NoData;
        items.extend(comparison.all.changes.iter().filter(told).map(|change| change::sentence(pen, change)));
    }
    list(items).into_iter().collect()
}
