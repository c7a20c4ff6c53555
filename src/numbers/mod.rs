//! Statistics of incidents: pure functions of numbers, without clock or file; chance comes from a seed.
//!
//! Times are integer seconds, results are `f64` seconds, and rounding belongs to whoever prints. Where the
//! data say nothing the answer is `None`, never 0. Missing and negative durations are the caller's to set
//! apart: no value is clamped or dropped here. The statistics are compared with `SciPy`, `lifelines`, `statsmodels` and
//! `NumPy` in `tests/oracles.rs`, the interval sets with a count second by second beside them; how often intervals hold
//! the truth is measured by `benches/coverage.rs` and written in `docs/coverage.md`.
//!
//! - One group of durations: [`summary`], of [`quantile`], [`median_interval`] and [`geometric`]; with open ones
//!   [`survival`] and [`chance`].
//! - Two groups: [`permutation`] and [`log_rank`], both with [`random`]; [`rate_ratio`] of their counts; [`holm`] where there
//!   are several tests; [`detectable`] for what they could have shown.
//! - Counts: [`wilson`] and [`clopper_pearson`] of a share, [`poisson`] of a mean.
//! - Stretches of time: [`intervals`] and [`downtime`].

pub mod attribution;
pub mod chance;
pub mod clopper_pearson;
pub mod detectable;
pub mod downtime;
pub mod geometric;
pub mod holm;
pub mod intervals;
mod inverse;
pub mod log_rank;
pub mod median_interval;
pub mod permutation;
pub mod poisson;
pub mod quantile;
pub mod random;
pub mod rate_ratio;
mod stirling;
pub mod student;
pub mod summary;
pub mod survival;
pub mod wilson;

use serde::Serialize;

/// The confidence level of every interval printed, a share.
pub const LEVEL: f64 = 0.95;

/// The chance that a single test is allowed to find a difference where there is none; several share it ([`holm`]).
pub const SIGNIFICANCE: f64 = 0.05;

/// A lower and an upper end, in the unit of the number they stand beside, `low <= high`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Bounds {
    /// The lower end.
    pub low: f64,
    /// The upper end, equal to `low` where nothing is uncertain.
    pub high: f64,
}

/// Whether `p` can be a confidence level or a tail: strictly between 0 and 1, and so not NaN.
fn is_chance(p: f64) -> bool {
    0.0 < p && p < 1.0
}

/// `wide` where it fits, else the nearest end of `i64`: hostile durations must not overflow.
fn saturate(wide: i128) -> i64 {
    i64::try_from(wide).unwrap_or(if wide < 0 { i64::MIN } else { i64::MAX })
}
