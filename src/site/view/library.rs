//! The list of other organisations' outages, with numbers of their own, never mixed with ours.

use super::super::document::{Block, Document};
use super::super::group::Group;
use super::super::pen::Pen;
use super::lists;
use crate::stats::{Measure, Statistics};

/// The page.
pub(in crate::site) fn document(
    pen: &Pen<'_>,
    statistics: &Statistics<'_>,
    rendered: &lists::Rendered,
) -> Document {
    debug_assert_eq!(statistics.filter.kind, Some(crate::record::IncidentKind::External));
    let rows = statistics.groups.iter().filter(|group| !matches!(group.measure, Measure::Tta));
    let rows = rows.map(|group| pen.group_row(group)).collect();
    let numbers: Vec<Block> = pen.plain_table("response_times", &Pen::GROUP, rows).into_iter().collect();
    let list = lists::rows(pen, "newest_first", Group::Library, 1, rendered);
    let sections =
        [pen.section("numbers", "their_numbers", numbers), pen.section("outages", "outages", vec![list])];
    Document {
        title: pen.word("library").to_owned(),
        lede: Some(pen.text(&pen.index.words.count("n_outages", pen.index.library.len()))),
        sections: sections.into_iter().flatten().collect(),
        ..Document::default()
    }
}
