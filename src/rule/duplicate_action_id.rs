//! Action ids that mean two actions.

use std::collections::{BTreeMap, BTreeSet};

use super::support::applies;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "duplicate-action-id",
    group: Group::Actions,
    level: Level::Error,
    summary: "Two actions of one record share an id.",
    why: "An action is found again by its id: in the list of open actions, in a ticket, in the history of its state. With \
          two of a name, closing one looks like closing the other.",
    bad: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nactions:\n  - {id: A-1, title: alert on the pool}\n  - {id: A-1, title: raise the limit}\n",
    )],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nactions:\n  - {id: A-1, title: alert on the pool}\n  - {id: A-2, title: raise the limit}\n",
    )],
    check: Check::Whole(applies::with_actions, check),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    let cases = workspace.cases.iter().map(|case| (&case.file, &case.data.actions));
    for (file, actions) in
        cases.chain(workspace.drills.iter().map(|drill| (&drill.file, &drill.data.actions)))
    {
        let mut seen = BTreeMap::new();
        let ids = actions.iter().enumerate().filter_map(|(i, action)| Some((i, action.id.as_ref()?)));
        let taken: BTreeSet<&str> = ids.clone().map(|(_, id)| &**id).collect();
        let mut free = (1..).map(|n| format!("A-{n}")).filter(|free| !taken.contains(free.as_str()));
        for (i, id) in ids.filter(|(_, id)| id.says_something()) {
            let first = *seen.entry(id.to_lowercase()).or_insert(i);
            if first != i {
                let field = |i| at("actions").item(i).then("id");
                let finding =
                    Finding::new(RULE.id, file, field(i), format!("another action is called `{id}` already"));
                let finding = finding.second(field(first), "first used here");
                findings
                    .push(finding.help(format!("take a free one: `{}`", free.next().unwrap_or_default())));
            }
        }
    }
}
