//! How long a step takes when nobody knows exactly: the PERT distribution of its three estimates.
//!
//! A beta distribution stretched from the best to the worst time, with the shapes `1 + 4 (likely − best) / (worst − best)`
//! and `1 + 4 (worst − likely) / (worst − best)`: D. G. Malcolm, J. H. Roseboom, C. E. Clark and W. Fazar, "Application of a
//! Technique for Research and Development Program Evaluation", Operations Research 7 (1959); mean and variance of that
//! distribution, rather than their approximation of it, as in D. Vose, "Risk Analysis" (2008), with λ = 4.

use std::sync::LazyLock;

use serde::Serialize;

use super::seconds;
use crate::record::{Estimate, RecoveryStep};

/// The distribution of a step's time: `best <= likely <= worst`, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Pert {
    /// The least time.
    pub best: i64,
    /// The time it takes most often.
    pub likely: i64,
    /// The greatest time.
    pub worst: i64,
    /// It is not said how long it takes if little goes well, so that it takes at least this long.
    pub lower_bound: bool,
}

impl Pert {
    /// The distribution of three estimates, any of which may be missing.
    ///
    /// Without a best time the likely one is the least. Without a worst time it never takes longer than likely, and
    /// without a likely time it takes its best, else none, as in the deterministic plan: both make a lower bound. A
    /// best time above the likely one, or a worst below, is taken to be the likely one.
    pub fn new(best: Option<i64>, likely: Option<i64>, worst: Option<i64>) -> Self {
        let Some(likely) = likely else {
            let best = best.unwrap_or(0);
            return Self { best, likely: best, worst: best, lower_bound: true };
        };
        Self {
            best: best.unwrap_or(likely).min(likely),
            likely,
            worst: worst.unwrap_or(likely).max(likely),
            lower_bound: worst.is_none(),
        }
    }

    pub(super) fn of(step: &RecoveryStep) -> Self {
        let said = |field: fn(&Estimate) -> Option<i64>| step.estimate.as_ref().and_then(field);
        Self::new(
            said(|estimate| seconds(estimate.best.as_ref())),
            said(|estimate| seconds(estimate.likely.as_ref())),
            said(|estimate| seconds(estimate.worst.as_ref())),
        )
    }

    /// The mean, in seconds: `(best + 4 likely + worst) / 6`.
    pub fn mean(self) -> f64 {
        (self.best as f64 + 4.0 * self.likely as f64 + self.worst as f64) / 6.0
    }

    /// The variance, in square seconds: `(mean − best) (worst − mean) / 7`.
    pub fn variance(self) -> f64 {
        (self.mean() - self.best as f64) * (self.worst as f64 - self.mean()) / 7.0
    }
}

/// Draws times of one step.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sampler {
    base: u32,
    range: f64,
    row: usize,
    /// How far on the way from the row to the next.
    weight: f64,
}

impl Sampler {
    pub(super) fn new(pert: Pert) -> Self {
        let (base, end) = (whole(pert.best), whole(pert.worst));
        let range = f64::from(end - base);
        let mode = f64::from(whole(pert.likely) - base);
        let place = if range > 0.0 { mode / range * ROWS as f64 } else { 0.0 };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 <= place <= ROWS")]
        let row = (place as usize).min(ROWS - 1);
        Self { base, range, row, weight: place - row as f64 }
    }

    /// The time that belongs to 64 random bits, in whole seconds; 136 years at most.
    pub(super) fn draw(self, bits: u64) -> u32 {
        #[expect(clippy::cast_possible_truncation, reason = "ten bits, and the 32 after them")]
        let (knot, rest) = ((bits >> 54) as usize, (bits >> 22) as u32);
        let within = f64::from(rest) / (1_u64 << 32) as f64;
        let at = |row: usize| {
            let row = &QUANTILES[row];
            let (low, high) = (f64::from(row[knot]), f64::from(row[knot + 1]));
            low + within * (high - low)
        };
        let (one, next) = (at(self.row), at(self.row + 1));
        let share = one + self.weight * (next - one);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 <= share <= 1")]
        let more = (self.range * share + 0.5) as u32;
        self.base.saturating_add(more)
    }

    /// It always takes the same time.
    pub(super) fn constant(self) -> Option<u32> {
        (self.range <= 0.0).then_some(self.base)
    }
}

/// Seconds as the draws count them.
pub(super) fn whole(seconds: i64) -> u32 {
    u32::try_from(seconds.max(0)).unwrap_or(u32::MAX)
}

/// Into so many parts the place of the likely time between best and worst is divided.
const ROWS: usize = 64;

/// Into so many equally likely parts a distribution is divided.
const KNOTS: usize = 1024;

/// Into so many parts the time between best and worst is divided to add the distribution up.
const CELLS: usize = 4096;

/// The quantiles of the distributions whose likely time is at 0/64, 1/64 … of the way from best to worst.
///
/// Between rows and between knots draws are interpolated. That keeps the mean, because the mean of the distribution is
/// linear in the likely time and each row keeps its own; the standard deviation is off by less than a thousandth. The
/// exponents are multiples of 1/16, so that four square roots and products give the powers: operations whose results are
/// the same on every machine, which those of `powf` are not.
static QUANTILES: LazyLock<Vec<[f32; KNOTS + 1]>> = LazyLock::new(|| {
    let mut rows: Vec<[f32; KNOTS + 1]> = vec![[0.0; KNOTS + 1]; ROWS + 1];
    let root = |t: f64| t.sqrt().sqrt().sqrt().sqrt();
    let powers = |t: f64| -> Vec<f64> {
        std::iter::successors(Some(1.0), |power| Some(power * root(t))).take(ROWS + 1).collect()
    };
    let middles: Vec<f64> = (0..CELLS).map(|cell| (cell as f64 + 0.5) / CELLS as f64).collect();
    let (rising, falling): (Vec<_>, Vec<_>) = middles.iter().map(|&t| (powers(t), powers(1.0 - t))).unzip();
    for (k, row) in rows.iter_mut().enumerate() {
        let density = |cell: usize| rising[cell][k] * falling[cell][ROWS - k];
        let part = (0..CELLS).map(density).sum::<f64>() / KNOTS as f64;
        let (mut below, mut moment, mut knot) = (0.0, 0.0, 1);
        for (cell, middle) in middles.iter().enumerate() {
            let here = density(cell);
            while knot < KNOTS && part * knot as f64 <= below + here {
                let share = (part * knot as f64 - below) / here;
                let at = (cell as f64 + share) / CELLS as f64;
                if knot == 1 {
                    // The first knot moves to where a straight line to the second keeps the mean of what is below it.
                    let more = here * share * (cell as f64 + share / 2.0) / CELLS as f64;
                    row[0] = narrow((2.0 * (moment + more) / part - at).max(0.0));
                }
                row[knot] = narrow(at);
                knot += 1;
            }
            below += here;
            moment += here * middle;
        }
    }
    // The end of one is the beginning of its mirror image.
    for k in 0..=ROWS {
        rows[k][KNOTS] = 1.0 - rows[ROWS - k][0];
    }
    rows
});

#[expect(clippy::cast_possible_truncation, reason = "24 bits are enough for a share")]
fn narrow(share: f64) -> f32 {
    share as f32
}
