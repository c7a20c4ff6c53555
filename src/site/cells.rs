//! Headings of sections and links to them, navigation, cells of tables, rows of timelines, named values, key numbers, whys, phases: the one
//! place where their markup is written, not in a template.
//!
//! Measured: what the template engine places costs ten times as much, and a page has two hundred of these.

use super::document::{Cell, Pair, Section};
use super::language;
use super::pen::Pen;
use super::template::Safe;
use crate::text::{escape, markdown_escape, push_number};

/// One row of a timeline.
pub(super) struct Moment {
    /// Its place, from 1.
    pub(super) number: usize,
    /// Whether it is a milestone.
    pub(super) milestone: bool,
    pub(super) at: Safe,
    pub(super) kind: Safe,
    pub(super) text: Safe,
    /// Who, and where it comes from.
    pub(super) by: Safe,
}

/// A key number.
pub(super) struct Card {
    /// Its short name.
    pub(super) key: Safe,
    /// Its name in words.
    pub(super) name: String,
    pub(super) value: Safe,
    /// Which number of several it is.
    pub(super) unit: Option<String>,
    /// A drawing of it.
    pub(super) drawing: Option<Safe>,
    /// Its definition and what else must stand beside it.
    pub(super) notes: Vec<Safe>,
}

/// One step of the whys; what is empty was not written.
pub(super) struct Why {
    pub(super) question: Safe,
    pub(super) because: Safe,
    pub(super) evidence: Safe,
}

/// One phase of an incident.
pub(super) struct Phase {
    /// 1 to 4, or 0 for the end.
    pub(super) number: u8,
    pub(super) text: String,
    pub(super) milestone: String,
    pub(super) at: Safe,
}

/// A link to a section of the site or of the page.
pub(super) struct Item<'a> {
    pub(super) href: String,
    pub(super) text: &'a str,
    pub(super) current: bool,
}

/// A step of the way to a page; the last has no address.
pub(super) struct Crumb {
    pub(super) href: Option<String>,
    pub(super) text: String,
}

impl Pen<'_> {
    /// The heading of a section, in the words of the interface.
    pub(super) fn heading(&self, id: &str, key: &'static str) -> Safe {
        let title = self.word(key);
        let mut out = String::with_capacity(2 * id.len() + title.len() + 48);
        if !self.is_html() {
            push_all(&mut out, &["## ", &markdown_escape::inline(title)]);
            return Safe::new(out);
        }
        push_all(&mut out, &["<h2 id=\"h-", id]);
        let page = self.word("language");
        if self.language != language::of_page(page) {
            out.push_str("\" lang=\"");
            escape::push_attribute(&mut out, page);
        }
        out.push_str("\">");
        push_link(&mut out, &["#h-", id].concat(), "", title);
        out.push_str("</h2>");
        Safe::new(out)
    }

    /// Links to sections, one after another; a report in Markdown has none.
    pub(super) fn toc(&self, sections: &[Section]) -> Safe {
        if !self.is_html() {
            return Safe::default();
        }
        let items = sections.iter().map(|section| Item {
            href: format!("#h-{}", section.id),
            text: self.word(section.key),
            current: false,
        });
        nav(items)
    }

    /// Names and values, one after another.
    pub(super) fn pairs(&self, pairs: &[Pair]) -> Safe {
        let mut out = String::with_capacity(pairs.len() * 96);
        let (open, between, close) =
            if self.is_html() { ("<dt>", "</dt><dd>", "</dd>") } else { ("- ", self.word("colon"), "") };
        for (i, pair) in pairs.iter().enumerate() {
            if i > 0 {
                out.push('\n');
            }
            push_all(&mut out, &[open, pair.name.as_str(), between, pair.value.as_str(), close]);
        }
        Safe::new(out)
    }

    /// Appends a row of a timeline.
    pub(super) fn push_moment(&self, out: &mut String, row: &Moment) {
        let Moment { number, milestone, at, kind, text, by } = row;
        let [at, kind, text, by] = [at, kind, text, by].map(Safe::as_str);
        if !self.is_html() {
            push_all(out, &["| ", at, " | ", kind, " | ", text, " | ", by, " |\n"]);
            return;
        }
        let number = number.to_string();
        let class = if *milestone { "\" class=\"m\">" } else { "\">" };
        // Each part is a cell of a grid, an empty time too.
        let (open, close) = if at.starts_with("<time") { ("", "") } else { ("<span>", "</span>") };
        push_all(out, &["<li id=\"r", &number, class, open, at, close, "<b>", kind, "</b><div>", text]);
        if !by.is_empty() {
            push_all(out, &[" <small>", by, "</small>"]);
        }
        out.push_str("</div></li>\n");
    }

    /// Appends that nothing was written down for a while, between rows of a timeline.
    pub(super) fn push_silence(&self, out: &mut String, text: &str) {
        let (open, close) =
            if self.is_html() { ("<li class=\"gap\">", "</li>\n") } else { ("| | | *", "* | |\n") };
        out.push_str(open);
        self.push_text(out, text);
        out.push_str(close);
    }

    /// Key numbers, one after another.
    pub(super) fn cards(&self, cards: &[Card]) -> Safe {
        let mut out = String::with_capacity(cards.len() * 256);
        for Card { key, name, value, unit, drawing, notes } in cards {
            let [key, value] = [key, value].map(Safe::as_str);
            let drawing = drawing.as_ref().map(Safe::as_str).unwrap_or_default();
            if self.is_html() {
                out.push_str(if out.is_empty() { "<li><p>" } else { "\n<li><p>" });
                out.push_str(key);
                out.push(' ');
                self.push_word(&mut out, name);
                out.push_str("</p><p class=\"num\">");
                out.push_str(value);
                if let Some(unit) = unit {
                    out.push_str(" <small>");
                    self.push_word(&mut out, unit);
                    out.push_str("</small>");
                }
                out.push_str("</p>");
                out.push_str(drawing);
                for note in notes {
                    push_all(&mut out, &["<p>", note.as_str(), "</p>"]);
                }
                out.push_str("</li>");
                continue;
            }
            push_all(&mut out, &["| ", key, " "]);
            self.push_word(&mut out, name);
            push_all(&mut out, &[" | ", value]);
            if let Some(unit) = unit {
                out.push(' ');
                self.push_word(&mut out, unit);
            }
            out.push_str(" | ");
            for (i, note) in notes.iter().enumerate() {
                if i > 0 {
                    self.push_word(&mut out, self.word("semicolon"));
                }
                out.push_str(note.as_str());
            }
            out.push_str(" |\n");
        }
        Safe::new(out)
    }

    /// The whys, one after another.
    pub(super) fn chain(&self, whys: &[Why]) -> Safe {
        let mut out = String::with_capacity(whys.len() * 256);
        for (i, Why { question, because, evidence }) in whys.iter().enumerate() {
            let [question, because, evidence] = [question, because, evidence].map(Safe::as_str);
            let number = (i + 1).to_string();
            if self.is_html() {
                out.push_str(if i > 0 { "\n" } else { "" });
                let root = if i + 1 == whys.len() { "\" class=\"root\">" } else { "\">" };
                push_all(&mut out, &["<li id=\"w", &number, root]);
                if !question.is_empty() {
                    push_all(&mut out, &["<b>", question, "</b>"]);
                }
                push_all(&mut out, &["<p>", because]);
                if !evidence.is_empty() {
                    out.push_str(" <small>");
                    self.push_word(&mut out, self.word("evidence_lower"));
                    push_all(&mut out, &[evidence, "</small>"]);
                }
                out.push_str("</p></li>");
                continue;
            }
            out.push_str("1. ");
            if !question.is_empty() {
                push_all(&mut out, &["**", question, "** "]);
            }
            out.push_str(because);
            if !evidence.is_empty() {
                out.push_str(" (");
                self.push_word(&mut out, self.word("evidence_lower"));
                push_all(&mut out, &[evidence, ")"]);
            }
            out.push('\n');
        }
        Safe::new(out)
    }

    /// What the colours of the phases mean, one after another.
    pub(super) fn legend(&self, phases: &[Phase]) -> Safe {
        let mut out = String::with_capacity(phases.len() * 128);
        for Phase { number, text, milestone, at } in phases {
            if self.is_html() {
                out.push_str(if out.is_empty() { "" } else { "\n" });
                push_all(&mut out, &["<div><dt class=\"k", &number.to_string(), "\">"]);
                self.push_word(&mut out, text);
                out.push_str("</dt><dd>");
                self.push_word(&mut out, milestone);
                push_all(&mut out, &[" ", at.as_str(), "</dd></div>"]);
                continue;
            }
            out.push_str("- ");
            self.push_word(&mut out, milestone);
            push_all(&mut out, &[" ", at.as_str()]);
            self.push_word(&mut out, self.word("colon"));
            self.push_word(&mut out, text);
            out.push('\n');
        }
        Safe::new(out)
    }

    /// The heads of a table's columns: word, and the mark of its key: `#` for numbers, `?` where readers may pick a value.
    pub(super) fn heads<'w>(&self, words: impl Iterator<Item = (&'w str, char)>) -> Safe {
        let mut out = String::with_capacity(256);
        if self.is_html() {
            for (word, mark) in words {
                out.push_str(match mark {
                    '#' => "<th scope=\"col\" class=\"n\">",
                    '?' => "<th scope=\"col\" data-pick>",
                    _ => "<th scope=\"col\">",
                });
                escape::push_text(&mut out, word);
                out.push_str("</th>");
            }
            return Safe::new(out);
        }
        let mut rule = String::from("|");
        out.push('|');
        for (word, mark) in words {
            out.push(' ');
            out.push_str(&markdown_escape::cell(word));
            out.push_str(" |");
            rule.push_str(if mark == '#' { " --: |" } else { " --- |" });
        }
        out.push('\n');
        out.push_str(&rule);
        Safe::new(out)
    }

    /// The rows of a table.
    pub(super) fn rows(&self, rows: Vec<Vec<Cell>>) -> Safe {
        let mut out = String::with_capacity(rows.len() * 256);
        for row in rows {
            if !out.is_empty() {
                out.push('\n');
            }
            if self.is_html() {
                out.push_str("<tr>");
                for cell in &row {
                    push_html(&mut out, cell);
                }
                out.push_str("</tr>");
            } else {
                out.push('|');
                for cell in &row {
                    let (Cell::Plain(text)
                    | Cell::Head(text)
                    | Cell::Number(text)
                    | Cell::Ranked(text, _)
                    | Cell::Measured(text, _)
                    | Cell::Marked(.., text)) = cell;
                    out.push(' ');
                    out.push_str(text.as_str());
                    out.push_str(" |");
                }
            }
        }
        Safe::new(out)
    }
}

/// Links, one after another.
pub(super) fn nav<'a>(items: impl IntoIterator<Item = Item<'a>>) -> Safe {
    let mut out = String::with_capacity(1024);
    for item in items {
        out.push_str(if out.is_empty() { "<li>" } else { "\n<li>" });
        let mark = if item.current { "\" aria-current=\"true" } else { "" };
        push_link(&mut out, &item.href, mark, item.text);
        out.push_str("</li>");
    }
    Safe::new(out)
}

/// The way to a page.
pub(super) fn crumbs(steps: &[Crumb]) -> Safe {
    let mut out = String::with_capacity(steps.len() * 64);
    for step in steps {
        match &step.href {
            Some(href) => {
                out.push_str("<li>");
                push_link(&mut out, href, "", &step.text);
            }
            None => {
                out.push_str("<li aria-current=\"page\">");
                escape::push_attribute(&mut out, &step.text);
            }
        }
        out.push_str("</li>");
    }
    Safe::new(out)
}

fn push_link(out: &mut String, href: &str, mark: &str, text: &str) {
    out.push_str("<a href=\"");
    escape::push_attribute(out, href);
    push_all(out, &[mark, "\">"]);
    escape::push_attribute(out, text);
    out.push_str("</a>");
}

fn push_all(out: &mut String, parts: &[&str]) {
    for part in parts {
        out.push_str(part);
    }
}

fn push_html(out: &mut String, cell: &Cell) {
    let (text, close) = match cell {
        Cell::Plain(text) | Cell::Ranked(text, _) | Cell::Number(text) | Cell::Measured(text, _) => {
            (text, "</td>")
        }
        Cell::Head(text) | Cell::Marked(.., text) => (text, "</th>"),
    };
    out.push_str(match cell {
        Cell::Plain(_) => "<td",
        Cell::Ranked(..) => "<td data-v=\"",
        Cell::Number(_) => "<td class=\"n\"",
        Cell::Measured(..) => "<td class=\"n\" data-v=\"",
        Cell::Head(_) => "<th scope=\"row\"",
        Cell::Marked(..) => "<th scope=\"row\" id=\"",
    });
    match cell {
        Cell::Ranked(_, value) | Cell::Measured(_, value) => {
            push_number(out, *value);
            out.push('"');
        }
        Cell::Marked(mark, place, _) => {
            out.push_str(mark);
            push_number(out, *place);
            out.push('"');
        }
        Cell::Plain(_) | Cell::Number(_) | Cell::Head(_) => {}
    }
    push_all(out, &[">", text.as_str(), close]);
}
