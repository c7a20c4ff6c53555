//! Compares `postmortem::numbers` with what `SciPy` and `NumPy` recorded in `tests/oracles/numbers.json`.
//!
//! The recording names the script it came from by its FNV-1a hash, so that neither is edited without the
//! other.

#![expect(clippy::unwrap_used, reason = "helpers of tests may fail like tests")]

use postmortem::numbers::detectable::{log_deviation, smallest_detectable};
use postmortem::numbers::geometric::geometric_mean;
use postmortem::numbers::median_interval::median_interval;
use postmortem::numbers::quantile::{median, quantile};
use postmortem::numbers::student::t_upper;
use postmortem::numbers::summary::Summary;
use postmortem::numbers::wilson::wilson;
use postmortem::numbers::{Bounds, LEVEL, SIGNIFICANCE};
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// How far apart two numbers may be, relative to the recorded one.
const TOLERANCE: f64 = 1e-9;

/// The end of an interval that may not exist, before it is known to.
type End = Option<f64>;

#[derive(Deserialize)]
struct Recording {
    script_fnv1a64: String,
    shares: Vec<f64>,
    datasets: Vec<Dataset>,
    /// Count, n, level, low, high.
    wilson: Vec<(u64, u64, f64, f64, f64)>,
    /// n, level, the lower rank, coverage.
    ranks: Vec<(u32, f64, Option<usize>, End)>,
    /// Degrees of freedom, upper tail, value.
    student: Vec<(f64, f64, f64)>,
    /// Deviation of the logarithms, n of either side, the smallest detectable improvement.
    detectable: Vec<(f64, usize, usize, f64)>,
}

#[derive(Deserialize)]
struct Dataset {
    name: String,
    seconds: Vec<i64>,
    mean: Option<f64>,
    quantiles: Option<Vec<f64>>,
    /// Low, high, coverage, the lower rank.
    median_interval: Option<(f64, f64, f64, usize)>,
    /// Mean, low, high, zeros.
    geometric: Option<(f64, End, End, usize)>,
    log_deviation: Option<f64>,
}

fn beside(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracles").join(name)
}

fn recording() -> Recording {
    serde_json::from_slice(&std::fs::read(beside("numbers.json")).unwrap()).unwrap()
}

/// FNV-1a, 64 bits: xor each byte, multiply by the prime. Without carriage returns, which a checkout may add.
fn fnv1a64(bytes: &[u8]) -> u64 {
    let plain = bytes.iter().filter(|&&byte| byte != b'\r');
    plain.fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Both missing, or both there and as close as agreed; a recorded 0 is met exactly.
fn same(what: &str, got: Option<f64>, expected: Option<f64>) {
    let close = match (got, expected) {
        (Some(got), Some(expected)) => (got - expected).abs() <= TOLERANCE * expected.abs(),
        (None, None) => true,
        _ => false,
    };
    assert!(close, "{what}: {got:?}, recorded {expected:?}");
}

#[test]
fn the_recording_belongs_to_the_script() {
    assert_eq!(fnv1a64(b"foobar"), 0x8594_4171_f739_67e8, "the published test vector");
    let script = std::fs::read(beside("numbers.py")).unwrap();
    assert_eq!(
        recording().script_fnv1a64,
        format!("{:016x}", fnv1a64(&script)),
        "numbers.py was edited: run it again"
    );
}

#[test]
fn quantiles_are_those_of_numpy() {
    let recording = recording();
    assert!(recording.datasets.len() >= 120);
    for Dataset { name, seconds, quantiles, mean, .. } in &recording.datasets {
        let mut sorted: Vec<f64> = seconds.iter().map(|&value| value as f64).collect();
        sorted.sort_by(f64::total_cmp);
        for (place, &share) in recording.shares.iter().enumerate() {
            let expected = quantiles.as_ref().map(|values| values[place]);
            same(&format!("{name}, quantile {share}"), quantile(&sorted, share), expected);
            if share.to_bits() == 0.5_f64.to_bits() {
                same(&format!("{name}, median"), median(&sorted), expected);
            }
        }
        same(&format!("{name}, mean"), Summary::of(seconds).mean, *mean);
    }
}

#[test]
fn median_intervals_are_those_of_the_binomial() {
    for Dataset { name, seconds, median_interval, .. } in recording().datasets {
        let got = Summary::of(&seconds).median_interval;
        same(&format!("{name}, low"), got.map(|it| it.low), median_interval.map(|it| it.0));
        same(&format!("{name}, high"), got.map(|it| it.high), median_interval.map(|it| it.1));
        same(&format!("{name}, coverage"), got.map(|it| it.coverage), median_interval.map(|it| it.2));
        let ranks = median_interval.map(|it| (it.3, seconds.len() + 1 - it.3));
        assert_eq!(got.map(|it| it.ranks), ranks, "{name}");
    }
}

#[test]
fn ranks_hold_at_every_level_and_size() {
    for (n, level, rank, coverage) in recording().ranks {
        let values: Vec<f64> = (1..=n).map(f64::from).collect();
        let got = median_interval(&values, level);
        assert_eq!(got.map(|it| it.ranks.0), rank, "n {n} at {level}");
        same(&format!("coverage of n {n} at {level}"), got.map(|it| it.coverage), coverage);
    }
}

#[test]
fn geometric_means_are_those_of_scipy() {
    for Dataset { name, seconds, geometric, .. } in recording().datasets {
        let got = geometric_mean(&seconds, LEVEL);
        let interval = got.and_then(|it| it.interval);
        same(&format!("{name}, mean"), got.map(|it| it.mean), geometric.map(|it| it.0));
        same(&format!("{name}, low"), interval.map(|it| it.low), geometric.and_then(|it| it.1));
        same(&format!("{name}, high"), interval.map(|it| it.high), geometric.and_then(|it| it.2));
        assert_eq!(got.map(|it| it.zeros), geometric.map(|it| it.3), "{name}");
    }
}

#[test]
fn wilson_intervals_are_those_of_scipy() {
    let rows = recording().wilson;
    assert!(rows.len() >= 100);
    for (count, n, level, low, high) in rows {
        let Bounds { low: got_low, high: got_high } = wilson(count, n, level).unwrap().interval;
        same(&format!("low of {count} of {n} at {level}"), Some(got_low), Some(low));
        same(&format!("high of {count} of {n} at {level}"), Some(got_high), Some(high));
    }
}

#[test]
fn t_quantiles_are_those_of_scipy() {
    for (freedom, upper, expected) in recording().student {
        same(&format!("t of {freedom} beyond {upper}"), t_upper(upper, freedom), Some(expected));
    }
}

#[test]
fn deviations_of_logarithms_are_those_of_numpy() {
    for Dataset { name, seconds, log_deviation: expected, .. } in recording().datasets {
        same(&format!("{name}, deviation of logarithms"), log_deviation(&seconds), expected);
    }
}

#[test]
fn detectable_improvements_are_those_of_scipy() {
    let rows = recording().detectable;
    assert!(rows.len() >= 40);
    for (deviation, first, second, expected) in rows {
        let got = smallest_detectable(deviation, first, second, SIGNIFICANCE);
        same(&format!("{first} and {second} with deviation {deviation}"), got, Some(expected));
    }
}
