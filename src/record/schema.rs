//! JSON Schemas of the records, for editors (`postmortem schema`) and for the slow path of the reader.

use std::sync::OnceLock;

use schemars::JsonSchema;
use serde_json::Value;

#[allow(
    clippy::wildcard_imports,
    reason = "nearly every type of the records is listed below; clippy does not warn under test"
)]
use super::*;
use crate::time::{Time, Zone, respelt};

/// The type of a record file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordType {
    /// `incidents/**`.
    Incident,
    /// `services/`.
    Service,
    /// `teams/`.
    Team,
    /// `runbooks/`.
    Runbook,
    /// `drills/`.
    Drill,
    /// `plan.yaml`.
    Plan,
    /// `postmortem.yaml`.
    Settings,
}

impl RecordType {
    /// Every type, in the order of the documentation.
    pub const ALL: [Self; 7] =
        [Self::Incident, Self::Service, Self::Team, Self::Runbook, Self::Drill, Self::Plan, Self::Settings];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Incident => "incident",
            Self::Service => "service",
            Self::Team => "team",
            Self::Runbook => "runbook",
            Self::Drill => "drill",
            Self::Plan => "plan",
            Self::Settings => "settings",
        }
    }

    /// Its JSON Schema (draft 2020-12), made once.
    pub fn schema(self) -> &'static Value {
        static SCHEMAS: OnceLock<[Value; 7]> = OnceLock::new();
        let schemas = SCHEMAS.get_or_init(|| {
            [
                generate::<Incident>(),
                generate::<Service>(),
                generate::<Team>(),
                generate::<Runbook>(),
                generate::<Drill>(),
                generate::<Plan>(),
                generate::<Settings>(),
            ]
        });
        &schemas[self as usize]
    }
}

fn generate<T: JsonSchema>() -> Value {
    schemars::SchemaGenerator::default().into_root_schema_for::<T>().to_value()
}

/// A leaf's reader, without its value: `None` where the text is well written.
pub type LeafCheck = fn(&str) -> Option<Wrong>;

type LeafMeaning = fn(&str) -> Option<String>;

fn meaning<T: LeafType + std::fmt::Debug>(text: &str) -> Option<String> {
    let value = T::read(text)
        .or_else(|wrong| wrong.means.ok_or(()).and_then(|means| T::read(&means).map_err(|_| ())));
    value.ok().map(|value| format!("{value:?}"))
}

fn check<T: LeafType>(text: &str) -> Option<Wrong> {
    match T::read(text) {
        Ok(value) => value.flaw(text),
        Err(wrong) => Some(wrong),
    }
}

macro_rules! leaf_checks {
    ($($leaf:ty),+ $(,)?) => {
        /// Every leaf type by the name it has in schemas (`x-leaf`).
        const LEAVES: &[(&str, LeafCheck, LeafMeaning)] = &[$((<$leaf>::NAME, check::<$leaf>, meaning::<$leaf>)),+];
    };
}

leaf_checks!(
    crate::time::Time,
    crate::time::Duration,
    Date,
    Number,
    Share,
    Whole,
    Flag,
    Amount,
    Currency,
    DataLoss,
    Within,
    Users,
    IncidentKind,
    DetectionSource,
    Layer,
    OutageKind,
    MitigationKind,
    Effect,
    CheckResult,
    RowKind,
    Measure,
    StatedFrom,
    Basis,
    ActionKind,
    ActionState,
    ReviewState,
    Audience,
    DependencyKind,
    DeploymentStrategy,
    FailoverStrategy,
    BackupMethod,
    ReplicationMode,
    RecoveryMethod,
    Scenario,
    Milestone,
    WeekDay,
    RuleLevel,
);

/// The reader of a leaf type by its name; `None` for `text`, which takes everything.
pub fn leaf_check(name: &str) -> Option<LeafCheck> {
    LEAVES.iter().find(|(leaf, ..)| *leaf == name).map(|(_, check, _)| *check)
}

/// What a text says as a leaf of this type, the same for every spelling of it; `None` where it cannot be read.
///
/// `zone` is where a time without an offset was written, if the settings name it.
pub fn leaf_meaning(name: &str, text: &str, zone: Option<Zone>) -> Option<String> {
    let (.., meaning) = LEAVES.iter().find(|(leaf, ..)| *leaf == name)?;
    let time = if name == Time::NAME { respelt(text, zone) } else { None };
    meaning(time.as_deref().unwrap_or(text))
}

/// Whether two texts say the same as leaves of any one type.
pub fn same_meaning(a: &str, b: &str, zone: Option<Zone>) -> bool {
    let same =
        |name| leaf_meaning(name, a, zone).is_some_and(|said| leaf_meaning(name, b, zone) == Some(said));
    a == b || LEAVES.iter().any(|(name, ..)| same(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaves(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(map) => {
                found.extend(map.get("x-leaf").and_then(Value::as_str).map(String::from));
                map.values().for_each(|value| leaves(value, found));
            }
            Value::Array(list) => list.iter().for_each(|value| leaves(value, found)),
            _ => {}
        }
    }

    #[test]
    fn every_leaf_has_its_check() {
        let mut found = Vec::new();
        for record in RecordType::ALL {
            leaves(record.schema(), &mut found);
        }
        assert!(found.len() > 200);
        for name in found {
            assert!(name == "text" || leaf_check(&name).is_some(), "{name}");
        }
    }
}
