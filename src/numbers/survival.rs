//! How long things last when some are not over yet: the product-limit estimate.
//!
//! E. L. Kaplan and P. Meier, "Nonparametric Estimation from Incomplete Observations", Journal of the American
//! Statistical Association 53 (1958): of those still open at each end, the share that goes on, multiplied up. Whoever
//! leaves out open incidents, or ends them now, calls recovery faster than it is. The interval of the estimate is
//! Greenwood's on the scale `ln(−ln S)`: J. D. Kalbfleisch and R. L. Prentice, "The Statistical Analysis of Failure Time
//! Data" (2002), section 1.4.

use super::median_interval::median_interval;
use super::student::z_two_sided;
use super::{Bounds, LEVEL};
use serde::Serialize;

/// Fewer ends than this have neither an interval of the median nor a chance worth printing.
pub const FEWEST_EVENTS: usize = 10;

/// Fewer subjects than this, and those still open count either way.
pub const FEWEST_FOR_MODEL: usize = 20;

/// The level then, where some are open: simulated with half of 12 open, the level of all others is too low.
pub const LEVEL_WITH_OPEN: f64 = 0.99;

/// Forgives the rounding of a product: an estimate of ½ is one of at most ½.
const ROUNDING: f64 = 1e-12;

/// One thing watched: an incident, an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Subject {
    /// How long it lasted, or has lasted so far, seconds.
    pub seconds: i64,
    /// It ended then; else it was still open at that length, and nothing is known of later (censored).
    pub ended: bool,
}

/// The estimate from one length on at which something ended, up to the next such length.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Step {
    /// The length, seconds.
    pub at: i64,
    /// How many were watched up to this length, those that end here included.
    pub at_risk: usize,
    /// How many ended at this length.
    pub ended: usize,
    /// How many were last seen open at this length or later, before the next step.
    pub censored: usize,
    /// The estimated share that lasts longer than this, in `0..=1`.
    pub survival: f64,
    /// Its log-log interval at [`LEVEL`]; `None` at 0, where the formula has no variance.
    pub interval: Option<Bounds>,
}

/// The product-limit estimate of a group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Survival {
    /// How many were watched.
    pub n: usize,
    /// How many of them ended.
    pub events: usize,
    /// Where the estimate falls, ascending; before the first it is 1.
    pub steps: Vec<Step>,
    /// The longest length seen, of one ended or open, seconds; 0 where nothing was watched.
    pub last: i64,
    /// All lengths seen, ascending.
    #[serde(skip)]
    pub(super) lengths: Vec<i64>,
}

impl Survival {
    /// Estimates from `subjects`, in any order.
    ///
    /// What is last seen open at a length at which another ends counts as watched when that ended.
    pub fn of(subjects: &[Subject]) -> Self {
        let mut sorted = subjects.to_vec();
        sorted.sort_unstable_by_key(|subject| subject.seconds);
        let z = z_two_sided(LEVEL).unwrap_or(f64::NAN);
        let mut steps: Vec<Step> = Vec::new();
        let (mut survival, mut greenwood) = (1.0, 0.0);
        let mut at_risk = sorted.len();
        for tied in sorted.chunk_by(|a, b| a.seconds == b.seconds) {
            let ended = tied.iter().filter(|subject| subject.ended).count();
            if ended > 0 {
                let (all, left) = (at_risk as f64, (at_risk - ended) as f64);
                survival *= left / all;
                greenwood += ended as f64 / (all * left);
                let interval = (ended < at_risk).then(|| log_log(survival, greenwood, z));
                steps.push(Step { at: tied[0].seconds, at_risk, ended, censored: 0, survival, interval });
            }
            if let Some(step) = steps.last_mut() {
                step.censored += tied.len() - ended;
            }
            at_risk -= tied.len();
        }
        Self {
            n: sorted.len(),
            events: sorted.iter().filter(|subject| subject.ended).count(),
            steps,
            last: sorted.last().map_or(0, |subject| subject.seconds),
            lengths: sorted.iter().map(|subject| subject.seconds).collect(),
        }
    }

    /// The first length at which at most half go on, seconds; `None` where more than half do up to the last.
    pub fn median(&self) -> Option<f64> {
        self.first(|step| Some(step.survival), 0.5)
    }

    /// The first length by which at least nine of ten have ended, seconds; `None` where that many never do.
    pub fn p90(&self) -> Option<f64> {
        self.first(|step| Some(step.survival), 0.1)
    }

    /// An interval of the median at [`LEVEL`] or more, seconds; its upper end is `None` where the data do not reach it.
    ///
    /// [`Survival::log_log_median`], but below [`FEWEST_FOR_MODEL`] subjects two order statistics between which those
    /// still open count either way: for the lower end as if they ended at once, for the upper as if they never did, at
    /// [`LEVEL_WITH_OPEN`] where there are any. `None`
    /// with fewer than [`FEWEST_EVENTS`] ends, and where even the lower end is not reached.
    pub fn median_interval(&self) -> Option<(f64, Option<f64>)> {
        if self.events < FEWEST_EVENTS {
            return None;
        }
        if self.n >= FEWEST_FOR_MODEL {
            return self.log_log_median();
        }
        let ranks: Vec<f64> = (0_u32..).take(self.n).map(f64::from).collect();
        let (low, high) =
            median_interval(&ranks, if self.events < self.n { LEVEL_WITH_OPEN } else { LEVEL })?.ranks;
        let mut ended = 0;
        let upper = self.steps.iter().find(|step| {
            ended += step.ended;
            ended >= high
        });
        Some((*self.lengths.get(low - 1)? as f64, upper.map(|step| step.at as f64)))
    }

    /// The lengths at which the two ends of the log-log interval of the estimate reach ½, seconds: R. Brookmeyer and
    /// J. Crowley, "A Confidence Interval for the Median Survival Time", Biometrics 38 (1982).
    ///
    /// The second is `None` where the data do not reach it; `None` where even the lower end stays above ½.
    pub fn log_log_median(&self) -> Option<(f64, Option<f64>)> {
        let low = self.first(|step| step.interval.map(|bounds| bounds.low), 0.5)?;
        Some((low, self.first(|step| step.interval.map(|bounds| bounds.high), 0.5)))
    }

    /// The estimated share that lasts longer than `seconds`, in `0..=1`.
    ///
    /// Beyond [`Survival::last`] it stays what it was, which is more than is known; [`Survival::beyond`] says so.
    pub fn at(&self, seconds: i64) -> f64 {
        self.steps_until(seconds).last().map_or(1.0, |step| step.survival)
    }

    /// The lengths at which something was last seen open, ascending, seconds.
    pub fn open(&self) -> Vec<i64> {
        let mut out = Vec::with_capacity(self.n - self.events);
        for tied in self.lengths.chunk_by(|a, b| a == b) {
            let step = self.steps.binary_search_by_key(&tied[0], |step| step.at);
            let ended = step.map_or(0, |step| self.steps[step].ended);
            out.extend(tied.iter().skip(ended));
        }
        out
    }

    /// The steps at `seconds` or before.
    pub(super) fn steps_until(&self, seconds: i64) -> &[Step] {
        &self.steps[..self.steps.partition_point(|step| step.at <= seconds)]
    }

    /// The first length at which `value` is at most `share`; no value is 0.
    fn first(&self, value: impl Fn(&Step) -> Option<f64>, share: f64) -> Option<f64> {
        let step = self.steps.iter().find(|step| value(step).unwrap_or(0.0) <= share + ROUNDING)?;
        Some(step.at as f64)
    }
}

/// `S^exp(∓ z √greenwood / ln S)` for `0 < S < 1`.
fn log_log(survival: f64, greenwood: f64, z: f64) -> Bounds {
    let log = survival.ln();
    let factor = (z * greenwood.sqrt() / -log).exp();
    Bounds { low: (log * factor).exp(), high: (log / factor).exp() }
}

#[cfg(test)]
mod tests {
    use super::{Subject, Survival};

    fn ended(seconds: i64) -> Subject {
        Subject { seconds, ended: true }
    }

    fn open(seconds: i64) -> Subject {
        Subject { seconds, ended: false }
    }

    #[test]
    fn nothing_watched_says_nothing() {
        let none = Survival::of(&[]);
        assert_eq!((none.n, none.events, none.steps.len(), none.last), (0, 0, 0, 0));
        assert_eq!((none.median(), none.median_interval()), (None, None));
    }

    #[test]
    fn what_is_open_counts_up_to_its_length() {
        let survival = Survival::of(&[ended(6), open(6), ended(10), ended(6), ended(6), ended(7), open(9)]);
        let steps: Vec<_> =
            survival.steps.iter().map(|step| (step.at, step.at_risk, step.ended, step.censored)).collect();
        assert_eq!(steps, [(6, 7, 3, 1), (7, 3, 1, 1), (10, 1, 1, 0)]);
        let expected = [4.0 / 7.0, 8.0 / 21.0, 0.0];
        for (step, expected) in survival.steps.iter().zip(expected) {
            assert!((step.survival - expected).abs() < 1e-15, "{step:?}");
        }
        assert_eq!(survival.median(), Some(7.0));
        assert!(survival.at(5).to_bits() == 1.0_f64.to_bits() && survival.at(8) < 0.5);
        assert_eq!(survival.steps[2].interval, None);
        assert_eq!(survival.open(), [6, 9]);
    }

    #[test]
    fn all_open_never_fall() {
        let survival = Survival::of(&[open(5), open(9)]);
        assert_eq!((survival.steps.len(), survival.median(), survival.last), (0, None, 9));
    }

    #[test]
    fn exactly_half_is_the_median() {
        let even: Vec<Subject> = (1..=12).map(ended).collect();
        let survival = Survival::of(&even);
        assert_eq!(survival.median(), Some(6.0));
        let (low, high) = survival.median_interval().unwrap();
        assert!(low < 6.0 && high.unwrap() > 6.0);
        assert_eq!(Survival::of(&even[..9]).median_interval(), None);
    }

    #[test]
    fn among_few_the_open_count_either_way() {
        let subjects: Vec<Subject> = (1..=12).map(|s| if s == 2 { open(s) } else { ended(s) }).collect();
        // At 99 % the ranks of 12 are 2 and 11; of those that ended the eleventh is the last.
        assert_eq!(Survival::of(&subjects).median_interval(), Some((2.0, Some(12.0))));
        let all: Vec<Subject> = (1..=12).map(ended).collect();
        assert_eq!(Survival::of(&all).median_interval(), Some((3.0, Some(10.0))));
    }

    #[test]
    fn an_upper_end_may_not_be_reached() {
        let subjects: Vec<Subject> = (1..=12).map(ended).chain((13..=22).map(open)).collect();
        assert_eq!(Survival::of(&subjects).median_interval().unwrap().1, None);
    }
}
