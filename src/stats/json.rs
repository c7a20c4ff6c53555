//! The numbers for programs: one versioned JSON document, durations in seconds.

use std::io;

use serde_json::{Map, Value as Json, json};

use super::Statistics;
use super::case::{Measure, Value};
use super::group::Group;
use crate::workspace::{Case, Policy};

/// Writes the statistics as JSON.
pub fn json(statistics: &Statistics<'_>, policy: &Policy, out: &mut dyn io::Write) -> io::Result<()> {
    let measures: Map<String, Json> =
        statistics.groups.iter().map(|group| (group.measure.key().into(), measure(group, policy))).collect();
    let incidents: Vec<Json> = statistics
        .cases
        .iter()
        .map(|(case, numbers)| {
            let mut row = Map::new();
            row.insert("id".into(), json!(case.id));
            for measure in Measure::ALL {
                row.insert(measure.key().into(), json!(numbers.get(measure).seconds()));
            }
            if let Value::Known { low, high, .. } = numbers.get(Measure::Ttr) {
                row.insert("ttr_bounds".into(), json!([low, high]));
            }
            Json::Object(row)
        })
        .collect();
    let document = json!({
        "version": 1,
        "selection": statistics.selection,
        "n": statistics.cases.len(),
        "measures": measures,
        "incidents": incidents,
        "targets": targets(statistics),
        "availability": availability(statistics),
    });
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

fn ids(cases: &[&Case]) -> Vec<String> {
    cases.iter().map(|case| case.id.clone()).collect()
}

fn measure(group: &Group<'_>, policy: &Policy) -> Json {
    let summary = &group.summary;
    let geometric = summary.geometric.as_ref();
    let excluded: Vec<Json> =
        group.excluded.iter().map(|e| json!({ "id": e.case.id, "reason": e.reason })).collect();
    json!({
        "definition": group.measure.definition(policy),
        "n": summary.n,
        "unknown": ids(&group.unknown),
        "excluded": excluded,
        "open": ids(&group.open),
        "median": summary.median,
        "median_interval": summary.median_interval,
        "geometric_mean": geometric.map(|g| g.mean),
        "geometric_interval": geometric.and_then(|g| g.interval.as_ref()),
        "zeros_taken_as_30s": geometric.map(|g| g.zeros),
        "mean": summary.mean,
        "p90": summary.p90,
        "min": summary.min,
        "max": summary.max,
        "total": summary.total,
        "dominant": group.dominant().map(|(case, share)| json!({ "id": case.id, "share": share })),
    })
}

fn targets(statistics: &Statistics<'_>) -> Vec<Json> {
    let row = |target: &super::Target<'_>| {
        let breaches: Vec<Json> =
            target.breached.iter().map(|b| json!({ "id": b.case.id, "took": b.took })).collect();
        json!({
            "severity": target.severity.id,
            "measure": target.measure.name(),
            "target": target.target,
            "met": target.met,
            "breached": breaches,
            "pending": target.pending,
            "unknown": target.unknown,
            "share": target.share(),
        })
    };
    statistics.targets.iter().map(row).collect()
}

fn availability(statistics: &Statistics<'_>) -> Vec<Json> {
    let row = |service: &super::ServiceAvailability<'_>| {
        json!({
            "service": service.service.id,
            "window": service.window,
            "downtime": service.downtime,
            "availability": service.availability,
            "objective": service.objective,
            "budget": service.budget(),
            "in_impact_ever": service.in_impact,
            "incidents_ever": service.incidents,
            "incidents_without_interval": service.silent,
        })
    };
    statistics.availability.iter().map(row).collect()
}
