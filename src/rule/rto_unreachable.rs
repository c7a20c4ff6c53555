//! A recovery that takes longer than promised.

use super::support::applies;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::recovery::{RecoveryPlan, ServicePlan, Verdict, read_steps, schedule};
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
          of all cases, so an objective at this figure is already missed. Where its own steps are in time, and what makes it late is \
          a dependency that itself promises to be back later, that is `rto-before-dependency`.",
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

fn check(plan: &RecoveryPlan<'_>, workspace: &Workspace, findings: &mut Vec<Finding>) {
    for service in plan.services.iter().filter(|service| service.objectives.achievable == Verdict::Beyond) {
        let promised = &service.objectives;
        let Some((rto, slowest)) = promised.rto.zip(promised.slowest.map(|i| &promised.scenarios[i])) else {
            continue;
        };
        if of_a_dependency(plan, workspace, service, rto) {
            continue;
        }
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

/// Whether the service alone is in time in every scenario, and each that is too long goes by way of a hard dependency that
/// promises to be back later than this one: `rto-before-dependency` reports that about the same promise.
fn of_a_dependency(
    plan: &RecoveryPlan<'_>,
    workspace: &Workspace,
    service: &ServicePlan<'_>,
    rto: i64,
) -> bool {
    let Some(record) = workspace.names.service(service.id).and_then(|index| workspace.services.get(index))
    else {
        return false;
    };
    let lead = service.detection.seconds.saturating_add(plan.activation);
    let later = |id: &str| {
        let promised = plan.service(id).and_then(|other| other.objectives.rto);
        service.hard.contains(&id) && promised.is_some_and(|theirs| theirs > rto)
    };
    let late = service.objectives.scenarios.iter().filter(|one| one.seconds.is_some_and(|long| long > rto));
    late.into_iter().all(|one| {
        let entry = &service.achievable[one.fastest];
        let steps = record.data.recovery.get(entry.recovery).map(read_steps);
        let alone = steps.and_then(|steps| schedule(&steps.jobs, 0).ok());
        alone.is_some_and(|alone| alone.end.saturating_add(lead) <= rto)
            && plan.path(service, entry).iter().any(|step| later(step.service))
    })
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    #[test]
    fn one_cause_is_one_finding() {
        let count = |own: &str, rto: &str, theirs: &str| {
            let way = |likely: &str| {
                format!(
                    "recovery: [{{method: failover, scenarios: [zone-loss], steps: [{{id: go, estimate: {{likely: {likely}}}}}]}}]\n"
                )
            };
            let shop =
                format!("id: shop\nobjectives: {{rto: {rto}}}\ndepends_on: [{{service: db}}]\n{}", way(own));
            let db = format!("id: db\nobjectives: {{rto: {theirs}}}\n{}", way("1h"));
            let files = [("services/shop.yaml", shop.as_str()), ("services/db.yaml", db.as_str())];
            let of = |rule| found(rule, &files).iter().filter(|one| one.file == "services/shop.yaml").count();
            (of("rto-before-dependency"), of("rto-unreachable"))
        };
        // Detection and activation take a quarter of an hour.
        assert_eq!(count("5m", "30m", "2h"), (1, 0), "late only by what it waits for");
        assert_eq!(count("40m", "30m", "2h"), (1, 1), "late by itself too");
        assert_eq!(count("5m", "79m", "78m"), (0, 1), "the promises agree, the steps do not");
        assert_eq!(count("5m", "2h", "2h"), (0, 0));
    }
}
