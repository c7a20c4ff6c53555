//! What is under the cursor: a finding and why it is one, a name and what it means, a field.

use super::cursor::{Cursor, Part};
use super::field::{Field, names};
use crate::record::schema::RecordType;
use crate::rule::{self, Rule};
use crate::workspace::Workspace;

/// Markdown about a place; `written` is its key or value, `rules` are those that have a finding there.
pub(super) fn about(
    workspace: &Workspace,
    record: RecordType,
    cursor: &Cursor,
    written: &str,
    rules: &[&str],
) -> Option<String> {
    let mut parts: Vec<String> = rules.iter().filter_map(|rule| rule::find(rule)).map(story).collect();
    let key = cursor.path.clone().key(written);
    let (path, is_value) = match cursor.part {
        Part::Key => (&cursor.path, false),
        Part::Word if Field::new(record, &key).is_some() => (&key, false),
        Part::Value | Part::Word => (&cursor.path, true),
    };
    let meaning = names(record, path).filter(|_| is_value);
    match meaning.and_then(|names| names.about(workspace, written)) {
        Some(meaning) => parts.push(meaning),
        None => parts.extend(Field::new(record, path).map(|field| {
            let words: Vec<String> = field.words().iter().map(|word| format!("`{word}`")).collect();
            let words =
                if words.is_empty() { String::new() } else { format!("\n\nOne of: {}", words.join(", ")) };
            format!("`{path}`, {}\n\n{}{words}", field.kind(), field.about())
        })),
    }
    (!parts.is_empty()).then(|| parts.join("\n\n---\n\n"))
}

fn story(rule: &Rule) -> String {
    format!("**{}** ({})\n\n{}\n\n{}", rule.id, rule.level.name(), rule.summary, rule.why)
}
