//! Events to HTML.
//!
//! The output is what an HTML serialiser would write (`<br>`, `download=""`), so that the tests can ask an independent
//! sanitiser to return it byte for byte.

use std::fmt::Write as _;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, LinkType, Parser, Tag, TagEnd};

use super::emit::{self, Anchor};
use super::footnotes::Footnotes;
use super::simple::runs_on;
use super::target::{Judge, Target, heading_text};
use super::{Context, alternative, block, language, shifted};
use crate::text::escape;
use crate::text::slug::slug;

pub(super) struct Writer<'s, 'c, 'o> {
    source: &'s str,
    context: &'c Context<'c>,
    judge: Judge<'s, 'c>,
    out: &'o mut String,
    /// The heading being written: where in `out` its id goes, and its text so far.
    heading: Option<(usize, String)>,
    /// One entry a link: whether it is written. Autolinks may stand inside links, anchors not inside anchors.
    anchors: Vec<bool>,
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    /// Where the name of the open table goes, and the text of its head.
    table: (usize, String),
    /// Language and contents of the code block being read.
    code: Option<(String, String)>,
    footnotes: Footnotes,
}

impl<'s, 'c, 'o> Writer<'s, 'c, 'o> {
    pub(super) fn new(source: &'s str, context: &'c Context<'c>, out: &'o mut String) -> Self {
        Self {
            source,
            context,
            judge: Judge::new(source, context, true),
            out,
            heading: None,
            anchors: Vec::new(),
            alignments: Vec::new(),
            column: 0,
            in_head: false,
            table: (0, String::new()),
            code: None,
            footnotes: Footnotes::default(),
        }
    }

    pub(super) fn run(mut self) {
        self.out.reserve(self.source.len() + self.source.len() / 2);
        let mut events = super::parser(self.source);
        while let Some(event) = events.next() {
            if let Some((_, text)) = &mut self.heading {
                text.push_str(heading_text(&event));
            }
            if self.in_head {
                self.table.1.push_str(heading_text(&event));
            }
            match event {
                Event::Text(text) if self.code.is_some() => {
                    self.code.iter_mut().for_each(|(_, code)| code.push_str(&text));
                }
                Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => {
                    if runs_on(self.out, &text) {
                        self.out.pop();
                    }
                    escape::push_text(self.out, &text);
                }
                Event::Code(text) => {
                    self.out.push_str("<code>");
                    escape::push_text(self.out, &text);
                    self.out.push_str("</code>");
                }
                Event::Start(Tag::Image { link_type, dest_url, title, .. }) => {
                    self.image(link_type, &dest_url, &title, &mut events);
                }
                Event::Start(tag) => self.start(tag),
                Event::End(tag) => self.end(tag),
                Event::SoftBreak => self.out.push('\n'),
                Event::HardBreak => self.out.push_str("<br>\n"),
                Event::Rule => self.out.push_str("<hr>\n"),
                Event::TaskListMarker(done) => self.out.push_str(emit::task(done)),
                Event::FootnoteReference(name) => self.footnote(&name),
                // Off in the parser's options.
                Event::InlineMath(_) | Event::DisplayMath(_) => {}
            }
        }
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Heading { level, .. } => {
                emit::heading(self.out, shifted(level, self.context));
                self.heading = Some((self.out.len() - 1, String::new()));
            }
            Tag::CodeBlock(kind) => {
                let language = match &kind {
                    CodeBlockKind::Fenced(info) => language(info),
                    CodeBlockKind::Indented => "",
                };
                self.code = Some((language.to_owned(), String::new()));
            }
            Tag::FootnoteDefinition(name) => {
                let number = self.footnotes.number(&name);
                self.out.push_str("<div class=\"footnote\"");
                if self.footnotes.is_first(number) {
                    let id = self.footnotes.id(number, self.context);
                    for part in [" id=\"", &escape::attribute(&id), "\""] {
                        self.out.push_str(part);
                    }
                }
                self.out.push_str("><p>[");
                self.out.push_str(&number.to_string());
                self.out.push_str("]</p>\n");
            }
            Tag::BlockQuote(kind) => block::quote(self.out, kind, self.context),
            Tag::List(first) => emit::list(self.out, first),
            Tag::Table(alignments) => {
                self.alignments = alignments;
                self.table = (block::table(self.out), String::new());
            }
            Tag::TableHead | Tag::TableRow => {
                self.in_head = matches!(tag, Tag::TableHead);
                self.column = 0;
                self.out.push_str(if self.in_head { "<thead><tr>" } else { "<tr>" });
            }
            Tag::TableCell => {
                let alignment = self.alignments.get(self.column).unwrap_or(&Alignment::None);
                emit::cell(self.out, self.in_head, *alignment);
                if self.in_head && self.column > 0 {
                    self.table.1.push_str(", ");
                }
                self.column += 1;
            }
            Tag::Link { link_type, dest_url, title, .. } => {
                let target = self.judge.decide(&dest_url, link_type, false);
                let written = !self.in_anchor() && emit::anchor(self.out, &target, &title) == Anchor::Opened;
                self.anchors.push(written);
            }
            Tag::Paragraph | Tag::HtmlBlock => self.out.push_str("<p>"),
            Tag::Item => self.out.push_str("<li>"),
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            // Images never get here; the rest is off in the parser's options.
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        let end = match tag {
            TagEnd::HtmlBlock => {
                self.out.truncate(self.out.trim_end_matches('\n').len());
                "</p>\n"
            }
            TagEnd::Paragraph => "</p>\n",
            TagEnd::Heading(level) => self.end_heading(shifted(level, self.context)),
            TagEnd::CodeBlock => {
                match self.code.take() {
                    Some((language, code)) if language == "mermaid" => {
                        block::diagram(self.out, &code, self.context);
                    }
                    Some((language, code)) => {
                        block::code_block(self.out, &language, &code, self.context);
                    }
                    None => {}
                }
                ""
            }
            TagEnd::BlockQuote(None) => "</blockquote>\n",
            TagEnd::BlockQuote(Some(_)) | TagEnd::FootnoteDefinition => "</div>\n",
            TagEnd::List(true) => "</ol>\n",
            TagEnd::List(false) => "</ul>\n",
            TagEnd::Item => "</li>\n",
            TagEnd::Table => "</tbody></table></section>\n",
            TagEnd::TableHead => {
                self.in_head = false;
                let (at, head) = std::mem::take(&mut self.table);
                block::name_table(self.out, at, &head, self.context);
                "</tr></thead><tbody>\n"
            }
            TagEnd::TableRow => "</tr>\n",
            TagEnd::TableCell if self.in_head => "</th>",
            TagEnd::TableCell => "</td>",
            TagEnd::Link => self.end_link(),
            TagEnd::Emphasis => "</em>",
            TagEnd::Strong => "</strong>",
            TagEnd::Strikethrough => "</del>",
            _ => "",
        };
        self.out.push_str(end);
    }

    /// A number that leads to its note, unless it stands within a link.
    fn footnote(&mut self, name: &str) {
        let number = self.footnotes.number(name);
        if self.in_anchor() {
            let _ = write!(self.out, "<sup>[{number}]</sup>");
        } else {
            let id = self.footnotes.id(number, self.context);
            let id = escape::attribute(&id);
            let _ = write!(self.out, "<sup><a href=\"#{id}\">[{number}]</a></sup>");
        }
    }

    fn end_link(&mut self) -> &'static str {
        if self.anchors.pop() == Some(true) { "</a>" } else { "" }
    }

    /// The id is known only now that the heading's text is.
    fn end_heading(&mut self, level: usize) -> &'static str {
        if let Some((at, text)) = self.heading.take() {
            let id = self.context.ids.claim(format!("{}{}", self.context.id_prefix, slug(&text)));
            self.out.insert_str(at, &format!(" id=\"{}\"", escape::attribute(&id)));
        }
        emit::heading_end(level)
    }

    /// A picture of this site is shown; any other becomes a link named by its alternative text.
    fn image(&mut self, link_type: LinkType, url: &str, title: &str, events: &mut Parser) {
        let alt = alternative(events);
        if let Some((_, text)) = &mut self.heading {
            text.push_str(&alt);
        }
        let target = self.judge.decide(url, link_type, true);
        if let Target::Picture(src) = &target {
            emit::picture(self.out, src, &alt, title);
            return;
        }
        let anchor = if self.in_anchor() { Anchor::None } else { emit::anchor(self.out, &target, title) };
        escape::push_text(self.out, if alt.trim().is_empty() { url } else { &alt });
        if anchor == Anchor::Opened {
            self.out.push_str("</a>");
        }
    }

    fn in_anchor(&self) -> bool {
        self.anchors.contains(&true)
    }
}
