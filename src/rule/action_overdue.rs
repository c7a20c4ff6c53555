//! Actions whose day has passed.

use super::support::{actions, applies};
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::Leaf;
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "action-overdue",
    group: Group::Actions,
    level: Level::Warning,
    summary: "An action that is still to be done is past its due date.",
    why: "The same outage comes back while the action that would have prevented it waits in a list nobody opens. The day \
          itself still counts, in the display zone. This depends on today, so it is reported and fails a build only where \
          that is asked for.",
    bad: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nactions: [{id: A-1, title: alert on the pool, owner: sre, due: 2026-02-01}]\n",
    )],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nactions: [{id: A-1, title: alert on the pool, owner: sre, due: 2026-02-01, state: done}]\n",
    )],
    check: Check::Today(applies::with_actions, check),
};

fn check(workspace: &Workspace, now: i64, findings: &mut Vec<Finding>) {
    let today = workspace.policy.zone().local(now).date();
    for (file, list) in actions::ours(workspace) {
        for (i, action) in list.iter().enumerate().filter(|(_, action)| actions::pending(action)) {
            let Some(due) = action.due.as_ref().and_then(Leaf::get).filter(|due| due.0 < today) else {
                continue;
            };
            let days = (today - due.0).num_days();
            let late = if days == 1 { "a day".into() } else { format!("{days} days") };
            let who = action.id.as_deref().or(action.title.as_deref()).unwrap_or("action");
            let message = format!("`{who}` was due on {} and is {late} late", due.0);
            let finding = Finding::new(RULE.id, file, at("actions").item(i).then("due"), message);
            findings
                .push(finding.help("finish it, move the date with a word why, or write `state: rejected`"));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    #[test]
    fn the_day_itself_counts() {
        // Now is 1 March 2026, 00:00 UTC.
        let count = |action: &str, zone: &str| {
            let text = format!("id: INC-1\nactions: [{{id: A-1, {action}}}]\n");
            let settings = format!("zone: {zone}\n");
            found("action-overdue", &[("INC-1.yaml", &text), ("postmortem.yaml", &settings)]).len()
        };
        assert_eq!(count("due: 2026-02-28", "UTC"), 1);
        assert_eq!(count("due: 2026-03-01", "UTC"), 0);
        assert_eq!(count("due: 2026-02-28", "America/New_York"), 0, "it is still the 28th there");
        assert_eq!(count("due: 2026-02-28, state: rejected", "UTC"), 0);
        assert_eq!(count("due: 2026-02-28, state: committed", "UTC"), 1);
        assert_eq!(count("due: soon", "UTC"), 0);
    }
}
