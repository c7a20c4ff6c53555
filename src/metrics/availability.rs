//! Availability and error budget by service.

use super::Facts;
use super::family::{Family, Label, RANGE, SERVICE, Samples, Unit};
use crate::numbers::Bounds;
use crate::stats::ServiceAvailability;
use crate::text::exposition::label_value;

pub(super) const FAMILIES: &[Family] = &[
    Family {
        name: "postmortem_availability_ratio",
        help: "Availability over the window that ends with the day; a range where a share of users is not stated.",
        unit: Unit::Ratio,
        labels: &[SERVICE, RANGE],
        samples: |facts, out| each(facts, out, |service, id, out| range(id, service.availability, out)),
    },
    Family {
        name: "postmortem_availability_objective_ratio",
        help: "The availability that is promised.",
        unit: Unit::Ratio,
        labels: &[SERVICE],
        samples: |facts, out| each(facts, out, |service, id, out| out.add_known(&[id], service.objective)),
    },
    Family {
        name: "postmortem_availability_window_seconds",
        help: "The length of the window.",
        unit: Unit::Seconds,
        labels: &[SERVICE],
        samples: |facts, out| {
            each(facts, out, |service, id, out| out.add(&[id], service.window.length() as f64));
        },
    },
    Family {
        name: "postmortem_error_budget_seconds",
        help: "How long a full outage the objective leaves room for in a window.",
        unit: Unit::Seconds,
        labels: &[SERVICE],
        samples: |facts, out| each(facts, out, |service, id, out| out.add_known(&[id], service.budget())),
    },
    Family {
        name: "postmortem_error_budget_used_seconds",
        help: "How much of it was used: seconds of full outage in the window.",
        unit: Unit::Seconds,
        labels: &[SERVICE, RANGE],
        samples: |facts, out| {
            each(facts, out, |service, id, out| {
                if service.objective.is_some() {
                    range(id, service.downtime, out);
                }
            });
        },
    },
    Family {
        name: "postmortem_service_incidents",
        help: "Incidents that named the service, ever.",
        unit: Unit::None,
        labels: &[
            SERVICE,
            Label {
                name: "state",
                values: "`stated` (with an interval of impact), `silent` (without one: its downtime is in no number here)",
            },
        ],
        samples: |facts, out| {
            each(facts, out, |service, id, out| {
                out.count(&[id, "stated"], service.incidents);
                out.count(&[id, "silent"], service.silent);
            });
        },
    },
];

fn each(facts: &Facts<'_>, out: &mut Samples, add: impl Fn(&ServiceAvailability<'_>, &str, &mut Samples)) {
    for service in &facts.statistics.availability {
        add(service, &label_value(&service.service.id), out);
    }
}

fn range(id: &str, bounds: Bounds, out: &mut Samples) {
    out.add(&[id, "low"], bounds.low);
    out.add(&[id, "high"], bounds.high);
}
