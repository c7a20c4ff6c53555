//! Records into documents: each view decides everything, the templates only place it.

pub(super) mod actions;
pub(super) mod dashboard;
pub(super) mod groups;
pub(super) mod incident;
pub(super) mod library;
pub(super) mod lists;
pub(super) mod moved;
pub(super) mod numbers;
pub(super) mod plan;
pub(super) mod report;
pub(super) mod row;
pub(super) mod runbook;
pub(super) mod service;
pub(super) mod statistics;
pub(super) mod team;

use super::document::{Block, Cell, Figure, Pair, Section, Table};
use super::pen::Pen;
use super::template::Safe;

impl Pen<'_> {
    /// A named value; nothing where there is no value.
    pub(super) fn pair(&self, key: &'static str, value: Safe) -> Option<Pair> {
        (!value.as_str().is_empty()).then(|| Pair { name: self.text(self.word(key)), value })
    }

    /// A section; nothing where there is nothing in it.
    pub(super) fn section(&self, id: &'static str, key: &'static str, blocks: Vec<Block>) -> Option<Section> {
        (!blocks.is_empty()).then(|| Section { id, key, heading: self.heading(id, key), blocks })
    }

    /// A table; columns whose key ends in `#` hold numbers, and of those that end in `?` readers may pick a value.
    pub(super) fn table(
        &self,
        caption: &'static str,
        columns: &[&'static str],
        rows: Vec<Vec<Cell>>,
    ) -> Table {
        let words = columns.iter().map(|key| {
            let mark = key.chars().last().unwrap_or_default();
            (self.word(key.trim_end_matches(['#', '?'])), mark)
        });
        Table {
            caption: self.word(caption).to_owned(),
            head: self.heads(words),
            rows: self.rows(rows),
            ..Table::default()
        }
    }

    /// A table under a heading that says the same.
    pub(super) fn plain_table(
        &self,
        caption: &'static str,
        columns: &[&'static str],
        rows: Vec<Vec<Cell>>,
    ) -> Option<Block> {
        (!rows.is_empty()).then(|| Block::Table(Table { hidden: true, ..self.table(caption, columns, rows) }))
    }

    /// A table that readers may sort and filter, under a heading that says the same.
    pub(super) fn list_table(
        &self,
        caption: &'static str,
        columns: &[&'static str],
        rows: Vec<Vec<Cell>>,
    ) -> Option<Block> {
        let table = |rows| Table { hidden: true, list: true, ..self.table(caption, columns, rows) };
        (!rows.is_empty()).then(|| Block::Table(table(rows)))
    }

    /// A drawing with what there is to say about it; nothing where nothing was drawn.
    pub(super) fn drawn(&self, drawing: Option<String>, caption: &'static str) -> Option<Block> {
        let caption = Some(self.word(caption).to_owned());
        drawing.map(|drawing| Block::Figure(Figure { drawing: Safe::new(drawing), caption }))
    }

    /// A table folded away behind the drawing of the same numbers; nothing where it has no rows.
    pub(super) fn behind(
        &self,
        caption: &'static str,
        columns: &[&'static str],
        rows: Vec<Vec<Cell>>,
    ) -> Option<Block> {
        let folded = Some(self.index.words.count("data_behind", rows.len()));
        (!rows.is_empty()).then(|| Block::Table(Table { folded, ..self.table(caption, columns, rows) }))
    }

    /// A table with a caption of its own; nothing where it has no rows.
    pub(super) fn captioned(
        &self,
        caption: &'static str,
        columns: &[&'static str],
        rows: Vec<Vec<Cell>>,
    ) -> Option<Block> {
        (!rows.is_empty()).then(|| Block::Table(self.table(caption, columns, rows)))
    }
}

/// Pairs as a block; nothing where there are none.
pub(super) fn pairs(pen: &Pen<'_>, pairs: impl IntoIterator<Item = Option<Pair>>) -> Option<Block> {
    let pairs: Vec<Pair> = pairs.into_iter().flatten().collect();
    (!pairs.is_empty()).then(|| Block::Pairs(pen.pairs(&pairs)))
}

/// A list as a block; nothing where it is empty.
pub(super) fn list(items: Vec<Safe>) -> Option<Block> {
    (!items.is_empty()).then_some(Block::List(items))
}

/// A plain cell.
pub(super) fn cell(text: Safe) -> Cell {
    Cell::Plain(text)
}

/// The cell that names its row.
pub(super) fn head(h: Safe) -> Cell {
    Cell::Head(h)
}

/// The cell that names its row, which can be linked to: what the address begins with, and the row's place from 0.
pub(super) fn marked(mark: &'static str, place: usize, h: Safe) -> Cell {
    Cell::Marked(mark, place + 1, h)
}

/// A cell with a number.
pub(super) fn number(n: Safe) -> Cell {
    Cell::Number(n)
}

/// A cell that is sorted by a number, where there is one.
fn ranked(text: Safe, by: Option<i64>) -> Cell {
    match by {
        Some(by) => Cell::Ranked(text, by),
        None => Cell::Plain(text),
    }
}

/// A cell with what is no plain number, such as a duration, sorted by its value.
fn measured(text: Safe, by: Option<i64>) -> Cell {
    match by {
        Some(by) => Cell::Measured(text, by),
        None => Cell::Number(text),
    }
}
