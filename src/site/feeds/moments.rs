//! When the record of a case last said something new: from what is written in it, never from a clock.

use crate::record::{Leaf, Milestone, ReviewState};
use crate::time::{Time, TimeRules};
use crate::workspace::Case;

/// The point of a written time.
pub(super) fn point(rules: &TimeRules, leaf: Option<&Leaf<Time>>) -> Option<i64> {
    rules.bounds(leaf?.get()?).point
}

/// When the case came up: detected, else declared, else when it began.
pub(super) fn opened(case: &Case, rules: &TimeRules) -> Option<i64> {
    let milestones = [Milestone::Detected, Milestone::Declared];
    milestones.into_iter().find_map(|milestone| case.times.point(milestone)).or_else(|| case.began(rules))
}

/// The newest of its milestones, changes, communications, review and amendments.
pub(super) fn updated(case: &Case, rules: &TimeRules) -> Option<i64> {
    let data = &case.data;
    let milestones = Milestone::ALL.iter().filter_map(|milestone| case.times.point(*milestone));
    let written = data.status_changes.iter().map(|change| change.at.as_ref());
    let written = written
        .chain(data.severity_changes.iter().map(|change| change.at.as_ref()))
        .chain(data.reopened.iter().map(|again| again.at.as_ref()))
        .chain(data.communications.iter().map(|said| said.at.as_ref()))
        .chain(data.amendments.iter().map(|amendment| amendment.at.as_ref()))
        .chain(data.review.iter().map(|review| review.at.as_ref()));
    milestones.chain(written.filter_map(|at| point(rules, at))).max().or_else(|| opened(case, rules))
}

/// When its review was published, and when that review was last amended.
pub(super) fn published(case: &Case, rules: &TimeRules) -> Option<(i64, i64)> {
    let review = case.data.review.as_ref()?;
    let state = review.state.as_ref().and_then(Leaf::get)?;
    if *state != ReviewState::Published {
        return None;
    }
    let at = point(rules, review.at.as_ref())
        .or_else(|| case.times.point(Milestone::Closed))
        .or_else(|| case.times.point(Milestone::Resolved))?;
    let amended = case.data.amendments.iter().filter_map(|amendment| point(rules, amendment.at.as_ref()));
    Some((at, amended.fold(at, i64::max)))
}
