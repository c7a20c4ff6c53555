//! Numbers that are no durations: who noticed, what was nearly an incident, what was done about it.

use super::super::super::document::Block;
use super::super::super::pen::Pen;
use super::super::super::template::Safe;
use crate::record::{DetectionSource, IncidentKind, Leaf};
use crate::stats::Statistics;

pub(super) fn others(pen: &Pen<'_>, statistics: &Statistics<'_>) -> Option<Block> {
    let index = pen.index;
    let sources: Vec<DetectionSource> = statistics
        .cases
        .iter()
        .filter_map(|(case, _)| case.data.detection.as_ref()?.source.as_ref()?.get().copied())
        .filter(|source| *source != DetectionSource::Unknown)
        .collect();
    let users = sources.iter().filter(|source| **source == DetectionSource::UserReport).count();
    let share = crate::numbers::wilson::wilson(users as u64, sources.len() as u64, crate::numbers::LEVEL);
    let detected = share.map(|share| {
        let (low, high) = (
            super::super::numbers::percent(share.interval.low),
            super::super::numbers::percent(share.interval.high),
        );
        pen.text(&format!(
            "{users} / {} ({}, {} {low} – {high})",
            sources.len(),
            super::super::numbers::percent(share.share),
            pen.word("interval")
        ))
    });
    let kind = |kind: IncidentKind| {
        index.ours.iter().filter(|&&case| index.workspace.cases[case].kind == kind).count()
    };
    let many = |n: usize| if n == 0 { Safe::default() } else { pen.text(&n.to_string()) };
    let actions: Vec<_> = statistics.cases.iter().flat_map(|(case, _)| &case.data.actions).collect();
    let done = actions.iter().filter(|action| {
        action.state.as_ref().and_then(Leaf::get) == Some(&crate::record::ActionState::Done)
    });
    let done = done.count();
    let finished =
        if actions.is_empty() { Safe::default() } else { pen.text(&format!("{done} / {}", actions.len())) };
    pen.block_of([
        ("detected_by_users", detected.unwrap_or_default()),
        ("near_misses", many(kind(IncidentKind::NearMiss))),
        ("maintenance", many(kind(IncidentKind::Maintenance))),
        ("actions_done", finished),
    ])
}
