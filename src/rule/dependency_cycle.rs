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
    summary: "Hard dependencies go in a circle, so that no order of recovery exists, or a service is said to depend on itself.",
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
    for (node, record) in graph.services().iter().enumerate() {
        if graph.edges(node).iter().any(|edge| edge.to == node) {
            let message = format!("`{}` is said to depend on itself", record.id);
            let help = "take the entry out, or name the service that was meant";
            findings.push(Finding::new(RULE.id, &record.file, field(&graph, node, node), message).help(help));
        }
    }
    for cycle in graph.cycles().into_iter().filter(|cycle| cycle.len() > 1) {
        let (first, second) = (cycle[0], cycle[1 % cycle.len()]);
        let message = format!("hard dependencies go in a circle: {}", graph.show_cycle(&cycle));
        let file = &graph.services()[first].file;
        let third = cycle[2 % cycle.len()];
        let text = format!("`{}` needs `{}` in turn", graph.id(second), graph.id(third));
        findings.push(
            Finding::new(RULE.id, file, field(&graph, first, second), message)
                .elsewhere(&graph.services()[second].file, field(&graph, second, third), text)
                .help("make the one that matters least `kind: soft` and say in `degraded_mode` what works without it"),
        );
    }
}

fn field(graph: &Graph<'_>, from: usize, to: usize) -> FieldPath {
    let edge = graph.edges(from).iter().find(|edge| edge.to == to);
    edge.map_or(at("depends_on"), |edge| at("depends_on").item(edge.field).then("service"))
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    #[test]
    fn nothing_needs_itself() {
        for kind in ["hard", "soft"] {
            let files =
                [("services/a.yaml", &*format!("id: a\ndepends_on: [{{service: a, kind: {kind}}}]\n"))];
            let found = |rule| found(rule, &files).into_iter().map(|f| f.message).collect::<Vec<_>>();
            assert_eq!(found("dependency-cycle"), ["`a` is said to depend on itself"], "{kind}");
            assert_eq!(found("soft-without-mode"), [""; 0], "{kind}");
        }
    }
}
