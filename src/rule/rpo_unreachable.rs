//! Copies that lose more than promised.

use super::support::applies;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::recovery::{Loss, RecoveryPlan, Verdict, against};
use crate::time::show_seconds;
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "rpo-unreachable",
    group: Group::Recovery,
    level: Level::Warning,
    summary: "A scenario may cost more data than the RPO allows.",
    why: "Of all copies only those count that survive: none in the place that is lost, and no replica where data is \
          damaged or deleted, because it repeats the damage at once. What is left loses its interval and, for a \
          backup that takes a while, its duration. On 31 January 2017 a code host deleted its database and found \
          none of its five backup and replication techniques usable; a copy made by chance six hours before saved \
          the rest.",
    bad: &[(
        "services/orders.yaml",
        "id: orders\ndata_bearing: true\nobjectives: {rpo: 15m}\nlocations: [{region: east, zone: east-1}]\n\
         backups:\n  - {method: dump, every: 24h, takes: 1h, retention: 30d, location: {region: west}}\n",
    )],
    good: &[(
        "services/orders.yaml",
        "id: orders\ndata_bearing: true\nobjectives: {rpo: 15m}\nlocations: [{region: east, zone: east-1}]\n\
         backups:\n  - {method: pitr, every: 5m, retention: 30d, location: {region: west}}\n",
    )],
    check: Check::Plan(|all| applies::promising(all, |objectives| objectives.rpo.is_some()), check),
};

fn check(plan: &RecoveryPlan<'_>, _: &Workspace, findings: &mut Vec<Finding>) {
    for service in &plan.services {
        let Some(rpo) = service.objectives.rpo else { continue };
        let broken = service.rpo.iter().filter(|case| against(case, Some(rpo)) == Verdict::Beyond);
        // The first of equals.
        let Some(worst) = broken.rev().max_by_key(|case| case.loss) else { continue };
        let place = worst.place.as_deref().map_or(String::new(), |place| format!(" ({place})"));
        let cost = match worst.loss {
            Loss::Seconds(seconds) if worst.lower_bound => format!("at least {}", show_seconds(seconds)),
            Loss::Seconds(seconds) => show_seconds(seconds),
            Loss::Unknown | Loss::All => "everything: no copy survives".into(),
        };
        let message = format!(
            "`{}` promises to lose at most {}, but {}{place} may cost {cost}",
            service.id,
            show_seconds(rpo),
            worst.scenario
        );
        let help = match &worst.copy {
            Some(copy) => format!("the best copy left is {copy}; copy more often, or promise less"),
            None => worst.notes.first().cloned().unwrap_or_else(|| "there is no copy at all".into()),
        };
        let finding = Finding::new(RULE.id, service.file, at("objectives.rpo"), message).help(help);
        let source = worst.from.and_then(|id| plan.service(id));
        findings.push(match source {
            Some(other) => finding.elsewhere(other.file, at("data_bearing"), "the data is kept here"),
            None => finding,
        });
    }
}
