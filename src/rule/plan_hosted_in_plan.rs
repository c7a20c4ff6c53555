//! A plan that is lost together with what it recovers.

use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::PlanDocument;
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "plan-hosted-in-plan",
    group: Group::Recovery,
    level: Level::Warning,
    summary: "Every copy of the recovery plan is read from a service that the plan recovers, and none works offline.",
    why: "In October 2021 a social network withdrew the routes to its own name servers; the tools and pages that people \
          needed to bring them back were behind the same names, and doors did not open either. One copy has to be \
          readable when everything in the plan is down: on paper, on a disk, or with somebody else.",
    bad: &[
        ("services/wiki.yaml", "id: wiki\n"),
        ("plan.yaml", "documents:\n  - {title: Wiki, at: https://wiki.example.com/plan, service: wiki}\n"),
    ],
    good: &[
        ("services/wiki.yaml", "id: wiki\n"),
        (
            "plan.yaml",
            "documents:\n  - {title: Wiki, at: https://wiki.example.com/plan, service: wiki}\n  \
             - {title: Printed copy, at: both offices, offline: true}\n",
        ),
    ],
    check: Check::Whole(|all| all.plan.iter().filter(|plan| !plan.data.documents.is_empty()).count(), check),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    let Some(plan) = workspace.plan.as_ref().filter(|plan| !workspace.hides(&plan.file, &at("documents")))
    else {
        return;
    };
    let inside = |document: &PlanDocument| {
        // A flag that cannot be read may say that it is offline.
        let online = document.offline.as_ref().is_none_or(|flag| flag.get().is_some_and(|flag| !flag.0));
        let service = document.service.as_deref().and_then(|name| workspace.names.service(name));
        service.and_then(|index| workspace.services.get(index)).filter(|_| online)
    };
    let documents = &plan.data.documents;
    let services: Option<Vec<_>> = documents.iter().map(inside).collect();
    let Some(mut names) = services.map(|all| all.iter().map(|one| one.id.as_str()).collect::<Vec<_>>())
    else {
        return;
    };
    names.sort_unstable();
    names.dedup();
    if !names.is_empty() {
        let message =
            format!("the plan can only be read while {} works, which it recovers", names.join(", "));
        let help =
            "keep a copy on paper or on a disk and list it with `offline: true`, or one with somebody else";
        findings.push(Finding::new(RULE.id, &plan.file, at("documents"), message).help(help));
    }
}
