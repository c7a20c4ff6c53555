//! The pages and panels of the preview itself: findings, what cannot be made, what is not there.
//!
//! They are for whoever writes the records, and as plain as the command line: English, and for no reader of the site.

use std::fmt::Write as _;

use crate::error::Error;
use crate::finding::{Located, Report};
use crate::source::{RECORD_LIMIT, Source};
use crate::text::terminal::visible_line;
use crate::text::{counted, escape, url};

/// So many findings are listed.
const LISTED: usize = 50;

/// So many bytes of a message are shown.
const LONG: usize = 600;

/// Any text as HTML, with nothing invisible in it.
fn shown(text: &str) -> String {
    escape::attribute(&visible_line(text)).into_owned()
}

/// The errors of the records, for the top of every page; nothing where there are none.
///
/// Findings quote the records: others than whoever keeps these are told only that there are some.
pub(super) fn panel(report: &Report, prefix: &str, is_private: bool) -> String {
    let count = report.findings.len();
    if count == 0 {
        return String::new();
    }
    let title = counted(count, "error");
    if !is_private {
        return format!(
            "<aside id=\"postmortem-findings\" lang=\"en\" dir=\"ltr\"><p>The records have {title}; run <code>postmortem check</code>.</p></aside>"
        );
    }
    let mut out = format!(
        "<aside id=\"postmortem-findings\" lang=\"en\" dir=\"ltr\"><details open><summary>{title} in the records</summary><ul>"
    );
    report.findings.iter().take(LISTED).for_each(|found| item(found, prefix, &mut out));
    if count > LISTED {
        let _ = write!(out, "<li>and {} more: run <code>postmortem check</code></li>", count - LISTED);
    }
    out.push_str("</ul></details></aside>");
    out
}

fn item(found: &Located, prefix: &str, out: &mut String) {
    let finding = &found.finding;
    let place = found.spot.as_ref().map(|spot| format!(":{}:{}", spot.line, spot.column)).unwrap_or_default();
    let place = shown(&format!("{prefix}{}{place}", finding.file));
    let (level, rule, message) = (found.level.name(), finding.rule, shown(&finding.message));
    let _ = write!(out, "<li><code>{place}</code> <b>{level}[{rule}]</b> {message}");
    if let Some(help) = &finding.help {
        let _ = write!(out, "<br><b>help:</b> {}", shown(help));
    }
    out.push_str("</li>");
}

/// Links to the pages that may have been meant, for the top of a page that says that there is none.
pub(super) fn suggestions(near: &[&str]) -> String {
    if near.is_empty() {
        return String::new();
    }
    let link = |path: &&str| format!("<li><a href=\"/{}\">{}</a></li>", url::encode_path(path), shown(path));
    let links: String = near.iter().map(link).collect();
    format!(
        "<aside id=\"postmortem-near\" lang=\"en\" dir=\"ltr\"><p>Did you mean</p><ul>{links}</ul></aside>"
    )
}

/// The page for a path that the site does not have, where the site has none for it.
pub(super) fn missing(path: &str) -> Vec<u8> {
    page(
        "No such page",
        &format!(
            "<p>The site has no <code>{}</code>.</p><p><a href=\"/\">To the front page</a></p>",
            shown(path)
        ),
    )
}

/// Why a page cannot be made.
pub(super) struct Failure {
    message: String,
    help: Option<String>,
    /// The lines around the place, finished, where it is one of a template.
    excerpt: String,
}

impl Failure {
    pub(super) fn new(error: &Error, source: &Source) -> Self {
        let excerpt = match error {
            Error::Template { name, at: Some((line, column)), .. } => {
                let text = source.read_one(&format!("templates/{name}"), RECORD_LIMIT).ok();
                let text = text.and_then(|bytes| String::from_utf8(bytes).ok());
                text.map(|text| excerpt(&text, *line, *column)).unwrap_or_default()
            }
            _ => String::new(),
        };
        let mut message = error.to_string();
        // The template engine lists every name that it knows.
        if message.len() > LONG {
            message.truncate(message.floor_char_boundary(LONG));
            message.push('…');
        }
        Self { message, help: error.help(), excerpt }
    }

    /// The page that says so; with a link to itself as it was last, where it ever was.
    pub(super) fn page(&self, was_there: bool) -> Vec<u8> {
        let mut text = format!("<p>{}</p>{}", shown(&self.message), self.excerpt);
        if let Some(help) = &self.help {
            let _ = write!(text, "<p><b>help:</b> {}</p>", shown(help));
        }
        if was_there {
            text.push_str("<p><a href=\"?last\">The page as it was last</a></p>");
        }
        page("This page cannot be made", &text)
    }
}

/// A few lines around a place, with a mark under it.
fn excerpt(text: &str, line: usize, column: usize) -> String {
    const AROUND: usize = 2;
    let first = line.saturating_sub(AROUND).max(1);
    let mut out = String::from("<pre>");
    for (number, text) in (1..).zip(text.lines()).skip(first - 1).take(line + AROUND + 1 - first) {
        let _ = writeln!(out, "{number:>5} | {}", shown(text));
        if number == line {
            let before: String = text.chars().take(column.saturating_sub(1)).collect();
            // As wide as what stands above it.
            let width = unicode_width::UnicodeWidthStr::width(visible_line(&before).as_str());
            let _ = writeln!(out, "      | {}<b>^</b>", " ".repeat(width));
        }
    }
    out.push_str("</pre>");
    out
}

/// A page of the preview itself; `text` is finished.
fn page(title: &str, text: &str) -> Vec<u8> {
    let page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n</head>\n\
         <body class=\"postmortem-page\">\n<main>\n<h1>{title}</h1>\n{text}\n</main>\n</body>\n</html>\n"
    );
    page.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Finding, Level, Place, report};

    fn found(count: usize) -> Report {
        let finding = |i: usize| {
            let finding =
                Finding::new("bad-id", &format!("<b>{i}\u{202e}.yaml"), Place::Bytes(3..4), "</aside>&\"");
            (finding.help("<script>"), Level::Error)
        };
        report((0..count).map(finding).collect(), |_| Some("a\nb\nc\n".into()))
    }

    #[test]
    fn findings_are_text() {
        let panel = panel(&found(LISTED + 2), "x/", true);
        assert!(
            panel.contains(
                "<code>x/&lt;b&gt;0\\u{202e}.yaml:2:2</code> <b>error[bad-id]</b> &lt;/aside&gt;&amp;"
            ),
            "{panel}"
        );
        assert!(panel.contains("&lt;script&gt;") && !panel.contains("<script"), "{panel}");
        assert!(panel.contains("<summary>52 errors in") && panel.contains("and 2 more"), "{panel}");
    }

    #[test]
    fn others_hear_only_that_there_are_some() {
        assert_eq!(panel(&found(0), "", true), "");
        let panel = panel(&found(1), "x/", false);
        assert!(panel.contains("1 error;") && !panel.contains("yaml"), "{panel}");
    }

    #[test]
    fn the_mark_is_under_the_place() {
        let shown = excerpt("1\n2\n终 {{ x\n4\n5\n6\n", 3, 3);
        assert_eq!(
            shown,
            "<pre>    1 | 1\n    2 | 2\n    3 | 终 {{ x\n      |    <b>^</b>\n    4 | 4\n    5 | 5\n</pre>"
        );
    }
}
