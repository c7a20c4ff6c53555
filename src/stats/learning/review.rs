//! How long it takes until what happened is talked about: from resolved to the review.

use crate::numbers::summary::Summary;
use crate::record::{Leaf, Milestone, ReviewState};
use crate::workspace::{Case, Policy};

/// From resolved to the review.
#[derive(Debug)]
pub struct ReviewLead<'a> {
    /// The statistics in seconds, over the known values.
    pub summary: Summary,
    /// The incidents with a known value, in the order of the summary's input.
    pub known: Vec<&'a Case>,
    /// Resolved, and the review that is wanted has not been held.
    pub pending: usize,
    /// Held or resolved at a time that is not known.
    pub unknown: usize,
    /// Held before the incident was resolved: no lead time.
    pub before: usize,
    /// Neither held nor wanted.
    pub not_required: usize,
    /// Not resolved yet.
    pub open: usize,
}

impl<'a> ReviewLead<'a> {
    pub(super) fn of(cases: &[&'a Case], policy: &Policy) -> Self {
        let (mut seconds, mut known) = (Vec::new(), Vec::new());
        let (mut pending, mut unknown, mut before, mut not_required, mut open) = (0, 0, 0, 0, 0);
        for &case in cases {
            let resolved = case.times.point(Milestone::Resolved);
            let review = case.data.review.as_ref();
            let at = review.and_then(|review| review.at.as_ref());
            let at = at.map(|at| at.get().and_then(|at| policy.times.bounds(at).point));
            let state = review.and_then(|review| review.state.as_ref()).and_then(Leaf::get);
            let held = matches!(state, Some(ReviewState::Approved | ReviewState::Published));
            match (resolved, at) {
                (Some(resolved), Some(Some(at))) if at >= resolved => {
                    seconds.push(at - resolved);
                    known.push(case);
                }
                (Some(_), Some(Some(_))) => before += 1,
                (None, _) if case.is_open() => open += 1,
                (_, None) if !held && !wanted(case, state, policy) => not_required += 1,
                (Some(_), None) if !held => pending += 1,
                _ => unknown += 1,
            }
        }
        Self { summary: Summary::of(&seconds), known, pending, unknown, before, not_required, open }
    }
}

/// Whether a review is wanted: by its own word, else by its severity.
fn wanted(case: &Case, state: Option<&ReviewState>, policy: &Policy) -> bool {
    match state {
        Some(state) => *state != ReviewState::NotRequired,
        None => {
            let severity = case.severity_at_detection.and_then(|rank| policy.severities.get(rank));
            severity.is_some_and(|severity| severity.review_required)
        }
    }
}
