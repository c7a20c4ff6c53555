//! Coverage of the geometric mean's interval on log-normal durations.

use super::Line;
use postmortem::numbers::LEVEL;
use postmortem::numbers::geometric::geometric_mean;
use postmortem::numbers::random::Random;
use std::f64::consts::TAU;

/// Simulated groups of each size: the standard error is 0.05 %.
const GROUPS: u32 = 200_000;

/// Mean and standard deviation of the logarithms: a typical 80 minutes, a tenth beyond 6 hours.
pub(super) const LOGS: (f64, f64) = (8.5, 1.25);

pub(super) fn lines() -> Vec<Line> {
    let case = |n: usize| {
        let mut random = Random::seeded(n as u64);
        let held = (0..GROUPS)
            .filter(|_| {
                let seconds: Vec<i64> = (0..n).map(|_| duration(&mut random)).collect();
                let interval = geometric_mean(&seconds, LEVEL).unwrap().interval.unwrap();
                (interval.low..=interval.high).contains(&LOGS.0.exp())
            })
            .count();
        Line {
            interval: "t on logarithms",
            case: format!("log-normal, n = {n}"),
            coverage: held as f64 / f64::from(GROUPS),
            worst: false,
            silent: 0.0,
            promise: (0.94, 0.96),
        }
    };
    [6, 10, 20, 50].map(case).into()
}

/// A log-normal duration in seconds: G. E. P. Box and M. E. Muller, "A Note on the Generation of Random Normal Deviates" (1958).
pub(super) fn duration(random: &mut Random) -> i64 {
    let radius = (-2.0 * (1.0 - random.share()).ln()).sqrt();
    let normal = radius * (TAU * random.share()).cos();
    seconds(LOGS.0 + LOGS.1 * normal)
}

/// The whole seconds of a logarithm.
#[expect(clippy::cast_possible_truncation, reason = "a saturating cast of days")]
pub(super) fn seconds(log: f64) -> i64 {
    log.exp().round() as i64
}
