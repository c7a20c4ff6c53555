//! Tables, cell by cell: the one place where markup is written here and not in a template.
//!
//! Measured: a cell placed by the template engine costs ten times as much, and a page has a hundred of them.

use super::document::Cell;
use super::pen::Pen;
use super::template::Safe;
use crate::text::{escape, markdown_escape};

impl Pen<'_> {
    /// The heads of a table's columns: word, and whether the column holds numbers.
    pub(super) fn heads<'w>(&self, words: impl Iterator<Item = (&'w str, bool)>) -> Safe {
        let mut out = String::with_capacity(256);
        if self.is_html() {
            for (word, number) in words {
                out.push_str(if number { "<th scope=\"col\" class=\"n\">" } else { "<th scope=\"col\">" });
                escape::push_text(&mut out, word);
                out.push_str("</th>");
            }
            return Safe::new(&out);
        }
        let mut rule = String::from("|");
        out.push('|');
        for (word, number) in words {
            out.push(' ');
            out.push_str(&markdown_escape::cell(word));
            out.push_str(" |");
            rule.push_str(if number { " --: |" } else { " --- |" });
        }
        out.push('\n');
        out.push_str(&rule);
        Safe::new(&out)
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
                for Cell::Plain(text) | Cell::Head(text) | Cell::Number(text) in &row {
                    out.push(' ');
                    out.push_str(text.as_str());
                    out.push_str(" |");
                }
            }
        }
        Safe::new(&out)
    }
}

fn push_html(out: &mut String, cell: &Cell) {
    let (open, text, close) = match cell {
        Cell::Plain(text) => ("<td>", text, "</td>"),
        Cell::Head(text) => ("<th scope=\"row\">", text, "</th>"),
        Cell::Number(text) => ("<td class=\"n\">", text, "</td>"),
    };
    out.push_str(open);
    out.push_str(text.as_str());
    out.push_str(close);
}
