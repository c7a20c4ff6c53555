//! What a page consists of, in no format: sections of blocks whose values are finished.

use serde::Serialize;

use super::template::Safe;

/// A page without its frame.
#[derive(Debug, Default, Serialize)]
pub(super) struct Document {
    /// The heading, plain text.
    pub(super) title: String,
    /// The language of its text, where it is not the site's.
    pub(super) language: Option<&'static str>,
    /// Facts in a line above the heading.
    pub(super) above: Vec<Safe>,
    /// Facts in a line below the heading.
    pub(super) below: Vec<Safe>,
    /// An introduction.
    pub(super) lede: Option<Safe>,
    /// Blocks as wide as the page, before everything else.
    pub(super) wide: Vec<Block>,
    /// What stands beside.
    pub(super) aside: Vec<Aside>,
    /// Links to the sections, one after another.
    pub(super) toc: Safe,
    /// The rest.
    pub(super) sections: Vec<Section>,
    /// The address this page leads to, where it is no page of its own.
    pub(super) moved: Option<String>,
    /// Scripts of this kind of page, beside those of every page; files at the top of the site.
    pub(super) scripts: Vec<&'static str>,
}

impl Document {
    /// Whether readers may sort and filter something on it.
    pub(super) fn has_lists(&self) -> bool {
        let blocks = self.sections.iter().flat_map(|section| &section.blocks);
        self.wide.iter().chain(blocks).any(|block| match block {
            Block::Table(table) => table.list,
            Block::Rows(rows) => rows.list,
            _ => false,
        })
    }
}

/// A part of the side column.
#[derive(Debug, Serialize)]
pub(super) struct Aside {
    pub(super) title: String,
    /// Names and values.
    pub(super) pairs: Safe,
}

/// A section with a heading.
#[derive(Debug, Serialize)]
pub(super) struct Section {
    /// Unique on the page.
    #[serde(skip)]
    pub(super) id: &'static str,
    /// The word that is its title.
    #[serde(skip)]
    pub(super) key: &'static str,
    /// The title as a heading that can be linked to.
    pub(super) heading: Safe,
    pub(super) blocks: Vec<Block>,
}

/// A block; serialised as a map with one key, its kind.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Block {
    /// Finished prose.
    Prose(Safe),
    /// A heading within a section.
    Heading(String),
    /// The same with an address of its own.
    Subheading(Subheading),
    /// Names and values.
    Pairs(Safe),
    /// A list.
    List(Vec<Safe>),
    /// Lists side by side.
    Columns(Vec<Column>),
    /// A table.
    Table(Table),
    /// Incidents, as rows of the row template.
    Rows(Rows),
    /// The timeline.
    Timeline(Vec<Day>),
    /// The whys, one after another.
    Whys(Safe),
    /// Key numbers, one after another.
    Cards(Safe),
    /// The steps of a runbook.
    Steps(Vec<Step>),
    /// A drawing.
    Figure(Figure),
    /// What the colours of a drawing mean, one after another.
    Legend(Safe),
    /// A note that stands out.
    Callout(Callout),
    /// Links to choose from.
    Facets(Facets),
    /// Open incidents.
    Live(Vec<Live>),
    /// Things to do.
    Todo(Vec<Todo>),
}

/// A heading within a section that can be linked to.
#[derive(Debug, Serialize)]
pub(super) struct Subheading {
    /// Unique on the page.
    pub(super) id: &'static str,
    pub(super) text: String,
}

/// A name and its value.
#[derive(Debug, Serialize)]
pub(super) struct Pair {
    pub(super) name: Safe,
    pub(super) value: Safe,
}

/// One of several lists.
#[derive(Debug, Serialize)]
pub(super) struct Column {
    /// Unique on the page.
    pub(super) id: &'static str,
    pub(super) title: String,
    pub(super) items: Vec<Safe>,
}

/// A table; its cells are placed by the pen, since there are more of them than of anything else.
#[derive(Debug, Default, Serialize)]
pub(super) struct Table {
    /// What it shows.
    pub(super) caption: String,
    /// Whether the heading before it says so already.
    pub(super) hidden: bool,
    /// A remark under the caption.
    pub(super) note: Option<String>,
    /// Whether readers may sort and filter it.
    pub(super) list: bool,
    /// Folded away under this text.
    pub(super) folded: Option<String>,
    /// The heads of the columns.
    pub(super) head: Safe,
    /// The rows.
    pub(super) rows: Safe,
    /// Where the list goes on, if this page does not hold all of it.
    pub(super) pager: Option<Pager>,
}

/// A cell of a table.
#[derive(Debug)]
pub(super) enum Cell {
    /// Anything.
    Plain(Safe),
    /// What names the row.
    Head(Safe),
    /// A number.
    Number(Safe),
    /// What names the row, with an address that the row keeps when others are added below.
    Marked(&'static str, usize, Safe),
    /// Anything, with the number it is sorted by.
    Ranked(Safe, i64),
    /// A number that is not written as one, with what it is sorted by.
    Measured(Safe, i64),
}

/// A list of incidents.
#[derive(Debug, Serialize)]
pub(super) struct Rows {
    pub(super) caption: String,
    pub(super) note: Option<String>,
    /// The rendered rows, one after another.
    pub(super) body: Safe,
    /// Whether readers may sort and filter it.
    pub(super) list: bool,
    /// Where the list goes on, if this page does not hold all of it.
    pub(super) pager: Option<Pager>,
}

/// The other pages of a list.
#[derive(Debug, Serialize)]
pub(super) struct Pager {
    /// Which page this is.
    pub(super) page: String,
    /// Which rows it has, of how many.
    pub(super) span: String,
    /// Links to the first page, the one before, the one after and the last.
    pub(super) turns: Vec<Safe>,
    /// The file with the rows of all pages.
    pub(super) shard: String,
    /// The number of the list in that file; nothing where all of it is this list.
    pub(super) group: Option<usize>,
}

/// One day of a timeline.
#[derive(Debug, Serialize)]
pub(super) struct Day {
    /// The day, empty where it is not known.
    pub(super) day: String,
    /// What happened on it, row by row.
    pub(super) rows: Safe,
}

/// One step of a runbook.
#[derive(Debug, Serialize)]
pub(super) struct Step {
    pub(super) number: usize,
    pub(super) title: Safe,
    pub(super) danger: Option<String>,
    /// What to type, as a finished block.
    pub(super) command: Option<Safe>,
    pub(super) pairs: Vec<Pair>,
}

/// A drawing; the Markdown templates leave it out.
#[derive(Debug, Serialize)]
pub(super) struct Figure {
    pub(super) drawing: Safe,
    pub(super) caption: Option<String>,
}

/// A note that stands out.
#[derive(Debug, Serialize)]
pub(super) struct Callout {
    /// `tip` or `warning`.
    pub(super) class: &'static str,
    pub(super) title: String,
    pub(super) text: Safe,
}

/// Links to choose from.
#[derive(Debug, Serialize)]
pub(super) struct Facets {
    pub(super) title: String,
    pub(super) links: Vec<Safe>,
}

/// An open incident.
#[derive(Debug, Serialize)]
pub(super) struct Live {
    /// Rank of its severity, 3 at most.
    pub(super) rank: Option<usize>,
    pub(super) row: Safe,
    pub(super) link: Safe,
    pub(super) note: Safe,
}

/// Something to do.
#[derive(Debug, Serialize)]
pub(super) struct Todo {
    pub(super) tag: Safe,
    pub(super) text: Safe,
    pub(super) note: Safe,
}
