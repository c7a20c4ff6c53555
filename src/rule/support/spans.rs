//! Durations between written times, as wide as their bounds allow.

use crate::record::Milestone;
use crate::time::Bounds;
use crate::workspace::{Case, written};

/// The shortest and longest time from one milestone to another, in seconds; `None` where an end is open, unknown, runs
/// backwards, or comes before the beginning (`time-order` reports that).
pub(in crate::rule) fn span(case: &Case, from: Milestone, to: Milestone) -> Option<(i64, i64)> {
    let (begin, end) = (case.times.get(from)?, case.times.get(to)?);
    let (low, high) = between(begin, end)?;
    let doubt = super::doubt(written(&case.data, from), written(&case.data, to));
    Some((low - doubt, high + doubt))
}

/// The shortest and longest time between two points, in seconds.
pub(in crate::rule) fn between(begin: &Bounds, end: &Bounds) -> Option<(i64, i64)> {
    let (low, high) = (end.low? - begin.high?, end.high? - begin.low?);
    (high >= 0 && low <= high).then_some((low.max(0), high))
}
