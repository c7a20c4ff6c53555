//! The rows of lists that do not fit on one page, once for all of them: a script that `lists.js` loads when a reader
//! begins to sort or filter. It holds values only; what they look like is decided there, and none becomes markup.

use serde_json::json;

use super::group::Group;
use super::index::{Index, Page};
use super::language;
use super::pen::Pen;
use super::template::Safe;
use super::templates::Format;
use super::view::row::row;
use crate::stats::Measure;
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
    let pen = Pen::new(index, Format::Html, false);
    let mut out = String::with_capacity(cases.len() * 240);
    out.push_str("window.postmortemRows = [\n");
    for &case in cases {
        out.push_str(&values(&pen, case, &member[case]));
        out.push_str(",\n");
    }
    out.push_str("];\n");
    out
}

/// One row: address, id, title, its language, kind, severity, its rank, whose, begin for machines and people, two durations
/// each as text and in seconds, status, its shape, and the numbers of the lists it is in.
fn values(pen: &Pen<'_>, place: usize, member: &[usize]) -> String {
    let (case, numbers) = pen.index.case(place);
    let row = row(pen, place);
    let shape = match case.state {
        Some(State::Closed) => "st",
        Some(State::Cancelled | State::Duplicate) | None => "st off",
        Some(_) => "st open",
    };
    let seconds = |measure| numbers.get(measure).seconds().filter(|_| case.counts());
    let ranked = !row.rank.as_str().is_empty();
    json!([
        pen.index.path(Page::Case(place)),
        row.id,
        case.title(),
        language::of(case.title()),
        row.kind,
        plain(&row.severity),
        case.severity.filter(|_| ranked),
        row.whose,
        pen.index.begins[place].and_then(|at| pen.index.clock.point(at, None).machine),
        plain(&row.began),
        plain(&row.ttm),
        seconds(Measure::Ttm),
        plain(&row.ttr),
        seconds(Measure::Ttr),
        plain(&row.status),
        shape,
        member,
    ])
    .to_string()
}

/// The text of finished HTML.
fn plain(html: &Safe) -> String {
    let mut out = String::with_capacity(html.as_str().len());
    for part in html.as_str().split('<') {
        // What stands before the first tag has none.
        out.push_str(part.split_once('>').map_or(part, |(_, text)| text));
    }
    for (escaped, text) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
        if out.contains('&') {
            out = out.replace(escaped, text);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_goes_and_text_stays() {
        let html = Safe::new("<b class=\"x\">a &lt; b</b> &amp;lt; <small>c</small>");
        assert_eq!(plain(&html), "a < b &lt; c");
        assert_eq!(plain(&Safe::new("< 1m".replace('<', "&lt;").as_str())), "< 1m");
    }
}
