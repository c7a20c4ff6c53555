//! HTML escaping, in text and in attributes.
//!
//! Besides the markup characters, C0 controls become U+FFFD: they are invalid in HTML and fatal in the XML of a feed.
//! Characters that would turn the direction of what follows are shown as `\u{202e}`.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::terminal::is_bidi_bracket;

/// Escapes `& < >` for HTML text.
pub fn text(text: &str) -> Cow<'_, str> {
    escaped(text, false)
}

/// Escapes `& < > " '` for a quoted HTML attribute; just as good for text.
pub fn attribute(text: &str) -> Cow<'_, str> {
    escaped(text, true)
}

/// Appends `text` to `out`, escaped as by [`text`].
pub fn push_text(out: &mut String, text: &str) {
    push(out, text, false);
}

/// Appends `text` to `out`, escaped as by [`attribute`].
pub fn push_attribute(out: &mut String, text: &str) {
    push(out, text, true);
}

fn escaped(text: &str, quotes: bool) -> Cow<'_, str> {
    let special =
        |byte| SPECIAL[usize::from(byte)] && (byte == BRACKET || replacement(byte, quotes).is_some());
    if !text.bytes().any(special) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    push(&mut out, text, quotes);
    Cow::Owned(out)
}

fn push(out: &mut String, text: &str, quotes: bool) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| SPECIAL[usize::from(byte)]) {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        if let Some(c) = after.chars().next().filter(|c| !c.is_ascii()) {
            if is_bidi_bracket(c) {
                // Writing to a String cannot fail.
                let _ = write!(out, "{}", c.escape_unicode());
            } else {
                out.push(c);
            }
            rest = &after[c.len_utf8()..];
            continue;
        }
        // Every other special byte is a character of its own.
        let (special, tail) = after.split_at(1);
        out.push_str(replacement(special.as_bytes()[0], quotes).unwrap_or(special));
        rest = tail;
    }
    out.push_str(rest);
}

/// The first byte of the characters that turn the direction of what follows, and of many others.
const BRACKET: u8 = 0xe2;

/// Bytes that need a second look; all text of all pages passes this table.
const SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        special[byte as usize] = replacement(byte, true).is_some();
        byte += 1;
    }
    special[BRACKET as usize] = true;
    special
};

/// What stands for an ASCII byte that may not stand for itself.
const fn replacement(byte: u8, quotes: bool) -> Option<&'static str> {
    match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' if quotes => Some("&quot;"),
        b'\'' if quotes => Some("&#39;"),
        // A parser would read a carriage return as a line feed; say so ourselves.
        b'\r' => Some("\n"),
        b'\t' | b'\n' => None,
        0..0x20 => Some("\u{fffd}"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_turns_the_direction() {
        assert_eq!(text("a\u{202e}b\u{2069}<"), "a\\u{202e}b\\u{2069}&lt;");
        assert_eq!(attribute("a — “b” \u{200f}שלום"), "a — “b” \u{200f}שלום");
    }

    #[test]
    fn markup_becomes_text() {
        assert_eq!(text("<b>R&D</b> \"it's\""), "&lt;b&gt;R&amp;D&lt;/b&gt; \"it's\"");
        assert_eq!(attribute("\" onclick='x'"), "&quot; onclick=&#39;x&#39;");
    }

    #[test]
    fn nothing_to_do_borrows() {
        assert!(matches!(text("数据库 down \"again\"\n"), Cow::Borrowed(_)));
        assert!(matches!(attribute("plain"), Cow::Borrowed(_)));
    }

    #[test]
    fn controls_are_replaced() {
        assert_eq!(text("a\u{0}b\u{1b}[31m\tc\r\n"), "a\u{fffd}b\u{fffd}[31m\tc\n\n");
    }
}
