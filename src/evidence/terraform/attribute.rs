//! Finds the attributes of the allow-list in the values of one resource.

use std::collections::BTreeMap;

use serde_json::Value;

use super::allow::{Attributes, fits};
use crate::evidence::UNREADABLE;
use crate::evidence::value::{short, text};

/// What is known of an attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// Its value as text; a list of texts with commas.
    Value(String),
    /// Null, or an empty list: not set.
    Unset,
    /// Only known after apply.
    Later,
    /// Not of the kind that the attribute has, and not kept.
    Unreadable,
}

impl Known {
    /// The value, where there is one.
    pub fn value(&self) -> Option<&str> {
        match self {
            Self::Value(value) => Some(value),
            Self::Unset | Self::Later | Self::Unreadable => None,
        }
    }

    /// `true` or `false`.
    pub fn flag(&self) -> Option<bool> {
        self.value().and_then(|value| value.parse().ok())
    }

    /// A whole number.
    pub fn whole(&self) -> Option<u64> {
        self.value().and_then(|value| value.parse().ok())
    }

    /// As people read it.
    pub fn shown(&self) -> &str {
        match self {
            Self::Value(value) => value,
            Self::Unset => "not set",
            Self::Later => "unknown until apply",
            Self::Unreadable => UNREADABLE,
        }
    }
}

/// Reads the attributes out of the values, what is unknown until apply, and what is sensitive, in this order.
pub(super) fn read(paths: Attributes, values: [&Value; 3]) -> BTreeMap<String, Known> {
    let mut found = BTreeMap::new();
    for path in paths {
        let names: Vec<&str> = path.split('.').collect();
        find(&names, values, "", &mut found);
    }
    found
}

/// Goes down one name; no deeper than the allow-list is long.
fn find(
    names: &[&str],
    [values, later, hidden]: [&Value; 3],
    above: &str,
    found: &mut BTreeMap<String, Known>,
) {
    let Some((name, rest)) = names.split_first() else { return };
    let (key, blocks) = name.strip_suffix("[*]").map_or((*name, false), |key| (key, true));
    let shown = if above.is_empty() { key.to_owned() } else { format!("{above}.{key}") };
    let (value, later, hidden) = (values.get(key), later.get(key), hidden.get(key));
    if hidden == Some(&Value::Bool(true)) {
        return;
    }
    if later == Some(&Value::Bool(true)) {
        let full = rest.iter().fold(if blocks { format!("{shown}[0]") } else { shown }, |path, name| {
            format!("{path}.{}", name.replace('*', "0"))
        });
        found.insert(full, Known::Later);
        return;
    }
    let Some(value) = value else { return };
    let (later, hidden) = (later.unwrap_or(&Value::Null), hidden.unwrap_or(&Value::Null));
    match value {
        Value::Null => drop(found.insert(shown, Known::Unset)),
        Value::Array(items) if items.is_empty() => drop(found.insert(shown, Known::Unset)),
        Value::Array(items) if blocks => {
            for (index, item) in items.iter().enumerate() {
                let side = |side: &'_ Value| side.get(index).cloned().unwrap_or(Value::Null);
                find(rest, [item, &side(later), &side(hidden)], &format!("{shown}[{index}]"), found);
            }
        }
        Value::Array(items) if rest.is_empty() => {
            let texts: Vec<_> = items.iter().filter_map(text).collect();
            found.insert(shown, kept(key, &texts.join(", ")));
        }
        single if rest.is_empty() => {
            if let Some(text) = text(single) {
                found.insert(shown, kept(key, &text));
            }
        }
        _ => {}
    }
}

/// A value, if it is of the kind that the attribute has.
fn kept(name: &str, text: &str) -> Known {
    match text {
        // This is how providers write that nothing is set.
        "" => Known::Unset,
        text if fits(name, text) => Known::Value(short(text)),
        _ => Known::Unreadable,
    }
}
