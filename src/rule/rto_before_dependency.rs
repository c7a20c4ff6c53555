//! A promise shorter than that of what it rests on.

use super::support::applies;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::recovery::{lasting, promises};
use crate::time::show_seconds;
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "rto-before-dependency",
    group: Group::Recovery,
    level: Level::Warning,
    summary: "A service is promised back before one it does not work without.",
    why: "A service is back no sooner than everything it needs. When an object store was lost for four hours in \
          February 2017, new machines, volumes and functions of the same region were lost with it, whatever each had \
          promised on its own. Either the other's promise has to become shorter, or this one longer, or the \
          dependency soft.",
    bad: &[
        (
            "services/shop.yaml",
            "id: shop\nobjectives: {rto: 30m}\ndepends_on:\n  - {service: database, kind: hard}\n",
        ),
        ("services/database.yaml", "id: database\nobjectives: {rto: 2h}\n"),
    ],
    good: &[
        (
            "services/shop.yaml",
            "id: shop\nobjectives: {rto: 2h30m}\ndepends_on:\n  - {service: database, kind: hard}\n",
        ),
        ("services/database.yaml", "id: database\nobjectives: {rto: 2h}\n"),
    ],
    check: Check::Whole(|all| applies::promising(all, |objectives| objectives.rto.is_some()), check),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    let graph = lasting(workspace);
    let rto = |node: usize| promises(&graph.services()[node].data).rto;
    for (node, record) in graph.services().iter().enumerate() {
        let Some(own) = rto(node) else { continue };
        let later = graph.hard(node).filter_map(|to| Some((rto(to).filter(|theirs| *theirs > own)?, to)));
        // The first of equals.
        let Some((theirs, to)) = later.min_by_key(|(theirs, _)| std::cmp::Reverse(*theirs)) else { continue };
        let other = graph.services()[to];
        let (own, theirs) = (show_seconds(own), show_seconds(theirs));
        let message = format!(
            "`{}` is promised back in {own}, but needs `{}`, promised in {theirs}",
            record.id, other.id
        );
        findings.push(
            Finding::new(RULE.id, &record.file, at("objectives.rto"), message)
                .elsewhere(&other.file, at("objectives.rto"), format!("`{}` may take this long", other.id))
                .help(format!(
                    "promise {theirs} and its own steps, or make `{}` a soft dependency",
                    other.id
                )),
        );
    }
}
