//! Soft dependencies that do not say what is left without them.

use super::support::{applies, said};
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::{DependencyKind, Leaf};
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "soft-without-mode",
    group: Group::Recovery,
    level: Level::Warning,
    summary: "A soft dependency does not say what still works without it.",
    why: "`soft` is a claim: the service works on, with less. What \"less\" is has to be known before the night in which \
          it is all there is, and naming it is how most soft dependencies turn out to be hard. `degraded_mode` is the \
          sentence; `unknown` is an honest one.",
    bad: &[
        ("services/orders.yaml", "id: orders\ndepends_on: [{service: risk, kind: soft}]\n"),
        ("services/risk.yaml", "id: risk\n"),
    ],
    good: &[
        (
            "services/orders.yaml",
            "id: orders\ndepends_on: [{service: risk, kind: soft, degraded_mode: Static rules decide}]\n",
        ),
        ("services/risk.yaml", "id: risk\n"),
    ],
    check: Check::Whole(|all| applies::services(all, |service| !service.depends_on.is_empty()), check),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    for (index, record) in applies::lasting(workspace) {
        for (i, dependency) in record.data.depends_on.iter().enumerate() {
            let soft = dependency.kind.as_ref().and_then(Leaf::get) == Some(&DependencyKind::Soft);
            let field = at("depends_on").item(i).then("degraded_mode");
            // Nothing works without itself: `dependency-cycle`.
            let itself = dependency
                .service
                .as_deref()
                .is_some_and(|name| workspace.names.service(name) == Some(index));
            if !soft
                || itself
                || said(dependency.degraded_mode.as_ref())
                || workspace.hides(&record.file, &field)
            {
                continue;
            }
            let other = dependency.service.as_deref().unwrap_or("something");
            let message = format!("`{}` is said to work without `{other}`, but not how", record.id);
            let help = "write what is left as `degraded_mode`, or make it a hard dependency";
            findings.push(Finding::new(RULE.id, &record.file, field, message).help(help));
        }
    }
}
