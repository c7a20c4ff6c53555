//! One file under edit: its text, its span tree, and from fields to bytes.

use super::{Edit, Fix, Splice, apply, model, order, scalar};
use crate::finding::{FieldPath, Step, front_matter};
use crate::yaml::{Entry, Kind, Node, parse};

/// A file that can be edited.
pub(super) struct Editor<'a> {
    text: &'a str,
    /// The YAML in it, and where that begins.
    yaml: &'a str,
    offset: usize,
    tree: Node,
}

/// A field that belongs to its place alone.
pub(super) struct Field<'a> {
    /// The map around it and its entry; `None` for an item of a list.
    pub(super) entry: Option<(&'a [Entry], &'a Entry)>,
    /// Its value.
    pub(super) value: &'a Node,
    /// It stands between brackets.
    pub(super) flow: bool,
}

impl<'a> Editor<'a> {
    /// `None` for what is no YAML that we accept.
    pub(super) fn read(text: &'a str) -> Option<Self> {
        let (yaml, offset) = front_matter(text).unwrap_or((text, 0));
        let (tree, _) = parse(yaml).ok()?;
        Some(Self { text, yaml, offset, tree })
    }

    /// The bytes of the file that a fix replaces; `None` where it cannot be done safely.
    pub(super) fn edits(&self, fix: &Fix) -> Option<Vec<Splice>> {
        let mut splices = Vec::new();
        for edit in &fix.edits {
            match edit {
                Edit::Value { path, old, new } => {
                    let field = self.field(path).filter(|field| !field.value.shared)?;
                    splices.push(scalar::replace(
                        self.yaml,
                        field.value,
                        old,
                        new,
                        field.flow,
                        scalar::Role::Value,
                    )?);
                }
                Edit::Key { path, new } => {
                    let field = self.field(path)?;
                    let (map, Entry { key, .. }) = field.entry?;
                    let taken = |name: &str| name == new || name == "<<";
                    let old = key.text()?;
                    let twice = map.iter().filter(|entry| entry.key.text() == Some(old)).count() > 1;
                    let named = self.names(path, key, |rest| rest.is_empty() || rest.starts_with(['.', '[']));
                    if named
                        || key.shared
                        || twice
                        || map.iter().any(|entry| entry.key.text().is_some_and(taken))
                    {
                        return None;
                    }
                    splices.push(scalar::replace(self.yaml, key, old, new, field.flow, scalar::Role::Key)?);
                }
                Edit::Order { path, order } => {
                    if self.names(path, &self.tree, |rest| rest.starts_with('[')) {
                        return None;
                    }
                    splices.extend(order::rearrange(self.yaml, &self.field(path)?, order)?);
                }
            }
        }
        for (range, _) in &mut splices {
            *range = range.start + self.offset..range.end + self.offset;
        }
        splices.sort_by_key(|(range, _)| range.start);
        let apart = splices.windows(2).all(|pair| pair[0].0.end <= pair[1].0.start);
        // Values and keys are proved by themselves; lines that move can change what a block scalar ends with.
        let moves = fix.edits.iter().any(|edit| matches!(edit, Edit::Order { .. }));
        (apart && (!moves || self.revised(&[fix], &splices).is_some())).then_some(splices)
    }

    /// The text with these bytes replaced, if it reads as the record with exactly these edits made.
    pub(super) fn revised(&self, fixes: &[&Fix], splices: &[Splice]) -> Option<String> {
        let mut wanted = self.tree.clone();
        model::make(&mut wanted, fixes)?;
        let text = apply(self.text, splices);
        let after = Editor::read(&text)?;
        model::same(&wanted, &after.tree).then_some(text)
    }

    /// Whether the record itself names a field by its path, as `visibility.fields` does; then the path must not come to
    /// mean something else. `but` is passed over; `hit` looks at what follows the path.
    fn names(&self, path: &FieldPath, but: &Node, hit: impl Fn(&str) -> bool) -> bool {
        let path = path.to_string();
        let mut found = false;
        self.tree.each_text(&mut |node, text| {
            found |= node.span != but.span && text.strip_prefix(&path).is_some_and(&hit);
        });
        found
    }

    /// The field at a path; `None` where it is absent, or where something around it counts in several places.
    fn field(&self, path: &FieldPath) -> Option<Field<'_>> {
        let mut field = Field { entry: None, value: &self.tree, flow: false };
        for step in path.steps() {
            let around = field.value;
            let flow = field.flow || self.yaml[around.span.clone()].starts_with(['[', '{']);
            if around.shared {
                return None;
            }
            field = match (step, &around.kind) {
                (Step::Key(name), Kind::Map(entries)) => {
                    let entry = entries.iter().find(|entry| entry.key.text() == Some(name))?;
                    Field { entry: Some((entries, entry)), value: &entry.value, flow }
                }
                (Step::Item(index), Kind::List(items)) => {
                    Field { entry: None, value: items.get(*index)?, flow }
                }
                _ => return None,
            };
        }
        Some(field)
    }
}
