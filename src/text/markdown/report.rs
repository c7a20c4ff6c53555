//! Markdown for a Markdown report: the same text, in a form that leaves nothing to a renderer's imagination.
//!
//! The source is not patched but written anew from the events. In a patched source, making one raw tag harmless moves
//! the border between text and code for what follows it, and another renderer draws that border elsewhere anyway.
//! Written anew, all code stands in fences and backticks of our own, all other text is escaped, and definitions of link
//! references, which would reach into the next field of the report, are gone.

use pulldown_cmark::{Alignment, Event};

use super::footnotes::Footnotes;
use super::layout::Layout;
use super::report_inline::longest_backticks;
use super::target::Judge;
use super::{Context, containers, simple};

/// `source` as Markdown without raw HTML, with links allowed and resolved as in [`to_html`](super::to_html), headings
/// shifted, and no reference definitions. Begins and ends without a line break: put blank lines around it.
///
/// Links to headings of the same text stay as written, since the report's renderer makes its own ids.
pub fn markdown_block(source: &str, context: &Context) -> String {
    // To some renderers two dollar signs make a formula.
    if simple::is_simple(source) && !source.contains('$') {
        return source.trim_matches('\n').to_owned();
    }
    let source = &*containers::to_alerts(source);
    let mut writer = Writer {
        source,
        context,
        judge: Judge::new(source, context, false),
        to: Layout::new(source.len() + source.len() / 8),
        place: Text::Lines,
        links: Vec::new(),
        alignments: Vec::new(),
        code: None,
        code_end: usize::MAX,
        strikes: 0,
        footnotes: Footnotes::default(),
    };
    writer.run();
    let mut out = writer.to.out;
    out.truncate(out.trim_end_matches([' ', '\n']).len());
    // Structure is hard to get right for every source; this is cheap, and most reports hold no `<` at all.
    let leaks =
        out.contains('<') && super::parser(&out).any(|e| matches!(e, Event::Html(_) | Event::InlineHtml(_)));
    debug_assert!(!leaks, "raw HTML in {out:?}, written for {source:?}");
    if leaks { verbatim(source) } else { out }
}

/// The source as one block of code.
fn verbatim(source: &str) -> String {
    let fence = "`".repeat((longest_backticks(source) + 1).max(3));
    format!("{fence}text\n{source}\n{fence}")
}

/// What the text being written is part of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Text {
    Lines,
    Heading,
    Cell,
}

pub(super) struct Writer<'s, 'c> {
    pub(super) source: &'s str,
    pub(super) context: &'c Context<'c>,
    pub(super) judge: Judge<'s, 'c>,
    pub(super) to: Layout,
    pub(super) place: Text,
    /// Where each open link began and what ends it, `None` for one that is not written.
    pub(super) links: Vec<(usize, Option<String>)>,
    pub(super) alignments: Vec<Alignment>,
    /// Language and contents of the code block being read.
    pub(super) code: Option<(String, String)>,
    /// Where in the output the last code span ended: the next one may not touch it.
    pub(super) code_end: usize,
    pub(super) strikes: usize,
    pub(super) footnotes: Footnotes,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbatim_cannot_be_left() {
        let source = "a\n~~~\n`````\n<script>alert(1)</script>\n";
        let report = verbatim(source);
        let events = crate::text::markdown::parser(&report).collect::<Vec<_>>();
        assert!(events.iter().all(|event| matches!(event, Event::Start(_) | Event::End(_) | Event::Text(_))));
        assert_eq!(events.iter().filter(|event| matches!(event, Event::Start(_))).count(), 1);
    }
}
