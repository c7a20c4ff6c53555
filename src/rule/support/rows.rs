//! Lists that keep a record's own history: rows are added, never taken out.

use serde_json::Value;

use crate::history::Version;
use crate::time::Time;

/// The rows of a list before and after a change.
pub(in crate::rule) struct Rows<'a> {
    /// Positions of new rows.
    pub added: Vec<usize>,
    /// Rows that are no longer there as they were, with their positions.
    pub lost: Vec<(usize, &'a Value)>,
}

/// What became of the rows of a list at the top of a record.
pub(in crate::rule) fn rows<'a>(old: &'a Version, new: &Version, name: &str) -> Rows<'a> {
    let of = |version: &'a Version| version.value[name].as_array().map_or(&[][..], Vec::as_slice);
    let (old, new) = (of(old), new.value[name].as_array().map_or(&[][..], Vec::as_slice));
    let room = new.len().saturating_sub(old.len());
    let mut kept = vec![false; new.len()];
    let (mut lost, mut next) = (Vec::new(), 0);
    for (i, row) in old.iter().enumerate() {
        match (next..new.len().min(i + room + 1)).find(|j| keeps(row, &new[*j])) {
            Some(found) => {
                kept[found] = true;
                next = found + 1;
            }
            None => lost.push((i, row)),
        }
    }
    let added = kept.iter().enumerate().filter(|(_, kept)| !**kept).map(|(j, _)| j).collect();
    Rows { added, lost }
}

/// Whether a row still says everything it said; it may say more, and a time that lacked its offset may have got one.
fn keeps(old: &Value, new: &Value) -> bool {
    let Some(fields) = old.as_object() else { return old == new };
    fields.iter().all(|(key, value)| {
        let flawed = || {
            let time = value.as_str().and_then(Time::parse);
            time.is_none_or(|time| time.flaw().is_some())
        };
        new.get(key) == Some(value) || (key == "at" && flawed())
    })
}
