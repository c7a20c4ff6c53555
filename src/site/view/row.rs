//! One incident as a row of a list: rendered once, and put into every list it belongs to.

use std::fmt::Display;

use serde::Serialize;

use super::super::pen::Pen;
use super::super::template::Safe;
use crate::record::IncidentKind;
use crate::stats::Measure;

/// What the row template places.
#[derive(Debug, Serialize)]
pub(in crate::site) struct Row {
    /// The attribute that a list is sorted by: the rank of its severity.
    pub(in crate::site) rank: Safe,
    pub(in crate::site) severity: Safe,
    pub(in crate::site) link: Safe,
    /// Its kind, where it is no plain incident.
    pub(in crate::site) kind: Option<String>,
    pub(in crate::site) id: String,
    /// Its services, or whose outage it was.
    pub(in crate::site) whose: String,
    pub(in crate::site) began: Safe,
    pub(in crate::site) ttm: Safe,
    pub(in crate::site) ttr: Safe,
    /// The same in seconds, as attributes that a list is sorted by.
    pub(in crate::site) ttm_by: Safe,
    pub(in crate::site) ttr_by: Safe,
    pub(in crate::site) status: Safe,
}

/// The attribute with what a cell is sorted by; nothing where that is not known.
fn by(value: Option<impl Display>) -> Safe {
    value.map(|value| Safe::new(format!(" data-v=\"{value}\""))).unwrap_or_default()
}

/// The row of a case.
pub(in crate::site) fn row(pen: &Pen<'_>, index: usize) -> Row {
    let (case, numbers) = pen.index.case(index);
    let external = case.kind == IncidentKind::External;
    let services = || pen.index.words.list(case.data.services.iter().map(|name| &**name));
    let seconds = |measure| numbers.get(measure).seconds().filter(|_| case.counts());
    let measure = |measure| {
        if case.counts() { pen.value(numbers.get(measure)) } else { pen.none("not_applicable") }
    };
    Row {
        rank: by(case.severity.filter(|_| !external)),
        severity: if external { Safe::default() } else { pen.severity(case, false) },
        link: pen.to(super::super::index::Page::Case(index), case.title()),
        kind: (!matches!(case.kind, IncidentKind::Incident | IncidentKind::External))
            .then(|| pen.index.words.label(case.kind).to_owned()),
        id: case.id.clone(),
        whose: if external {
            case.data.organisation.as_deref().unwrap_or_default().to_owned()
        } else {
            services()
        },
        began: pen.index.begins[index].map_or_else(|| pen.none("unknown"), |at| pen.point(at)),
        ttm: measure(Measure::Ttm),
        ttr: measure(Measure::Ttr),
        ttm_by: by(seconds(Measure::Ttm)),
        ttr_by: by(seconds(Measure::Ttr)),
        status: if external { Safe::default() } else { pen.status(case) },
    }
}
