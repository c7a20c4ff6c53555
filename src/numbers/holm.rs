//! Many tests at once: p-values that say so.
//!
//! S. Holm, "A Simple Sequentially Rejective Multiple Test Procedure", Scandinavian Journal of Statistics 6 (1979): the
//! smallest of `m` p-values is multiplied by `m`, the next by `m − 1` and so on, none ends up below the one before,
//! and none above 1. Whoever calls those below 0.05 a change errs anywhere in one family of twenty, however the tests
//! depend on each other.

/// The adjusted p-values of `p`, in the order of `p`.
pub fn holm(p: &[f64]) -> Vec<f64> {
    let mut ranked: Vec<(usize, f64)> = p.iter().copied().enumerate().collect();
    ranked.sort_by(|a, b| a.1.total_cmp(&b.1));
    let mut largest: f64 = 0.0;
    for (rank, (_, value)) in ranked.iter_mut().enumerate() {
        largest = largest.max(*value * (p.len() - rank) as f64).min(1.0);
        *value = largest;
    }
    ranked.sort_by_key(|&(place, _)| place);
    ranked.into_iter().map(|(_, value)| value).collect()
}

#[cfg(test)]
mod tests {
    use super::holm;

    #[test]
    fn each_is_multiplied_by_what_is_left() {
        let got = holm(&[0.04, 0.01, 0.03, 0.5]);
        let expected = [0.09, 0.04, 0.09, 0.5];
        assert!(got.iter().zip(expected).all(|(got, expected)| (got - expected).abs() < 1e-15), "{got:?}");
    }

    #[test]
    fn one_alone_stays_and_none_stay_none() {
        assert_eq!(holm(&[0.03]), [0.03]);
        assert_eq!(holm(&[]), Vec::<f64>::new());
        assert_eq!(holm(&[0.9, 0.8]), [1.0, 1.0]);
    }
}
