//! Quantiles of the beta and the gamma distribution, to the last digits.
//!
//! `statrs` inverts the incomplete beta function with algorithm AS 64, whose stopping rule leaves relative errors of
//! 3e-9, and ends its continued fractions after 140 turns, too few for a hundred thousand trials. Here the distribution
//! functions are the same fractions and series (M. Abramowitz and I. A. Stegun, "Handbook of Mathematical Functions",
//! 26.5.8, 6.5.29 and 6.5.31) taken to their end, inverted by Newton's method inside a bracket.

use super::is_chance;
use super::stirling::{beta_weight, gamma_weight};

/// Newton steps or halvings at most; five to ten do.
const STEPS: usize = 200;

/// Terms of a fraction or series at most; their number grows with the root of what was counted.
const TERMS: u32 = 1_000_000;

/// A relative step this small is the last.
const LAST_STEP: f64 = 1e-14;

/// Where a distribution ends, on the side of which a share of it lies.
#[derive(Clone, Copy)]
pub(super) enum Tail {
    /// The share lies below.
    Below(f64),
    /// The share lies above.
    Above(f64),
}

/// What lies below and above a value, the smaller one to its last digits, and the value times the density.
struct Place {
    below: f64,
    above: f64,
    slope: f64,
}

/// Where a beta variable of the shapes `a` and `b` has `tail` beside it.
///
/// `None` where a shape is not positive and finite or the tail is not strictly between 0 and 1.
pub(super) fn beta_quantile(tail: Tail, a: f64, b: f64) -> Option<f64> {
    let shapes = [a, b].iter().all(|shape| shape.is_finite() && *shape > 0.0);
    shapes.then(|| invert(tail, a / (a + b), 1.0, |x| beta_place(a, b, x))).flatten()
}

/// Where a gamma variable of the shape `a` and scale 1 has `tail` beside it.
///
/// `None` where the shape is not positive and finite or the tail is not strictly between 0 and 1.
pub(super) fn gamma_quantile(tail: Tail, a: f64) -> Option<f64> {
    (a.is_finite() && a > 0.0).then(|| invert(tail, a, f64::INFINITY, |x| gamma_place(a, x))).flatten()
}

fn beta_place(a: f64, b: f64, x: f64) -> Place {
    let weight = beta_weight(a, b, x);
    let slope = weight / (1.0 - x);
    // The fraction is quick on the near side of the mean.
    if x < (a + 1.0) / (a + b + 2.0) {
        let below = weight / a / beta_fraction(a, b, x);
        Place { below, above: 1.0 - below, slope }
    } else {
        let above = weight / b / beta_fraction(b, a, 1.0 - x);
        Place { below: 1.0 - above, above, slope }
    }
}

/// The coefficients of the continued fraction of the incomplete beta function, two a turn.
fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    fraction(1.0, |turn| {
        let m = f64::from(turn / 2);
        let even = a + 2.0 * m;
        let coefficient = if turn % 2 == 0 {
            m * (b - m) / ((even - 1.0) * even)
        } else {
            -(a + m) * (a + b + m) / (even * (even + 1.0))
        };
        (coefficient * x, 1.0)
    })
}

fn gamma_place(a: f64, x: f64) -> Place {
    let slope = gamma_weight(a, x);
    if x < a + 1.0 {
        let below = slope / a * series(|m| x / (a + 1.0 + m));
        return Place { below, above: 1.0 - below, slope };
    }
    let above = slope
        / fraction(x + 1.0 - a, |turn| {
            let m = f64::from(turn);
            (m * (a - m), x + 1.0 - a + 2.0 * m)
        });
    Place { below: 1.0 - above, above, slope }
}

/// `1 + r₀ + r₀ r₁ + …`, for ratios that fall below 1.
fn series(ratio: impl Fn(f64) -> f64) -> f64 {
    let (mut sum, mut term) = (1.0, 1.0);
    for m in 0..TERMS {
        let next = ratio(f64::from(m));
        term *= next;
        sum += term;
        // What is left is less than a geometric series.
        if next < 1.0 && term <= f64::EPSILON / 4.0 * sum * (1.0 - next) {
            break;
        }
    }
    sum
}

/// `first + p₁ / (q₁ + p₂ / (q₂ + …))` of the pairs of `coefficients`, from the front: W. J. Lentz, "Generating Bessel
/// Functions in Mie Scattering Calculations Using Continued Fractions", Applied Optics 15 (1976).
fn fraction(first: f64, coefficients: impl Fn(u32) -> (f64, f64)) -> f64 {
    let away_from_0 = |value: f64| if value.abs() < f64::MIN_POSITIVE { f64::MIN_POSITIVE } else { value };
    let mut value = away_from_0(first);
    let (mut above, mut below) = (value, 0.0);
    for turn in 1..TERMS {
        let (p, q) = coefficients(turn);
        below = away_from_0(q + p * below).recip();
        above = away_from_0(q + p / above);
        let step = above * below;
        value *= step;
        if (step - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    value
}

/// The value in `0..end` that has `tail` beside it.
///
/// Newton's method on the logarithm of that tail, which is nearly straight; where a step leaves the bracket, the bracket
/// is halved. `None` where the tail is not strictly between 0 and 1.
fn invert(tail: Tail, start: f64, end: f64, place: impl Fn(f64) -> Place) -> Option<f64> {
    let (Tail::Below(share) | Tail::Above(share)) = tail;
    if !is_chance(share) {
        return None;
    }
    let (mut low, mut high, mut x) = (0.0, end, start);
    for _ in 0..STEPS {
        let Place { below, above, slope } = place(x);
        let (short, newton) = match tail {
            Tail::Below(share) => (below < share, x * ((share / below).ln() * below / slope).exp()),
            Tail::Above(share) => (above > share, x * (1.0 + (above / share).ln() * above / slope)),
        };
        if short {
            low = x;
        } else {
            high = x;
        }
        let next = if newton > low && newton < high {
            newton
        } else if (newton - x).abs() <= LAST_STEP * x {
            x
        } else if high.is_infinite() {
            2.0 * x
        } else if low > 0.0 && high > 2.0 * low {
            (low * high).sqrt()
        } else {
            f64::midpoint(low, high)
        };
        let settled = (next - x).abs() <= LAST_STEP * x;
        x = next;
        if settled {
            break;
        }
    }
    Some(x)
}

#[cfg(test)]
mod tests {
    use super::{Tail, beta_quantile, gamma_quantile};

    fn close(got: Option<f64>, expected: f64) {
        let got = got.unwrap();
        assert!((got / expected - 1.0).abs() < 1e-11, "{got} is not {expected}");
    }

    #[test]
    fn shapes_of_one_have_closed_forms() {
        for share in [1e-12, 1e-9, 0.025, 0.3, 0.5, 0.7, 0.975, 0.999] {
            for n in [1.0, 2.5, 12.0, 1000.0, 1_000_000.0_f64] {
                close(beta_quantile(Tail::Below(share), n, 1.0), share.powf(1.0 / n));
                close(beta_quantile(Tail::Below(share), 1.0, n), -((-share).ln_1p() / n).exp_m1());
                close(beta_quantile(Tail::Above(share), n, 1.0), ((-share).ln_1p() / n).exp());
                close(beta_quantile(Tail::Above(share), 1.0, n), -(share.ln() / n).exp_m1());
            }
            close(gamma_quantile(Tail::Below(share), 1.0), -(-share).ln_1p());
            close(gamma_quantile(Tail::Above(share), 1.0), -share.ln());
        }
    }

    #[test]
    fn it_mirrors() {
        for (a, b) in [(0.5, 0.5), (3.0, 40.0), (250.0, 750.0), (600_000.0, 400_000.0)] {
            let mirrored = beta_quantile(Tail::Above(0.025), b, a).unwrap();
            close(beta_quantile(Tail::Below(0.025), a, b), 1.0 - mirrored);
        }
    }

    #[test]
    fn what_is_no_distribution_has_no_quantile() {
        assert_eq!(beta_quantile(Tail::Below(0.5), 0.0, 1.0), None);
        assert_eq!(beta_quantile(Tail::Above(1.0), 1.0, 1.0), None);
        assert_eq!(beta_quantile(Tail::Below(f64::NAN), 1.0, 1.0), None);
        assert_eq!(gamma_quantile(Tail::Below(0.5), f64::INFINITY), None);
    }
}
