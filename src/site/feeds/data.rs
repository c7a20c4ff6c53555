//! `incidents.json`: what every visible record says, for programs.

use chrono::{DateTime, SecondsFormat};
use rayon::prelude::*;
use serde::{Serialize, Serializer};
use serde_json::json;

use super::super::address::{Address, file};
use super::super::index::{Index, Page};
use super::super::lines;
use super::moments;
use crate::record::{Leaf, Milestone, Text};
use crate::stats::Measure;

/// Rises when a field changes its meaning or goes away; new fields may come at any time.
const VERSION: u32 = 1;

/// The file: our records and those of the library, the newest first.
pub(super) fn incidents(index: &Index<'_>, address: Option<&Address>) -> String {
    let policy = &index.workspace.policy;
    let cases = index.ours.par_iter().chain(&index.library);
    let rows: Vec<String> = cases.map(|&case| incident(index, address, case)).collect();
    // One record a line, so that two builds can be compared.
    let open = format!(
        "{{\"version\":{VERSION},\"title\":{},\"url\":{},\"zone\":{},\"incidents\":[\n",
        json!(policy.title),
        json!(address.map(Address::as_str)),
        json!(policy.zone().name()),
    );
    lines(&open, &rows, "\n]}\n")
}

/// One record.
#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    kind: &'static str,
    title: &'a str,
    organisation: Option<&'a str>,
    severity: Option<&'a str>,
    status: Option<&'a str>,
    open: bool,
    counts: bool,
    services: Vec<&'a str>,
    tags: Vec<&'a str>,
    times: Named<String>,
    /// In seconds.
    measures: Named<Option<i64>>,
    review: Option<&'a str>,
    updated: Option<String>,
    url: String,
}

/// Values by name, in this order.
struct Named<T>(Vec<(&'static str, T)>);

impl<T: Serialize> Serialize for Named<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

fn incident(index: &Index<'_>, address: Option<&Address>, case: usize) -> String {
    let path = file(index, Page::Case(case));
    let (record, numbers) = index.case(case);
    let data = &record.data;
    let time = |&milestone: &Milestone| Some((milestone.word(), rfc(record.times.point(milestone)?)));
    let measure =
        |measure: Measure| (measure.key(), numbers.get(measure).seconds().filter(|_| record.counts()));
    let row = Row {
        id: &record.id,
        kind: record.kind.word(),
        title: record.title(),
        organisation: data.organisation.as_deref(),
        severity: record.severity.map(|rank| index.workspace.policy.severities[rank].id.as_str()),
        status: data.status.as_deref(),
        open: record.is_open(),
        counts: record.counts(),
        services: texts(&data.services),
        tags: texts(&data.tags),
        times: Named(Milestone::ALL.iter().filter_map(time).collect()),
        measures: Named(Measure::ALL.into_iter().map(measure).collect()),
        review: data.review.as_ref().and_then(|review| review.state.as_ref()).map(Leaf::text),
        updated: moments::updated(record, &index.workspace.policy.times).map(rfc),
        url: address.map_or_else(|| path.clone(), |address| address.file(&path)),
    };
    // Texts and numbers can always be written.
    serde_json::to_string(&row).unwrap_or_default()
}

fn texts(list: &[Text]) -> Vec<&str> {
    list.iter().map(|text| &**text).collect()
}

/// RFC 3339 in UTC.
fn rfc(at: i64) -> String {
    DateTime::from_timestamp(at, 0).unwrap_or_default().to_rfc3339_opts(SecondsFormat::Secs, true)
}
