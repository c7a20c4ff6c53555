//! Reading YAML: fast with serde, and slowly again where something is wrong.
//!
//! The fast path goes straight into the record types. Only when it refuses a file, or a leaf in it is wrong, the
//! slow path builds a tree with byte spans, checks it against the record's schema, reports and drops what is
//! wrong, and reads the rest.

mod shape;
mod tree;

use serde::de::DeserializeOwned;

pub use tree::{Entry, Kind, Node, parse};

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
    /// Display zone, for the help about a missing offset.
    pub zone: Zone,
}

/// Reads one record; bad data becomes findings, never an error.
pub fn read<T: DeserializeOwned>(
    input: Input<'_>,
    record: RecordType,
    findings: &mut Vec<Finding>,
) -> Option<T> {
    let (parsed, flawed) = watch(|| serde_yaml::from_str::<T>(input.text));
    match parsed {
        // A tag is the one thing serde would pass over in silence.
        Ok(value)
            if !flawed
                && !empty(input.text)
                && !input.text.contains(" !")
                && !input.text.starts_with('!') =>
        {
            Some(value)
        }
        _ => slowly(input, record, findings),
    }
}

/// Reads one record as if the fields at these paths (`analysis.root_cause`, `timeline[3].text`) were not written.
pub fn read_without<T: DeserializeOwned>(input: Input<'_>, record: RecordType, hidden: &[&str]) -> Option<T> {
    let (tree, _) = tree::parse(input.text).ok()?;
    let mut value = shape::check(&tree, record.schema(), input, &mut Vec::new());
    for path in hidden {
        remove(&mut value, path);
    }
    serde_json::from_value(value).ok()
}

fn remove(value: &mut serde_json::Value, path: &str) {
    let dotted = path.replace('[', ".").replace(']', "");
    let (parents, last) = dotted.rsplit_once('.').unwrap_or(("", &dotted));
    let pointer = if parents.is_empty() { String::new() } else { format!("/{}", parents.replace('.', "/")) };
    match value.pointer_mut(&pointer) {
        Some(serde_json::Value::Object(map)) => drop(map.shift_remove(last)),
        Some(serde_json::Value::Array(items)) => {
            if let Some(item) = last.parse().ok().filter(|index: &usize| *index < items.len()) {
                items[item] = serde_json::Value::Object(serde_json::Map::new());
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
