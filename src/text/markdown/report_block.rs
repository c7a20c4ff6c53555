//! The block half of the Markdown writer: events in order, and the blocks they begin and end.

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, Tag, TagEnd};

use super::report::{Text, Writer};
use super::{alternative, language, shifted};

impl Writer<'_, '_> {
    pub(super) fn run(&mut self) {
        let mut events = super::parser(self.source).into_offset_iter();
        while let Some((event, range)) = events.next() {
            match event {
                Event::Text(text) => match &mut self.code {
                    Some((_, code)) => code.push_str(&text),
                    None => self.text(&text),
                },
                Event::InlineHtml(text) => self.text(&text),
                Event::Html(text) => self.raw_lines(&text),
                Event::Code(text) => self.code_span(&text),
                Event::Start(Tag::Image { link_type, dest_url, title, .. }) => {
                    let alt = alternative(events.by_ref().map(|(event, _)| event));
                    self.image(link_type, &dest_url, &title, &alt);
                }
                Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                    if self.autolink(link_type, &dest_url) {
                        alternative(events.by_ref().map(|(event, _)| event));
                    } else {
                        self.link(link_type, &dest_url, &title);
                    }
                }
                Event::Start(tag) => self.start(tag, range.start),
                Event::End(tag) => self.end(tag, range.start),
                Event::SoftBreak | Event::HardBreak if self.place != Text::Lines => self.to.out.push(' '),
                Event::SoftBreak => self.to.newline(),
                Event::HardBreak => {
                    self.to.inline();
                    self.to.out.push('\\');
                    self.to.newline();
                }
                Event::Rule => {
                    self.to.block();
                    // Neither `---` nor `***`: after a list marker those are rules of the whole line.
                    self.to.out.push_str("___");
                }
                Event::TaskListMarker(done) => {
                    self.to.inline();
                    self.to.out.push_str(if done { "[x] " } else { "[ ] " });
                }
                Event::FootnoteReference(name) => self.footnote(&name),
                // Off in the parser's options.
                Event::InlineMath(_) | Event::DisplayMath(_) => {}
            }
        }
    }

    fn start(&mut self, tag: Tag, at: usize) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.to.apart(),
            Tag::Heading { level, .. } => {
                self.to.block();
                self.to.in_text = true;
                self.to.out.push_str(&"######"[..shifted(level, self.context)]);
                self.to.out.push(' ');
                self.place = Text::Heading;
            }
            Tag::BlockQuote(kind) => self.to.quote(match kind {
                None => "",
                Some(BlockQuoteKind::Note) => "[!NOTE]",
                Some(BlockQuoteKind::Tip) => "[!TIP]",
                Some(BlockQuoteKind::Important) => "[!IMPORTANT]",
                Some(BlockQuoteKind::Warning) => "[!WARNING]",
                Some(BlockQuoteKind::Caution) => "[!CAUTION]",
            }),
            Tag::CodeBlock(kind) => {
                let language = match &kind {
                    CodeBlockKind::Fenced(info) => language(info),
                    CodeBlockKind::Indented => "",
                };
                self.code = Some((language.to_owned(), String::new()));
            }
            Tag::List(number) => self.to.list(number, self.list_marker(at, number.is_some())),
            Tag::Item => self.to.item(),
            Tag::Table(alignments) => {
                self.to.apart();
                self.alignments = alignments;
            }
            // Not a footnote of the report: to a renderer that knows none, `[^1]: x` is a link to x.
            Tag::FootnoteDefinition(name) => {
                self.to.apart();
                self.footnote(&name);
                self.to.end_paragraph();
            }
            Tag::TableRow => self.to.newline(),
            Tag::TableCell => {
                self.to.in_text = true;
                self.to.out.push_str("| ");
                self.place = Text::Cell;
            }
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => {
                self.to.inline();
                self.strikes += usize::from(tag == Tag::Strikethrough);
                self.delimiter(tag.to_end(), at);
            }
            // Links and images never get here; the rest is off in the parser's options.
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, at: usize) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.to.end_paragraph(),
            TagEnd::Heading(_) => {
                self.place = Text::Lines;
                self.to.in_text = false;
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item => self.to.leave(),
            TagEnd::CodeBlock => self.code_block(),
            TagEnd::TableHead => {
                self.to.out.push('|');
                self.to.newline();
                for alignment in &self.alignments {
                    self.to.out.push_str(match alignment {
                        Alignment::None => "| --- ",
                        Alignment::Left => "| :-- ",
                        Alignment::Center => "| :-: ",
                        Alignment::Right => "| --: ",
                    });
                }
                self.to.out.push('|');
            }
            TagEnd::TableRow => self.to.out.push('|'),
            TagEnd::TableCell => {
                self.to.out.push(' ');
                self.place = Text::Lines;
                self.to.in_text = false;
            }
            TagEnd::Link => self.end_link(),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {
                self.delimiter(tag, at);
                self.strikes -= usize::from(tag == TagEnd::Strikethrough);
            }
            _ => {}
        }
    }
}
