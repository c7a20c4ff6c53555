//! The drill record: a rehearsed recovery or a restore test.

use schemars::JsonSchema;
use serde::Deserialize;

use super::leaf::{Leaf, Text};
use super::leaves::{Date, Flag};
use super::review::Action;
use super::words::{RecoveryMethod, Scenario};
use crate::time::Duration;

/// A rehearsed recovery or a restore test.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Drill {
    /// Unique without regard to case; the file stem.
    pub id: Option<Text>,
    /// What was lost or broken.
    pub scenario: Option<Leaf<Scenario>>,
    /// When.
    pub date: Option<Leaf<Date>>,
    /// The services that took part.
    pub services: Vec<Text>,
    /// What was measured.
    pub results: Vec<DrillResult>,
    /// What was found. Markdown.
    pub findings: Vec<Text>,
    /// What will be done about it.
    pub actions: Vec<Action>,
}

/// What a drill measured for one service.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DrillResult {
    /// The service.
    pub service: Option<Text>,
    /// From disruption to service.
    pub recovery_time: Option<Leaf<Duration>>,
    /// How much data would have been lost.
    pub recovery_point: Option<Leaf<Duration>>,
    /// Which copy was used.
    pub restored_from: Option<Text>,
    /// How it was recovered.
    pub kind: Option<Leaf<RecoveryMethod>>,
    /// It worked.
    pub passed: Option<Leaf<Flag>>,
}
