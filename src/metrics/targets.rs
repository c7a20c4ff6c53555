//! Response targets, and what waits for one.

use super::Facts;
use super::family::{Family, Label, SEVERITY, Samples, Unit};
use crate::stats::{Target, TargetMeasure, limit, waiting_since};
use crate::text::exposition::label_value;

const MEASURE: Label =
    Label { name: "measure", values: "`acknowledge`, `mitigate`, `resolve`, `update`, `review`" };
/// A review has no clock that Prometheus could read: its days may be business days.
const CLOCKED: Label = Label { name: "measure", values: "`acknowledge`, `mitigate`, `resolve`, `update`" };
/// Between two updates the clock begins anew; nothing here says when.
const WAITED: Label = Label { name: "measure", values: "`acknowledge`, `mitigate`, `resolve`" };

pub(super) const FAMILIES: &[Family] = &[
    Family {
        name: "postmortem_target_seconds",
        help: "The response target of a severity: acknowledge from detected, update between two, the others from started.",
        unit: Unit::Seconds,
        labels: &[SEVERITY, CLOCKED],
        samples: limits,
    },
    Family {
        name: "postmortem_target_incidents",
        help: "Incidents by how they stand to the target of their severity at detection, as the day began.",
        unit: Unit::None,
        labels: &[
            SEVERITY,
            MEASURE,
            Label {
                name: "state",
                values: "`met`, `breached` (done too late, or late and still not done), `pending`, `unknown`",
            },
        ],
        samples: |facts, out| {
            each(facts, |target, labels| {
                let states = [
                    ("met", target.met),
                    ("breached", target.breached.len()),
                    ("pending", target.pending),
                    ("unknown", target.unknown),
                ];
                for (state, count) in states {
                    out.count(&[labels[0], labels[1], state], count);
                }
            });
        },
    },
    Family {
        name: "postmortem_target_met_ratio",
        help: "The share that met a target among those known, with its Wilson interval.",
        unit: Unit::Ratio,
        labels: &[
            SEVERITY,
            MEASURE,
            Label { name: "stat", values: "`share`, `low`, `high`: the 95 % interval" },
        ],
        samples: |facts, out| {
            each(facts, |target, labels| {
                let Some(share) = target.share() else { return };
                let stats =
                    [("share", share.share), ("low", share.interval.low), ("high", share.interval.high)];
                for (stat, value) in stats {
                    out.add(&[labels[0], labels[1], stat], value);
                }
            });
        },
    },
    Family {
        name: "postmortem_target_waiting_timestamp_seconds",
        help: "Since when the incident that waits longest for what a target is about has waited.",
        unit: Unit::Seconds,
        labels: &[SEVERITY, WAITED],
        samples: waiting,
    },
];

fn each(facts: &Facts<'_>, mut look: impl FnMut(&Target<'_>, [&str; 2])) {
    for target in &facts.statistics.targets {
        look(target, [&label_value(&target.severity.id), target.measure.name()]);
    }
}

fn limits(facts: &Facts<'_>, out: &mut Samples) {
    for severity in &facts.workspace.policy.severities {
        for measure in TargetMeasure::ALL {
            let seconds = limit(severity, measure).map(|seconds| seconds as f64);
            out.add_known(&[&label_value(&severity.id), measure.name()], seconds);
        }
    }
}

fn waiting(facts: &Facts<'_>, out: &mut Samples) {
    let policy = &facts.workspace.policy;
    for (rank, severity) in policy.severities.iter().enumerate() {
        let own =
            || facts.statistics.cases.iter().filter(|(case, _)| case.severity_at_detection == Some(rank));
        for measure in TargetMeasure::ALL.into_iter().filter(|measure| limit(severity, *measure).is_some()) {
            let oldest =
                own().filter_map(|(case, numbers)| waiting_since(case, numbers, measure, policy)).min();
            out.add_known(&[&label_value(&severity.id), measure.name()], oldest.map(|at| at as f64));
        }
    }
}
