//! Table `actions`: one row an action item, of an incident or of a drill.

use super::{Cell, Field, Kind, Table, drills};
use crate::record::{Action, ActionKind, ActionState, Leaf};

/// An action with what it follows from and its place there.
struct Row<'a> {
    incident: Option<&'a str>,
    drill: Option<&'a str>,
    number: usize,
    said: &'a Action,
}

type Get = for<'a> fn(&Row<'a>) -> Cell<'a>;

fn columns() -> [(Field, Get); 13] {
    use Kind::{Date, Integer, Text};
    [
        (Field::new(Text, "incident_id", "The incident it follows from; null where that is a drill."), |r| {
            r.incident.into()
        }),
        (Field::new(Text, "drill_id", "The drill it follows from; null where that is an incident."), |r| {
            r.drill.into()
        }),
        (Field::new(Integer, "row", "Its place in the record, from 1.").always(), |r| r.number.into()),
        (Field::new(Text, "id", "Its id, unique in the record."), |r| Cell::said(r.said.id.as_ref())),
        (Field::new(Text, "title", "What will be done."), |r| Cell::said(r.said.title.as_ref())),
        (Field::new(Text, "kind", "What it is for: `prevent`, `detect`, `mitigate` or `process`."), |r| {
            Cell::word(r.said.kind.as_ref(), ActionKind::word)
        }),
        (
            Field::new(
                Text,
                "state",
                "How far it is: `proposed`, which is also what an action without a state is, `committed`, `done` or `rejected`.",
            )
            .always(),
            |r| {
                let state = r.said.state.as_ref().and_then(Leaf::get).copied();
                state.unwrap_or(ActionState::Proposed).word().into()
            },
        ),
        (Field::new(Text, "owner", "A team or a person."), |r| Cell::said(r.said.owner.as_ref())),
        (Field::new(Date, "due", "By when."), |r| Cell::date(r.said.due.as_ref())),
        (Field::new(Date, "done", "When it was done; null where it is not done, and where no day is written."), |r| {
            Cell::date(r.said.done.as_ref())
        }),
        (Field::new(Text, "ticket", "Where the work is tracked."), |r| Cell::said(r.said.ticket.as_ref())),
        (Field::new(Text, "evidence", "What shows that it is done."), |r| {
            Cell::said(r.said.evidence.as_ref())
        }),
        (Field::new(Text, "factor", "The contributing factor it answers."), |r| {
            Cell::said(r.said.factor.as_ref())
        }),
    ]
}

pub(super) fn table() -> Table {
    let (fields, gets): (Vec<Field>, Vec<Get>) = columns().into_iter().unzip();
    Table::new("actions", "an action item of an incident or a drill", fields, move |data, take| {
        let mut all = |incident, drill, actions: &[Action]| {
            actions.iter().enumerate().try_for_each(|(index, said)| {
                let row = Row { incident, drill, number: index + 1, said };
                take(&gets.iter().map(|get| get(&row)).collect::<Vec<_>>())
            })
        };
        for case in data.cases() {
            all(Some(case.id.as_str()), None, &case.data.actions)?;
        }
        for drill in drills::taken(data) {
            all(None, Some(drill.id.as_str()), &drill.data.actions)?;
        }
        Ok(())
    })
}
