//! `incidents.json`: what every visible record says, for programs.

use chrono::{DateTime, SecondsFormat};
use rayon::prelude::*;
use serde_json::{Map, Value as Json, json};

use super::super::address::{Address, file};
use super::super::index::{Index, Page};
use super::moments;
use crate::record::{Leaf, Milestone, Text};
use crate::stats::Measure;

/// Rises when a field changes its meaning or goes away; new fields may come at any time.
const VERSION: u32 = 1;

/// The file: our records and those of the library, the newest first.
pub(super) fn incidents(index: &Index<'_>, address: Option<&Address>) -> String {
    let policy = &index.workspace.policy;
    let cases = index.ours.par_iter().chain(&index.library);
    let rows: Vec<String> = cases.map(|&case| incident(index, address, case).to_string()).collect();
    // One record a line, so that two builds can be compared.
    format!(
        "{{\"version\":{VERSION},\"title\":{},\"url\":{},\"zone\":{},\"incidents\":[\n{}\n]}}\n",
        json!(policy.title),
        json!(address.map(Address::as_str)),
        json!(policy.zone().name()),
        rows.join(",\n")
    )
}

fn incident(index: &Index<'_>, address: Option<&Address>, case: usize) -> Json {
    let path = file(index, Page::Case(case));
    let (record, numbers) = index.case(case);
    let rules = &index.workspace.policy.times;
    let texts = |list: &[Text]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
    let mut times = Map::new();
    for &milestone in Milestone::ALL {
        if let Some(at) = record.times.point(milestone) {
            times.insert(milestone.word().to_owned(), json!(rfc(at)));
        }
    }
    let mut measures = Map::new();
    for measure in Measure::ALL {
        let value = numbers.get(measure).seconds().filter(|_| record.counts());
        measures.insert(measure.key().to_owned(), json!(value));
    }
    json!({
        "id": record.id,
        "kind": record.kind.word(),
        "title": record.title(),
        "organisation": record.data.organisation.as_deref(),
        "severity": record.severity.map(|rank| index.workspace.policy.severities[rank].id.as_str()),
        "status": record.data.status.as_deref(),
        "open": record.is_open(),
        "counts": record.counts(),
        "services": texts(&record.data.services),
        "tags": texts(&record.data.tags),
        "times": times,
        "measures": measures,
        "review": record.data.review.as_ref().and_then(|review| review.state.as_ref()).map(Leaf::text),
        "updated": moments::updated(record, rules).map(rfc),
        "url": address.map_or_else(|| path.clone(), |address| address.file(&path)),
    })
}

/// RFC 3339 in UTC.
fn rfc(at: i64) -> String {
    DateTime::from_timestamp(at, 0).unwrap_or_default().to_rfc3339_opts(SecondsFormat::Secs, true)
}
