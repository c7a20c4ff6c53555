//! What was promised against what can be achieved and what was measured.

use serde::Serialize;

use super::achievable::Achievable;
use super::measured::{Measured, MeasuredGroup};
use super::rpo::{Loss, WorstCase};
use super::{seconds, word};
use crate::record::{Leaf, Scenario, Service};
use crate::workspace::Policy;

/// What a service promises, each in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Promises {
    /// Recovery time objective.
    pub rto: Option<i64>,
    /// Recovery point objective.
    pub rpo: Option<i64>,
    /// Maximum tolerable period of disruption.
    pub mtpd: Option<i64>,
    /// Work recovery time.
    pub wrt: Option<i64>,
}

/// Reads the promises of a service.
pub(crate) fn promises(service: &Service) -> Promises {
    let said = service.objectives.as_ref();
    Promises {
        rto: said.and_then(|one| seconds(one.rto.as_ref())),
        rpo: said.and_then(|one| seconds(one.rpo.as_ref())),
        mtpd: said.and_then(|one| seconds(one.mtpd.as_ref())),
        wrt: said.and_then(|one| seconds(one.wrt.as_ref())),
    }
}

/// How a promise fares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It is kept.
    Meets,
    /// It cannot be told: no promise, or nothing to hold against it.
    Unknown,
    /// It is broken.
    Beyond,
}

impl Verdict {
    /// The word for readers.
    pub fn word(self) -> &'static str {
        match self {
            Self::Meets => "meets",
            Self::Unknown => "unknown",
            Self::Beyond => "beyond",
        }
    }

    /// Whether `value` stays within `limit`; a lower bound within the limit says nothing.
    pub(super) fn of(value: Option<i64>, lower_bound: bool, limit: Option<i64>) -> Self {
        match value.zip(limit) {
            Some((value, limit)) if value > limit => Self::Beyond,
            Some(_) if !lower_bound => Self::Meets,
            _ => Self::Unknown,
        }
    }
}

/// The fastest recovery in one scenario against the RTO.
#[derive(Debug, Clone, Serialize)]
pub struct ScenarioVerdict {
    /// What is lost or broken.
    #[serde(serialize_with = "word::one")]
    pub scenario: Scenario,
    /// Index into the service's `achievable`: the fastest method; one with all its times known goes first.
    pub fastest: usize,
    /// From disruption to service, in seconds, if every step takes its likely time; `None` is unknown.
    pub seconds: Option<i64>,
    /// It takes at least this long.
    pub lower_bound: bool,
    /// Against the RTO.
    pub verdict: Verdict,
    /// What to go by first; the other stands beside it.
    pub basis: Basis,
    /// Index into the groups of what was measured: recoveries by the same method.
    pub measured: Option<usize>,
}

/// What a time to recover rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// Enough recoveries by the same method were measured.
    Measured,
    /// The estimates of the steps.
    Estimate,
}

impl Basis {
    /// The word for readers.
    pub fn word(self) -> &'static str {
        match self {
            Self::Measured => "measured",
            Self::Estimate => "estimate",
        }
    }
}

/// A service's promises and how they fare.
#[derive(Debug, Clone, Serialize)]
pub struct Objectives {
    /// Recovery time objective, in seconds.
    pub rto: Option<i64>,
    /// Recovery point objective, in seconds.
    pub rpo: Option<i64>,
    /// Maximum tolerable period of disruption, in seconds.
    pub mtpd: Option<i64>,
    /// Work recovery time, in seconds.
    pub wrt: Option<i64>,
    /// Promised share of the window; the settings' where the service promises none.
    pub availability: Option<f64>,
    /// The window, in seconds.
    pub window: i64,
    /// The full outage that the promised availability leaves room for in a window, in seconds.
    pub allowed_downtime: Option<f64>,
    /// The fastest recovery in every scenario that is covered.
    pub scenarios: Vec<ScenarioVerdict>,
    /// Index into `scenarios`: the slowest; `None` where none is known.
    pub slowest: Option<usize>,
    /// RTO against the achievable recovery time of every scenario.
    pub achievable: Verdict,
    /// RTO against the longest measured recovery.
    pub measured: Verdict,
    /// Index into the service's `rpo`: the worst.
    pub worst_loss: Option<usize>,
    /// RPO against the worst case of every scenario.
    pub recovery_point: Verdict,
    /// RPO against the largest recovery point of a drill.
    pub measured_point: Verdict,
    /// RTO + WRT against MTPD.
    pub tolerable: Verdict,
}

impl Objectives {
    pub(super) fn new(
        service: &Service,
        policy: &Policy,
        achievable: &[Achievable<'_>],
        rpo: &[WorstCase<'_>],
        measured: &Measured<'_>,
    ) -> Self {
        let said = service.objectives.as_ref();
        let Promises { rto, rpo: point, mtpd, wrt } = promises(service);
        let share = said.and_then(|o| o.availability.as_ref()).and_then(Leaf::get).map(|share| share.0);
        let availability = share.or(policy.slo);
        let window = said.and_then(|o| seconds(o.window.as_ref())).unwrap_or(policy.window);
        let scenarios = scenarios(achievable, measured, rto);
        let slowest = scenarios.iter().enumerate().rev().filter(|(_, one)| one.seconds.is_some());
        // What breaks the objective goes before what cannot be told.
        let breaks = |case: &WorstCase<'_>| against(case, point) == Verdict::Beyond;
        let worst = rpo.iter().enumerate().rev().max_by_key(|(_, case)| (breaks(case), case.loss));
        Self {
            slowest: slowest.max_by_key(|(_, one)| one.seconds).map(|(i, _)| i),
            achievable: scenarios.iter().map(|one| one.verdict).max().unwrap_or(Verdict::Unknown),
            measured: Verdict::of(measured.longest().map(|group| group.max), false, rto),
            worst_loss: worst.map(|(i, _)| i),
            recovery_point: rpo.iter().map(|case| against(case, point)).max().unwrap_or(Verdict::Unknown),
            measured_point: Verdict::of(measured.recovery_point, false, point),
            tolerable: Verdict::of(rto.map(|rto| rto.saturating_add(wrt.unwrap_or(0))), wrt.is_none(), mtpd),
            allowed_downtime: availability.map(|share| (1.0 - share) * window as f64),
            rto,
            rpo: point,
            mtpd,
            wrt,
            availability,
            window,
            scenarios,
        }
    }
}

/// A worst case against an RPO.
pub(crate) fn against(case: &WorstCase<'_>, limit: Option<i64>) -> Verdict {
    match (case.loss, limit) {
        (Loss::Seconds(loss), _) => Verdict::of(Some(loss), case.lower_bound, limit),
        (Loss::All, Some(_)) => Verdict::Beyond,
        _ => Verdict::Unknown,
    }
}

fn scenarios(
    achievable: &[Achievable<'_>],
    measured: &Measured<'_>,
    rto: Option<i64>,
) -> Vec<ScenarioVerdict> {
    let mut at = 0;
    let chunks = achievable.chunk_by(|a, b| a.scenario == b.scenario);
    let verdicts = chunks.filter_map(|chunk| {
        let first = at;
        at += chunk.len();
        let key = |entry: &Achievable<'_>| (entry.seconds.is_none(), entry.lower_bound, entry.seconds);
        let (i, entry) = chunk.iter().enumerate().min_by_key(|(_, entry)| key(entry))?;
        let like = |group: &MeasuredGroup| entry.method.is_some() && group.method == entry.method;
        let place = measured.groups.iter().position(like);
        let enough = place.is_some_and(|place| measured.groups[place].lasting.enough);
        Some(ScenarioVerdict {
            basis: if enough { Basis::Measured } else { Basis::Estimate },
            measured: place,
            scenario: entry.scenario,
            fastest: first + i,
            seconds: entry.seconds,
            lower_bound: entry.lower_bound,
            verdict: Verdict::of(entry.seconds, entry.lower_bound, rto),
        })
    });
    verdicts.collect()
}
