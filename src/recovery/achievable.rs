//! The achievable recovery time: detection, activation and the critical path, if every step takes its likely time.

use serde::Serialize;

use super::word;
use crate::record::{RecoveryMethod, Scenario};

/// One step of a recovery with its times, in seconds from the beginning of the service's own work.
#[derive(Debug, Clone, Serialize)]
pub struct PlannedStep<'a> {
    /// Its id.
    pub id: Option<&'a str>,
    /// What is done. Markdown.
    pub text: Option<&'a str>,
    /// By which role.
    pub role: Option<&'a str>,
    /// By which team, if it is said.
    pub team: Option<&'a str>,
    /// The runbook to follow.
    pub runbook: Option<&'a str>,
    /// Its likely time, in seconds; `None` is unknown (`start` and `end` then count its best time, else none).
    pub likely: Option<i64>,
    /// Earliest begin.
    pub start: i64,
    /// Earliest end.
    pub end: i64,
    /// How much later it could end without making this recovery any later.
    pub slack: i64,
    /// It is on the critical path.
    pub critical: bool,
}

/// The recovery of another service that a critical path begins with.
#[derive(Debug, Clone, Serialize)]
pub struct Wait<'a> {
    /// The other service.
    pub service: &'a str,
    /// How it is recovered: the fastest way it has.
    #[serde(serialize_with = "word::option")]
    pub method: Option<RecoveryMethod>,
    /// Index into the other service's `achievable`.
    pub achievable: usize,
    /// When it is back, in seconds from the disruption.
    pub until: i64,
    #[serde(skip)]
    pub(super) node: usize,
}

/// How soon one service can be back by one method in one scenario.
#[derive(Debug, Clone, Serialize)]
pub struct Achievable<'a> {
    /// What is lost or broken.
    #[serde(serialize_with = "word::one")]
    pub scenario: Scenario,
    /// How the service is recovered; `None` where it is not said.
    #[serde(serialize_with = "word::option")]
    pub method: Option<RecoveryMethod>,
    /// Index into the service's `recovery`.
    pub recovery: usize,
    /// From disruption to service, in seconds, if every step takes its likely time; `None` is unknown.
    pub seconds: Option<i64>,
    /// The part of it behind detection and activation, in seconds: its work, and the waiting for what it needs.
    pub work: Option<i64>,
    /// Something on the way is not known, so that it takes at least this long.
    pub lower_bound: bool,
    /// What is not known, a sentence each; what the service itself leaves open comes first.
    pub missing: Vec<String>,
    /// How many of them are the service's own.
    pub own_missing: usize,
    /// Why the time is unknown.
    pub unknown: Option<String>,
    /// The service's own steps, in the order of the record.
    pub steps: Vec<PlannedStep<'a>>,
    /// What the critical path begins with, if that is the recovery of another service.
    pub waits_for: Option<Wait<'a>>,
    /// Hard dependencies without a recovery for this scenario: taken to be unaffected.
    pub not_covered: Vec<&'a str>,
}
