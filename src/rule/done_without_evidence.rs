//! Actions that are done without a trace.

use super::support::actions::ours;
use super::support::applies;
use super::support::factors::is;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::{ActionState, Text};
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "done-without-evidence",
    group: Group::Actions,
    level: Level::Warning,
    summary: "An action is done, and neither `evidence` nor `ticket` shows it.",
    why: "Of the six review actions in a ministry's log of 22 January 2022 five lead to an issue where one can see what \
          became of them; of \"Assign someone to be the 'hammer' on Fridays\" nobody can tell. `done` is a claim that the \
          next incident will test, so let it be looked up: a change, a run of a test, a dashboard.",
    bad: &[("2026/INC-1.yaml", "id: INC-1\nactions: [{id: A-1, title: alert on the pool, state: done}]\n")],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nactions: [{id: A-1, title: alert on the pool, state: done, evidence: \"https://git.example.com/alerts/pull/7\"}]\n",
    )],
    check: Check::Whole(applies::with_actions, check),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    let says = |text: &Option<Text>| text.as_ref().is_some_and(Text::says_something);
    for (file, actions) in ours(workspace) {
        for (i, action) in actions.iter().enumerate().filter(|(_, action)| is(action, ActionState::Done)) {
            let field = at("actions").item(i);
            let shown = says(&action.evidence) || says(&action.ticket);
            if shown || workspace.hides(file, &field.clone().then("evidence")) {
                continue;
            }
            let who = action.id.as_deref().or(action.title.as_deref()).unwrap_or("action");
            let message = format!("`{who}` is done, and nothing shows it");
            let finding = Finding::new(RULE.id, file, field.then("state"), message);
            findings.push(finding.help("add `evidence:`, a link to the change or to what proves it"));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    #[test]
    fn a_ticket_is_enough_and_drills_count() {
        let count = |path: &str, action: &str| {
            found("done-without-evidence", &[(path, &format!("id: I\nactions: [{{state: done{action}}}]\n"))])
                .len()
        };
        assert_eq!(count("I.yaml", ", ticket: PAY-7"), 0);
        assert_eq!(count("I.yaml", ", ticket: unknown"), 1);
        assert_eq!(count("drills/I.yaml", ""), 1);
        assert_eq!(count("library/I.yaml", ""), 0, "other houses keep their own papers");
    }
}
