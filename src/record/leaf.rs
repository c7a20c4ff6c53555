//! Leaves: values kept as written, so that one wrong value never hides the rest of its file.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{Deserialize, Deserializer, Visitor};

/// A type that can be read from one YAML scalar.
pub trait LeafType: Sized {
    /// Name of the leaf type in schemas and messages.
    const NAME: &'static str;

    /// Reads the text of a scalar; the error says what was expected.
    fn read(text: &str) -> Result<Self, Wrong>;

    /// A value that is understood but written wrongly, reported without being dropped.
    fn flaw(&self, _text: &str) -> Option<Wrong> {
        None
    }

    /// JSON Schema of the well-written values.
    fn schema() -> Schema;
}

/// Why a leaf is wrong and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The rule that reports it.
    pub rule: &'static str,
    /// What is wrong, lower case, without the value.
    pub message: String,
    /// The next step.
    pub help: Option<String>,
    /// The text that means the same beyond doubt and is written well.
    pub means: Option<String>,
}

impl Wrong {
    /// A value that cannot be read.
    pub fn value(message: impl Into<String>) -> Self {
        Self { rule: "bad-value", message: message.into(), help: None, means: None }
    }

    /// The same with a next step.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same with the text that is meant beyond doubt.
    #[must_use]
    pub fn means(mut self, text: Option<String>) -> Self {
        self.means = text;
        self
    }
}

/// A scalar as written, with its meaning where it has one.
#[derive(Debug, Clone)]
pub struct Leaf<T> {
    text: Box<str>,
    value: Option<T>,
}

impl<T> Leaf<T> {
    /// The text between the quotes, or the plain scalar.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The meaning; `None` where the text is wrong (a finding says so).
    pub fn get(&self) -> Option<&T> {
        self.value.as_ref()
    }
}

impl<T: LeafType> Leaf<T> {
    /// Reads a text.
    pub fn new(text: impl Into<Box<str>>) -> Self {
        let text = text.into();
        let value = T::read(&text).ok();
        if value.as_ref().is_none_or(|value| value.flaw(&text).is_some()) {
            FLAWED.set(true);
        }
        Self { text, value }
    }
}

thread_local! {
    static FLAWED: Cell<bool> = const { Cell::new(false) };
}

/// Runs a parse on this thread and tells whether any leaf read in it was wrong.
///
/// The fast path only has to know *that* something is wrong; the slow path then finds out what and where.
pub(crate) fn watch<R>(parse: impl FnOnce() -> R) -> (R, bool) {
    FLAWED.set(false);
    let result = parse();
    (result, FLAWED.get())
}

struct TextVisitor;

impl Visitor<'_> for TextVisitor {
    type Value = Box<str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a single value")
    }

    fn visit_str<E>(self, text: &str) -> Result<Box<str>, E> {
        Ok(text.into())
    }
}

impl<'de, T: LeafType> Deserialize<'de> for Leaf<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TextVisitor).map(Self::new)
    }
}

impl<T: LeafType> JsonSchema for Leaf<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        T::NAME.into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let mut schema = T::schema();
        schema.insert("x-leaf".into(), T::NAME.into());
        schema
    }
}

/// Free text (Markdown where it is prose), any scalar as written.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text(Box<str>);

impl Text {
    /// Whether it says something: neither blank nor `unknown`.
    pub fn says_something(&self) -> bool {
        self.0.contains(|c: char| !c.is_whitespace()) && !self.is_unknown()
    }

    /// An explicit `unknown`, which satisfies a requirement and is counted.
    pub fn is_unknown(&self) -> bool {
        let text = self.0.trim_start();
        text.starts_with("unknown") && text.trim_end() == "unknown"
    }
}

impl std::ops::Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TextVisitor).map(Self)
    }
}

impl JsonSchema for Text {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "text".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({ "type": ["string", "number", "boolean"], "x-leaf": "text" })
    }
}
