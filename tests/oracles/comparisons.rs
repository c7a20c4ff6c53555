//! Two groups: permutation tests.

use super::survival::subjects;
use super::{recording, same};
use postmortem::numbers::log_rank::{log_rank, log_rank_permutation};
use postmortem::numbers::permutation::{Permutation, log_means};
use serde::Deserialize;

#[derive(Deserialize)]
struct Recording {
    /// All splits are tried.
    exact: Vec<Pair>,
    /// So many splits that some are drawn.
    drawn: Vec<Pair>,
}

#[derive(Deserialize)]
struct Pair {
    name: String,
    first: Vec<i64>,
    second: Vec<i64>,
    /// An `x` for each that ended, an `o` for each still open.
    ended: String,
    /// Statistic and p of all splits.
    log_means: Option<(f64, f64)>,
    log_rank: Option<(f64, f64)>,
}

/// Name, result, and statistic and p as recorded.
type Compared = (String, Option<Permutation>, Option<(f64, f64)>);

impl Pair {
    /// Both tests.
    fn both(&self) -> [Compared; 2] {
        let (marks, others) = self.ended.split_at(self.first.len().min(self.ended.len()));
        let others = if others.is_empty() { "x".repeat(self.second.len()) } else { others.into() };
        let (first, second) = (subjects(&self.first, marks), subjects(&self.second, &others));
        let tested = log_rank_permutation(&first, &second, 7);
        same(&self.name, log_rank(&first, &second), tested.map(|it| it.statistic));
        [
            (format!("{}, log means", self.name), log_means(&self.first, &self.second, 7), self.log_means),
            (format!("{}, log-rank", self.name), tested, self.log_rank),
        ]
    }
}

#[test]
fn all_splits_are_those_of_scipy() {
    let pairs = recording::<Recording>("comparisons").exact;
    assert!(pairs.len() >= 180);
    for (name, got, expected) in pairs.iter().flat_map(Pair::both) {
        same(&format!("{name}, p"), got.map(|it| it.p), expected.map(|it| it.1));
        // Differences of sums: what is 0 is 0 but for rounding.
        let gap = got.zip(expected).map_or(0.0, |(got, expected)| (got.statistic - expected.0).abs());
        assert!(
            gap <= 1e-9 * expected.map_or(0.0, |it| it.0.abs()).max(1e-3),
            "{name}: {got:?}, {expected:?}"
        );
        assert!(got.is_none_or(|it| it.exact && it.error.to_bits() == 0), "{name}");
    }
}

#[test]
fn drawn_splits_come_as_near_as_they_say() {
    let pairs = recording::<Recording>("comparisons").drawn;
    assert!(pairs.len() >= 3);
    for (name, got, expected) in pairs.iter().flat_map(Pair::both) {
        let (got, (statistic, p)) = (got.unwrap(), expected.unwrap());
        same(&format!("{name}, statistic"), Some(got.statistic), Some(statistic));
        // The split observed counts once more, which is 1 of all drawn a tail.
        let bias = 2.0 / (got.draws as f64 + 1.0);
        assert!(!got.exact && got.error > 0.0, "{name}: {got:?}");
        assert!((got.p - p).abs() <= 5.0 * got.error + bias, "{name}: {got:?}, of all {p}");
    }
}
