//! The exact, distribution-free confidence interval of a median.
//!
//! The number of values below the true median is binomial with `n` trials and chance ½, whatever the values
//! are distributed like, so the order statistics `k` and `n + 1 - k` enclose the median with probability
//! `1 - 2 P(Bin(n, ½) <= k - 1)`: H. A. David and H. N. Nagaraja, "Order Statistics" (2003), section 7.1.
//! Ties only raise that probability.

use super::is_chance;
use serde::Serialize;

/// Fewer values than this have no 95 % interval: even the extremes of 5 enclose the median in 93.75 % only.
pub const FEWEST: usize = 6;

/// Forgives the rounding of a sum of probabilities; near any level in use, neighbouring pairs differ by far
/// more.
const ROUNDING: f64 = 1e-12;

/// Two order statistics that enclose the median, in the unit of the values.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct MedianInterval {
    /// The `ranks.0`-th smallest value.
    pub low: f64,
    /// The `ranks.1`-th smallest value.
    pub high: f64,
    /// The exact probability, at least the level asked for, that such a pair encloses the median.
    pub coverage: f64,
    /// The two ranks, `k` and `n + 1 - k`, counted from 1.
    pub ranks: (usize, usize),
}

/// The narrowest symmetric pair of order statistics that covers the median with probability `level` or more.
///
/// `sorted` ascends and holds no NaN. `None` where it has fewer than [`FEWEST`] values, where even the
/// extremes cover less than `level`, or where `level` is not strictly between 0 and 1.
pub fn median_interval(sorted: &[f64], level: f64) -> Option<MedianInterval> {
    let n = sorted.len();
    if n < FEWEST || !is_chance(level) {
        return None;
    }
    let (rank, coverage) = narrowest(n, level)?;
    let ranks = (rank, n + 1 - rank);
    Some(MedianInterval { low: *sorted.get(ranks.0 - 1)?, high: *sorted.get(ranks.1 - 1)?, coverage, ranks })
}

/// The largest `k` whose pair of ranks covers enough, and its coverage.
fn narrowest(n: usize, level: f64) -> Option<(usize, f64)> {
    let weights = lower_half(n);
    let all: f64 = 2.0 * weights.iter().sum::<f64>() - if n.is_multiple_of(2) { weights[n / 2] } else { 0.0 };
    let mut tail = 0.0;
    let mut best = None;
    for (below, weight) in weights.iter().enumerate() {
        tail += weight;
        let coverage = 1.0 - 2.0 * tail / all;
        if coverage + ROUNDING < level {
            break;
        }
        best = Some((below + 1, coverage));
    }
    best
}

/// `C(n, j) / C(n, n / 2)` for `j` in `0..=n / 2`.
///
/// Counted down from the middle, so that no `n` overflows; what underflows far out in the tail is 0 anyway.
fn lower_half(n: usize) -> Vec<f64> {
    let middle = n / 2;
    let mut weights = vec![1.0; middle + 1];
    for j in (0..middle).rev() {
        weights[j] = weights[j + 1] * (j + 1) as f64 / (n - j) as f64;
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::{MedianInterval, median_interval};
    use crate::numbers::LEVEL;

    fn first(n: u32, level: f64) -> Option<MedianInterval> {
        let values: Vec<f64> = (1..=n).map(f64::from).collect();
        median_interval(&values, level)
    }

    #[test]
    fn five_values_are_too_few() {
        for n in 0..6 {
            assert_eq!(first(n, LEVEL), None, "{n}");
        }
        let six = first(6, LEVEL).unwrap();
        assert_eq!((six.low, six.high, six.ranks), (1.0, 6.0, (1, 6)));
        assert!((six.coverage - 0.968_75).abs() < 1e-15, "{}", six.coverage);
    }

    #[test]
    fn a_level_met_exactly_is_met() {
        assert_eq!(first(6, 0.968_75).unwrap().ranks, (1, 6));
        assert_eq!(first(6, 0.968_751), None);
        assert_eq!(first(7, 0.99), None);
    }

    #[test]
    fn a_level_is_a_share() {
        for level in [0.0, 1.0, -0.5, 95.0, f64::NAN] {
            assert_eq!(first(20, level), None, "{level}");
        }
    }

    #[test]
    fn many_values_neither_overflow_nor_lose_the_level() {
        let many = first(100_000, LEVEL).unwrap();
        // The normal approximation n / 2 - 0.98 √n, which is within one rank here.
        assert!(many.ranks.0.abs_diff(49_691) <= 1, "{:?}", many.ranks);
        assert!((0.95..0.951).contains(&many.coverage), "{}", many.coverage);
    }

    #[test]
    fn ties_collapse_it() {
        let same = median_interval(&[7.0; 9], LEVEL).unwrap();
        assert_eq!((same.low, same.high), (7.0, 7.0));
    }
}
