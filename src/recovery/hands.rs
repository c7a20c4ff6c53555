//! Work for limited hands: which job is done when and by whom, where only so many people are there to do it.
//!
//! Up to [`EXACT`] jobs the schedule ends as early as any can ([`exact`]). Above that it is a list schedule: no hand stays
//! idle while a job of its team is ready, and of those the one with the longest way behind it goes first. With one team
//! of `m` hands it ends at most 2 − 1/m times as late as the best: R. L. Graham, "Bounds on Multiprocessing Timing Anomalies", SIAM
//! Journal on Applied Mathematics 17 (1969). With K teams, each with jobs of its own and `m_k` hands, it is
//! `K + 1 − 1/max m_k` times: J. W. S. Liu and C. L. Liu, "Bounds on Scheduling Algorithms for Heterogeneous Computing
//! Systems" (1974).

mod exact;

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::schedule::{Job, order, schedule};

/// Up to so many jobs that need a hand, the schedule is the best there is.
pub const EXACT: usize = 10;

/// When a job is done and by which hand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Turn {
    /// Begin, in seconds from the beginning of the work.
    pub start: i64,
    /// End.
    pub end: i64,
    /// Which hand of its team, from 0; `None` where it needs none.
    pub hand: Option<usize>,
}

/// Who does what, when.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Roster {
    /// In the order of the jobs.
    pub turns: Vec<Turn>,
    /// When everything is done.
    pub end: i64,
    /// No schedule ends earlier.
    pub exact: bool,
    /// No schedule ends earlier than this: the longest chain of jobs, or the work of a team divided by its hands.
    pub lower_bound: i64,
    /// `end` is at most so many times the earliest possible; 1 where it is that.
    pub factor: f64,
}

/// Gives jobs to hands: `team[i]` is the team that job `i` belongs to, or `None` if it needs no hand, and `hands[k]` how
/// many team `k` has; none is taken to be one. What needs no hand is a mark and takes no time. [`Job::waits`] says nothing
/// here.
///
/// A job waits for those it is after and for a hand, which does it in one go. The error is a circle of jobs, each after
/// the next.
pub fn assign(jobs: &[Job], team: &[Option<usize>], hands: &[usize]) -> Result<Roster, Vec<usize>> {
    let free = schedule(jobs, 0)?;
    let mut count = vec![0_usize; hands.len()];
    let mut work = vec![0_i64; hands.len()];
    for (job, team) in jobs.iter().zip(team) {
        if let Some(k) = *team {
            count[k] += 1;
            work[k] = work[k].saturating_add(job.duration);
        }
    }
    let hands = enough(hands, &count);
    let parts = work.iter().zip(&hands).map(|(&work, &many)| {
        let many = i64::try_from(many).unwrap_or(i64::MAX);
        work / many + i64::from(work % many > 0)
    });
    let lower_bound = parts.fold(free.end, i64::max);
    // From the latest begin that delays nothing to the end: a job and the longest chain behind it.
    let tails: Vec<i64> = free.slots.iter().map(|slot| free.end - slot.start - slot.slack).collect();
    let mut turns = list(jobs, team, &hands, &tails);
    let mut end = turns.iter().map(|turn| turn.end).max().unwrap_or(0);
    let small = count.iter().sum::<usize>() <= EXACT;
    if end > lower_bound && small {
        let order = order(jobs)?;
        let problem = exact::Problem { jobs, team, hands: &hands, tails: &tails, order: &order, lower_bound };
        if let Some(better) = problem.better_than(end) {
            turns = better;
            end = turns.iter().map(|turn| turn.end).max().unwrap_or(0);
        }
    }
    let exact = small || end == lower_bound;
    let factor = if exact { 1.0 } else { factor(&hands, &count) };
    Ok(Roster { turns, end, exact, lower_bound, factor })
}

/// The same, where job `i` should be done by `due[i]`: of the schedule that ends early and of the list schedule that takes
/// the most urgent first, the one in which less is late; of those the one that ends first, then in which what is due is
/// done first.
pub fn assign_in_time(
    jobs: &[Job],
    team: &[Option<usize>],
    hands: &[usize],
    due: &[Option<i64>],
) -> Result<Roster, Vec<usize>> {
    let best = assign(jobs, team, hands)?;
    let mut count = vec![0_usize; hands.len()];
    team.iter().flatten().for_each(|&k| count[k] += 1);
    let hands = enough(hands, &count);
    // What comes before something urgent is as urgent.
    let mut urgent: Vec<i64> = due.iter().map(|due| due.unwrap_or(i64::MAX)).collect();
    for &i in order(jobs)?.iter().rev() {
        let begin = urgent[i].saturating_sub(if urgent[i] == i64::MAX { 0 } else { jobs[i].duration });
        for &j in &jobs[i].after {
            urgent[j] = urgent[j].min(begin);
        }
    }
    let first: Vec<i64> = urgent.into_iter().map(|due| -due.max(i64::MIN + 1)).collect();
    let turns = list(jobs, team, &hands, &first);
    let end = turns.iter().map(|turn| turn.end).max().unwrap_or(0);
    let exact = best.exact && end == best.end;
    let factor = if exact { 1.0 } else { factor(&hands, &count) };
    let in_time = Roster { turns, end, exact, lower_bound: best.lower_bound, factor };
    let badness = |roster: &Roster| {
        let ends = || due.iter().zip(&roster.turns).filter_map(|(due, turn)| Some(((*due)?, turn.end)));
        let late = ends().filter(|(due, end)| end > due).count();
        (late, roster.end, ends().map(|(_, end)| i128::from(end)).sum::<i128>())
    };
    Ok(if badness(&in_time) < badness(&best) { in_time } else { best })
}

/// Nobody needs more hands than jobs, and somebody is there.
fn enough(hands: &[usize], count: &[usize]) -> Vec<usize> {
    hands.iter().zip(count).map(|(&many, &jobs)| many.clamp(1, jobs.max(1))).collect()
}

/// What a list schedule keeps, whatever it takes first: `K + 1 − 1/max m_k` over the teams with jobs.
fn factor(hands: &[usize], count: &[usize]) -> f64 {
    let busy = || count.iter().zip(hands).filter(|(jobs, _)| **jobs > 0).map(|(_, hands)| *hands);
    let most = busy().max().unwrap_or(1);
    busy().count() as f64 + 1.0 - 1.0 / most as f64
}

/// The state of a list schedule.
struct List<'j> {
    jobs: &'j [Job],
    team: &'j [Option<usize>],
    tails: &'j [i64],
    turns: Vec<Turn>,
    /// What comes after each job, and for how many each still waits.
    followers: Vec<Vec<usize>>,
    left: Vec<usize>,
    /// Jobs by team that could begin: those with the largest figure of `tails` first, then the first.
    ready: Vec<BinaryHeap<(i64, Reverse<usize>)>>,
    idle: Vec<BinaryHeap<Reverse<usize>>>,
    running: BinaryHeap<Reverse<(i64, usize)>>,
    /// Jobs whose followers are not yet told.
    done: Vec<usize>,
    /// Teams in which something changed.
    touched: Vec<usize>,
}

fn list(jobs: &[Job], team: &[Option<usize>], hands: &[usize], tails: &[i64]) -> Vec<Turn> {
    let mut list = List {
        jobs,
        team,
        tails,
        turns: vec![Turn::default(); jobs.len()],
        followers: vec![Vec::new(); jobs.len()],
        left: jobs.iter().map(|job| job.after.len()).collect(),
        ready: vec![BinaryHeap::new(); hands.len()],
        idle: hands.iter().map(|&many| (0..many).map(Reverse).collect()).collect(),
        running: BinaryHeap::new(),
        done: Vec::new(),
        touched: Vec::new(),
    };
    for (i, job) in jobs.iter().enumerate() {
        job.after.iter().for_each(|&j| list.followers[j].push(i));
    }
    (0..jobs.len()).filter(|&i| jobs[i].after.is_empty()).for_each(|i| list.open(i, 0));
    list.settle(0);
    list.begin(0);
    while let Some(Reverse((now, i))) = list.running.pop() {
        list.finish(i);
        while let Some(&Reverse((at, next))) = list.running.peek()
            && at == now
        {
            list.running.pop();
            list.finish(next);
        }
        list.settle(now);
        list.begin(now);
    }
    list.turns
}

impl List<'_> {
    /// Everything a job comes after is done.
    fn open(&mut self, i: usize, now: i64) {
        match self.team[i] {
            Some(k) => {
                self.ready[k].push((self.tails[i], Reverse(i)));
                self.touched.push(k);
            }
            None => {
                self.turns[i] = Turn { start: now, end: now, hand: None };
                self.done.push(i);
            }
        }
    }

    fn finish(&mut self, i: usize) {
        if let Some((k, hand)) = self.team[i].zip(self.turns[i].hand) {
            self.idle[k].push(Reverse(hand));
            self.touched.push(k);
        }
        self.done.push(i);
    }

    /// Opens what comes after that which is done, by way of marks too.
    fn settle(&mut self, now: i64) {
        while let Some(i) = self.done.pop() {
            for at in 0..self.followers[i].len() {
                let j = self.followers[i][at];
                self.left[j] -= 1;
                if self.left[j] == 0 {
                    self.open(j, now);
                }
            }
        }
    }

    fn begin(&mut self, now: i64) {
        while let Some(k) = self.touched.pop() {
            while !self.ready[k].is_empty()
                && let Some(Reverse(hand)) = self.idle[k].pop()
            {
                if let Some((_, Reverse(i))) = self.ready[k].pop() {
                    let end = now.saturating_add(self.jobs[i].duration);
                    self.turns[i] = Turn { start: now, end, hand: Some(hand) };
                    self.running.push(Reverse((end, i)));
                }
            }
        }
    }
}
