//! What an edit means for the tree: the oracle for the text that comes out.

use super::{Edit, Fix};
use crate::finding::Step;
use crate::yaml::{Entry, Kind, Node};

/// Makes the edits on the tree; `None` where one of them does not fit it.
///
/// Names change last and the deepest first, because the paths of all other edits go by the old ones.
pub(super) fn make(tree: &mut Node, fixes: &[&Fix]) -> Option<()> {
    let mut edits: Vec<&Edit> = Vec::new();
    for edit in fixes.iter().flat_map(|fix| &fix.edits) {
        // Two findings can share one fix.
        if !edits.contains(&edit) {
            edits.push(edit);
        }
    }
    edits.sort_by_key(|edit| match edit {
        Edit::Value { .. } => (0, 0),
        Edit::Order { .. } => (1, 0),
        Edit::Key { path, .. } => (2, usize::MAX - path.steps().len()),
    });
    edits.into_iter().try_for_each(|edit| one(tree, edit))
}

fn one(tree: &mut Node, edit: &Edit) -> Option<()> {
    match edit {
        Edit::Value { path, new, .. } => match &mut walk(tree, path.steps())?.kind {
            kind @ Kind::Scalar { .. } => *kind = said(new),
            _ => return None,
        },
        Edit::Key { path, new } => {
            let (Step::Key(old), above) = path.steps().split_last()? else { return None };
            let Kind::Map(entries) = &mut walk(tree, above)?.kind else { return None };
            match &mut named(entries, old)?.key.kind {
                kind @ Kind::Scalar { .. } => *kind = said(new),
                _ => return None,
            }
        }
        Edit::Order { path, order } => {
            let Kind::List(items) = &mut walk(tree, path.steps())?.kind else { return None };
            *items = order.iter().map(|index| items.get(*index).cloned()).collect::<Option<_>>()?;
        }
    }
    Some(())
}

/// A text that is written is never null, whatever it says.
fn said(text: &str) -> Kind {
    Kind::Scalar { text: text.into(), plain: false }
}

fn walk<'a>(tree: &'a mut Node, steps: &[Step]) -> Option<&'a mut Node> {
    steps.iter().try_fold(tree, |node, step| match (step, &mut node.kind) {
        (Step::Key(name), Kind::Map(entries)) => Some(&mut named(entries, name)?.value),
        (Step::Item(index), Kind::List(items)) => items.get_mut(*index),
        _ => None,
    })
}

fn named<'a>(entries: &'a mut [Entry], name: &str) -> Option<&'a mut Entry> {
    entries.iter_mut().find(|entry| entry.key.text() == Some(name))
}

/// Whether two trees say the same, wherever it stands and however it is quoted.
pub(super) fn same(a: &Node, b: &Node) -> bool {
    match (&a.kind, &b.kind) {
        (Kind::Scalar { text, .. }, Kind::Scalar { text: other, .. }) => {
            text == other && a.is_null() == b.is_null()
        }
        (Kind::List(items), Kind::List(others)) => {
            items.len() == others.len() && items.iter().zip(others).all(|(a, b)| same(a, b))
        }
        (Kind::Map(entries), Kind::Map(others)) => {
            let pair = |(a, b): (&Entry, &Entry)| same(&a.key, &b.key) && same(&a.value, &b.value);
            entries.len() == others.len() && entries.iter().zip(others).all(pair)
        }
        _ => false,
    }
}
