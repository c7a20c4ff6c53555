//! `docs/format.md`: every field of every record, written from the schemas.

use std::fmt::Write as _;

use serde_json::Value;

use super::schema::RecordType;

/// The documentation of the record format as Markdown.
pub fn format_docs() -> String {
    let mut out = String::from(HEAD);
    for record in RecordType::ALL {
        let schema = record.schema();
        let (title, place) = match record {
            RecordType::Incident => (
                "Incident",
                "`2026/INC-2026-0042.yaml`, at any depth; `library/` for other organisations' outages",
            ),
            RecordType::Service => ("Service", "`services/payments.yaml`"),
            RecordType::Team => ("Team", "`teams/payments-team.yaml`"),
            RecordType::Runbook => {
                ("Runbook", "`runbooks/restart-payments.yaml`, or `.md` with these fields as front matter")
            }
            RecordType::Drill => ("Drill", "`drills/2026-q1-region-loss.yaml`"),
            RecordType::Plan => ("Plan", "`plan.yaml`"),
            RecordType::Settings => {
                ("Settings", "`postmortem.yaml`; optional, every default is usable as is")
            }
        };
        let about = schema["description"].as_str().unwrap_or_default();
        let _ = write!(
            out,
            "\n## {title}\n\n{place}\n\n{about}\n\n| field | value | meaning |\n| --- | --- | --- |\n"
        );
        fields(schema, schema, "", &mut out);
    }
    out.push_str("\n## Words\n\n");
    let mut words: Vec<(String, String)> = Vec::new();
    for record in RecordType::ALL {
        collect_words(record.schema(), &mut words);
    }
    words.sort();
    words.dedup();
    for (name, list) in words {
        let _ = writeln!(out, "- *{name}*: {list}");
    }
    out
}

const HEAD: &str = "# Record format

<!-- Written from the record types by a test; run `UPDATE_DOCS=1 cargo test --test docs` after changing them. -->

Records are YAML 1.2 files in UTF-8, one record in a file, without tags or merge keys. The file stem is the id: letters,
digits, `.`, `_` and `-`. Every field may be left out; `postmortem check` asks for the ones that a kind and state of
record need. `postmortem schema RECORD` prints the same as JSON Schema for editors.

- *time*: RFC 3339 with an offset, always: `2026-03-01T10:15:00+08:00`. `~` in front means about (± 15 minutes unless
  the settings say otherwise), `A/B` a range, `A/..` and `../B` an open one. A bare date is that whole day in UTC.
  `unknown` says that nobody knows, which is not the same as leaving it out.
- *duration*: `90s`, `4h30m`, `2d`; a day is 24 hours. `~` in front means about.
- *text* in prose fields is Markdown. Images and files are linked by relative path and copied to the site.
";

/// The schema itself, references followed and null left out.
pub(crate) fn resolve<'a>(schema: &'a Value, root: &'a Value) -> &'a Value {
    if let Some(name) = schema["$ref"].as_str().and_then(|r| r.rsplit('/').next()) {
        return resolve(&root["$defs"][name], root);
    }
    let options = schema["anyOf"].as_array().filter(|_| schema.get("x-leaf").is_none());
    let solid = options.and_then(|options| {
        let mut solid = options.iter().filter(|option| option["type"] != "null");
        // One real option beside null; several are shown as they are.
        solid.next().filter(|_| solid.next().is_none())
    });
    solid.map_or(schema, |solid| resolve(solid, root))
}

fn fields(schema: &Value, root: &Value, prefix: &str, out: &mut String) {
    let Some(properties) = schema["properties"].as_object() else { return };
    for (name, field) in properties {
        let path = format!("{prefix}{name}");
        let inner = resolve(field, root);
        let about = field["description"].as_str().or(inner["description"].as_str()).unwrap_or_default();
        let item = resolve(&inner["items"], root);
        let each = resolve(&inner["additionalProperties"], root);
        let _ = writeln!(out, "| `{path}` | {} | {} |", kind(inner, root), about.replace('\n', " "));
        fields(inner, root, &format!("{path}."), out);
        fields(item, root, &format!("{path}[]."), out);
        fields(each, root, &format!("{path}.*."), out);
    }
}

/// What a field holds, in words: `list of text`, *duration*.
pub(crate) fn kind(schema: &Value, root: &Value) -> String {
    if let Some(leaf) = schema["x-leaf"].as_str() {
        return leaf_name(leaf);
    }
    if let Some(options) = schema["anyOf"].as_array() {
        let mut names: Vec<String> =
            options.iter().filter(|o| o["type"] != "null").map(|o| kind(resolve(o, root), root)).collect();
        names.dedup();
        return names.join(" or ");
    }
    let has = |name: &str| match &schema["type"] {
        Value::Array(types) => types.iter().any(|t| t == name),
        one => one == name,
    };
    if has("array") {
        format!("list of {}", kind(resolve(&schema["items"], root), root))
    } else if schema["additionalProperties"].is_object() {
        format!("map of {}", kind(resolve(&schema["additionalProperties"], root), root))
    } else if let Some(properties) = schema["properties"].as_object().filter(|p| p.len() < 4) {
        let names: Vec<&str> = properties.keys().map(String::as_str).collect();
        format!("map: {}", names.join(", "))
    } else {
        "map".into()
    }
}

/// Word lists are named in words: `RowKind` is shown as *row kind*.
fn leaf_name(leaf: &str) -> String {
    if !leaf.starts_with(char::is_uppercase) {
        return leaf.into();
    }
    let mut name = String::from("*");
    for c in leaf.chars() {
        if c.is_uppercase() && name.len() > 1 {
            name.push(' ');
        }
        name.extend(c.to_lowercase());
    }
    name + "*"
}

fn collect_words(value: &Value, words: &mut Vec<(String, String)>) {
    match value {
        Value::Object(map) => {
            if let (Some(leaf), Some(list)) = (map.get("x-leaf").and_then(Value::as_str), map.get("enum")) {
                let list: Vec<String> = list
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str)
                    .map(|w| format!("`{w}`"))
                    .collect();
                if leaf.starts_with(char::is_uppercase) {
                    words.push((leaf_name(leaf).trim_matches('*').into(), list.join(", ")));
                }
            }
            map.values().for_each(|value| collect_words(value, words));
        }
        Value::Array(list) => list.iter().for_each(|value| collect_words(value, words)),
        _ => {}
    }
}
