//! What the recovery plan promises and can keep.

use super::Facts;
use super::family::{Family, Label, SERVICE, Samples, Unit};
use crate::recovery::ServicePlan;
use crate::text::exposition::label_value;

pub(super) const FAMILIES: &[Family] = &[
    Family {
        name: "postmortem_recovery_time_objective_seconds",
        help: "The recovery time objective of a service in use.",
        unit: Unit::Seconds,
        labels: &[SERVICE],
        samples: |facts, out| {
            each(facts, out, |service, id, out| {
                out.add_known(&[id], service.objectives.rto.map(|seconds| seconds as f64));
            });
        },
    },
    Family {
        name: "postmortem_recovery_achievable_seconds",
        help: "How soon it can be back in its slowest scenario, by its fastest method, if every step takes its likely time.",
        unit: Unit::Seconds,
        labels: &[
            SERVICE,
            Label { name: "stat", values: "`likely`, or `at_least` where something on the way is not known" },
        ],
        samples: |facts, out| {
            each(facts, out, |service, id, out| {
                let objectives = &service.objectives;
                let slowest = objectives.slowest.and_then(|index| objectives.scenarios.get(index));
                let Some((slowest, seconds)) = slowest.and_then(|one| Some((one, one.seconds?))) else {
                    return;
                };
                let stat = if slowest.lower_bound { "at_least" } else { "likely" };
                out.add(&[id, stat], seconds as f64);
            });
        },
    },
];

fn each(facts: &Facts<'_>, out: &mut Samples, add: impl Fn(&ServicePlan<'_>, &str, &mut Samples)) {
    let mut services: Vec<&ServicePlan<'_>> = facts.plan.services.iter().collect();
    services.sort_by_key(|service| service.id);
    for service in services {
        add(service, &label_value(service.id), out);
    }
}
