//! The numbers of one incident.

use crate::numbers::intervals::{Interval, total_length};
use crate::record::{DetectionSource, Flag, IncidentKind, Leaf, Milestone, OutageKind};
use crate::time::{Bounds, Time};
use crate::workspace::{Case, Policy};

/// A duration of an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Time to detect.
    Ttd,
    /// Time to acknowledge.
    Tta,
    /// Time to mitigate.
    Ttm,
    /// Time to resolve.
    Ttr,
    /// Time in impact.
    Impact,
}

impl Measure {
    /// Every measure in the order of a response.
    pub const ALL: [Self; 5] = [Self::Ttd, Self::Tta, Self::Ttm, Self::Ttr, Self::Impact];

    /// Its key in JSON and CSV.
    pub fn key(self) -> &'static str {
        match self {
            Self::Ttd => "ttd",
            Self::Tta => "tta",
            Self::Ttm => "ttm",
            Self::Ttr => "ttr",
            Self::Impact => "time_in_impact",
        }
    }

    /// Its name for readers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ttd => "TTD",
            Self::Tta => "TTA",
            Self::Ttm => "TTM",
            Self::Ttr => "TTR",
            Self::Impact => "time in impact",
        }
    }

    /// The milestones it runs between under the settings; none for time in impact.
    pub fn ends(self, policy: &Policy) -> Option<(Milestone, Milestone)> {
        policy.metrics.get(self as usize).copied()
    }

    /// Its definition in words, always printed beside the number.
    pub fn definition(self, policy: &Policy) -> String {
        match self.ends(policy) {
            Some((from, to)) => format!("{from} to {to}"),
            None => "merged length of the stated outage intervals".into(),
        }
    }
}

/// What is known of a duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// Known, with the bounds its times allow; all in seconds.
    Known {
        /// Point estimate.
        seconds: i64,
        /// Shortest.
        low: i64,
        /// Longest.
        high: i64,
    },
    /// One of its ends is not known; what the written times still allow, in seconds.
    Unknown {
        /// At least.
        low: i64,
        /// At most; `None` where nothing says so.
        high: Option<i64>,
    },
    /// It has not ended yet.
    Open,
    /// It is not counted here, and why.
    Excluded(&'static str),
    /// The kind of record has no such duration.
    NotApplicable,
}

impl Value {
    /// Nothing is known.
    pub(super) const UNKNOWN: Self = Self::Unknown { low: 0, high: None };

    /// The point estimate in seconds.
    pub fn seconds(self) -> Option<i64> {
        match self {
            Self::Known { seconds, .. } => Some(seconds),
            _ => None,
        }
    }
}

/// Why a detection before the impact is no time to detect.
pub const BEFORE_IMPACT: &str = "detected before impact";
/// Why a negative duration is not counted.
pub const NEGATIVE: &str = "ends before it begins";

/// One stated outage interval, readable.
#[derive(Debug, Clone, PartialEq)]
pub struct Outage<'a> {
    /// The service as written.
    pub service: Option<&'a str>,
    /// Down or degraded.
    pub kind: OutageKind,
    /// The share that was hit; 1 for `down` without one, `None` where it is not stated.
    pub share: Option<f64>,
    /// Begin, seconds since 1970.
    pub from: i64,
    /// End; `None` while it lasts.
    pub to: Option<i64>,
    /// From the latest begin to the earliest end that its times allow; empty where they may leave nothing.
    pub shortest: Option<Interval>,
    /// From the earliest begin to the latest end.
    pub longest: Option<Interval>,
}

/// The durations of one incident.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseNumbers {
    values: [Value; 5],
}

impl CaseNumbers {
    /// One duration.
    pub fn get(&self, measure: Measure) -> Value {
        self.values[measure as usize]
    }
}

/// Computes the durations of one incident.
pub fn numbers(case: &Case, policy: &Policy) -> CaseNumbers {
    CaseNumbers { values: Measure::ALL.map(|measure| value(case, measure, policy)) }
}

fn value(case: &Case, measure: Measure, policy: &Policy) -> Value {
    if matches!(case.kind, IncidentKind::NearMiss | IncidentKind::Maintenance) {
        return Value::NotApplicable;
    }
    let Some((from, to)) = measure.ends(policy) else { return in_impact(case, policy) };
    if (from, to) == (Milestone::Started, Milestone::Detected) && before_impact(case) {
        return Value::Excluded(BEFORE_IMPACT);
    }
    let Some(start) = case.times.get(from) else { return Value::UNKNOWN };
    match case.times.get(to) {
        Some(end) => between(start, end),
        None if case.is_open() && !case.times.withholds(to) => Value::Open,
        None => Value::UNKNOWN,
    }
}

/// Whether it was noticed before users were hurt: said so, or shown by the times beyond doubt.
pub fn before_impact(case: &Case) -> bool {
    let said = case.data.detection.as_ref().and_then(|d| d.before_impact.as_ref()).and_then(Leaf::get);
    let times = case.times.get(Milestone::Started).zip(case.times.get(Milestone::Detected));
    said == Some(&Flag(true)) || times.is_some_and(|(started, detected)| !started.can_precede(detected))
}

/// Who noticed, where it is known.
pub fn detected_by(case: &Case) -> Option<DetectionSource> {
    let source = case.data.detection.as_ref()?.source.as_ref()?.get().copied()?;
    (source != DetectionSource::Unknown).then_some(source)
}

fn between(start: &Bounds, end: &Bounds) -> Value {
    let low = end.low.zip(start.high).map_or(0, |(end, start)| (end - start).max(0));
    let high = end.high.zip(start.low).map(|(end, start)| end - start);
    let Some((from, to)) = start.point.zip(end.point) else {
        return Value::Unknown { low, high: high.filter(|high| *high >= low) };
    };
    if to < from {
        return Value::Excluded(NEGATIVE);
    }
    Value::Known { seconds: to - from, low, high: high.unwrap_or(to - from) }
}

fn in_impact(case: &Case, policy: &Policy) -> Value {
    let outages = outages(case, policy);
    if outages.iter().any(|outage| outage.to.is_some_and(|to| to < outage.from)) {
        return Value::Excluded(NEGATIVE);
    }
    if outages.iter().any(|outage| outage.to.is_none()) {
        return Value::Open;
    }
    if outages.is_empty() {
        return Value::UNKNOWN;
    }
    let span = |outage: &Outage<'_>| Some(Interval { from: outage.from, to: outage.to? });
    let length = |of: &dyn Fn(&Outage<'_>) -> Option<Interval>| {
        total_length(&outages.iter().filter_map(of).collect::<Vec<_>>())
    };
    Value::Known {
        seconds: length(&span),
        low: length(&|outage| outage.shortest),
        high: length(&|outage| outage.longest),
    }
}

/// The outage intervals of an incident whose times can be read; without an end only while the incident is open.
pub fn outages<'a>(case: &'a Case, policy: &Policy) -> Vec<Outage<'a>> {
    let mut out = Vec::new();
    for outage in case.data.impact.iter().flat_map(|impact| &impact.outages) {
        let bounds = |leaf: &Option<Leaf<Time>>| {
            leaf.as_ref().and_then(Leaf::get).map(|time| policy.times.bounds(time)).unwrap_or_default()
        };
        let kind = outage.kind.as_ref().and_then(Leaf::get).copied().unwrap_or(OutageKind::Down);
        let share = outage.share.as_ref().and_then(Leaf::get).map(|share| share.0);
        let (begin, end) = (bounds(&outage.from), bounds(&outage.to));
        let Some(from) = begin.point else { continue };
        let to = end.point;
        if to.is_some() || (outage.to.is_none() && case.is_open()) {
            let share = share.or((kind == OutageKind::Down).then_some(1.0));
            let span = |from: Option<i64>, to: Option<i64>| Some(Interval { from: from?, to: to? });
            out.push(Outage {
                service: outage.service.as_deref(),
                kind,
                share,
                from,
                to,
                shortest: span(begin.high, end.low).filter(|span| span.from <= span.to),
                longest: span(begin.low, end.high),
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Settings;
    use crate::workspace::read_case;

    fn impact(outages: &str) -> Value {
        let policy = Policy::new(&Settings::default());
        let text = format!("id: INC-1\nstatus: closed\nimpact:\n  outages: [{outages}]\n");
        numbers(&read_case("INC-1.yaml", &text, &policy).unwrap(), &policy).get(Measure::Impact)
    }

    #[test]
    fn time_in_impact_carries_the_bounds_of_its_times() {
        let exact = "{from: 2026-03-01T10:00:00Z, to: 2026-03-01T11:00:00Z}";
        assert_eq!(impact(exact), Value::Known { seconds: 3_600, low: 3_600, high: 3_600 });
        let about = "{from: ~2026-03-01T10:00:00Z, to: 2026-03-01T11:00:00Z}";
        assert_eq!(impact(about), Value::Known { seconds: 3_600, low: 2_700, high: 4_500 });
        // Where one is sure to lie in another, its own bounds change nothing.
        let inside = format!("{exact}, {{from: ~2026-03-01T10:20:00Z, to: ~2026-03-01T10:40:00Z}}");
        assert_eq!(impact(&inside), Value::Known { seconds: 3_600, low: 3_600, high: 3_600 });
        let brief = "{from: ~2026-03-01T10:00:00Z, to: ~2026-03-01T10:10:00Z}";
        assert_eq!(impact(brief), Value::Known { seconds: 600, low: 0, high: 2_400 });
    }

    #[test]
    fn an_outage_that_ends_before_it_begins_is_no_time_of_zero() {
        let backwards = "{from: 2026-03-01T11:00:00Z, to: 2026-03-01T10:00:00Z}";
        assert_eq!(impact(backwards), Value::Excluded(NEGATIVE));
        let and_another = format!("{backwards}, {{from: 2026-03-01T12:00:00Z, to: 2026-03-01T13:00:00Z}}");
        assert_eq!(impact(&and_another), Value::Excluded(NEGATIVE));
    }
}
