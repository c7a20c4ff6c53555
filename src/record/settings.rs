//! The settings file, `postmortem.yaml`, as written. What it means is [`crate::workspace::Policy`].

use schemars::JsonSchema;
use serde::Deserialize;

use super::choice::choice;
use super::label::Label;
use super::leaf::{Leaf, Text};
use super::leaves::{Date, Flag, Share, Whole, Within};
use super::map::Map;
use super::review::Link;
use super::words::Audience;
use crate::time::Duration;

/// Settings; every default is usable as is.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Version of the record format: 1.
    pub format: Option<Leaf<Whole>>,
    /// Title of the site.
    pub title: Option<Text>,
    /// Address of the published site.
    pub url: Option<Text>,
    /// Zone in which times are shown: an IANA name; UTC if left out.
    pub zone: Option<Text>,
    /// Languages of the site, `en` and `zh`: the first at its top, the others in folders of their own; English if left out.
    pub languages: Vec<Text>,
    /// How the site looks and where it leads.
    pub site: Option<SiteSettings>,
    /// Prometheus rule files, and folders of them, by their path from here: what there is to have a runbook for.
    pub alert_rules: Vec<Text>,
    /// Severities by name; added to or changing the defaults P0 to P3.
    pub severities: Map<Severity>,
    /// Labels of the lifecycle states: one text, or one a language, as in `{en: Detected, zh: 已发现}`.
    pub states: Map<Label>,
    /// Roles beside the built-in ones.
    pub roles: Vec<Text>,
    /// Other ends for the measures `ttd`, `tta`, `ttm`, `ttr`.
    pub metrics: Map<MetricEnds>,
    /// How written times are read.
    pub times: Option<TimeSettings>,
    /// Working days.
    pub calendar: Option<CalendarSettings>,
    /// Availability promised where a service says nothing.
    pub slo: Option<Slo>,
    /// Time from detection until recovery work begins.
    pub activation: Option<Leaf<Duration>>,
    /// What a strategy of `failover` can be expected to meet, by its name; changes the defaults.
    pub strategies: Map<StrategyLimits>,
    /// How often recovery is rehearsed.
    pub drills: Option<DrillSettings>,
    /// Level of single rules.
    pub rules: Map<Leaf<RuleLevel>>,
    /// Records taken out on purpose.
    pub removed: Vec<Removed>,
    /// Audience by kind of record: a kind of incident, `service`, `team`, `runbook`, `drill`, `plan`, or `people` for the names
    /// of people in any of them; internal if left out, and restricted for security incidents.
    pub visibility: Map<Leaf<Audience>>,
}

/// What stands in `site.edit` for the file of a record.
pub const EDIT_PATH: &str = "{path}";

/// How the site looks and where it leads.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SiteSettings {
    /// A picture beside the settings that stands before the title of every page.
    pub logo: Option<Text>,
    /// Colour of links and marks, as `#1b4fb8`.
    pub accent: Option<Text>,
    /// The same on dark pages; a lighter form of `accent` if left out.
    pub accent_dark: Option<Text>,
    /// Links in the head of every page.
    pub links: Vec<Link>,
    /// Address at which a record is edited, with `{path}` for its file in this folder.
    pub edit: Option<Text>,
    /// Whether search engines may list the site; no if left out.
    pub indexed: Option<Leaf<Flag>>,
}

/// What a severity asks for.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Severity {
    /// Its name for readers: one text, or one a language, as in `{en: critical, zh: 严重}`.
    pub name: Option<Label>,
    /// Response targets, from detection.
    pub targets: Option<Targets>,
    /// The review.
    pub review: Option<ReviewPolicy>,
    /// How deep the whys go.
    pub whys: Option<Leaf<Whole>>,
    /// How many reviewers.
    pub reviewers: Option<Leaf<Whole>>,
    /// Which share of users fits.
    pub users: Option<UserShare>,
}

/// Response targets.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Targets {
    /// Detected to acknowledged.
    pub acknowledge: Option<Leaf<Duration>>,
    /// Started to mitigated.
    pub mitigate: Option<Leaf<Duration>>,
    /// Started to resolved.
    pub resolve: Option<Leaf<Duration>>,
    /// Between two communications.
    pub update: Option<Leaf<Duration>>,
}

/// When a review is wanted.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ReviewPolicy {
    /// Whether one is.
    pub required: Option<Leaf<Flag>>,
    /// By when after `resolved`: `3d`, or `5bd` for business days.
    pub within: Option<Leaf<Within>>,
}

/// Which share of users fits a severity.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct UserShare {
    /// At least this share.
    pub min_share: Option<Leaf<Share>>,
    /// At most this share.
    pub max_share: Option<Leaf<Share>>,
}

choice! {
    /// A milestone as the end of a measure.
    Milestone {
        /// The cause happened.
        Triggered = "triggered",
        /// Impact began.
        Started = "started",
        /// It was noticed.
        Detected = "detected",
        /// It was declared an incident.
        Declared = "declared",
        /// Somebody took it.
        Acknowledged = "acknowledged",
        /// Users were no longer hurt.
        Mitigated = "mitigated",
        /// The cause was removed.
        Repaired = "repaired",
        /// Verified back to normal.
        Resolved = "resolved",
        /// The record was closed.
        Closed = "closed",
    }
}

/// The two ends of a measure.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MetricEnds {
    /// From which milestone.
    pub from: Option<Leaf<Milestone>>,
    /// To which milestone.
    pub to: Option<Leaf<Milestone>>,
}

/// How written times are read.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TimeSettings {
    /// Half width of `~T`; 15 minutes if left out.
    pub approximate: Option<Leaf<Duration>>,
}

choice! {
    /// A day of the week.
    WeekDay {
        /// Monday.
        Mon = "mon",
        /// Tuesday.
        Tue = "tue",
        /// Wednesday.
        Wed = "wed",
        /// Thursday.
        Thu = "thu",
        /// Friday.
        Fri = "fri",
        /// Saturday.
        Sat = "sat",
        /// Sunday.
        Sun = "sun",
    }
}

/// Working days.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CalendarSettings {
    /// Days of the week that are worked; Monday to Friday if left out.
    pub days: Vec<Leaf<WeekDay>>,
    /// Working hours, as in `09:00-18:00`.
    pub hours: Option<Text>,
    /// Days that are not worked.
    pub holidays: Vec<Leaf<Date>>,
}

/// A promised availability.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Slo {
    /// Share of the window.
    pub availability: Option<Leaf<Share>>,
    /// Length of the window.
    pub window: Option<Leaf<Duration>>,
}

/// The shortest objectives that a strategy can be expected to meet.
///
/// Left out, they are the lower ends of the ranges that the whitepaper "Disaster Recovery of Workloads on AWS" gives:
/// `backup-restore` hours and hours (1h, 1h), `pilot-light` tens of minutes and minutes (10m, 1m), `warm-standby` minutes
/// and seconds (1m, 1s), `active-active` nearly nothing (0s, 0s).
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct StrategyLimits {
    /// Recovery time objective.
    pub rto: Option<Leaf<Duration>>,
    /// Recovery point objective.
    pub rpo: Option<Leaf<Duration>>,
}

/// How often recovery is rehearsed.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DrillSettings {
    /// A service of tier 1 or 2 is in a drill at least this often; 180 days if left out.
    pub every: Option<Leaf<Duration>>,
    /// The backups of a service are restored in a drill at least this often; 90 days if left out.
    pub restore_test: Option<Leaf<Duration>>,
}

choice! {
    /// How much a finding weighs.
    RuleLevel {
        /// Not looked at.
        Off = "off",
        /// Worth knowing.
        Note = "note",
        /// Worth mending.
        Warning = "warning",
        /// Wrong.
        Error = "error",
    }
}

/// A record taken out on purpose.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Removed {
    /// Its id.
    pub id: Option<Text>,
    /// Why.
    pub reason: Option<Text>,
}
