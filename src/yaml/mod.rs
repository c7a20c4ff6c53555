//! Reading YAML: fast with serde, and slowly again where something is wrong.
//!
//! The fast path goes straight into the record types. Only when it refuses a file, or a leaf in it is wrong, the
//! slow path builds a tree with byte spans, checks it against the record's schema, reports and drops what is
//! wrong, and reads the rest.

mod cause;
mod comments;
mod documents;
mod quick;
mod shape;
mod spellings;
mod stream;
mod tree;

use std::collections::BTreeSet;
use std::ops::Range;

use serde::de::DeserializeOwned;

pub use comments::comments;
pub use documents::{Trouble, documents};
pub use spellings::Spellings;
pub use stream::parts;
pub use tree::{Entry, Kind, Node, parse};

use tree::MAX_DEPTH;

use crate::finding::{Finding, Place};
use crate::record::schema::RecordType;
use crate::record::watch;
use crate::time::Zone;

/// A text to read, and what findings about it need.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The file, for findings.
    pub file: &'a str,
    /// The YAML.
    pub text: &'a str,
    /// Where it begins in the file: not 0 for front matter.
    pub offset: usize,
    /// Display zone, for times without an offset; `None` where the settings name none and UTC is assumed.
    pub zone: Option<Zone>,
}

/// Reads one record; bad data becomes findings, never an error.
pub fn read<T: DeserializeOwned>(
    input: Input<'_>,
    record: RecordType,
    findings: &mut Vec<Finding>,
) -> Option<T> {
    let (record_read, flawed) = watch(|| quick::read::<T>(input.text));
    if let Some(value) = record_read.filter(|_| !flawed) {
        return Some(value);
    }
    if !deep(input.text) && !multiplied(input.text) {
        let (parsed, flawed) = watch(|| serde_yaml::from_str::<T>(input.text));
        // A tag is the one thing serde would pass over in silence.
        let plain = !flawed && !empty(input.text) && !tagged(input.text);
        if let Some(value) = parsed.ok().filter(|_| plain) {
            return Some(value);
        }
    }
    slowly(input, record, findings)
}

/// The tree of the first entries of these names at the top, often a small part of a record; of what else, may differ.
pub fn parse_fields(text: &str, names: BTreeSet<&str>) -> Option<Node> {
    let entry = |part: Range<usize>| {
        let (mut root, _) = parse(&text[part.clone()]).ok()?;
        root.shift(part.start);
        match root.kind {
            Kind::Map(entries) => entries.into_iter().next(),
            Kind::List(_) | Kind::Scalar { .. } => None,
        }
    };
    let parts = quick::parts(text, &names);
    match parts.and_then(|parts| parts.into_iter().map(entry).collect()) {
        Some(entries) => Some(Node { span: 0..text.len(), kind: Kind::Map(entries), shared: false }),
        None => tree::parse_until(text, names),
    }
}

/// Whether brackets may nest deeper than any record: the fast parser takes the square of that depth, the slow one refuses it.
///
/// Brackets in prose count too; that costs such a file the slow path and nothing else.
fn deep(text: &str) -> bool {
    let opening = |b: u8| matches!(b, b'[' | b'{');
    if text.bytes().filter(|b| opening(*b)).count() <= MAX_DEPTH {
        return false;
    }
    let mut depth = 0_usize;
    text.bytes().any(|b| {
        if opening(b) {
            depth += 1;
        } else if matches!(b, b']' | b'}') {
            depth = depth.saturating_sub(1);
        }
        depth > MAX_DEPTH
    })
}

/// Whether aliases may write more out than a record can hold: the fast parser copies a long text as often as it is named,
/// the slow one counts.
///
/// Stars in prose count too; that costs such a file the slow path and nothing else.
fn multiplied(text: &str) -> bool {
    const MOST: usize = 64 << 20;
    let begins = |at: usize| {
        text.as_bytes()
            .get(at.wrapping_sub(1))
            .is_none_or(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r' | b'[' | b'{' | b',' | b':'))
    };
    text.match_indices('&').any(|(at, _)| begins(at))
        && text.match_indices('*').filter(|(at, _)| begins(*at)).count().saturating_mul(text.len()) > MOST
}

/// Whether there may be a tag: a `!` where a value can begin.
fn tagged(text: &str) -> bool {
    text.match_indices('!').any(|(i, _)| {
        text[..i]
            .bytes()
            .next_back()
            .is_none_or(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r' | b'[' | b'{' | b',' | b'\xbf'))
    })
}

/// Reads one record as if the fields at these paths (`analysis.root_cause`, `timeline[3].text`) were not written.
///
/// Where a map cannot be without one of them, what it stands in is left out as well.
pub fn read_without<T: DeserializeOwned>(input: Input<'_>, record: RecordType, hidden: &[&str]) -> Option<T> {
    let whole = value(input, record)?;
    let mut paths: Vec<&str> = hidden.into();
    loop {
        let mut less = whole.clone();
        for path in &paths {
            remove(&mut less, path);
        }
        if let Ok(read) = serde_json::from_value(less) {
            return Some(read);
        }
        let outer: Vec<&str> =
            paths.iter().map(|path| path.rsplit_once('.').map_or(*path, |(outer, _)| outer)).collect();
        if outer == paths {
            return None;
        }
        paths = outer;
    }
}

/// The same as a tree of its fields.
pub fn value_without(input: Input<'_>, record: RecordType, hidden: &[&str]) -> Option<serde_json::Value> {
    let mut value = value(input, record)?;
    for path in hidden {
        remove(&mut value, path);
    }
    Some(value)
}

/// A record as a tree of its fields, every scalar as its text; what is ill-shaped, unknown or null is left out.
pub fn value(input: Input<'_>, record: RecordType) -> Option<serde_json::Value> {
    let (tree, _) = tree::parse(input.text).ok()?;
    Some(shape::check(&tree, record.schema(), input, &mut Vec::new()))
}

/// The same with every scalar as [`Spellings`] met it first, to be compared with another state of the record; with
/// `keys`, fields under a name that can only be the misspelt one of another are there by that name.
pub fn value_spelt(
    input: Input<'_>,
    record: RecordType,
    spellings: &mut Spellings,
    keys: bool,
) -> Option<serde_json::Value> {
    let (tree, _) = tree::parse(input.text).ok()?;
    Some(shape::spelt(&tree, record.schema(), input, spellings, keys))
}

/// Empties what a path leads to. A list on the way is entered: by the number of an item where there is one, else every item.
fn remove(value: &mut serde_json::Value, path: &str) {
    let dotted = path.replace('[', ".").replace(']', "");
    remove_steps(value, &dotted.split('.').collect::<Vec<_>>());
}

fn remove_steps(value: &mut serde_json::Value, steps: &[&str]) {
    use serde_json::Value;
    let Some((first, rest)) = steps.split_first() else {
        // The place of an item stays, so that the numbers of the others still hold.
        *value = if value.is_string() {
            Value::String(String::new())
        } else {
            Value::Object(serde_json::Map::new())
        };
        return;
    };
    match value {
        Value::Array(items) => match first.parse::<usize>() {
            Ok(index) => {
                if let Some(item) = items.get_mut(index) {
                    remove_steps(item, rest);
                }
            }
            Err(_) => items.iter_mut().for_each(|item| remove_steps(item, steps)),
        },
        Value::Object(map) => {
            // A name of the user's, a role for instance, may hold dots.
            for end in 1..=steps.len() {
                let key = steps[..end].join(".");
                if end == steps.len() {
                    map.shift_remove(&key);
                } else if let Some(inside) = map.get_mut(&key) {
                    remove_steps(inside, &steps[end..]);
                }
            }
        }
        _ => {}
    }
}

/// Whether there is no value in it, which serde would take for a record without fields.
fn empty(text: &str) -> bool {
    let mut lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
    lines.all(|line| line.is_empty() || line.starts_with('#') || matches!(line, "---" | "..." | "~" | "null"))
}

fn slowly<T: DeserializeOwned>(
    input: Input<'_>,
    record: RecordType,
    findings: &mut Vec<Finding>,
) -> Option<T> {
    let report = |problem: tree::Problem| {
        let place = Place::Bytes(problem.span.start + input.offset..problem.span.end + input.offset);
        let mut finding = Finding::new(problem.rule, input.file, place, problem.message);
        finding.help = problem.help;
        finding
    };
    let tree = match tree::parse(input.text) {
        Ok((tree, problems)) => {
            findings.extend(problems.into_iter().map(report));
            tree
        }
        Err(problem) => {
            findings.push(report(problem));
            return None;
        }
    };
    let value = shape::check(&tree, record.schema(), input, findings);
    match serde_json::from_value(value) {
        Ok(value) => Some(value),
        Err(error) => {
            let message = format!("cannot be read as {}: {error}", record.name());
            findings.push(Finding::new("shape", input.file, Place::File, message));
            None
        }
    }
}
