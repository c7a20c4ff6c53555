//! A recovery that takes longer than promised.

use super::support::applies;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::recovery::{RecoveryPlan, Verdict};
use crate::time::show_seconds;
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "rto-unreachable",
    group: Group::Recovery,
    level: Level::Warning,
    summary: "The steps of a recovery take longer than the RTO, even if every step takes its likely time.",
    why: "The clock starts when service is lost, not when somebody types the first command: until it is noticed, until \
          people are there, and then the longest chain of steps, those of every service it waits for included. In \
          October 2018 a code host rebuilt database clusters from remote backups for most of a day; restores had been \
          exercised daily, yet never that of a whole cluster. A path of likely times is kept in far fewer than half \
          of all cases, so an objective at this figure is already missed.",
    bad: &[(
        "services/orders.yaml",
        "id: orders\nobjectives: {rto: 30m}\nrecovery:\n  - method: restore\n    scenarios: [corruption]\n    steps:\n      \
         - {id: restore, estimate: {best: 40m, likely: 1h, worst: 3h}}\n",
    )],
    good: &[(
        "services/orders.yaml",
        "id: orders\nobjectives: {rto: 3h}\nrecovery:\n  - method: restore\n    scenarios: [corruption]\n    steps:\n      \
         - {id: restore, estimate: {best: 40m, likely: 1h, worst: 3h}}\n",
    )],
    check: Check::Plan(|all| applies::promising(all, |objectives| objectives.rto.is_some()), check),
};

fn check(plan: &RecoveryPlan<'_>, _: &Workspace, findings: &mut Vec<Finding>) {
    for service in plan.services.iter().filter(|service| service.objectives.achievable == Verdict::Beyond) {
        let promised = &service.objectives;
        let Some((rto, slowest)) = promised.rto.zip(promised.slowest.map(|i| &promised.scenarios[i])) else {
            continue;
        };
        let entry = &service.achievable[slowest.fastest];
        let least = if slowest.lower_bound { "at least " } else { "" };
        let by = entry.method.map_or(String::new(), |method| format!(" by {method}"));
        let message = format!(
            "`{}` is promised back in {}, but {}{by} takes {least}{}, if every step takes its likely time",
            service.id,
            show_seconds(rto),
            slowest.scenario,
            show_seconds(slowest.seconds.unwrap_or(0)),
        );
        let lead = service.detection.seconds.saturating_add(plan.activation);
        let mut finding = Finding::new(RULE.id, service.file, at("objectives.rto"), message).help(format!(
            "`postmortem plan {}` prints the path; shorten it ({} of it are detection and activation), or promise less",
            service.id,
            show_seconds(lead)
        ));
        let path = plan.path(service, entry);
        // The first of equals.
        if let Some(longest) = path.iter().rev().max_by_key(|one| one.end - one.start) {
            let step = at("recovery")
                .item(longest.recovery)
                .then("steps")
                .item(longest.index)
                .then("estimate.likely");
            let text = format!("the longest step on the way: {}", show_seconds(longest.end - longest.start));
            finding = match plan.service(longest.service).filter(|other| other.file != service.file) {
                Some(other) => finding.elsewhere(other.file, step, text),
                None => finding.second(step, text),
            };
        }
        findings.push(finding);
    }
}
