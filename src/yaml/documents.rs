//! Every document of a text as plain values, for files that are no records: manifests and playbooks of other tools.
//!
//! Scalars stay text, null apart, because what `yes` or `010` means differs from tool to tool. Tags are passed over: a
//! vaulted value becomes `<vault>`. Depth and size are limited before anything is built.

use std::collections::HashMap;

use granit_parser::{Event, Options, Parser, ScalarStyle, Tag};
use serde_json::{Map, Value};

use super::tree::MAX_DEPTH;

/// More values than this, after aliases, is an attack or a dump of everything.
const MOST: usize = 500_000;

/// A text of as many bytes more counts as one value more.
const LONG: usize = 64;

/// Why a text cannot be read, and in which line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong, lower case.
    pub message: String,
}

/// The documents of `text`, without the empty ones.
pub fn documents(text: &str) -> Result<Vec<Value>, Trouble> {
    let mut options = Options::default();
    options.set_emit_comments(false);
    let mut reader = Reader::default();
    let text = text.trim_start_matches('\u{feff}');
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, span) = event.map_err(|error| {
            let at = error.marker().byte_offset().unwrap_or(0);
            let message = match error.info() {
                info if info.contains("recursion limit") => too_deep(),
                info => format!("is not YAML: {info}"),
            };
            Trouble { line: line(text, at), message }
        })?;
        let at = || line(text, span.byte_range().map_or(0, |range| range.start));
        reader.event(event).map_err(|message| Trouble { line: at(), message })?;
    }
    Ok(reader.documents)
}

fn line(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count()
}

/// A list or map under construction.
struct Open {
    value: Value,
    anchor: usize,
    key: Option<String>,
}

#[derive(Default)]
struct Reader {
    open: Vec<Open>,
    anchors: HashMap<usize, (Value, usize)>,
    values: usize,
    /// Values read when the map or list of this depth began.
    began: Vec<usize>,
    documents: Vec<Value>,
}

impl Reader {
    fn event(&mut self, event: Event<'_>) -> Result<(), String> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let value = scalar(&text, style == ScalarStyle::Plain, tag.as_deref());
                // A long text counts as many: aliases multiply its bytes, too.
                self.close(value, anchor, 1 + text.len() / LONG)
            }
            Event::SequenceStart(_, anchor, _) => self.start(Value::Array(Vec::new()), anchor),
            Event::MappingStart(_, anchor, _) => self.start(Value::Object(Map::new()), anchor),
            Event::SequenceEnd | Event::MappingEnd => {
                let (Some(Open { mut value, anchor, .. }), Some(began)) = (self.open.pop(), self.began.pop())
                else {
                    return Ok(());
                };
                merge(&mut value);
                let size = self.values - began;
                self.values = began;
                self.close(value, anchor, size + 1)
            }
            Event::Alias(id) => {
                let (value, size) = self.anchors.get(&id).ok_or("refers to itself")?;
                if self.values + size > MOST {
                    return Err(too_many());
                }
                let (value, size) = (value.clone(), *size);
                self.close(value, 0, size)
            }
            _ => Ok(()),
        }
    }

    fn start(&mut self, value: Value, anchor: usize) -> Result<(), String> {
        if self.open.len() >= MAX_DEPTH {
            return Err(too_deep());
        }
        self.open.push(Open { value, anchor, key: None });
        self.began.push(self.values);
        Ok(())
    }

    /// Puts a finished value of `size` values where it belongs.
    fn close(&mut self, value: Value, anchor: usize, size: usize) -> Result<(), String> {
        self.values += size;
        if self.values > MOST {
            return Err(too_many());
        }
        if anchor > 0 {
            self.anchors.insert(anchor, (value.clone(), size));
            // A copy is kept, and one kept for each level of nested anchors.
            self.values += size;
        }
        match self.open.last_mut() {
            None if value.is_null() => {}
            None => self.documents.push(value),
            Some(Open { value: Value::Array(items), .. }) => items.push(value),
            Some(Open { value: Value::Object(map), key, .. }) => match key.take() {
                Some(name) => drop(map.insert(name, value)),
                None => *key = Some(name(value)?),
            },
            Some(_) => {}
        }
        Ok(())
    }
}

fn too_deep() -> String {
    format!("is nested deeper than {MAX_DEPTH} levels")
}

fn too_many() -> String {
    format!("holds more than {MOST} values, aliases written out")
}

fn name(value: Value) -> Result<String, String> {
    match value {
        Value::String(text) => Ok(text),
        Value::Null => Ok("null".into()),
        _ => Err("has a key that is not a single word or text".into()),
    }
}

fn scalar(text: &str, plain: bool, tag: Option<&Tag>) -> Value {
    match tag.filter(|tag| tag.is_custom()) {
        Some(tag) if tag.original().contains("vault") => Value::String("<vault>".into()),
        None if plain && matches!(text, "" | "~" | "null" | "Null" | "NULL") => Value::Null,
        _ => Value::String(text.to_owned()),
    }
}

/// What `<<` brings in, where the map does not say otherwise itself.
fn merge(value: &mut Value) {
    let Value::Object(map) = value else { return };
    let Some(more) = map.shift_remove("<<") else { return };
    let maps = if let Value::Array(maps) = more { maps } else { vec![more] };
    for (key, value) in maps
        .into_iter()
        .filter_map(|one| if let Value::Object(one) = one { Some(one) } else { None })
        .flatten()
    {
        map.entry(key).or_insert(value);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn documents_tags_and_merges() {
        let text = "a: &x {b: yes, c: 010}\nd:\n  <<: *x\n  c: !vault |\n    $ANSIBLE_VAULT\n  e: !unsafe '{{ x }}'\n---\n---\n- ~\n- ''\n";
        let read = documents(text).unwrap();
        assert_eq!(
            read,
            [
                json!({"a": {"b": "yes", "c": "010"}, "d": {"c": "<vault>", "e": "{{ x }}", "b": "yes"}}),
                json!([null, ""])
            ]
        );
    }

    #[test]
    fn hostile_texts_end_in_trouble() {
        let bomb = (1..30).fold("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n".to_owned(), |text, i| {
            text + &format!("a{i}: &a{i} [{}]\n", vec![format!("*a{}", i - 1); 10].join(","))
        });
        let long = format!("a: &a {}\nb: [{}]\n", "x".repeat(1 << 20), vec!["*a"; 10_000].join(","));
        let cases = [
            (long, "more than 500000 values"),
            (bomb, "more than 500000 values"),
            ("[".repeat(100_000), "nested deeper"),
            ("{".repeat(100_000), "nested deeper"),
            ("- ".repeat(100_000), "nested deeper"),
            ("a: &a [*a]".to_owned(), "refers to itself"),
            ("replicas: {{ .Values.n }}\n".to_owned(), "key that is not"),
            ("a: b: c".to_owned(), "is not YAML"),
        ];
        for (text, why) in cases {
            let trouble = documents(&text).unwrap_err();
            assert!(trouble.message.contains(why), "{trouble:?}");
        }
    }
}
