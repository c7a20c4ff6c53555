//! Table `timeline`: one row a row of a timeline.

use super::milestones::bounds;
use super::{Cell, Field, Kind, Table};
use crate::record::{RowKind, TimelineRow};
use crate::time::Bounds;
use crate::workspace::Case;

/// A row of a timeline with its place.
struct Row<'a> {
    case: &'a Case,
    number: usize,
    at: Bounds,
    said: &'a TimelineRow,
}

type Get = for<'a> fn(&Row<'a>) -> Cell<'a>;

fn columns() -> [(Field, Get); 9] {
    use Kind::{Integer, Text, Time};
    [
        (Field::new(Text, "incident_id", "The incident.").always(), |r| r.case.id.as_str().into()),
        (Field::new(Integer, "row", "Its place in the timeline, from 1.").always(), |r| r.number.into()),
        (
            Field::new(
                Time,
                "at",
                "When; where it is not exact, the middle of its bounds; null where it is not known.",
            ),
            |r| Cell::time(r.at.point),
        ),
        (Field::new(Time, "at_low", "`at` is not before this."), |r| Cell::time(r.at.low)),
        (Field::new(Time, "at_high", "`at` is not after this."), |r| Cell::time(r.at.high)),
        (Field::new(Text, "kind", "A milestone's name, or one of the words for a row's kind."), |r| {
            Cell::word(r.said.kind.as_ref(), RowKind::word)
        }),
        (Field::new(Text, "by", "Who."), |r| Cell::said(r.said.by.as_ref())),
        (Field::new(Text, "text", "What. Markdown."), |r| Cell::said(r.said.text.as_ref())),
        (Field::new(Text, "source", "Where it comes from."), |r| Cell::said(r.said.source.as_ref())),
    ]
}

pub(super) fn table() -> Table {
    let (fields, gets): (Vec<Field>, Vec<Get>) = columns().into_iter().unzip();
    Table::new("timeline", "a row of an incident's timeline", fields, move |data, take| {
        for case in data.cases() {
            for (index, said) in case.data.timeline.iter().enumerate() {
                let row = Row { case, number: index + 1, at: bounds(data, said.at.as_ref()), said };
                take(&gets.iter().map(|get| get(&row)).collect::<Vec<_>>())?;
            }
        }
        Ok(())
    })
}
