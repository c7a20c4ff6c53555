//! Actions that nobody will do.

use super::support::{actions::pending_without, applies};
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level};
use crate::record::{Action, Text};
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "action-without-owner",
    group: Group::Actions,
    level: Level::Warning,
    summary: "An action that is still to be done has no owner, or `unknown` as owner.",
    why: "What everybody should do nobody does: an action without a name behind it is a wish. One that is `committed` \
          without an owner contradicts itself and weighs as an error. Actions that are done or rejected, and those of \
          other houses, are not looked at.",
    bad: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nactions: [{id: A-1, title: alert on the pool, due: 2026-04-01}]\n",
    )],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nactions: [{id: A-1, title: alert on the pool, owner: sre, due: 2026-04-01}]\n",
    )],
    check: Check::Whole(applies::with_actions, check),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    let there = |action: &Action| action.owner.as_ref().is_some_and(Text::says_something);
    let help = "add `owner:`, a team or a person, or reject the action";
    pending_without(workspace, &RULE, ("owner", "owner"), there, help, findings);
}
