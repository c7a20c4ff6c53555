//! Footnotes are numbered in the order in which a text first names them.

use std::collections::{BTreeMap, BTreeSet};

use super::Context;

/// The footnotes of one text.
#[derive(Default)]
pub(super) struct Footnotes {
    numbers: BTreeMap<String, usize>,
    defined: BTreeSet<usize>,
    /// What the ids of this text's notes begin with; claimed with the first note.
    id: String,
}

impl Footnotes {
    /// The number of a note.
    pub(super) fn number(&mut self, name: &str) -> usize {
        let next = self.numbers.len() + 1;
        *self.numbers.entry(name.to_owned()).or_insert(next)
    }

    /// Whether this is the first definition of a note, the one that links lead to.
    pub(super) fn is_first(&mut self, number: usize) -> bool {
        self.defined.insert(number)
    }

    /// The id of a note on its page; a full stop is in no id of a heading.
    pub(super) fn id(&mut self, number: usize, context: &Context) -> String {
        if self.id.is_empty() {
            self.id = context.ids.claim(format!("{}note", context.id_prefix));
        }
        format!("{}.{number}", self.id)
    }
}
