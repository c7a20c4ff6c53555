//! How many times as often something happened in one period as in another, with an exact interval.
//!
//! Given the sum of two Poisson counts, the second is binomial, and its share says what the ratio of the rates is:
//! `share / (1 − share) · first exposure / second exposure`. The interval is that of Clopper and Pearson for the share:
//! J. Przyborowski and H. Wilenski, "Homogeneity of Results in Testing Samples from Poisson Series", Biometrika 31 (1940).

use super::clopper_pearson::{lower_end, upper_end};
use super::is_chance;
use serde::Serialize;

/// The rate of a second period over that of a first.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct RateRatio {
    /// The ratio of the two rates; `None` where nothing happened in the first.
    pub ratio: Option<f64>,
    /// The lower end of its interval; 0 where nothing happened in the second.
    pub low: f64,
    /// The upper end; `None` (as large as you like) where nothing happened in the first.
    pub high: Option<f64>,
}

/// `second / second_exposure` over `first / first_exposure` with its interval at `level`; exposures are in any unit, the
/// same for both: days, requests.
///
/// `None` where nothing happened in either, an exposure is not positive and finite, or `level` is not strictly between
/// 0 and 1.
pub fn rate_ratio(
    first: u64,
    first_exposure: f64,
    second: u64,
    second_exposure: f64,
    level: f64,
) -> Option<RateRatio> {
    let exposed = |exposure: f64| exposure.is_finite() && exposure > 0.0;
    let n = first.checked_add(second).filter(|&n| n > 0)?;
    if !exposed(first_exposure) || !exposed(second_exposure) || !is_chance(level) {
        return None;
    }
    let scale = first_exposure / second_exposure;
    let tail = (1.0 - level) / 2.0;
    // What is left of the second's share is the first's, which keeps its digits where the other is next to 1.
    let low = lower_end(second, n, tail)? / upper_end(first, n, tail)? * scale;
    let high = upper_end(second, n, tail)? / lower_end(first, n, tail)? * scale;
    let ratio = second as f64 / first as f64 * scale;
    Some(RateRatio { ratio: (first > 0).then_some(ratio), low, high: (first > 0).then_some(high) })
}

#[cfg(test)]
mod tests {
    use super::rate_ratio;
    use crate::numbers::LEVEL;

    #[test]
    fn nothing_has_no_ratio() {
        assert_eq!(rate_ratio(0, 90.0, 0, 90.0, LEVEL), None);
        assert_eq!(rate_ratio(3, 0.0, 4, 90.0, LEVEL), None);
        assert_eq!(rate_ratio(3, 90.0, 4, f64::NAN, LEVEL), None);
        assert_eq!(rate_ratio(3, 90.0, 4, 90.0, 1.0), None);
    }

    #[test]
    fn a_period_without_any_bounds_one_end() {
        let more = rate_ratio(0, 90.0, 5, 90.0, LEVEL).unwrap();
        assert_eq!((more.ratio, more.high), (None, None));
        // All of five: a share of at least 0.025^(1/5).
        let share = 0.025_f64.powf(0.2);
        assert!((more.low - share / (1.0 - share)).abs() < 1e-12, "{more:?}");
        let none = rate_ratio(5, 90.0, 0, 90.0, LEVEL).unwrap();
        assert_eq!((none.ratio, none.low), (Some(0.0), 0.0));
        assert!((none.high.unwrap() * more.low - 1.0).abs() < 1e-12);
    }

    #[test]
    fn exposure_scales_it() {
        let same = rate_ratio(8, 30.0, 16, 60.0, LEVEL).unwrap();
        assert!((same.ratio.unwrap() - 1.0).abs() < 1e-15, "{same:?}");
        assert!(same.low < 1.0 && same.high.unwrap() > 1.0);
    }
}
