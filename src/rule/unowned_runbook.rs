//! Runbooks that nobody keeps true.

use super::support::said;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "unowned-runbook",
    group: Group::Runbooks,
    level: Level::Warning,
    summary: "A runbook names no owner.",
    why: "When it turns out to be wrong at night, somebody has to hear of it in the morning; and nobody reviews what belongs \
          to nobody.",
    bad: &[("runbooks/restart-db.yaml", "id: restart-db\n")],
    good: &[("runbooks/restart-db.yaml", "id: restart-db\nowner: data-platform\n")],
    check: Check::Whole(|all| all.runbooks.len(), check),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    for record in &workspace.runbooks {
        let field = at("owner");
        if said(record.data.owner.as_ref()) || workspace.hides(&record.file, &field) {
            continue;
        }
        let message = format!("nobody owns runbook `{}`", record.id);
        findings.push(
            Finding::new(RULE.id, &record.file, field, message)
                .help("write `owner:` with the team that keeps it true"),
        );
    }
}
