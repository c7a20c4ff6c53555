//! Words of the record in serialised plans: as written in YAML.

use std::fmt::Display;

use serde::{Serialize, Serializer};

/// A word.
pub(super) fn one<T: Display, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

/// A word or null.
#[expect(clippy::ref_option, reason = "serde hands over the field as it is")]
pub(super) fn option<T: Display, S: Serializer>(value: &Option<T>, serializer: S) -> Result<S::Ok, S::Error> {
    value.as_ref().map(ToString::to_string).serialize(serializer)
}
