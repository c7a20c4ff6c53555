//! Response targets: met, breached, pending and unknown, counted apart, by the wall clock and in working hours.

mod reading;
mod review;
mod updates;

use self::reading::{Clock, Reading, duration};
pub use self::review::review_due;
use super::availability::day_end;
use super::case::{CaseNumbers, Measure, Value};
use crate::numbers::LEVEL;
use crate::numbers::wilson::{Proportion, wilson};
use crate::record::Within;
use crate::time::DAY;
use crate::workspace::{Case, Policy, SeverityPolicy};

/// What a target is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetMeasure {
    /// Detected to acknowledged.
    Acknowledge,
    /// Started to mitigated.
    Mitigate,
    /// Started to resolved.
    Resolve,
    /// The longest time without a communication, from declared (else detected) to resolved.
    Update,
    /// Resolved to reviewed.
    Review,
}

impl TargetMeasure {
    /// Every one, in the order of a response.
    pub const ALL: [Self; 5] = [Self::Acknowledge, Self::Mitigate, Self::Resolve, Self::Update, Self::Review];

    /// Its name for readers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Acknowledge => "acknowledge",
            Self::Mitigate => "mitigate",
            Self::Resolve => "resolve",
            Self::Update => "update",
            Self::Review => "review",
        }
    }
}

/// An incident that missed its target.
#[derive(Debug, Clone, Copy)]
pub struct Breach<'a> {
    /// The incident.
    pub case: &'a Case,
    /// How long it took by the wall clock, in seconds; `None` where it is still not done.
    pub took: Option<i64>,
    /// The same in working hours; `None` too where no hours are declared, for a review, and beyond a year.
    pub business: Option<i64>,
}

/// How a target came out over incidents, by one clock.
#[derive(Debug, Default)]
pub struct Outcomes<'a> {
    /// How many met it.
    pub met: usize,
    /// Which did not.
    pub breached: Vec<Breach<'a>>,
    /// How many are not done and not late yet.
    pub pending: usize,
    /// For how many it is not known.
    pub unknown: usize,
    /// How many of the above but the unknown could have come out otherwise within the bounds of their times.
    pub uncertain: usize,
}

impl Outcomes<'_> {
    /// The share that met it among those known, with its Wilson interval.
    pub fn share(&self) -> Option<Proportion> {
        share(self.met, self.breached.len())
    }
}

/// One target of one severity.
#[derive(Debug)]
pub struct Target<'a> {
    /// The severity.
    pub severity: &'a SeverityPolicy,
    /// What it is about.
    pub measure: TargetMeasure,
    /// The target in words: `5m`, `5 business days`.
    pub target: String,
    /// The same in seconds; `None` for business days.
    pub seconds: Option<i64>,
    /// How many met it.
    pub met: usize,
    /// Which did not.
    pub breached: Vec<Breach<'a>>,
    /// How many are not done and not late yet.
    pub pending: usize,
    /// For how many it is not known.
    pub unknown: usize,
    /// How many of the above but the unknown could have come out otherwise within the bounds of their times.
    pub uncertain: usize,
    /// The same target counted in working hours; `None` where none are declared, and for a review.
    pub business: Option<Outcomes<'a>>,
}

impl Target<'_> {
    /// The share that met it among those known, with its Wilson interval.
    pub fn share(&self) -> Option<Proportion> {
        share(self.met, self.breached.len())
    }

    /// How many incidents it is about: met, breached, pending and unknown.
    pub fn n(&self) -> usize {
        self.met + self.breached.len() + self.pending + self.unknown
    }
}

fn share(met: usize, breached: usize) -> Option<Proportion> {
    wilson(met as u64, (met + breached) as u64, LEVEL)
}

/// Every target of every severity that has one, over incidents that belong to it.
pub fn targets<'a>(cases: &[(&'a Case, CaseNumbers)], policy: &'a Policy, now: i64) -> Vec<Target<'a>> {
    let mut by_rank: Vec<Vec<usize>> = vec![Vec::new(); policy.severities.len()];
    for (place, (case, _)) in cases.iter().enumerate() {
        if let Some(places) = case.severity_at_detection.and_then(|rank| by_rank.get_mut(rank)) {
            places.push(place);
        }
    }
    let mut out = Vec::new();
    for (severity, places) in policy.severities.iter().zip(&by_rank) {
        for measure in TargetMeasure::ALL {
            let Some(words) = words(severity, measure) else { continue };
            let of = places.iter().map(|&place| (cases[place].0, &cases[place].1));
            out.push(target(severity, measure, words, of, policy, now));
        }
    }
    out
}

fn target<'a, 'b>(
    severity: &'a SeverityPolicy,
    measure: TargetMeasure,
    words: String,
    cases: impl Iterator<Item = (&'a Case, &'b CaseNumbers)>,
    policy: &Policy,
    now: i64,
) -> Target<'a> {
    let limit = limit(severity, measure);
    let hours = Clock::working(policy).filter(|_| limit.is_some());
    let (mut wall, mut business) = (Outcomes::default(), Outcomes::default());
    for (case, numbers) in cases {
        let Some(limit) = limit else {
            let (outcome, uncertain) = review::outcome(case, severity, policy, now);
            wall.add(case, (outcome, uncertain), None);
            continue;
        };
        let read = |clock: &Clock<'_>| match value(measure) {
            Some(value) => duration(case, numbers, value, policy, now, clock),
            None => updates::longest(case, policy, day_end(now - DAY, policy.zone()), clock),
        };
        let reading = read(&Clock::Wall);
        let in_hours = hours.as_ref().map(read);
        let took = in_hours.and_then(Reading::took);
        wall.add(case, reading.judge(limit), took);
        if let Some(in_hours) = in_hours {
            business.add_business(case, in_hours.judge(limit), reading.took());
        }
    }
    let Outcomes { met, breached, pending, unknown, uncertain } = wall;
    let business = hours.map(|_| business);
    let seconds = limit.or(match severity.review_within {
        Some(Within::Time(time)) => Some(time.seconds),
        _ => None,
    });
    Target { severity, measure, target: words, seconds, met, breached, pending, unknown, uncertain, business }
}

/// How a target came out for one incident; a breach with how long it took, unless it is still not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Met,
    Breached(Option<i64>),
    Pending,
    Unknown,
}

impl<'a> Outcomes<'a> {
    /// Counts an outcome by the wall clock, with the duration in working hours.
    fn add(&mut self, case: &'a Case, (outcome, uncertain): (Outcome, bool), business: Option<i64>) {
        self.uncertain += usize::from(uncertain);
        match outcome {
            Outcome::Met => self.met += 1,
            Outcome::Breached(took) => self.breached.push(Breach { case, took, business }),
            Outcome::Pending => self.pending += 1,
            Outcome::Unknown => self.unknown += 1,
        }
    }

    /// Counts an outcome in working hours, with the duration by the wall clock.
    fn add_business(&mut self, case: &'a Case, (outcome, uncertain): (Outcome, bool), wall: Option<i64>) {
        self.add(case, (outcome, uncertain), None);
        if let (Outcome::Breached(business), Some(breach)) = (outcome, self.breached.last_mut()) {
            *breach = Breach { case, took: wall, business };
        }
    }
}

/// The limit of a target in seconds; `None` where there is none, and for a review, whose days may be business days.
pub(crate) fn limit(severity: &SeverityPolicy, measure: TargetMeasure) -> Option<i64> {
    match measure {
        TargetMeasure::Acknowledge => severity.acknowledge,
        TargetMeasure::Mitigate => severity.mitigate,
        TargetMeasure::Resolve => severity.resolve,
        TargetMeasure::Update => severity.update,
        TargetMeasure::Review => None,
    }
}

fn words(severity: &SeverityPolicy, measure: TargetMeasure) -> Option<String> {
    if measure == TargetMeasure::Review {
        return severity.review_within.filter(|_| severity.review_required).map(|within| match within {
            Within::Time(time) => time.to_string(),
            Within::BusinessDays(days) => format!("{days} business days"),
        });
    }
    limit(severity, measure).map(crate::time::show_seconds)
}

/// Since when, in Unix seconds, an incident waits for what a target of its response is about; `None` where that is done,
/// or its begin is not known, and for updates and reviews.
pub(crate) fn waiting_since(
    case: &Case,
    numbers: &CaseNumbers,
    measure: TargetMeasure,
    policy: &Policy,
) -> Option<i64> {
    let value = value(measure)?;
    let (from, _) = value.ends(policy)?;
    case.times.point(from).filter(|_| numbers.get(value) == Value::Open)
}

/// Limit and duration, in seconds, of a target that was missed beyond the doubt of its times.
pub fn breach(
    numbers: &CaseNumbers,
    severity: &SeverityPolicy,
    measure: TargetMeasure,
) -> Option<(i64, i64)> {
    let limit = limit(severity, measure)?;
    match numbers.get(value(measure)?) {
        Value::Known { seconds, low, .. } if low > limit => Some((limit, seconds)),
        _ => None,
    }
}

/// The duration a target is about; updates and reviews are about none.
fn value(measure: TargetMeasure) -> Option<Measure> {
    match measure {
        TargetMeasure::Acknowledge => Some(Measure::Tta),
        TargetMeasure::Mitigate => Some(Measure::Ttm),
        TargetMeasure::Resolve => Some(Measure::Ttr),
        TargetMeasure::Update | TargetMeasure::Review => None,
    }
}

#[cfg(test)]
mod tests;
