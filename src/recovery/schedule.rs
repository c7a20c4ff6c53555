//! When each step can begin and end at the earliest: the critical path of one recovery.

/// A step as a scheduler sees it.
#[derive(Debug, Clone, Default)]
pub struct Job {
    /// How long it takes, in seconds.
    pub duration: i64,
    /// The jobs that come first.
    pub after: Vec<usize>,
    /// It waits for what the service needs.
    pub waits: bool,
}

/// When a job runs; seconds from the beginning of the work.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Slot {
    /// Earliest begin.
    pub start: i64,
    /// Earliest end.
    pub end: i64,
    /// How much later it could end without making the whole any later.
    pub slack: i64,
}

/// The earliest schedule of some jobs.
#[derive(Debug)]
pub struct Schedule {
    /// In the order of the jobs.
    pub slots: Vec<Slot>,
    /// When everything is done and what the service needs is back.
    pub end: i64,
    /// The jobs of the critical path, in order.
    pub chain: Vec<usize>,
    /// The critical path begins with what the service needs.
    pub from_base: bool,
}

/// Schedules jobs with as many hands as they need; `base` is when what the service needs is back.
///
/// The end is never before `base`: a service does not work without what it needs, however early its own steps
/// are done. The error is a circle of jobs, each after the next.
pub fn schedule(jobs: &[Job], base: i64) -> Result<Schedule, Vec<usize>> {
    let order = order(jobs)?;
    let mut slots = vec![Slot::default(); jobs.len()];
    for &i in &order {
        let first = if jobs[i].waits { base } else { 0 };
        let start = jobs[i].after.iter().map(|&j| slots[j].end).fold(first, i64::max);
        slots[i] = Slot { start, end: start.saturating_add(jobs[i].duration), slack: 0 };
    }
    let end = slots.iter().map(|slot| slot.end).fold(base, i64::max);
    let mut latest = vec![end; jobs.len()];
    for &i in order.iter().rev() {
        slots[i].slack = latest[i] - slots[i].end;
        for &j in &jobs[i].after {
            latest[j] = latest[j].min(latest[i] - jobs[i].duration);
        }
    }
    let mut chain = Vec::new();
    let mut next = slots.iter().position(|slot| slot.end == end);
    let mut from_base = next.is_none();
    while let Some(i) = next {
        chain.push(i);
        next = jobs[i].after.iter().copied().find(|&j| slots[j].end == slots[i].start);
        from_base = next.is_none() && jobs[i].waits && slots[i].start == base;
    }
    chain.reverse();
    Ok(Schedule { slots, end, chain, from_base: from_base && base > 0 })
}

/// The jobs so that each comes behind what it is after.
pub(super) fn order(jobs: &[Job]) -> Result<Vec<usize>, Vec<usize>> {
    let mut left: Vec<usize> = jobs.iter().map(|job| job.after.len()).collect();
    let mut followers = vec![Vec::new(); jobs.len()];
    for (i, job) in jobs.iter().enumerate() {
        job.after.iter().for_each(|&j| followers[j].push(i));
    }
    let mut order: Vec<usize> = (0..jobs.len()).filter(|&i| left[i] == 0).collect();
    let mut done = 0;
    while let Some(&i) = order.get(done) {
        done += 1;
        for &j in &followers[i] {
            left[j] -= 1;
            if left[j] == 0 {
                order.push(j);
            }
        }
    }
    match left.iter().position(|&waiting| waiting > 0) {
        None => Ok(order),
        Some(start) => Err(circle(jobs, &left, start)),
    }
}

/// A circle among the jobs that never became ready: each of them is after another of them.
fn circle(jobs: &[Job], left: &[usize], start: usize) -> Vec<usize> {
    let mut seen = vec![None; jobs.len()];
    let mut path = Vec::new();
    let mut at = Some(start);
    while let Some(i) = at {
        if let Some(first) = seen[i] {
            let mut circle = path.split_off(first);
            let least = circle.iter().enumerate().min_by_key(|(_, job)| **job).map_or(0, |(k, _)| k);
            circle.rotate_left(least);
            return circle;
        }
        seen[i] = Some(path.len());
        path.push(i);
        at = jobs[i].after.iter().copied().find(|&j| left[j] > 0);
    }
    path
}
