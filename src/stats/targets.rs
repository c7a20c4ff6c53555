//! Response targets: met, breached, pending and unknown, counted apart.

use super::case::{CaseNumbers, Measure, Value};
use crate::numbers::LEVEL;
use crate::numbers::wilson::{Proportion, wilson};
use crate::record::{IncidentKind, Leaf, Milestone, Within};
use crate::time::add_business_days;
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
    /// Resolved to reviewed.
    Review,
}

impl TargetMeasure {
    /// Every one, in the order of a response.
    pub const ALL: [Self; 4] = [Self::Acknowledge, Self::Mitigate, Self::Resolve, Self::Review];

    /// Its name for readers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Acknowledge => "acknowledge",
            Self::Mitigate => "mitigate",
            Self::Resolve => "resolve",
            Self::Review => "review",
        }
    }
}

/// An incident that missed its target.
#[derive(Debug, Clone, Copy)]
pub struct Breach<'a> {
    /// The incident.
    pub case: &'a Case,
    /// How long it took, in seconds; `None` where it is still not done.
    pub took: Option<i64>,
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
    /// How many met it.
    pub met: usize,
    /// Which did not.
    pub breached: Vec<Breach<'a>>,
    /// How many are not done and not late yet.
    pub pending: usize,
    /// For how many it is not known.
    pub unknown: usize,
}

impl Target<'_> {
    /// The share that met it among those known, with its Wilson interval.
    pub fn share(&self) -> Option<Proportion> {
        wilson(self.met as u64, (self.met + self.breached.len()) as u64, LEVEL)
    }
}

/// Every target of every severity that has one, over incidents that belong to it.
pub fn targets<'a>(cases: &[(&'a Case, CaseNumbers)], policy: &'a Policy, now: i64) -> Vec<Target<'a>> {
    let mut out = Vec::new();
    for (rank, severity) in policy.severities.iter().enumerate() {
        for measure in TargetMeasure::ALL {
            let Some(target) = target(severity, measure) else { continue };
            let mut row =
                Target { severity, measure, target, met: 0, breached: Vec::new(), pending: 0, unknown: 0 };
            let of_rank = |case: &Case| case.severity_at_detection == Some(rank);
            for (case, numbers) in cases.iter().filter(|(case, _)| of_rank(case)) {
                match outcome(case, numbers, severity, measure, policy, now) {
                    Outcome::Met => row.met += 1,
                    Outcome::Breached(took) => row.breached.push(Breach { case, took }),
                    Outcome::Pending => row.pending += 1,
                    Outcome::Unknown => row.unknown += 1,
                }
            }
            out.push(row);
        }
    }
    out
}

enum Outcome {
    Met,
    Breached(Option<i64>),
    Pending,
    Unknown,
}

/// The limit of a target in seconds; `None` where there is none, and for a review, whose days may be business days.
pub(crate) fn limit(severity: &SeverityPolicy, measure: TargetMeasure) -> Option<i64> {
    match measure {
        TargetMeasure::Acknowledge => severity.acknowledge,
        TargetMeasure::Mitigate => severity.mitigate,
        TargetMeasure::Resolve => severity.resolve,
        TargetMeasure::Review => None,
    }
}

fn target(severity: &SeverityPolicy, measure: TargetMeasure) -> Option<String> {
    if measure == TargetMeasure::Review {
        return severity.review_within.filter(|_| severity.review_required).map(|within| match within {
            Within::Time(time) => time.to_string(),
            Within::BusinessDays(days) => format!("{days} business days"),
        });
    }
    limit(severity, measure).map(crate::time::show_seconds)
}

fn outcome(
    case: &Case,
    numbers: &CaseNumbers,
    severity: &SeverityPolicy,
    measure: TargetMeasure,
    policy: &Policy,
    now: i64,
) -> Outcome {
    let Some(value) = value(measure) else { return review(case, severity, policy, now) };
    let Some(limit) = limit(severity, measure) else { return Outcome::Unknown };
    match numbers.get(value) {
        Value::Known { seconds, .. } if seconds <= limit => Outcome::Met,
        Value::Known { seconds, .. } => Outcome::Breached(Some(seconds)),
        Value::Open => match waiting_since(case, numbers, measure) {
            Some(start) if now - start > limit => Outcome::Breached(None),
            Some(_) => Outcome::Pending,
            None => Outcome::Unknown,
        },
        _ => Outcome::Unknown,
    }
}

/// Since when, in Unix seconds, an incident waits for what a target of its response is about; `None` where that is done,
/// or its begin is not known.
pub(crate) fn waiting_since(case: &Case, numbers: &CaseNumbers, measure: TargetMeasure) -> Option<i64> {
    let value = value(measure)?;
    let start = if value == Measure::Tta { Milestone::Detected } else { Milestone::Started };
    case.times.point(start).filter(|_| numbers.get(value) == Value::Open)
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

/// The duration a target is about; a review is about none.
fn value(measure: TargetMeasure) -> Option<Measure> {
    match measure {
        TargetMeasure::Acknowledge => Some(Measure::Tta),
        TargetMeasure::Mitigate => Some(Measure::Ttm),
        TargetMeasure::Resolve => Some(Measure::Ttr),
        TargetMeasure::Review => None,
    }
}

/// When the review is due, in Unix seconds; `None` where the end or the deadline is not known.
pub fn review_due(case: &Case, severity: &SeverityPolicy, policy: &Policy) -> Option<i64> {
    let resolved = case.times.point(Milestone::Resolved)?;
    Some(match severity.review_within? {
        Within::Time(time) => resolved + time.seconds,
        Within::BusinessDays(days) => add_business_days(resolved, days, &policy.calendar, policy.zone()),
    })
}

fn review(case: &Case, severity: &SeverityPolicy, policy: &Policy, now: i64) -> Outcome {
    let Some((resolved, due)) = case.times.point(Milestone::Resolved).zip(review_due(case, severity, policy))
    else {
        return if case.is_open() || case.kind == IncidentKind::External {
            Outcome::Pending
        } else {
            Outcome::Unknown
        };
    };
    let review = case.data.review.as_ref();
    let at = review
        .and_then(|review| review.at.as_ref())
        .and_then(Leaf::get)
        .map(|time| policy.times.bounds(time));
    match at {
        Some(bounds) => match bounds.point {
            Some(at) if at <= due => Outcome::Met,
            Some(at) => Outcome::Breached(Some(at - resolved)),
            None => Outcome::Unknown,
        },
        None if now > due => Outcome::Breached(None),
        None => Outcome::Pending,
    }
}
