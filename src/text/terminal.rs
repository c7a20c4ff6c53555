//! User text on a terminal: no escape sequences, no text that reads other than it is stored.

use std::borrow::Cow;
use std::fmt::Write as _;

use memchr::memchr;

/// Makes control and bidirectional formatting characters and separators of lines visible as `\u{1b}`; line feeds and tabs stay.
///
/// A carriage return is shown too: alone, it overwrites the line it stands on.
pub fn visible(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find(is_unsafe) else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len() + 16);
    out.push_str(&text[..first]);
    for c in text[first..].chars() {
        if is_unsafe(c) {
            // Writing to a String cannot fail.
            let _ = write!(out, "{}", c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// The same for what must stay on its line, as a path: line feeds and tabs are shown too.
///
/// On a runner, a line of a log may be a command.
pub fn visible_line(text: &str) -> String {
    visible(text).replace('\n', "\\u{a}").replace('\t', "\\u{9}")
}

/// Whether a character changes the direction of the text around it (the "Trojan Source" set).
pub fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character opens or closes an override, embedding or isolate, which reach beyond the text they stand in.
pub fn is_bidi_bracket(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Makes such characters visible as `\u{202e}`; the marks that writing from right to left needs stay.
pub fn visible_brackets(text: &str) -> Cow<'_, str> {
    // All of them begin with this byte.
    if memchr(0xE2, text.as_bytes()).is_none() || !text.contains(is_bidi_bracket) {
        return Cow::Borrowed(text);
    }
    let shown = |c: char| if is_bidi_bracket(c) { c.escape_unicode().to_string() } else { c.to_string() };
    Cow::Owned(text.chars().map(shown).collect())
}

fn is_unsafe(c: char) -> bool {
    // The line and paragraph separators end a line for some readers of logs.
    (c.is_control() && c != '\n' && c != '\t') || is_bidi_control(c) || matches!(c, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_are_shown() {
        assert_eq!(visible("a\u{1b}]0;title\u{7}b"), "a\\u{1b}]0;title\\u{7}b");
        assert_eq!(visible("\u{9b}31mred\u{7f}"), "\\u{9b}31mred\\u{7f}");
        assert_eq!(visible("ok\rFAIL"), "ok\\u{d}FAIL");
    }

    #[test]
    fn a_line_stays_one() {
        assert_eq!(visible_line("a\n::error::b\tc\r"), "a\\u{a}::error::b\\u{9}c\\u{d}");
    }

    #[test]
    fn direction_is_shown() {
        for c in ['\u{61c}', '\u{200e}', '\u{200f}', '\u{202a}', '\u{202e}', '\u{2066}', '\u{2069}'] {
            assert_eq!(visible(&format!("x{c}y")), format!("x{}y", c.escape_unicode()));
        }
    }

    #[test]
    fn ordinary_text_borrows() {
        assert!(matches!(visible("línea 1\n\t第二行 🙂"), Cow::Borrowed(_)));
    }
}
