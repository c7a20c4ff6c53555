//! The rows of lists that do not fit on one page, once for all of them: a script that `lists.js` loads when a reader
//! begins to sort or filter. It holds values only; what they look like is decided there, and none becomes markup.

use serde_json::json;

use super::group::Group;
use super::index::Index;
use super::language;
use crate::record::IncidentKind;
use crate::stats::{CaseNumbers, Measure};
use crate::workspace::State;

/// The file with the rows of a list, in its edition.
pub(super) const fn path(group: Group) -> &'static str {
    match group {
        Group::Library => "library/rows.js",
        _ => "incidents/rows.js",
    }
}

/// The files that the lists of an edition need, with their paths.
pub(super) fn all(index: &Index<'_>) -> Vec<(&'static str, String)> {
    let mut member = vec![Vec::new(); index.workspace.cases.len()];
    for (number, &group) in index.paged.iter().enumerate() {
        index.listed(group).iter().for_each(|&case| member[case].push(number));
    }
    [(Group::All, &index.ours), (Group::Library, &index.library)]
        .into_iter()
        .filter(|(_, cases)| cases.iter().any(|&case| !member[case].is_empty()))
        .map(|(group, cases)| (path(group), text(index, cases, &member)))
        .collect()
}

fn text(index: &Index<'_>, cases: &[usize], member: &[Vec<usize>]) -> String {
    let mut out = String::with_capacity(cases.len() * 240);
    out.push_str("window.postmortemRows = [\n");
    for &case in cases {
        out.push_str(&row(index, case, &member[case]));
        out.push_str(",\n");
    }
    out.push_str("];\n");
    out
}

/// One row: address, id, title, its language, kind, severity, its rank, whose, begin, two durations each as text and in
/// seconds, status, its shape, and the numbers of the lists it is in. What is not there is 0.
fn row(index: &Index<'_>, place: usize, member: &[usize]) -> String {
    let (case, numbers) = index.case(place);
    let external = case.kind == IncidentKind::External;
    let services = || case.data.services.iter().map(|name| &**name).collect::<Vec<_>>().join(", ");
    let kind = !matches!(case.kind, IncidentKind::Incident | IncidentKind::External);
    let status = case.data.status.as_deref().filter(|_| !external);
    let shape = match case.state {
        Some(State::Closed) => 0,
        Some(State::Cancelled | State::Duplicate) | None => 1,
        Some(_) => 2,
    };
    let measure = |measure| shown(index, case.counts().then_some(numbers), measure);
    let (ttm, ttr) = (measure(Measure::Ttm), measure(Measure::Ttr));
    let begin = index.begins[place].map(|at| index.clock.point(at, None).machine);
    json!([
        index.path(super::index::Page::Case(place)),
        case.id,
        case.title(),
        language::of(case.title()).unwrap_or_default(),
        if kind { case.kind.word() } else { "" },
        case.data.severity.as_deref().filter(|_| !external),
        case.severity.filter(|_| !external),
        if external { case.data.organisation.as_deref().unwrap_or_default().to_owned() } else { services() },
        begin,
        ttm.0,
        ttm.1,
        ttr.0,
        ttr.1,
        status.map(|status| index.workspace.policy.state_label(status)),
        shape,
        member,
    ])
    .to_string()
}

/// A measure as text and in seconds.
fn shown(index: &Index<'_>, numbers: Option<&CaseNumbers>, measure: Measure) -> (String, Option<i64>) {
    let Some(numbers) = numbers else { return (index.words.get("not_applicable").to_owned(), None) };
    let value = numbers.get(measure);
    (index.measure(value), value.seconds())
}
