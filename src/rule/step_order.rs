//! Steps of a recovery that cannot be put in order.

use std::collections::BTreeMap;

use super::support::applies;
use super::{Check, Group, Rule};
use crate::finding::{FieldPath, Finding, Level, at};
use crate::record::{Recovery, nearest};
use crate::recovery::{read_steps, schedule, show_circle, step_name};
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "step-order",
    group: Group::Recovery,
    level: Level::Error,
    summary: "A recovery step comes after a step that does not exist, two steps share an id, or the steps go in a circle.",
    why: "`after` names the steps of the same recovery that have to be done first. A name that is no step's silently \
          drops the order, and the time to recover comes out too short; of two steps with one \
          id the first is meant, whichever was thought of; steps that wait for each other never begin. All are found by reading now, or at three in the morning by the person who follows the plan.",
    bad: &[(
        "services/orders.yaml",
        "id: orders\nrecovery:\n  - method: failover\n    scenarios: [zone-loss]\n    steps:\n      \
         - {id: promote, estimate: {likely: 5m}}\n      - {id: repoint, after: [promot], estimate: {likely: 2m}}\n",
    )],
    good: &[(
        "services/orders.yaml",
        "id: orders\nrecovery:\n  - method: failover\n    scenarios: [zone-loss]\n    steps:\n      \
         - {id: promote, estimate: {likely: 5m}}\n      - {id: repoint, after: [promote], estimate: {likely: 2m}}\n",
    )],
    check: Check::Whole(|all| applies::services(all, |service| !service.recovery.is_empty()), check),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    for service in &workspace.services {
        for (i, recovery) in service.data.recovery.iter().enumerate() {
            one(&service.file, recovery, &at("recovery").item(i).then("steps"), findings);
        }
    }
}

fn one(file: &str, recovery: &Recovery, steps: &FieldPath, findings: &mut Vec<Finding>) {
    let mut ids = BTreeMap::new();
    for (i, step) in recovery.steps.iter().enumerate() {
        let Some(id) = step.id.as_ref().filter(|id| id.says_something()) else { continue };
        let first = *ids.entry(&**id).or_insert(i);
        if first != i {
            let field = |step: usize| steps.clone().item(step).then("id");
            let message = format!("another step of this recovery is called `{id}` already");
            findings.push(
                Finding::new(RULE.id, file, field(i), message)
                    .second(field(first), "first used here")
                    .help("give each its own id, and check which one `after` means"),
            );
        }
    }
    let read = read_steps(recovery);
    for &(step, entry) in &read.dangling {
        let name = recovery.steps[step].after.as_ref().map_or("", |after| &after[entry]);
        let message = format!(
            "`{}` comes after `{name}`, which is no step of this recovery",
            step_name(recovery, step)
        );
        let ids: Vec<&str> = recovery.steps.iter().filter_map(|step| step.id.as_deref()).collect();
        let help = match nearest(name, ids.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if ids.is_empty() => "give the steps an `id`".into(),
            None => format!("name one of: {}", ids.join(", ")),
        };
        let field = steps.clone().item(step).then("after").item(entry);
        findings.push(Finding::new(RULE.id, file, field, message).help(help));
    }
    if let Err(circle) = schedule(&read.jobs, 0) {
        let (first, second) = (circle[0], circle[1 % circle.len()]);
        let message = format!(
            "no step can be the first: each comes after the next in {}",
            show_circle(recovery, &circle)
        );
        let field = |step: usize| steps.clone().item(step).then("after");
        let mut finding = Finding::new(RULE.id, file, field(first), message).help(
            "take one of them out of the other's `after`; without `after` a step follows the one above it",
        );
        if first != second {
            finding =
                finding.second(field(second), format!("`{}` waits as well", step_name(recovery, second)));
        }
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    fn messages(rule: &str, steps: &str) -> Vec<String> {
        let service = format!("id: db\nrecovery: [{{method: failover, steps: [{steps}]}}]\n");
        found(rule, &[("services/db.yaml", &service)]).into_iter().map(|f| f.message).collect()
    }

    #[test]
    fn an_id_is_of_one_step() {
        let twice = "{id: promote}, {id: promote}, {id: repoint, after: [promote]}";
        assert_eq!(
            messages("step-order", twice),
            ["another step of this recovery is called `promote` already"]
        );
        assert_eq!(messages("step-order", "{id: unknown}, {id: unknown}, {id: \"\"}, {}"), [""; 0]);
        let ways = "{id: a}]}, {method: restore, steps: [{id: a}";
        assert_eq!(messages("step-order", ways), [""; 0], "in two recoveries");
    }

    #[test]
    fn one_slip_is_one_finding() {
        let slip = "{id: promote}, {id: repoint, after: [promot]}";
        assert_eq!(
            messages("step-order", slip),
            ["`repoint` comes after `promot`, which is no step of this recovery"]
        );
        assert_eq!(messages("unknown-reference", slip), [""; 0]);
    }
}
