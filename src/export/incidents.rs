//! Table `incidents`: one row a record, of every kind.

use super::{Cell, Data, Field, Kind, Table, durations, milestones, response};
use crate::record::{DetectionSource, Layer, Leaf, Text, Texts};
use crate::stats::{CaseNumbers, before_impact, numbers};
use crate::workspace::Case;

/// An incident with its numbers.
pub(super) struct Row<'a> {
    pub(super) case: &'a Case,
    pub(super) numbers: CaseNumbers,
    pub(super) data: Data<'a>,
}

/// How a column gets its value.
type Get = Box<dyn for<'a> Fn(&Row<'a>) -> Cell<'a>>;

/// The columns, each with how it gets its value.
#[derive(Default)]
pub(super) struct Columns(Vec<(Field, Get)>);

impl Columns {
    pub(super) fn add(&mut self, field: Field, get: impl for<'a> Fn(&Row<'a>) -> Cell<'a> + 'static) {
        self.0.push((field, Box::new(get)));
    }
}

pub(super) fn table() -> Table {
    let mut columns = Columns::default();
    identity(&mut columns);
    milestones::add(&mut columns);
    detection(&mut columns);
    durations::add(&mut columns);
    response::add(&mut columns);
    counts(&mut columns);
    let (fields, gets): (Vec<Field>, Vec<Get>) = columns.0.into_iter().unzip();
    Table::new("incidents", "a record of an incident, of any kind", fields, move |data, take| {
        for case in data.cases() {
            let row = Row { case, numbers: numbers(case, &data.workspace.policy), data };
            let cells: Vec<Cell<'_>> = gets.iter().map(|get| get(&row)).collect();
            take(&cells)?;
        }
        Ok(())
    })
}

pub(super) fn texts(list: &[Text]) -> Cell<'_> {
    Cell::List(list.iter().map(|text| &**text).collect())
}

fn identity(columns: &mut Columns) {
    use Kind::{Flag, Integer, List, Text};
    let text = |name, about| Field::new(Text, name, about);
    columns.add(text("id", "The id; the other tables join on it.").always(), |r| r.case.id.as_str().into());
    columns.add(
        text("kind", "`incident`, `security`, `near-miss`, `maintenance` or `external`.").always(),
        |r| r.case.kind.word().into(),
    );
    columns.add(text("title", "The title, else the id.").always(), |r| r.case.title().into());
    columns.add(text("organisation", "Whose outage it was; external records only."), |r| {
        Cell::said(r.case.data.organisation.as_ref())
    });
    columns.add(text("severity", "The highest severity it ever had; statistics group by it."), |r| {
        severity(r, r.case.severity)
    });
    columns.add(Field::new(Integer, "severity_rank", "Its rank in the settings; 0 is the worst."), |r| {
        r.case.severity.into()
    });
    columns.add(
        text("severity_at_detection", "The severity in force at detection; response targets go by it."),
        |r| severity(r, r.case.severity_at_detection),
    );
    columns.add(text("status", "Its state in the lifecycle, as written."), |r| {
        Cell::said(r.case.data.status.as_ref())
    });
    columns.add(
        Field::new(Flag, "counted", "Statistics count it: it is neither cancelled nor a duplicate.").always(),
        |r| r.case.counts().into(),
    );
    columns.add(Field::new(Flag, "open", "It has no end yet.").always(), |r| r.case.is_open().into());
    columns.add(text("duplicate_of", "The id of the record that it repeats."), |r| {
        Cell::said(r.case.data.duplicate.as_ref().and_then(|duplicate| duplicate.of.as_ref()))
    });
    let about = "Affected services, each once: the id where the catalogue knows the name, else the name.";
    columns.add(Field::new(List, "services", about), |r| {
        let mut services: Vec<&str> = Vec::new();
        for name in &r.case.data.services {
            let id = r.data.service(name);
            if !services.contains(&id) {
                services.push(id);
            }
        }
        Cell::List(services)
    });
    columns.add(Field::new(List, "tags", "Free words, as written."), |r| texts(&r.case.data.tags));
    columns.add(Field::new(List, "related", "Ids of related incidents."), |r| texts(&r.case.data.related));
    columns.add(text("audience", "Who may read it: `public` or `internal`.").always(), |r| {
        r.case.audience.word().into()
    });
    columns.add(text("file", "The file, relative to the folder of records.").always(), |r| {
        r.case.file.as_str().into()
    });
}

fn severity<'a>(row: &Row<'a>, rank: Option<usize>) -> Cell<'a> {
    let severities = &row.data.workspace.policy.severities;
    rank.and_then(|rank| severities.get(rank)).map(|severity| severity.id.as_str()).into()
}

fn detection(columns: &mut Columns) {
    let text = |name, about| Field::new(Kind::Text, name, about);
    let about = "Who noticed: `monitoring`, `logs`, `user-report`, `operator`, `other`; `unknown` where that is said.";
    columns.add(text("detection_source", about), |r| {
        let detection = r.case.data.detection.as_ref();
        Cell::word(detection.and_then(|detection| detection.source.as_ref()), DetectionSource::word)
    });
    let about = "The layer of monitoring: `infrastructure`, `application` or `business`.";
    columns.add(text("detection_layer", about), |r| {
        let detection = r.case.data.detection.as_ref();
        Cell::word(detection.and_then(|detection| detection.layer.as_ref()), Layer::word)
    });
    columns.add(text("detection_alert", "The alert's name."), |r| {
        Cell::said(r.case.data.detection.as_ref().and_then(|detection| detection.alert.as_ref()))
    });
    let about = "It was noticed before users were hurt: said so, or shown by the times.";
    columns.add(Field::new(Kind::Flag, "detected_before_impact", about).always(), |r| {
        before_impact(r.case).into()
    });
}

fn counts(columns: &mut Columns) {
    let mut count = |name, about, get: fn(&Case) -> usize| {
        columns.add(Field::new(Kind::Integer, name, about).always(), move |r| get(r.case).into());
    };
    count("timeline_rows", "How many rows it has in `timeline`.", |case| case.data.timeline.len());
    count("action_rows", "How many rows it has in `actions`.", |case| case.data.actions.len());
    count("impact_rows", "How many rows it has in `impact`.", |case| {
        case.data.impact.as_ref().map_or(0, |impact| impact.outages.len())
    });
    count("reopenings", "How often it was reopened.", |case| case.data.reopened.len());
}

/// The texts of a field that holds one or several.
pub(super) fn several(texts: Option<&Texts>) -> Vec<&str> {
    texts.iter().flat_map(|texts| &texts.0).map(|text| &**text).collect()
}

/// The meaning of a leaf.
pub(super) fn read<T: Copy>(leaf: Option<&Leaf<T>>) -> Option<T> {
    leaf.and_then(Leaf::get).copied()
}
