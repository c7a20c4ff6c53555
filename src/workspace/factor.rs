//! Contributing factors as they are compared: two incidents share one where they say it in the same words.

use super::Case;
use crate::record::Text;

/// A text as it is compared: one case, single spaces, no full stop.
pub fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").to_lowercase().trim_end_matches(['.', '。', '!', '！', '；', ';']).to_owned()
}

/// The factors of an incident that say something, with their position.
pub fn factors(case: &Case) -> impl Iterator<Item = (usize, &Text)> {
    let factors = case.data.analysis.iter().flat_map(|analysis| analysis.contributing_factors.iter());
    factors.enumerate().filter(|(_, factor)| factor.says_something())
}
