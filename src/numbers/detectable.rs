//! The smallest improvement that two groups of durations could show.
//!
//! Two groups of log-normal durations, compared by the difference of their log means: a test at the two-sided level
//! α finds an improvement of `1 − exp(−(q₁₋α⸝₂ + q₀.₈₀) σ √(1/n₁ + 1/n₂))` in four cases of five. `q` are quantiles of
//! Student's t with `n₁ + n₂ − 2` degrees of freedom where those are fewer than [`NORMAL_FROM`], and of the normal
//! distribution from there on: J. M. Bland, "An Introduction to Medical Statistics" (2015), chapter 18.

use super::geometric::ZERO_SECONDS;
use super::is_chance;
use super::student::{t_upper, z_two_sided};

/// From this many degrees of freedom the normal distribution stands for Student's t.
pub const NORMAL_FROM: usize = 30;

/// How often an improvement of that size is found.
pub const POWER: f64 = 0.8;

/// The sample standard deviation (`n − 1`) of the natural logarithms of `seconds`; a zero counts as
/// [`ZERO_SECONDS`].
///
/// `None` below two values, and where one is negative.
pub fn log_deviation(seconds: &[i64]) -> Option<f64> {
    if seconds.len() < 2 || seconds.iter().any(|&value| value < 0) {
        return None;
    }
    let log = |value: i64| if value == 0 { ZERO_SECONDS.ln() } else { (value as f64).ln() };
    // From the first on, so that equal values deviate by exactly nothing.
    let logs: Vec<f64> = seconds.iter().map(|&value| log(value) - log(seconds[0])).collect();
    let n = logs.len() as f64;
    let middle = logs.iter().sum::<f64>() / n;
    let squares: f64 = logs.iter().map(|log| (log - middle).powi(2)).sum();
    Some((squares / (n - 1.0)).sqrt())
}

/// The smallest improvement of the geometric mean, as a share in `0..=1`, that `first` durations on one side and
/// `second` on the other could show, where `deviation` is the standard deviation of their logarithms and `significance`
/// the chance of finding one where there is none: [`SIGNIFICANCE`](super::SIGNIFICANCE), or the part of it that is left
/// to one of several tests.
///
/// `None` where a side is empty, both hold one value, `deviation` is not a finite number of at least 0, or
/// `significance` is not strictly between 0 and 1.
pub fn smallest_detectable(deviation: f64, first: usize, second: usize, significance: f64) -> Option<f64> {
    let freedom = (first + second).checked_sub(2).filter(|&freedom| freedom > 0)?;
    if first == 0 || second == 0 || !is_chance(significance) || !deviation.is_finite() || deviation < 0.0 {
        return None;
    }
    let quantiles = if freedom < NORMAL_FROM {
        t_upper(significance / 2.0, freedom as f64)? + t_upper(1.0 - POWER, freedom as f64)?
    } else {
        // One tail of 1 − POWER is what lies outside the middle 2 · POWER − 1.
        z_two_sided(1.0 - significance)? + z_two_sided(2.0 * POWER - 1.0)?
    };
    let width = quantiles * deviation * (1.0 / first as f64 + 1.0 / second as f64).sqrt();
    Some(-(-width).exp_m1())
}

#[cfg(test)]
mod tests {
    use super::{log_deviation, smallest_detectable};
    use crate::numbers::SIGNIFICANCE;

    #[test]
    fn twenty_a_side_show_two_thirds() {
        let share = smallest_detectable(1.25, 20, 20, SIGNIFICANCE).unwrap();
        assert!((share - 0.67).abs() < 0.005, "{share}");
    }

    #[test]
    fn more_incidents_show_less() {
        let shares: Vec<f64> =
            (2..200).map(|n| smallest_detectable(1.25, n, n, SIGNIFICANCE).unwrap()).collect();
        assert!(shares.is_sorted_by(|a, b| a > b));
        assert!(shares[0] < 1.0);
    }

    #[test]
    fn what_never_varies_shows_everything() {
        assert_eq!(log_deviation(&[97; 7]), Some(0.0));
        assert_eq!(smallest_detectable(0.0, 5, 5, SIGNIFICANCE), Some(0.0));
    }

    #[test]
    fn a_stricter_test_shows_less() {
        let strict = smallest_detectable(1.25, 20, 20, SIGNIFICANCE / 5.0).unwrap();
        assert!(strict > smallest_detectable(1.25, 20, 20, SIGNIFICANCE).unwrap());
        assert_eq!(smallest_detectable(1.25, 20, 20, 0.0), None);
    }

    #[test]
    fn too_few_show_nothing() {
        assert_eq!(smallest_detectable(1.0, 1, 1, SIGNIFICANCE), None);
        assert_eq!(smallest_detectable(1.0, 0, 9, SIGNIFICANCE), None);
        assert_eq!(smallest_detectable(f64::NAN, 9, 9, SIGNIFICANCE), None);
        assert_eq!(log_deviation(&[60]), None);
        assert_eq!(log_deviation(&[60, -1]), None);
    }

    #[test]
    fn a_zero_is_half_a_minute() {
        assert_eq!(log_deviation(&[0, 600]), log_deviation(&[30, 600]));
    }
}
