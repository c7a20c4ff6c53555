//! How long recovery takes when steps take now less, now longer: a Monte Carlo simulation.
//!
//! A plan of likely times is kept in few cases: chains of steps that are each more often late than early add up, and whoever
//! waits for two waits for the later one. So one scenario after the other is played for all services together. In
//! each draw every step takes a time from its PERT distribution and everything else goes as in the plan: each service by
//! its fastest method, steps behind what they wait for. Detection is drawn from the times to detect that the plan takes the
//! median of, where it takes one; activation is constant.
//!
//! Draws come in chunks with a seed each, so that the result is the same on every machine and for any number of threads.

use rayon::prelude::*;
use serde::Serialize;

use super::pert::{Pert, Sampler, whole};
use super::{Achievable, DetectionBasis, RecoveryPlan, steps, word};
use crate::numbers::LEVEL;
use crate::numbers::random::Random;
use crate::numbers::wilson::{Proportion, wilson};
use crate::record::Scenario;
use crate::stats::SEED;

/// How many draws are usual: a chance is then off by half a percentage point.
pub const DRAWS: usize = 10_000;

/// So many draws are made at a time.
const LANES: usize = 128;

/// What the draws gave, by service of the plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Simulation<'a> {
    /// How many draws were made for each scenario.
    pub draws: usize,
    /// In the order of the plan's services.
    pub services: Vec<SimulatedService<'a>>,
}

/// What the draws gave for one service.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SimulatedService<'a> {
    /// Its id.
    pub id: &'a str,
    /// By scenario; only those whose time is known.
    pub scenarios: Vec<Simulated>,
}

impl SimulatedService<'_> {
    /// What the draws gave in one scenario.
    pub fn of(&self, scenario: Scenario) -> Option<&Simulated> {
        self.scenarios.iter().find(|one| one.scenario == scenario)
    }
}

/// The time from disruption to service of one service in one scenario.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Simulated {
    /// What is lost or broken.
    #[serde(serialize_with = "word::one")]
    pub scenario: Scenario,
    /// Index into the service's `achievable`: the fastest method.
    pub achievable: usize,
    /// Half of the draws took no longer, in seconds.
    pub median: i64,
    /// Nine of ten draws took no longer, in seconds.
    pub p90: i64,
    /// The mean, in seconds.
    pub mean: f64,
    /// Its standard error, from the number of draws alone, in seconds.
    pub mean_error: f64,
    /// The share of draws within the RTO; `None` without an RTO.
    pub within_rto: Option<Within>,
    /// A step on the way has no likely or no worst time, so that it takes at least this long.
    pub lower_bound: bool,
    /// How many of the service's own steps have no worst time.
    pub without_worst: usize,
}

/// A share of draws.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Within {
    /// The share with its Wilson interval, from the number of draws alone.
    #[serde(flatten)]
    pub proportion: Proportion,
    /// Its standard error, `√(share (1 − share) / n)`; 0 where all draws agree, which the interval does not take for certain.
    pub error: f64,
}

impl<'a> RecoveryPlan<'a> {
    /// Plays every scenario `draws` times; [`DRAWS`] is usual.
    ///
    /// Times above 136 years count as that. Takes four bytes of memory for each service and draw.
    pub fn simulate(&self, draws: usize) -> Simulation<'a> {
        let blank =
            |service: &super::ServicePlan<'a>| SimulatedService { id: service.id, scenarios: Vec::new() };
        let mut services: Vec<SimulatedService<'a>> = self.services.iter().map(blank).collect();
        for scenario in Scenario::ALL.iter().copied().filter(|_| draws > 0) {
            let play = Play::new(self, scenario);
            for (node, simulated) in play.draw(draws) {
                services[node].scenarios.push(simulated);
            }
        }
        Simulation { draws, services }
    }
}

/// One scenario, ready to be played: services behind what they need.
struct Play<'p> {
    scenario: Scenario,
    parts: Vec<Part<'p>>,
    /// Times to detect of all incidents.
    detected: &'p [i64],
}

struct Part<'p> {
    /// What is needed, as parts.
    needs: Vec<usize>,
    own: Option<Own<'p>>,
    lower_bound: bool,
}

/// A service's recovery.
struct Own<'p> {
    node: usize,
    achievable: usize,
    /// In an order in which each step comes behind what it is after.
    steps: Vec<Step>,
    detection: Detect<'p>,
    activation: u32,
    rto: Option<i64>,
    without_worst: usize,
}

struct Step {
    sampler: Sampler,
    /// Places in the list of steps.
    after: Vec<usize>,
    waits: bool,
}

enum Detect<'p> {
    /// Assumed, in seconds.
    Fixed(u32),
    /// One of these, in seconds.
    Own(&'p [i64]),
    /// As everybody else whose detection is measured over all incidents.
    All,
}

type Lanes = [u32; LANES];

impl<'p> Play<'p> {
    fn new(plan: &'p RecoveryPlan<'_>, scenario: Scenario) -> Self {
        let graph = &plan.graph;
        let mut place: Vec<Option<usize>> = vec![None; plan.services.len()];
        let mut parts: Vec<Part<'p>> = Vec::new();
        for &node in graph.knots().iter().flatten().filter(|&&node| !graph.in_cycle(node)) {
            let needs: Option<Vec<usize>> = if scenario.is_local() {
                Some(Vec::new())
            } else {
                graph.hard(node).map(|to| place[to]).collect()
            };
            let Some(needs) = needs else { continue };
            let service = &plan.services[node];
            let verdict = service.objectives.scenarios.iter().find(|one| one.scenario == scenario);
            let own = match verdict.map(|one| (one.fastest, &service.achievable[one.fastest])) {
                None => None,
                // Unknown to those who need it as well.
                Some((_, entry)) if entry.work.is_none() => continue,
                Some((achievable, entry)) => Some(Own::new(plan, node, achievable, entry)),
            };
            let unsaid = own.as_ref().is_some_and(|own| own.without_worst > 0);
            let loose = verdict.is_some_and(|one| one.lower_bound);
            let lower_bound = unsaid || loose || needs.iter().any(|&part| parts[part].lower_bound);
            place[node] = Some(parts.len());
            parts.push(Part { needs, own, lower_bound });
        }
        Self { scenario, parts, detected: &plan.detected.all }
    }

    /// Every service that has a recovery, with what the draws gave.
    fn draw(&self, draws: usize) -> Vec<(usize, Simulated)> {
        let owned: Vec<(&Own<'_>, bool)> =
            self.parts.iter().filter_map(|part| Some((part.own.as_ref()?, part.lower_bound))).collect();
        if owned.is_empty() {
            return Vec::new();
        }
        let place = Scenario::ALL.iter().position(|one| *one == self.scenario).unwrap_or(0);
        let seed = SEED.wrapping_add((place as u64) << 40);
        let chunks: Vec<Vec<Lanes>> = (0..draws.div_ceil(LANES) as u64)
            .into_par_iter()
            .map(|chunk| self.chunk(Random::seeded(seed.wrapping_add(chunk))))
            .collect();
        let summed = owned.par_iter().enumerate().map(|(i, (own, lower_bound))| {
            let mut times: Vec<u32> = chunks.iter().flat_map(|chunk| chunk[i]).take(draws).collect();
            (own.node, self.summary(own, *lower_bound, &mut times))
        });
        summed.collect()
    }

    /// The times of every service that has a recovery.
    fn chunk(&self, mut random: Random) -> Vec<Lanes> {
        let pick = |from: &[i64], random: &mut Random| {
            let place = usize::try_from(random.below(from.len() as u64)).unwrap_or(0);
            from.get(place).map_or(0, |&seconds| whole(seconds))
        };
        let shared: Lanes = std::array::from_fn(|_| pick(self.detected, &mut random));
        let mut back: Vec<Lanes> = Vec::with_capacity(self.parts.len());
        let mut ends: Vec<Lanes> = Vec::new();
        let mut out = Vec::new();
        for part in &self.parts {
            let mut base = [0; LANES];
            part.needs.iter().for_each(|&to| later(&mut base, &back[to]));
            let Some(own) = &part.own else {
                back.push(base);
                continue;
            };
            // Its work begins when it is noticed and people are there; what waits, not before what it needs is back.
            let mut lead: Lanes = match own.detection {
                Detect::Fixed(seconds) => [seconds; LANES],
                Detect::Own(times) => std::array::from_fn(|_| pick(times, &mut random)),
                Detect::All => shared,
            };
            for at in &mut lead {
                *at = at.saturating_add(own.activation);
            }
            later(&mut base, &lead);
            ends.clear();
            let mut last = base;
            for step in &own.steps {
                let mut at = if step.waits { base } else { lead };
                step.after.iter().for_each(|&j| later(&mut at, &ends[j]));
                for at in &mut at {
                    let time = step.sampler.constant().unwrap_or_else(|| step.sampler.draw(random.bits()));
                    *at = at.saturating_add(time);
                }
                later(&mut last, &at);
                ends.push(at);
            }
            back.push(last);
            out.push(last);
        }
        out
    }

    fn summary(&self, own: &Own<'_>, lower_bound: bool, times: &mut [u32]) -> Simulated {
        let n = times.len() as f64;
        let sum: u64 = times.iter().map(|&time| u64::from(time)).sum();
        let squares: u128 = times.iter().map(|&time| u128::from(time) * u128::from(time)).sum();
        let mean = sum as f64 / n;
        // Exact until the division: n Σx² − (Σx)².
        let spread = (squares * times.len() as u128).saturating_sub(u128::from(sum) * u128::from(sum));
        let variance = spread as f64 / (n * (n - 1.0).max(1.0));
        let within = own.rto.and_then(|rto| {
            let kept = times.iter().filter(|&&time| i64::from(time) <= rto).count();
            let proportion = wilson(kept as u64, times.len() as u64, LEVEL)?;
            let share = proportion.share;
            Some(Within { proportion, error: (share * (1.0 - share) / n).sqrt() })
        });
        Simulated {
            scenario: self.scenario,
            achievable: own.achievable,
            median: quantile(times, 1, 2),
            p90: quantile(times, 9, 10),
            mean,
            mean_error: (variance / n).sqrt(),
            within_rto: within,
            lower_bound,
            without_worst: own.without_worst,
        }
    }
}

/// Each at least as late as the other.
fn later(lanes: &mut Lanes, other: &Lanes) {
    lanes.iter_mut().zip(other).for_each(|(at, other)| *at = (*at).max(*other));
}

/// The quantile `part / of` as [`crate::numbers::quantile`] defines it, rounded to seconds; sorts as far as it has to.
fn quantile(times: &mut [u32], part: usize, of: usize) -> i64 {
    let Some(last) = times.len().checked_sub(1) else { return 0 };
    let (place, rest) = (last * part / of, last * part % of);
    let (_, &mut low, above) = times.select_nth_unstable(place);
    let high = above.iter().min().copied().unwrap_or(low);
    let more = u64::from(high - low) * rest as u64;
    i64::from(low) + i64::try_from((2 * more + of as u64) / (2 * of as u64)).unwrap_or(0)
}

impl<'p> Own<'p> {
    fn new(plan: &'p RecoveryPlan<'_>, node: usize, achievable: usize, entry: &Achievable<'_>) -> Self {
        let service = &plan.services[node];
        let recovery = &plan.graph.services()[node].data.recovery[entry.recovery];
        let jobs = steps::read(recovery).jobs;
        // The time is known, so the steps are in no circle.
        let order = super::schedule::order(&jobs).unwrap_or_default();
        let mut place = vec![0; jobs.len()];
        order.iter().enumerate().for_each(|(at, &i)| place[i] = at);
        let perts: Vec<Pert> = recovery.steps.iter().map(Pert::of).collect();
        let steps = order.iter().map(|&i| Step {
            sampler: Sampler::new(perts[i]),
            after: jobs[i].after.iter().map(|&j| place[j]).collect(),
            waits: jobs[i].waits,
        });
        Self {
            node,
            achievable,
            steps: steps.collect(),
            detection: match service.detection.basis {
                DetectionBasis::Own => Detect::Own(&plan.detected.own[node]),
                DetectionBasis::All => Detect::All,
                DetectionBasis::Assumed => Detect::Fixed(whole(service.detection.seconds)),
            },
            activation: whole(plan.activation),
            rto: service.objectives.rto,
            without_worst: perts.iter().filter(|pert| pert.lower_bound).count(),
        }
    }
}
