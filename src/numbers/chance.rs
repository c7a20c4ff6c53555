//! The chance that something takes longer than it may: "recovery takes longer than the RTO".
//!
//! The interval beside the estimate is wider than Greenwood's, which with few ends misses the truth too often, mostly near
//! 0 and 1 (`docs/coverage.md`). It is the beta product interval: M. P. Fay, E. H. Brittain and M. A. Proschan,
//! "Pointwise Confidence Intervals for a Survival Distribution with Small Samples or Heavy Censoring", Biostatistics 14
//! (2013), with the method of moments; without open subjects it is that of Clopper and Pearson. Where the estimate is 0 or 1
//! nothing is certain all the same, and one of its ends is given as a bound.
//!
//! Below [`FEWEST_FOR_MODEL`] subjects those still open count either way instead, as if they ended at once and as if they
//! never did, and the ends are those of Clopper and Pearson, at [`LEVEL_WITH_OPEN`] where there are any: to have seen
//! [`FEWEST_EVENTS`] ends among so few is itself a sign of short ones, which no estimate knows.

use super::clopper_pearson::{lower_end, upper_end};
use super::inverse::{Tail, beta_quantile};
use super::survival::{FEWEST_EVENTS, FEWEST_FOR_MODEL, LEVEL_WITH_OPEN, Step, Survival};
use super::{Bounds, LEVEL};
use serde::Serialize;

/// What is known of the chance to last longer than a given length.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Chance {
    /// Fewer than [`FEWEST_EVENTS`] ended.
    TooFew,
    /// Nobody was watched that long, and not all had ended by then.
    Unobserved,
    /// The estimated share and its interval, at [`LEVEL`] or more.
    Between {
        /// The estimate, in `0..=1`, neither 0 nor 1.
        share: f64,
        /// Its interval.
        interval: Bounds,
    },
    /// None is known to have ended by then: the chance is at least this, at the one-sided [`LEVEL`] or more.
    AtLeast {
        /// The bound, below 1.
        bound: f64,
    },
    /// None is known to have lasted longer: the chance is at most this, at the one-sided [`LEVEL`] or more.
    AtMost {
        /// The bound, above 0.
        bound: f64,
    },
}

impl Chance {
    /// The chance that it does not last longer.
    #[must_use]
    pub fn of_the_opposite(self) -> Self {
        match self {
            Self::TooFew | Self::Unobserved => self,
            Self::Between { share, interval: Bounds { low, high } } => {
                Self::Between { share: 1.0 - share, interval: Bounds { low: 1.0 - high, high: 1.0 - low } }
            }
            Self::AtLeast { bound } => Self::AtMost { bound: 1.0 - bound },
            Self::AtMost { bound } => Self::AtLeast { bound: 1.0 - bound },
        }
    }
}

impl Survival {
    /// The chance that it takes longer than `seconds`.
    pub fn beyond(&self, seconds: i64) -> Chance {
        if self.events < FEWEST_EVENTS {
            return Chance::TooFew;
        }
        self.known(seconds).unwrap_or(Chance::Unobserved)
    }

    fn known(&self, seconds: i64) -> Option<Chance> {
        let steps = self.steps_until(seconds);
        let share = self.at(seconds);
        let (one, two) = (1.0 - LEVEL, (1.0 - LEVEL) / 2.0);
        if steps.is_empty() {
            return Some(Chance::AtLeast { bound: self.low(steps, seconds, one)? });
        }
        if share <= 0.0 {
            return Some(Chance::AtMost { bound: self.high(steps, seconds, one)? });
        }
        if seconds > self.last {
            return None;
        }
        let interval = Bounds { low: self.low(steps, seconds, two)?, high: self.high(steps, seconds, two)? };
        Some(Chance::Between { share, interval })
    }

    /// How many are known to have lasted longer than `seconds`, and how many may have: those too that were last seen
    /// open before.
    fn longer(&self, seconds: i64) -> (usize, usize) {
        let ended: usize = self.steps_until(seconds).iter().map(|step| step.ended).sum();
        (self.n - self.lengths.partition_point(|&length| length <= seconds), self.n - ended)
    }

    /// What `tail` becomes where few were watched and some are open.
    fn narrowed(&self, tail: f64) -> f64 {
        if self.events < self.n { tail * (1.0 - LEVEL_WITH_OPEN) / (1.0 - LEVEL) } else { tail }
    }

    /// The lower end of the chance, with `tail` below it.
    fn low(&self, steps: &[Step], seconds: i64, tail: f64) -> Option<f64> {
        let (known, _) = self.longer(seconds);
        if self.n < FEWEST_FOR_MODEL {
            return lower_end(known as u64, self.n as u64, self.narrowed(tail));
        }
        if known == 0 {
            return Some(0.0);
        }
        // As if the next one ended at once.
        let (a, b) = product(steps, Some(known))?;
        beta_quantile(Tail::Below(tail), a, b)
    }

    /// The upper end of the chance, with `tail` above it.
    fn high(&self, steps: &[Step], seconds: i64, tail: f64) -> Option<f64> {
        if self.n < FEWEST_FOR_MODEL {
            return upper_end(self.longer(seconds).1 as u64, self.n as u64, self.narrowed(tail));
        }
        let (a, b) = product(steps, None)?;
        beta_quantile(Tail::Above(tail), a, b)
    }
}

/// The shapes of the beta distribution with the mean and the variance of a product of independent ones: of each step
/// what is left beside what ended, and all of the `next` at risk but one.
fn product(steps: &[Step], next: Option<usize>) -> Option<(f64, f64)> {
    let ended = steps.iter().map(|step| ((step.at_risk - step.ended) as f64 + 1.0, step.ended as f64));
    let (mut mean, mut square) = (1.0, 1.0);
    for (a, b) in ended.chain(next.map(|next| (next as f64, 1.0))) {
        mean *= a / (a + b);
        square *= a * (a + 1.0) / ((a + b) * (a + b + 1.0));
    }
    let size = mean * (1.0 - mean) / (square - mean * mean) - 1.0;
    (size > 0.0).then_some((mean * size, (1.0 - mean) * size))
}

#[cfg(test)]
mod tests {
    use super::Chance;
    use crate::numbers::LEVEL;
    use crate::numbers::clopper_pearson::clopper_pearson;
    use crate::numbers::survival::{LEVEL_WITH_OPEN, Subject, Survival};

    fn ended(n: i64) -> Vec<Subject> {
        (1..=n).map(|seconds| Subject { seconds: 60 * seconds, ended: true }).collect()
    }

    #[test]
    fn nine_ends_are_too_few() {
        assert_eq!(Survival::of(&ended(9)).beyond(300), Chance::TooFew);
        assert_eq!(Survival::of(&[]).beyond(300), Chance::TooFew);
    }

    #[test]
    fn none_and_all_are_bounds() {
        let survival = Survival::of(&ended(20));
        let Chance::AtLeast { bound } = survival.beyond(59) else { panic!("not all") };
        assert!((bound - 0.05_f64.powf(0.05)).abs() < 1e-14, "{bound}");
        let Chance::AtMost { bound } = survival.beyond(1200) else { panic!("not none") };
        assert!((bound - (1.0 - 0.05_f64.powf(0.05))).abs() < 1e-12, "{bound}");
        assert!(matches!(survival.beyond(600), Chance::Between { share, .. } if (share - 0.5).abs() < 1e-12));
    }

    #[test]
    fn without_open_ones_it_is_the_interval_of_a_proportion() {
        for n in [12, 30] {
            let Chance::Between { share, interval } = Survival::of(&ended(n)).beyond(240) else {
                panic!("{n}")
            };
            let n = n.unsigned_abs();
            let expected = clopper_pearson(n - 4, n, LEVEL).unwrap();
            assert!((share - expected.share).abs() < 1e-12, "{n}: {share}");
            assert!((interval.low - expected.interval.low).abs() < 1e-10, "{n}: {interval:?}");
            assert!((interval.high - expected.interval.high).abs() < 1e-10, "{n}: {interval:?}");
        }
    }

    #[test]
    fn among_few_the_open_count_either_way() {
        let mut subjects = ended(10);
        subjects.extend([90, 120].map(|seconds| Subject { seconds, ended: false }));
        // Beyond 300 s: five ended later, and two more may.
        let Chance::Between { interval, .. } = Survival::of(&subjects).beyond(300) else { panic!("known") };
        let low = clopper_pearson(5, 12, LEVEL_WITH_OPEN).unwrap().interval.low;
        let high = clopper_pearson(7, 12, LEVEL_WITH_OPEN).unwrap().interval.high;
        assert_eq!((interval.low, interval.high), (low, high));
    }

    #[test]
    fn open_ones_widen_it() {
        let all = ended(30);
        let some: Vec<Subject> =
            all.iter().map(|it| Subject { ended: it.seconds % 180 > 0, ..*it }).collect();
        let width = |subjects: &[Subject]| match Survival::of(subjects).beyond(1200) {
            Chance::Between { share, interval } => {
                assert!(interval.low < share && share < interval.high, "{share} {interval:?}");
                interval.high - interval.low
            }
            other => panic!("{other:?}"),
        };
        assert!(width(&some) > width(&all));
    }

    #[test]
    fn what_is_open_leaves_the_end_unknown() {
        let mut subjects = ended(20);
        subjects.push(Subject { seconds: 5000, ended: false });
        let survival = Survival::of(&subjects);
        assert!(matches!(survival.beyond(5000), Chance::Between { .. }));
        assert_eq!(survival.beyond(5001), Chance::Unobserved);
    }
}
