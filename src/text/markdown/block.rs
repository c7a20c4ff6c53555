//! Blocks of HTML that are more than a pair of tags: code, diagrams, alerts, tables.

use pulldown_cmark::BlockQuoteKind;

use super::Context;
use crate::text::{code, diagram, escape};

/// Code in the colours of its language.
pub(super) fn code_block(out: &mut String, language: &str, code: &str, context: &Context) {
    // Named, since it can be scrolled from the keyboard.
    out.push_str("<pre tabindex=\"0\" role=\"group\" aria-label=\"");
    escape::push_attribute(out, context.words.code);
    // `text` is what a report calls code of no language.
    if language.is_empty() || language == "text" {
        out.push_str("\"><code>");
    } else {
        out.push_str("\"><code class=\"language-");
        escape::push_attribute(out, language);
        out.push_str("\">");
    }
    code::push(out, language, code);
    out.push_str("</code></pre>\n");
}

/// A diagram with its source folded away, or the source and why there is nothing else.
pub(super) fn diagram(out: &mut String, source: &str, context: &Context) {
    let words = context.words;
    let Some(drawing) = diagram::draw(source) else {
        out.push_str("<figure class=\"diagram\"><figcaption>");
        escape::push_text(out, words.diagram_undrawn);
        out.push_str("</figcaption>");
        code_block(out, "", source, context);
        out.push_str("</figure>\n");
        return;
    };
    let label = escape::attribute(words.diagram);
    let id = context.ids.claim(format!("{}diagram", context.id_prefix));
    for part in [
        "<figure class=\"diagram\"><div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"",
        &label,
        "\">",
    ] {
        out.push_str(part);
    }
    // A full stop is in no id of a heading.
    drawing.push(out, &format!("{id}."), &label);
    out.push_str("</div><details><summary>");
    escape::push_text(out, words.diagram_source);
    out.push_str("</summary>");
    code_block(out, "", source, context);
    out.push_str("</details></figure>\n");
}

/// Begins a quotation, or an alert with its title.
pub(super) fn quote(out: &mut String, kind: Option<BlockQuoteKind>, context: &Context) {
    let (class, title) = match kind {
        None => return out.push_str("<blockquote>\n"),
        Some(BlockQuoteKind::Note) => ("note", 0),
        Some(BlockQuoteKind::Tip) => ("tip", 1),
        Some(BlockQuoteKind::Important) => ("important", 2),
        Some(BlockQuoteKind::Warning) => ("warning", 3),
        Some(BlockQuoteKind::Caution) => ("caution", 4),
    };
    for part in ["<div class=\"callout ", class, "\" role=\"note\"><b>"] {
        out.push_str(part);
    }
    escape::push_text(out, context.words.alerts[title]);
    out.push_str("</b>\n");
}

/// Begins a table; what names its scrolling part is written when its head is known.
pub(super) fn table(out: &mut String) -> usize {
    out.push_str("<section class=\"scroll\" tabindex=\"0\" aria-label=\"");
    let at = out.len();
    out.push_str("\"><table>\n");
    at
}

/// Names a table after the heads of its columns, which tells several on a page apart.
pub(super) fn name_table(out: &mut String, at: usize, head: &str, context: &Context) {
    const LONGEST: usize = 60;
    let head: String = head.trim().chars().take(LONGEST).collect();
    let name = format!("{} {}", context.words.table, head.trim_end());
    out.insert_str(at, &escape::attribute(name.trim_end()));
}
