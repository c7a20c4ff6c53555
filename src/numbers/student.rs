//! Quantiles of Student's t and of the normal distribution, for intervals.

use super::is_chance;
use statrs::distribution::{Continuous, ContinuousCDF, Normal, StudentsT};

/// Newton steps at most. Two or three do at the usual levels; far out in a heavy tail a step only doubles.
const STEPS: usize = 100;

/// A relative step this small is the last: the error is squared each time, so what is left is below rounding.
const LAST_STEP: f64 = 1e-10;

/// The value that a Student's t variable of `freedom` degrees of freedom exceeds with probability `upper`.
///
/// `upper` is strictly between 0 and 1, `freedom` is positive and need not be whole; otherwise `None`.
/// `statrs` inverts the incomplete beta function with algorithm AS 64, whose stopping rule leaves relative
/// errors up to 3e-9 at common tails and 9e-2 at 1e-8 with one degree of freedom. Newton's method on its
/// survival function mends that, and cannot run away: the function is convex above 0, so a step that
/// overshoots the root does so on the lower side, from where every further step climbs.
pub fn t_upper(upper: f64, freedom: f64) -> Option<f64> {
    if !is_chance(upper) || !freedom.is_finite() {
        return None;
    }
    if upper > 0.5 {
        return t_upper(1.0 - upper, freedom).map(|value| -value);
    }
    let student = StudentsT::new(0.0, 1.0, freedom).ok()?;
    let mut value = student.inverse_cdf(upper).abs();
    for _ in 0..STEPS {
        let next = (value + (student.sf(value) - upper) / student.pdf(value)).max(0.0);
        let settled = (next - value).abs() <= LAST_STEP * next;
        value = next;
        if settled {
            break;
        }
    }
    value.is_finite().then_some(value)
}

/// The half-width, in standard errors, of a two-sided t interval at `level` with `freedom` degrees of
/// freedom.
///
/// `None` where `level` is not strictly between 0 and 1 or `freedom` is not positive.
pub fn t_two_sided(level: f64, freedom: f64) -> Option<f64> {
    is_chance(level).then(|| t_upper((1.0 - level) / 2.0, freedom)).flatten()
}

/// The half-width, in standard errors, of a two-sided normal interval at `level`: 1.96 at 0.95.
///
/// `None` where `level` is not strictly between 0 and 1.
pub fn z_two_sided(level: f64) -> Option<f64> {
    is_chance(level).then(|| -Normal::standard().inverse_cdf((1.0 - level) / 2.0))
}

#[cfg(test)]
mod tests {
    use super::{t_two_sided, t_upper, z_two_sided};
    use std::f64::consts::PI;

    fn close(got: f64, expected: f64) {
        assert!((got / expected - 1.0).abs() < 1e-10, "{got} is not {expected}");
    }

    #[test]
    fn one_and_two_degrees_of_freedom_have_closed_forms() {
        for upper in [0.4, 0.1, 0.025, 0.005, 1e-4, 1e-6] {
            close(t_upper(upper, 1.0).unwrap(), 1.0 / (PI * upper).tan());
            let shape = 4.0 * upper * (1.0 - upper);
            close(t_upper(upper, 2.0).unwrap(), (1.0 - 2.0 * upper) * (2.0 / shape).sqrt());
        }
    }

    #[test]
    fn it_is_symmetric_about_zero() {
        assert!(t_upper(0.5, 4.0).unwrap().abs() < 1e-12);
        assert_eq!(t_upper(0.75, 4.0), t_upper(0.25, 4.0).map(|value| -value));
    }

    #[test]
    fn many_degrees_of_freedom_are_nearly_normal() {
        let gap = t_two_sided(0.95, 1e6).unwrap() - z_two_sided(0.95).unwrap();
        assert!((0.0..1e-5).contains(&gap), "{gap}");
    }

    #[test]
    fn what_is_no_distribution_has_no_quantile() {
        assert_eq!(t_upper(0.0, 3.0), None);
        assert_eq!(t_upper(f64::NAN, 3.0), None);
        assert_eq!(t_two_sided(0.95, 0.0), None);
        assert_eq!(t_two_sided(0.95, f64::INFINITY), None);
        assert_eq!(t_two_sided(1.0, 3.0), None);
        assert_eq!(z_two_sided(95.0), None);
    }
}
