//! What the recovery plan needs beyond the services.

use schemars::JsonSchema;
use serde::Deserialize;

use super::leaf::{Leaf, Text};
use crate::time::Duration;

/// What the recovery plan needs beyond the services: one file, `plan.yaml`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Plan {
    /// When the plan is put into action, and by whom.
    pub activation: Vec<Activation>,
    /// Who is called, in order.
    pub call_tree: Vec<Call>,
    /// Others whose help is needed.
    pub vendors: Vec<Vendor>,
    /// Where work goes on when the usual place is lost.
    pub alternate_site: Option<AlternateSite>,
    /// How to go back to normal. Markdown.
    pub reconstitution: Option<Text>,
    /// Who keeps the plan true.
    pub maintenance: Option<Maintenance>,
}

/// One reason to put the plan into action.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Activation {
    /// What must be seen.
    pub criterion: Option<Text>,
    /// Who decides.
    pub authority: Option<Text>,
}

/// One call of the call tree.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Call {
    /// In which role.
    pub role: Option<Text>,
    /// Who.
    pub contact: Option<Text>,
    /// Who stands in.
    pub backup: Option<Text>,
    /// How soon.
    pub within: Option<Leaf<Duration>>,
}

/// Somebody outside whose help is needed.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Vendor {
    /// Who.
    pub name: Option<Text>,
    /// What they do for us.
    pub service: Option<Text>,
    /// How to reach them.
    pub contact: Option<Text>,
    /// Under which contract.
    pub contract: Option<Text>,
    /// What they promise.
    pub sla: Option<Text>,
}

/// Where work goes on when the usual place is lost.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AlternateSite {
    /// Where.
    pub location: Option<Text>,
    /// Cold, warm, hot.
    pub kind: Option<Text>,
    /// How much it carries.
    pub capacity: Option<Text>,
}

/// Who keeps the plan true.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Maintenance {
    /// The team.
    pub owner: Option<Text>,
    /// How often it is read through.
    pub review_every: Option<Leaf<Duration>>,
}
