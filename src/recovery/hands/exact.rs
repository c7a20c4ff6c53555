//! The best schedule of few jobs: branch and bound over the orders in which they begin.
//!
//! Of the schedules that end earliest take one whose begins are the earliest in sum, and look at its jobs by begin. To give
//! each in turn to the hand of its team that is free first makes every job begin no later, so that this schedule itself comes
//! out. Only orders of rising begins are tried, therefore, and jobs that begin together in one order only.

use super::super::schedule::Job;
use super::{EXACT, Turn};

/// Few jobs and the hands for them.
pub(super) struct Problem<'j> {
    pub(super) jobs: &'j [Job],
    pub(super) team: &'j [Option<usize>],
    pub(super) hands: &'j [usize],
    pub(super) tails: &'j [i64],
    /// The jobs so that each comes behind what it is after.
    pub(super) order: &'j [usize],
    pub(super) lower_bound: i64,
}

/// A job that needs a hand.
struct Task {
    job: usize,
    team: usize,
    duration: i64,
    tail: i64,
    /// The tasks that come first, as bits.
    before: u32,
}

struct Search {
    tasks: Vec<Task>,
    /// By team: when each hand is free.
    free: Vec<Vec<i64>>,
    turns: Vec<Turn>,
    best: Option<Vec<Turn>>,
    end: i64,
    lower_bound: i64,
}

impl Problem<'_> {
    /// A schedule that ends before `end` and as early as any; `None` if none does.
    ///
    pub(super) fn better_than(&self, end: i64) -> Option<Vec<Turn>> {
        let mut before = vec![0_u32; self.jobs.len()];
        let mut tasks: Vec<Task> = Vec::new();
        for &i in self.order {
            let masks = self.jobs[i].after.iter().fold(0, |mask, &j| mask | before[j]);
            before[i] = masks;
            if let Some(team) = self.team[i].filter(|_| tasks.len() < EXACT) {
                before[i] = 1 << tasks.len();
                let (duration, tail) = (self.jobs[i].duration, self.tails[i]);
                tasks.push(Task { job: i, team, duration, tail, before: masks });
            }
        }
        let mut search = Search {
            turns: vec![Turn::default(); tasks.len()],
            free: self.hands.iter().map(|&many| vec![0; many]).collect(),
            tasks,
            best: None,
            end,
            lower_bound: self.lower_bound,
        };
        search.go(0, None);
        let found = search.best?;
        let mut turns = vec![Turn::default(); self.jobs.len()];
        for (task, turn) in search.tasks.iter().zip(found) {
            turns[task.job] = turn;
        }
        for &i in self.order.iter().filter(|&&i| self.team[i].is_none()) {
            let at = self.jobs[i].after.iter().map(|&j| turns[j].end).max().unwrap_or(0);
            turns[i] = Turn { start: at, end: at, hand: None };
        }
        Some(turns)
    }
}

impl Search {
    /// Tries every job that can begin next; `done` as bits. At most [`EXACT`] deep.
    fn go(&mut self, done: u32, last: Option<usize>) {
        if done.count_ones() as usize == self.tasks.len() {
            self.end = self.turns.iter().map(|turn| turn.end).max().unwrap_or(0);
            self.best = Some(self.turns.clone());
            return;
        }
        if self.hopeless(done) {
            return;
        }
        let mut next: Vec<usize> = (0..self.tasks.len())
            .filter(|&i| done & (1 << i) == 0 && self.tasks[i].before & !done == 0)
            .collect();
        // Good schedules early cut off the rest.
        next.sort_by_key(|&i| std::cmp::Reverse(self.tasks[i].tail));
        for i in next {
            let Task { team, duration, .. } = self.tasks[i];
            let Some((hand, free)) = self.free[team].iter().copied().enumerate().min_by_key(|(_, at)| *at)
            else {
                continue;
            };
            let start = self.ready(i, done).max(free);
            let in_turn = last.is_none_or(|before| {
                let at = self.turns[before].start;
                let depends = self.tasks[i].before & (1 << before) != 0;
                start > at || (start == at && (depends || self.rank(i) > self.rank(before)))
            });
            if !in_turn {
                continue;
            }
            let end = start.saturating_add(duration);
            self.turns[i] = Turn { start, end, hand: Some(hand) };
            self.free[team][hand] = end;
            self.go(done | 1 << i, Some(i));
            self.free[team][hand] = free;
            if self.end == self.lower_bound {
                return;
            }
        }
    }

    /// The order of jobs that begin together: first those that take no time, whose hand is free again at once.
    fn rank(&self, i: usize) -> (bool, usize) {
        (self.tasks[i].duration > 0, i)
    }

    /// When everything that comes before a task and is done has ended.
    fn ready(&self, i: usize, done: u32) -> i64 {
        let before = self.tasks[i].before & done;
        let ends = self.turns.iter().enumerate().filter(|(j, _)| before & (1 << j) != 0);
        ends.map(|(_, turn)| turn.end).max().unwrap_or(0)
    }

    /// Whether what is left cannot end before the best schedule so far.
    fn hopeless(&self, done: u32) -> bool {
        let left = || self.tasks.iter().enumerate().filter(|(i, _)| done & (1 << i) == 0);
        let long = left().any(|(i, task)| {
            let free = self.free[task.team].iter().min().copied().unwrap_or(0);
            self.ready(i, done).max(free).saturating_add(task.tail) >= self.end
        });
        let much = |(k, free): (usize, &Vec<i64>)| {
            let work = left().filter(|(_, task)| task.team == k).map(|(_, task)| i128::from(task.duration));
            let all = work.sum::<i128>();
            // The last hand is done no earlier than all are on average.
            let taken = free.iter().map(|at| i128::from(*at)).sum::<i128>();
            all > 0 && taken + all > (i128::from(self.end) - 1) * free.len() as i128
        };
        long || self.free.iter().enumerate().any(much)
    }
}
