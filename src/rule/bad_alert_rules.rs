//! Alert rules of the settings that cannot be read.

use super::support::alerts::setting;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level};
use crate::runbook::problem;
use crate::source::SETTINGS;
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "bad-alert-rules",
    group: Group::Runbooks,
    level: Level::Error,
    summary: "A file of alert rules that the settings name is not there, or cannot be read as such.",
    why: "What cannot be read counts as covered: an alert that is not known is missed by no rule. Files are Prometheus rule \
          files (`groups:`) and PrometheusRule objects of Kubernetes, alone, in streams or in a list; a Helm template is \
          neither until it is rendered. Paths begin at the folder of records and may leave it, but not the repository.",
    bad: &[
        ("postmortem.yaml", "alert_rules: [alerts/db.yaml]\n"),
        ("alerts/db.yaml", "{{- if .Values.alerts }}\ngroups: []\n"),
    ],
    good: &[
        ("postmortem.yaml", "alert_rules: [alerts/db.yaml]\n"),
        ("alerts/db.yaml", "groups:\n  - name: db\n    rules: [{record: a:b, expr: 1}]\n"),
    ],
    check: Check::Whole(
        |all| all.settings.iter().map(|settings| settings.data.alert_rules.len()).sum(),
        check,
    ),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    for found in &workspace.alerts.problems {
        let finding = Finding::new(RULE.id, SETTINGS, setting(workspace, &found.file), problem(found));
        findings.push(finding.help("mend the file, or name the right one"));
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    #[test]
    fn says_which_file_and_line() {
        let rules = "groups:\n  - name: a\n    rules:\n      - {alert: [x], expr: 1}\n";
        let files = [
            ("postmortem.yaml", "alert_rules: [x, alerts]\n"),
            ("alerts/a.yaml", rules),
            ("alerts/b.yaml", "a: 1\n"),
        ];
        let findings = found("bad-alert-rules", &files);
        assert_eq!(findings.len(), 2, "a file about something else is passed over in a folder");
        assert!(findings[1].message.contains("there is no such file"));
        assert_eq!(findings[0].message, "`alerts/a.yaml`, line 4: `alert` is no text");
        let alone = [("postmortem.yaml", "alert_rules: [alerts/b.yaml]\n"), ("alerts/b.yaml", "a: 1\n")];
        assert_eq!(found("bad-alert-rules", &alone).len(), 1, "but not where it is named");
    }
}
