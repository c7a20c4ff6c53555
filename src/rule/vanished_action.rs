//! Actions that are no longer there, or go by another id.

use std::collections::BTreeSet;

use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::history::Past;
use crate::record::{Action, Text};
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "vanished-action",
    group: Group::History,
    level: Level::Error,
    summary: "An action was removed or got another id.",
    why: "An action that is deleted was never late and never dropped: open, overdue and rejected work all disappear from the \
          numbers that way. What will not be done has `state: rejected`. An id that moves on to another action turns every \
          ticket that names it into a lie.",
    bad: &[
        ("base/2026/INC-1.yaml", "id: INC-1\nactions:\n  - {id: A-1, title: Alert on queue length}\n"),
        ("2026/INC-1.yaml", "id: INC-1\n"),
    ],
    good: &[
        ("base/2026/INC-1.yaml", "id: INC-1\nactions:\n  - {id: A-1, title: Alert on queue length}\n"),
        (
            "2026/INC-1.yaml",
            "id: INC-1\nactions:\n  - {id: A-1, title: Alert on queue length, state: rejected}\n",
        ),
    ],
    check: Check::History(check),
};

fn check(past: &Past, workspace: &Workspace, findings: &mut Vec<Finding>) {
    for (old, new) in past.incidents.iter().filter_map(|incident| incident.same()) {
        let (before, after) = (&old.case.data.actions, &new.case.data.actions);
        let id = |action: &Action| action.id.clone().filter(Text::says_something);
        let kept: BTreeSet<Text> = after.iter().filter_map(id).collect();
        for action in before {
            let Some(gone) = id(action).filter(|id| !kept.contains(id)) else { continue };
            if workspace.hides(&new.case.file, &at("actions")) {
                continue;
            }
            let same = action.title.as_ref().and_then(|title| {
                after.iter().position(|other| other.title.as_ref() == Some(title) && id(other).is_some())
            });
            let finding = |place, message| Finding::new(RULE.id, &new.case.file, place, message);
            findings.push(match same {
                Some(i) => {
                    let place = at("actions").item(i).then("id");
                    let now = after[i].id.as_deref().unwrap_or_default();
                    finding(place, format!("the action `{gone}` is called `{now}` now"))
                        .help("keep the id: tickets and reviews name it")
                }
                None => {
                    let title = action.title.as_deref().unwrap_or_default();
                    finding(at("actions"), format!("the action `{gone}` was removed: `{title}`"))
                        .help("put it back; with `state: rejected` if it will not be done")
                }
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    #[test]
    fn renumbered() {
        let files = [
            ("base/INC-1.yaml", "id: INC-1\nactions: [{id: A-1, title: x}, {id: A-2, title: y}]\n"),
            ("INC-1.yaml", "id: INC-1\nactions: [{id: A-2, title: y}, {id: A-3, title: x}]\n"),
        ];
        let found = found("vanished-action", &files);
        let messages: Vec<&str> = found.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(messages, ["the action `A-1` is called `A-3` now"]);
    }
}
