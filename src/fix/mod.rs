//! Mending what is written wrongly: edits of YAML text that leave every other byte as it was.
//!
//! A rule that is sure attaches a [`Fix`] to its finding: edits on fields, like everything a rule says. [`edits`] turns
//! it into bytes to replace, or refuses: what has an anchor or is an alias is written once and counts in several
//! places, and a scalar over several lines, a merge key or a comment that could belong to either neighbour leaves a
//! choice to a person. Nothing is ever printed anew from a tree, so comments, layout, quotes and line ends stay.

mod diff;
mod editor;
mod model;
mod order;
mod plan;
mod rules;
mod scalar;
#[cfg(test)]
mod tests;

pub use diff::unified;
pub use plan::{Mended, mend, plan};
pub use rules::{FIXED, Fixed};

use std::ops::Range;

use crate::finding::FieldPath;
use editor::Editor;

/// How a finding is mended without asking anybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an order: ``write `closed` ``.
    pub does: String,
    /// The edits, all of them or none.
    pub edits: Vec<Edit>,
}

/// One edit of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// A scalar gets another text.
    Value {
        /// The field.
        path: FieldPath,
        /// Its text now; nothing is done where it is another.
        old: String,
        /// Its text then.
        new: String,
    },
    /// A key gets another name, one that is not there yet.
    Key {
        /// The field under its old name.
        path: FieldPath,
        /// The new name.
        new: String,
    },
    /// The items of a list are put in another order.
    Order {
        /// The list.
        path: FieldPath,
        /// Which item comes first, second and so on: every index of the list, once.
        order: Vec<usize>,
    },
}

/// Bytes of a file and what is written there instead.
pub type Splice = (Range<usize>, String);

impl Fix {
    /// Writes another text for the scalar `old` at a path.
    pub fn value(path: FieldPath, old: impl Into<String>, new: impl Into<String>) -> Self {
        let new = new.into();
        Self { does: format!("write `{new}`"), edits: vec![Edit::Value { path, old: old.into(), new }] }
    }

    /// Renames the last key of a path.
    pub fn key(path: FieldPath, new: impl Into<String>) -> Self {
        let new = new.into();
        Self { does: format!("rename the key to `{new}`"), edits: vec![Edit::Key { path, new }] }
    }

    /// Puts the items of a list in another order; `does` says which.
    pub fn order(path: FieldPath, order: Vec<usize>, does: impl Into<String>) -> Self {
        Self { does: does.into(), edits: vec![Edit::Order { path, order }] }
    }
}

/// The bytes of `text` that a fix replaces, from the front and without overlap; `None` where it cannot be done safely.
///
/// `text` is a whole file: YAML, or Markdown with front matter.
pub fn edits(text: &str, fix: &Fix) -> Option<Vec<Splice>> {
    Editor::read(text)?.edits(fix)
}

/// The text with these bytes replaced; they come from the front and do not overlap.
pub fn apply(text: &str, splices: &[Splice]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (range, new) in splices {
        out.push_str(&text[at..range.start]);
        out.push_str(new);
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}
