//! Copies of data, and how a service is brought back.

use schemars::JsonSchema;
use serde::Deserialize;

use super::leaf::{Leaf, Text};
use super::leaves::Flag;
use super::words::{BackupMethod, RecoveryMethod, ReplicationMode, Scenario};
use crate::time::Duration;

/// A place where data is kept.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Place {
    /// Region.
    pub region: Option<Text>,
    /// Zone within the region; left out where it does not matter.
    pub zone: Option<Text>,
}

/// A copy of data made again and again.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Backup {
    /// What is copied.
    pub what: Option<Text>,
    /// How.
    pub method: Option<Leaf<BackupMethod>>,
    /// How often; for `pitr` the archive lag.
    pub every: Option<Leaf<Duration>>,
    /// How long one takes.
    pub takes: Option<Leaf<Duration>>,
    /// How long it is kept.
    pub retention: Option<Leaf<Duration>>,
    /// Where it is kept.
    pub location: Option<Place>,
    /// Nobody can change or delete it before its time.
    pub immutable: Option<Leaf<Flag>>,
    /// It is encrypted.
    pub encrypted: Option<Leaf<Flag>>,
}

/// A live copy of data.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Replication {
    /// Where it is kept.
    pub to: Option<Place>,
    /// Before or after the answer.
    pub mode: Option<Leaf<ReplicationMode>>,
    /// How far behind it may be.
    pub lag: Option<Leaf<Duration>>,
}

/// One way to bring a service back.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Recovery {
    /// Restart, rollback, failover or restore.
    pub method: Option<Leaf<RecoveryMethod>>,
    /// Against what it helps.
    pub scenarios: Vec<Leaf<Scenario>>,
    /// What is done.
    pub steps: Vec<RecoveryStep>,
}

/// One step of a recovery.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RecoveryStep {
    /// Unique within its recovery.
    pub id: Option<Text>,
    /// What is done. Markdown.
    pub step: Option<Text>,
    /// By which role.
    pub role: Option<Text>,
    /// By which team; the owner if left out.
    pub team: Option<Text>,
    /// How long it takes.
    pub estimate: Option<Estimate>,
    /// Steps that come first; the one above if left out.
    pub after: Option<Vec<Text>>,
    /// It need not wait for what the service depends on.
    pub before_dependencies: Option<Leaf<Flag>>,
    /// The runbook to follow.
    pub runbook: Option<Text>,
}

/// How long a step takes.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Estimate {
    /// If all goes well.
    pub best: Option<Leaf<Duration>>,
    /// Most often.
    pub likely: Option<Leaf<Duration>>,
    /// If little goes well.
    pub worst: Option<Leaf<Duration>>,
}
