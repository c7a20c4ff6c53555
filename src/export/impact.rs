//! Table `impact`: one row a stated interval during which a service was hit.

use super::incidents::read;
use super::milestones::bounds;
use super::{Cell, Data, Field, Kind, Table};
use crate::record::{Outage, OutageKind};
use crate::time::Bounds;
use crate::workspace::Case;

/// An interval with its place.
struct Row<'a> {
    data: Data<'a>,
    case: &'a Case,
    number: usize,
    from: Bounds,
    to: Bounds,
    said: &'a Outage,
}

type Get = for<'a> fn(&Row<'a>) -> Cell<'a>;

fn columns() -> [(Field, Get); 12] {
    use Kind::{Flag, Integer, Number, Text, Time};
    [
        (Field::new(Text, "incident_id", "The incident.").always(), |r| r.case.id.as_str().into()),
        (Field::new(Integer, "row", "Its place in the record, from 1.").always(), |r| r.number.into()),
        (
            Field::new(
                Text,
                "service",
                "The service: the id where the catalogue knows the name, else the name.",
            ),
            |r| r.said.service.as_deref().map(|name| r.data.service(name)).into(),
        ),
        (
            Field::new(
                Text,
                "kind",
                "`down`, which is also what an interval without a kind is, or `degraded`.",
            )
            .always(),
            |r| read(r.said.kind.as_ref()).unwrap_or(OutageKind::Down).word().into(),
        ),
        (
            Field::new(
                Number,
                "share",
                "The share of users or requests hit, 0 to 1; null where it is not stated, which for `down` counts as 1.",
            ),
            |r| Cell::number(read(r.said.share.as_ref()).map(|share| share.0)),
        ),
        (
            Field::new(
                Time,
                "began",
                "Begin; where it is not exact, the middle of its bounds; null where it is not known.",
            ),
            |r| Cell::time(r.from.point),
        ),
        (Field::new(Time, "began_low", "`began` is not before this."), |r| Cell::time(r.from.low)),
        (Field::new(Time, "began_high", "`began` is not after this."), |r| Cell::time(r.from.high)),
        (Field::new(Time, "ended", "End; null where it is not known, and while it lasts."), |r| {
            Cell::time(r.to.point)
        }),
        (Field::new(Time, "ended_low", "`ended` is not before this."), |r| Cell::time(r.to.low)),
        (Field::new(Time, "ended_high", "`ended` is not after this."), |r| Cell::time(r.to.high)),
        (Field::new(Flag, "open", "It lasts: it has no end, and neither has the incident.").always(), |r| {
            (r.said.to.is_none() && r.case.is_open()).into()
        }),
    ]
}

pub(super) fn table() -> Table {
    let (fields, gets): (Vec<Field>, Vec<Get>) = columns().into_iter().unzip();
    Table::new("impact", "a stated interval in which a service was hit", fields, move |data, take| {
        for case in data.cases() {
            let outages = case.data.impact.iter().flat_map(|impact| &impact.outages);
            for (index, said) in outages.enumerate() {
                let (from, to) = (bounds(data, said.from.as_ref()), bounds(data, said.to.as_ref()));
                let row = Row { data, case, number: index + 1, from, to, said };
                take(&gets.iter().map(|get| get(&row)).collect::<Vec<_>>())?;
            }
        }
        Ok(())
    })
}
