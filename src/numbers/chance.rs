//! The chance that something takes longer than it may: "recovery takes longer than the RTO".
//!
//! Where the estimate is neither 0 nor 1, the interval of the product-limit estimate. Where it is one of these, nothing
//! is certain all the same: then one-sided bounds, which without open subjects are those of Clopper and Pearson.

use super::clopper_pearson::lower_bound;
use super::inverse::{Tail, beta_quantile};
use super::survival::{FEWEST_EVENTS, Step, Survival};
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
    /// The estimated share and its interval at [`LEVEL`].
    Between {
        /// The estimate, in `0..=1`, neither 0 nor 1.
        share: f64,
        /// Its interval.
        interval: Bounds,
    },
    /// All lasted longer: the chance is at least this, at the one-sided [`LEVEL`].
    AtLeast {
        /// The bound, below 1.
        bound: f64,
    },
    /// None lasted longer: the chance is at most this, at the one-sided [`LEVEL`].
    AtMost {
        /// The bound, above 0.
        bound: f64,
    },
}

impl Survival {
    /// The chance that it takes longer than `seconds`.
    pub fn beyond(&self, seconds: i64) -> Chance {
        if self.events < FEWEST_EVENTS {
            return Chance::TooFew;
        }
        let steps = self.steps_until(seconds);
        let Some(step) = steps.last() else {
            let watched = self.n - self.lengths.partition_point(|&length| length <= seconds);
            let bound = lower_bound(watched as u64, watched as u64, LEVEL);
            return bound.map_or(Chance::TooFew, |bound| Chance::AtLeast { bound });
        };
        match step.interval {
            None => upper(steps, LEVEL).map_or(Chance::TooFew, |bound| Chance::AtMost { bound }),
            Some(_) if seconds > self.last => Chance::Unobserved,
            Some(interval) => Chance::Between { share: step.survival, interval },
        }
    }
}

/// The upper end of the beta product interval.
fn upper(steps: &[Step], level: f64) -> Option<f64> {
    let (mut mean, mut square) = (1.0, 1.0);
    for step in steps {
        let (all, left) = (step.at_risk as f64 + 1.0, (step.at_risk - step.ended) as f64 + 1.0);
        mean *= left / all;
        square *= left / all * ((left + 1.0) / (all + 1.0));
    }
    let size = mean * (1.0 - mean) / (square - mean * mean) - 1.0;
    beta_quantile(Tail::Above(1.0 - level), mean * size, (1.0 - mean) * size)
}

#[cfg(test)]
mod tests {
    use super::Chance;
    use crate::numbers::survival::{Subject, Survival};

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
    fn what_is_open_leaves_the_end_unknown() {
        let mut subjects = ended(20);
        subjects.push(Subject { seconds: 5000, ended: false });
        let survival = Survival::of(&subjects);
        assert!(matches!(survival.beyond(5000), Chance::Between { .. }));
        assert_eq!(survival.beyond(5001), Chance::Unobserved);
    }
}
