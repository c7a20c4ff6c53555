//! The files of a site that are no pages: feeds, a calendar, data, and what search engines read.

mod atom;
mod calendar;
mod data;
mod moments;
mod sitemap;

use std::borrow::Cow;

use super::Sink;
use super::address::Address;
use super::index::Index;
use super::look::indexed;
use crate::error::{Error, Result};
use crate::stats::{Statistics, json};
use crate::text::byte_set;
use crate::text::markdown::to_plain;
use crate::text::terminal::visible_brackets;

/// Writes the files of the edition that is spoken.
pub(super) fn edition(
    index: &Index<'_>,
    address: Option<&Address>,
    version: &str,
    output: &dyn Sink,
) -> Result<()> {
    let folder = index.edition.folder();
    output.write(&format!("{folder}feed.xml"), &atom::feed(index, address, version)?)?;
    output.write(&format!("{folder}calendar.ics"), calendar::calendar(index, address, version).as_bytes())
}

/// Writes the files that a site has once. The index must speak the first edition.
pub(super) fn shared(
    index: &Index<'_>,
    address: Option<&Address>,
    statistics: &Statistics<'_>,
    output: &dyn Sink,
) -> Result<()> {
    output.write("incidents.json", data::incidents(index, address).as_bytes())?;
    let mut numbers = Vec::new();
    json(statistics, None, &index.workspace.policy, &mut numbers)
        .map_err(|cause| Error::Write { path: "stats.json".into(), cause })?;
    output.write("stats.json", &numbers)?;
    let indexed = indexed(&index.workspace.policy);
    if let Some(address) = address {
        for (path, bytes) in sitemap::sitemap(index, address, sitemap::Limits::PROTOCOL) {
            output.write(&path, bytes.as_bytes())?;
        }
    }
    output.write("robots.txt", sitemap::robots(indexed, address).as_bytes())
}

/// A text for files that know neither markup nor control characters.
///
/// XML 1.0 has no way to write most of them, and in a calendar a carriage return would end the line, as separators of lines do
/// for some of its readers.
fn plain(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|byte| LOOKED_AT[usize::from(byte)]) {
        return Cow::Borrowed(text);
    }
    let text = visible_brackets(text);
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' | '\t' | '\u{2028}' | '\u{2029}' => out.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() && c != '\n' => {}
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Bytes that are control characters or that characters which [`plain`] changes begin with.
const LOOKED_AT: [bool; 256] = byte_set(b"\x7f\xc2\xe2\xef");

/// Prose without its markup, in one paragraph.
pub(super) fn prose(source: &str) -> String {
    let text = to_plain(source);
    let changed = match plain(&text) {
        // Its words are apart by one space already.
        Cow::Borrowed(_) if text.is_ascii() => None,
        plain => {
            let mut out = String::with_capacity(plain.len());
            for word in plain.split_whitespace() {
                if !out.is_empty() {
                    out.push(' ');
                }
                out.push_str(word);
            }
            Some(out)
        }
    };
    changed.unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_that_xml_or_a_calendar_line_cannot_hold() {
        assert_eq!(plain("a\0\u{8}b\r\nc\rd\te\u{85}\u{fffe}中"), "ab\nc d e中");
        for (text, kept) in [
            ("\u{7f}", ""),
            ("\u{85}", ""),
            ("\t", " "),
            ("\u{2028}", " "),
            ("\u{202e}", "\\u{202e}"),
            ("\u{fffe}", ""),
            ("：", "："),
            ("é", "é"),
        ] {
            assert_eq!(plain(text), kept);
            assert_eq!(plain(&format!("中a{text}b")), format!("中a{kept}b"));
        }
        assert_eq!(prose("a  b\u{3000}c\u{1}"), "a b c");
        assert_eq!(prose("**a\u{1}**\n\n- `b`\n- <b>c</b>"), "a b <b>c</b>");
    }
}
