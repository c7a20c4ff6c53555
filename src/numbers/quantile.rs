//! Sample quantiles, Hyndman and Fan's type 7.
//!
//! R. J. Hyndman and Y. Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50 (1996),
//! definition 7: with `h = (n - 1) p` counted from 0, interpolate between `x[floor h]` and the next value.
//! The default of R, `NumPy` and spreadsheets, so a reader can redo the number.

/// The `p` quantile of `sorted`, in the unit of the values.
///
/// `sorted` ascends and holds no NaN; any length. `None` where it is empty or `p` is not in `0..=1`.
pub fn quantile(sorted: &[f64], p: f64) -> Option<f64> {
    if !(0.0..=1.0).contains(&p) {
        return None;
    }
    let last = sorted.len().checked_sub(1)?;
    let place = last as f64 * p;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 <= place <= last")]
    let below = place.floor() as usize;
    let low = *sorted.get(below)?;
    let high = sorted.get(below + 1).copied().unwrap_or(low);
    let between = place - below as f64;
    // Nothing of an endless neighbour is still nothing.
    Some(if between > 0.0 { low + between * (high - low) } else { low })
}

/// The median of `sorted`: its ½ quantile, under the conditions of [`quantile`].
pub fn median(sorted: &[f64]) -> Option<f64> {
    quantile(sorted, 0.5)
}

#[cfg(test)]
mod tests {
    use super::{median, quantile};

    #[test]
    fn nothing_has_no_quantile() {
        assert_eq!(quantile(&[], 0.5), None);
        assert_eq!(median(&[]), None);
    }

    #[test]
    fn only_a_share_picks_a_quantile() {
        for p in [-0.1, 1.1, f64::NAN, f64::INFINITY] {
            assert_eq!(quantile(&[1.0, 2.0], p), None, "{p}");
        }
    }

    #[test]
    fn the_ends_are_the_extremes() {
        let values = [3.0, 5.0, 9.0];
        assert_eq!(quantile(&values, 0.0), Some(3.0));
        assert_eq!(quantile(&values, 1.0), Some(9.0));
        assert_eq!(quantile(&values[..1], 0.9), Some(3.0));
    }

    #[test]
    fn between_two_values_it_interpolates() {
        assert_eq!(median(&[1.0, 2.0, 4.0, 8.0]), Some(3.0));
        assert_eq!(quantile(&[0.0, 10.0, 20.0], 0.25), Some(5.0));
        assert_eq!(median(&[1.0, 2.0, f64::INFINITY]), Some(2.0));
    }
}
