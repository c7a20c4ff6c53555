//! Words and lengths of the record: how they are read, and how they stand in serialised plans.

use std::fmt::Display;

use serde::{Serialize, Serializer};

use crate::record::{Leaf, Text};
use crate::time::Duration;

/// A word, as written in YAML.
pub(super) fn one<T: Display, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

/// A word or null.
#[expect(clippy::ref_option, reason = "serde hands over the field as it is")]
pub(super) fn option<T: Display, S: Serializer>(value: &Option<T>, serializer: S) -> Result<S::Ok, S::Error> {
    value.as_ref().map(ToString::to_string).serialize(serializer)
}

/// A duration in seconds.
pub(super) fn seconds(leaf: Option<&Leaf<Duration>>) -> Option<i64> {
    leaf.and_then(Leaf::get).map(|duration| duration.seconds)
}

/// A text that says something.
pub(super) fn said(text: Option<&Text>) -> Option<&str> {
    text.filter(|text| text.says_something()).map(|text| &**text)
}
