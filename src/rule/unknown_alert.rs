//! Alerts that runbooks name and nobody fires.

use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::nearest;
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "unknown-alert",
    group: Group::Runbooks,
    level: Level::Note,
    summary: "A runbook names an alert that none of the rule files has.",
    why: "The alert was renamed or removed, and the page that was to help is found by nobody any more. Looked at only where \
          the setting `alert_rules` names rule files; a note, because an alert may come from somewhere else.",
    bad: &[
        ("postmortem.yaml", "alert_rules: [alerts]\n"),
        ("alerts/db.yaml", "groups: [{name: db, rules: [{alert: PoolFull, expr: 1}]}]\n"),
        ("runbooks/restart-db.yaml", "id: restart-db\nalerts: [PoolFull, PoolFul]\n"),
    ],
    good: &[
        ("postmortem.yaml", "alert_rules: [alerts]\n"),
        ("alerts/db.yaml", "groups: [{name: db, rules: [{alert: PoolFull, expr: 1}]}]\n"),
        ("runbooks/restart-db.yaml", "id: restart-db\nalerts: [PoolFull]\n"),
    ],
    check: Check::Whole(|all| all.runbooks.iter().filter(|one| !one.data.alerts.is_empty()).count(), check),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    let known = &workspace.alerts.alerts;
    // What could not be read may be what is missing.
    if known.is_empty() || !workspace.alerts.problems.is_empty() {
        return;
    }
    let names: std::collections::BTreeSet<String> =
        known.iter().map(|alert| alert.name.to_lowercase()).collect();
    for record in &workspace.runbooks {
        for (i, alert) in record.data.alerts.iter().enumerate().filter(|(_, alert)| alert.says_something()) {
            if names.contains(&alert.trim().to_lowercase()) {
                continue;
            }
            let near = nearest(alert, known.iter().map(|alert| alert.name.as_str()));
            let help = near.map_or_else(
                || "take it out, or name its rule file in `alert_rules`".into(),
                |near| format!("did you mean `{near}`?"),
            );
            let message = format!("no rule file has an alert `{alert}`");
            findings.push(Finding::new(RULE.id, &record.file, at("alerts").item(i), message).help(help));
        }
    }
}
