//! The exact interval of the mean of a count.
//!
//! F. Garwood, "Fiducial Limits for the Poisson Distribution", Biometrika 28 (1936): the means that neither tail of the
//! Poisson distribution refuses, ends that are quantiles of gamma distributions. It covers at least as often as it says.

use super::inverse::{Tail, gamma_quantile};
use super::{Bounds, is_chance};

/// The interval at `level` of the mean behind `count` events, `(1 − level) / 2` in either tail.
///
/// The lower end is 0 where nothing was counted; the upper end never is. `None` where `level` is not strictly between
/// 0 and 1.
pub fn poisson(count: u64, level: f64) -> Option<Bounds> {
    if !is_chance(level) {
        return None;
    }
    let tail = (1.0 - level) / 2.0;
    let low = if count == 0 { 0.0 } else { gamma_quantile(Tail::Below(tail), count as f64)? };
    Some(Bounds { low, high: gamma_quantile(Tail::Above(tail), count as f64 + 1.0)? })
}

#[cfg(test)]
mod tests {
    use super::poisson;
    use crate::numbers::LEVEL;

    #[test]
    fn nothing_counted_is_not_nothing_to_expect() {
        let none = poisson(0, LEVEL).unwrap();
        assert!(none.low == 0.0 && (none.high + 0.025_f64.ln()).abs() < 1e-12, "{none:?}");
    }

    #[test]
    fn ten_are_between_five_and_eighteen() {
        let ten = poisson(10, LEVEL).unwrap();
        assert!((ten.low - 4.795_389).abs() < 1e-6 && (ten.high - 18.390_356).abs() < 1e-6, "{ten:?}");
    }

    #[test]
    fn a_level_is_a_share() {
        assert_eq!(poisson(3, 95.0), None);
        assert_eq!(poisson(3, f64::NAN), None);
    }
}
