//! Which incidents there are, and which are going on.

use std::collections::BTreeMap;

use super::Facts;
use super::family::{Family, Label, SEVERITY, Samples, Unit};
use crate::record::IncidentKind;

pub(super) const FAMILIES: &[Family] = &[
    Family {
        name: "postmortem_build_info",
        help: "The version that wrote the file; always 1.",
        unit: Unit::None,
        labels: &[Label { name: "version", values: "the version" }],
        samples: |_, out| out.count(&[env!("CARGO_PKG_VERSION")], 1),
    },
    Family {
        name: "postmortem_incidents",
        help: "Incidents by kind and highest severity; cancelled ones and duplicates count nowhere.",
        unit: Unit::None,
        labels: &[
            Label { name: "kind", values: "`incident`, `security`, `near-miss`, `maintenance`, `external`" },
            SEVERITY,
            Label { name: "state", values: "`open`, `over`" },
        ],
        samples: incidents,
    },
    Family {
        name: "postmortem_open_incidents",
        help: "Incidents and security incidents that are not over.",
        unit: Unit::None,
        labels: &[SEVERITY],
        samples: open,
    },
    Family {
        name: "postmortem_oldest_open_incident_timestamp_seconds",
        help: "When the oldest open incident began.",
        unit: Unit::Seconds,
        labels: &[SEVERITY],
        samples: oldest_open,
    },
    Family {
        name: "postmortem_last_incident_timestamp_seconds",
        help: "When the newest incident began.",
        unit: Unit::Seconds,
        labels: &[SEVERITY],
        samples: last,
    },
];

fn incidents(facts: &Facts<'_>, out: &mut Samples) {
    let mut counts: BTreeMap<(usize, usize, bool), usize> = BTreeMap::new();
    for case in facts.workspace.cases.iter().filter(|case| case.counts()) {
        let kind = IncidentKind::ALL.iter().position(|kind| *kind == case.kind).unwrap_or_default();
        *counts.entry((kind, facts.rank(case.severity), !case.is_open())).or_default() += 1;
    }
    for ((kind, rank, over), count) in counts {
        let kind = IncidentKind::ALL.get(kind).map_or("incident", |kind| kind.word());
        out.count(&[kind, &facts.severity(rank), if over { "over" } else { "open" }], count);
    }
}

/// Every severity of the settings, since a count of 0 is known to be 0; `none` only where there is such an incident.
fn open(facts: &Facts<'_>, out: &mut Samples) {
    let mut counts: BTreeMap<usize, usize> =
        (0..facts.workspace.policy.severities.len()).map(|rank| (rank, 0)).collect();
    for (case, _) in facts.statistics.cases.iter().filter(|(case, _)| case.is_open()) {
        *counts.entry(facts.rank(case.severity)).or_default() += 1;
    }
    for (rank, count) in counts {
        out.count(&[&facts.severity(rank)], count);
    }
}

fn oldest_open(facts: &Facts<'_>, out: &mut Samples) {
    extreme(facts, true, i64::min, out);
}

fn last(facts: &Facts<'_>, out: &mut Samples) {
    extreme(facts, false, i64::max, out);
}

/// The first or last begin by severity.
fn extreme(facts: &Facts<'_>, open_only: bool, pick: fn(i64, i64) -> i64, out: &mut Samples) {
    let mut found: BTreeMap<usize, i64> = BTreeMap::new();
    for (case, _) in facts.statistics.cases.iter().filter(|(case, _)| !open_only || case.is_open()) {
        let Some(began) = case.began(&facts.workspace.policy.times) else { continue };
        let entry = found.entry(facts.rank(case.severity)).or_insert(began);
        *entry = pick(*entry, began);
    }
    for (rank, at) in found {
        out.add(&[&facts.severity(rank)], at as f64);
    }
}
