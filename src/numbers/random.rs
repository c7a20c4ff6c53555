//! Chance that is the same on every machine: a seeded generator, and drawing from a hat.
//!
//! The generator is PCG XSL RR 128/64, whose numbers are fixed by its definition: M. E. O'Neill, "PCG: A Family of Simple
//! Fast Space-Efficient Statistically Good Algorithms for Random Number Generation" (2014). The seed is the caller's.

use rand_pcg::Pcg64;
use rand_pcg::rand_core::{Rng, SeedableRng};

/// A stream of random numbers.
#[derive(Clone, Debug)]
pub struct Random(Pcg64);

impl Random {
    /// The stream of `seed`.
    pub fn seeded(seed: u64) -> Self {
        Self(Pcg64::seed_from_u64(seed))
    }

    /// 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// A number below `end`, each as likely as any other; 0 where `end` is 0 or 1.
    ///
    /// D. Lemire, "Fast Random Integer Generation in an Interval", ACM Transactions on Modeling and Computer Simulation
    /// 29 (2019).
    pub fn below(&mut self, end: u64) -> u64 {
        loop {
            let wide = u128::from(self.bits()) * u128::from(end);
            #[expect(clippy::cast_possible_truncation, reason = "the two halves")]
            let (whole, rest) = ((wide >> 64) as u64, wide as u64);
            // The first 2^64 mod `end` remainders are one too many; the division is only made where it may matter.
            if rest >= end || rest >= end.wrapping_neg() % end.max(1) {
                return whole;
            }
        }
    }

    /// Moves `count` of `items`, drawn without replacement, to the front; all of them where there are no more.
    ///
    /// Every choice is equally likely, whatever order `items` were in (R. A. Fisher and F. Yates).
    pub fn draw<T>(&mut self, items: &mut [T], count: usize) {
        let n = items.len();
        for place in 0..count.min(n) {
            let ahead = usize::try_from(self.below((n - place) as u64)).unwrap_or(0);
            items.swap(place, place + ahead);
        }
    }

    /// A number in `0.0..1.0`, a multiple of 2⁻⁵³.
    pub fn share(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::Random;

    #[test]
    fn a_seed_gives_these_numbers_everywhere() {
        let mut random = Random::seeded(42);
        let got: Vec<u64> = (0..4).map(|_| random.below(1_000_000)).collect();
        assert_eq!(got, [226_512, 239_106, 760_833, 527_839]);
        assert_ne!(Random::seeded(42).bits(), Random::seeded(43).bits());
    }

    #[test]
    fn every_number_below_is_as_likely() {
        let mut random = Random::seeded(7);
        let mut seen = [0_u32; 7];
        for _ in 0..70_000 {
            seen[usize::try_from(random.below(7)).unwrap()] += 1;
        }
        assert!(seen.iter().all(|&count| count.abs_diff(10_000) < 500), "{seen:?}");
        assert_eq!((random.below(0), random.below(1)), (0, 0));
        assert!((0..1000).all(|_| (0.0..1.0).contains(&random.share())));
    }

    #[test]
    fn every_choice_is_as_likely() {
        let mut random = Random::seeded(1);
        let mut items = [0, 1, 2, 3, 4];
        let mut seen = [0_u32; 25];
        for _ in 0..60_000 {
            random.draw(&mut items, 2);
            seen[items[0] * 5 + items[1]] += 1;
        }
        let ordered: Vec<u32> = seen.iter().copied().filter(|&count| count > 0).collect();
        assert!(ordered.len() == 20 && ordered.iter().all(|&count| count.abs_diff(3000) < 300), "{seen:?}");
        random.draw(&mut items, 9);
        items.sort_unstable();
        assert_eq!(items, [0, 1, 2, 3, 4]);
    }
}
