//! Whether two groups last equally long when some are not over yet.
//!
//! N. Mantel, "Evaluation of Survival Data and Two New Rank Order Statistics", Cancer Chemotherapy Reports 50 (1966): at each
//! length at which something ends, how many of one group should have been among them, added up, over its standard
//! deviation. With few ends its distribution is not normal, so it is compared with itself under permutation; divided by
//! its deviation each time, which keeps the level where the groups are censored differently: A. Janssen and
//! T. Pauls, "How Do Bootstrap and Permutation Tests Work?", Annals of Statistics 31 (2003).

use super::permutation::{Permutation, Plan, permute, smaller_side};
use super::survival::Subject;

/// The log-rank statistic, observed less expected over its standard deviation, positive where `second` lasts longer.
///
/// Its square is the usual chi-square with one degree of freedom. `None` where no end says anything: a group is
/// empty, or nothing ended while both were watched.
pub fn log_rank(first: &[Subject], second: &[Subject]) -> Option<f64> {
    let (table, chosen, sign) = table(first, second);
    table.statistic(&mut vec![0; table.scores.len()], &chosen).map(|statistic| sign * statistic)
}

/// [`log_rank`] with its permutation distribution: lengths and whether they ended go together from group to group.
///
/// The same numbers for the same `seed` on every machine. `None` as for [`log_rank`].
pub fn log_rank_permutation(first: &[Subject], second: &[Subject], seed: u64) -> Option<Permutation> {
    let (table, observed, sign) = table(first, second);
    let all = table.scores.len();
    table.statistic(&mut vec![0; all], &observed)?;
    let plan = Plan { all, observed, work: all as f64, scale: 1.0, seed };
    // A split at which no end says anything has nothing to tell apart.
    let statistic =
        |marks: &mut Vec<u8>, chosen: &[u32]| sign * table.statistic(marks, chosen).unwrap_or(0.0);
    Some(permute(&plan, || vec![0; all], statistic))
}

/// What does not depend on who is in which group, by length.
struct Table {
    /// Of each subject, ascending by length: ends expected until then less its own.
    scores: Vec<f64>,
    /// At the first subject of each length at which something ended: what a pair of subjects at risk then, one of either
    /// group, adds to the variance; 0 at all others.
    pairs: Vec<f64>,
}

/// The table of both groups, the places of the smaller group in it, and the sign that makes that group the second.
fn table(first: &[Subject], second: &[Subject]) -> (Table, Vec<u32>, f64) {
    let (side, sign) = smaller_side(first.len(), second.len());
    let mut order: Vec<(Subject, u32)> = first.iter().chain(second).copied().zip(0..).collect();
    order.sort_unstable_by_key(|&(subject, place)| (subject.seconds, place));
    let mut table = Table { scores: Vec::with_capacity(order.len()), pairs: Vec::new() };
    let mut expected = 0.0;
    for tied in order.chunk_by(|a, b| a.0.seconds == b.0.seconds) {
        let place = table.scores.len();
        let ended = tied.iter().filter(|(subject, _)| subject.ended).count() as f64;
        let all = (order.len() - place) as f64;
        expected += ended / all;
        // The last one alone says nothing.
        let pair = if all > 1.0 { ended * (all - ended) / (all * all * (all - 1.0)) } else { 0.0 };
        table.pairs.push(pair);
        table.pairs.resize(place + tied.len(), 0.0);
        table.scores.extend(tied.iter().map(|(subject, _)| expected - f64::from(u8::from(subject.ended))));
    }
    let inside = |place: u32| side.first() <= Some(&place) && Some(&place) <= side.last();
    let chosen = order.iter().zip(0..).filter(|((_, place), _)| inside(*place)).map(|(_, at)| at).collect();
    (table, chosen, sign)
}

impl Table {
    /// Positive where the `chosen` last longer; `None` where the variance is 0. `marks` are one 0 a subject, and are so again.
    fn statistic(&self, marks: &mut [u8], chosen: &[u32]) -> Option<f64> {
        let mut score = 0.0;
        for &place in chosen {
            score += self.scores[place as usize];
            marks[place as usize] = 1;
        }
        let (mut variance, mut inside, mut all) = (0.0, 0.0, 0.0);
        for (pair, &mark) in self.pairs.iter().zip(&*marks).rev() {
            inside += f64::from(mark);
            all += 1.0;
            variance += pair * inside * (all - inside);
        }
        for &place in chosen {
            marks[place as usize] = 0;
        }
        (variance > 0.0).then(|| score / variance.sqrt())
    }
}

#[cfg(test)]
mod tests {
    use super::{log_rank, log_rank_permutation};
    use crate::numbers::survival::Subject;

    fn subjects(lengths: &[(i64, bool)]) -> Vec<Subject> {
        lengths.iter().map(|&(seconds, ended)| Subject { seconds, ended }).collect()
    }

    #[test]
    fn it_is_observed_less_expected() {
        let first = subjects(&[(1, true), (3, true), (4, false)]);
        let second = subjects(&[(2, true), (5, true), (6, false)]);
        // At 1, 2, 3 and 5: 3 of 6, 3 of 5, 2 of 4 and 2 of 2 at risk are of the second group, one ends each time.
        let expected: f64 = 3.0 / 6.0 + 3.0 / 5.0 + 2.0 / 4.0 + 1.0;
        let variance: f64 = 9.0 / 36.0 + 6.0 / 25.0 + 4.0 / 16.0;
        let got = log_rank(&first, &second).unwrap();
        assert!((got - (expected - 2.0) / variance.sqrt()).abs() < 1e-14, "{got}");
        assert!((log_rank(&second, &first).unwrap() + got).abs() < 1e-14);
    }

    #[test]
    fn where_no_end_says_anything_there_is_no_statistic() {
        let open = subjects(&[(5, false), (7, false)]);
        let ended = subjects(&[(9, true)]);
        assert_eq!(log_rank(&open, &open), None);
        assert_eq!(log_rank(&open, &ended), None);
        assert_eq!(log_rank(&[], &ended), None);
        assert_eq!(log_rank(&ended, &[]), None);
        assert_eq!(log_rank_permutation(&open, &ended, 1), None);
    }

    #[test]
    fn the_most_extreme_split_is_the_rarest() {
        let first = subjects(&[(1, true), (2, true), (3, true), (4, true)]);
        let second = subjects(&[(50, true), (60, true), (70, false), (80, false)]);
        let got = log_rank_permutation(&first, &second, 1).unwrap();
        assert!(got.exact && got.draws == 70 && got.statistic > 0.0, "{got:?}");
        assert!((got.p - 2.0 / 70.0).abs() < 1e-15, "{got:?}");
    }

    #[test]
    fn many_are_drawn_and_the_seed_decides() {
        let first: Vec<Subject> =
            (1..60).map(|seconds| Subject { seconds, ended: seconds % 5 > 0 }).collect();
        let second: Vec<Subject> = (9..50).map(|seconds| Subject { seconds, ended: true }).collect();
        let got = log_rank_permutation(&first, &second, 3).unwrap();
        assert!(!got.exact && (0.0..=1.0).contains(&got.p), "{got:?}");
        assert_eq!(log_rank_permutation(&first, &second, 3).unwrap(), got);
        let statistic = log_rank(&first, &second).unwrap();
        assert!((got.statistic - statistic).abs() < 1e-12);
    }
}
