//! What several rules need: bounds of a field, typical slips, help with names. No rule lives here.

pub(super) mod actions;
pub(super) mod alerts;
pub(super) mod applies;
pub(super) mod drilled;
pub(super) mod factors;
pub(super) mod gaps;
pub(super) mod ids;
pub(super) mod outages;
pub(super) mod people;
pub(super) mod phrases;
pub(super) mod prose;
pub(super) mod rows;
pub(super) mod slip;
pub(super) mod spans;
pub(super) mod spoken;
pub(super) mod step;
pub(super) mod times;

use crate::finding::FieldPath;
use crate::record::{Leaf, Text, Texts, nearest};
use crate::time::{Bounds, Flaw, Time};
use crate::workspace::Workspace;

/// What is known of a written time; `None` where it is absent, cannot be read, or is a range that runs backwards.
pub(super) fn bounds(workspace: &Workspace, leaf: Option<&Leaf<Time>>) -> Option<Bounds> {
    let bounds = workspace.policy.times.bounds(leaf?.get()?);
    forward(&bounds).then_some(bounds)
}

/// Whether its begin is not after its end.
pub(super) fn forward(bounds: &Bounds) -> bool {
    bounds.low.zip(bounds.high).is_none_or(|(low, high)| low <= high)
}

/// Seconds by which two written times may be apart only because one of them lacks the offset the other has.
///
/// Offsets go up to 14 hours; `time-offset` reports the one that lacks it, and that one mistake must not look like two.
pub(super) fn doubt(a: Option<&Leaf<Time>>, b: Option<&Leaf<Time>>) -> i64 {
    let lacks = |leaf: Option<&Leaf<Time>>| {
        leaf.and_then(Leaf::get).is_some_and(|time| time.flaw() == Some(Flaw::NoOffset))
    };
    if lacks(a) == lacks(b) { 0 } else { 14 * 3_600 }
}

/// The bounds, wider by some seconds on both sides.
pub(super) fn wider(bounds: &Bounds, by: i64) -> Bounds {
    Bounds { low: bounds.low.map(|at| at - by), high: bounds.high.map(|at| at + by), point: bounds.point }
}

/// Whether a text is there and not blank; `unknown` counts as said.
pub(super) fn said(text: Option<&Text>) -> bool {
    text.is_some_and(|text| !text.trim().is_empty())
}

/// The next step for a name that is none: the nearest one, else a few that are.
pub(super) fn which<'a>(name: &str, names: impl Iterator<Item = &'a str> + Clone) -> Option<String> {
    const FEW: usize = 12;
    if let Some(near) = nearest(name, names.clone()) {
        return Some(format!("did you mean `{near}`?"));
    }
    let mut known: Vec<&str> = names.collect();
    known.sort_unstable();
    let rest = known.len().saturating_sub(FEW);
    known.truncate(FEW);
    let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
    (!known.is_empty()).then(|| format!("known: {}{more}", known.join(", ")))
}

/// The path of one of the texts of a field that may be written as a single text.
pub(super) fn nth(field: FieldPath, texts: &Texts, i: usize) -> FieldPath {
    if texts.0.len() == 1 { field } else { field.item(i) }
}
