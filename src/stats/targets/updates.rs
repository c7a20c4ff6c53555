//! How often people were told: the longest time without a communication.
//!
//! From `declared`, or `detected` where it is not declared, over the rows of `communications` to `resolved`; of an open
//! incident to the beginning of today. What is written before or after counts as no update. Where nobody was told
//! anything, the whole incident is one gap: met where it is shorter than the limit (no update was due yet), else
//! missed. A row without a readable time may lie anywhere in a gap: the target is met where the other rows show it,
//! and else not known.

use super::reading::{Clock, Length, Reading};
use crate::record::{IncidentKind, Leaf, Milestone};
use crate::time::Bounds;
use crate::workspace::{Case, Policy};

/// The longest gap; `today` is the beginning of the day of `now`.
pub(super) fn longest(case: &Case, policy: &Policy, today: i64, clock: &Clock<'_>) -> Reading {
    if matches!(case.kind, IncidentKind::NearMiss | IncidentKind::Maintenance) {
        return Reading::Unknown;
    }
    let known = |milestone| case.times.get(milestone).filter(|bounds| bounds.point.is_some());
    let Some(begin) = known(Milestone::Declared).or_else(|| known(Milestone::Detected)) else {
        return Reading::Unknown;
    };
    let open = case.is_open();
    let end = if open {
        Bounds::exact(today.max(begin.point.unwrap_or(today)))
    } else {
        let Some(end) = known(Milestone::Resolved) else { return Reading::Unknown };
        *end
    };
    let mut undated = 0;
    let mut told = Vec::new();
    for row in &case.data.communications {
        let at = row.at.as_ref().and_then(Leaf::get).map(|time| policy.times.bounds(time));
        match at.filter(|at| at.point.is_some()) {
            Some(at) if begin.point <= at.point && at.point <= end.point => told.push(at),
            Some(_) => {}
            None => undated += 1,
        }
    }
    told.sort_by_key(|at| at.point);
    let mut over = Length::default();
    let mut last = *begin;
    for at in told {
        let Some(gap) = clock.span(&last, &at) else { return Reading::Unknown };
        over = over.longer(gap);
        last = at;
    }
    let Some(gap) = clock.span(&last, &end) else { return Reading::Unknown };
    match (open, undated) {
        (false, 0) => Reading::Ended(over.longer(gap)),
        (false, _) => Reading::AtMost(over.longer(gap)),
        (true, 0) => Reading::Running(over.longer(gap), (over.seconds > gap.seconds).then_some(over.seconds)),
        (true, _) => Reading::Unknown,
    }
}
