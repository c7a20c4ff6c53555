//! Actions wherever they stand.

use crate::record::{Action, ActionState, IncidentKind, Leaf};
use crate::workspace::Workspace;

/// Every list of actions that is ours to do, with its file: incidents that count, and drills.
pub(in crate::rule) fn ours(workspace: &Workspace) -> impl Iterator<Item = (&str, &[Action])> {
    let cases = workspace.cases.iter().filter(|case| case.kind != IncidentKind::External && case.counts());
    let cases = cases.map(|case| (case.file.as_str(), case.data.actions.as_slice()));
    cases.chain(workspace.drills.iter().map(|drill| (drill.file.as_str(), drill.data.actions.as_slice())))
}

/// How far an action is; `None` where its state cannot be read.
pub(in crate::rule) fn state(action: &Action) -> Option<ActionState> {
    action
        .state
        .as_ref()
        .map_or(Some(ActionState::Proposed), |state: &Leaf<ActionState>| state.get().copied())
}

/// Whether it is still to be done.
pub(in crate::rule) fn pending(action: &Action) -> bool {
    matches!(state(action), Some(ActionState::Proposed | ActionState::Committed))
}
