//! A critical service on a less critical one.

use super::support::applies;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::recovery::{lasting, tier};
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "tier-inversion",
    group: Group::Recovery,
    level: Level::Warning,
    summary: "A service does not work without one of a less critical tier.",
    why: "What the most critical service needs is just as critical, whatever its own record says; else it is watched, \
          staffed and recovered by the lower standard and takes the other one down with it. In February 2017 the \
          console of a cloud's status page needed the object store that had failed, and at first could not say so.",
    bad: &[
        (
            "services/checkout.yaml",
            "id: checkout\ntier: 1\ndepends_on:\n  - {service: pictures, kind: hard}\n",
        ),
        ("services/pictures.yaml", "id: pictures\ntier: 3\n"),
    ],
    good: &[
        (
            "services/checkout.yaml",
            "id: checkout\ntier: 1\ndepends_on:\n  - {service: pictures, kind: soft, degraded_mode: No pictures}\n",
        ),
        ("services/pictures.yaml", "id: pictures\ntier: 3\n"),
    ],
    check: Check::Whole(|all| applies::services(all, |service| !service.depends_on.is_empty()), check),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    let graph = lasting(workspace);
    for (node, record) in graph.services().iter().enumerate() {
        let Some(own) = tier(&record.data) else { continue };
        for edge in graph.edges(node).iter().filter(|edge| !edge.soft) {
            let other = graph.services()[edge.to];
            let Some(theirs) = tier(&other.data).filter(|theirs| *theirs > own) else { continue };
            let message =
                format!("`{}` is tier {own} but needs `{}`, which is tier {theirs}", record.id, other.id);
            let field = at("depends_on").item(edge.field).then("service");
            findings.push(
                Finding::new(RULE.id, &record.file, field, message)
                    .elsewhere(&other.file, at("tier"), "less critical")
                    .help(format!("raise `{}` to tier {own}, or make it a soft dependency", other.id)),
            );
        }
    }
}
