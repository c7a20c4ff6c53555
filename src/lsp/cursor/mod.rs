//! Where the cursor stands in a record: the field, and whether at its key or its value.
//!
//! A text that can be parsed is asked by its span tree. While it is being typed it often cannot be; then the way to the
//! field is read from indentation and brackets alone, upwards from the cursor.

mod block;
mod flow;
#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::finding::{FieldPath, front_matter};
use crate::yaml::{Kind, Node, parse};

/// What stands at the cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// A key.
    Key,
    /// A value.
    Value,
    /// A word that may become a key or a value, or nothing yet.
    Word,
}

/// A place in a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cursor {
    /// The field; for a word, the map or list item it stands in.
    pub(super) path: FieldPath,
    /// What stands there.
    pub(super) part: Part,
    /// The bytes of the key, value or word.
    pub(super) span: Range<usize>,
}

/// The key or value at a byte of the text.
pub(super) fn at(text: &str, offset: usize) -> Option<Cursor> {
    in_record(text, offset, |yaml, at| match parse(yaml) {
        Ok((tree, _)) => within(&tree, at, FieldPath::default()),
        Err(_) => block::around(yaml, at),
    })
}

/// What is being typed before a byte of the text.
pub(super) fn typed(text: &str, offset: usize) -> Option<Cursor> {
    in_record(text, offset, block::around)
}

/// Looks in the YAML of a text: all of it, or the front matter.
fn in_record(text: &str, offset: usize, look: impl Fn(&str, usize) -> Option<Cursor>) -> Option<Cursor> {
    let (yaml, start) = front_matter(text).unwrap_or((text, 0));
    let cursor = look(yaml, offset.checked_sub(start).filter(|at| *at <= yaml.len())?)?;
    Some(Cursor { span: cursor.span.start + start..cursor.span.end + start, ..cursor })
}

fn within(node: &Node, at: usize, path: FieldPath) -> Option<Cursor> {
    let here = |node: &Node| node.span.start <= at && at <= node.span.end;
    match &node.kind {
        Kind::Scalar { .. } => Some(Cursor { path, part: Part::Value, span: node.span.clone() }),
        Kind::List(items) => {
            let (i, item) = items.iter().enumerate().find(|(_, item)| here(item))?;
            within(item, at, path.item(i))
        }
        Kind::Map(entries) => entries.iter().find_map(|entry| {
            let path = path.clone().key(entry.key.text()?);
            if here(&entry.key) {
                return Some(Cursor { path, part: Part::Key, span: entry.key.span.clone() });
            }
            if here(&entry.value) { within(&entry.value, at, path) } else { None }
        }),
    }
}
