//! Columns of `incidents`: when. Each time has the point that statistics take and the bounds of what is known.

use super::incidents::{Columns, Row};
use super::{Cell, Field, Kind};
use crate::record::{Leaf, Milestone};
use crate::time::{Bounds, Time};

pub(super) fn add(columns: &mut Columns) {
    let began = "When it began, for periods: `started`, else `detected`, else the planned begin.";
    columns.add(Field::new(Kind::Time, "began", began), |r| {
        Cell::time(r.case.began(&r.data.workspace.policy.times))
    });
    for milestone in Milestone::ALL.iter().copied() {
        let word = milestone.word();
        columns.add(Field::new(Kind::Time, word, format!("{} {POINT}", about(milestone))), move |r| {
            Cell::time(r.case.times.point(milestone))
        });
        let low = format!("`{word}` is not before this.");
        columns.add(Field::new(Kind::Time, format!("{word}_low"), low), move |r| {
            Cell::time(r.case.times.get(milestone).and_then(|bounds| bounds.low))
        });
        let high = format!("`{word}` is not after this.");
        columns.add(Field::new(Kind::Time, format!("{word}_high"), high), move |r| {
            Cell::time(r.case.times.get(milestone).and_then(|bounds| bounds.high))
        });
    }
    let planned = |name, about| Field::new(Kind::Time, name, about);
    columns.add(planned("planned_from", "Planned begin; maintenance only."), |r| {
        point(r, r.case.data.times.planned.as_ref().and_then(|planned| planned.from.as_ref()))
    });
    columns.add(planned("planned_to", "Planned end; maintenance only."), |r| {
        point(r, r.case.data.times.planned.as_ref().and_then(|planned| planned.to.as_ref()))
    });
    columns.add(planned("change_deployed", "When the change that set it off reached production."), |r| {
        let change = r.case.data.analysis.as_ref().and_then(|analysis| analysis.change.as_ref());
        point(r, change.and_then(|change| change.deployed.as_ref()))
    });
}

const POINT: &str = "Where it is not exact, the middle of its bounds.";

fn about(milestone: Milestone) -> &'static str {
    match milestone {
        Milestone::Triggered => "The cause happened.",
        Milestone::Started => "Impact began.",
        Milestone::Detected => "It was noticed.",
        Milestone::Declared => "It was declared an incident.",
        Milestone::Acknowledged => "Somebody took it.",
        Milestone::Mitigated => "Users were no longer hurt.",
        Milestone::Repaired => "The cause was removed.",
        Milestone::Resolved => "Verified back to normal; after a reopening, the last time.",
        Milestone::Closed => "The record was closed.",
    }
}

/// What is known of a time of a record.
pub(super) fn bounds(data: super::Data<'_>, leaf: Option<&Leaf<Time>>) -> Bounds {
    let rules = &data.workspace.policy.times;
    leaf.and_then(Leaf::get).map(|time| rules.bounds(time)).unwrap_or_default()
}

/// The point of a time of an incident.
pub(super) fn point<'a>(row: &Row<'_>, leaf: Option<&Leaf<Time>>) -> Cell<'a> {
    Cell::time(bounds(row.data, leaf).point)
}
