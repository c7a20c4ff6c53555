//! The service record: one entry of the catalogue, with what its recovery needs.

use schemars::JsonSchema;
use serde::Deserialize;

use super::leaf::{Leaf, Text};
use super::leaves::{Date, Flag, Share, Whole};
use super::recovery::{Backup, Recovery, Replication};
use super::words::{DependencyKind, DeploymentStrategy, FailoverStrategy};
use crate::time::Duration;

/// One service of the catalogue.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Service {
    /// Unique without regard to case; the file stem.
    pub id: Option<Text>,
    /// Ids it had before; the pages of these lead to this one, and so does whatever still names them.
    pub former_ids: Vec<Text>,
    /// The name people use.
    pub name: Option<Text>,
    /// Names it had or goes by; incidents may use them.
    pub aliases: Vec<Text>,
    /// When it went out of use; old incidents may still name it.
    pub retired_on: Option<Leaf<Date>>,
    /// The team that owns it.
    pub owner: Option<Text>,
    /// Whom to call.
    pub contacts: Vec<Contact>,
    /// How much depends on it: 1 is the most critical.
    pub tier: Option<Leaf<Whole>>,
    /// It keeps data of its own, so it needs copies.
    pub data_bearing: Option<Leaf<Flag>>,
    /// What it needs.
    pub depends_on: Vec<Dependency>,
    /// Where it runs.
    pub locations: Vec<Location>,
    /// What was promised.
    pub objectives: Option<Objectives>,
    /// How changes reach it.
    pub deployment: Option<Deployment>,
    /// How it tells that it is well.
    pub health: Option<Health>,
    /// How it grows and shrinks.
    pub scaling: Option<Scaling>,
    /// How it survives the loss of its place.
    pub failover: Option<Failover>,
    /// Copies of its data.
    pub backups: Vec<Backup>,
    /// Live copies of its data.
    pub replication: Vec<Replication>,
    /// How it is recovered, per method.
    pub recovery: Vec<Recovery>,
    /// Paths of Kubernetes, Terraform and Ansible files that show what is claimed here.
    pub evidence: Vec<Text>,
}

/// Somebody to call.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Contact {
    /// In which role.
    pub role: Option<Text>,
    /// Who.
    pub name: Option<Text>,
    /// How to reach them.
    pub channel: Option<Text>,
    /// Who stands in.
    pub backup: Option<Text>,
}

/// Something a service needs.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Dependency {
    /// The other service.
    pub service: Option<Text>,
    /// Hard if left out.
    pub kind: Option<Leaf<DependencyKind>>,
    /// What still works without it. Markdown.
    pub degraded_mode: Option<Text>,
}

/// A place where a service runs.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Location {
    /// Region.
    pub region: Option<Text>,
    /// Zone within the region.
    pub zone: Option<Text>,
    /// Instances there.
    pub replicas: Option<Leaf<Whole>>,
}

/// What was promised.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Objectives {
    /// Recovery time objective: from disruption to service.
    pub rto: Option<Leaf<Duration>>,
    /// Recovery point objective: how much data may be lost.
    pub rpo: Option<Leaf<Duration>>,
    /// Maximum tolerable period of disruption.
    pub mtpd: Option<Leaf<Duration>>,
    /// Work recovery time: from service to business as usual.
    pub wrt: Option<Leaf<Duration>>,
    /// Share of the window during which it works.
    pub availability: Option<Leaf<Share>>,
    /// Length of the window; 30 days if left out.
    pub window: Option<Leaf<Duration>>,
}

/// How changes reach a service.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Deployment {
    /// Rolling, blue-green or canary.
    pub strategy: Option<Leaf<DeploymentStrategy>>,
    /// In which order.
    pub environments: Vec<Text>,
    /// The shares of traffic and how long each is watched.
    pub steps: Vec<DeploymentStep>,
    /// How a change is taken back. Markdown.
    pub rollback: Option<Text>,
}

/// One share of a staged deployment.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DeploymentStep {
    /// Share of traffic, 0 to 1.
    pub share: Option<Leaf<Share>>,
    /// How long it is watched.
    pub watch: Option<Leaf<Duration>>,
}

/// How a service tells that it is well.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Health {
    /// What shows that it must not be restarted.
    pub liveness: Option<Text>,
    /// What shows that it can take traffic.
    pub readiness: Option<Text>,
}

/// How a service grows and shrinks.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Scaling {
    /// Fewest instances.
    pub min: Option<Leaf<Whole>>,
    /// Most instances.
    pub max: Option<Leaf<Whole>>,
    /// By what.
    pub metric: Option<Text>,
}

/// How a service survives the loss of its place.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Failover {
    /// The strategy.
    pub strategy: Option<Leaf<FailoverStrategy>>,
    /// Without a person.
    pub automatic: Option<Leaf<Flag>>,
}
