//! Permutation tests: how often chance alone would tell two groups apart this much.
//!
//! If the groups do not differ, any split of all values into two of these sizes was as likely as the one observed. Where
//! there are few splits all are tried, else some are drawn, more where the answer is not plain: R. A. Fisher, "The Design of Experiments" (1935); the count
//! of draws includes the observed split, so that p is never 0: B. Phipson and G. K. Smyth, "Permutation P-values Should
//! Never Be Zero" (2010). Two-sided p is twice the smaller tail.

use super::SIGNIFICANCE;
use super::geometric::ZERO_SECONDS;
use super::random::Random;
use rayon::prelude::*;
use serde::Serialize;

/// Up to so many splits are all tried: 10 against 10 have 184,756.
const MOST_SPLITS: u64 = 200_000;

/// Steps of work at most for trying all, and about as many for drawing.
const WORK: f64 = 4e7;

/// Draws at least and at most where chance may not explain it.
const DRAWS: (f64, f64) = (1_999.0, 9_999.0);

/// Draws of a first look: where its p-value is far above [`SIGNIFICANCE`], it is the answer.
const FIRST_DRAWS: u64 = 999;

/// How many standard errors are far.
const FAR: f64 = 5.0;

/// The draws are made in so many parts with a seed each, so that the number of cores changes nothing.
const PARTS: u64 = 32;

/// Statistics this close are the same, relative to their size; sums in another order differ by rounding.
const SAME: f64 = 100.0 * f64::EPSILON;

/// The result of a permutation test.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Permutation {
    /// What was compared, as observed.
    pub statistic: f64,
    /// The two-sided p-value, in `0..=1`, never 0.
    pub p: f64,
    /// How many splits were looked at: all there are, or as many as were drawn.
    pub draws: u64,
    /// All there are were tried.
    pub exact: bool,
    /// The standard error of `p` that drawing leaves; 0 where all were tried.
    pub error: f64,
}

/// Compares the means of the logarithms of two groups of durations, in seconds: second − first, so that
/// `exp(statistic)` is the ratio of the geometric means; a zero counts as [`ZERO_SECONDS`].
///
/// Positive where the second group takes longer. The same numbers for the same `seed` on every machine. `None` where a
/// group is empty or a value is negative.
pub fn log_means(first: &[i64], second: &[i64], seed: u64) -> Option<Permutation> {
    let all = || first.iter().chain(second);
    if first.is_empty() || second.is_empty() || all().any(|&value| value < 0) {
        return None;
    }
    let log = |value: i64| if value == 0 { ZERO_SECONDS.ln() } else { (value as f64).ln() };
    // From the first on, so that equal values differ by exactly nothing.
    let logs: Vec<f64> = all().map(|&value| log(value) - log(first[0])).collect();
    let (observed, sign) = smaller_side(first.len(), second.len());
    let (inside, outside) = (observed.len() as f64, (logs.len() - observed.len()) as f64);
    let total: f64 = logs.iter().sum();
    Some(permute(
        &Plan {
            all: logs.len(),
            observed,
            work: inside,
            scale: logs.iter().fold(0.0, |most, log| log.abs().max(most)),
            seed,
        },
        || (),
        |(), chosen| {
            let sum: f64 = chosen.iter().filter_map(|&place| logs.get(place as usize)).sum();
            sign * (sum / inside - (total - sum) / outside)
        },
    ))
}

/// The places of the smaller of two groups that stand one behind the other, and the sign that a difference from the
/// rest has to take to be second − first.
pub(super) fn smaller_side(first: usize, second: usize) -> (Vec<u32>, f64) {
    let places =
        |range: std::ops::Range<usize>| range.filter_map(|place| u32::try_from(place).ok()).collect();
    if second <= first { (places(first..first + second), 1.0) } else { (places(0..first), -1.0) }
}

/// What to split how.
pub(super) struct Plan {
    /// How many values there are.
    pub(super) all: usize,
    /// The places of one group, as observed.
    pub(super) observed: Vec<u32>,
    /// Steps that the statistic takes for one split.
    pub(super) work: f64,
    /// The size of what the statistic is made of: differences far below it are rounding.
    pub(super) scale: f64,
    /// Where chance starts.
    pub(super) seed: u64,
}

impl Plan {
    /// How far apart two statistics may be and still be the same.
    fn same(&self, observed: f64) -> f64 {
        SAME * observed.abs().max(self.scale)
    }
}

/// How many splits have a statistic of at most, and of at least, what was observed.
#[derive(Clone, Copy, Default)]
struct Tally {
    most: u64,
    least: u64,
}

impl Tally {
    fn count(&mut self, statistic: f64, observed: f64, same: f64) {
        self.most += u64::from(statistic <= observed + same);
        self.least += u64::from(statistic >= observed - same);
    }
}

/// The permutation distribution of `statistic`, a function of the places of one group, around what was observed.
///
/// `scratch` makes room for it, once a part.
pub(super) fn permute<S>(
    plan: &Plan,
    scratch: impl Fn() -> S + Sync,
    statistic: impl Fn(&mut S, &[u32]) -> f64 + Sync,
) -> Permutation {
    let count = plan.observed.len();
    let observed = statistic(&mut scratch(), &plan.observed);
    let same = plan.same(observed);
    let splits = splits(plan.all, count).filter(|&splits| splits as f64 * plan.work <= WORK);
    if let Some(draws) = splits {
        let (mut tally, mut room) = (Tally::default(), scratch());
        each_choice(plan.all, count, |chosen| tally.count(statistic(&mut room, chosen), observed, same));
        let p = (2.0 * tally.most.min(tally.least) as f64 / draws as f64).min(1.0);
        return Permutation { statistic: observed, p, draws, exact: true, error: 0.0 };
    }
    let first = sample(plan, observed, FIRST_DRAWS, &scratch, &statistic);
    if first.p - FAR * first.error > SIGNIFICANCE {
        return first;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
    let draws = (WORK / plan.work).clamp(DRAWS.0, DRAWS.1) as u64;
    sample(plan, observed, draws, &scratch, &statistic)
}

/// The part of the permutation distribution that so many draws show.
fn sample<S>(
    plan: &Plan,
    observed: f64,
    draws: u64,
    scratch: &(impl Fn() -> S + Sync),
    statistic: &(impl Fn(&mut S, &[u32]) -> f64 + Sync),
) -> Permutation {
    let (count, same) = (plan.observed.len(), plan.same(observed));
    let mut seeds = Random::seeded(plan.seed);
    let parts: Vec<(u64, u64)> =
        (0..PARTS).map(|part| (seeds.bits(), draws / PARTS + u64::from(part < draws % PARTS))).collect();
    let part = |(seed, draws): (u64, u64)| {
        let (mut random, mut room, mut tally) = (Random::seeded(seed), scratch(), Tally::default());
        let mut places: Vec<u32> = (0..plan.all).filter_map(|place| u32::try_from(place).ok()).collect();
        for _ in 0..draws {
            random.draw(&mut places, count);
            tally.count(statistic(&mut room, &places[..count]), observed, same);
        }
        tally
    };
    let tally = parts
        .into_par_iter()
        .map(part)
        .reduce(Tally::default, |a, b| Tally { most: a.most + b.most, least: a.least + b.least });
    let all = draws as f64 + 1.0;
    let tail = (tally.most.min(tally.least) as f64 + 1.0) / all;
    let error = 2.0 * (tail * (1.0 - tail).max(0.0) / all).sqrt();
    Permutation { statistic: observed, p: (2.0 * tail).min(1.0), draws, exact: false, error }
}

/// `C(n, k)`; `None` above [`MOST_SPLITS`].
fn splits(n: usize, k: usize) -> Option<u64> {
    let mut all: u64 = 1;
    for taken in 0..k.min(n - k) as u64 {
        all = all.checked_mul(n as u64 - taken)? / (taken + 1);
        if all > MOST_SPLITS {
            return None;
        }
    }
    Some(all)
}

/// Every choice of `k` out of the places `0..n`, ascending, in lexicographic order.
fn each_choice(n: usize, k: usize, mut visit: impl FnMut(&[u32])) {
    let mut chosen: Vec<u32> = (0..).take(k).collect();
    let last: Vec<u32> = (0..).take(n).skip(n - k).collect();
    loop {
        visit(&chosen);
        // The last one that can still move; all behind it follow closely.
        let Some(place) = (0..k).rev().find(|&place| chosen[place] < last[place]) else {
            return;
        };
        let from = chosen[place] + 1;
        for (value, next) in chosen[place..].iter_mut().zip(from..) {
            *value = next;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{each_choice, log_means, splits};

    #[test]
    fn three_against_three() {
        // The observed split is the most extreme of C(6, 3) = 20.
        let got = log_means(&[1, 2, 3], &[400, 500, 600], 1).unwrap();
        assert!(got.exact && got.draws == 20 && (got.p - 0.1).abs() < 1e-15, "{got:?}");
        let ratio = (400.0 * 500.0 * 600.0_f64 / 6.0).cbrt();
        assert!((got.statistic.exp() / ratio - 1.0).abs() < 1e-12);
        let back = log_means(&[400, 500, 600], &[1, 2, 3], 1).unwrap();
        assert!((back.statistic + got.statistic).abs() < 1e-12 && (back.p - got.p).abs() < 1e-15);
    }

    #[test]
    fn equal_products_are_ties() {
        // 2 · 6 = 3 · 4: the logarithms add up to the same, but not to the same bits.
        let got = log_means(&[120, 360], &[180, 240], 1).unwrap();
        assert!(got.statistic.abs() < 1e-12 && (got.p - 1.0).abs() < 1e-15, "{got:?}");
        assert!((log_means(&[60; 9], &[60; 12], 1).unwrap().p - 1.0).abs() < 1e-15);
    }

    #[test]
    fn many_are_drawn_and_the_seed_decides() {
        let first: Vec<i64> = (1..=40).collect();
        let second: Vec<i64> = (10..=40).collect();
        let got = log_means(&first, &second, 3).unwrap();
        assert!(!got.exact && got.draws == 9_999 && got.error > 0.0, "{got:?}");
        assert_eq!(log_means(&first, &second, 3).unwrap(), got);
        assert!((log_means(&first, &second, 4).unwrap().p - got.p).abs() < 8.0 * got.error);
        let apart = log_means(&[1; 30], &[1000; 30], 3).unwrap();
        assert!((apart.p - 2.0 / 10_000.0).abs() < 1e-15, "never 0: {apart:?}");
    }

    #[test]
    fn what_has_no_logarithm_is_not_compared() {
        assert_eq!(log_means(&[], &[1], 1), None);
        assert_eq!(log_means(&[1], &[], 1), None);
        assert_eq!(log_means(&[1, -1], &[1], 1), None);
        assert!(log_means(&[0], &[30], 1).unwrap().statistic.abs() < 1e-15);
    }

    #[test]
    fn choices_are_counted_and_visited() {
        let mut seen = Vec::new();
        each_choice(5, 3, |chosen| seen.push(chosen.to_vec()));
        assert_eq!(seen.len() as u64, splits(5, 3).unwrap());
        assert!(seen.is_sorted_by(|a, b| a < b));
        assert_eq!((splits(20, 10), splits(21, 10)), (Some(184_756), None));
        assert_eq!((splits(1_000_000, 1), splits(9, 9)), (None, Some(1)));
    }
}
