//! Services that need one that is out of use.

use super::support::applies;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::{Leaf, Service};
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "retired-dependency",
    group: Group::Recovery,
    level: Level::Warning,
    summary: "A service in use depends on one that went out of use.",
    why: "Either the dependency is still there and its record is wrong, or it is gone and the plan leaves out whatever took \
          its place: a service that is out of use is in no order of recovery, and nothing waits for it. This depends on \
          today, so it is reported and fails a build only where that is asked for.",
    bad: &[
        ("services/orders.yaml", "id: orders\ndepends_on: [{service: old-db}]\n"),
        ("services/old-db.yaml", "id: old-db\nretired_on: 2026-01-31\n"),
    ],
    good: &[
        ("services/orders.yaml", "id: orders\ndepends_on: [{service: old-db}]\n"),
        ("services/old-db.yaml", "id: old-db\nretired_on: 2026-06-30\n"),
    ],
    check: Check::Today(|all| applies::services(all, |service| !service.depends_on.is_empty()), check),
};

fn check(workspace: &Workspace, now: i64, findings: &mut Vec<Finding>) {
    let today = workspace.policy.zone().local(now).date();
    let gone = |service: &Service| {
        service.retired_on.as_ref().and_then(Leaf::get).filter(|on| on.0 <= today).copied()
    };
    for record in workspace.services.iter().filter(|record| gone(&record.data).is_none()) {
        for (i, dependency) in record.data.depends_on.iter().enumerate() {
            let other = dependency.service.as_deref().and_then(|name| workspace.names.service(name));
            let Some(other) = other.and_then(|index| workspace.services.get(index)) else { continue };
            let Some(on) = gone(&other.data) else { continue };
            let message =
                format!("`{}` depends on `{}`, which is out of use since {on}", record.id, other.id);
            findings.push(
                Finding::new(RULE.id, &record.file, at("depends_on").item(i).then("service"), message)
                    .elsewhere(&other.file, at("retired_on"), "out of use")
                    .help("name what took its place, or take the dependency out"),
            );
        }
    }
}
