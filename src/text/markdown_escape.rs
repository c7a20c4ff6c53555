//! Plain text into a Markdown report: a service name with a pipe must not add a column, a title must not become a link.
//!
//! Every function returns one line. `<` is written as an entity, so no renderer can see a tag, whatever else it
//! supports; everything else keeps its character behind a backslash.

use std::fmt::Write as _;

/// Text for a table cell: pipes, line breaks and inline markup are made harmless.
pub fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    push(&mut out, text, Place::Inside);
    out
}

/// Text that begins a heading, a list item or a paragraph: as [`cell`], and no leading `#`, `-` or `1.`.
pub fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    push(&mut out, text, Place::Heading);
    out
}

/// Text between the brackets of a link.
pub fn link_text(text: &str) -> String {
    cell(text)
}

/// A URL between the parentheses of a link; it must have passed [`links::classify`](super::links::classify).
pub fn link_url(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for &byte in url.as_bytes() {
        match byte {
            // A renderer would decode `&copy;` here.
            b'&' => out.push_str("&amp;"),
            // Around an IPv6 address they must stay.
            b'[' => out.push_str("\\["),
            b']' => out.push_str("\\]"),
            b'%' | b'!' | b'#' | b'$' | b'+' | b',' | b'/' | b':' | b';' | b'=' | b'?' | b'@' | b'-'
            | b'.' | b'_' | b'~' => out.push(byte.into()),
            _ if byte.is_ascii_alphanumeric() => out.push(byte.into()),
            // Writing to a String cannot fail.
            _ => drop(write!(out, "%{byte:02X}")),
        }
    }
    out
}

/// Text between the quotes of a link title.
pub(super) fn link_title(text: &str) -> String {
    cell(text).replace('"', "&quot;")
}

/// Where text goes, which decides what its first characters could mean.
#[derive(Clone, Copy)]
pub(super) enum Place {
    /// Within a line, after something else.
    Inside,
    /// In a heading, where a trailing `#` would vanish.
    Heading,
    /// In a paragraph whose current line begins at this byte of the output.
    Line(usize),
}

/// Bytes that mean something somewhere, and the first byte of control characters beyond ASCII.
const MEANS: [bool; 256] = super::byte_set(b"\\`*[]~|$_!#>-+=:.)<&\xc2\x7f");

/// Appends `text` so that any renderer shows it as it is, on one line.
pub(super) fn push(out: &mut String, text: &str, place: Place) {
    let begin = match place {
        Place::Inside => usize::MAX,
        Place::Heading => out.len(),
        Place::Line(begin) => begin,
    };
    let mut before = ' ';
    let mut rest = text;
    loop {
        let first = out.len() == begin;
        if !first {
            // Most of a text means nothing anywhere: it goes over in one piece.
            let plain = rest.bytes().position(|byte| MEANS[usize::from(byte)]).unwrap_or(rest.len());
            let (run, next) = rest.split_at(plain);
            out.push_str(run);
            before = run.chars().next_back().unwrap_or(before);
            rest = next;
        }
        let mut chars = rest.chars();
        let Some(c) = chars.next() else { return };
        rest = chars.as_str();
        let after = chars.next();
        match c {
            ' ' | '\t' | '\n' | '\r' if first => out.push_str("&#32;"),
            '\t' | '\n' | '\r' => out.push(' '),
            _ if c.is_control() => out.push('\u{fffd}'),
            '<' => out.push_str("&lt;"),
            '&' if after.is_none_or(|next| next == '#' || next.is_ascii_alphanumeric()) => {
                out.push_str("&amp;");
            }
            _ => {
                let escape = match c {
                    // A dollar may begin a formula, which may swallow the backtick that makes the next tag code.
                    '\\' | '`' | '*' | '[' | ']' | '~' | '|' | '$' => true,
                    // Within a word, as in `max_connections`, it is never markup.
                    '_' => !(before.is_alphanumeric() && after.is_some_and(char::is_alphanumeric)),
                    // A link written after it would become an image; within a paragraph, its writer sees to that.
                    '!' => after.is_none() && !matches!(place, Place::Line(_)),
                    '#' => first || matches!(place, Place::Heading),
                    '>' | '-' | '+' | '=' | ':' => first,
                    '.' | ')' => is_list_number(out, begin),
                    _ => false,
                };
                if escape {
                    out.push('\\');
                }
                out.push(c);
            }
        }
        before = c;
    }
}

/// Whether the line so far is a number, which `.` or `)` would turn into a list.
fn is_list_number(out: &str, begin: usize) -> bool {
    out.get(begin..).is_some_and(|line| !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stay_one_cell() {
        assert_eq!(cell("a|b\nc"), "a\\|b c");
        assert_eq!(cell("`rm` *x* <b> &amp; -> R&D"), "\\`rm\\` \\*x\\* &lt;b> &amp;amp; -> R&amp;D");
        assert_eq!(cell("-5"), "-5");
        assert_eq!(cell("max_connections _x_"), "max_connections \\_x\\_");
        assert_eq!(cell("stop!"), "stop\\!");
    }

    #[test]
    fn lines_begin_as_text() {
        for text in ["# x", "- x", "+ x", "> x", "=== x", "1. x", "12) x", ":- x"] {
            let escaped = inline(text);
            assert_eq!(escaped.replacen('\\', "", 1), text);
            assert_ne!(escaped, text);
        }
        assert_eq!(inline("    code"), "&#32;   code");
        assert_eq!(inline("C #"), "C \\#");
    }

    #[test]
    fn urls_cannot_leave_their_parentheses() {
        assert_eq!(
            link_url("https://a/(b) \"c\"|`&copy;<"),
            "https://a/%28b%29%20%22c%22%7C%60&amp;copy;%3C"
        );
        assert_eq!(link_url("https://[::1]/"), "https://\\[::1\\]/");
        assert_eq!(link_text("a](javascript:b)"), "a\\](javascript:b)");
        assert_eq!(link_title("a\" onclick"), "a&quot; onclick");
    }
}
