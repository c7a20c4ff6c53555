//! The short way: text in which CommonMark sees nothing but paragraphs.
//!
//! Most timeline rows and summaries are such text, and starting a parser costs more than they do.

use memchr::{memchr, memchr_iter};

use crate::text::terminal::is_bidi_bracket;

/// Whether the parser would find only paragraphs of plain text, and nothing in them needs escaping.
///
/// May say no for text that is simple; a property test holds it to never saying yes for text that is not.
pub(super) fn is_simple(source: &str) -> bool {
    // Characters that turn the direction of what follows are shown, not written.
    if memchr(0xE2, source.as_bytes()).is_some() && source.contains(is_bidi_bracket) {
        return false;
    }
    lines(source).all(|line| {
        let bytes = line.as_bytes();
        let Some((first, last)) = bytes.first().zip(bytes.last()) else { return true };
        let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let numbered = digits > 0 && matches!(bytes.get(digits), Some(b'.' | b')'));
        // What these mean depends on standing first in a line.
        let leads = matches!(first, b' ' | b'#' | b'-' | b'+' | b'=' | b':');
        !leads && !numbered && *last != b' ' && !bytes.iter().any(|byte| MEANS[usize::from(*byte)])
    })
}

/// The parts of a text between line feeds.
pub(super) fn lines(source: &str) -> impl Iterator<Item = &str> {
    let mut begin = 0;
    let ends = memchr_iter(b'\n', source.as_bytes()).chain([source.len()]);
    ends.map(move |end| &source[std::mem::replace(&mut begin, end + 1)..end])
}

/// Bytes that mean something wherever they stand.
const MEANS: [bool; 256] = crate::text::byte_set(b"\\`*_[]<>&~|");

/// Appends simple text as paragraphs, exactly as the writer for all text would.
pub(super) fn push_paragraphs(source: &str, out: &mut String) {
    out.reserve(source.len() + 8);
    for paragraph in paragraphs(source) {
        out.push_str("<p>");
        for line in paragraph.split_inclusive('\n') {
            if runs_on(out, line) {
                out.pop();
            }
            out.push_str(line);
        }
        out.push_str("</p>\n");
    }
}

/// Whether what was written ends in a line break that is no space: between ideographs, which know none.
pub(super) fn runs_on(written: &str, text: &str) -> bool {
    let before = written.strip_suffix('\n').and_then(|line| line.chars().next_back());
    before.is_some_and(is_wide) && text.starts_with(is_wide)
}

/// Han, kana, their punctuation, full-width forms.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff60}' | '\u{20000}'..='\u{323af}')
}

/// The paragraphs of simple text.
pub(super) fn paragraphs(source: &str) -> impl Iterator<Item = &str> {
    source
        .split("\n\n")
        .map(|paragraph| paragraph.trim_matches('\n'))
        .filter(|paragraph| !paragraph.is_empty())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Context, Resolved, Words, html};
    use super::*;
    use crate::text::slug::Ids;

    #[test]
    fn knows_what_is_not_simple() {
        for source in [
            "a\n===",
            "a\n\n    b",
            "1. a",
            "- a",
            "a  \nb",
            "a & b",
            "12) x",
            "# a",
            "x\ty",
            "`x`",
            "a\u{202e}b",
        ] {
            assert!(!is_simple(source), "{source:?}");
        }
        for source in
            ["", "a", "Write-ahead log, 5.2 GB (at 3 p.m.)!\n", "a\nb\n\n\n\nc", "一、二。\n三", "1st. x"]
        {
            assert!(is_simple(source), "{source:?}");
        }
    }

    #[test]
    fn ideographs_know_no_spaces() {
        let html = |source: &str| {
            let mut out = String::new();
            push_paragraphs(source, &mut out);
            out
        };
        assert_eq!(html("用户侧\n恢复，\n采用\nHikari\n的"), "<p>用户侧恢复，采用\nHikari\n的</p>\n");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 5000, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn agrees_with_the_parser(source in "[a1\n\n .)#:!=+^$\"'(\u{a0}\u{3000}\u{2028}é中。{}@-]{0,24}") {
            if !is_simple(&source) {
                return Ok(());
            }
            let mut short = String::new();
            push_paragraphs(&source, &mut short);
            let mut long = String::new();
            let context = Context { resolve: &|_, _| Resolved::Broken, ids: &Ids::new(), id_prefix: "", heading_shift: 0, words: &Words::default() };
            html::Writer::new(&source, &context, &mut long).run();
            prop_assert_eq!(short, long);
        }
    }
}
