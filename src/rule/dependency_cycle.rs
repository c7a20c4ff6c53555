//! Services that need each other in a circle.

use super::support::applies;
use super::{Check, Group, Rule};
use crate::finding::{FieldPath, Finding, Level, at};
use crate::recovery::{Graph, lasting};
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "dependency-cycle",
    group: Group::Recovery,
    level: Level::Error,
    summary: "Hard dependencies go in a circle, so that no order of recovery exists.",
    why: "Where each service needs the other to start, none can be the first. It stays hidden while everything runs \
          and shows when everything is down: in October 2021 the tools to repair a large social network's backbone \
          needed the names that the backbone carried, and in the same month a game platform's monitoring needed the \
          very service discovery that had failed. One dependency of the circle has to become soft: say in \
          `degraded_mode` what still works without it.",
    bad: &[
        ("services/names.yaml", "id: names\ndepends_on:\n  - {service: network, kind: hard}\n"),
        ("services/network.yaml", "id: network\ndepends_on:\n  - {service: names, kind: hard}\n"),
    ],
    good: &[
        ("services/names.yaml", "id: names\ndepends_on:\n  - {service: network, kind: hard}\n"),
        (
            "services/network.yaml",
            "id: network\ndepends_on:\n  - {service: names, kind: soft, degraded_mode: Addresses from a file}\n",
        ),
    ],
    check: Check::Whole(|all| applies::services(all, |service| !service.depends_on.is_empty()), check),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    let graph = lasting(workspace);
    for cycle in graph.cycles() {
        let (first, second) = (cycle[0], cycle[1 % cycle.len()]);
        let message = format!("hard dependencies go in a circle: {}", graph.show_cycle(&cycle));
        let file = &graph.services()[first].file;
        let mut finding = Finding::new(RULE.id, file, field(&graph, first, second), message).help(
            "make the one that matters least `kind: soft` and say in `degraded_mode` what works without it",
        );
        if first != second {
            let third = cycle[2 % cycle.len()];
            let text = format!("`{}` needs `{}` in turn", graph.id(second), graph.id(third));
            finding = finding.elsewhere(&graph.services()[second].file, field(&graph, second, third), text);
        }
        findings.push(finding);
    }
}

fn field(graph: &Graph<'_>, from: usize, to: usize) -> FieldPath {
    let edge = graph.edges(from).iter().find(|edge| edge.to == to);
    edge.map_or(at("depends_on"), |edge| at("depends_on").item(edge.field).then("service"))
}
