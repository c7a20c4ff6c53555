//! Runbooks that nothing leads to.

use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, Place};
use crate::runbook::coverage;
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "unused-runbook",
    group: Group::Runbooks,
    level: Level::Note,
    summary: "No alert leads to a runbook, no recovery step names it, and no incident ever used it.",
    why: "A page that nobody is led to is not there in the night it was written for, and grows wrong unseen. Where the setting \
          `alert_rules` names no rule files, every alert that a runbook names is taken to exist.",
    bad: &[("runbooks/restart-db.yaml", "id: restart-db\ntitle: Restart the database\n")],
    good: &[(
        "runbooks/restart-db.yaml",
        "id: restart-db\ntitle: Restart the database\nalerts: [PoolFull]\n",
    )],
    check: Check::Whole(|all| all.runbooks.len(), check),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    for record in
        coverage(workspace, &workspace.alerts).unused.into_iter().filter_map(|i| workspace.runbooks.get(i))
    {
        let message = format!("nothing leads to runbook `{}`, and no incident used it", record.id);
        let finding = Finding::new(RULE.id, &record.file, Place::File, message);
        findings.push(finding.help("name the alerts it is for in `alerts`, or delete it"));
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    #[test]
    fn what_leads_to_it() {
        let book = ("runbooks/restart-db.yaml", "id: restart-db\nalerts: [PoolFull]\n");
        let rules = |alert: &str| format!("groups: [{{name: g, rules: [{{alert: {alert}, expr: 1}}]}}]\n");
        let of = |alert: &str, more: (&str, &str)| {
            let rules = rules(alert);
            let settings = ("postmortem.yaml", "alert_rules: [alerts]\n");
            found("unused-runbook", &[book, settings, ("alerts/a.yaml", &rules), more]).len()
        };
        let nothing = ("services/x.yaml", "id: x\n");
        assert_eq!(of("PoolFull", nothing), 0);
        assert_eq!(of("restart-db", nothing), 0, "by its name");
        assert_eq!(of("Other", nothing), 1);
        assert_eq!(
            of("Other", ("services/x.yaml", "id: x\nrecovery: [{steps: [{runbook: Restart-DB}]}]\n")),
            0
        );
        assert_eq!(of("Other", ("I.yaml", "id: I\nresponse: {mitigations: [{runbook: restart-db}]}\n")), 0);
    }
}
