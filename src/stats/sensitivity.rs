//! What imprecise and missing times could change: the same statistics at the shortest and at the longest that is possible.
//!
//! Mean, median, quantiles, geometric mean, minimum and maximum only grow when a value grows, so that their values with
//! every duration at its shortest and at its longest enclose whatever the exact times would give. What is not known at all
//! is not in those; the median with it is bounded by putting all of it at either end (C. F. Manski, "Partial
//! Identification of Probability Distributions", 2003, section 1.3).

use super::case::Value;
use crate::numbers::quantile::median;
use crate::numbers::summary::Summary;

/// How far the statistics of a group could be from what its point estimates say.
#[derive(Debug, Clone)]
pub struct Sensitivity {
    /// How many known values are not exact.
    pub imprecise: usize,
    /// How many values are not known; what has not ended yet is none of them.
    pub unknown: usize,
    /// The statistics of the known values, each as short as its times allow.
    pub shortest: Summary,
    /// The statistics of the known values, each as long as its times allow.
    pub longest: Summary,
    /// The least and the greatest median if what is not known were there, in seconds; no upper end where half of it all
    /// could be as long as it likes. `None` where everything is known.
    pub median_with_unknown: Option<(f64, Option<f64>)>,
}

impl Sensitivity {
    /// The sensitivity of a group; `None` where every value is exact and known.
    pub(super) fn of(values: impl Iterator<Item = Value>) -> Option<Self> {
        let (mut low, mut high) = (Vec::new(), Vec::new());
        let mut missing: Vec<(i64, Option<i64>)> = Vec::new();
        let mut imprecise = 0;
        for value in values {
            match value {
                Value::Known { low: least, high: most, .. } => {
                    imprecise += usize::from(least != most);
                    low.push(least);
                    high.push(most);
                }
                Value::Unknown { low, high } => missing.push((low, high)),
                Value::Open | Value::Excluded(_) | Value::NotApplicable => {}
            }
        }
        if imprecise == 0 && missing.is_empty() {
            return None;
        }
        let with = |known: Vec<i64>, missing: &mut dyn Iterator<Item = f64>| {
            let mut all: Vec<f64> = known.into_iter().map(|value| value as f64).chain(missing).collect();
            all.sort_by(f64::total_cmp);
            median(&all).filter(|median| median.is_finite())
        };
        let (shortest, longest) = (Summary::of(&low), Summary::of(&high));
        let least = with(low, &mut missing.iter().map(|(low, _)| *low as f64));
        let most =
            with(high, &mut missing.iter().map(|(_, high)| high.map_or(f64::INFINITY, |high| high as f64)));
        Some(Self {
            imprecise,
            unknown: missing.len(),
            shortest,
            longest,
            median_with_unknown: least.filter(|_| !missing.is_empty()).map(|least| (least, most)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(low: i64, seconds: i64, high: i64) -> Value {
        Value::Known { seconds, low, high }
    }

    #[test]
    fn exact_times_have_none() {
        assert!(Sensitivity::of([known(60, 60, 60), Value::Open].into_iter()).is_none());
        assert!(Sensitivity::of(std::iter::empty()).is_none());
    }

    #[test]
    fn every_statistic_is_enclosed() {
        let values = [known(0, 600, 1_500), known(60, 60, 60), known(900, 1_800, 2_700)];
        let found = Sensitivity::of(values.into_iter()).unwrap();
        assert_eq!((found.imprecise, found.unknown), (2, 0));
        assert_eq!((found.shortest.median, found.longest.median), (Some(60.0), Some(1_500.0)));
        assert_eq!((found.shortest.total, found.longest.total), (Some(960), Some(4_260)));
        assert_eq!(found.median_with_unknown, None);
    }

    #[test]
    fn the_unknown_may_lie_anywhere_they_are_allowed() {
        let unknown = Value::UNKNOWN;
        let of = |values: &[Value]| Sensitivity::of(values.iter().copied()).unwrap().median_with_unknown;
        let two = [known(60, 60, 60), known(120, 120, 120)];
        assert_eq!(of(&[two[0], two[1], unknown]), Some((60.0, Some(120.0))));
        assert_eq!(of(&[two[0], unknown]), Some((30.0, None)));
        let at_most = Value::Unknown { low: 30, high: Some(90) };
        assert_eq!(of(&[two[0], two[1], at_most]), Some((60.0, Some(90.0))));
        assert_eq!(of(&[unknown]), Some((0.0, None)));
    }
}
