//! Whose downtime it is, where outages overlap: every second is counted once, and the parts sum to the whole.

use super::Bounds;
use super::downtime::Impact;
use super::intervals::Interval;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A share, so that a heap can order it; never NaN.
#[derive(PartialEq)]
struct Share(f64);

impl Eq for Share {}

impl PartialOrd for Share {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Share {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

/// The part that each owner has in [`super::downtime::weighted_downtime`], in seconds of full outage; the parts sum to that
/// of one owner of everything, at both ends.
///
/// `impacts` are stretches with their owner, a number below `owners`; the lower the number, the earlier the owner. A
/// second goes to the owner with the largest known share, and to the earlier of two that are equal. What an unknown
/// share may add to it, from nothing up to all that is left, goes to the earliest owner with one. Time goes from left to
/// right in `O(n log n)`: between two neighbouring ends nothing changes, the heaps hold what has begun with what counts on
/// top, and what is over is taken off only when it gets there.
pub fn attributed(impacts: &[(Impact, usize)], owners: usize) -> Vec<Bounds> {
    let known = |impact: &Impact| impact.share.filter(|share| (0.0..=1.0).contains(share));
    let mut waiting: Vec<&(Impact, usize)> =
        impacts.iter().filter(|(impact, owner)| !impact.during.is_empty() && *owner < owners).collect();
    waiting.sort_by_key(|(impact, owner)| (impact.during, *owner));
    let mut ends: Vec<i64> =
        waiting.iter().flat_map(|(impact, _)| [impact.during.from, impact.during.to]).collect();
    ends.sort_unstable();
    ends.dedup();
    let mut parts = vec![Bounds { low: 0.0, high: 0.0 }; owners];
    let mut waiting = waiting.into_iter().peekable();
    let mut sure: BinaryHeap<(Share, Reverse<usize>, i64)> = BinaryHeap::new();
    let mut unsure: BinaryHeap<(Reverse<usize>, i64)> = BinaryHeap::new();
    for (&from, &to) in ends.iter().zip(ends.iter().skip(1)) {
        while let Some((impact, owner)) = waiting.next_if(|(impact, _)| impact.during.from <= from) {
            match known(impact) {
                Some(share) => sure.push((Share(share), Reverse(*owner), impact.during.to)),
                None => unsure.push((Reverse(*owner), impact.during.to)),
            }
        }
        while sure.peek().is_some_and(|(.., end)| *end <= from) {
            sure.pop();
        }
        while unsure.peek().is_some_and(|(.., end)| *end <= from) {
            unsure.pop();
        }
        let seconds = Interval { from, to }.length() as f64;
        let mut left = 1.0;
        if let Some((Share(share), Reverse(owner), _)) = sure.peek() {
            left -= share;
            parts[*owner].low += share * seconds;
            parts[*owner].high += share * seconds;
        }
        if let Some((Reverse(owner), _)) = unsure.peek() {
            parts[*owner].high += left * seconds;
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::attributed;
    use crate::numbers::Bounds;
    use crate::numbers::downtime::{Impact, weighted_downtime};
    use crate::numbers::intervals::Interval;
    use proptest::prelude::*;

    fn impact(from: i64, to: i64, share: Option<f64>) -> Impact {
        Impact { during: Interval { from, to }, share }
    }

    fn both(seconds: f64) -> Bounds {
        Bounds { low: seconds, high: seconds }
    }

    #[test]
    fn the_larger_share_has_the_second_and_the_earlier_one_on_a_tie() {
        let impacts = [
            (impact(0, 100, Some(0.5)), 0),
            (impact(50, 150, Some(1.0)), 1),
            (impact(140, 200, Some(1.0)), 2),
        ];
        assert_eq!(attributed(&impacts, 3), [both(25.0), both(100.0), both(50.0)]);
        let later_first = [(impact(0, 10, Some(1.0)), 1), (impact(5, 20, Some(1.0)), 0)];
        assert_eq!(attributed(&later_first, 2), [both(15.0), both(5.0)]);
    }

    #[test]
    fn an_unknown_share_adds_at_most_what_is_left() {
        let impacts = [(impact(0, 100, Some(0.25)), 0), (impact(50, 150, None), 1)];
        assert_eq!(attributed(&impacts, 2), [both(25.0), Bounds { low: 0.0, high: 50.0 * 0.75 + 50.0 }]);
        let beside_all = [(impact(0, 10, Some(1.0)), 1), (impact(0, 10, None), 0)];
        assert_eq!(attributed(&beside_all, 2), [both(0.0), both(10.0)]);
    }

    proptest! {
        /// The parts sum to the whole, and nobody has more than alone.
        #[test]
        fn parts_sum_to_the_whole(
            outages in prop::collection::vec(
                (-30i64..60, -30i64..60, prop::option::of(0u8..=4), 0usize..5), 0..14),
        ) {
            // Quarters add up exactly, so the comparison needs no tolerance.
            let impacts: Vec<(Impact, usize)> = outages
                .into_iter()
                .map(|(from, to, share, owner)| (impact(from, to, share.map(|q| f64::from(q) / 4.0)), owner))
                .collect();
            let parts = attributed(&impacts, 5);
            let all: Vec<Impact> = impacts.iter().map(|(impact, _)| *impact).collect();
            let low = parts.iter().map(|part| part.low).sum::<f64>();
            let high = parts.iter().map(|part| part.high).sum::<f64>();
            prop_assert_eq!(Bounds { low, high }, weighted_downtime(&all));
            for (owner, part) in parts.iter().enumerate() {
                let own: Vec<Impact> =
                    impacts.iter().filter(|(_, of)| *of == owner).map(|(impact, _)| *impact).collect();
                let alone = weighted_downtime(&own);
                prop_assert!(part.low <= part.high && part.low <= alone.low && part.high <= alone.high);
            }
        }
    }
}
