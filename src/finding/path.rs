//! Paths of fields in a record: how rules say where something is, without knowing of lines.

use std::fmt;

/// One step down into a record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Into a map.
    Key(Box<str>),
    /// Into a list, counted from 0.
    Item(usize),
}

impl Step {
    /// The name of a key.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Key(name) => Some(name),
            Self::Item(_) => None,
        }
    }
}

/// The way to a field: `timeline[3].at`.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct FieldPath(Vec<Step>);

/// A path from names joined with dots: `at("times.detected")`.
pub fn at(dotted: &str) -> FieldPath {
    FieldPath::default().then(dotted)
}

impl FieldPath {
    /// Deeper by names joined with dots.
    #[must_use]
    pub fn then(mut self, dotted: &str) -> Self {
        self.0.extend(dotted.split('.').map(|name| Step::Key(name.into())));
        self
    }

    /// Deeper by one key, taken whole.
    #[must_use]
    pub fn key(mut self, key: &str) -> Self {
        self.0.push(Step::Key(key.into()));
        self
    }

    /// Deeper by one list item.
    #[must_use]
    pub fn item(mut self, index: usize) -> Self {
        self.0.push(Step::Item(index));
        self
    }

    /// The steps from the top.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if i == 0 => f.write_str(key)?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Item(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}
