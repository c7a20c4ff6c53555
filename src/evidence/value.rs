//! Reading single values out of other tools' files, where a number may be text and a flag a word.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::Value;

use crate::text::secrets::masked;

/// Longer texts are cut: what is shown of a file is short.
const LONG: usize = 240;

/// The value below these keys; nothing where it is absent or null.
pub(super) fn at<'v>(value: &'v Value, path: &[&str]) -> Option<&'v Value> {
    let found = path.iter().try_fold(value, |value, key| value.get(key))?;
    (!found.is_null()).then_some(found)
}

/// A single value as text.
pub(super) fn text(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(Cow::Borrowed(text)),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        Value::Bool(flag) => Some(Cow::Borrowed(if *flag { "true" } else { "false" })),
        _ => None,
    }
}

/// The text below these keys, in one line and not too long.
pub(super) fn text_at(value: &Value, path: &[&str]) -> Option<String> {
    at(value, path).and_then(text).map(|text| short(&text))
}

/// One line of bearable length that gives no token away.
pub(super) fn short(text: &str) -> String {
    let mut line = String::new();
    let text = masked(text);
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&without_login(word));
        if line.len() > LONG {
            line.truncate(line.floor_char_boundary(LONG));
            line.push('…');
            break;
        }
    }
    line
}

/// A word without the login of a URL in it: `https://…@host/path`.
fn without_login(word: &str) -> Cow<'_, str> {
    let Some((scheme, rest)) = word.split_once("://") else { return Cow::Borrowed(word) };
    match rest.rsplit_once('@') {
        Some((_, host)) => Cow::Owned(format!("{scheme}://…@{host}")),
        None => Cow::Borrowed(word),
    }
}

/// A whole number, zero or more.
pub(super) fn whole(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// A flag, in the words of YAML 1.1 too.
pub(super) fn flag(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) => match text.to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "y" => Some(true),
            "false" | "no" | "off" | "n" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// The items of a list; nothing where it is none.
pub(super) fn items<'v>(value: &'v Value, path: &[&str]) -> &'v [Value] {
    at(value, path).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// A map of texts: labels and selectors.
pub(super) fn texts(value: &Value, path: &[&str]) -> BTreeMap<String, String> {
    let entries = at(value, path).and_then(Value::as_object).into_iter().flatten();
    entries.filter_map(|(key, value)| Some((key.clone(), text(value)?.into_owned()))).collect()
}
