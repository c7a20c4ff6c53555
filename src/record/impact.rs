//! What users felt, and when.

use schemars::JsonSchema;
use serde::Deserialize;

use super::leaf::{Leaf, Text};
use super::leaves::{Amount, Currency, DataLoss, Number, Share};
use super::users::Users;
use super::words::OutageKind;
use crate::time::Time;

/// What users felt.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Impact {
    /// In words. Markdown.
    pub summary: Option<Text>,
    /// How many were affected.
    pub users: Option<Users>,
    /// The share of users or requests affected at the worst moment, 0 to 1.
    pub share: Option<Leaf<Share>>,
    /// Failed or lost requests.
    pub requests: Option<Leaf<Number>>,
    /// Revenue lost.
    pub revenue: Option<Revenue>,
    /// The achieved recovery point: how much was lost, `none` or `unknown`.
    pub data_loss: Option<Leaf<DataLoss>>,
    /// What went on working. Markdown.
    pub not_affected: Option<Text>,
    /// When which service was hit: intervals, so that reopening and phases come out right.
    pub outages: Vec<Outage>,
}

/// Money lost.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Revenue {
    /// Decimal text, as in `"52480.00"`.
    pub amount: Option<Leaf<Amount>>,
    /// ISO 4217.
    pub currency: Option<Leaf<Currency>>,
}

/// One interval during which a service was hit.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Outage {
    /// The service; free text, and optional, in external records.
    pub service: Option<Text>,
    /// Down or degraded.
    pub kind: Option<Leaf<OutageKind>>,
    /// The share of users or requests hit, 0 to 1.
    pub share: Option<Leaf<Share>>,
    /// Begin.
    pub from: Option<Leaf<Time>>,
    /// End; left out while it lasts.
    pub to: Option<Leaf<Time>>,
}
