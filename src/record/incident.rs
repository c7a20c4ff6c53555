//! The incident record: ours, near misses, maintenance, and other organisations' outages.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Impact;
use super::analysis::{Analysis, Lessons, Repair, Response, Verification};
use super::leaf::{Leaf, Text};
use super::leaves::Flag;
use super::map::Map;
use super::review::{Action, Amendment, Communication, Link, Review, SourceDocument, Stated, TimelineRow};
use super::shapes::Texts;
use super::words::{Audience, DetectionSource, IncidentKind, Layer};
use crate::time::Time;

/// One incident. The file stem is the id.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Incident {
    /// Unique without regard to case; letters, digits, `.`, `_` and `-`.
    pub id: Option<Text>,
    /// Ids it had before; the pages of these lead to this one, and so does whatever still names them.
    pub former_ids: Vec<Text>,
    /// What sort of record this is; `incident` if left out.
    pub kind: Option<Leaf<IncidentKind>>,
    /// One line that says what happened to whom.
    pub title: Option<Text>,
    /// A few sentences for a reader in a hurry. Markdown.
    pub summary: Option<Text>,
    /// Whose outage it was; external records only.
    pub organisation: Option<Text>,
    /// How bad, at its worst now known: a severity of the settings, `P0` to `P3` by default.
    pub severity: Option<Text>,
    /// When the severity was changed and why.
    pub severity_changes: Vec<SeverityChange>,
    /// Where it is in the lifecycle: a state of the settings.
    pub status: Option<Text>,
    /// When the status was changed; a step back needs its reason.
    pub status_changes: Vec<StatusChange>,
    /// Why a cancelled record is none of ours to count.
    pub cancelled: Option<Cancelled>,
    /// The record this one repeats.
    pub duplicate: Option<Duplicate>,
    /// Affected services of the catalogue.
    pub services: Vec<Text>,
    /// Free words for filtering.
    pub tags: Vec<Text>,
    /// Who may read it.
    pub visibility: Option<Visibility>,
    /// The milestones.
    pub times: Times,
    /// When it came back after it had been resolved, and why.
    pub reopened: Vec<Reopened>,
    /// Who or what noticed.
    pub detection: Option<Detection>,
    /// Who did what: a role of the settings and a name or several.
    pub roles: Map<Texts>,
    /// What users felt.
    pub impact: Option<Impact>,
    /// Why it happened.
    pub analysis: Option<Analysis>,
    /// What was done to end the impact.
    pub response: Option<Response>,
    /// What removed the cause.
    pub repair: Option<Repair>,
    /// What showed that service was back.
    pub verification: Vec<Verification>,
    /// Who was told what, when.
    pub communications: Vec<Communication>,
    /// What happened, in order.
    pub timeline: Vec<TimelineRow>,
    /// Durations that a source claims.
    pub stated: Vec<Stated>,
    /// What the review taught.
    pub lessons: Option<Lessons>,
    /// What will be done so that it does not come back.
    pub actions: Vec<Action>,
    /// The written review.
    pub review: Option<Review>,
    /// Changes made after approval.
    pub amendments: Vec<Amendment>,
    /// Where sources disagree.
    pub discrepancies: Vec<Text>,
    /// Ids of related incidents.
    pub related: Vec<Text>,
    /// Where the facts come from; external records need one.
    pub sources: Vec<SourceDocument>,
    /// Dashboards, recordings, tickets.
    pub links: Vec<Link>,
}

/// The milestones of an incident: RFC 3339 with an offset, `~` for about, `A/B` for a range, or `unknown`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Times {
    /// The cause happened.
    pub triggered: Option<Leaf<Time>>,
    /// Impact began.
    pub started: Option<Leaf<Time>>,
    /// We knew.
    pub detected: Option<Leaf<Time>>,
    /// It was declared an incident.
    pub declared: Option<Leaf<Time>>,
    /// Somebody took it.
    pub acknowledged: Option<Leaf<Time>>,
    /// Users were no longer hurt.
    pub mitigated: Option<Leaf<Time>>,
    /// The cause was removed.
    pub repaired: Option<Leaf<Time>>,
    /// Verified back to normal; after a reopening, the last time.
    pub resolved: Option<Leaf<Time>>,
    /// The record was closed.
    pub closed: Option<Leaf<Time>>,
    /// The window of planned work; maintenance only.
    pub planned: Option<Planned>,
}

/// The window of planned work.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Planned {
    /// Planned begin.
    pub from: Option<Leaf<Time>>,
    /// Planned end.
    pub to: Option<Leaf<Time>>,
}

/// A change of severity. Targets use the severity in force at detection, groups the highest.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SeverityChange {
    /// When.
    pub at: Option<Leaf<Time>>,
    /// The severity before.
    pub from: Option<Text>,
    /// The severity after.
    pub to: Option<Text>,
    /// Why.
    pub reason: Option<Text>,
}

/// A change of status.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct StatusChange {
    /// When.
    pub at: Option<Leaf<Time>>,
    /// The state after.
    pub to: Option<Text>,
    /// Why; needed for a step back.
    pub reason: Option<Text>,
}

/// Why a record was cancelled.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Cancelled {
    /// The reason.
    pub reason: Option<Text>,
}

/// Which record this one repeats.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Duplicate {
    /// The other record's id; its times count, these nowhere.
    pub of: Option<Text>,
}

/// It came back after it had been resolved.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Reopened {
    /// When.
    pub at: Option<Leaf<Time>>,
    /// Why.
    pub reason: Option<Text>,
}

/// Who or what noticed.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Detection {
    /// Monitoring, logs, a user, an operator.
    pub source: Option<Leaf<DetectionSource>>,
    /// The layer of monitoring.
    pub layer: Option<Leaf<Layer>>,
    /// The alert's name.
    pub alert: Option<Text>,
    /// Who saw it.
    pub by: Option<Text>,
    /// What could not see it. Markdown.
    pub missed_by: Option<Texts>,
    /// Noticed before users were hurt: legal, and counted apart.
    pub before_impact: Option<Leaf<Flag>>,
}

/// Who may read a record: public, internal (the default) or restricted.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Visibility {
    /// The whole record.
    pub record: Option<Leaf<Audience>>,
    /// Single fields, by path: `analysis.root_cause: restricted`.
    pub fields: Map<Leaf<Audience>>,
}
