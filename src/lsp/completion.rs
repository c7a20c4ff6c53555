//! What fits where the cursor is: keys of the record, words of a field, names of other records.

use gen_lsp_types as lsp;

use super::cursor::{Cursor, Part};
use super::field::{Field, Names, names};
use crate::finding::FieldPath;
use crate::record::schema::RecordType;
use crate::workspace::Workspace;

/// More than this at once is no choice; what was typed narrows it down.
const MANY: usize = 200;

/// Something that may be written.
struct Choice {
    label: String,
    kind: lsp::CompletionItemKind,
    /// A few words beside it.
    detail: String,
    /// What it is about.
    about: &'static str,
    /// The text, where it is not the label.
    text: String,
}

/// What may be written at the cursor, in the place of `range`, of which `typed` is there.
pub(super) fn complete(
    workspace: &Workspace,
    record: RecordType,
    cursor: &Cursor,
    typed: &str,
    has_colon: bool,
    range: lsp::Range,
) -> lsp::CompletionList {
    let mut choices = match cursor.part {
        Part::Value => values(workspace, record, &cursor.path),
        Part::Key => keys(workspace, record, &parent(&cursor.path), has_colon),
        Part::Word => {
            let mut both = values(workspace, record, &cursor.path);
            both.extend(keys(workspace, record, &cursor.path, has_colon));
            both
        }
    };
    let is_incomplete = choices.len() > MANY;
    if is_incomplete {
        let typed = typed.to_lowercase();
        choices.retain(|choice| choice.label.to_lowercase().contains(&typed));
        choices.truncate(MANY);
    }
    let items = choices.into_iter().enumerate().map(|(i, choice)| lsp::CompletionItem {
        label: choice.label,
        kind: Some(choice.kind),
        detail: Some(choice.detail).filter(|detail| !detail.is_empty()),
        documentation: Some(choice.about)
            .filter(|about| !about.is_empty())
            .map(|about| about.to_owned().into()),
        // In our order: the schema's, the worst severity first, the latest incident first.
        sort_text: Some(format!("{i:03}")),
        text_edit: Some(lsp::TextEdit { range, new_text: choice.text }.into()),
        ..Default::default()
    });
    lsp::CompletionList { is_incomplete, items: items.collect(), ..Default::default() }
}

fn parent(path: &FieldPath) -> FieldPath {
    use crate::finding::Step;
    let above = path.steps().split_last().map_or(&[][..], |(_, above)| above);
    above.iter().fold(FieldPath::default(), |path, step| match step {
        Step::Key(name) => path.key(name),
        Step::Item(number) => path.item(*number),
    })
}

fn values(workspace: &Workspace, record: RecordType, path: &FieldPath) -> Vec<Choice> {
    let Some(field) = Field::new(record, path) else { return Vec::new() };
    if !field.is_leaf() {
        // A list is begun: its first item comes with brackets.
        let each = names(record, &path.clone().item(0)).into_iter().flat_map(|names| named(workspace, names));
        return each.map(|choice| Choice { text: format!("[{}]", choice.text), ..choice }).collect();
    }
    let words = field.words().into_iter().map(|word| Choice {
        text: word.clone(),
        label: word,
        kind: lsp::CompletionItemKind::EnumMember,
        detail: String::new(),
        about: "",
    });
    let names = names(record, path).into_iter().flat_map(|names| named(workspace, names));
    words.chain(names).collect()
}

fn named(workspace: &Workspace, names: Names) -> impl Iterator<Item = Choice> {
    names.all(workspace).into_iter().map(|name| Choice {
        text: scalar(&name.name),
        label: name.name,
        kind: lsp::CompletionItemKind::Reference,
        detail: name.about,
        about: "",
    })
}

fn keys(workspace: &Workspace, record: RecordType, path: &FieldPath, has_colon: bool) -> Vec<Choice> {
    let Some(field) = Field::new(record, path) else { return Vec::new() };
    let colon = |behind: bool| match (has_colon, behind) {
        (true, _) => "",
        (_, true) => ": ",
        (_, false) => ":",
    };
    let fields = field.keys().map(|(name, field)| Choice {
        label: name.into(),
        kind: lsp::CompletionItemKind::Field,
        detail: field.kind(),
        about: field.about(),
        text: format!("{name}{}", colon(field.is_leaf())),
    });
    // Keys that are the user's own words, in a map of the settings or of roles.
    let words = names(record, path).filter(|_| !field.is_leaf());
    let words = words.into_iter().flat_map(|names| named(workspace, names));
    fields
        .chain(words.map(|choice| Choice { text: format!("{}{}", choice.text, colon(true)), ..choice }))
        .collect()
}

/// A name as YAML reads it back.
fn scalar(name: &str) -> String {
    let plain = name.starts_with(char::is_alphanumeric)
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '/'))
        && !name.eq_ignore_ascii_case("null");
    // JSON is YAML.
    if plain { name.into() } else { serde_json::Value::from(name).to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        for name in ["payments-db", "INC-1", "终", "a b", "a: b", "null", "- x", "\"", "#1", "2026", "true"]
        {
            let text = format!("id: {}\n", scalar(name));
            let (tree, _) = crate::yaml::parse(&text).unwrap();
            let crate::yaml::Kind::Map(entries) = tree.kind else { panic!("{text}") };
            assert_eq!(entries[0].value.text(), Some(name));
            assert!(!entries[0].value.is_null(), "{text}");
        }
    }
}
