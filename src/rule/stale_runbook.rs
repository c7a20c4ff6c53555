//! Runbooks whose review is due.

use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::runbook::stale;
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "stale-runbook",
    group: Group::Runbooks,
    level: Level::Warning,
    summary: "A runbook was last reviewed longer ago than it says it wants to be.",
    why: "Hosts, programs and people change, and a runbook does not notice: the night in which it is needed is the first \
          test it gets. `review_every` says how long it can be trusted, `last_reviewed` when somebody last read it through or \
          rehearsed it. This depends on today, so it is reported and fails a build only where that is asked for.",
    bad: &[("runbooks/restart-db.yaml", "id: restart-db\nlast_reviewed: 2025-06-01\nreview_every: 180d\n")],
    good: &[("runbooks/restart-db.yaml", "id: restart-db\nlast_reviewed: 2026-01-15\nreview_every: 180d\n")],
    check: Check::Today(
        |all| all.runbooks.iter().filter(|one| one.data.review_every.is_some()).count(),
        check,
    ),
};

fn check(workspace: &Workspace, now: i64, findings: &mut Vec<Finding>) {
    let today = workspace.policy.zone().local(now).date();
    for record in &workspace.runbooks {
        let Some(days) = stale(&record.data, today) else { continue };
        let every = record.data.review_every.as_ref().map_or("", |every| every.text());
        let message = format!(
            "runbook `{}` was last reviewed {days} days ago, and wants it every `{every}`",
            record.id
        );
        let finding = Finding::new(RULE.id, &record.file, at("last_reviewed"), message);
        findings
            .push(finding.help("read it through or rehearse it, then write the day into `last_reviewed`"));
    }
}
