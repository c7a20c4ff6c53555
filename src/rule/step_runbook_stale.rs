//! Recovery steps that rest on a runbook whose review is due.

use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::recovery::step_name;
use crate::runbook::stale;
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "step-runbook-stale",
    group: Group::Runbooks,
    level: Level::Note,
    summary: "A recovery step is to be done by a runbook whose review is overdue.",
    why: "The time that the plan promises counts on this step going as written. The runbook itself is reported by \
          `stale-runbook`; this says whose recovery depends on it. This depends on today, so it is reported and fails a build \
          only where that is asked for.",
    bad: &[
        ("runbooks/restart-db.yaml", "id: restart-db\nlast_reviewed: 2025-06-01\nreview_every: 180d\n"),
        (
            "services/db.yaml",
            "id: db\nrecovery: [{method: restart, steps: [{id: restart, runbook: restart-db}]}]\n",
        ),
    ],
    good: &[
        ("runbooks/restart-db.yaml", "id: restart-db\nlast_reviewed: 2026-01-15\nreview_every: 180d\n"),
        (
            "services/db.yaml",
            "id: db\nrecovery: [{method: restart, steps: [{id: restart, runbook: restart-db}]}]\n",
        ),
    ],
    check: Check::Today(|all| all.services.iter().filter(|one| !one.data.recovery.is_empty()).count(), check),
};

fn check(workspace: &Workspace, now: i64, findings: &mut Vec<Finding>) {
    let today = workspace.policy.zone().local(now).date();
    let old: Vec<Option<i64>> = workspace.runbooks.iter().map(|record| stale(&record.data, today)).collect();
    if old.iter().all(Option::is_none) {
        return;
    }
    for service in &workspace.services {
        for (i, recovery) in service.data.recovery.iter().enumerate() {
            for (j, step) in recovery.steps.iter().enumerate() {
                let runbook = step.runbook.as_ref().and_then(|id| workspace.names.runbook(id));
                let Some((runbook, days)) = runbook.and_then(|at| Some((at, (*old.get(at)?)?))) else {
                    continue;
                };
                let Some(record) = workspace.runbooks.get(runbook) else { continue };
                let path = at("recovery").item(i).then("steps").item(j).then("runbook");
                let message = format!(
                    "`{}` of `{}` rests on runbook `{}`, last reviewed {days} days ago",
                    step_name(recovery, j),
                    service.id,
                    record.id
                );
                let finding = Finding::new(RULE.id, &service.file, path, message);
                findings.push(
                    finding
                        .elsewhere(&record.file, at("last_reviewed"), "its review is overdue")
                        .help("review the runbook, best in a drill of this recovery"),
                );
            }
        }
    }
}
