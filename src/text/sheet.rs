//! A report made of headings, tables and paragraphs, for a terminal and as Markdown.

use std::io::{self, Write};

use super::markdown_escape;
use super::table::{Table, heading, paragraph};

/// What is printed, part by part.
///
/// Texts are kept as they are; each way of printing makes them harmless in its own way.
#[derive(Default)]
pub(crate) struct Sheet(Vec<Part>);

enum Part {
    Heading(String),
    Table(Vec<String>, Vec<Vec<String>>),
    Paragraph(String),
    Items(Vec<String>),
}

impl Sheet {
    pub(crate) fn heading(&mut self, text: &str) {
        self.0.push(Part::Heading(text.to_owned()));
    }

    /// A table with these columns, as for [`Table::new`]; nothing where it has no rows.
    pub(crate) fn table(&mut self, names: &[&str], rows: Vec<Vec<String>>) {
        if !rows.is_empty() {
            self.0.push(Part::Table(names.iter().map(ToString::to_string).collect(), rows));
        }
    }

    pub(crate) fn paragraph(&mut self, text: &str) {
        self.0.push(Part::Paragraph(text.to_owned()));
    }

    /// A list; nothing where it is empty.
    pub(crate) fn items(&mut self, items: Vec<String>) {
        if !items.is_empty() {
            self.0.push(Part::Items(items));
        }
    }

    /// Whether a heading is all there is.
    pub(crate) fn is_bare(&self) -> bool {
        self.0.iter().all(|part| matches!(part, Part::Heading(_)))
    }

    /// Adds the parts of another sheet, unless a heading is all there is.
    pub(crate) fn section(&mut self, other: Self) {
        if !other.is_bare() {
            self.0.extend(other.0);
        }
    }

    /// Prints it for reading on a terminal, headings bold with `color`.
    pub(crate) fn terminal(&self, color: bool, out: &mut dyn Write) -> io::Result<()> {
        for (i, part) in self.0.iter().enumerate() {
            if i > 0 && !matches!(part, Part::Heading(_)) {
                writeln!(out)?;
            }
            match part {
                Part::Heading(text) => heading(text, color, out)?,
                Part::Table(names, rows) => {
                    let names: Vec<&str> = names.iter().map(String::as_str).collect();
                    let mut table = Table::new(&names);
                    for row in rows {
                        table.row(row);
                    }
                    table.write(out)?;
                }
                Part::Paragraph(text) => paragraph(text, 0, out)?,
                Part::Items(items) => items.iter().try_for_each(|item| paragraph(item, 2, out))?,
            }
        }
        Ok(())
    }

    /// Prints it as GitHub-flavoured Markdown, headings of the second level.
    pub(crate) fn markdown(&self, out: &mut dyn Write) -> io::Result<()> {
        let row = |cells: &[String]| {
            let cells: Vec<String> = cells.iter().map(|cell| markdown_escape::cell(cell)).collect();
            format!("| {} |", cells.join(" | "))
        };
        for (i, part) in self.0.iter().enumerate() {
            if i > 0 {
                writeln!(out)?;
            }
            match part {
                Part::Heading(text) => writeln!(out, "## {}", markdown_escape::inline(text))?,
                Part::Table(names, rows) => {
                    let plain: Vec<String> =
                        names.iter().map(|name| name.trim_end_matches('#').to_owned()).collect();
                    let rules = names.iter().map(|name| if name.ends_with('#') { "--:" } else { "---" });
                    writeln!(out, "{}\n| {} |", row(&plain), rules.collect::<Vec<_>>().join(" | "))?;
                    rows.iter().try_for_each(|cells| writeln!(out, "{}", row(cells)))?;
                }
                Part::Paragraph(text) => writeln!(out, "{}", markdown_escape::inline(text))?,
                Part::Items(items) => {
                    items.iter().try_for_each(|item| writeln!(out, "- {}", markdown_escape::inline(item)))?;
                }
            }
        }
        Ok(())
    }
}
