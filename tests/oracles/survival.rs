//! Durations of which some are still open.

use super::{End, recording, same};
use postmortem::numbers::survival::{FEWEST_EVENTS, FEWEST_FOR_MODEL, Subject, Survival};
use serde::Deserialize;

#[derive(Deserialize)]
struct Recording {
    datasets: Vec<Dataset>,
}

#[derive(Deserialize)]
struct Dataset {
    name: String,
    seconds: Vec<i64>,
    /// An `x` for each that ended, an `o` for each still open.
    ended: String,
    /// Length, at risk, ended, estimate, low, high.
    steps: Vec<(i64, usize, usize, f64, f64, f64)>,
    median: Option<f64>,
    median_interval: (End, End),
}

/// Each length with its mark.
pub(super) fn subjects(seconds: &[i64], marks: &str) -> Vec<Subject> {
    assert_eq!(seconds.len(), marks.len());
    seconds
        .iter()
        .zip(marks.bytes())
        .map(|(&seconds, mark)| Subject { seconds, ended: mark == b'x' })
        .collect()
}

#[test]
fn estimates_are_those_of_lifelines() {
    let datasets = recording::<Recording>("survival").datasets;
    assert!(datasets.len() >= 200);
    for Dataset { name, seconds, ended, steps, median, median_interval } in datasets {
        let survival = Survival::of(&subjects(&seconds, &ended));
        assert_eq!(survival.steps.len(), steps.len(), "{name}");
        let mut left = seconds.len() - survival.steps.first().map_or(0, |step| step.at_risk);
        for (got, (at, at_risk, ended, estimate, low, high)) in survival.steps.iter().zip(steps) {
            assert_eq!((got.at, got.at_risk, got.ended), (at, at_risk, ended), "{name}");
            assert_eq!(left + got.at_risk, seconds.len(), "{name}");
            left += got.ended + got.censored;
            let what = format!("{name} at {at}");
            same(&what, Some(got.survival), Some(estimate));
            // At 0 there is no variance: lifelines says that 0 is certain, and we say nothing.
            let ends = (estimate > 0.0).then_some((low, high));
            same(&format!("{what}, low"), got.interval.map(|it| it.low), ends.map(|it| it.0));
            same(&format!("{what}, high"), got.interval.map(|it| it.high), ends.map(|it| it.1));
        }
        same(&format!("{name}, median"), survival.median(), median);
        let got = survival.log_log_median();
        same(&format!("{name}, median, low"), got.map(|it| it.0), median_interval.0);
        same(&format!("{name}, median, high"), got.and_then(|it| it.1), median_interval.1);
        if survival.events < FEWEST_EVENTS {
            assert_eq!(survival.median_interval(), None, "{name}");
        } else if survival.n >= FEWEST_FOR_MODEL {
            assert_eq!(survival.median_interval(), got, "{name}");
        }
    }
}
