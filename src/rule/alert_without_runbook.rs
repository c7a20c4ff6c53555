//! Alerts that wake somebody and do not say what to do.

use std::collections::BTreeMap;

use super::support::alerts::{about, count};
use super::{Check, Group, Rule};
use crate::alerts::Alert;
use crate::finding::{Finding, Level};
use crate::runbook::Links;
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "alert-without-runbook",
    group: Group::Runbooks,
    level: Level::Warning,
    summary: "An alert has no runbook: none names it, none is called like it, and it has no `runbook_url`.",
    why: "Whoever is paged by it at night begins with finding out what it means. All 139 alerts of kube-prometheus lead to a \
          page; an alert for which nobody can write one may be an alert that nobody needs. Looked at are the rule files of \
          the setting `alert_rules`; alerts that differ in their labels only count as one here, and one of `severity: none` wakes nobody. `postmortem runbook draft \
          --alert NAME` begins a runbook.",
    bad: &[
        ("postmortem.yaml", "alert_rules: [alerts]\n"),
        ("alerts/db.yaml", "groups: [{name: db, rules: [{alert: PoolFull, expr: 1}]}]\n"),
    ],
    good: &[
        ("postmortem.yaml", "alert_rules: [alerts]\n"),
        ("alerts/db.yaml", "groups: [{name: db, rules: [{alert: PoolFull, expr: 1}]}]\n"),
        ("runbooks/restart-db.yaml", "id: restart-db\nalerts: [PoolFull]\n"),
    ],
    check: Check::Whole(count, check),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    let links = Links::new(workspace);
    let alerts = &workspace.alerts.alerts;
    let quiet =
        |alert: &Alert| alert.severity().is_some_and(|severity| severity.eq_ignore_ascii_case("none"));
    let bare = |alert: &&Alert| alert.runbook_url().is_none() && !quiet(alert) && links.of(alert).is_none();
    let mut names: BTreeMap<String, Vec<&Alert>> = BTreeMap::new();
    for alert in alerts.iter().filter(bare) {
        names.entry(alert.name.to_lowercase()).or_default().push(alert);
    }
    for same in names.values() {
        let Some(first) = same.first() else { continue };
        let more = if same.len() > 1 { format!(" ({} rules)", same.len()) } else { String::new() };
        let finding =
            about(workspace, RULE.id, first, &format!("alert `{}`{more} has no runbook", first.name));
        let draft = format!(
            "write one: `postmortem runbook draft --alert {}`; or name the alert in one that helps",
            first.name
        );
        findings.push(finding.help(draft));
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    #[test]
    fn once_for_a_name_and_not_where_a_page_is_elsewhere() {
        let rule = |more: &str| format!("{{alert: Burn, expr: 1, {more}}}");
        let of = |rules: &str| {
            let text = format!("groups: [{{name: g, rules: [{rules}]}}]\n");
            found(
                "alert-without-runbook",
                &[("postmortem.yaml", "alert_rules: [alerts/a.yaml]\n"), ("alerts/a.yaml", &text)],
            )
        };
        let four: Vec<String> =
            ["1h", "6h", "1d", "3d"].map(|long| rule(&format!("labels: {{long: {long}}}"))).into();
        let findings = of(&four.join(", "));
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].message, "alert `Burn` (4 rules) has no runbook");
        assert_eq!(findings[0].file, "alerts/a.yaml");
        assert!(of(&rule("labels: {severity: none}")).is_empty(), "a watchdog");
        assert!(of(&rule("annotations: {runbook_url: 'https://x.example/burn'}")).is_empty());
    }
}
