//! What the words of the page mean.

use super::super::super::document::Block;
use super::super::super::pen::Pen;
use super::super::super::template::Safe;
use crate::stats::Measure;

pub(super) fn blocks(pen: &Pen<'_>) -> Vec<Block> {
    let mut pairs: Vec<(&'static str, Safe)> = [
        ("time_to_detect", Measure::Ttd),
        ("time_to_acknowledge", Measure::Tta),
        ("time_to_mitigate", Measure::Ttm),
        ("time_to_resolve", Measure::Ttr),
        ("in_impact", Measure::Impact),
    ]
    .map(|(key, measure)| (key, pen.definition(measure)))
    .into();
    for (key, text) in [
        ("interval", "interval_definition"),
        ("geometric", "geometric_definition"),
        ("mean", "mean_definition"),
        ("unknown_title", "unknown_definition"),
        ("open_title", "open_definition"),
        ("with_what_is_open", "lasting_definition"),
        ("change_table", "change_definition"),
        ("rate_interval", "poisson_definition"),
        ("response_targets", "target_definition"),
        ("error_budget", "budget_definition"),
        ("time_between", "between_definition"),
        ("learning", "learning_definition"),
    ] {
        pairs.push((key, pen.text(pen.word(text))));
    }
    pen.block_of(pairs).into_iter().collect()
}
