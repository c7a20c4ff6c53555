//! From field paths to lines and columns: only for files that have something to report.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{FieldPath, Finding, Place, Step};
use crate::yaml::{Entry, Kind, Node, parse, parse_fields};

/// A place as an editor counts: line and column from 1, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// The line on which it ends, from 1.
    pub end_line: usize,
    /// The column behind its last character, from 1.
    pub end_column: usize,
    /// Bytes of the file.
    pub bytes: Range<usize>,
}

/// A finding with its lines.
#[derive(Debug, Clone)]
pub struct Located {
    /// The finding.
    pub finding: Finding,
    /// How much it weighs, after settings.
    pub level: super::Level,
    /// Where; `None` where the file as a whole is meant or cannot be read.
    pub spot: Option<Spot>,
    /// Where its second label is.
    pub second: Option<Spot>,
    /// What makes it the same finding in another run.
    pub fingerprint: super::Fingerprint,
}

/// A file's text and its span tree.
pub(super) struct Document {
    pub(super) text: String,
    /// The YAML and where it begins in the text; nothing where it cannot be parsed.
    pub(super) tree: Option<(Node, usize)>,
    /// Where each line begins.
    lines: Vec<usize>,
}

impl Document {
    /// Reads all of a text.
    pub(super) fn new(text: String) -> Self {
        Self::with_tree(text, |yaml| parse(yaml).ok().map(|(tree, _)| tree))
    }

    /// Reads a text as far as these places need it.
    pub(super) fn for_places(text: String, places: &[&Place]) -> Self {
        // Which field some bytes belong to, only the whole tells.
        if places.iter().any(|place| matches!(place, Place::Bytes(_))) {
            return Self::new(text);
        }
        let tops = places.iter().filter_map(|place| match place {
            Place::Value(path) | Place::Key(path) => path.steps().first(),
            Place::File | Place::Bytes(_) => None,
        });
        let tops: BTreeSet<&str> = tops.filter_map(|step| step.name()).collect();
        Self::with_tree(text, |yaml| if tops.is_empty() { None } else { parse_fields(yaml, tops) })
    }

    fn with_tree(text: String, tree: impl FnOnce(&str) -> Option<Node>) -> Self {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(i, _)| i + 1)).collect();
        let mut document = Self { text, tree: None, lines };
        let (yaml, offset) = document.yaml();
        document.tree = tree(yaml).map(|tree| (tree, offset));
        document
    }

    /// The part of the text that is YAML, and where it begins.
    pub(super) fn yaml(&self) -> (&str, usize) {
        front_matter(&self.text).unwrap_or((&self.text, 0))
    }

    /// Where a place is; the nearest field above an absent one.
    pub(super) fn spot(&self, place: &Place) -> Option<Spot> {
        let bytes = match place {
            Place::File => return None,
            Place::Bytes(bytes) => bytes.clone(),
            Place::Value(path) => self.find(path, false)?,
            Place::Key(path) => self.find(path, true)?,
        };
        let start = floor(&self.text, bytes.start);
        let end = floor(&self.text, bytes.end).max(start);
        let (line, column) = self.position(start);
        let (end_line, end_column) = self.position(end);
        Some(Spot { line, column, end_line, end_column, bytes: start..end })
    }

    /// Line and column of a byte.
    pub(super) fn position(&self, at: usize) -> (usize, usize) {
        let line = self.lines.partition_point(|begin| *begin <= at);
        let begin = self.lines[line - 1];
        (line, self.text[begin..at].trim_start_matches('\u{feff}').chars().count() + 1)
    }

    /// The key of the field whose value these bytes are.
    pub(super) fn key_of(&self, value: &Range<usize>) -> Option<Range<usize>> {
        let (mut node, offset) = self.tree.as_ref().map(|(tree, offset)| (tree, *offset))?;
        let holds =
            |node: &Node| node.span.start + offset <= value.start && value.end <= node.span.end + offset;
        loop {
            node = match &node.kind {
                Kind::Map(entries) => {
                    let entry = entries.iter().find(|entry| holds(&entry.value))?;
                    if shift(entry.value.span.clone(), offset) == *value {
                        return Some(shift(entry.key.span.clone(), offset));
                    }
                    &entry.value
                }
                Kind::List(items) => items.iter().find(|item| holds(item))?,
                Kind::Scalar { .. } => return None,
            };
        }
    }

    fn find(&self, path: &FieldPath, key: bool) -> Option<Range<usize>> {
        let (mut node, offset) = self.tree.as_ref().map(|(tree, offset)| (tree, *offset))?;
        let mut span = None;
        for step in path.steps() {
            let next = match (step, &node.kind) {
                (Step::Key(name), Kind::Map(entries)) => entries.iter().find(|e| e.key.text() == Some(name)),
                (Step::Item(index), Kind::List(items)) => {
                    let Some(item) = items.get(*index) else { break };
                    node = item;
                    span = Some((&item.span, &item.span));
                    continue;
                }
                _ => None,
            };
            let Some(Entry { key, value }) = next else {
                // The field is absent: point at the key of what it is missing from.
                let (key, _) = span?;
                return Some(shift(first_line(key, &self.text, offset), offset));
            };
            node = value;
            span = Some((&key.span, &value.span));
        }
        let (key_span, value_span) = span?;
        let empty = value_span.is_empty();
        Some(shift(if key || empty { key_span.clone() } else { value_span.clone() }, offset))
    }
}

fn first_line(span: &Range<usize>, text: &str, offset: usize) -> Range<usize> {
    let whole = text.get(span.start + offset..span.end + offset).unwrap_or_default();
    let length = whole.find('\n').unwrap_or(whole.len());
    span.start..span.start + whole[..length].trim_end().len()
}

fn shift(span: Range<usize>, offset: usize) -> Range<usize> {
    span.start + offset..span.end + offset
}

fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The YAML between `---` lines at the top of a Markdown file, and where it begins; a byte order mark and blanks behind the line
/// are no reason to take it for prose.
pub(crate) fn front_matter(text: &str) -> Option<(&str, usize)> {
    let first = text.split_inclusive('\n').next()?;
    if first.trim_start_matches('\u{feff}').trim_end() != "---" {
        return None;
    }
    let start = first.len();
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some((&text[start..at], start));
        }
        at += line.len();
    }
    None
}
