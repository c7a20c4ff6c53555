//! A span tree checked against a record's schema: reports and drops what is ill-shaped, unknown or written
//! twice, reports leaves that are wrong, and hands on the rest.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::tree::{Entry, Kind, Node};
use super::{Input, Spellings};
use crate::finding::{FieldPath, Finding, Place, Step};
use crate::fix::Fix;
use crate::record::schema::leaf_check;
use crate::record::{alike, nearest};
use crate::text::secrets::masked;
use crate::time::{Time, Zone, respelt};

/// What the record types can be read from.
pub(super) fn check(tree: &Node, schema: &Value, input: Input<'_>, findings: &mut Vec<Finding>) -> Value {
    let mut walk = Walk { root: schema, input, findings: Vec::new(), spellings: None, keys: false };
    let value = walk.node(tree, schema, &FieldPath::default()).unwrap_or_else(|| Value::Object(Map::new()));
    if walk.full() {
        walk.findings.truncate(MANY);
        let message = format!("more than {MANY} findings in this file: the rest is not listed");
        walk.findings
            .push(Finding::new("unreadable", input.file, Place::File, message).help("mend these first"));
    }
    findings.append(&mut walk.findings);
    value
}

/// The same with one spelling for what means the same; with `keys`, misspelt ones are taken for what they must be.
pub(super) fn spelt(
    tree: &Node,
    schema: &Value,
    input: Input<'_>,
    spellings: &mut Spellings,
    keys: bool,
) -> Value {
    let mut walk = Walk { root: schema, input, findings: Vec::new(), spellings: Some(spellings), keys };
    walk.node(tree, schema, &FieldPath::default()).unwrap_or_else(|| Value::Object(Map::new()))
}

/// More findings than this in one file help nobody.
const MANY: usize = 1_000;

struct Walk<'a> {
    root: &'a Value,
    input: Input<'a>,
    findings: Vec<Finding>,
    spellings: Option<&'a mut Spellings>,
    keys: bool,
}

impl<'a> Walk<'a> {
    /// Whether there are more findings than are listed.
    fn full(&self) -> bool {
        self.findings.len() > MANY
    }

    /// Adds a finding to be completed; above the limit it only takes the place of the last one.
    fn report(&mut self, rule: &'static str, node: &Node, message: impl Into<String>) -> &mut Finding {
        let place = self.place(node);
        let last = self.findings.len().min(MANY);
        self.findings.truncate(MANY);
        self.findings.push(Finding::new(rule, self.input.file, place, message));
        &mut self.findings[last]
    }

    fn place(&self, node: &Node) -> Place {
        Place::Bytes(node.span.start + self.input.offset..node.span.end + self.input.offset)
    }

    fn node(&mut self, node: &Node, schema: &'a Value, path: &FieldPath) -> Option<Value> {
        let options = self.options(schema);
        let fits = |want: Shape| options.iter().copied().find(|schema| shape(schema) == want);
        match &node.kind {
            Kind::Scalar { text, .. } => {
                let Some(leaf) = fits(Shape::Leaf) else { return self.ill_shaped(node, &options, path) };
                self.leaf(node, text, leaf, path);
                Some(Value::String(match &mut self.spellings {
                    Some(spellings) => spellings.first(leaf, text, self.input.zone),
                    None => text.clone(),
                }))
            }
            Kind::List(items) => {
                let Some(list) = fits(Shape::List) else { return self.ill_shaped(node, &options, path) };
                let items = items.iter().enumerate();
                Some(
                    items
                        .filter_map(|(i, item)| self.node(item, &list["items"], &path.clone().item(i)))
                        .collect(),
                )
            }
            Kind::Map(entries) => {
                let Some(map) = fits(Shape::Map) else { return self.ill_shaped(node, &options, path) };
                Some(Value::Object(self.map(entries, map, path)))
            }
        }
    }

    fn map(&mut self, entries: &[Entry], schema: &'a Value, path: &FieldPath) -> Map<String, Value> {
        let known = schema["properties"].as_object();
        let mut seen: BTreeMap<&str, &Node> = BTreeMap::new();
        let mut out = Map::new();
        for Entry { key, value } in entries {
            let Some(name) = key.text() else {
                self.report("shape", key, "is a key that is not a single word");
                continue;
            };
            if let Some(first) = seen.get(name) {
                let first = self.place(first);
                let finding = self.report("duplicate-key", key, format!("the key `{name}` is written twice"));
                finding.help = Some("keep one of them; the first is used".into());
                *finding = finding.clone().second(first, "first written here");
                continue;
            }
            seen.insert(name, key);
            let field = match known {
                Some(known) => known.get(name),
                None => Some(&schema["additionalProperties"]),
            };
            match field {
                _ if name == "<<" => {
                    let finding = self.report("yaml-syntax", key, "is a merge key, which is not read");
                    finding.help = Some("write the fields out".into());
                }
                Some(_) if value.is_null() => {}
                Some(field) => {
                    if let Some(value) = self.node(value, field, &path.clone().key(name)) {
                        out.insert(name.into(), value);
                    }
                }
                None => {
                    self.unknown_key(key, name, entries, schema, path);
                    if let Some(right) =
                        meant(name, entries, schema).filter(|_| self.keys && !value.is_null())
                        && let Some(value) =
                            self.node(value, &schema["properties"][right], &path.clone().key(right))
                    {
                        out.insert(right.into(), value);
                    }
                }
            }
        }
        out
    }

    fn unknown_key(&mut self, key: &Node, name: &str, entries: &[Entry], schema: &Value, path: &FieldPath) {
        let Some(known) = schema["properties"].as_object().filter(|_| !self.full()) else { return };
        let right = meant(name, entries, schema);
        let fix = right.map(|right| Fix::key(path.clone().key(name), right));
        let near = nearest(name, known.keys().map(String::as_str)).map(String::from);
        let whole = known.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
        let inside =
            if path.steps().is_empty() { "a record of this type".into() } else { format!("`{path}`") };
        let hides = near.as_deref().map(|near| path.clone().key(near));
        let finding = self.report("unknown-key", key, format!("`{name}` is not a field of {inside}"));
        finding.hides = hides;
        finding.fix = fix;
        finding.help = Some(match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known here: {whole}"),
        });
    }

    fn leaf(&mut self, node: &Node, text: &str, schema: &Value, path: &FieldPath) {
        let check = schema["x-leaf"].as_str().and_then(leaf_check);
        let Some(wrong) = check.and_then(|check| check(text)) else { return };
        let zone = self.input.zone.unwrap_or(Zone::UTC);
        let time = wrong.rule.starts_with("time-").then(|| respelt(text, self.input.zone)).flatten();
        let fix = wrong.means.or(time).map(|means| Fix::value(path.clone(), text, means));
        let name = last_name(path);
        let shown: String = masked(text).chars().take(60).collect();
        let finding = self.report(wrong.rule, node, format!("`{name}: {shown}` {}", wrong.message));
        finding.fix = fix;
        finding.help = wrong.help.or_else(|| {
            (wrong.rule == "time-offset").then(|| match zone {
                Zone::UTC => format!("add one: `{text}Z` if this was UTC; UTC is assumed meanwhile"),
                _ => {
                    let (offset, zone) = (offset_then(text, zone), zone.name());
                    format!("add one: `{text}{offset}` if this was {zone}; that zone is assumed meanwhile")
                }
            })
        });
    }

    fn ill_shaped(&mut self, node: &Node, options: &[&Value], path: &FieldPath) -> Option<Value> {
        let found = match node.kind {
            Kind::Scalar { .. } => "a single value",
            Kind::List(_) => "a list",
            Kind::Map(_) => "a map",
        };
        let mut wanted: Vec<_> = options.iter().map(|schema| shape(schema).name()).collect();
        wanted.dedup();
        let what = if path.steps().is_empty() { "the file".into() } else { format!("`{path}`") };
        let message = format!("{what} wants {}, not {found}", wanted.join(" or "));
        let help = match (wanted.first().copied(), found) {
            (Some("a list"), "a single value") => Some("put brackets around it, as in `[a, b]`"),
            (Some("a map"), "a single value") => Some("write its fields below it, indented"),
            _ => None,
        };
        let finding = self.report("shape", node, message);
        finding.help = help.map(Into::into);
        finding.hides = Some(path.clone());
        None
    }

    /// The shapes that a schema allows, references followed, null left out.
    fn options(&self, schema: &'a Value) -> Vec<&'a Value> {
        if let Some(name) = schema["$ref"].as_str() {
            let name = name.rsplit('/').next().unwrap_or_default();
            return self.options(&self.root["$defs"][name]);
        }
        match schema["anyOf"].as_array() {
            Some(options) if schema.get("x-leaf").is_none() => {
                options.iter().flat_map(|option| self.options(option)).collect()
            }
            _ if schema["type"] == "null" => Vec::new(),
            _ => vec![schema],
        }
    }
}

/// The field that a key can only be a misspelling of: no other key, rightly spelt or not, is the same word.
fn meant<'s>(name: &str, entries: &[Entry], schema: &'s Value) -> Option<&'s str> {
    let known = schema["properties"].as_object()?;
    let right = alike(name, known.keys().map(String::as_str))?;
    let same = |entry: &&Entry| entry.key.text().is_some_and(|key| alike(key, [right]).is_some());
    (entries.iter().filter(same).count() == 1).then_some(right)
}

/// The offset in force at a local time.
fn offset_then(text: &str, zone: Zone) -> chrono::FixedOffset {
    let local = match Time::parse(text) {
        Some(Time::At(moment)) => moment.seconds,
        _ => 0,
    };
    let local = chrono::DateTime::from_timestamp(local, 0).unwrap_or_default().naive_utc();
    zone.offset(zone.unix(local))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Leaf,
    List,
    Map,
}

impl Shape {
    fn name(self) -> &'static str {
        match self {
            Self::Leaf => "a single value",
            Self::List => "a list",
            Self::Map => "a map",
        }
    }
}

fn shape(schema: &Value) -> Shape {
    let has = |name: &str| match &schema["type"] {
        Value::Array(types) => types.iter().any(|t| t == name),
        one => one == name,
    };
    if has("array") {
        Shape::List
    } else if has("object") {
        Shape::Map
    } else {
        Shape::Leaf
    }
}

fn last_name(path: &FieldPath) -> String {
    let name = path.steps().iter().rev().find_map(|step| match step {
        Step::Key(key) => Some(key.to_string()),
        Step::Item(_) => None,
    });
    name.unwrap_or_default()
}
