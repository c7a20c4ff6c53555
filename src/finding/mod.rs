//! Findings: what is wrong with a record, where, and what to do about it.
//!
//! A rule makes a [`Finding`] that speaks of fields; [`report`] is the one door through which every finding
//! goes: levels, order and, at the very end, lines and columns.

mod baseline;
mod concise;
mod deny;
mod fingerprint;
mod github;
mod gitlab;
mod human;
mod json;
mod junit;
mod locate;
mod path;
mod report;
mod sarif;
mod suppress;
#[cfg(test)]
mod tests;

pub use baseline::{Baseline, Known};
pub use concise::concise;
pub use deny::{Denied, Deny, rule_named};
pub use fingerprint::Fingerprint;
pub(crate) use fingerprint::without_numbers;
pub use github::{github, github_summary};
pub use gitlab::gitlab;
pub use human::human;
pub use json::{json, json_schema};
pub use junit::junit;
pub(crate) use locate::front_matter;
pub use locate::{Located, Spot};
pub use path::{FieldPath, Step, at};
pub use report::{Report, Weighed, report, tally, weigh};
pub use sarif::sarif;
pub use suppress::suppress;
pub(crate) use suppress::{MARK, can_be_allowed};

use std::ops::Range;

use crate::fix::Fix;
use crate::text::secrets::masked;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Worth knowing.
    Note,
    /// Worth mending.
    Warning,
    /// Wrong.
    Error,
}

impl Level {
    /// Its name in every output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Where in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The file as a whole.
    File,
    /// The value of a field; where it is absent, the nearest field above it.
    Value(FieldPath),
    /// The key of a field.
    Key(FieldPath),
    /// Bytes, where the file could not be read into fields.
    Bytes(Range<usize>),
}

impl From<FieldPath> for Place {
    fn from(path: FieldPath) -> Self {
        Self::Value(path)
    }
}

/// A second place that explains the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The file, if another one.
    pub file: Option<String>,
    /// Where.
    pub place: Place,
    /// What it says.
    pub text: String,
}

/// Something wrong with a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's name.
    pub rule: &'static str,
    /// A weight other than the rule's own.
    pub level: Option<Level>,
    /// The file, relative to the folder read.
    pub file: String,
    /// Where in it.
    pub place: Place,
    /// What is wrong: lower case, the user's value in backticks.
    pub message: String,
    /// A word under the caret.
    pub label: Option<String>,
    /// A second place.
    pub second: Option<Label>,
    /// The next step.
    pub help: Option<String>,
    /// The field that cannot be read because of it: no other rule asks for that field.
    pub hides: Option<FieldPath>,
    /// How it is mended without asking anybody, where that is sure.
    pub fix: Option<Fix>,
}

impl Finding {
    /// A finding at a place of a file.
    pub fn new(rule: &'static str, file: &str, place: impl Into<Place>, message: impl Into<String>) -> Self {
        Self {
            rule,
            level: None,
            file: file.into(),
            place: place.into(),
            message: tidy(&message.into()),
            label: None,
            second: None,
            help: None,
            hides: None,
            fix: None,
        }
    }

    /// With the next step.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(tidy(&help.into()));
        self
    }

    /// With a word under the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(tidy(&label.into()));
        self
    }

    /// With a second place in the same file.
    #[must_use]
    pub fn second(mut self, place: impl Into<Place>, text: impl Into<String>) -> Self {
        self.second = Some(Label { file: None, place: place.into(), text: tidy(&text.into()) });
        self
    }

    /// With a second place in another file.
    #[must_use]
    pub fn elsewhere(mut self, file: &str, place: impl Into<Place>, text: impl Into<String>) -> Self {
        self.second = Some(Label { file: Some(file.into()), place: place.into(), text: tidy(&text.into()) });
        self
    }

    /// With the edits that mend it.
    #[must_use]
    pub fn fix(mut self, fix: impl Into<Option<Fix>>) -> Self {
        self.fix = fix.into();
        self
    }

    /// With a weight other than the rule's own.
    #[must_use]
    pub fn weighing(mut self, level: Level) -> Self {
        self.level = Some(level);
        self
    }
}

/// One line of bearable length that gives no secret away, whatever value of the user's is in it.
fn tidy(text: &str) -> String {
    const LONG: usize = 600;
    // Before anything is cut: half a secret is not recognised.
    let mut text = masked(text).into_owned();
    if text.len() > LONG {
        text.truncate(text.floor_char_boundary(LONG));
        text.push('…');
    }
    if text.contains(['\n', '\r']) { text.split_whitespace().collect::<Vec<_>>().join(" ") } else { text }
}
