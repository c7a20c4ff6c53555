//! YAML as a tree with byte spans: the slow, explaining parse.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use granit_parser::{Event, Options, Parser, ScalarStyle, Span};

use super::cause::cause;

/// Deeper nesting than this is no record.
pub(super) const MAX_DEPTH: usize = 64;
/// More nodes than this, after aliases, is an attack or an accident.
const MAX_NODES: usize = 200_000;

/// A text of as many bytes more counts as one value more where it is named again.
const LONG: usize = 64;

/// A value with its place in the text.
#[derive(Debug, Clone)]
pub struct Node {
    /// Bytes of the text; of a block, with the comments up to the next value.
    pub span: Range<usize>,
    /// What it is.
    pub kind: Kind,
    /// It has an anchor or is an alias: what is written here may count elsewhere too.
    pub shared: bool,
}

/// What a node is.
#[derive(Debug, Clone)]
pub enum Kind {
    /// One scalar; `plain` if written without quotes or block indicator.
    Scalar {
        /// Its text after escapes.
        text: String,
        /// Without quotes.
        plain: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// A map in written order, duplicates kept.
    Map(Vec<Entry>),
}

/// One entry of a map.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The key.
    pub key: Node,
    /// The value.
    pub value: Node,
}

impl Node {
    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Whether it is an unquoted null.
    pub fn is_null(&self) -> bool {
        matches!(&self.kind, Kind::Scalar { text, plain: true } if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL"))
    }

    /// Hands every scalar in it, keys too, to `look`.
    pub fn each_text(&self, look: &mut impl FnMut(&Node, &str)) {
        match &self.kind {
            Kind::Scalar { text, .. } => look(self, text),
            Kind::List(items) => items.iter().for_each(|item| item.each_text(look)),
            Kind::Map(entries) => entries.iter().for_each(|entry| {
                entry.key.each_text(look);
                entry.value.each_text(look);
            }),
        }
    }

    /// Moves it, and all below it, to where its text stands in a longer one.
    pub(super) fn shift(&mut self, by: usize) {
        self.span = self.span.start + by..self.span.end + by;
        match &mut self.kind {
            Kind::Scalar { .. } => {}
            Kind::List(items) => items.iter_mut().for_each(|item| item.shift(by)),
            Kind::Map(entries) => entries.iter_mut().for_each(|entry| {
                entry.key.shift(by);
                entry.value.shift(by);
            }),
        }
    }

    fn size(&self) -> usize {
        1 + match &self.kind {
            // A long text counts as many: aliases multiply its bytes, too.
            Kind::Scalar { text, .. } => text.len() / LONG,
            Kind::List(items) => items.iter().map(Node::size).sum(),
            Kind::Map(entries) => entries.iter().map(|e| e.key.size() + e.value.size()).sum(),
        }
    }
}

/// Why a text is not YAML that we accept.
#[derive(Debug)]
pub struct Problem {
    /// The rule that reports it.
    pub rule: &'static str,
    /// Bytes of the text.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// The next step.
    pub help: Option<String>,
}

impl Problem {
    fn syntax(span: Range<usize>, message: impl Into<String>, help: &str) -> Self {
        Self { rule: "yaml-syntax", span, message: message.into(), help: Some(help.into()) }
    }
}

/// A node under construction.
struct Open {
    node: Node,
    anchor: usize,
    key: Option<Node>,
    depth: usize,
}

/// Builds the tree of the one document in `text`; tags are reported and passed over.
pub fn parse(text: &str) -> Result<(Node, Vec<Problem>), Problem> {
    let builder = build(text, |_| false)?;
    let end = text.len();
    builder.root.filter(|root| !root.is_null()).map(|root| (root, builder.problems)).ok_or_else(|| Problem {
        rule: "empty-file",
        span: end..end,
        message: "the file holds no record".into(),
        help: Some("write at least `id:`, or delete the file".into()),
    })
}

/// The tree only as far as the first entries of these names at the top, which is often a small part of a file.
pub(super) fn parse_until(text: &str, mut names: BTreeSet<&str>) -> Option<Node> {
    let builder = build(text, |entry| {
        names.remove(entry.key.text().unwrap_or_default());
        names.is_empty()
    });
    let mut builder = builder.ok()?;
    builder.root.or_else(|| Some(builder.open.pop()?.node))
}

/// Reads event by event until the text ends, or an entry of the map at the top is `enough`.
fn build(text: &str, mut enough: impl FnMut(&Entry) -> bool) -> Result<Builder, Problem> {
    let mut builder = Builder::default();
    let mut seen = 0;
    let mut options = Options::default();
    options.set_emit_comments(false);
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, span) = event.map_err(|error| {
            let start = text.floor_char_boundary(error.marker().byte_offset().unwrap_or(0));
            if error.info().contains("recursion limit") {
                return too_deep(start..start);
            }
            let cause = cause(text, start, &error.info());
            Problem::syntax(cause.span, cause.message, cause.help)
        })?;
        builder.event(event, &span, text)?;
        if let [Open { node: Node { kind: Kind::Map(entries), .. }, .. }] = builder.open.as_slice()
            && entries.len() > seen
        {
            seen = entries.len();
            if enough(&entries[seen - 1]) {
                break;
            }
        }
    }
    Ok(builder)
}

#[derive(Default)]
struct Builder {
    open: Vec<Open>,
    anchors: HashMap<usize, Node>,
    nodes: usize,
    documents: usize,
    root: Option<Node>,
    problems: Vec<Problem>,
}

impl Builder {
    fn event(&mut self, event: Event<'_>, span: &Span, text: &str) -> Result<(), Problem> {
        let bytes = bytes(span, text);
        if let Some(tag) = event.tag().filter(|tag| tag.is_custom()) {
            let tag_span = span.tag_span().map_or(bytes.clone(), |span| self::bytes(&span, text));
            let message = format!("has the tag `{tag}`, which means nothing here");
            self.problems.push(Problem::syntax(tag_span, message, "remove the tag, or quote the text"));
        }
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(Problem::syntax(bytes, "has a second document", "keep one record in a file"));
                }
            }
            Event::Scalar(value, style, anchor, _) => {
                let plain = style == ScalarStyle::Plain;
                let kind = Kind::Scalar { text: value.into_owned(), plain };
                let node = Node { span: bytes, kind, shared: anchor > 0 };
                self.close(node, anchor, 1)?;
            }
            Event::SequenceStart(_, anchor, _) => self.start(bytes, anchor, Kind::List(Vec::new()))?,
            Event::MappingStart(_, anchor, _) => self.start(bytes, anchor, Kind::Map(Vec::new()))?,
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(Open { mut node, anchor, .. }) = self.open.pop() {
                    node.span.end = bytes.end.max(node.span.start);
                    self.close(node, anchor, 0)?;
                }
            }
            Event::Alias(id) => {
                let Some(mut node) = self.anchors.get(&id).cloned() else {
                    return Err(Problem::syntax(bytes, "refers to itself", "write the value out"));
                };
                node.span = bytes;
                let size = node.size();
                self.close(node, 0, size)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn start(&mut self, span: Range<usize>, anchor: usize, kind: Kind) -> Result<(), Problem> {
        let depth = self.open.last().map_or(0, |open| open.depth) + 1;
        if depth > MAX_DEPTH {
            return Err(too_deep(span));
        }
        let node = Node { span, kind, shared: anchor > 0 };
        self.open.push(Open { node, anchor, key: None, depth });
        Ok(())
    }

    fn close(&mut self, node: Node, anchor: usize, size: usize) -> Result<(), Problem> {
        self.nodes += size.max(1);
        if self.nodes > MAX_NODES {
            let how = if self.anchors.is_empty() { "" } else { ", aliases written out" };
            let message = format!("holds more than {MAX_NODES} values{how}");
            return Err(Problem::syntax(node.span, message, "no record needs that many: split the file"));
        }
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(parent) => match (&mut parent.node.kind, parent.key.take()) {
                (Kind::List(items), _) => items.push(node),
                (Kind::Map(entries), Some(key)) => entries.push(Entry { key, value: node }),
                _ => parent.key = Some(node),
            },
        }
        Ok(())
    }
}

fn too_deep(span: Range<usize>) -> Problem {
    Problem::syntax(span, format!("is nested deeper than {MAX_DEPTH} levels"), "no record needs that")
}

pub(super) fn bytes(span: &Span, text: &str) -> Range<usize> {
    let range = span.byte_range().unwrap_or(0..0);
    let end = range.end.min(text.len());
    let trimmed = text.get(range.start.min(end)..end).unwrap_or_default().trim_end();
    range.start.min(end)..range.start.min(end) + trimmed.len()
}
