//! Severe incidents in which everything had to be thought of on the spot.

use super::support::applies;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::runbook::improvised;
use crate::text::counted;
use crate::workspace::{Case, State, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "incident-without-runbook",
    group: Group::Runbooks,
    level: Level::Note,
    summary: "None of the mitigations of a severe incident names a runbook, and no action is to write one.",
    why: "What ended it is known to the people who were there, and to nobody who is on call the next time. Looked at from \
          `reviewing` on, where the severity asks for a review, in a house that keeps runbooks and alert rules; an action that \
          speaks of a runbook is an answer, even a rejected one. `postmortem runbook draft SERVICE` begins one from what \
          helped.",
    bad: &[
        ("postmortem.yaml", "alert_rules: [alerts]\n"),
        ("alerts/db.yaml", "groups: [{name: db, rules: [{alert: PoolFull, expr: 1}]}]\n"),
        ("runbooks/restart-db.yaml", "id: restart-db\nalerts: [PoolFull]\n"),
        (
            "2026/INC-1.yaml",
            "id: INC-1\nseverity: P0\nstatus: reviewing\nresponse: {mitigations: [{action: Moved the pool to the standby}]}\n",
        ),
    ],
    good: &[
        ("postmortem.yaml", "alert_rules: [alerts]\n"),
        ("alerts/db.yaml", "groups: [{name: db, rules: [{alert: PoolFull, expr: 1}]}]\n"),
        ("runbooks/restart-db.yaml", "id: restart-db\nalerts: [PoolFull]\n"),
        (
            "2026/INC-1.yaml",
            "id: INC-1\nseverity: P0\nstatus: reviewing\nresponse: {mitigations: [{action: Moved the pool to the standby}]}\nactions: [{title: Write the runbook for moving the pool, owner: data, due: 2026-04-01}]\n",
        ),
    ],
    check: Check::Whole(|all| all.cases.iter().filter(|case| looked_at(case)).count(), check),
};

fn looked_at(case: &Case) -> bool {
    applies::lived(case) && matches!(case.state, Some(State::Reviewing | State::Closed))
}

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    if workspace.runbooks.is_empty() || workspace.alerts.alerts.is_empty() {
        return;
    }
    workspace.cases.iter().filter(|case| looked_at(case)).for_each(|case| judge(case, workspace, findings));
}

fn judge(case: &Case, workspace: &Workspace, findings: &mut Vec<Finding>) {
    let severity = case.severity.and_then(|rank| workspace.policy.severities.get(rank));
    if !severity.is_some_and(|severity| severity.review_required) {
        return;
    }
    let speaks = |text: &str| {
        ["runbook", "playbook", "预案", "手册"].iter().any(|word| text.to_lowercase().contains(word))
    };
    let answered = case.data.actions.iter().filter_map(|action| action.title.as_deref()).any(speaks);
    let steps = improvised(case);
    let field = at("response.mitigations");
    if steps == 0 || answered || workspace.hides(&case.file, &field) {
        return;
    }
    let none = if steps == 1 { "it names no runbook" } else { "none of them names a runbook" };
    let message = format!("{} ended it, and {none}", counted(steps, "mitigation"));
    findings.push(
        Finding::new(RULE.id, &case.file, field, message)
            .help("name the runbook that was followed, or plan to write one in `actions`"),
    );
}
