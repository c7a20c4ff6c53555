//! Fields by their path: what the schema says of them, and which records their values name.

use serde_json::{Map, Value};

use crate::finding::{FieldPath, Step};
use crate::record::schema::RecordType;
use crate::record::{kind, resolve};

/// What the value of a field names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    Service,
    Team,
    Runbook,
    Incident,
    Severity,
    State,
    Role,
    Rule,
}

/// What the schema says of a field.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field {
    root: &'static Value,
    /// As its parent lists it, with a description of its own.
    listed: &'static Value,
}

impl Field {
    /// The field at a path of a record.
    pub(super) fn new(record: RecordType, path: &FieldPath) -> Option<Self> {
        let root = record.schema();
        path.steps().iter().try_fold(Self { root, listed: root }, |field, step| {
            field.options().into_iter().find_map(|option| {
                let listed = match step {
                    Step::Item(_) => option.get("items"),
                    Step::Key(name) => option["properties"].get(&**name).or_else(|| {
                        let each = option.get("additionalProperties");
                        each.filter(|each| each.is_object())
                    }),
                };
                listed.map(|listed| Self { root, listed })
            })
        })
    }

    /// The shapes it may have.
    fn options(self) -> Vec<&'static Value> {
        let schema = resolve(self.listed, self.root);
        match schema["anyOf"].as_array().filter(|_| schema.get("x-leaf").is_none()) {
            Some(options) => options.iter().map(|option| resolve(option, self.root)).collect(),
            None => vec![schema],
        }
    }

    /// What it is about.
    pub(super) fn about(self) -> &'static str {
        let own = self.listed["description"].as_str();
        own.or(resolve(self.listed, self.root)["description"].as_str()).unwrap_or_default()
    }

    /// What it holds, in words.
    pub(super) fn kind(self) -> String {
        kind(resolve(self.listed, self.root), self.root)
    }

    /// The keys it may hold, in the order of the documentation.
    pub(super) fn keys(self) -> impl Iterator<Item = (&'static str, Self)> {
        let maps = self.options().into_iter().filter_map(|option| option["properties"].as_object());
        let fields = maps.flat_map(Map::iter);
        fields.map(move |(name, listed)| (name.as_str(), Self { root: self.root, listed }))
    }

    /// Whether it is written behind its key, and not below it.
    pub(super) fn is_leaf(self) -> bool {
        self.options().iter().any(|option| option.get("x-leaf").is_some())
    }

    /// The words it may hold, where they are listed.
    pub(super) fn words(self) -> Vec<String> {
        let leaves = self.options().into_iter().filter(|option| option.get("x-leaf").is_some());
        let mut words = Vec::new();
        leaves.for_each(|leaf| collect(leaf, &mut words));
        words
    }
}

fn collect(leaf: &Value, words: &mut Vec<String>) {
    for option in leaf["anyOf"].as_array().into_iter().flatten() {
        collect(option, words);
    }
    for word in leaf["enum"].as_array().into_iter().flatten().filter(|word| !word.is_null()) {
        let word = word.as_str().map_or_else(|| word.to_string(), Into::into);
        if !words.contains(&word) {
            words.push(word);
        }
    }
}

/// What the value at a path names, or the keys of the map there.
pub(super) fn names(record: RecordType, path: &FieldPath) -> Option<Names> {
    use RecordType::{Drill, Incident, Plan, Runbook, Service, Settings};
    let mut shape = String::new();
    for step in path.steps() {
        match step {
            Step::Key(name) if shape.is_empty() => shape.push_str(name),
            Step::Key(name) => shape.extend([".", name]),
            Step::Item(_) => shape.push_str("[]"),
        }
    }
    Some(match (record, shape.as_str()) {
        (Incident | Runbook | Drill, "services[]")
        | (Incident, "impact.outages[].service")
        | (Service, "depends_on[].service")
        | (Drill, "results[].service") => Names::Service,
        (Service | Runbook, "owner")
        | (Service, "recovery[].steps[].team")
        | (Incident | Drill, "actions[].owner")
        | (Plan, "maintenance.owner") => Names::Team,
        (Incident, "response.mitigations[].runbook") | (Service, "recovery[].steps[].runbook") => {
            Names::Runbook
        }
        (Incident, "related[]" | "duplicate.of") => Names::Incident,
        (Incident, "severity" | "severity_changes[].from" | "severity_changes[].to")
        | (Settings, "severities") => Names::Severity,
        (Incident, "status" | "status_changes[].to") | (Settings, "states") => Names::State,
        (Incident, "roles" | "response.decisions[].by")
        | (Runbook, "steps[].role")
        | (Service, "recovery[].steps[].role") => Names::Role,
        (Settings, "rules") => Names::Rule,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::at;

    #[test]
    fn fields_are_described() {
        let field = |record, path| Field::new(record, &path);
        let outage = field(RecordType::Incident, at("impact.outages").item(3)).unwrap();
        assert!(outage.keys().any(|(name, _)| name == "service"));
        let kind = field(RecordType::Incident, at("impact.outages").item(3).then("kind")).unwrap();
        assert_eq!(
            (kind.words(), kind.kind()),
            (vec!["down".into(), "degraded".into()], "*outage kind*".into())
        );
        let why = field(RecordType::Incident, at("analysis.five_whys").item(0)).unwrap();
        assert!(why.is_leaf() && why.keys().any(|(name, _)| name == "because"), "a text or a map");
        let role = field(RecordType::Incident, at("roles").key("on-call")).unwrap();
        assert!(role.is_leaf());
        assert!(field(RecordType::Incident, at("severity.x")).is_none());
        let flag = field(RecordType::Service, at("data_bearing")).unwrap();
        assert_eq!(flag.words(), ["true", "false"]);
        assert!(flag.about().starts_with("It keeps data"));
    }

    #[test]
    fn every_field_that_names_something_exists() {
        let source = include_str!("field.rs");
        let paths =
            source.split('"').filter(|text| text.contains("[]") || *text == "owner" || *text == "roles");
        let mut count = 0;
        for path in paths.filter(|path| path.bytes().all(|b| b.is_ascii_lowercase() || b"[]._".contains(&b)))
        {
            let path = path.split('.').fold(FieldPath::default(), |field, name| {
                let inner = field.key(name.trim_end_matches("[]"));
                if name.ends_with("[]") { inner.item(0) } else { inner }
            });
            let known = RecordType::ALL.into_iter().filter(|record| names(*record, &path).is_some());
            let known: Vec<_> = known.collect();
            assert!(known.iter().all(|record| Field::new(*record, &path).is_some()), "{path}");
            count += known.len();
        }
        assert!(count > 15, "{count}");
    }
}
