//! Coverage of what is said of durations when some are still open.

use super::Line;
use super::durations::{LOGS, duration, seconds as seconds_of};
use postmortem::numbers::chance::Chance;
use postmortem::numbers::random::Random;
use postmortem::numbers::student::z_two_sided;
use postmortem::numbers::survival::{Subject, Survival};
use rayon::prelude::*;

/// Simulated groups of each kind: the standard error is 0.15 %.
const GROUPS: u64 = 20_000;

/// The true chances to last longer than the horizons asked about.
const CHANCES: [f64; 9] = [0.98, 0.95, 0.9, 0.75, 0.5, 0.25, 0.1, 0.05, 0.02];

/// What was printed, and what of it was true.
#[derive(Clone, Copy, Default)]
struct Tally {
    printed: u64,
    held: u64,
}

impl Tally {
    fn count(&mut self, held: Option<bool>) {
        self.printed += u64::from(held.is_some());
        self.held += u64::from(held == Some(true));
    }

    fn line(self, interval: &'static str, case: String) -> Line {
        Line {
            interval,
            case,
            coverage: self.held as f64 / self.printed.max(1) as f64,
            worst: false,
            silent: 1.0 - self.printed as f64 / GROUPS as f64,
            promise: (0.93, 1.0),
        }
    }
}

/// The heads of the columns, and a named row of them for each size and share still open.
pub(super) fn rows() -> (Vec<String>, Vec<(String, Vec<Line>)>) {
    let heads =
        std::iter::once("median".into()).chain(CHANCES.map(|chance| format!("{:.0} %", 100.0 * chance)));
    let cases = [12, 20, 40, 100].into_iter().flat_map(|n| [0, 20, 50].map(|open| (n, open)));
    (heads.collect(), cases.map(|(n, open)| (format!("{n}, {open} %"), case(n, open))).collect())
}

/// Groups of `n`, of which `open` % are censored on average, at uniformly distributed lengths.
fn case(n: usize, open: u32) -> Vec<Line> {
    let longest = longest(f64::from(open) / 100.0);
    let horizons = CHANCES.map(horizon);
    let simulated: Vec<Vec<Option<bool>>> = (0..GROUPS)
        .into_par_iter()
        .map(|group| {
            let mut random = Random::seeded(group * 1_000_003 + n as u64 * 101 + u64::from(open));
            let subjects: Vec<Subject> = (0..n)
                .map(|_| {
                    let seconds = duration(&mut random);
                    let seen = longest.map(|longest| seconds_of((longest * random.share()).ln()));
                    match seen {
                        Some(seen) if seen < seconds => Subject { seconds: seen, ended: false },
                        _ => Subject { seconds, ended: true },
                    }
                })
                .collect();
            let survival = Survival::of(&subjects);
            let median = LOGS.0.exp();
            let mut held = vec![
                survival
                    .median_interval()
                    .map(|(low, high)| low <= median && high.is_none_or(|high| median <= high)),
            ];
            held.extend(horizons.iter().zip(CHANCES).map(
                |(&seconds, truth)| match survival.beyond(seconds) {
                    Chance::TooFew | Chance::Unobserved => None,
                    Chance::Between { interval, .. } => Some(interval.low <= truth && truth <= interval.high),
                    Chance::AtLeast { bound } => Some(bound <= truth),
                    Chance::AtMost { bound } => Some(truth <= bound),
                },
            ));
            held
        })
        .collect();
    let mut tallies = vec![Tally::default(); 1 + CHANCES.len()];
    for held in simulated {
        for (tally, held) in tallies.iter_mut().zip(held) {
            tally.count(held);
        }
    }
    let names = std::iter::once(("Kaplan–Meier, median", String::new()))
        .chain(CHANCES.map(|chance| ("Kaplan–Meier, chance", format!(", true chance {chance}"))));
    tallies
        .into_iter()
        .zip(names)
        .map(|(tally, (interval, horizon))| tally.line(interval, format!("n = {n}, {open} % open{horizon}")))
        .collect()
}

/// The length that a log-normal duration exceeds with `chance`.
fn horizon(chance: f64) -> i64 {
    let z = z_two_sided((1.0 - 2.0 * chance).abs()).unwrap_or(0.0);
    seconds_of(LOGS.0 + LOGS.1 * if chance < 0.5 { z } else { -z })
}

/// The longest watch at which a share `open` is still open, if watches are uniformly distributed; `None` for no end.
fn longest(open: f64) -> Option<f64> {
    if open <= 0.0 {
        return None;
    }
    let mut random = Random::seeded(1);
    let durations: Vec<f64> = (0..200_000).map(|_| duration(&mut random) as f64).collect();
    // A duration d is cut short by min(d, longest) / longest of the watches.
    let share = |longest: f64| {
        durations.iter().map(|d| d.min(longest) / longest).sum::<f64>() / durations.len() as f64
    };
    let (mut low, mut high) = (1.0, 1e9);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if share(middle) > open { low = middle } else { high = middle }
    }
    Some(low)
}
