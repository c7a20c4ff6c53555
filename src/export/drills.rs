//! Table `drills`: one row a result of a recovery drill or a restore test.

use super::incidents::read;
use super::{Cell, Data, Field, Kind, Table};
use crate::record::{Drill, DrillResult, Leaf, RecoveryMethod, Scenario};
use crate::workspace::Record;

/// A result with its place.
struct Row<'a> {
    data: Data<'a>,
    drill: &'a Record<Drill>,
    number: usize,
    said: &'a DrillResult,
}

type Get = for<'a> fn(&Row<'a>) -> Cell<'a>;

fn columns() -> [(Field, Get); 11] {
    use Kind::{Date, Flag, Integer, Text};
    [
        (Field::new(Text, "drill_id", "The drill.").always(), |r| r.drill.id.as_str().into()),
        (Field::new(Integer, "row", "Its place in the record, from 1.").always(), |r| r.number.into()),
        (Field::new(Date, "date", "When."), |r| Cell::date(r.drill.data.date.as_ref())),
        (Field::new(Text, "scenario", "What was lost or broken: `zone-loss`, `corruption`, …"), |r| {
            Cell::word(r.drill.data.scenario.as_ref(), Scenario::word)
        }),
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
                "method",
                "How it was recovered: `restart`, `rollback`, `failover` or `restore`.",
            ),
            |r| Cell::word(r.said.kind.as_ref(), RecoveryMethod::word),
        ),
        (Field::seconds("recovery_time_seconds", "From disruption to service."), |r| {
            r.said.recovery_time.as_ref().and_then(Leaf::get).map(|time| time.seconds).into()
        }),
        (Field::seconds("recovery_point_seconds", "How much data would have been lost."), |r| {
            r.said.recovery_point.as_ref().and_then(Leaf::get).map(|time| time.seconds).into()
        }),
        (Field::new(Text, "restored_from", "Which copy was used."), |r| {
            Cell::said(r.said.restored_from.as_ref())
        }),
        (Field::new(Flag, "passed", "It worked; null where it is not said."), |r| {
            read(r.said.passed.as_ref()).map(|flag| flag.0).into()
        }),
        (Field::new(Text, "file", "The file, relative to the folder of records.").always(), |r| {
            r.drill.file.as_str().into()
        }),
    ]
}

pub(super) fn table() -> Table {
    let (fields, gets): (Vec<Field>, Vec<Get>) = columns().into_iter().unzip();
    Table::new("drills", "a result of a recovery drill", fields, move |data, take| {
        for drill in taken(data) {
            for (index, said) in drill.data.results.iter().enumerate().filter(|(_, said)| hits(data, said)) {
                let row = Row { data, drill, number: index + 1, said };
                take(&gets.iter().map(|get| get(&row)).collect::<Vec<_>>())?;
            }
        }
        Ok(())
    })
}

/// The drills that follow the filter's services and period, by date, then by id.
pub(super) fn taken(data: Data<'_>) -> Vec<&Record<Drill>> {
    let zone = data.workspace.policy.zone();
    let held = |drill: &Record<Drill>| read(drill.data.date.as_ref()).map(|date| date.0);
    let in_period = |drill: &&Record<Drill>| {
        data.filter.period.as_ref().is_none_or(|period| {
            let (from, to) = period.within(zone);
            let at = held(drill).map(|date| zone.unix(date.and_time(chrono::NaiveTime::MIN)));
            at.is_some_and(|at| (from..to).contains(&at))
        })
    };
    let on_service = |drill: &&Record<Drill>| {
        let named = drill.data.services.iter().any(|name| wanted(data, name));
        data.filter.services.is_empty() || named || drill.data.results.iter().any(|said| hits(data, said))
    };
    let drills = data.workspace.drills.iter();
    let mut drills: Vec<_> = drills.filter(in_period).filter(on_service).collect();
    drills.sort_by_key(|drill| (held(drill), &drill.id, &drill.file));
    drills
}

/// Whether a result is of a service that the filter names.
fn hits(data: Data<'_>, said: &DrillResult) -> bool {
    data.filter.services.is_empty() || said.service.as_deref().is_some_and(|name| wanted(data, name))
}

fn wanted(data: Data<'_>, name: &str) -> bool {
    data.workspace.names.service(name).is_some_and(|index| data.filter.services.contains(&index))
}
