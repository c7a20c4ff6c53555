//! Plans that were not read through for too long.

use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::{Leaf, Maintenance};
use crate::recovery::fresh_until;
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "plan-review-overdue",
    group: Group::Recovery,
    level: Level::Warning,
    summary: "The recovery plan was last read through longer ago than it says it is.",
    why: "Telephone numbers, contracts and people change without touching a service's record; only reading finds that. NIST \
          SP 800-34 asks for a review at a set frequency, which the plan itself names as `maintenance.review_every`. This \
          depends on today, so it is reported and fails a build only where that is asked for.",
    bad: &[("plan.yaml", "maintenance: {owner: platform, review_every: 90d, last_reviewed: 2025-10-01}\n")],
    good: &[("plan.yaml", "maintenance: {owner: platform, review_every: 90d, last_reviewed: 2026-02-01}\n")],
    check: Check::Today(|all| usize::from(kept(all).is_some()), check),
};

fn kept(workspace: &Workspace) -> Option<&Maintenance> {
    workspace.plan.as_ref()?.data.maintenance.as_ref().filter(|kept| kept.review_every.is_some())
}

fn check(workspace: &Workspace, now: i64, findings: &mut Vec<Finding>) {
    let (Some(plan), Some(kept)) = (&workspace.plan, kept(workspace)) else { return };
    let every = kept.review_every.as_ref();
    let last = kept.last_reviewed.as_ref().and_then(Leaf::get);
    let Some(((every, said), last)) = every.and_then(|leaf| Some((leaf.text(), leaf.get()?))).zip(last)
    else {
        return;
    };
    let today = workspace.policy.zone().local(now).date();
    if fresh_until(last.0, said.seconds).is_some_and(|until| until < today) {
        let message = format!("the plan was last read through on {last}, and is to be every {every}");
        let field = at("maintenance.last_reviewed");
        let finding = Finding::new(RULE.id, &plan.file, field, message);
        findings.push(finding.help("read it through, correct it, and write the day as `last_reviewed`"));
    }
}
