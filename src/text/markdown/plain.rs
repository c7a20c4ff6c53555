//! Markdown to plain text on one line, for titles, descriptions, excerpts and the search index.

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::{language, simple};

pub(super) fn to_plain(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    if simple::is_simple(source) {
        push_words(&mut out, source);
        out.truncate(out.trim_ascii_end().len());
        return out;
    }
    let mut in_diagram = false;
    for event in super::parser(&super::containers::to_alerts(source)) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if language(&info) == "mermaid" => {
                in_diagram = true;
            }
            Event::End(TagEnd::CodeBlock) => {
                in_diagram = false;
                push_words(&mut out, " ");
            }
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text)
                if !in_diagram =>
            {
                push_words(&mut out, &text);
            }
            Event::SoftBreak | Event::HardBreak | Event::Rule => push_words(&mut out, " "),
            Event::Start(tag) if !is_inline(tag.to_end()) => push_words(&mut out, " "),
            Event::End(tag) if !is_inline(tag) => push_words(&mut out, " "),
            _ => {}
        }
    }
    out.truncate(out.trim_ascii_end().len());
    out
}

/// Appends `text` with every run of ASCII white space as one space, none at the beginning.
fn push_words(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| byte.is_ascii_whitespace()) {
        out.push_str(&rest[..at]);
        if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
        rest = rest[at..].trim_ascii_start();
    }
    out.push_str(rest);
}

/// Whether words on both sides of this tag belong together.
fn is_inline(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_only() {
        assert_eq!(
            to_plain("# Title\n\nSome **bo**ld `code`,\n[link](x) ![pic](y).\n"),
            "Title Some bold code, link pic."
        );
        assert_eq!(to_plain("- a\n- b\n\n| c | d |\n|---|---|\n| e | f |\n"), "a b c d e f");
        assert_eq!(to_plain("plain\n\ntext\n"), "plain text");
        assert_eq!(to_plain("a<br>b &amp; c"), "a<br>b & c");
    }

    #[test]
    fn diagrams_are_no_words() {
        assert_eq!(to_plain("a\n\n```mermaid\ngraph TD\n```\n\n```sh\nls\n```\nb"), "a ls b");
    }
}
