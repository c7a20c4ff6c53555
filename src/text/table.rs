//! Headings and aligned columns, by the width characters take on a terminal.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::terminal::visible;

/// Rows of cells that line up; the first row names the columns.
pub(crate) struct Table {
    rows: Vec<Vec<String>>,
    /// Which columns hold numbers, and line up on the right.
    numbers: Vec<bool>,
}

impl Table {
    /// A table whose columns have these names; a name that ends in `#` is that of numbers.
    pub(crate) fn new(names: &[&str]) -> Self {
        let numbers = names.iter().map(|name| name.ends_with('#')).collect();
        Self { rows: vec![names.iter().map(|name| name.trim_end_matches('#').to_owned()).collect()], numbers }
    }

    /// Adds a row; cells are made fit for a terminal and for one line.
    pub(crate) fn row(&mut self, cells: &[String]) {
        self.rows.push(cells.iter().map(|cell| line(cell)).collect());
    }

    /// Writes the rows, two blanks between columns, every line indented by two.
    pub(crate) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            self.rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        for row in &self.rows {
            let mut text = String::new();
            for ((cell, width), number) in row.iter().zip(&widths).zip(&self.numbers) {
                let pad = " ".repeat(width - cell.width());
                let (before, after) = if *number { (pad.as_str(), "") } else { ("", pad.as_str()) };
                text.extend(["  ", before, cell, after]);
            }
            writeln!(out, "{}", text.trim_end())?;
        }
        Ok(())
    }
}

/// User text on one line: no escape sequences, no line breaks.
pub(crate) fn line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    visible(&words.join(" ")).into_owned()
}

/// A heading, after an empty line; bold with `color`.
pub(crate) fn heading(text: &str, color: bool, out: &mut dyn Write) -> io::Result<()> {
    let bold = if color { anstyle::Style::new().bold() } else { anstyle::Style::new() };
    writeln!(out, "\n{bold}{}{bold:#}", line(text))
}

/// Words in lines of at most 100 columns, each indented by two, those after the first by `hang` more.
pub(crate) fn paragraph(text: &str, hang: usize, out: &mut dyn Write) -> io::Result<()> {
    let mut now = String::from(" ");
    let mut empty = true;
    for word in line(text).split(' ') {
        if !empty && now.width() + 1 + word.width() > 100 {
            writeln!(out, "{now}")?;
            now = " ".repeat(1 + hang);
        }
        now.push(' ');
        now.push_str(word);
        empty = false;
    }
    writeln!(out, "{now}")
}
