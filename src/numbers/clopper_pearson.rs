//! The exact interval of a proportion, and its one-sided bounds.
//!
//! C. J. Clopper and E. S. Pearson, "The Use of Confidence or Fiducial Limits Illustrated in the Case of the Binomial",
//! Biometrika 26 (1934): the shares that neither tail of the binomial distribution refuses, ends that are quantiles of
//! beta distributions. It covers at least as often as it says, whatever the share.

use super::inverse::{Tail, beta_quantile};
use super::wilson::Proportion;
use super::{Bounds, is_chance};

/// The share `count / n` with its exact interval at `level`, `(1 − level) / 2` in either tail.
///
/// `None` where `n` is 0, `count` exceeds `n`, or `level` is not strictly between 0 and 1.
pub fn clopper_pearson(count: u64, n: u64, level: f64) -> Option<Proportion> {
    if !is_chance(level) {
        return None;
    }
    let tail = (1.0 - level) / 2.0;
    let interval = Bounds { low: lower_end(count, n, tail)?, high: upper_end(count, n, tail)? };
    Some(Proportion { count, n, share: count as f64 / n as f64, interval })
}

/// The share that `count` of `n` is at least, at the one-sided `level`; 0 where `count` is 0.
///
/// `None` as for [`clopper_pearson`].
pub fn lower_bound(count: u64, n: u64, level: f64) -> Option<f64> {
    lower_end(count, n, 1.0 - level)
}

/// The share that `count` of `n` is at most, at the one-sided `level`; 1 where `count` is `n`.
///
/// `None` as for [`clopper_pearson`].
pub fn upper_bound(count: u64, n: u64, level: f64) -> Option<f64> {
    upper_end(count, n, 1.0 - level)
}

/// The share at which `count` or more of `n` have the chance `tail`.
pub(super) fn lower_end(count: u64, n: u64, tail: f64) -> Option<f64> {
    if n == 0 || count > n || !is_chance(tail) {
        return None;
    }
    if count == 0 {
        Some(0.0)
    } else {
        beta_quantile(Tail::Below(tail), count as f64, (n - count) as f64 + 1.0)
    }
}

/// The share at which `count` or fewer of `n` have the chance `tail`.
pub(super) fn upper_end(count: u64, n: u64, tail: f64) -> Option<f64> {
    if n == 0 || count > n || !is_chance(tail) {
        return None;
    }
    if count == n {
        Some(1.0)
    } else {
        beta_quantile(Tail::Above(tail), count as f64 + 1.0, (n - count) as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::{clopper_pearson, lower_bound, upper_bound};
    use crate::numbers::LEVEL;

    #[test]
    fn what_is_no_proportion_has_none() {
        assert_eq!(clopper_pearson(0, 0, LEVEL), None);
        assert_eq!(clopper_pearson(3, 2, LEVEL), None);
        assert_eq!(clopper_pearson(1, 2, 1.0), None);
        assert_eq!(lower_bound(0, 0, LEVEL), None);
        assert_eq!(upper_bound(1, 2, f64::NAN), None);
    }

    #[test]
    fn none_and_all_reach_the_end_but_are_never_certain() {
        let none = clopper_pearson(0, 10, LEVEL).unwrap().interval;
        let all = clopper_pearson(10, 10, LEVEL).unwrap().interval;
        assert_eq!((none.low, all.high), (0.0, 1.0));
        assert!((none.high - (1.0 - 0.025_f64.powf(0.1))).abs() < 1e-14, "{none:?}");
        assert!((all.low - 0.025_f64.powf(0.1)).abs() < 1e-14, "{all:?}");
    }

    #[test]
    fn the_rule_of_three() {
        // None of 100: at most about 3 %.
        let bound = upper_bound(0, 100, LEVEL).unwrap();
        assert!((bound - (1.0 - 0.05_f64.powf(0.01))).abs() < 1e-14, "{bound}");
        assert!((lower_bound(100, 100, LEVEL).unwrap() + bound - 1.0).abs() < 1e-14);
    }
}
