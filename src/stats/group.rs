//! One measure over a group of incidents.

use super::case::{CaseNumbers, Measure, Value};
use super::sensitivity::Sensitivity;
use crate::numbers::summary::Summary;
use crate::workspace::Case;

/// An incident left out of a statistic, and why.
#[derive(Debug, Clone, Copy)]
pub struct Excluded<'a> {
    /// The incident.
    pub case: &'a Case,
    /// Why.
    pub reason: &'static str,
}

/// One measure over a group of incidents.
#[derive(Debug)]
pub struct Group<'a> {
    /// The measure.
    pub measure: Measure,
    /// Its statistics, in seconds, over the known values.
    pub summary: Summary,
    /// The incidents with a known value, in the order of the summary's input.
    pub known: Vec<&'a Case>,
    /// Incidents in which one of its ends is not known.
    pub unknown: Vec<&'a Case>,
    /// Incidents in which it has not ended yet.
    pub open: Vec<&'a Case>,
    /// Incidents left out, and why.
    pub excluded: Vec<Excluded<'a>>,
    /// How far the statistics could be off, where a time is imprecise or missing.
    pub sensitivity: Option<Sensitivity>,
}

impl<'a> Group<'a> {
    /// The incident that makes up most of the total, and its share.
    pub fn dominant(&self) -> Option<(&'a Case, f64)> {
        let dominant = self.summary.dominant.as_ref()?;
        Some((self.known.get(dominant.index)?, dominant.share))
    }
}

/// Computes one measure over incidents with their numbers.
pub fn group<'a>(measure: Measure, cases: &[(&'a Case, CaseNumbers)]) -> Group<'a> {
    let mut seconds = Vec::new();
    let (mut known, mut unknown, mut open, mut excluded) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (case, numbers) in cases {
        match numbers.get(measure) {
            Value::Known { seconds: value, .. } => {
                seconds.push(value);
                known.push(*case);
            }
            Value::Unknown { .. } => unknown.push(*case),
            Value::Open => open.push(*case),
            Value::Excluded(reason) => excluded.push(Excluded { case, reason }),
            Value::NotApplicable => {}
        }
    }
    let sensitivity = Sensitivity::of(cases.iter().map(|(_, numbers)| numbers.get(measure)));
    Group { measure, summary: Summary::of(&seconds), known, unknown, open, excluded, sensitivity }
}
