//! Why it happened, what was done about it, and what was learnt.

use schemars::JsonSchema;
use serde::Deserialize;

use super::leaf::{Leaf, Text};
use super::shapes::Texts;
use super::why::{RegressionTests, Why};
use super::words::{CheckResult, Effect, MitigationKind};
use crate::time::Time;

/// Why it happened.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Analysis {
    /// How to make it happen again. Markdown.
    pub reproduction: Option<Text>,
    /// What set it off. Markdown.
    pub trigger: Option<Text>,
    /// The change that set it off.
    pub change: Option<Change>,
    /// Why it could happen. Markdown.
    pub root_cause: Option<Text>,
    /// Each answer is what the next why asks about.
    pub five_whys: Vec<Why>,
    /// What made it possible, likelier or worse.
    pub contributing_factors: Vec<Text>,
    /// A word for grouping causes.
    pub category: Option<Text>,
}

/// A change to the system.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Change {
    /// Where it can be read.
    pub link: Option<Text>,
    /// When it reached production.
    pub deployed: Option<Leaf<Time>>,
}

/// What was done to end the impact.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Response {
    /// What was tried, with its effect.
    pub mitigations: Vec<Mitigation>,
    /// What was decided, by which role.
    pub decisions: Vec<Decision>,
}

/// Something tried to end the impact.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Mitigation {
    /// When.
    pub at: Option<Leaf<Time>>,
    /// What was done. Markdown.
    pub action: Option<Text>,
    /// What kind of step.
    pub kind: Option<Leaf<MitigationKind>>,
    /// The runbook that was followed.
    pub runbook: Option<Text>,
    /// Whether it helped.
    pub effective: Option<Leaf<Effect>>,
}

/// Something decided during the response.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Decision {
    /// When.
    pub at: Option<Leaf<Time>>,
    /// What. Markdown.
    pub decision: Option<Text>,
    /// The role that decided.
    pub by: Option<Text>,
    /// What else was on the table. Markdown.
    pub alternatives: Option<Texts>,
}

/// What removed the cause.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Repair {
    /// The changes.
    pub changes: Vec<RepairChange>,
    /// Tests that keep it from coming back, or `{waived: reason}`.
    pub regression_tests: Option<RegressionTests>,
}

/// A change that removed the cause.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RepairChange {
    /// Where it can be read.
    pub link: Option<Text>,
    /// What it does. Markdown.
    pub description: Option<Text>,
}

/// What showed that service was back.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Verification {
    /// What was looked at. Markdown.
    pub check: Option<Text>,
    /// When.
    pub at: Option<Leaf<Time>>,
    /// How it came out.
    pub result: Option<Leaf<CheckResult>>,
    /// A link or a figure.
    pub evidence: Option<Text>,
}

/// What the review taught.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Lessons {
    /// What helped. Markdown.
    pub went_well: Option<Texts>,
    /// What hindered. Markdown.
    pub went_wrong: Option<Texts>,
    /// Where luck helped. Markdown.
    pub got_lucky: Option<Texts>,
}
