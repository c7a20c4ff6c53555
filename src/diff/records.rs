//! Which records were added, removed, moved and changed.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::phrase::Phrase;
use super::side::{File, Sides};
use super::words::words;
use crate::history::{FieldChange, changes};
use crate::record::schema::RecordType;

/// What became of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It was there and is there.
    Changed,
}

impl Change {
    /// Every one, in the order in which they are told.
    pub const ALL: [Self; 3] = [Self::Added, Self::Removed, Self::Changed];

    /// The word for readers.
    pub fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }
}

/// A record that is not the same on both sides.
#[derive(Debug)]
pub struct RecordChange<'a> {
    /// What sort of record.
    pub record: RecordType,
    /// Its id; the one before where it is gone.
    pub id: &'a str,
    /// Its title or name, if it has one.
    pub title: Option<&'a str>,
    /// What became of it.
    pub change: Change,
    /// Its file; the one before where it is gone.
    pub file: &'a str,
    /// The file it was in before, if another one.
    pub moved_from: Option<&'a str>,
    /// Its fields that differ; none where it was added or removed, or cannot be read.
    pub fields: Vec<FieldChange>,
    /// What differs, in words.
    pub words: Vec<Phrase>,
}

type Entry<'a> = (&'a str, &'a File);

/// Pairs the files of both sides: by type and id, then by path, then by much the same content.
pub(super) fn records(sides: &Sides) -> Vec<RecordChange<'_>> {
    let Sides { base, head, similar, .. } = sides;
    let mut old: Vec<Entry<'_>> = base.files.iter().map(|(path, file)| (&**path, file)).collect();
    let mut new: Vec<Entry<'_>> = head.files.iter().map(|(path, file)| (&**path, file)).collect();
    let mut pairs = Vec::new();
    pair(&mut old, &mut new, &mut pairs, |(_, file)| (file.record, file.id.to_lowercase()));
    let renamed: BTreeMap<&str, &str> = similar.iter().map(|(from, to)| (&**to, &**from)).collect();
    pair(&mut old, &mut new, &mut pairs, |(path, _)| renamed.get(path).copied().unwrap_or(path));
    let zone = head.workspace.policy.zone();
    let mut found: Vec<RecordChange<'_>> = pairs
        .into_par_iter()
        .map(|((old_path, old), (path, new))| {
            let values = old.value.as_ref().zip(new.value.as_ref());
            let fields = values.map(|(old, new)| changes(old, new)).unwrap_or_default();
            let mut said = values.map(|(old, new)| words(&fields, old, new, zone)).unwrap_or_default();
            if values.is_none() {
                let side = if new.value.is_none() { "now" } else { "before" };
                said.push(Phrase::new(format!("the file cannot be read as it is {side}")));
            } else if fields.is_empty() && old.text != new.text {
                said.push(Phrase::new("no field differs that is read and shown here"));
            }
            let moved_from = Some(old_path).filter(|old| *old != path);
            RecordChange { moved_from, fields, words: said, ..whole(Change::Changed, (path, new)) }
        })
        .collect();
    found.extend(old.into_iter().map(|entry| whole(Change::Removed, entry)));
    found.extend(new.into_iter().map(|entry| whole(Change::Added, entry)));
    found.sort_by_key(|found| (found.record, found.id, found.file));
    found
}

/// Takes out of both lists what has the same key, where the key is unique on either side.
fn pair<'a, K: Ord>(
    old: &mut Vec<Entry<'a>>,
    new: &mut Vec<Entry<'a>>,
    pairs: &mut Vec<(Entry<'a>, Entry<'a>)>,
    key: impl Fn(&Entry<'a>) -> K,
) {
    let unique = |entries: &[Entry<'a>]| {
        let mut found: BTreeMap<K, Option<Entry<'a>>> = BTreeMap::new();
        for entry in entries {
            found.entry(key(entry)).and_modify(|one| *one = None).or_insert(Some(*entry));
        }
        found
    };
    let there = unique(new);
    let before = pairs.len();
    for (key, entry) in unique(old) {
        pairs.extend(entry.zip(there.get(&key).copied().flatten()));
    }
    let taken = |side: fn(&(Entry<'a>, Entry<'a>)) -> &'a str| pairs[before..].iter().map(side).collect();
    let (olds, news): (BTreeSet<&str>, BTreeSet<&str>) = (taken(|(old, _)| old.0), taken(|(_, new)| new.0));
    old.retain(|(path, _)| !olds.contains(path));
    new.retain(|(path, _)| !news.contains(path));
}

fn whole(change: Change, (path, file): Entry<'_>) -> RecordChange<'_> {
    let field = |name: &str| file.value.as_ref().and_then(|value| value.get(name)?.as_str());
    RecordChange {
        record: file.record,
        id: &file.id,
        title: field("title").or_else(|| field("name")),
        change,
        file: path,
        moved_from: None,
        fields: Vec::new(),
        words: Vec::new(),
    }
}
