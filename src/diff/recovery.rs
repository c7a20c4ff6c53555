//! What a change does to the recovery plan: promises that are newly broken, and what can be achieved.

use std::collections::{BTreeMap, BTreeSet};

use super::side::Side;
use crate::recovery::{Judge, Loss, RecoveryPlan, ServicePlan, VERDICTS, Verdict, plan};

/// A promise of a service that is broken on one side only.
#[derive(Debug)]
pub struct PromiseChange {
    /// The service's id.
    pub service: String,
    /// What was held against the promise: `RTO against the achievable recovery time`.
    pub promise: &'static str,
    /// How it fares before; `None` where the service was not there.
    pub before: Option<Verdict>,
    /// How it fares after; `None` where the service is gone.
    pub after: Option<Verdict>,
}

/// What a service can achieve in one scenario, before and after; `None` where it was not covered.
#[derive(Debug)]
pub struct AchievableChange {
    /// The service's id.
    pub service: String,
    /// The scenario's word.
    pub scenario: String,
    /// `achievable RTO` or `worst-case RPO`.
    pub what: &'static str,
    /// Before.
    pub before: Option<Reach>,
    /// After.
    pub after: Option<Reach>,
}

/// A recovery time or a loss.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reach {
    /// The length.
    pub loss: Loss,
    /// It is at least that.
    pub lower_bound: bool,
}

/// The promises that newly hold or fail, and every achievable time that differs; by service.
pub(super) fn recovery(base: &Side, head: &Side, now: i64) -> (Vec<PromiseChange>, Vec<AchievableChange>) {
    let (old, new) = (plan(&base.workspace, now), plan(&head.workspace, now));
    let (old, new) = (by_id(&old), by_id(&new));
    let ids: BTreeSet<&str> = old.keys().chain(new.keys()).copied().collect();
    let (mut promises, mut achievable) = (Vec::new(), Vec::new());
    for id in ids {
        let (old, new) = (old.get(id), new.get(id));
        let verdict =
            |side: Option<&&ServicePlan<'_>>, of: Judge| side.map(|service| of(&service.objectives));
        for (promise, of) in VERDICTS {
            let (before, after) = (verdict(old, of), verdict(new, of));
            let broken = |verdict| verdict == Some(Verdict::Beyond);
            if broken(before) != broken(after) {
                promises.push(PromiseChange { service: id.to_owned(), promise, before, after });
            }
        }
        for (what, of) in [("achievable RTO", times as Reaches), ("worst-case RPO", losses)] {
            let reaches =
                |side: Option<&&ServicePlan<'_>>| side.map(|service| of(service)).unwrap_or_default();
            let (before, after) = (reaches(old), reaches(new));
            let scenarios: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
            for scenario in scenarios {
                let (before, after) = (before.get(scenario).copied(), after.get(scenario).copied());
                if before != after {
                    let (service, scenario) = (id.to_owned(), scenario.clone());
                    achievable.push(AchievableChange { service, scenario, what, before, after });
                }
            }
        }
    }
    (promises, achievable)
}

type Reaches = fn(&ServicePlan<'_>) -> BTreeMap<String, Reach>;

fn by_id<'a, 'p>(plan: &'p RecoveryPlan<'a>) -> BTreeMap<&'a str, &'p ServicePlan<'a>> {
    plan.services.iter().map(|service| (service.id, service)).collect()
}

fn times(service: &ServicePlan<'_>) -> BTreeMap<String, Reach> {
    let reach = |seconds: Option<i64>, lower_bound| Reach {
        loss: seconds.map_or(Loss::Unknown, Loss::Seconds),
        lower_bound,
    };
    let scenarios = service.objectives.scenarios.iter();
    scenarios.map(|one| (one.scenario.to_string(), reach(one.seconds, one.lower_bound))).collect()
}

fn losses(service: &ServicePlan<'_>) -> BTreeMap<String, Reach> {
    let reach = |lower_bound, loss| Reach { loss, lower_bound };
    service.rpo.iter().map(|case| (case.scenario.to_string(), reach(case.lower_bound, case.loss))).collect()
}
