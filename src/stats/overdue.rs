//! What was promised after an incident and is late: actions and reviews.

use super::targets::review_due;
use crate::record::{Action, ActionState, IncidentKind, Leaf, ReviewState};
use crate::workspace::{Case, Policy, SeverityPolicy, Workspace};

/// Every list of actions that is ours to do, with its file: incidents that count, and drills.
pub(crate) fn our_actions(workspace: &Workspace) -> impl Iterator<Item = (&str, &[Action])> {
    let cases = workspace.cases.iter().filter(|case| case.kind != IncidentKind::External && case.counts());
    let cases = cases.map(|case| (case.file.as_str(), case.data.actions.as_slice()));
    cases.chain(workspace.drills.iter().map(|drill| (drill.file.as_str(), drill.data.actions.as_slice())))
}

/// How far an action is; `None` where its state cannot be read.
pub(crate) fn action_state(action: &Action) -> Option<ActionState> {
    action
        .state
        .as_ref()
        .map_or(Some(ActionState::Proposed), |state: &Leaf<ActionState>| state.get().copied())
}

/// Whether an action is still to be done.
pub(crate) fn action_pending(action: &Action) -> bool {
    matches!(action_state(action), Some(ActionState::Proposed | ActionState::Committed))
}

/// The severity whose review an incident still waits for at `now`, and when it was due, both Unix seconds.
pub(crate) fn overdue_review<'a>(
    case: &Case,
    policy: &'a Policy,
    now: i64,
) -> Option<(&'a SeverityPolicy, i64)> {
    review_awaited(case, policy).filter(|(_, due)| *due < now)
}

/// The severity whose review an incident waits for, and when it is due, in Unix seconds.
pub(crate) fn review_awaited<'a>(case: &Case, policy: &'a Policy) -> Option<(&'a SeverityPolicy, i64)> {
    let severity = case.severity_at_detection.and_then(|rank| policy.severities.get(rank));
    let severity = severity.filter(|severity| severity.review_required)?;
    let review = case.data.review.as_ref();
    let open =
        |state: &Leaf<ReviewState>| matches!(state.get(), Some(ReviewState::Draft | ReviewState::InReview));
    let state = review.and_then(|review| review.state.as_ref());
    if review.is_some_and(|review| review.at.is_some()) || !state.is_none_or(open) {
        return None;
    }
    review_due(case, severity, policy).map(|due| (severity, due))
}
