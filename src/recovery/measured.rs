//! Measured recovery, like with like: a restart is no evidence for a restore.

use serde::Serialize;

use super::word;
use crate::numbers::quantile::median;
use crate::record::{Date, RecoveryMethod, Scenario};

/// An interval during which an incident took a service down.
#[derive(Debug, Clone, Serialize)]
pub struct IncidentRun<'a> {
    /// The incident's id.
    pub incident: &'a str,
    /// How it was recovered; `None` is any other way.
    #[serde(serialize_with = "word::option")]
    pub method: Option<RecoveryMethod>,
    /// How long it was down, in seconds; `None` while it lasts.
    pub seconds: Option<i64>,
}

/// What a drill measured.
#[derive(Debug, Clone, Serialize)]
pub struct DrillRun<'a> {
    /// The drill's id.
    pub drill: &'a str,
    /// When.
    #[serde(serialize_with = "word::option")]
    pub date: Option<Date>,
    /// What was lost or broken.
    #[serde(serialize_with = "word::option")]
    pub scenario: Option<Scenario>,
    /// How the service was recovered.
    #[serde(serialize_with = "word::option")]
    pub method: Option<RecoveryMethod>,
    /// From disruption to service, in seconds.
    pub recovery_time: Option<i64>,
    /// How much data would have been lost, in seconds.
    pub recovery_point: Option<i64>,
    /// Which copy was used.
    pub restored_from: Option<&'a str>,
    /// Whether it worked, if it is said.
    pub passed: Option<bool>,
}

/// Recoveries by one method.
#[derive(Debug, Clone, Serialize)]
pub struct MeasuredGroup {
    /// The method; `None` is any other way.
    #[serde(serialize_with = "word::option")]
    pub method: Option<RecoveryMethod>,
    /// How many were measured.
    pub n: usize,
    /// How many of them in incidents; the others in drills.
    pub incidents: usize,
    /// The median, in seconds.
    pub median: f64,
    /// The longest, in seconds.
    pub max: i64,
}

impl MeasuredGroup {
    /// The method in words.
    pub fn name(&self) -> &'static str {
        self.method.map_or("other", RecoveryMethod::word)
    }
}

/// What was measured for one service.
#[derive(Debug, Clone, Serialize)]
pub struct Measured<'a> {
    /// By method, in the order restart, rollback, failover, restore, other; only those with a measure.
    pub groups: Vec<MeasuredGroup>,
    /// Outages that still last: they count in no group.
    pub open: usize,
    /// Drills that did not pass: they count in no group.
    pub failed: usize,
    /// The largest recovery point a passed drill showed, in seconds.
    pub recovery_point: Option<i64>,
    /// The outages, in the order of the incidents' files.
    pub incidents: Vec<IncidentRun<'a>>,
    /// The drills, by date.
    pub drills: Vec<DrillRun<'a>>,
}

impl<'a> Measured<'a> {
    pub(super) fn new(incidents: Vec<IncidentRun<'a>>, drills: Vec<DrillRun<'a>>) -> Self {
        let passed = || drills.iter().filter(|run| run.passed != Some(false));
        let methods = RecoveryMethod::ALL.iter().copied().map(Some).chain([None]);
        let groups = methods.filter_map(|method| {
            let ours = |other: &Option<RecoveryMethod>| *other == method;
            let mut all: Vec<i64> =
                incidents.iter().filter(|run| ours(&run.method)).filter_map(|run| run.seconds).collect();
            let count = all.len();
            all.extend(passed().filter(|run| ours(&run.method)).filter_map(|run| run.recovery_time));
            all.sort_unstable();
            let sorted: Vec<f64> = all.iter().map(|&seconds| seconds as f64).collect();
            Some(MeasuredGroup {
                method,
                n: all.len(),
                incidents: count,
                median: median(&sorted)?,
                max: all.last().copied()?,
            })
        });
        Self {
            groups: groups.collect(),
            open: incidents.iter().filter(|run| run.seconds.is_none()).count(),
            failed: drills.len() - passed().count(),
            recovery_point: passed().filter_map(|run| run.recovery_point).max(),
            incidents,
            drills,
        }
    }

    /// The latest drill this service took part in.
    pub fn latest_drill(&self) -> Option<&DrillRun<'a>> {
        self.drills.last()
    }

    /// The longest recovery by any method.
    pub fn longest(&self) -> Option<&MeasuredGroup> {
        self.groups.iter().rev().max_by_key(|group| group.max)
    }
}
