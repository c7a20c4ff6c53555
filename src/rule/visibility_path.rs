//! Fields to be withheld that do not exist.

use serde_json::Value;

use super::support::which;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, Place, at};
use crate::record::schema::RecordType;
use crate::workspace::{Case, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "visibility-path",
    group: Group::Names,
    level: Level::Error,
    summary: "`visibility.fields` names a field that no incident has.",
    why: "A misspelt path withholds nothing: the field it was meant for is published to everybody, and no page shows \
          that it was meant to be kept back.",
    bad: &[("2026/INC-1.yaml", "id: INC-1\nvisibility: {fields: {analysis.root_couse: restricted}}\n")],
    good: &[("2026/INC-1.yaml", "id: INC-1\nvisibility: {fields: {analysis.root_cause: restricted}}\n")],
    check: Check::Case(|case| case.data.visibility.is_some(), check),
};

fn check(case: &Case, _: &Workspace, findings: &mut Vec<Finding>) {
    for path in case.data.visibility.iter().flat_map(|visibility| visibility.fields.keys()) {
        let Err((step, known)) = walk(RecordType::Incident.schema(), path) else { continue };
        let message = if *step == **path {
            format!("no incident has a field `{path}`")
        } else {
            format!("no incident has a field `{path}`: `{step}` is not there")
        };
        let mut finding =
            Finding::new(RULE.id, &case.file, Place::Key(at("visibility.fields").key(path)), message);
        finding.help = which(step, known.iter().copied());
        findings.push(finding);
    }
}

/// Follows a path through a schema; the first step that is no field, and the fields that are, otherwise.
fn walk<'a>(root: &'a Value, path: &'a str) -> Result<(), (&'a str, Vec<&'a str>)> {
    let mut here = vec![root];
    for step in path.split('.') {
        let (name, place) = step.split_once('[').unwrap_or((step, "0]"));
        let is_place = place.strip_suffix(']').is_some_and(|place| place.parse::<usize>().is_ok());
        // No field has such a name, so that nothing is found below.
        let name = if is_place { name } else { "" };
        let maps: Vec<&Value> = here.iter().flat_map(|schema| maps(root, schema)).collect();
        let inside = |map: &&'a Value| match map["properties"].get(name) {
            Some(field) => Some(field),
            None => {
                map.get("additionalProperties").filter(|_| !name.is_empty()).filter(|any| any.is_object())
            }
        };
        here = maps.iter().filter_map(inside).collect();
        if here.is_empty() {
            let known =
                maps.iter().filter_map(|map| map["properties"].as_object()).flat_map(|map| map.keys());
            return Err((step, known.map(String::as_str).collect()));
        }
    }
    Ok(())
}

/// The maps that a schema allows, references followed and lists entered.
fn maps<'a>(root: &'a Value, schema: &'a Value) -> Vec<&'a Value> {
    if let Some(name) = schema["$ref"].as_str() {
        return maps(root, &root["$defs"][name.rsplit('/').next().unwrap_or_default()]);
    }
    if let Some(options) = schema["anyOf"].as_array() {
        return options.iter().flat_map(|option| maps(root, option)).collect();
    }
    if schema["items"].is_object() {
        return maps(root, &schema["items"]);
    }
    let map = schema["properties"].is_object() || schema["additionalProperties"].is_object();
    if map { vec![schema] } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follows_maps_lists_and_roles() {
        let root = RecordType::Incident.schema();
        for there in [
            "impact",
            "impact.summary",
            "timeline.text",
            "timeline[3].text",
            "analysis.five_whys.because",
            "roles.on-call",
        ] {
            assert!(walk(root, there).is_ok(), "{there}");
        }
        assert_eq!(walk(root, "impact.sumary").unwrap_err().0, "sumary");
        assert_eq!(walk(root, "title.x").unwrap_err().0, "x");
        assert!(walk(root, "").is_err());
        // Places in lists are numbers; without one, every item is meant.
        for place in
            ["timeline[*].text", "actions[A-1]", "timeline[].text", "timeline[3", "timeline[-1].text"]
        {
            assert!(walk(root, place).is_err(), "{place}");
        }
    }
}
