//! Counts: proportions, Poisson means, ratios of rates, many tests at once.

use super::{End, recording, same};
use postmortem::numbers::LEVEL;
use postmortem::numbers::clopper_pearson::{clopper_pearson, lower_bound, upper_bound};
use postmortem::numbers::holm::holm;
use postmortem::numbers::poisson::poisson;
use postmortem::numbers::rate_ratio::rate_ratio;
use postmortem::numbers::wilson::wilson;
use serde::Deserialize;

#[derive(Deserialize)]
struct Recording {
    /// Count, n, level, low and high of Wilson, low and high of Clopper and Pearson.
    proportions: Vec<(u64, u64, f64, f64, f64, f64, f64)>,
    /// Count, level, low, high.
    poisson: Vec<(u64, f64, f64, f64)>,
    /// Count and exposure, twice; ratio, low, high.
    ratios: Vec<(u64, f64, u64, f64, End, f64, End)>,
    /// p-values, as they are and adjusted.
    holm: Vec<(Vec<f64>, Vec<f64>)>,
}

fn recorded() -> Recording {
    recording("counts")
}

#[test]
fn intervals_of_proportions_are_those_of_scipy_and_statsmodels() {
    let rows = recorded().proportions;
    assert!(rows.len() >= 200);
    for (count, n, level, low, high, exact_low, exact_high) in rows {
        let what = format!("{count} of {n} at {level}");
        let got = wilson(count, n, level).unwrap().interval;
        same(&format!("Wilson, low of {what}"), Some(got.low), Some(low));
        same(&format!("Wilson, high of {what}"), Some(got.high), Some(high));
        let got = clopper_pearson(count, n, level).unwrap().interval;
        same(&format!("exact, low of {what}"), Some(got.low), Some(exact_low));
        same(&format!("exact, high of {what}"), Some(got.high), Some(exact_high));
        // Half of what is outside is on either side.
        let one_sided = f64::midpoint(1.0, level);
        same(&format!("lower bound of {what}"), lower_bound(count, n, one_sided), Some(exact_low));
        same(&format!("upper bound of {what}"), upper_bound(count, n, one_sided), Some(exact_high));
    }
}

#[test]
fn poisson_intervals_are_those_of_scipy() {
    let rows = recorded().poisson;
    assert!(rows.len() >= 100);
    for (count, level, low, high) in rows {
        let got = poisson(count, level).unwrap();
        same(&format!("low of {count} at {level}"), Some(got.low), Some(low));
        same(&format!("high of {count} at {level}"), Some(got.high), Some(high));
    }
}

#[test]
fn ratios_of_rates_are_those_of_the_binomial() {
    for (first, exposure, second, other, ratio, low, high) in recorded().ratios {
        let what = format!("{second} in {other} over {first} in {exposure}");
        let got = rate_ratio(first, exposure, second, other, LEVEL).unwrap();
        same(&what, got.ratio, ratio);
        same(&format!("low of {what}"), Some(got.low), Some(low));
        same(&format!("high of {what}"), got.high, high);
    }
}

#[test]
fn adjusted_p_values_are_those_of_statsmodels() {
    for (p, adjusted) in recorded().holm {
        let got = holm(&p);
        assert_eq!(got.len(), adjusted.len());
        for (got, expected) in got.into_iter().zip(adjusted) {
            same(&format!("{p:?}"), Some(got), Some(expected));
        }
    }
}
