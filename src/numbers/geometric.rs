//! The geometric mean of durations, with a t interval on the logarithms.
//!
//! Recovery times are skewed to the right and close to log-normal, so the mean is taken where they are
//! symmetric: `exp(m ± t s / √n)` with `m` and `s` the mean and the sample standard deviation (`n - 1`) of
//! the natural logarithms and `t` the quantile of Student's distribution with `n - 1` degrees of freedom:
//! D. G. Altman and others, "Statistics with Confidence" (2000), chapter 4.

use super::{Bounds, student::t_two_sided};
use serde::Serialize;

/// What a zero counts as in logarithms, seconds: written to the minute it means (0, 60 s), and this is the
/// middle.
pub const ZERO_SECONDS: f64 = 30.0;

/// A geometric mean and how sure it is, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct GeometricMean {
    /// The geometric mean, seconds.
    pub mean: f64,
    /// Its confidence interval, seconds; `None` for a single value, and where an end is beyond `f64`.
    pub interval: Option<Bounds>,
    /// How many zeros were taken as [`ZERO_SECONDS`]; to be said beside the number.
    pub zeros: usize,
}

/// The geometric mean of `seconds` (any order and length) with its interval at `level`.
///
/// Identical values give an interval of zero width. `None` where there are no values or one is negative: such
/// a duration has no logarithm, and was to be counted apart. A `level` that is not strictly between 0 and 1
/// gives no interval.
pub fn geometric_mean(seconds: &[i64], level: f64) -> Option<GeometricMean> {
    if seconds.iter().any(|&value| value < 0) {
        return None;
    }
    let values: Vec<f64> =
        seconds.iter().map(|&value| if value == 0 { ZERO_SECONDS } else { value as f64 }).collect();
    let first = *values.first()?;
    let zeros = seconds.iter().filter(|&&value| value == 0).count();
    #[expect(clippy::float_cmp, reason = "identical values are to give exactly that value")]
    if values.iter().all(|&value| value == first) {
        let certain = t_two_sided(level, 1.0).map(|_| Bounds { low: first, high: first });
        return Some(GeometricMean { mean: first, interval: certain.filter(|_| values.len() > 1), zeros });
    }
    let logs: Vec<f64> = values.iter().map(|value| value.ln()).collect();
    let n = logs.len() as f64;
    let middle = logs.iter().sum::<f64>() / n;
    let variance = logs.iter().map(|log| (log - middle).powi(2)).sum::<f64>() / (n - 1.0);
    let interval = t_two_sided(level, n - 1.0)
        .map(|t| t * (variance / n).sqrt())
        .map(|half| Bounds { low: (middle - half).exp(), high: (middle + half).exp() })
        .filter(|bounds| bounds.high.is_finite());
    Some(GeometricMean { mean: middle.exp(), interval, zeros })
}

#[cfg(test)]
mod tests {
    use super::{GeometricMean, geometric_mean};
    use crate::numbers::{Bounds, LEVEL};

    #[test]
    fn nothing_has_no_mean() {
        assert_eq!(geometric_mean(&[], LEVEL), None);
    }

    #[test]
    fn one_value_has_no_interval() {
        assert_eq!(
            geometric_mean(&[90], LEVEL),
            Some(GeometricMean { mean: 90.0, interval: None, zeros: 0 })
        );
    }

    #[test]
    fn identical_values_have_a_point_for_an_interval() {
        let point = Some(Bounds { low: 97.0, high: 97.0 });
        let expected = Some(GeometricMean { mean: 97.0, interval: point, zeros: 0 });
        assert_eq!(geometric_mean(&[97; 7], LEVEL), expected);
    }

    #[test]
    fn a_zero_is_half_a_minute_and_counted() {
        let mean = geometric_mean(&[0, 30, 0], LEVEL).unwrap();
        assert_eq!((mean.mean, mean.zeros), (30.0, 2));
        assert_eq!(mean.interval, Some(Bounds { low: 30.0, high: 30.0 }));
        let mean = geometric_mean(&[0, 120], LEVEL).unwrap();
        assert!((mean.mean - 60.0).abs() < 1e-12 && mean.zeros == 1, "{mean:?}");
    }

    #[test]
    fn a_negative_duration_is_not_dropped_in_silence() {
        assert_eq!(geometric_mean(&[60, -1, 60], LEVEL), None);
    }

    #[test]
    fn a_level_that_is_none_leaves_the_mean() {
        for seconds in [[60, 240], [120, 120]] {
            let mean = geometric_mean(&seconds, 1.0).unwrap();
            assert!((mean.mean - 120.0).abs() < 1e-12 && mean.interval.is_none(), "{mean:?}");
        }
    }

    #[test]
    fn the_widest_possible_data_stay_finite() {
        let mean = geometric_mean(&[1, i64::MAX], LEVEL).unwrap();
        assert!(mean.interval.unwrap().high.is_finite(), "{mean:?}");
        assert_eq!(geometric_mean(&[1, i64::MAX], 0.999_999).unwrap().interval, None);
    }
}
