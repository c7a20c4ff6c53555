//! What if something fails: what goes down with it, in which order it comes back with the hands there are, and which
//! objective breaks first.
//!
//! The work begins when the disruption is noticed and people are there, for everything at once: after the longest time to
//! detect of what fails, and activation. Each service is recovered by the method that the plan calls the fastest, and every
//! step takes its likely time.

mod spread;
mod verdict;
mod work;

use serde::Serialize;

use super::failure::{Area, Failure};
use super::{RecoveryPlan, Verdict, WorstCase, word};
use crate::record::{RecoveryMethod, Scenario};

/// Who is there to do the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Crew {
    /// So many people, anyone of whom may do any step; none is taken to be one.
    Pool(usize),
    /// The team of each step, with as many hands as its record names people, at least one.
    Teams,
}

/// What something that fails does.
#[derive(Debug, Serialize)]
pub struct WhatIf<'a> {
    /// What fails.
    pub failures: Vec<Failure<'a>>,
    /// Who does the work.
    pub crew: Crew,
    /// The hands: one row for a pool, else one for each team that has work, by name.
    pub teams: Vec<TeamHands<'a>>,
    /// From disruption until it is noticed, in seconds: the longest of what fails.
    pub detection: i64,
    /// From then until recovery work begins, in seconds.
    pub activation: i64,
    /// What is affected: what is down in the order in which it comes back, what nothing brings back, what is degraded.
    pub affected: Vec<Affected<'a>>,
    /// When everything that comes back is back, in seconds from the disruption; `None` where nothing does.
    pub end: Option<i64>,
    /// No schedule of these steps with these hands ends earlier, in seconds from the disruption.
    pub least_end: Option<i64>,
    /// No schedule ends earlier than this one.
    pub exact: bool,
    /// The work takes at most so many times as long as in the best schedule; 1 where it is that.
    pub factor: f64,
    /// Services of which a backup or replica is kept in what fails.
    pub copies_lost: Vec<&'a str>,
    /// The objectives that break, by when.
    pub broken: Vec<Broken<'a>>,
}

/// The hands of a team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TeamHands<'a> {
    /// The team; `None` for a pool, and for steps of nobody's.
    pub team: Option<&'a str>,
    /// How many there are.
    pub hands: usize,
    /// How many have something to do.
    pub used: usize,
    /// How long its steps take one after the other, in seconds.
    pub work: i64,
}

/// How a service is affected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// It does not work.
    Down,
    /// It works, with less.
    Degraded,
}

/// Why a service is affected.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Why<'a> {
    /// It is what fails, or nothing of it is elsewhere.
    Hit {
        /// What fails, as it is named.
        by: String,
    },
    /// It does not work without something that is down.
    Needs {
        /// The other service.
        service: &'a str,
    },
    /// Part of it is in what fails.
    Part {
        /// The share of its instances that is lost; of its places where instances are not counted.
        share: f64,
    },
    /// It works without something that is down, with less.
    Without {
        /// The other service.
        service: &'a str,
        /// What still works. Markdown.
        degraded_mode: Option<&'a str>,
    },
}

/// A promise and how it fares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Held {
    /// The promise, in seconds; `None` if there is none.
    pub limit: Option<i64>,
    /// Whether it is kept.
    pub verdict: Verdict,
}

/// A service that is down or degraded. Times are seconds from the disruption.
#[derive(Debug, Serialize)]
pub struct Affected<'a> {
    /// Its id.
    pub id: &'a str,
    /// How critical it is; 1 is the most.
    pub tier: Option<u32>,
    /// How it is affected.
    pub effect: Effect,
    /// Why.
    pub why: Vec<Why<'a>>,
    /// What it recovers from: what hits it, or what it takes over from what it needs; `None` where it only waits.
    #[serde(serialize_with = "word::option")]
    pub scenario: Option<Scenario>,
    /// How it is recovered.
    #[serde(serialize_with = "word::option")]
    pub method: Option<RecoveryMethod>,
    /// Index into the service's `recovery`.
    pub recovery: Option<usize>,
    /// Since when.
    pub from: i64,
    /// When it is back, or whole again; `None` if nothing in this plan brings it back.
    pub back_at: Option<i64>,
    /// Some step on the way has no likely time, so that it takes at least this long.
    pub lower_bound: bool,
    /// Why nothing brings it back.
    pub unknown: Option<String>,
    /// Its steps, in the order of the record.
    pub steps: Vec<WhatIfStep<'a>>,
    /// Recovery time objective, against when it is back.
    pub rto: Held,
    /// Maximum tolerable period of disruption, against when it is back and the work after it is done.
    pub mtpd: Held,
    /// Recovery point objective, against what is lost.
    pub rpo: Held,
    /// The data that is lost, its own or of what it needs; `None` where none is at stake.
    pub loss: Option<WorstCase<'a>>,
    #[serde(skip)]
    pub(super) node: usize,
}

/// A step with its hand. Times are seconds from the disruption.
#[derive(Debug, Clone, Serialize)]
pub struct WhatIfStep<'a> {
    /// Index into the steps of the recovery.
    pub index: usize,
    /// Its id.
    pub id: Option<&'a str>,
    /// What is done. Markdown.
    pub text: Option<&'a str>,
    /// By which role.
    pub role: Option<&'a str>,
    /// By which team: the one it names, else the owner.
    pub team: Option<&'a str>,
    /// Which hand of the team, or of the pool, from 0.
    pub hand: usize,
    /// The runbook to follow.
    pub runbook: Option<&'a str>,
    /// Its likely time; `None` is unknown (it then counts its best time, else none).
    pub likely: Option<i64>,
    /// Begin.
    pub start: i64,
    /// End.
    pub end: i64,
}

/// Which promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Objective {
    /// Recovery point objective.
    Rpo,
    /// Recovery time objective.
    Rto,
    /// Maximum tolerable period of disruption.
    Mtpd,
}

impl Objective {
    /// `RTO`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Rpo => "RPO",
            Self::Rto => "RTO",
            Self::Mtpd => "MTPD",
        }
    }
}

/// A promise that is broken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Broken<'a> {
    /// When, in seconds from the disruption: at the objective itself; an RPO at once.
    pub at: i64,
    /// Whose.
    pub service: &'a str,
    /// Which.
    pub objective: Objective,
    /// What was promised, in seconds.
    pub limit: i64,
    /// What it comes to, in seconds; `None` is never, or everything.
    pub reached: Option<i64>,
    /// It comes to at least this much.
    pub lower_bound: bool,
}

impl<'a> RecoveryPlan<'a> {
    /// The loss of each region and then of each zone that something runs in, with the hands of every team.
    pub fn place_losses(&self) -> Vec<WhatIf<'a>> {
        let regions = self.places(true).into_iter().map(|region| Failure::Region { region });
        let zones = self.places(false).into_iter().map(|zone| Failure::Zone { zone });
        let all = regions.chain(zones).map(|failure| self.what_if(&[failure], Crew::Teams));
        all.filter(|what_if| !what_if.affected.is_empty()).collect()
    }

    /// What happens where `failures` fail together, and how `crew` brings it back.
    ///
    /// A zone or region takes down what runs nowhere else, and what keeps data there without a replica; what runs
    /// elsewhere too is degraded. Whatever is down takes down what does not work without it, at once, and degrades what does. What is down
    /// for want of another only is back with it; it runs steps of its own where it has a recovery for the scenario that hit
    /// the other, and that is not the loss of an instance or a bad change. What is hit and has no recovery for it is never
    /// back in this plan, and neither is what needs it.
    pub fn what_if(&self, failures: &[Failure<'a>], crew: Crew) -> WhatIf<'a> {
        let area = Area::new(failures);
        let mut affected = spread::affected(self, failures, &area);
        let hit = |one: &&Affected<'a>| matches!(one.why.first(), Some(Why::Hit { .. }));
        let detection = affected.iter().filter(hit).map(|one| self.services[one.node].detection.seconds);
        let detection = detection.max().unwrap_or(0);
        let lead = detection.saturating_add(self.activation);
        let done = work::schedule(self, &mut affected, crew, lead);
        spread::degraded_until(self, &mut affected);
        let broken = verdict::hold(self, &mut affected);
        let never = |one: &Affected<'a>| one.back_at.is_none();
        // Of those that are back together, what is needed comes first.
        affected.sort_by_key(|one| {
            let wave = self.graph.level(one.node);
            (one.effect, never(one), one.back_at, wave, one.tier.unwrap_or(u32::MAX), one.id)
        });
        let down = affected.iter().filter(|one| one.effect == Effect::Down);
        let end = down.filter_map(|one| one.back_at).max();
        WhatIf {
            failures: failures.to_vec(),
            crew,
            teams: done.teams,
            detection,
            activation: self.activation,
            affected,
            least_end: end.map(|_| lead.saturating_add(done.lower_bound)),
            end,
            exact: done.exact,
            factor: done.factor,
            copies_lost: spread::copies_lost(self, &area),
            broken,
        }
    }
}
