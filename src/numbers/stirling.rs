//! Densities of the beta and the gamma distribution without cancellation, for quantiles that are to be exact.
//!
//! A density is written as what Stirling's formula says of its factorials times a deviance, so that nothing large
//! is subtracted from anything large: C. Loader, "Fast and Accurate Computation of Binomial Probabilities" (2000).

use statrs::function::gamma::ln_gamma;
use std::f64::consts::TAU;

/// From here on five terms of the series leave less than 1e-15.
const SERIES_FROM: f64 = 16.0;

/// `ln Γ(z)` less what Stirling's formula `(z − ½) ln z − z + ½ ln 2π` says, for `z > 0`.
fn remainder(z: f64) -> f64 {
    if z < SERIES_FROM {
        return ln_gamma(z) - ((z - 0.5) * z.ln() - z + 0.5 * TAU.ln());
    }
    let square = z * z;
    (1.0 / 12.0
        - (1.0 / 360.0 - (1.0 / 1260.0 - (1.0 / 1680.0 - 1.0 / (1188.0 * square)) / square) / square)
            / square)
        / z
}

/// `x ln(x / m) + m − x` for positive `x` and `m`: how far `x` is from the expected `m`.
fn deviance(x: f64, m: f64) -> f64 {
    if (x - m).abs() >= 0.1 * (x + m) {
        return x * (x / m).ln() + m - x;
    }
    let v = (x - m) / (x + m);
    let mut sum = (x - m) * v;
    let mut term = 2.0 * x * v;
    // |v| < 0.1, so that each turn brings two digits.
    for odd in [3.0, 5.0, 7.0, 9.0, 11.0, 13.0, 15.0, 17.0, 19.0] {
        term *= v * v;
        sum += term / odd;
    }
    sum
}

/// `x^a (1 − x)^b / B(a, b)` for `a, b > 0` and `0 < x < 1`.
pub(super) fn beta_weight(a: f64, b: f64, x: f64) -> f64 {
    let n = a + b;
    let log = remainder(n) - remainder(a) - remainder(b) - deviance(a, n * x) - deviance(b, n * (1.0 - x));
    (a / TAU * (b / n)).sqrt() * log.exp()
}

/// `x^a e^−x / Γ(a)` for `a, x > 0`.
pub(super) fn gamma_weight(a: f64, x: f64) -> f64 {
    (a / TAU).sqrt() * (-remainder(a) - deviance(a, x)).exp()
}

#[cfg(test)]
mod tests {
    use super::{beta_weight, deviance, gamma_weight, remainder};

    fn close(got: f64, expected: f64) {
        assert!((got - expected).abs() <= 1e-13 * expected.abs(), "{got} is not {expected}");
    }

    #[test]
    fn small_weights_are_those_of_the_definition() {
        // 1 / B(3, 4) = 60, Γ(3) = 2.
        close(beta_weight(3.0, 4.0, 0.25), 60.0 * 0.25_f64.powi(3) * 0.75_f64.powi(4));
        close(beta_weight(1.0, 1.0, 0.125), 0.125 * 0.875);
        close(gamma_weight(3.0, 2.5), 2.5_f64.powi(3) * (-2.5_f64).exp() / 2.0);
    }

    #[test]
    fn the_two_forms_meet() {
        let direct = super::ln_gamma(16.0) - (15.5 * 16.0_f64.ln() - 16.0 + 0.5 * super::TAU.ln());
        assert!((remainder(16.0) - direct).abs() < 1e-13);
        let (below, above) = (deviance(10.0, 8.2), 10.0 * (10.0_f64 / 8.2).ln() + 8.2 - 10.0);
        assert!((below - above).abs() < 1e-14, "{below} {above}");
    }
}
