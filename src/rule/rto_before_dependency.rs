//! A promise shorter than that of what it rests on.

use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::recovery::undated;
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
    check: Check::Whole(check),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    let plan = undated(workspace);
    for service in &plan.services {
        let Some(rto) = service.objectives.rto else { continue };
        let needed = service.hard.iter().filter_map(|id| plan.service(id));
        let later =
            needed.filter_map(|other| Some((other.objectives.rto.filter(|theirs| *theirs > rto)?, other)));
        let Some((theirs, other)) = later.rev().max_by_key(|(theirs, _)| *theirs) else { continue };
        let (own, theirs) = (show_seconds(rto), show_seconds(theirs));
        let message = format!(
            "`{}` is promised back in {own}, but needs `{}`, promised in {theirs}",
            service.id, other.id
        );
        findings.push(
            Finding::new(RULE.id, service.file, at("objectives.rto"), message)
                .elsewhere(other.file, at("objectives.rto"), format!("`{}` may take this long", other.id))
                .help(format!(
                    "promise {theirs} and its own steps, or make `{}` a soft dependency",
                    other.id
                )),
        );
    }
}
