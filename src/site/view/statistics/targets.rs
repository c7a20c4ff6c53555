//! Response targets, and each incident that missed one.

use super::super::super::document::{Block, Table};
use super::super::super::pen::Pen;
use super::super::{cell, head, number};
use super::LONGEST;
use crate::stats::Statistics;

/// Every target with its breaches.
pub(super) fn blocks(pen: &Pen<'_>, statistics: &Statistics<'_>) -> Vec<Block> {
    let rows = statistics.targets.iter().map(|target| pen.target_row(target)).collect();
    let tables = [pen.plain_table("response_targets", &Pen::TARGET, rows), breaches(pen, statistics)];
    tables.into_iter().flatten().collect()
}

/// Each incident that missed a target.
fn breaches(pen: &Pen<'_>, statistics: &Statistics<'_>) -> Option<Block> {
    let all = statistics
        .targets
        .iter()
        .flat_map(|target| target.breached.iter().map(move |breach| (target, breach)));
    let count = all.clone().count();
    let rows = all.take(LONGEST).map(|(target, breach)| {
        let took = breach.took.map_or_else(|| pen.none("not_yet"), |seconds| pen.seconds(seconds));
        vec![
            head(pen.join([pen.incident(&breach.case.id), pen.text(breach.case.title())], " ")),
            cell(pen.text(&format!("{} {}", target.severity.id, target.measure.name()))),
            number(pen.text(&target.target)),
            number(took),
        ]
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return None;
    }
    let note = (count > LONGEST).then(|| pen.index.words.count("first_only", LONGEST));
    let folded = Some(pen.index.words.count("n_breaches", count));
    let columns = ["incident", "target_title", "within#", "took#"];
    Some(Block::Table(Table { note, folded, ..pen.table("breaches", &columns, rows) }))
}
