//! Two periods side by side: what changed beyond chance, and what so few incidents could have shown at all.
//!
//! Durations are compared by a permutation test on the difference of their log means; where either side has incidents
//! that have not ended, by one on the studentised log-rank statistic, which takes them in. Counts are compared by the
//! exact interval of the ratio of their rates. Nothing is said to have improved because a mean moved.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::availability::day_end;
use super::case::{CaseNumbers, Measure, numbers};
use super::filter::{By, Filter};
use super::slices::{Cases, split};
use super::survival::{Lasts, lasts};
use crate::numbers::SIGNIFICANCE;
use crate::numbers::detectable::{log_deviation, smallest_detectable};
use crate::numbers::holm::holm;
use crate::numbers::log_rank::log_rank_permutation;
use crate::numbers::permutation::{Permutation, log_means};
use crate::numbers::rate_ratio::{RateRatio, rate_ratio};
use crate::numbers::summary::Summary;
use crate::numbers::survival::Subject;
use crate::time::{DAY, Period};
use crate::workspace::{Case, Policy, Workspace};

/// What the permutations of a comparison start from: the same numbers on every machine.
pub const SEED: u64 = 0x706f_7374_6d6f_7274;

/// Two periods compared.
#[derive(Debug)]
pub struct Comparison {
    /// The two periods, the earlier one first as it was asked for.
    pub periods: [Period; 2],
    /// How many days of each have passed.
    pub days: [f64; 2],
    /// Which incidents, in words.
    pub selection: String,
    /// All incidents.
    pub all: Compared,
    /// What the slices have in common; `None` without slices.
    pub by: Option<By>,
    /// The same by slices.
    pub slices: Vec<(String, Compared)>,
    /// The day of our first record, where a period begins before it.
    pub records_begin: Option<i64>,
}

/// Incidents of two periods.
#[derive(Debug)]
pub struct Compared {
    /// How many.
    pub counts: [usize; 2],
    /// The second rate beside the first, in slices with an interval that holds for all of them at once (Bonferroni's
    /// correction); `None` where there is none.
    pub rate: Option<RateRatio>,
    /// TTD, TTA, TTM, TTR and time in impact.
    pub changes: Vec<Change>,
}

impl Compared {
    /// Whether the two rates differ by more than chance explains.
    pub fn rate_differs(&self) -> bool {
        self.rate.as_ref().is_some_and(|rate| rate.low > 1.0 || rate.high.is_some_and(|high| high < 1.0))
    }
}

/// One measure in two periods.
#[derive(Debug)]
pub struct Change {
    /// The measure.
    pub measure: Measure,
    /// The statistics of what has ended, in seconds.
    pub summaries: [Summary; 2],
    /// How many have not ended.
    pub open: [usize; 2],
    /// The second geometric mean beside the first: of what has ended only.
    pub ratio: Option<f64>,
    /// The least and the greatest ratio within the bounds of imprecise times; `None` where all are exact.
    pub ratio_range: Option<[f64; 2]>,
    /// The test; `None` where a side is empty.
    pub test: Option<Permutation>,
    /// Which test it is.
    pub censored: bool,
    /// Its p value, in slices corrected by Holm's method.
    pub p: Option<f64>,
    /// The smallest improvement of the geometric mean, as a share, that this many could have shown.
    pub smallest: Option<f64>,
}

/// What a comparison shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Verdict {
    /// A side has nothing to compare.
    NoData,
    /// Chance explains it; the smallest improvement that could have been seen, as a share.
    NotDetectable(Option<f64>),
    /// Chance hardly explains it.
    Detectable,
}

impl Change {
    /// What it shows.
    pub fn verdict(&self) -> Verdict {
        match self.p {
            None => Verdict::NoData,
            Some(p) if p <= SIGNIFICANCE => Verdict::Detectable,
            Some(_) => Verdict::NotDetectable(self.smallest),
        }
    }
}

/// Why two periods cannot be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Incomparable {
    /// They have days in common.
    Overlap,
    /// One has not begun.
    Future,
}

/// Compares the incidents of two periods that a filter takes; `seed` sets the permutations.
pub fn compare(
    workspace: &Workspace,
    filter: &Filter,
    periods: [Period; 2],
    by: Option<By>,
    now: i64,
    seed: u64,
) -> Result<Comparison, Incomparable> {
    let policy = &workspace.policy;
    let zone = policy.zone();
    if periods[0].overlaps(&periods[1]) {
        return Err(Incomparable::Overlap);
    }
    let end = day_end(now, zone);
    let spans = periods.each_ref().map(|period| period.within(zone));
    if spans.iter().any(|(from, _)| *from >= end) {
        return Err(Incomparable::Future);
    }
    let days = spans.map(|(from, to)| (to.min(end) - from) as f64 / DAY as f64);
    let sides = periods.each_ref().map(|period| {
        let filter = Filter { period: Some(period.clone()), ..filter.clone() };
        let cases = workspace.cases.iter().filter(|case| filter.counts(case, workspace));
        cases.map(|case| (&**case, numbers(case, policy))).collect::<Cases<'_>>()
    });
    let side = Sides { policy, days, today: day_end(now - DAY, zone), seed };
    let mut slices = by.map_or_else(Vec::new, |by| {
        let mut parts = sides.each_ref().map(|cases| split(workspace, cases, by));
        let names: BTreeSet<_> = parts.iter().flat_map(BTreeMap::keys).cloned().collect();
        let significance = SIGNIFICANCE / names.len().max(1) as f64;
        let one = |name: (usize, String)| {
            let pair = parts.each_mut().map(|part| part.remove(&name).unwrap_or_default());
            (name.1, side.compare(&pair, significance))
        };
        names.into_iter().map(one).collect()
    });
    correct(&mut slices);
    let first = workspace.cases.iter().filter(|case| Filter::default().counts(case, workspace));
    let first = first.filter_map(|case| case.began(&policy.times)).min();
    let earliest = spans[0].0.min(spans[1].0);
    Ok(Comparison {
        selection: filter.selection(workspace),
        all: side.compare(&sides, SIGNIFICANCE),
        days,
        by,
        slices,
        records_begin: first.filter(|first| *first >= earliest + DAY),
        periods,
    })
}

/// What every comparison of one run shares.
struct Sides<'a> {
    policy: &'a Policy,
    days: [f64; 2],
    today: i64,
    seed: u64,
}

impl Sides<'_> {
    fn compare(&self, cases: &[Cases<'_>; 2], significance: f64) -> Compared {
        let counts = cases.each_ref().map(Vec::len);
        Compared {
            counts,
            rate: rate_ratio(
                counts[0] as u64,
                self.days[0],
                counts[1] as u64,
                self.days[1],
                1.0 - significance,
            ),
            changes: Measure::ALL
                .into_par_iter()
                .map(|measure| self.change(measure, cases, significance))
                .collect(),
        }
    }

    fn change(&self, measure: Measure, cases: &[Cases<'_>; 2], significance: f64) -> Change {
        let sides = cases.each_ref().map(|cases| self.side(measure, cases));
        let open = sides.each_ref().map(|side| side.subjects.iter().filter(|subject| !subject.ended).count());
        let censored = open.iter().any(|&open| open > 0);
        let [first, second] = &sides;
        let test = if censored {
            log_rank_permutation(&first.subjects, &second.subjects, self.seed)
        } else {
            log_means(&first.ended, &second.ended, self.seed)
        };
        let ratio = |first: &Summary, second: &Summary| {
            Some(second.geometric.as_ref()?.mean / first.geometric.as_ref()?.mean)
        };
        let summaries = sides.each_ref().map(|side| Summary::of(&side.ended));
        let extremes = sides.each_ref().map(|side| [Summary::of(&side.shortest), Summary::of(&side.longest)]);
        let low = ratio(&extremes[0][1], &extremes[1][0]);
        let high = ratio(&extremes[0][0], &extremes[1][1]);
        let imprecise = sides.iter().any(|side| side.shortest != side.longest);
        let pooled = pooled_deviation(&first.ended, &second.ended);
        let smallest = pooled.and_then(|deviation| {
            smallest_detectable(deviation, first.ended.len(), second.ended.len(), significance)
        });
        Change {
            measure,
            ratio: ratio(&summaries[0], &summaries[1]),
            ratio_range: low.zip(high).filter(|_| imprecise).map(|(low, high)| [low, high]),
            p: test.as_ref().map(|test| test.p),
            summaries,
            open,
            test,
            censored,
            smallest,
        }
    }

    fn side(&self, measure: Measure, cases: &[(&Case, CaseNumbers)]) -> Side {
        let mut side = Side::default();
        for (case, numbers) in cases {
            let Some((state, [seconds, low, high])) = lasts(case, numbers, measure, self.policy, self.today)
            else {
                continue;
            };
            let ended = state == Lasts::Ended;
            side.subjects.push(Subject { seconds, ended });
            if ended {
                side.ended.push(seconds);
                side.shortest.push(low);
                side.longest.push(high);
            }
        }
        side
    }
}

/// One measure in one period, in seconds.
#[derive(Default)]
struct Side {
    subjects: Vec<Subject>,
    ended: Vec<i64>,
    shortest: Vec<i64>,
    longest: Vec<i64>,
}

/// The standard deviation of the logarithms within both sides.
fn pooled_deviation(first: &[i64], second: &[i64]) -> Option<f64> {
    let squares = |side: &[i64]| match side.len() {
        0 => None,
        1 => Some((0.0, 0)),
        n => log_deviation(side).map(|deviation| (deviation.powi(2) * (n - 1) as f64, n - 1)),
    };
    let ((a, m), (b, n)) = squares(first).zip(squares(second))?;
    (m + n > 0).then(|| ((a + b) / (m + n) as f64).sqrt())
}

/// Corrects the p values of each measure for the number of slices.
fn correct(slices: &mut [(String, Compared)]) {
    for place in 0..Measure::ALL.len() {
        let tested: Vec<usize> =
            (0..slices.len()).filter(|&i| slices[i].1.changes[place].p.is_some()).collect();
        let raw: Vec<f64> = tested.iter().filter_map(|&i| slices[i].1.changes[place].p).collect();
        for (&i, p) in tested.iter().zip(holm(&raw)) {
            slices[i].1.changes[place].p = Some(p);
        }
    }
}
