//! Fixed wording in free text: English between word boundaries, Chinese anywhere.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

/// A list of phrases, ready to be looked for in one pass; made once, it never fails on lists of this size.
pub(in crate::rule) struct Phrases(Option<AhoCorasick>);

impl Phrases {
    /// Phrases, with `|` between them, as they are and as they begin a sentence: that is looked for many times faster
    /// than any case would be.
    pub(in crate::rule) fn new(phrases: &str) -> Self {
        let upper = |phrase: &str| phrase.get(..1).map(|first| first.to_ascii_uppercase() + &phrase[1..]);
        let sentences: Vec<String> = phrases.split('|').filter_map(upper).collect();
        Self::build(phrases.split('|').chain(sentences.iter().map(String::as_str)), false)
    }

    /// Phrases whose ASCII letters match in any case.
    pub(in crate::rule) fn any_case<'a>(phrases: impl IntoIterator<Item = &'a str>) -> Self {
        Self::build(phrases, true)
    }

    /// Names, which match as written only.
    pub(in crate::rule) fn exact<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self::build(names, false)
    }

    fn build<'a>(phrases: impl IntoIterator<Item = &'a str>, any_case: bool) -> Self {
        let mut builder = AhoCorasick::builder();
        builder.ascii_case_insensitive(any_case).match_kind(MatchKind::LeftmostLongest);
        Self(builder.build(phrases).ok())
    }

    /// Where they stand in a text.
    pub(in crate::rule) fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let found = self.0.iter().flat_map(move |phrases| phrases.find_iter(text));
        found.map(|found| found.range()).filter(move |range| stands_alone(text, range))
    }
}

/// Whether no ASCII word runs on over the ends of a range.
pub(in crate::rule) fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let word = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    let bytes = text.as_bytes();
    let (before, after) = bytes.split_at(range.start);
    let begins = word(before.last()) && word(after.first());
    let ends = word(bytes.get(range.end)) && word(bytes[..range.end].last());
    !begins && !ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_ends_at_words_and_chinese_anywhere() {
        let phrases = Phrases::new("human error|人为失误");
        let count = |text: &str| phrases.find(text).count();
        assert_eq!(count("Human error, again a human error"), 2);
        assert_eq!(count("inhuman errors, human errors"), 0);
        assert_eq!(count("原因是人为失误造成的"), 1);
        assert_eq!(Phrases::exact(["Li"]).find("li, Li and Lin").count(), 1);
    }
}
