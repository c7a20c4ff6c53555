//! Records with every field filled, made from the schema: a new field is in them the day it is added.

use postmortem::record::schema::RecordType;
use serde_json::{Map, Value, json};

/// A record with every field filled, and what must be found on its page.
pub(crate) struct Filled {
    pub(crate) record: Value,
    /// Path of the field and the text that shows it.
    pub(crate) markers: Vec<(String, String)>,
}

struct Filler<'a> {
    definitions: &'a Value,
    text: &'a dyn Fn(&str, usize) -> String,
    count: usize,
    markers: Vec<(String, String)>,
}

/// Fills every field; `text` gives the value of a text field from its path and number.
pub(crate) fn fill(record: RecordType, text: &dyn Fn(&str, usize) -> String) -> Filled {
    let schema = record.schema();
    let mut filler = Filler { definitions: &schema["$defs"], text, count: 0, markers: Vec::new() };
    let record = filler.value(schema, "");
    Filled { record, markers: filler.markers }
}

impl Filler<'_> {
    fn value(&mut self, schema: &Value, path: &str) -> Value {
        if let Some(reference) = schema["$ref"].as_str() {
            let name = reference.rsplit('/').next().unwrap();
            let definition = self.definitions[name].clone();
            return self.value(&definition, path);
        }
        if let Some(leaf) = schema["x-leaf"].as_str().filter(|leaf| *leaf != "users") {
            return self.leaf(leaf, schema, path);
        }
        if let Some(shapes) = schema["anyOf"].as_array() {
            // The last shape says the most: a map rather than a text, a list rather than one.
            let shape = shapes.iter().rfind(|shape| shape["type"] != "null").unwrap();
            return self.value(shape, path);
        }
        if let Some(properties) = schema["properties"].as_object() {
            let fields = properties.iter().map(|(key, schema)| {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                (key.clone(), self.value(schema, &path))
            });
            return Value::Object(fields.collect());
        }
        if !schema["additionalProperties"].is_null() {
            let key = self.leaf("text", schema, &format!("{path} (key)"));
            let value = self.value(&schema["additionalProperties"], path);
            let mut map = Map::new();
            map.insert(key.as_str().unwrap().to_owned(), value);
            return Value::Object(map);
        }
        assert!(!schema["items"].is_null(), "{path}: {schema}");
        json!([self.value(&schema["items"], &format!("{path}[0]"))])
    }

    fn leaf(&mut self, leaf: &str, schema: &Value, path: &str) -> Value {
        self.count += 1;
        let n = self.count;
        let (value, shown) = match leaf {
            "text" => {
                let text = (self.text)(path, n);
                (text.clone(), text)
            }
            "time" => {
                let clock = format!("{:02}:{:02}", n / 60, n % 60);
                (format!("2026-03-01T{clock}:00Z"), clock)
            }
            "duration" | "data loss" => (format!("{}h{}m", n / 60 + 1, n % 60), String::new()),
            "date" => {
                let date = format!("2031-{:02}-{:02}", n / 28 % 12 + 1, n % 28 + 1);
                (date.clone(), date)
            }
            "number" => (format!("{}", 70_000 + n), format!("70,{n:03}")),
            "amount" => (format!("{}.50", 80_000 + n), format!("80,{n:03}.50")),
            "whole number" => (format!("{}", 9_000 + n), format!("{}", 9_000 + n)),
            "share" => (format!("0.{:02}", n % 90 + 10), format!("{} %", n % 90 + 10)),
            "currency" => ("XTS".into(), "XTS".into()),
            "flag" => ("true".into(), String::new()),
            "deadline" => ("3d".into(), String::new()),
            _ => {
                let words = schema["enum"].as_array().unwrap_or_else(|| panic!("{path}: {leaf}"));
                let word = words.iter().rev().find_map(Value::as_str).unwrap().to_owned();
                (word, String::new())
            }
        };
        if !shown.is_empty() {
            self.markers.push((path.to_owned(), shown));
        }
        Value::String(value)
    }
}
