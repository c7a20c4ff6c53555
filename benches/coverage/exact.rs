//! Coverage of intervals of counts, added up over all counts.

use super::Line;
use postmortem::numbers::clopper_pearson::clopper_pearson;
use postmortem::numbers::median_interval::median_interval;
use postmortem::numbers::poisson::poisson;
use postmortem::numbers::rate_ratio::rate_ratio;
use postmortem::numbers::wilson::wilson;
use postmortem::numbers::{Bounds, LEVEL};

/// Forgives the rounding of a sum of probabilities.
const ROUNDING: f64 = 1e-12;

/// Beside an end, where coverage is worst.
const BESIDE: f64 = 1e-9;

/// Above this mean the Poisson distribution is cut off: 1e-16 is left.
const LARGEST: f64 = 60.0;

pub(super) fn lines() -> Vec<Line> {
    let line = |interval, case, coverage, worst, low| Line {
        interval,
        case,
        coverage: f64::min(coverage + ROUNDING, 1.0),
        worst,
        silent: 0.0,
        promise: (low, 1.0),
    };
    let mut lines =
        vec![line("order statistics", "n from 6 to 300, any continuous law".into(), order(), true, 0.95)];
    for n in [5, 10, 20, 50, 200] {
        let intervals: Vec<Bounds> =
            (0..=n).map(|count| clopper_pearson(count, n, LEVEL).unwrap().interval).collect();
        let worst = shares(&intervals).map(|p| share_coverage(&intervals, p)).fold(1.0, f64::min);
        lines.push(line("Clopper–Pearson", format!("n = {n}, every share"), worst, true, 0.95));
    }
    for n in [5, 10, 20, 50, 200] {
        let intervals: Vec<Bounds> = (0..=n).map(|count| wilson(count, n, LEVEL).unwrap().interval).collect();
        let grid = (1..10_000).map(|p| share_coverage(&intervals, f64::from(p) / 10_000.0));
        let mean = grid.sum::<f64>() / 9_999.0;
        lines.push(line("Wilson", format!("n = {n}, mean over shares"), mean, false, 0.94));
    }
    let intervals: Vec<Bounds> = (0..200).map(|count| poisson(count, LEVEL).unwrap()).collect();
    let ends = intervals.iter().flat_map(|it| [it.low, it.high]);
    let means =
        ends.flat_map(|end| [end - BESIDE, end + BESIDE]).chain((1..1200).map(|mean| f64::from(mean) / 20.0));
    let worst = means
        .filter(|mean| (0.0..=LARGEST).contains(mean))
        .map(|mean| counts(mean).zip(&intervals).filter(|(_, it)| holds(it, mean)).map(|(p, _)| p).sum())
        .fold(1.0, f64::min);
    lines.push(line("Poisson", format!("means from 0 to {LARGEST}"), worst, true, 0.95));
    lines.extend(ratios());
    lines
}

fn holds(bounds: &Bounds, value: f64) -> bool {
    bounds.low <= value && value <= bounds.high
}

/// The chance that the median lies between the two ranks, from the binomial distribution.
fn order() -> f64 {
    let coverage = |n: u32| {
        let values: Vec<f64> = (1..=n).map(f64::from).collect();
        let (low, high) = median_interval(&values, LEVEL).unwrap().ranks;
        trials(u64::from(n), 0.5).skip(low).take(high - low).sum()
    };
    (6..=300).map(coverage).fold(1.0, f64::min)
}

/// A grid of shares, and both sides of every end.
fn shares(intervals: &[Bounds]) -> impl Iterator<Item = f64> {
    let ends = intervals.iter().flat_map(|it| [it.low, it.high]).flat_map(|end| [end - BESIDE, end + BESIDE]);
    ends.chain((1..2_000).map(|p| f64::from(p) / 2_000.0)).filter(|p| 0.0 < *p && *p < 1.0)
}

/// The chance that the interval of the count drawn holds the share `p`.
fn share_coverage(intervals: &[Bounds], p: f64) -> f64 {
    let n = intervals.len() as u64 - 1;
    trials(n, p).zip(intervals).filter(|(_, it)| holds(it, p)).map(|(chance, _)| chance).sum()
}

/// The chances of 0, 1, … `n` of `n`.
fn trials(n: u64, p: f64) -> impl Iterator<Item = f64> {
    let mut log = n as f64 * (-p).ln_1p();
    let odds = (p / (1.0 - p)).ln();
    (0..=n).map(move |count| {
        let chance = log.exp();
        log += ((n - count) as f64 / (count + 1) as f64).ln() + odds;
        chance
    })
}

/// The chances of the counts 0, 1, … 199 at `mean`.
fn counts(mean: f64) -> impl Iterator<Item = f64> {
    let mut log = -mean;
    (0..200).map(move |count| {
        let chance = log.exp();
        log += (mean / f64::from(count + 1)).ln();
        chance
    })
}

/// Two periods, the first twice as long as the second, with rates from equal to six times as many.
fn ratios() -> Vec<Line> {
    let case = |(first, ratio): (f64, f64)| {
        let second = first * ratio / 2.0;
        let (mut printed, mut held) = (0.0, 0.0);
        for (a, chance) in (0_u64..).zip(counts(first)) {
            for (b, other) in (0_u64..).zip(counts(second)) {
                let both = chance * other;
                if both < 1e-14 {
                    continue;
                }
                if let Some(it) = rate_ratio(a, 60.0, b, 30.0, LEVEL) {
                    printed += both;
                    held +=
                        if it.low <= ratio && it.high.is_none_or(|high| ratio <= high) { both } else { 0.0 };
                }
            }
        }
        Line {
            interval: "rate ratio",
            case: format!("{first} expected and {second}"),
            coverage: held / printed,
            worst: false,
            silent: 1.0 - printed,
            promise: (0.95, 1.0),
        }
    };
    [(1.0, 1.0), (4.0, 1.0), (4.0, 3.0), (12.0, 1.0), (12.0, 0.5), (40.0, 1.0), (40.0, 2.0)].map(case).into()
}
