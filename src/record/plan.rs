//! What the recovery plan needs beyond the services.

use schemars::JsonSchema;
use serde::Deserialize;

use super::leaf::{Leaf, Text};
use super::leaves::{Date, Flag};
use crate::time::Duration;

/// What the recovery plan needs beyond the services: one file, `plan.yaml`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Plan {
    /// When the plan is put into action, and by whom.
    pub activation: Vec<Activation>,
    /// How people are told that the plan is in action, and what if the usual way is lost as well. Markdown.
    pub notification: Option<Text>,
    /// Who is called, in order.
    pub call_tree: Vec<Call>,
    /// Who does what while the plan is in action.
    pub roles: Vec<PlanRole>,
    /// Who looks at what to judge the damage. Markdown.
    pub outage_assessment: Option<Text>,
    /// What every recovery needs without saying so.
    pub foundations: Option<Foundations>,
    /// Others whose help is needed.
    pub vendors: Vec<Vendor>,
    /// Where work goes on when the usual place is lost.
    pub alternate_site: Option<AlternateSite>,
    /// How to go back to normal. Markdown.
    pub reconstitution: Option<Text>,
    /// Where this plan itself can be read.
    pub documents: Vec<PlanDocument>,
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

/// A role of the plan.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PlanRole {
    /// Its name.
    pub role: Option<Text>,
    /// What it does. Markdown.
    pub duty: Option<Text>,
}

/// What every recovery needs without saying so: each a service of the catalogue, a vendor of the plan, or `none: why`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Foundations {
    /// Who answers for names.
    pub dns: Option<Text>,
    /// Who issues and renews certificates.
    pub certificates: Option<Text>,
    /// Where images and packages come from.
    pub registry: Option<Text>,
    /// Where passwords and keys come from.
    pub secrets: Option<Text>,
    /// What builds and delivers a change.
    pub ci: Option<Text>,
}

impl Foundations {
    /// Each with the name of its field.
    pub fn each(&self) -> [(&'static str, Option<&Text>); 5] {
        [
            ("dns", self.dns.as_ref()),
            ("certificates", self.certificates.as_ref()),
            ("registry", self.registry.as_ref()),
            ("secrets", self.secrets.as_ref()),
            ("ci", self.ci.as_ref()),
        ]
    }
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

/// A copy of this plan.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PlanDocument {
    /// What it is.
    pub title: Option<Text>,
    /// Its address, or the place where it lies.
    pub at: Option<Text>,
    /// The service of the catalogue that it is read from; left out where it is none of ours.
    pub service: Option<Text>,
    /// It can be read without a network.
    pub offline: Option<Leaf<Flag>>,
}

/// Who keeps the plan true.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Maintenance {
    /// The team.
    pub owner: Option<Text>,
    /// How often it is read through.
    pub review_every: Option<Leaf<Duration>>,
    /// When it was last read through.
    pub last_reviewed: Option<Leaf<Date>>,
}
