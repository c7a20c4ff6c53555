//! Schedules for limited hands: against a search through every schedule, and against their own promises.

use proptest::prelude::*;

use crate::recovery::{EXACT, Job, Roster, assign};

/// Jobs, the team of each (none is a mark), and the hands of each team.
type Problem = (Vec<Job>, Vec<Option<usize>>, Vec<usize>);

/// Jobs whose `after` point to earlier ones; every fifth on average is a mark.
fn problems(count: std::ops::Range<usize>) -> impl Strategy<Value = Problem> {
    let job = (
        0i64..12,
        prop::collection::vec(any::<prop::sample::Index>(), 0..3),
        prop::option::weighted(0.8, 0usize..3),
    );
    let hands = prop::collection::vec(1usize..4, 1..=3);
    (prop::collection::vec(job, count), hands).prop_map(|(list, hands)| {
        let mut jobs = Vec::new();
        let mut team = Vec::new();
        for (i, (duration, after, whose)) in list.into_iter().enumerate() {
            let after = after.iter().filter(|_| i > 0).map(|index| index.index(i.max(1))).collect();
            let whose = whose.map(|k| k % hands.len());
            jobs.push(Job { duration: if whose.is_some() { duration } else { 0 }, after, waits: false });
            team.push(whose);
        }
        (jobs, team, hands)
    })
}

fn feasible((jobs, team, hands): &Problem, roster: &Roster) -> Result<(), TestCaseError> {
    let mut taken: Vec<(usize, usize, i64, i64)> = Vec::new();
    for (i, (job, turn)) in jobs.iter().zip(&roster.turns).enumerate() {
        prop_assert_eq!(turn.end, turn.start + job.duration);
        prop_assert!(job.after.iter().all(|&j| roster.turns[j].end <= turn.start), "{} begins too early", i);
        prop_assert_eq!(turn.hand.is_some(), team[i].is_some());
        if let Some((k, hand)) = team[i].zip(turn.hand) {
            prop_assert!(hand < hands[k]);
            taken.push((k, hand, turn.start, turn.end));
        }
    }
    taken.sort_unstable();
    let apart = |pair: &[(usize, usize, i64, i64)]| {
        (pair[0].0, pair[0].1) != (pair[1].0, pair[1].1) || pair[0].3 <= pair[1].2
    };
    prop_assert!(taken.windows(2).all(apart), "one hand does two things: {:?}", taken);
    prop_assert_eq!(roster.end, roster.turns.iter().map(|turn| turn.end).max().unwrap_or(0));
    prop_assert!(roster.end >= roster.lower_bound);
    Ok(())
}

/// Every schedule in which each job begins at 0 or when another ends, idle hands included.
struct Brute<'p> {
    problem: &'p Problem,
    best: i64,
    /// As early as this is early enough.
    enough: i64,
}

impl Brute<'_> {
    /// `end[i]` is when a job ends, or `None` where it has not begun; nothing begins before `now`.
    fn go(&mut self, now: i64, end: &mut Vec<Option<i64>>) {
        let (jobs, team, hands) = self.problem;
        let done = |end: &[Option<i64>], i: usize| end[i].is_some_and(|at| at <= now);
        // Marks happen at once.
        let marks: Vec<usize> = (0..jobs.len())
            .filter(|&i| team[i].is_none() && end[i].is_none() && jobs[i].after.iter().all(|&j| done(end, j)))
            .collect();
        if !marks.is_empty() {
            for &i in &marks {
                end[i] = Some(now);
            }
            self.go(now, end);
            for &i in &marks {
                end[i] = None;
            }
            return;
        }
        let last = end.iter().flatten().max().copied().unwrap_or(0);
        if end.iter().all(Option::is_some) {
            self.best = self.best.min(last);
            return;
        }
        if last.max(now) >= self.best || self.best <= self.enough {
            return;
        }
        let ready: Vec<usize> = (0..jobs.len())
            .filter(|&i| end[i].is_none() && jobs[i].after.iter().all(|&j| done(end, j)))
            .collect();
        for choice in 0_u32..1 << ready.len() {
            let chosen: Vec<usize> = ready
                .iter()
                .enumerate()
                .filter(|(bit, _)| choice & (1 << bit) != 0)
                .map(|(_, &i)| i)
                .collect();
            let fits = (0..hands.len()).all(|k| {
                let busy =
                    (0..jobs.len()).filter(|&i| team[i] == Some(k) && end[i].is_some_and(|at| at > now));
                busy.count() + chosen.iter().filter(|&&i| team[i] == Some(k)).count() <= hands[k]
            });
            if !fits {
                continue;
            }
            for &i in &chosen {
                end[i] = Some(now + jobs[i].duration);
            }
            let at_once = chosen.iter().any(|&i| jobs[i].duration == 0);
            let next = end.iter().flatten().copied().filter(|&at| at > now).min();
            if at_once {
                self.go(now, end);
            } else if let Some(next) = next {
                self.go(next, end);
            }
            for &i in &chosen {
                end[i] = None;
            }
        }
    }
}

fn brute(problem: &Problem, enough: i64) -> i64 {
    let mut search = Brute { problem, best: i64::MAX, enough };
    search.go(0, &mut vec![None; problem.0.len()]);
    search.best
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn few_jobs_end_as_early_as_any_schedule(problem in problems(0..7)) {
        let (jobs, team, hands) = &problem;
        let roster = assign(jobs, team, hands).unwrap();
        feasible(&problem, &roster)?;
        prop_assert!(roster.exact && (roster.factor - 1.0).abs() < 1e-12);
        prop_assert_eq!(roster.end, brute(&problem, 0));
    }

    #[test]
    fn many_jobs_keep_the_promise(problem in problems(11..60)) {
        let (jobs, team, hands) = &problem;
        let roster = assign(jobs, team, hands).unwrap();
        feasible(&problem, &roster)?;
        // The proofs of both factors bound the end by the lower bound itself.
        prop_assert!(roster.exact || roster.end as f64 <= roster.factor * roster.lower_bound as f64 + 1e-9);
    }

    #[test]
    fn with_hands_for_everything_it_is_the_longest_path(problem in problems(0..40)) {
        let (jobs, team, hands) = &problem;
        let roster = assign(jobs, team, &vec![usize::MAX; hands.len()]).unwrap();
        let free = crate::recovery::schedule(jobs, 0).unwrap();
        prop_assert!(roster.exact);
        prop_assert_eq!((roster.end, roster.lower_bound), (free.end, free.end));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn ten_jobs_end_as_early_as_any_schedule(problem in problems(EXACT..EXACT + 1)) {
        let (jobs, team, hands) = &problem;
        let roster = assign(jobs, team, hands).unwrap();
        feasible(&problem, &roster)?;
        prop_assert_eq!(roster.end, brute(&problem, roster.lower_bound));
    }
}

/// Two hands, where the longest tail first is not the best: Graham's own kind of example.
#[test]
fn eleven_jobs_are_a_list_schedule_with_its_factor() {
    let job = |duration| Job { duration, ..Job::default() };
    let jobs: Vec<Job> = [7, 7, 6, 6, 5, 5, 4, 4, 4, 9, 2].map(job).into();
    let roster = assign(&jobs, &[Some(0); 11], &[3]).unwrap();
    assert_eq!(roster.lower_bound, 20);
    assert!(roster.end >= 20);
    if roster.end > 20 {
        assert!(!roster.exact && (roster.factor - (2.0 - 1.0 / 3.0)).abs() < 1e-12);
    }
    let teams: Vec<Option<usize>> = (0..11).map(|i| Some(i % 2)).collect();
    let roster = assign(&jobs, &teams, &[1, 2]).unwrap();
    assert!(roster.exact || (roster.factor - 2.5).abs() < 1e-12);
}

#[test]
fn a_long_chain_and_a_circle_are_no_trouble() {
    let mut jobs: Vec<Job> = (0..30_000usize)
        .map(|i| Job { duration: 1, after: i.checked_sub(1).into_iter().collect(), waits: false })
        .collect();
    let roster = assign(&jobs, &vec![Some(0); 30_000], &[4]).unwrap();
    assert_eq!((roster.end, roster.exact), (30_000, true));
    jobs[0].after.push(29_999);
    assert_eq!(assign(&jobs, &vec![Some(0); 30_000], &[4]).unwrap_err().len(), 30_000);
}

/// A job of no time before a mark, and one that could keep its hand busy meanwhile.
#[test]
fn what_takes_no_time_goes_first() {
    let job = |duration, after: &[usize]| Job { duration, after: after.into(), waits: false };
    let jobs = [job(6, &[]), job(0, &[]), job(0, &[1]), job(7, &[2]), job(10, &[3])];
    let roster = assign(&jobs, &[Some(0), None, Some(0), Some(1), Some(1)], &[1, 1]).unwrap();
    assert_eq!((roster.end, roster.exact), (17, true));
}
