//! How long something took by one clock, and what a limit makes of it.

use super::super::case::{CaseNumbers, Measure, Value};
use super::Outcome;
use crate::time::{Bounds, Calendar, Zone, business_seconds};
use crate::workspace::{Case, Policy};

/// By which clock time is counted.
pub(super) enum Clock<'a> {
    /// Every second counts.
    Wall,
    /// The declared working hours count.
    Working(&'a Calendar, Zone),
}

impl<'a> Clock<'a> {
    /// The clock of the working hours that the settings declare.
    pub(super) fn working(policy: &'a Policy) -> Option<Self> {
        policy.calendar.hours.map(|_| Self::Working(&policy.calendar, policy.zone()))
    }

    fn between(&self, from: i64, to: i64) -> Option<i64> {
        match self {
            Self::Wall => Some((to - from).max(0)),
            Self::Working(calendar, zone) => business_seconds(from, to, calendar, *zone),
        }
    }

    /// The length between two times; `None` where one has no point, or they are the wrong way round, or the calendar
    /// does not reach so far.
    pub(super) fn span(&self, start: &Bounds, end: &Bounds) -> Option<Length> {
        let (from, to) = start.point.zip(end.point).filter(|(from, to)| from <= to)?;
        let seconds = self.between(from, to)?;
        if start.is_exact() && end.is_exact() {
            return Some(Length { seconds, low: seconds, high: seconds });
        }
        let low = start.high.zip(end.low).and_then(|(from, to)| self.between(from, to));
        let high = start.low.zip(end.high).and_then(|(from, to)| self.between(from, to));
        Some(Length { seconds, low: low.unwrap_or(0), high: high.unwrap_or(seconds) })
    }
}

/// Seconds between two times: the estimate, the shortest and the longest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Length {
    pub(super) seconds: i64,
    pub(super) low: i64,
    pub(super) high: i64,
}

impl Length {
    /// The longer of two in each respect.
    pub(super) fn longer(self, other: Self) -> Self {
        Self {
            seconds: self.seconds.max(other.seconds),
            low: self.low.max(other.low),
            high: self.high.max(other.high),
        }
    }
}

/// What is known of a duration by one clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// It took this long.
    Ended(Length),
    /// It has lasted this long so far, and with it a part that is over and took so long, where that is the longest.
    Running(Length, Option<i64>),
    /// It took this long at most: something that may have shortened it has no time.
    AtMost(Length),
    /// Not known.
    Unknown,
}

impl Reading {
    /// How long it took, where it is over.
    pub(super) fn took(self) -> Option<i64> {
        match self {
            Self::Ended(length) | Self::AtMost(length) => Some(length.seconds),
            Self::Running(_, took) => took,
            Self::Unknown => None,
        }
    }

    /// The outcome against a limit, and whether it could be another one within the bounds of the times.
    pub(super) fn judge(self, limit: i64) -> (Outcome, bool) {
        let (length, outcome) = match self {
            Self::Ended(length) | Self::AtMost(length) if length.seconds <= limit => (length, Outcome::Met),
            Self::Ended(length) => (length, Outcome::Breached(Some(length.seconds))),
            Self::Running(length, _) if length.seconds <= limit => (length, Outcome::Pending),
            Self::Running(length, took) => (length, Outcome::Breached(took)),
            Self::AtMost(_) | Self::Unknown => return (Outcome::Unknown, false),
        };
        (outcome, length.low <= limit && limit < length.high)
    }
}

/// A duration of an incident by a clock; until `now` where it has not ended.
pub(super) fn duration(
    case: &Case,
    numbers: &CaseNumbers,
    measure: Measure,
    policy: &Policy,
    now: i64,
    clock: &Clock<'_>,
) -> Reading {
    let Some((from, to)) = measure.ends(policy) else { return Reading::Unknown };
    let Some(start) = case.times.get(from) else { return Reading::Unknown };
    match numbers.get(measure) {
        Value::Known { .. } => {
            let length = case.times.get(to).and_then(|end| clock.span(start, end));
            length.map_or(Reading::Unknown, Reading::Ended)
        }
        Value::Open => {
            let now = Bounds::exact(now.max(start.point.unwrap_or(now)));
            clock.span(start, &now).map_or(Reading::Unknown, |length| Reading::Running(length, None))
        }
        _ => Reading::Unknown,
    }
}
