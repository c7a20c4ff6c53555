//! Wilson's score interval of a proportion.
//!
//! E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", Journal of the
//! American Statistical Association 22 (1927): the shares `x` whose score test at `level` keeps the observed
//! share `p`, the roots of `(1 + z²/n) x² - (2p + z²/n) x + p² = 0`. No continuity correction.

use super::{Bounds, student::z_two_sided};
use serde::Serialize;

/// A share of a whole, with its interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Proportion {
    /// How many of `n`.
    pub count: u64,
    /// Of how many; at least 1.
    pub n: u64,
    /// `count / n`, in `0..=1`.
    pub share: f64,
    /// Its confidence interval, within `0..=1`; never a single point, not even at 0 or `n`.
    pub interval: Bounds,
}

/// The share `count / n` with its Wilson interval at `level`.
///
/// `None` where `n` is 0, `count` exceeds `n`, or `level` is not strictly between 0 and 1.
pub fn wilson(count: u64, n: u64, level: f64) -> Option<Proportion> {
    if n == 0 || count > n {
        return None;
    }
    let strength = z_two_sided(level)?.powi(2) / n as f64;
    let share = count as f64 / n as f64;
    // Half the sum of the two roots and half their distance, before the division by 1 + z²/n.
    let middle = share + strength / 2.0;
    let half = (strength * (share * (1.0 - share) + strength / 4.0)).sqrt();
    // The product of the roots gives the lower one without a subtraction: exact for a rare event, and 0 at 0.
    let low = share * share / (middle + half);
    let high = if count == n { 1.0 } else { (middle + half) / (1.0 + strength) };
    Some(Proportion { count, n, share, interval: Bounds { low, high } })
}

#[cfg(test)]
mod tests {
    use super::wilson;
    use crate::numbers::LEVEL;

    #[test]
    fn nothing_has_no_share() {
        assert_eq!(wilson(0, 0, LEVEL), None);
    }

    #[test]
    fn what_is_no_proportion_has_none() {
        assert_eq!(wilson(3, 2, LEVEL), None);
        assert_eq!(wilson(1, 2, 0.0), None);
        assert_eq!(wilson(1, 2, f64::NAN), None);
    }

    #[test]
    fn none_and_all_reach_the_end_but_are_never_certain() {
        let none = wilson(0, 10, LEVEL).unwrap().interval;
        let all = wilson(10, 10, LEVEL).unwrap().interval;
        assert_eq!((none.low, all.high), (0.0, 1.0));
        // z² / (n + z²) with z = 1.959964.
        assert!((none.high - 0.277_533).abs() < 1e-6, "{none:?}");
        assert!((all.low - 0.722_467).abs() < 1e-6, "{all:?}");
    }

    #[test]
    fn it_mirrors() {
        let (few, most) = (wilson(3, 17, LEVEL).unwrap(), wilson(14, 17, LEVEL).unwrap());
        assert!((few.interval.low + most.interval.high - 1.0).abs() < 1e-15);
        assert!((few.interval.high + most.interval.low - 1.0).abs() < 1e-15);
    }
}
