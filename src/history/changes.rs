//! Two states of a record compared field by field.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::sequence::{MANY, Step, align};
use crate::finding::FieldPath;

/// A field that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// Where: in the new record, or in the old one where `new` is `None`.
    pub path: FieldPath,
    /// The value before; `None` where there was none.
    pub old: Option<String>,
    /// The value after; `None` where there is none.
    pub new: Option<String>,
}

/// Every field in which two records differ, in the order of the new record; then what only the old one has.
///
/// The values are those of [`crate::yaml::value`]: layout, comments, quotes and the order of keys count for nothing.
/// Maps are compared key by key, one that is missing as an empty one. Items of lists are matched by their `id`, and
/// where they have none by their content: a row more is one change, whatever comes after it. Rows with a time (`at`) that
/// only changed places are none.
pub fn changes(old: &Value, new: &Value) -> Vec<FieldChange> {
    let mut found = Vec::new();
    compare(Some(old), Some(new), &FieldPath::default(), &mut found);
    found
}

fn compare(old: Option<&Value>, new: Option<&Value>, path: &FieldPath, found: &mut Vec<FieldChange>) {
    match (old, new) {
        (Some(old), Some(new)) if old == new => {}
        (Some(Value::Object(old)), Some(Value::Object(new))) => maps(old, new, path, found),
        (Some(Value::Object(old)), None) => maps(old, &Map::new(), path, found),
        (None, Some(Value::Object(new))) => maps(&Map::new(), new, path, found),
        (Some(Value::Array(old)), Some(Value::Array(new))) => lists(old, new, path, found),
        (Some(Value::Array(old)), None) => lists(old, &[], path, found),
        (None, Some(Value::Array(new))) => lists(&[], new, path, found),
        _ => found.push(FieldChange { path: path.clone(), old: old.map(text), new: new.map(text) }),
    }
}

fn maps(old: &Map<String, Value>, new: &Map<String, Value>, path: &FieldPath, found: &mut Vec<FieldChange>) {
    let gone = old.keys().filter(|key| !new.contains_key(*key));
    for key in new.keys().chain(gone) {
        compare(old.get(key), new.get(key), &path.clone().key(key), found);
    }
}

fn lists(old: &[Value], new: &[Value], path: &FieldPath, found: &mut Vec<FieldChange>) {
    if only_sorted(old, new) {
        return;
    }
    let steps = match ids(old).zip(ids(new)) {
        Some((old, new)) => by_id(&old, &new),
        None => align(old, new),
    };
    for step in steps {
        match step {
            Step::Both(i, j) => compare(Some(&old[i]), Some(&new[j]), &path.clone().item(j), found),
            Step::New(j) => {
                let new = Some(text(&new[j]));
                found.push(FieldChange { path: path.clone().item(j), old: None, new });
            }
            Step::Old(i) => {
                let old = Some(text(&old[i]));
                found.push(FieldChange { path: path.clone().item(i), old, new: None });
            }
        }
    }
}

/// Whether both lists have the same rows, and each row says when it was.
fn only_sorted(old: &[Value], new: &[Value]) -> bool {
    let timed = |row: &Value| row.get("at").is_some();
    if old.len() != new.len() || !old.iter().all(timed) || old.len().saturating_mul(new.len()) > MANY {
        return false;
    }
    let mut rest: Vec<&Value> = new.iter().collect();
    old.iter().all(|row| rest.iter().position(|other| *other == row).map(|i| rest.remove(i)).is_some())
}

/// Where each id is, if every item has one of its own.
fn ids(items: &[Value]) -> Option<BTreeMap<&str, usize>> {
    let mut found = BTreeMap::new();
    for (i, item) in items.iter().enumerate() {
        if found.insert(item.get("id")?.as_str()?, i).is_some() {
            return None;
        }
    }
    Some(found)
}

fn by_id(old: &BTreeMap<&str, usize>, new: &BTreeMap<&str, usize>) -> Vec<Step> {
    let mut steps: Vec<Step> = new
        .iter()
        .map(|(id, j)| old.get(id).map_or(Step::New(*j), |i| Step::Both(*i, *j)))
        .chain(old.iter().filter(|(id, _)| !new.contains_key(*id)).map(|(_, i)| Step::Old(*i)))
        .collect();
    steps.sort_by_key(|step| match step {
        Step::Both(_, j) | Step::New(j) => (false, *j),
        Step::Old(i) => (true, *i),
    });
    steps
}

/// A value on one line, as YAML writes it.
fn text(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("[{}]", items.iter().map(text).collect::<Vec<_>>().join(", ")),
        Value::Object(map) => {
            let fields: Vec<_> = map.iter().map(|(key, value)| format!("{key}: {}", text(value))).collect();
            format!("{{{}}}", fields.join(", "))
        }
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::schema::RecordType;
    use crate::yaml::{Input, value};

    fn shown(old: &str, new: &str) -> Vec<String> {
        let value = |text| {
            value(Input { file: "x.yaml", text, offset: 0, zone: None }, RecordType::Incident).unwrap()
        };
        changes(&value(old), &value(new))
            .iter()
            .map(|change| {
                let side = |side: &Option<String>| side.clone().unwrap_or_else(|| "-".into());
                format!("{}: {} → {}", change.path, side(&change.old), side(&change.new))
            })
            .collect()
    }

    #[test]
    fn fields_and_maps() {
        assert_eq!(shown("id: a\ntitle: 'x'\n", "# why\ntitle: x\nid: \"a\"\n"), Vec::<String>::new());
        assert_eq!(shown("id: a\ntimes: {}\n", "id: a\n"), Vec::<String>::new());
        assert_eq!(
            shown(
                "id: a\nseverity: P1\ntimes: {started: x}\n",
                "id: a\nseverity: P3\nimpact: {summary: s, share: 0.5}\n"
            ),
            ["severity: P1 → P3", "impact.summary: - → s", "impact.share: - → 0.5", "times.started: x → -"]
        );
    }

    #[test]
    fn a_row_more_is_one_change() {
        let old = "timeline:\n  - {text: a}\n  - {text: b, by: me}\n  - {text: c}\n";
        let new = "timeline:\n  - {text: new}\n  - {text: a}\n  - {text: b, by: you}\n  - {text: c}\n";
        assert_eq!(shown(old, new), ["timeline[0]: - → {text: new}", "timeline[2].by: me → you"]);
        assert_eq!(shown(new, old), ["timeline[0]: {text: new} → -", "timeline[1].by: you → me"]);
        assert_eq!(shown("tags: [a, b]\n", "tags: [b]\n"), ["tags[0]: a → -"]);
    }

    #[test]
    fn items_with_ids_may_change_places() {
        let old = "actions:\n  - {id: A-1, title: x}\n  - {id: A-2, title: y}\n";
        let new = "actions:\n  - {id: A-2, title: z}\n  - {id: A-3, title: w}\n";
        assert_eq!(
            shown(old, new),
            [
                "actions[0].title: y → z",
                "actions[1]: - → {id: A-3, title: w}",
                "actions[0]: {id: A-1, title: x} → -"
            ]
        );
    }
}
