//! Planned work without its plan.

use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::IncidentKind;
use crate::workspace::{Case, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "maintenance-window",
    group: Group::Time,
    level: Level::Error,
    summary: "A maintenance record does not say from when to when the work was planned.",
    why: "Planned work is no downtime unless it overran, and whether it overran only the planned window can tell.",
    bad: &[("2026/MNT-1.yaml", "id: MNT-1\nkind: maintenance\n")],
    good: &[(
        "2026/MNT-1.yaml",
        "id: MNT-1\nkind: maintenance\ntimes:\n  planned: {from: 2026-03-05T02:00:00Z, to: 2026-03-05T04:00:00Z}\n",
    )],
    check: Check::Case(|case| case.kind == IncidentKind::Maintenance && case.counts(), check),
};

fn check(case: &Case, workspace: &Workspace, findings: &mut Vec<Finding>) {
    let planned = case.data.times.planned.as_ref();
    let ends = [("from", planned.and_then(|p| p.from.as_ref())), ("to", planned.and_then(|p| p.to.as_ref()))];
    let missing: Vec<String> = ends
        .iter()
        .filter(|(name, leaf)| {
            leaf.is_none() && !workspace.hides(&case.file, &at("times.planned").then(name))
        })
        .map(|(name, _)| format!("`times.planned.{name}`"))
        .collect();
    if !missing.is_empty() {
        let message = format!("{} is missing, which a maintenance needs", missing.join(" and "));
        let help = "write `planned: {from: 2026-03-01T02:00:00Z, to: 2026-03-01T04:00:00Z}` below `times`";
        findings.push(Finding::new(RULE.id, &case.file, at("kind"), message).help(help));
    }
}
