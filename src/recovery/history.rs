//! What incidents and drills show of detection and recovery: one pass over all of them.

use serde::Serialize;

use super::graph::Graph;
use super::measured::{DrillRun, IncidentRun};
use super::seconds;
use crate::numbers::intervals::{Interval, merge};
use crate::numbers::quantile::median;
use crate::record::{
    Effect, Incident, IncidentKind, Leaf, Milestone, MitigationKind, OutageKind, RecoveryMethod,
};
use crate::stats::day_end;
use crate::time::{DAY, TimeRules};
use crate::workspace::{Case, Workspace};

/// Fewer measured detections than this say nothing.
const FEWEST: usize = 3;

/// Assumed time to detect where too few incidents were measured, in seconds.
const ASSUMED: i64 = 300;

/// How long it takes until a disruption is noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Detection {
    /// In seconds.
    pub seconds: i64,
    /// Where the figure comes from.
    pub basis: DetectionBasis,
    /// How many incidents it is the median of; 0 where it is assumed.
    pub n: usize,
}

/// Where a time to detect comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DetectionBasis {
    /// The median of the service's own incidents, three at least.
    Own,
    /// The median of all incidents, three at least.
    All,
    /// Assumed: too few incidents were measured.
    Assumed,
}

/// Measured times to detect, ascending, in seconds.
#[derive(Debug)]
pub(super) struct Detected {
    /// Of all incidents.
    pub(super) all: Vec<i64>,
    /// By service of the graph.
    pub(super) own: Vec<Vec<i64>>,
}

/// What incidents and drills show, by service of the graph.
#[derive(Debug)]
pub(super) struct History<'a> {
    pub(super) detection: Vec<Detection>,
    pub(super) detected: Detected,
    pub(super) incidents: Vec<Vec<IncidentRun<'a>>>,
    pub(super) drills: Vec<Vec<DrillRun<'a>>>,
}

impl<'a> History<'a> {
    pub(super) fn new(workspace: &'a Workspace, graph: &Graph<'a>, now: i64) -> Self {
        // What is open lasts until the beginning of today: nobody knows yet whether through it.
        let today = day_end(now - DAY, workspace.policy.zone());
        let count = graph.services().len();
        let mut all = Vec::new();
        let mut own = vec![Vec::new(); count];
        let mut incidents = vec![Vec::new(); count];
        let ours = |case: &Case| matches!(case.kind, IncidentKind::Incident | IncidentKind::Security);
        for case in workspace.cases.iter().filter(|case| ours(case) && case.counts()) {
            if let Some(ttd) = detected_after(case).filter(|_| case.kind == IncidentKind::Incident) {
                all.push(ttd);
                let mut nodes: Vec<usize> =
                    case.data.services.iter().filter_map(|name| graph.find(workspace, name)).collect();
                nodes.sort_unstable();
                nodes.dedup();
                for node in nodes {
                    own[node].push(ttd);
                }
            }
            for (node, run) in outages(case, workspace, graph, today) {
                incidents[node].push(run);
            }
        }
        all.sort_unstable();
        for ttd in &mut own {
            ttd.sort_unstable();
        }
        let overall = middle(&all, DetectionBasis::All);
        let assumed = Detection { seconds: ASSUMED, basis: DetectionBasis::Assumed, n: 0 };
        let detection = own.iter().map(|ttd| middle(ttd, DetectionBasis::Own).or(overall).unwrap_or(assumed));
        Self {
            detection: detection.collect(),
            detected: Detected { all, own },
            incidents,
            drills: drills(workspace, graph, now),
        }
    }
}

/// Started to detected; `None` where either is unknown, and where it was noticed before it hurt, which is no
/// measure of how long noticing takes.
fn detected_after(case: &Case) -> Option<i64> {
    let point = |milestone| case.times.point(milestone);
    point(Milestone::Started)
        .zip(point(Milestone::Detected))
        .map(|(from, to)| to - from)
        .filter(|ttd| *ttd >= 0)
}

fn middle(values: &[i64], basis: DetectionBasis) -> Option<Detection> {
    if values.len() < FEWEST {
        return None;
    }
    let sorted: Vec<f64> = values.iter().map(|&value| value as f64).collect();
    #[expect(clippy::cast_possible_truncation, reason = "a median of whole seconds lies between two of them")]
    median(&sorted).map(|seconds| Detection { seconds: seconds.round() as i64, basis, n: values.len() })
}

/// The intervals in which services were down, merged; an open one with how long it has lasted by `today`.
fn outages<'a>(
    case: &'a Case,
    workspace: &Workspace,
    graph: &Graph<'a>,
    today: i64,
) -> Vec<(usize, IncidentRun<'a>)> {
    let Some(impact) = &case.data.impact else { return Vec::new() };
    let rules: &TimeRules = &workspace.policy.times;
    let mut down: Vec<(usize, Interval)> = Vec::new();
    let mut open = Vec::new();
    for outage in &impact.outages {
        if outage.kind.as_ref().and_then(Leaf::get) != Some(&OutageKind::Down) {
            continue;
        }
        let Some(node) = outage.service.as_deref().and_then(|name| graph.find(workspace, name)) else {
            continue;
        };
        let point =
            |leaf: Option<&Leaf<_>>| leaf.and_then(Leaf::get).and_then(|time| rules.bounds(time).point);
        match (point(outage.from.as_ref()), point(outage.to.as_ref())) {
            (Some(from), Some(to)) => down.push((node, Interval { from, to })),
            (Some(from), None) if outage.to.is_none() => open.push((node, (today - from).max(0))),
            _ => {}
        }
    }
    let method = ended_by(&case.data);
    let run = |seconds, so_far| IncidentRun { incident: &case.id, method, seconds, so_far };
    down.sort_by_key(|(node, _)| *node);
    let mut runs: Vec<_> = down
        .chunk_by(|a, b| a.0 == b.0)
        .flat_map(|chunk| {
            let intervals: Vec<Interval> = chunk.iter().map(|(_, interval)| *interval).collect();
            merge(&intervals).into_iter().map(|interval| (chunk[0].0, run(Some(interval.length()), None)))
        })
        .collect();
    runs.extend(open.into_iter().map(|(node, so_far)| (node, run(None, Some(so_far)))));
    runs
}

/// How an incident was recovered: the last mitigation that helped, else the last that helped somewhat.
fn ended_by(incident: &Incident) -> Option<RecoveryMethod> {
    let mitigations = &incident.response.as_ref()?.mitigations;
    let effect =
        |wanted| mitigations.iter().rfind(|one| one.effective.as_ref().and_then(Leaf::get) == Some(&wanted));
    match effect(Effect::Yes).or_else(|| effect(Effect::Partial))?.kind.as_ref()?.get()? {
        MitigationKind::Restart => Some(RecoveryMethod::Restart),
        MitigationKind::Rollback => Some(RecoveryMethod::Rollback),
        MitigationKind::Failover => Some(RecoveryMethod::Failover),
        MitigationKind::Restore => Some(RecoveryMethod::Restore),
        _ => None,
    }
}

/// The results of drills up to the day of `now`, by date; one without a date comes first.
fn drills<'a>(workspace: &'a Workspace, graph: &Graph<'a>, now: i64) -> Vec<Vec<DrillRun<'a>>> {
    let today = workspace.policy.zone().local(now).date();
    let mut runs = vec![Vec::new(); graph.services().len()];
    for drill in &workspace.drills {
        let date = drill.data.date.as_ref().and_then(Leaf::get).copied();
        if date.is_some_and(|date| date.0 > today) {
            continue;
        }
        for result in &drill.data.results {
            let Some(node) = result.service.as_deref().and_then(|name| graph.find(workspace, name)) else {
                continue;
            };
            runs[node].push(DrillRun {
                drill: &drill.id,
                date,
                scenario: drill.data.scenario.as_ref().and_then(Leaf::get).copied(),
                method: result.kind.as_ref().and_then(Leaf::get).copied(),
                recovery_time: seconds(result.recovery_time.as_ref()),
                recovery_point: seconds(result.recovery_point.as_ref()),
                restored_from: result.restored_from.as_deref(),
                passed: result.passed.as_ref().and_then(Leaf::get).map(|flag| flag.0),
            });
        }
    }
    for runs in &mut runs {
        runs.sort_by_key(|run| (run.date, run.drill));
    }
    runs
}
