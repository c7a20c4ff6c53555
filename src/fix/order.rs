//! The items of a list in another order: lines in block style, text between commas in flow style.
//!
//! Only whole items move; what separates them (line ends, blank lines, commas) stays where it is. The comments right
//! above an item and those indented below its dash are part of it.

use std::ops::Range;

use super::Splice;
use super::editor::Field;
use crate::yaml::{Entry, Kind, Node};

/// The bytes to replace so that the items of a list stand in the order given; `None` where that is not safe.
pub(super) fn rearrange(yaml: &str, list: &Field<'_>, order: &[usize]) -> Option<Vec<Splice>> {
    let Kind::List(items) = &list.value.kind else { return None };
    let mut every = order.to_vec();
    every.sort_unstable();
    // A carriage return alone ends a line for YAML and not here.
    let odd = yaml.matches('\r').count() != yaml.matches("\r\n").count();
    if !every.into_iter().eq(0..items.len()) || shared(list.value) || odd {
        return None;
    }
    let pieces = if yaml[list.value.span.clone()].starts_with('[') {
        between_commas(yaml, items)?
    } else {
        lines(yaml, list.entry?.1, items)?
    };
    let moved = order.iter().enumerate().filter(|(to, from)| to != *from);
    Some(moved.map(|(to, from)| (pieces[to].clone(), yaml[pieces[*from].clone()].to_owned())).collect())
}

/// Whether anything in it has an anchor or is an alias: an alias must not come before its anchor.
fn shared(node: &Node) -> bool {
    node.shared
        || match &node.kind {
            Kind::Scalar { .. } => false,
            Kind::List(items) => items.iter().any(shared),
            Kind::Map(entries) => entries.iter().any(|entry| shared(&entry.key) || shared(&entry.value)),
        }
}

/// The items of a flow list. A comment in it could belong to either neighbour.
fn between_commas(yaml: &str, items: &[Node]) -> Option<Vec<Range<usize>>> {
    let pieces: Vec<_> = items.iter().map(|item| item.span.clone()).collect();
    let mut gaps = pieces.windows(2).map(|pair| yaml.get(pair[0].end..pair[1].start));
    gaps.all(|gap| gap.is_some_and(|gap| !gap.contains('#'))).then_some(pieces)
}

/// The lines of each item of a block list, without the last line end.
fn lines(yaml: &str, entry: &Entry, items: &[Node]) -> Option<Vec<Range<usize>>> {
    let mut pieces: Vec<Range<usize>> = Vec::with_capacity(items.len());
    let mut above = line_end(yaml, entry.key.span.end);
    for item in items {
        // Between what is above and the dash there are blank lines and comments only.
        let mut start = None;
        let mut loose = false;
        let mut dash = None;
        for line in rest(yaml, above) {
            let words = yaml[line.clone()].trim_start_matches(' ');
            if words.starts_with('#') {
                start = start.or(Some(line.start));
            } else if words.trim().is_empty() {
                loose |= start.take().is_some();
            } else {
                dash = words.starts_with('-').then_some(line.end - words.len());
                start = start.or(Some(line.start));
                break;
            }
        }
        let (dash, start) = dash.zip(start)?;
        // A comment alone between two items could belong to either; above the first it belongs to the list.
        if dash >= item.span.start || (loose && !pieces.is_empty()) {
            return None;
        }
        let column = dash - line_start(yaml, dash);
        let last = last(yaml, item);
        above = below_dash(yaml, line_end(yaml, last.span.end.max(dash)), column);
        // Readers disagree on how a block scalar ends at the end of a file without a last line end.
        let quoted = yaml[last.span.clone()].starts_with(['"', '\'']);
        if above == yaml.len() && matches!(last.kind, Kind::Scalar { plain: false, .. }) && !quoted {
            return None;
        }
        pieces.push(start..above);
    }
    Some(pieces)
}

/// The last value in it: the span of a block also covers the comments below it.
fn last<'a>(yaml: &str, node: &'a Node) -> &'a Node {
    let below = match &node.kind {
        Kind::List(items) => items.last(),
        Kind::Map(entries) => entries.last().map(|entry| &entry.value),
        Kind::Scalar { .. } => None,
    };
    match below.filter(|_| !yaml[node.span.clone()].starts_with(['[', '{'])) {
        Some(below) => last(yaml, below),
        None => node,
    }
}

/// The end of the last comment below `end` that is indented deeper than the dash.
fn below_dash(yaml: &str, end: usize, column: usize) -> usize {
    let mut last = end;
    for line in rest(yaml, end) {
        let words = yaml[line.clone()].trim_start_matches(' ');
        if words.starts_with('#') && line.len() - words.len() > column {
            last = line.end;
        } else if !words.trim().is_empty() {
            break;
        }
    }
    last
}

/// The lines after the one that ends at `end`, without their line ends.
fn rest(yaml: &str, end: usize) -> impl Iterator<Item = Range<usize>> {
    let mut at = end;
    std::iter::from_fn(move || {
        let start = at + yaml[at..].find('\n')? + 1;
        at = line_end(yaml, start);
        (start < yaml.len()).then_some(start..at)
    })
}

fn line_start(yaml: &str, at: usize) -> usize {
    yaml[..at].rfind('\n').map_or(0, |line| line + 1)
}

/// The end of the line around `at`, before its line end.
fn line_end(yaml: &str, at: usize) -> usize {
    let end = yaml[at..].find('\n').map_or(yaml.len(), |length| at + length);
    if end > at && yaml[..end].ends_with('\r') { end - 1 } else { end }
}
