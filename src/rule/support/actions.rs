//! Actions wherever they stand.

use crate::finding::{Finding, Level, at};
use crate::record::{Action, ActionState, IncidentKind, Leaf};
use crate::rule::Rule;
use crate::workspace::Workspace;

/// Every list of actions that is ours to do, with its file: incidents that count, and drills.
pub(in crate::rule) fn ours(workspace: &Workspace) -> impl Iterator<Item = (&str, &[Action])> {
    let cases = workspace.cases.iter().filter(|case| case.kind != IncidentKind::External && case.counts());
    let cases = cases.map(|case| (case.file.as_str(), case.data.actions.as_slice()));
    cases.chain(workspace.drills.iter().map(|drill| (drill.file.as_str(), drill.data.actions.as_slice())))
}

/// How far an action is; `None` where its state cannot be read.
fn state(action: &Action) -> Option<ActionState> {
    action
        .state
        .as_ref()
        .map_or(Some(ActionState::Proposed), |state: &Leaf<ActionState>| state.get().copied())
}

/// Whether it is still to be done.
pub(in crate::rule) fn pending(action: &Action) -> bool {
    matches!(state(action), Some(ActionState::Proposed | ActionState::Committed))
}

/// Reports the actions still to be done that lack a field (its key and its name in words); a committed one weighs as
/// an error.
pub(in crate::rule) fn pending_without(
    workspace: &Workspace,
    rule: &Rule,
    (key, name): (&str, &str),
    there: impl Fn(&Action) -> bool,
    help: &str,
    findings: &mut Vec<Finding>,
) {
    for (file, actions) in ours(workspace) {
        for (i, action) in actions.iter().enumerate().filter(|(_, action)| pending(action)) {
            let field = at("actions").item(i).then(key);
            if there(action) || workspace.hides(file, &field) {
                continue;
            }
            let who = action.id.as_deref().or(action.title.as_deref()).unwrap_or("action");
            let committed = state(action) == Some(ActionState::Committed);
            let though = if committed { ", though it is committed" } else { "" };
            let level = if committed { Level::Error } else { Level::Warning };
            let finding = Finding::new(rule.id, file, field, format!("`{who}` has no {name}{though}"));
            findings.push(finding.weighing(level).help(help));
        }
    }
}
