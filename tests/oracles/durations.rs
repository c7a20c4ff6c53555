//! Groups of durations.

use super::{End, recording, same};
use postmortem::numbers::LEVEL;
use postmortem::numbers::detectable::{log_deviation, smallest_detectable};
use postmortem::numbers::geometric::geometric_mean;
use postmortem::numbers::median_interval::median_interval;
use postmortem::numbers::quantile::{median, quantile};
use postmortem::numbers::student::t_upper;
use postmortem::numbers::summary::Summary;
use serde::Deserialize;

#[derive(Deserialize)]
struct Recording {
    /// One row: the shares of the quantiles.
    shares: Vec<Vec<f64>>,
    datasets: Vec<Dataset>,
    /// n, level, the lower rank, coverage.
    ranks: Vec<(u32, f64, Option<usize>, End)>,
    /// Degrees of freedom, upper tail, value.
    student: Vec<(f64, f64, f64)>,
    /// Deviation of the logarithms, n of either side, the level of the test, the smallest detectable improvement.
    detectable: Vec<(f64, usize, usize, f64, f64)>,
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

fn recorded() -> Recording {
    recording("durations")
}

#[test]
fn quantiles_are_those_of_numpy() {
    let recording = recorded();
    assert!(recording.datasets.len() >= 200);
    for Dataset { name, seconds, quantiles, mean, .. } in &recording.datasets {
        let mut sorted: Vec<f64> = seconds.iter().map(|&value| value as f64).collect();
        sorted.sort_by(f64::total_cmp);
        for (place, &share) in recording.shares[0].iter().enumerate() {
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
    for Dataset { name, seconds, median_interval, .. } in recorded().datasets {
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
    for (n, level, rank, coverage) in recorded().ranks {
        let values: Vec<f64> = (1..=n).map(f64::from).collect();
        let got = median_interval(&values, level);
        assert_eq!(got.map(|it| it.ranks.0), rank, "n {n} at {level}");
        same(&format!("coverage of n {n} at {level}"), got.map(|it| it.coverage), coverage);
    }
}

#[test]
fn geometric_means_are_those_of_scipy() {
    for Dataset { name, seconds, geometric, .. } in recorded().datasets {
        let got = geometric_mean(&seconds, LEVEL);
        let interval = got.and_then(|it| it.interval);
        same(&format!("{name}, mean"), got.map(|it| it.mean), geometric.map(|it| it.0));
        same(&format!("{name}, low"), interval.map(|it| it.low), geometric.and_then(|it| it.1));
        same(&format!("{name}, high"), interval.map(|it| it.high), geometric.and_then(|it| it.2));
        assert_eq!(got.map(|it| it.zeros), geometric.map(|it| it.3), "{name}");
    }
}

#[test]
fn t_quantiles_are_those_of_scipy() {
    for (freedom, upper, expected) in recorded().student {
        same(&format!("t of {freedom} beyond {upper}"), t_upper(upper, freedom), Some(expected));
    }
}

#[test]
fn deviations_of_logarithms_are_those_of_numpy() {
    for Dataset { name, seconds, log_deviation: expected, .. } in recorded().datasets {
        same(&format!("{name}, deviation of logarithms"), log_deviation(&seconds), expected);
    }
}

#[test]
fn detectable_improvements_are_those_of_scipy() {
    let rows = recorded().detectable;
    assert!(rows.len() >= 40);
    for (deviation, first, second, significance, expected) in rows {
        let got = smallest_detectable(deviation, first, second, significance);
        same(
            &format!("{first} and {second}, deviation {deviation}, level {significance}"),
            got,
            Some(expected),
        );
    }
}
