//! Estimates whose best is worse than their worst.

use super::support::applies;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::{Estimate, Leaf};
use crate::time::Duration;
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "estimate-order",
    group: Group::Recovery,
    level: Level::Error,
    summary: "The times of a recovery step are not in order: best, likely, worst.",
    why: "The three are the corners of the distribution that a plan draws its times from; out of order there is none. Most \
          often two were exchanged or a unit slipped, `2h` for `2m`, and the recovery looks hours too fast or too slow.",
    bad: &[(
        "services/orders.yaml",
        "id: orders\nrecovery: [{method: restart, scenarios: [instance-loss], steps: [{id: restart, estimate: {best: 5m, likely: 2m, worst: 10m}}]}]\n",
    )],
    good: &[(
        "services/orders.yaml",
        "id: orders\nrecovery: [{method: restart, scenarios: [instance-loss], steps: [{id: restart, estimate: {best: 2m, likely: 5m, worst: 10m}}]}]\n",
    )],
    check: Check::Whole(|all| applies::services(all, |service| !service.recovery.is_empty()), check),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    for record in &workspace.services {
        for (i, recovery) in record.data.recovery.iter().enumerate() {
            for (j, step) in recovery.steps.iter().enumerate() {
                let Some(((low, a), (high, b))) = step.estimate.as_ref().and_then(disorder) else { continue };
                let field =
                    |name: &str| at("recovery").item(i).then("steps").item(j).then("estimate").then(name);
                let message = format!("{low} `{}` is longer than {high} `{}`", a.text(), b.text());
                let finding = Finding::new(RULE.id, &record.file, field(low), message);
                findings.push(finding.second(field(high), high).help("exchange them, or correct the unit"));
            }
        }
    }
}

type Named<'a> = (&'static str, &'a Leaf<Duration>);

/// The first two that are in the wrong order.
fn disorder(estimate: &Estimate) -> Option<(Named<'_>, Named<'_>)> {
    let all = [("best", &estimate.best), ("likely", &estimate.likely), ("worst", &estimate.worst)];
    let known = all.into_iter().filter_map(|(name, leaf)| {
        let leaf = leaf.as_ref()?;
        Some(((name, leaf), leaf.get()?.seconds))
    });
    let known: Vec<_> = known.collect();
    known.windows(2).find_map(|pair| (pair[0].1 > pair[1].1).then(|| (pair[0].0, pair[1].0)))
}
