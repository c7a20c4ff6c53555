//! Sets of time intervals in whole seconds: union, length, and what falls into a window.

use super::saturate;
use serde::Serialize;

/// The time from `from` up to, not including, `to`: seconds since any one instant.
///
/// Where `to <= from` it is empty; that times stand the wrong way round is a finding made elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Interval {
    /// The first second inside.
    pub from: i64,
    /// The first second after it.
    pub to: i64,
}

impl Interval {
    /// Whether no second is inside.
    pub fn is_empty(self) -> bool {
        self.to <= self.from
    }

    /// Its length in seconds: 0 where empty; stops at the end of `i64`.
    pub fn length(self) -> i64 {
        saturate(i128::from(self.to) - i128::from(self.from)).max(0)
    }

    /// The part of it inside `window`, perhaps empty.
    #[must_use]
    pub fn clip(self, window: Self) -> Self {
        Self { from: self.from.max(window.from), to: self.to.min(window.to) }
    }
}

/// The union of `intervals` (any order): ascending, with a gap between any two, none empty.
pub fn merge(intervals: &[Interval]) -> Vec<Interval> {
    let mut sorted: Vec<Interval> =
        intervals.iter().copied().filter(|interval| !interval.is_empty()).collect();
    sorted.sort_unstable();
    let mut merged: Vec<Interval> = Vec::with_capacity(sorted.len());
    for interval in sorted {
        match merged.last_mut() {
            Some(last) if interval.from <= last.to => last.to = last.to.max(interval.to),
            _ => merged.push(interval),
        }
    }
    merged
}

/// How many seconds lie in at least one of `intervals` (any order, overlaps count once); 0 for none.
///
/// The empty set has a length. Whether an incident without intervals has an unknown time in impact is for the
/// caller to say, before asking.
pub fn total_length(intervals: &[Interval]) -> i64 {
    saturate(merge(intervals).into_iter().map(|interval| i128::from(interval.length())).sum())
}

/// The parts of `intervals` inside `window`, in their order, without those that lie outside.
pub fn clip(intervals: &[Interval], window: Interval) -> Vec<Interval> {
    intervals.iter().map(|interval| interval.clip(window)).filter(|interval| !interval.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Interval, clip, merge, total_length};
    use proptest::prelude::*;

    fn of(ends: &[(i64, i64)]) -> Vec<Interval> {
        ends.iter().map(|&(from, to)| Interval { from, to }).collect()
    }

    #[test]
    fn touching_and_nested_intervals_become_one() {
        assert_eq!(merge(&of(&[(5, 9), (0, 5), (1, 3), (20, 21)])), of(&[(0, 9), (20, 21)]));
        assert_eq!(total_length(&of(&[(5, 9), (0, 5), (1, 3), (20, 21)])), 10);
    }

    #[test]
    fn the_empty_and_the_reversed_hold_no_second() {
        assert_eq!(merge(&of(&[(4, 4), (9, 2)])), []);
        assert_eq!(total_length(&[]), 0);
        assert_eq!(Interval { from: 9, to: 2 }.length(), 0);
    }

    #[test]
    fn a_window_cuts_and_drops() {
        let window = Interval { from: 10, to: 20 };
        assert_eq!(
            clip(&of(&[(0, 10), (5, 12), (13, 14), (19, 30), (20, 30)]), window),
            of(&[(10, 12), (13, 14), (19, 20)])
        );
    }

    #[test]
    fn all_of_time_does_not_overflow() {
        assert_eq!(total_length(&of(&[(i64::MIN, 0), (-5, i64::MAX)])), i64::MAX);
    }

    proptest! {
        /// Second by second: in the union exactly where in any, and the union is as small as can be written.
        #[test]
        fn a_union_holds_the_seconds_of_its_parts(ends in prop::collection::vec((-30i64..60, -30i64..60), 0..12)) {
            let parts = of(&ends);
            let merged = merge(&parts);
            let holds = |set: &[Interval], second| set.iter().any(|one| one.from <= second && second < one.to);
            for second in -31..61 {
                prop_assert_eq!(holds(&parts, second), holds(&merged, second), "second {}", second);
            }
            prop_assert!(merged.iter().all(|one| !one.is_empty()));
            prop_assert!(merged.windows(2).all(|pair| pair[0].to < pair[1].from));
            let seconds = (-31..61).filter(|&second| holds(&parts, second)).count();
            prop_assert_eq!(total_length(&parts), i64::try_from(seconds).unwrap());
        }

        /// Cutting before or after the union gives the same seconds, all of them in the window.
        #[test]
        fn clipping_and_merging_commute(
            ends in prop::collection::vec((-30i64..60, -30i64..60), 0..12),
            window in (-40i64..70, -40i64..70),
        ) {
            let (parts, window) = (of(&ends), Interval { from: window.0, to: window.1 });
            let clipped = merge(&clip(&parts, window));
            prop_assert_eq!(&clipped, &clip(&merge(&parts), window));
            prop_assert!(clipped.iter().all(|one| window.from <= one.from && one.to <= window.to));
        }
    }
}
