//! Words of ours and words of the records, kept apart until a renderer makes both safe for its format.

use crate::text::secrets::masked;

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Span {
    /// Words of ours.
    Ours(String),
    /// Text that somebody wrote into a record: on one line, and of bearable length.
    Theirs(String),
}

/// A line made of words of ours and of text from the records.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phrase(Vec<Span>);

/// Longer text is cut.
const LONG: usize = 200;

impl Phrase {
    /// A line that begins with words of ours.
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self::default().ours(text)
    }

    /// Followed by words of ours.
    #[must_use]
    pub(super) fn ours(mut self, text: impl Into<String>) -> Self {
        self.0.push(Span::Ours(text.into()));
        self
    }

    /// Followed by text from a record.
    #[must_use]
    pub(super) fn theirs(mut self, text: &str) -> Self {
        self.0.push(Span::Theirs(short(text, LONG)));
        self
    }

    /// Followed by texts from records, with commas between.
    #[must_use]
    pub(super) fn list<'a>(mut self, texts: impl IntoIterator<Item = &'a str>) -> Self {
        for (i, text) in texts.into_iter().enumerate() {
            let comma = if i > 0 { ", " } else { "" };
            self = self.ours(comma).theirs(text);
        }
        self
    }

    /// Followed by another line.
    #[must_use]
    pub(super) fn then(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// The line, with text from records as `encode` makes it.
    pub fn show(&self, encode: impl Fn(&str) -> String) -> String {
        let span = |span: &Span| match span {
            Span::Ours(text) => text.clone(),
            Span::Theirs(text) => encode(text),
        };
        self.0.iter().map(span).collect()
    }
}

/// The text on one line without its secrets, cut behind `most` characters.
pub(super) fn short(text: &str, most: usize) -> String {
    let mut out = masked(text).split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((at, _)) = out.char_indices().nth(most) {
        out.truncate(at);
        out.push('…');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_their_words_are_encoded() {
        let phrase = Phrase::new("by ").list(["a\nb", "c"]).ours(" (2)");
        assert_eq!(phrase.show(str::to_uppercase), "by A B, C (2)");
        assert_eq!(short("连接池耗尽", 3), "连接池…");
    }
}
