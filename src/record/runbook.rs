//! The runbook record: what to do, step by step.

use schemars::JsonSchema;
use serde::Deserialize;

use super::leaf::{Leaf, Text};
use super::leaves::{Date, Flag};
use super::shapes::Texts;
use crate::time::Duration;

/// What to do, step by step. A Markdown runbook has the same keys as front matter.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Runbook {
    /// Unique without regard to case; the file stem.
    pub id: Option<Text>,
    /// Ids it had before; the pages of these lead to this one, and so does whatever still names them.
    pub former_ids: Vec<Text>,
    /// What it is for.
    pub title: Option<Text>,
    /// The services it is about.
    pub services: Vec<Text>,
    /// The alerts that lead to it.
    pub alerts: Vec<Text>,
    /// The team that keeps it true.
    pub owner: Option<Text>,
    /// When it was last read through or rehearsed.
    pub last_reviewed: Option<Leaf<Date>>,
    /// How often it wants to be.
    pub review_every: Option<Leaf<Duration>>,
    /// What one sees. Markdown.
    pub symptoms: Option<Texts>,
    /// What must be so before the first step. Markdown.
    pub preconditions: Option<Texts>,
    /// The steps.
    pub steps: Vec<RunbookStep>,
    /// What shows that it worked. Markdown.
    pub verification: Option<Texts>,
    /// Whom to call when it did not. Markdown.
    pub escalation: Option<Texts>,
    /// The text of a Markdown runbook, below its front matter.
    #[serde(skip)]
    pub body: Option<Text>,
    /// Where that begins in its file, in bytes.
    #[serde(skip)]
    pub body_at: usize,
}

/// One step of a runbook.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RunbookStep {
    /// What.
    pub title: Option<Text>,
    /// By which role.
    pub role: Option<Text>,
    /// What to type.
    pub command: Option<Text>,
    /// What one sees when it worked. Markdown.
    pub expect: Option<Text>,
    /// How to take it back. Markdown.
    pub rollback: Option<Text>,
    /// The program that does it.
    pub automation: Option<Text>,
    /// How long it takes.
    pub estimate: Option<Leaf<Duration>>,
    /// It cannot be undone, or it hurts.
    pub destructive: Option<Leaf<Flag>>,
}
