//! What is withheld: the texts of withheld records and fields that nothing shown says as well.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use aho_corasick::AhoCorasick;
use rayon::prelude::*;
use serde_json::Value;

use super::is_whole;
use super::reading::{readings, weight, words};
use crate::finding::front_matter;
use crate::record::Audience;
use crate::record::schema::RecordType;
use crate::source::{RECORD_LIMIT, Source};
use crate::time::Time;
use crate::workspace::{Withheld, Workspace};
use crate::yaml::{Input, value, value_without};

/// The least weight of a text that is looked for.
const LEAST: usize = 8;
/// Pages write numbers of so many digits in groups.
const GROUPED: usize = 5;
/// The same for a part of a longer text, unless it is one word: short turns of phrase coincide.
const LEAST_PART: usize = 16;

/// A text that must not be found.
#[derive(Debug)]
pub(super) struct Secret {
    /// What is looked for, as [`words`] gives it without the spaces around.
    pub(super) words: String,
    /// The field that says it.
    pub(super) field: String,
    /// The file of its record.
    pub(super) file: String,
    /// The id of an incident: it is one only with the marks in it.
    exact: Option<String>,
    /// Withheld also where something shown says it.
    always: bool,
}

impl Secret {
    /// Whether a text in which its words were found means it.
    pub(super) fn is_meant(&self, text: &str) -> bool {
        let Some(exact) = &self.exact else { return true };
        let lower = text.to_lowercase();
        lower.match_indices(exact).any(|(at, _)| {
            let (before, after) = (&lower[..at], &lower[at + exact.len()..]);
            let goes_on = after.strip_prefix('-').unwrap_or(after).starts_with(char::is_alphanumeric);
            !goes_on && !before.strip_suffix('-').unwrap_or(before).ends_with(char::is_alphanumeric)
        })
    }
}

/// Everything that `audience` must not find.
pub(super) fn secrets(
    workspace: &Workspace,
    source: &Source,
    audience: Audience,
    shown: &[&str],
) -> Vec<Secret> {
    let files = workspace.withheld(audience);
    let mut secrets: Vec<Secret> = files
        .par_iter()
        .filter(|file| file.fields.as_ref().is_none_or(|fields| !fields.is_empty()))
        .flat_map_iter(|file| withheld(source, file))
        .collect();
    // The same words once; an id before a text that repeats it.
    secrets.sort_by(|a, b| {
        (&a.words, !a.always, &a.file, &a.field).cmp(&(&b.words, !b.always, &b.file, &b.field))
    });
    secrets.dedup_by(|later, first| later.words == first.words);
    if secrets.is_empty() {
        return secrets;
    }
    let Ok(finder) = AhoCorasick::new(secrets.iter().map(|secret| secret.words.as_str())) else {
        return secrets;
    };
    // Which secrets a text says, and whether it says nothing else.
    let said = |text: &str| -> Vec<(usize, bool)> {
        let words = words(text);
        let hits = finder.find_overlapping_iter(&words).filter(|hit| is_whole(&words, hit.range()));
        hits.map(|hit| (hit.pattern().as_usize(), hit.range().len() == words.trim().len())).collect()
    };
    let mut open: BTreeMap<usize, bool> = BTreeMap::new();
    let interface = shown.iter().flat_map(|text| said(text)).map(|(secret, _)| (secret, true));
    let settings = settings(source).into_iter().flat_map(|text| said(&text));
    let closed =
        RecordType::ALL.iter().flat_map(|record| closed_words(record.schema())).flat_map(|word| said(&word));
    let records: Vec<(usize, bool)> = files
        .par_iter()
        .filter_map(|file| Some((file, file.fields.as_ref()?)))
        .flat_map_iter(|(file, hidden)| {
            let text = text(source, file.file).unwrap_or_default();
            // The file holds more than is shown of it: comments, withheld fields. Most hold no secret at all.
            let any = readings("", text.as_bytes()).iter().any(|text| finder.is_match(&words(text)));
            let scalars = if any { scalars(file, &text, hidden) } else { Vec::new() };
            let stays = scalars.into_iter().filter(|(field, _)| !is_taken_off(field, hidden));
            stays.flat_map(|(_, text)| said(&text)).collect::<Vec<_>>()
        })
        .collect();
    for (secret, whole) in interface.chain(settings).chain(closed).chain(records) {
        *open.entry(secret).or_default() |= whole;
    }
    let mut place = 0..;
    secrets.retain(|secret| {
        let open = place.next().and_then(|place: usize| open.get(&place));
        // What a shown field says word for word is meant to be shown, a title as well.
        open.is_none_or(|whole| secret.always && !whole)
    });
    secrets
}

/// Whether pages lack a field though the file has it: a reference to what is withheld, an amendment of what is.
fn is_taken_off(field: &str, hidden: &[&str]) -> bool {
    let begins = |start: &str| field.starts_with(start);
    begins("related") || begins("duplicate") || (!hidden.is_empty() && begins("amendments"))
}

/// What is looked for of one file.
fn withheld(source: &Source, file: &Withheld<'_>) -> Vec<Secret> {
    let text = text(source, file.file).unwrap_or_default();
    let all = scalars(file, &text, &[]);
    let said: Vec<(String, String)> = match &file.fields {
        None => all,
        Some(hidden) => {
            let mut left: BTreeMap<(String, String), usize> = BTreeMap::new();
            for scalar in scalars(file, &text, hidden) {
                *left.entry(scalar).or_default() += 1;
            }
            let mut is_left = |scalar: &(String, String)| match left.get_mut(scalar) {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    true
                }
                _ => false,
            };
            all.into_iter().filter(|scalar| !is_left(scalar)).collect()
        }
    };
    let whole_incident = file.fields.is_none() && file.record == RecordType::Incident;
    let mut secrets = Vec::new();
    let mut add = |text: &str, field: &str, least: usize, always: bool, exact: Option<String>| {
        let words = words(text).trim().to_owned();
        // A plain word in lower case is one of the vocabulary, and the pages have that as well.
        let plain = text.bytes().all(|b| b.is_ascii_lowercase());
        if weight(&words) >= least && !plain {
            secrets.push(Secret {
                words,
                field: field.to_owned(),
                file: file.file.to_owned(),
                exact,
                always,
            });
        }
    };
    for (field, text) in &said {
        if !is_sought(text) {
            continue;
        }
        let title = whole_incident && field == "title";
        add(text, field, LEAST, title && weight(&words(text)) >= LEAST_PART, None);
        let grouped = grouped(text);
        if let Some(grouped) = &grouped {
            add(grouped, field, LEAST, false, None);
        }
        for part in parts(text).filter(|part| part.len() < text.trim().len()) {
            let name = part.is_ascii() && !part.contains(char::is_whitespace);
            add(part, field, if name { LEAST } else { LEAST_PART }, false, None);
        }
    }
    if whole_incident {
        let former = said.iter().filter(|(field, _)| field.starts_with("former_ids"));
        let ids = former.map(|(_, id)| id.as_str()).chain([file.id]);
        for id in ids.filter(|id| is_distinct(id)) {
            add(id, "id", 4, true, Some(id.to_lowercase()));
        }
    }
    secrets
}

/// Whether a scalar can be told from what a page says by chance.
fn is_sought(text: &str) -> bool {
    let date = text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(i, b)| if matches!(i, 4 | 7) { b == b'-' } else { b.is_ascii_digit() });
    !date && Time::parse(text).is_none()
}

/// A number as pages write it.
fn grouped(text: &str) -> Option<String> {
    let plain = text.trim_start_matches('~');
    let (whole, part) = plain.split_once('.').map_or((plain, ""), |(whole, part)| (whole, part));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.len() < GROUPED || !digits(whole) || !digits(part) {
        return None;
    }
    let first = whole.len() % 3;
    let (head, tail) = whole.split_at(first);
    let groups = (0..tail.len() / 3).map(|i| &tail[i * 3..i * 3 + 3]);
    let all: Vec<&str> = std::iter::once(head).chain(groups).chain(std::iter::once(part)).collect();
    Some(all.join(" "))
}

/// Lines, sentences and what stands between marks: what survives when prose is laid out.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\n', '[', ']', '(', ')', '<', '>', '`', '|', '"', '。', '！', '？', '；', '“', '”'])
        .flat_map(|line| line.split(". ").flat_map(|part| part.split("! ").flat_map(|part| part.split("? "))))
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

/// Whether an id can be nothing else in a text.
fn is_distinct(id: &str) -> bool {
    id.len() >= 4
        && id.contains(|c: char| c.is_ascii_digit())
        && id.contains(|c: char| c.is_ascii_alphabetic())
}

fn text(source: &Source, file: &str) -> Option<String> {
    let bytes = source.read_one(file, RECORD_LIMIT).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// Every scalar of a record without some of its fields, with its path; the body of a Markdown runbook is one.
fn scalars(file: &Withheld<'_>, text: &str, hidden: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut yaml = text;
    if Path::new(file.file).extension().is_some_and(|ending| ending == "md") {
        let (front, offset) = front_matter(text).unwrap_or_default();
        found.push(("body".to_owned(), text[offset + front.len()..].to_owned()));
        yaml = front;
    }
    let input = Input { file: file.file, text: yaml, offset: 0, zone: None };
    if let Some(value) = value_without(input, file.record, hidden) {
        leaves(&value, String::new(), &mut found);
    }
    found
}

/// The settings, as far as the site shows them.
fn settings(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    let text = text(source, crate::source::SETTINGS).unwrap_or_default();
    let input = Input { file: crate::source::SETTINGS, text: &text, offset: 0, zone: None };
    if let Some(Value::Object(mut settings)) = value(input, RecordType::Settings) {
        for unseen in ["removed", "alert_rules", "visibility", "rules"] {
            settings.shift_remove(unseen);
        }
        leaves(&Value::Object(settings), String::new(), &mut found);
    }
    found.into_iter().map(|(_, text)| text).collect()
}

/// The scalars of a value and the keys of the user's in it, with their paths.
fn leaves(value: &Value, path: String, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(map) => {
            for (key, inside) in map {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                // The names of our own fields are words of the interface, and fall out as such.
                found.push((path.clone(), key.clone()));
                leaves(inside, path, found);
            }
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(i, item)| leaves(item, format!("{path}[{i}]"), found));
        }
        Value::String(text) => found.push((path, text.clone())),
        _ => {}
    }
}

/// The words of every closed list in a schema, and the names of its fields.
fn closed_words(schema: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    match schema {
        Value::Object(map) => {
            for (key, inside) in map {
                if key == "enum" {
                    found.extend(
                        inside.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned),
                    );
                } else if key == "properties" {
                    found.extend(inside.as_object().into_iter().flat_map(|fields| fields.keys().cloned()));
                }
                found.append(&mut closed_words(inside));
            }
        }
        Value::Array(items) => items.iter().for_each(|item| found.append(&mut closed_words(item))),
        _ => {}
    }
    found
}
