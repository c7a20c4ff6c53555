//! The start tags that carry attributes, each written in one place.

use pulldown_cmark::Alignment;

use super::target::Target;
use crate::text::{escape, url};

/// Whether a start tag was written that needs its `</a>`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Opened,
    None,
}

/// Links to other sites do not tell them where the reader came from, and cannot reach back through `window.opener`.
pub(super) fn anchor(out: &mut String, target: &Target, title: &str) -> Anchor {
    let (address, more) = match target {
        Target::Outside(address) => (address, " rel=\"noopener noreferrer\""),
        Target::Download(address) => (address, " download=\"\""),
        Target::Inside(address) | Target::Picture(address) => (address, ""),
        Target::Nowhere => return Anchor::None,
    };
    out.push_str("<a href=\"");
    url::push_href(out, address);
    out.push('"');
    out.push_str(more);
    attribute(out, "title", title);
    out.push('>');
    Anchor::Opened
}

pub(super) fn picture(out: &mut String, src: &str, alt: &str, title: &str) {
    out.push_str("<img src=\"");
    url::push_href(out, src);
    // An empty `alt` is written too: it says that the picture is decoration.
    out.push_str("\" alt=\"");
    escape::push_attribute(out, alt);
    out.push_str("\" loading=\"lazy\"");
    attribute(out, "title", title);
    out.push('>');
}

fn attribute(out: &mut String, name: &str, value: &str) {
    if !value.is_empty() {
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        escape::push_attribute(out, value);
        out.push('"');
    }
}

pub(super) fn heading(out: &mut String, level: usize) {
    out.push_str(["<h1>", "<h2>", "<h3>", "<h4>", "<h5>", "<h6>"][level - 1]);
}

pub(super) fn heading_end(level: usize) -> &'static str {
    ["</h1>\n", "</h2>\n", "</h3>\n", "</h4>\n", "</h5>\n", "</h6>\n"][level - 1]
}

pub(super) fn list(out: &mut String, first: Option<u64>) {
    match first {
        None => out.push_str("<ul>\n"),
        Some(1) => out.push_str("<ol>\n"),
        Some(first) => {
            out.push_str("<ol start=\"");
            out.push_str(&first.to_string());
            out.push_str("\">\n");
        }
    }
}

/// Alignment is a class: a `style` attribute would need a hole in the site's content security policy.
pub(super) fn cell(out: &mut String, head: bool, alignment: Alignment) {
    out.push_str(if head { "<th scope=\"col\"" } else { "<td" });
    out.push_str(match alignment {
        Alignment::None => ">",
        Alignment::Left => " class=\"align-left\">",
        Alignment::Center => " class=\"align-center\">",
        Alignment::Right => " class=\"align-right\">",
    });
}

/// A character rather than a disabled form control, which would need a label in the reader's language.
pub(super) fn task(done: bool) -> &'static str {
    if done { "<span class=\"task\">☑</span> " } else { "<span class=\"task\">☐</span> " }
}
