//! What a group of durations is told by: n, mean, median, geometric mean, and the one that dominates.

use super::geometric::{GeometricMean, geometric_mean};
use super::median_interval::{MedianInterval, median_interval};
use super::quantile::{median, quantile};
use super::{LEVEL, saturate};
use serde::Serialize;

/// Fewer values than this have no 90th percentile worth printing: it would be the largest or next to it.
pub const FEWEST_FOR_P90: usize = 20;

/// The value that makes up most of a total.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Dominant {
    /// Its index in the slice summarised; the first where several are largest.
    pub index: usize,
    /// Its share of the total, in `0..=1`.
    pub share: f64,
}

/// A group of durations in numbers; everything but `n` is `None` where there is no data.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// How many values.
    pub n: usize,
    /// The arithmetic mean, seconds: what other tools print.
    pub mean: Option<f64>,
    /// The median, seconds.
    pub median: Option<f64>,
    /// Its exact interval at [`LEVEL`]; `None` below six values ("too few").
    pub median_interval: Option<MedianInterval>,
    /// The geometric mean with its interval at [`LEVEL`]; `None` also where a value is negative.
    pub geometric: Option<GeometricMean>,
    /// The 90th percentile, seconds; `None` below [`FEWEST_FOR_P90`] values ("too few").
    pub p90: Option<f64>,
    /// The smallest value, seconds.
    pub min: Option<i64>,
    /// The largest value, seconds.
    pub max: Option<i64>,
    /// The sum, seconds; stops at the ends of `i64`, 292 thousand million years.
    pub total: Option<i64>,
    /// The largest value's place and share; `None` also where the total is 0 or a value is negative, since
    /// then no value has a share of it.
    pub dominant: Option<Dominant>,
}

impl Summary {
    /// Summarises `seconds`: durations in any order, any number of them.
    pub fn of(seconds: &[i64]) -> Self {
        let n = seconds.len();
        let mut sorted: Vec<f64> = seconds.iter().map(|&value| value as f64).collect();
        sorted.sort_by(f64::total_cmp);
        let sum: i128 = seconds.iter().copied().map(i128::from).sum();
        Self {
            n,
            mean: (n > 0).then(|| sum as f64 / n as f64),
            median: median(&sorted),
            median_interval: median_interval(&sorted, LEVEL),
            geometric: geometric_mean(seconds, LEVEL),
            p90: quantile(&sorted, 0.9).filter(|_| n >= FEWEST_FOR_P90),
            min: seconds.iter().copied().min(),
            max: seconds.iter().copied().max(),
            total: (n > 0).then(|| saturate(sum)),
            dominant: dominant(seconds, sum),
        }
    }
}

/// The largest of `seconds` beside their `sum`.
fn dominant(seconds: &[i64], sum: i128) -> Option<Dominant> {
    if sum <= 0 || seconds.iter().any(|&value| value < 0) {
        return None;
    }
    let (index, &largest) = seconds.iter().enumerate().rev().max_by_key(|&(_, value)| value)?;
    Some(Dominant { index, share: largest as f64 / sum as f64 })
}

#[cfg(test)]
mod tests {
    use super::Summary;

    #[test]
    fn no_data_is_never_zero() {
        let none = Summary {
            n: 0,
            mean: None,
            median: None,
            median_interval: None,
            geometric: None,
            p90: None,
            min: None,
            max: None,
            total: None,
            dominant: None,
        };
        assert_eq!(Summary::of(&[]), none);
    }

    #[test]
    fn the_dominant_value_is_the_first_largest() {
        let dominant = Summary::of(&[10, 40, 40, 10]).dominant.unwrap();
        assert_eq!((dominant.index, dominant.share.to_bits()), (1, 0.4_f64.to_bits()));
        assert_eq!(Summary::of(&[0, 0]).dominant, None);
        assert_eq!(Summary::of(&[-10, 40]).dominant, None);
    }

    #[test]
    fn a_percentile_needs_twenty() {
        let values: Vec<i64> = (1..=20).collect();
        assert_eq!(Summary::of(&values[..19]).p90, None);
        let p90 = Summary::of(&values).p90.unwrap();
        assert!((p90 - 18.1).abs() < 1e-12, "{p90}");
    }

    #[test]
    fn absurd_durations_do_not_overflow() {
        let summary = Summary::of(&[i64::MAX, i64::MAX, i64::MIN]);
        assert_eq!((summary.total, summary.geometric), (Some(i64::MAX - 1), None));
        assert_eq!(Summary::of(&[i64::MAX; 2]).total, Some(i64::MAX));
    }

    /// The sixteen published outages whose numbers were computed independently with `NumPy` and `SciPy`.
    #[test]
    fn published_outages_come_out_as_computed_elsewhere() {
        let ttd = [0, 120, 180, 60, 180, 120, 300, 60];
        let ttm = [
            63_180, 63_120, 10_140, 1_500, 2_940, 19_200, 10_920, 7_140, 1_860, 170_160, 274_920, 8_280,
            4_680, 21_840, 1_500,
        ];
        let ttr = [
            67_620, 87_060, 15_420, 1_620, 10_080, 20_880, 20_280, 10_800, 4_500, 259_800, 2_700, 1_138_920,
            13_380, 935_460, 24_720, 22_320,
        ];
        check(&ttd, 127.5, [120.0, 0.0, 300.0, 0.992_188], [105.301, 56.353, 196.764]);
        check(&ttm, 44_092.0, [10_140.0, 2_940.0, 63_120.0, 0.964_844], [12_530.723, 5_011.647, 31_330.825]);
        check(
            &ttr,
            164_722.5,
            [20_580.0, 10_080.0, 87_060.0, 0.978_729],
            [28_289.924, 10_379.308, 77_107.241],
        );
        assert_eq!(Summary::of(&ttd).geometric.unwrap().zeros, 1);
        let dominant = Summary::of(&ttr).dominant.unwrap();
        assert!(dominant.index == 11 && (dominant.share - 0.432_13).abs() < 1e-5, "{dominant:?}");
    }

    fn check(seconds: &[i64], mean: f64, middle: [f64; 4], geometric: [f64; 3]) {
        let summary = Summary::of(seconds);
        let interval = summary.median_interval.unwrap();
        let got = summary.geometric.unwrap();
        let bounds = got.interval.unwrap();
        let pairs = [
            (summary.mean.unwrap(), mean, 1e-9),
            (summary.median.unwrap(), middle[0], 1e-9),
            (interval.low, middle[1], 1e-9),
            (interval.high, middle[2], 1e-9),
            (interval.coverage, middle[3], 5e-7),
            (got.mean, geometric[0], 5e-4),
            (bounds.low, geometric[1], 5e-4),
            (bounds.high, geometric[2], 5e-4),
        ];
        for (got, expected, tolerance) in pairs {
            assert!((got - expected).abs() <= tolerance, "{got} is not {expected}");
        }
    }
}
