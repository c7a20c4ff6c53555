//! Downtime weighted by the share of users or requests hurt, and the availability that is left.
//!
//! Where several intervals overlap, the largest share counts, once: two half outages at a time may hurt the
//! same half. A share that nobody knows is no number in between: it makes the downtime a range, from none to
//! all.

use super::Bounds;
use super::attribution::attributed;
use super::intervals::Interval;
use serde::Serialize;

/// A stretch of impact.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Impact {
    /// When.
    #[serde(flatten)]
    pub during: Interval,
    /// The share hurt, in `0..=1`; `None` is unknown, and so is a number outside that range or NaN.
    pub share: Option<f64>,
}

/// The downtime of `impacts` (any order) in seconds of full outage.
///
/// At every second the largest share among the intervals that hold it, summed. `low` takes unknown shares as
/// 0, `high` as 1; they are equal where every share that matters is known.
pub fn weighted_downtime(impacts: &[Impact]) -> Bounds {
    let owned: Vec<(Impact, usize)> = impacts.iter().map(|impact| (*impact, 0)).collect();
    attributed(&owned, 1).pop().unwrap_or(Bounds { low: 0.0, high: 0.0 })
}

/// The share of `window` during which the service worked: `1 - weighted downtime / length of the window`.
///
/// Only what lies inside the window counts. `low` belongs to the most downtime, `high` to the least; both are
/// in `0..=1`. `None` where the window is empty.
pub fn availability(impacts: &[Impact], window: Interval) -> Option<Bounds> {
    if window.is_empty() {
        return None;
    }
    let inside: Vec<Impact> =
        impacts.iter().map(|impact| Impact { during: impact.during.clip(window), ..*impact }).collect();
    let downtime = weighted_downtime(&inside);
    let length = window.length() as f64;
    Some(Bounds { low: 1.0 - downtime.high / length, high: 1.0 - downtime.low / length })
}

#[cfg(test)]
mod tests {
    use super::{Impact, availability, weighted_downtime};
    use crate::numbers::{Bounds, intervals::Interval};
    use proptest::prelude::*;

    fn impact(from: i64, to: i64, share: Option<f64>) -> Impact {
        Impact { during: Interval { from, to }, share }
    }

    fn both(seconds: f64) -> Bounds {
        Bounds { low: seconds, high: seconds }
    }

    #[test]
    fn the_larger_share_counts_once() {
        let impacts = [impact(0, 100, Some(0.25)), impact(40, 60, Some(1.0)), impact(50, 120, Some(0.5))];
        assert_eq!(weighted_downtime(&impacts), both(40.0 * 0.25 + 20.0 + 60.0 * 0.5));
        assert_eq!(weighted_downtime(&[]), both(0.0));
    }

    #[test]
    fn an_unknown_share_bounds_the_downtime() {
        let impacts = [impact(0, 100, None), impact(80, 120, Some(0.5))];
        assert_eq!(weighted_downtime(&impacts), Bounds { low: 20.0, high: 110.0 });
        // Beside a full outage the unknown share does not matter.
        assert_eq!(weighted_downtime(&[impact(5, 9, None), impact(0, 10, Some(1.0))]), both(10.0));
    }

    #[test]
    fn what_is_no_share_is_unknown() {
        for share in [-0.5, 1.5, 100.0, f64::NAN] {
            assert_eq!(
                weighted_downtime(&[impact(0, 8, Some(share))]),
                Bounds { low: 0.0, high: 8.0 },
                "{share}"
            );
        }
    }

    #[test]
    fn availability_is_what_the_window_has_left() {
        let window = Interval { from: 0, to: 1000 };
        let impacts = [impact(-50, 100, Some(0.5)), impact(900, 2000, None)];
        assert_eq!(availability(&impacts, window), Some(Bounds { low: 0.85, high: 0.95 }));
        assert_eq!(availability(&[], window), Some(both(1.0)));
        assert_eq!(availability(&[impact(-9, 9999, Some(1.0))], window), Some(both(0.0)));
        assert_eq!(availability(&impacts, Interval { from: 7, to: 7 }), None);
    }

    fn any_impact() -> impl Strategy<Value = Impact> {
        // Quarters add up exactly, so the comparison needs no tolerance.
        let share = prop::option::of((0u8..=4).prop_map(|quarters| f64::from(quarters) / 4.0));
        (-30i64..60, -30i64..60, share).prop_map(|(from, to, share)| impact(from, to, share))
    }

    proptest! {
        /// Second by second, the largest share of those that hold it.
        #[test]
        fn downtime_is_the_sum_over_seconds(impacts in prop::collection::vec(any_impact(), 0..12)) {
            let brute = |unknown: f64| -> f64 {
                let share = |second: i64| {
                    impacts.iter()
                        .filter(|one| one.during.from <= second && second < one.during.to)
                        .fold(0.0_f64, |most, one| most.max(one.share.unwrap_or(unknown)))
                };
                (-31..61).map(share).sum()
            };
            prop_assert_eq!(weighted_downtime(&impacts), Bounds { low: brute(0.0), high: brute(1.0) });
        }
    }
}
