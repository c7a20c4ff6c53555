//! Contributing factors that came back, in the same words but for case, spaces and the full stop.

use std::collections::{BTreeMap, BTreeSet};

use super::share;
use crate::numbers::wilson::Proportion;
use crate::workspace::{Case, factors, plain};

/// A factor of two incidents or more.
#[derive(Debug)]
pub struct Factor<'a> {
    /// As the first of them words it.
    pub text: &'a str,
    /// The incidents, in the order given.
    pub cases: Vec<&'a Case>,
}

/// Contributing factors and which of them came back.
#[derive(Debug)]
pub struct Recurrence<'a> {
    /// Those of two incidents or more, the most frequent first.
    pub repeated: Vec<Factor<'a>>,
    /// How many different factors there are.
    pub distinct: usize,
    /// How many incidents name a factor that another one names too, among those that name any.
    pub sharing: Option<Proportion>,
    /// How many incidents name no factor.
    pub without: usize,
}

impl<'a> Recurrence<'a> {
    pub(super) fn of(cases: &[&'a Case]) -> Self {
        let mut found: BTreeMap<String, Factor<'a>> = BTreeMap::new();
        let mut without = 0;
        for &case in cases {
            let mut named = BTreeSet::new();
            for (_, text) in factors(case) {
                let key = plain(text);
                if named.insert(key.clone()) {
                    let factor = found.entry(key).or_insert(Factor { text, cases: Vec::new() });
                    factor.cases.push(case);
                }
            }
            without += usize::from(named.is_empty());
        }
        let distinct = found.len();
        let mut repeated: Vec<Factor<'a>> =
            found.into_values().filter(|factor| factor.cases.len() > 1).collect();
        // Equally frequent ones stay in the order of their words.
        repeated.sort_by_key(|factor| std::cmp::Reverse(factor.cases.len()));
        let ids: BTreeSet<&str> =
            repeated.iter().flat_map(|factor| factor.cases.iter().map(|case| case.file.as_str())).collect();
        Self { repeated, distinct, sharing: share(ids.len(), cases.len() - without), without }
    }
}
