//! Prose: the only module that knows Markdown, and the one sanitiser it passes on its way to a page or a report.
//!
//! CommonMark with tables, strikethrough, task lists, footnotes, GitHub's alerts and `:::` containers. Events stream from the parser straight into a
//! writer of our own ([`to_html`], [`markdown_block`]). There is no filter in front of a general writer, on purpose:
//! these writers have no arm that copies HTML, so a new kind of event cannot leak one. Raw HTML is shown as the text it
//! is, and every target goes through [`links::classify`](super::links::classify), those the caller resolved included.

mod block;
mod containers;
mod emit;
mod footnotes;
mod html;
mod layout;
mod outline;
mod plain;
mod report;
mod report_block;
mod report_inline;
mod simple;
mod target;

use std::ops::Range;

use memchr::memchr;
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::slug::Ids;

pub use outline::{Outline, outline};
pub use report::markdown_block;

/// What Markdown needs to know about the page it becomes part of.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Resolves a target [`classify`](super::links::classify) calls relative (as written, percent-encoded), or a
    /// `#fragment` that is no heading of the same text.
    pub resolve: &'a Resolve<'a>,
    /// Ids used on this page; share it between the fields of a page.
    pub ids: &'a Ids,
    /// Put before every heading id, so that no heading takes an id of the template; empty only where there is none.
    pub id_prefix: &'a str,
    /// Added to every heading level, up to `h6`: 2 makes `#` an `h3`.
    pub heading_shift: u8,
    /// What stands beside diagrams, tables and alerts.
    pub words: &'a Words<'a>,
}

/// Words of the page's language; a Markdown report needs none of them.
#[derive(Debug, Clone, Copy, Default)]
pub struct Words<'a> {
    /// Names a diagram and the part of the page that scrolls it.
    pub diagram: &'a str,
    /// Opens the source of a diagram.
    pub diagram_source: &'a str,
    /// Stands before the source of a diagram that cannot be drawn.
    pub diagram_undrawn: &'a str,
    /// Names a table and the part of the page that scrolls it.
    pub table: &'a str,
    /// Names code.
    pub code: &'a str,
    /// The titles of alerts: note, tip, important, warning, caution.
    pub alerts: [&'a str; 5],
}

/// Says where a relative target leads; the flag is true for an image.
pub type Resolve<'a> = dyn Fn(&str, bool) -> Resolved + 'a;

/// Where a relative link leads. URLs are relative references, percent-encoded where `%`, `?` and `#` are meant literally.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolved {
    /// A page, or a place on one.
    Link(String),
    /// A picture to show; a link to it where no image was asked for.
    Image(String),
    /// A file to save rather than open, such as an SVG or an HTML page from the folder.
    Download(String),
    /// Nothing: the text stays without a link.
    Broken,
}

/// One link or image in a text, whether allowed or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The target with entities and backslashes decoded; an address autolink gets its `mailto:`.
    pub target: String,
    /// `![…](…)` rather than `[…](…)`.
    pub image: bool,
    /// Bytes of the source, from the first bracket to the last; for a reference, its use and not its definition.
    pub range: Range<usize>,
}

/// `source` as HTML where it is nothing but paragraphs of plain text, as most is: that needs nothing of a context.
pub fn simple_html(source: &str) -> Option<String> {
    simple::is_simple(source).then(|| {
        let mut out = String::new();
        simple::push_paragraphs(source, &mut out);
        out
    })
}

/// `source` where it is one line of plain text: its own HTML, without the paragraph.
pub fn simple_line(source: &str) -> Option<&str> {
    let line = source.strip_suffix('\n').unwrap_or(source);
    let one = !line.is_empty() && memchr(b'\n', line.as_bytes()).is_none();
    (one && simple::is_simple(line)).then_some(line)
}

/// Appends `source` to `out` as HTML that needs no further escaping.
pub fn to_html(source: &str, context: &Context, out: &mut String) {
    if simple::is_simple(source) {
        simple::push_paragraphs(source, out);
    } else {
        html::Writer::new(&containers::to_alerts(source), context, out).run();
    }
}

/// The text of `source` on one line, without markup and diagrams; not escaped for anything.
pub fn to_plain(source: &str) -> String {
    plain::to_plain(source)
}

/// Every link and image of `source`, in order.
pub fn links(source: &str) -> Vec<Link> {
    // Without one of these there is no link to find.
    if !source.contains(['[', '<']) {
        return Vec::new();
    }
    parser(source)
        .into_offset_iter()
        .filter_map(|(event, range)| {
            let (link_type, target, image) = match event {
                Event::Start(Tag::Link { link_type, dest_url, .. }) => (link_type, dest_url, false),
                Event::Start(Tag::Image { link_type, dest_url, .. }) => (link_type, dest_url, true),
                _ => return None,
            };
            let target = match link_type {
                LinkType::Email => format!("mailto:{target}"),
                _ => target.into_string(),
            };
            Some(Link { target, image, range })
        })
        .collect()
}

/// What to add to the levels of `source`'s headings so that the highest gets the level `top`; headings go down only.
pub fn shift_to(top: u8, source: &str) -> u8 {
    let hash = memchr(b'#', source.as_bytes()).is_some();
    let marked = |line: &str| {
        let text = line.trim_start_matches(|c: char| c.is_ascii_digit() || " \t>-*+.)".contains(c));
        text.starts_with('#')
    };
    // Without such a line there is no heading to find.
    let heads = |line: &str| (hash && marked(line)) || line.trim_end().ends_with(['-', '=']);
    if !simple::lines(source).any(heads) {
        return top - 1;
    }
    let levels = outline(source).into_iter().filter_map(|part| match part {
        Outline::Heading { level, .. } => Some(level),
        Outline::Code { .. } => None,
    });
    top.saturating_sub(levels.min().unwrap_or(1))
}

/// The source of every mermaid diagram of `source`, in order.
pub fn diagrams(source: &str) -> Vec<String> {
    let mut diagrams = Vec::new();
    // Without the word there is no fence to find.
    if !source.contains("mermaid") {
        return diagrams;
    }
    let mut open: Option<String> = None;
    for event in parser(source) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if language(&info) == "mermaid" => {
                open = Some(String::new());
            }
            Event::Text(text) => open.iter_mut().for_each(|diagram| diagram.push_str(&text)),
            Event::End(TagEnd::CodeBlock) => diagrams.extend(open.take()),
            _ => {}
        }
    }
    diagrams
}

/// The one place that sets Markdown options.
fn parser(source: &str) -> Parser<'_> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM;
    Parser::new_ext(source, options)
}

/// The level a heading gets on the page.
fn shifted(level: pulldown_cmark::HeadingLevel, context: &Context) -> usize {
    (level as usize + usize::from(context.heading_shift)).min(6)
}

/// The language of a code fence: the leading run of harmless characters of its info string, maybe empty.
fn language(info: &str) -> &str {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '+' | '#' | '.');
    let end = info.find(|c| !allowed(c)).unwrap_or(info.len());
    &info[..end.min(32)]
}

/// The plain text up to the end of the element just entered, as an image's alternative text.
fn alternative<'a>(events: impl Iterator<Item = Event<'a>>) -> String {
    let mut text = String::new();
    let mut depth = 0_usize;
    for event in events {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) if depth == 0 => break,
            Event::End(_) => depth -= 1,
            Event::Text(part) | Event::Code(part) | Event::InlineHtml(part) | Event::Html(part) => {
                text.push_str(&part);
            }
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_links_where_they_are() {
        let source = "![a](b.png) and [`c`][r], <https://d>, <e@f.g>, not `[x](y)`\n\n[r]: ../h.md \"t\"\n";
        let found = links(source);
        let targets: Vec<_> = found.iter().map(|link| (link.target.as_str(), link.image)).collect();
        assert_eq!(
            targets,
            [("b.png", true), ("../h.md", false), ("https://d", false), ("mailto:e@f.g", false)]
        );
        assert_eq!(&source[found[1].range.clone()], "[`c`][r]");
    }

    #[test]
    fn finds_diagrams_where_they_are() {
        let source = "a\n\n```mermaid\ngraph TD\n  A --> B\n```\n\n- b\n\n  ~~~mermaid x\n  pie\n  ~~~\n\n```text\nmermaid\n```\n";
        assert_eq!(diagrams(source), ["graph TD\n  A --> B\n", "pie\n"]);
        assert_eq!(diagrams("`mermaid` is a language"), [""; 0]);
    }

    #[test]
    fn finds_images_inside_links_and_what_is_refused() {
        let found = links("[![a](b.png)](javascript:x)");
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].target.as_str(), found[1].target.as_str()), ("javascript:x", "b.png"));
    }

    #[test]
    fn the_highest_heading_comes_right_under_its_section() {
        for (source, shift) in [("a", 2), ("# a\n## b", 2), ("## a\n### b", 1), ("b\n---", 1), ("#### a", 0)]
        {
            assert_eq!(shift_to(3, source), shift, "{source}");
        }
    }

    #[test]
    fn languages_are_tokens() {
        assert_eq!(language("rust,ignore"), "rust");
        assert_eq!(language("c++ x"), "c++");
        assert_eq!(language("\"><script>"), "");
        assert_eq!(language(&"a".repeat(99)).len(), 32);
    }
}
