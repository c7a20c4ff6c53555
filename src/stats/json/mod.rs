//! The numbers for programs: one versioned JSON document, durations in seconds.

mod budget;
mod comparison;
mod learning;
mod recovery;
mod targets;

use std::io;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::{Map, Value as Json, json};

pub use comparison::comparison_json;

use super::case::{CaseNumbers, Measure, Value};
use super::group::Group;
use super::{By, Sensitivity, Slice, Statistics};
use crate::numbers::summary::Summary;
use crate::workspace::{Case, Policy};

/// Writes the statistics as JSON, those of groups too where they were split.
pub fn json(
    statistics: &Statistics<'_>,
    slices: Option<(By, &[Slice<'_>])>,
    policy: &Policy,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let (by, groups) = match slices {
        Some((by, slices)) => {
            let one = |slice: &Slice<'_>| json!({ "name": slice.name, "n": slice.n, "measures": measures(&slice.groups, policy) });
            (Some(by.name()), Some(slices.iter().map(one).collect()))
        }
        None => (None, None),
    };
    let document = Document {
        version: 1,
        selection: &statistics.selection,
        n: statistics.cases.len(),
        measures: measures(&statistics.groups, policy),
        with_open: recovery::lasting(statistics),
        recovery: recovery::recovery(statistics),
        incidents: statistics.cases.iter().map(|(case, numbers)| Row(case, numbers)).collect(),
        targets: targets::targets(statistics),
        availability: availability(statistics),
        budget: budget::budget(statistics),
        between: statistics.between.as_ref().map(budget::between),
        learning: statistics.learning.as_ref().map(learning::learning),
        others: learning::others(statistics),
        by,
        groups,
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

/// The document, its incidents as they come: there may be a hundred thousand.
#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    selection: &'a str,
    n: usize,
    measures: Map<String, Json>,
    with_open: Map<String, Json>,
    recovery: Vec<Json>,
    incidents: Vec<Row<'a>>,
    targets: Vec<Json>,
    availability: Vec<Json>,
    budget: Vec<Json>,
    between: Option<Json>,
    learning: Option<Json>,
    others: Vec<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    groups: Option<Vec<Json>>,
}

/// The numbers of one incident.
struct Row<'a>(&'a Case, &'a CaseNumbers);

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(case, numbers) = self;
        let mut row = serializer.serialize_map(None)?;
        row.serialize_entry("id", &case.id)?;
        for measure in Measure::ALL {
            row.serialize_entry(measure.key(), &numbers.get(measure).seconds())?;
        }
        if let Value::Known { low, high, .. } = numbers.get(Measure::Ttr) {
            row.serialize_entry("ttr_bounds", &[low, high])?;
        }
        row.end()
    }
}

fn measures(groups: &[Group<'_>], policy: &Policy) -> Map<String, Json> {
    groups.iter().map(|group| (group.measure.key().into(), measure(group, policy))).collect()
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
        "sensitivity": group.sensitivity.as_ref().map(sensitivity),
    })
}

fn sensitivity(sensitivity: &Sensitivity) -> Json {
    let (shortest, longest) = (&sensitivity.shortest, &sensitivity.longest);
    let geometric = |summary: &Summary| summary.geometric.as_ref().map(|g| g.mean);
    json!({
        "imprecise": sensitivity.imprecise,
        "median": [shortest.median, longest.median],
        "geometric_mean": [geometric(shortest), geometric(longest)],
        "mean": [shortest.mean, longest.mean],
        "p90": [shortest.p90, longest.p90],
        "min": [shortest.min, longest.min],
        "max": [shortest.max, longest.max],
        "median_with_unknown": sensitivity.median_with_unknown,
    })
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
