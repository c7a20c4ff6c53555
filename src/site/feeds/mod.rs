//! The files of a site that are no pages: feeds, a calendar, data, and what search engines read.

mod atom;
mod calendar;
mod data;
mod moments;
mod sitemap;

use super::Sink;
use super::address::Address;
use super::index::Index;
use super::look::indexed;
use crate::error::{Error, Result};
use crate::stats::{Statistics, json};
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
fn plain(text: &str) -> String {
    let allowed = |c: char| !(c.is_control() && c != '\n' || matches!(c, '\u{fffe}' | '\u{ffff}'));
    visible_brackets(text)
        .replace("\r\n", "\n")
        .replace(['\r', '\t', '\u{2028}', '\u{2029}'], " ")
        .chars()
        .filter(|c| allowed(*c))
        .collect()
}

/// Prose without its markup, in one paragraph.
pub(super) fn prose(source: &str) -> String {
    plain(&to_plain(source)).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_that_xml_or_a_calendar_line_cannot_hold() {
        assert_eq!(plain("a\0\u{8}b\r\nc\rd\te\u{85}\u{fffe}中"), "ab\nc d e中");
        assert_eq!(prose("**a\u{1}**\n\n- `b`\n- <b>c</b>"), "a b <b>c</b>");
    }
}
