//! Actions that will never be late.

use super::support::{actions::pending_without, applies};
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level};
use crate::record::Action;
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "action-without-due",
    group: Group::Actions,
    level: Level::Warning,
    summary: "An action that is still to be done has no due date.",
    why: "Without a date an action is never overdue, so no list shows it and no report counts it as late. One that is \
          `committed` weighs as an error. Actions that are done or rejected, and those of other houses, are not looked at.",
    bad: &[("2026/INC-1.yaml", "id: INC-1\nactions: [{id: A-1, title: alert on the pool, owner: sre}]\n")],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nactions: [{id: A-1, title: alert on the pool, owner: sre, due: 2026-04-01}]\n",
    )],
    check: Check::Whole(applies::with_actions, check),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    let there = |action: &Action| action.due.is_some();
    let help = "add `due:`, as in `due: 2026-04-01`, or reject the action";
    pending_without(workspace, &RULE, ("due", "due date"), there, help, findings);
}
