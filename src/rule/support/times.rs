//! Every time written in an incident.

use crate::finding::{FieldPath, at};
use crate::record::{Leaf, Milestone};
use crate::time::Time;
use crate::workspace::{Case, written};

/// Hands every time of an incident to `look`, with its path, which is only built where it is wanted.
pub(in crate::rule) fn every<'a>(
    case: &'a Case,
    mut look: impl FnMut(&'a Leaf<Time>, &dyn Fn() -> FieldPath),
) {
    for milestone in Milestone::ALL {
        if let Some(leaf) = written(&case.data, *milestone) {
            look(leaf, &|| at("times").then(milestone.word()));
        }
    }
    let mut field = |leaf: Option<&'a Leaf<Time>>, list: &str, item: Option<usize>, name: &str| {
        let Some(leaf) = leaf else { return };
        look(leaf, &|| match item {
            Some(item) => at(list).item(item).then(name),
            None => at(list).then(name),
        });
    };
    let data = &case.data;
    if let Some(planned) = &data.times.planned {
        field(planned.from.as_ref(), "times.planned", None, "from");
        field(planned.to.as_ref(), "times.planned", None, "to");
    }
    if let Some(change) = data.analysis.as_ref().and_then(|analysis| analysis.change.as_ref()) {
        field(change.deployed.as_ref(), "analysis.change", None, "deployed");
    }
    if let Some(review) = &data.review {
        field(review.at.as_ref(), "review", None, "at");
    }
    for (i, outage) in data.impact.iter().flat_map(|impact| impact.outages.iter().enumerate()) {
        field(outage.from.as_ref(), "impact.outages", Some(i), "from");
        field(outage.to.as_ref(), "impact.outages", Some(i), "to");
    }
    macro_rules! rows {
        ($($rows:expr => $path:literal),+ $(,)?) => { $(
            for (i, row) in $rows.iter().enumerate() {
                field(row.at.as_ref(), $path, Some(i), "at");
            }
        )+ };
    }
    rows!(
        data.status_changes => "status_changes",
        data.severity_changes => "severity_changes",
        data.reopened => "reopened",
        data.verification => "verification",
        data.communications => "communications",
        data.timeline => "timeline",
        data.amendments => "amendments",
    );
    if let Some(response) = &data.response {
        rows!(response.mitigations => "response.mitigations", response.decisions => "response.decisions");
    }
}
