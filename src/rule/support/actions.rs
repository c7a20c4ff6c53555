//! Actions wherever they stand.

use crate::finding::{Finding, Level, at};
use crate::record::{Action, ActionState};
use crate::rule::Rule;
use crate::stats::action_state;
pub(in crate::rule) use crate::stats::{action_pending as pending, our_actions as ours};
use crate::workspace::Workspace;

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
            let committed = action_state(action) == Some(ActionState::Committed);
            let though = if committed { ", though it is committed" } else { "" };
            let level = if committed { Level::Error } else { Level::Warning };
            let finding = Finding::new(rule.id, file, field, format!("`{who}` has no {name}{though}"));
            findings.push(finding.weighing(level).help(help));
        }
    }
}
