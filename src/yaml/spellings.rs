//! One spelling for what means the same, so that records can be compared by what they say.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::record::schema::leaf_meaning;
use crate::time::Zone;

/// The first spelling met of every value.
#[derive(Debug, Default)]
pub struct Spellings(BTreeMap<(String, String), String>);

impl Spellings {
    /// How a value of a leaf was written when it was first met: the same instant, length, share or word.
    pub(super) fn first(&mut self, leaf: &Value, text: &str, zone: Option<Zone>) -> String {
        let Some(name) = leaf["x-leaf"].as_str() else { return text.to_owned() };
        let Some(meaning) = leaf_meaning(name, text, zone) else { return text.to_owned() };
        self.0.entry((name.to_owned(), meaning)).or_insert_with(|| text.to_owned()).clone()
    }
}
