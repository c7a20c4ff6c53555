//! Names are what readers of metrics ask for, and every query names a metric we write, with labels it has.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::*;
use crate::record::Settings;
use crate::workspace::Policy;

/// Metrics of others that a rule may name.
const FOREIGN: [(&str, &[&str]); 1] = [("node_textfile_mtime_seconds", &["file"])];

fn policy(settings: &str) -> Policy {
    Policy::new(&serde_yaml::from_str::<Settings>(settings).unwrap())
}

/// The settings of somebody who means harm.
const HOSTILE: &str = r#"
title: "a: b\n- [x] {{ $value }} ${DS_PROMETHEUS} \" ' \\ # % \u202e</script>"
url: "https://a.example/{{ printf \"%s\" }}/$severity"
severities:
  "\"} or vector(1) #": {}
  "a\\\nb\r": {}
  "严重": {}
"#;

fn rule_file(policy: &Policy) -> serde_yaml::Value {
    let mut bytes = Vec::new();
    rules(policy, &mut bytes).unwrap();
    serde_yaml::from_slice(&bytes).unwrap()
}

fn board(policy: &Policy) -> Json {
    let mut bytes = Vec::new();
    dashboard(policy, &mut bytes).unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

fn each_rule(file: &serde_yaml::Value) -> Vec<&serde_yaml::Value> {
    let groups = file["groups"].as_sequence().unwrap();
    groups.iter().flat_map(|group| group["rules"].as_sequence().unwrap()).collect()
}

fn panels(board: &Json) -> &[Json] {
    board["panels"].as_array().unwrap()
}

fn queries(board: &Json) -> Vec<&str> {
    let targets = panels(board).iter().filter_map(|panel| panel["targets"].as_array()).flatten();
    targets.map(|target| target["expr"].as_str().unwrap()).collect()
}

#[test]
fn names_are_what_readers_ask_for() {
    let mut seen = BTreeSet::new();
    for family in families() {
        let name = family.name;
        assert!(seen.insert(name), "{name} is there twice");
        assert!(
            name.starts_with("postmortem_") && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'),
            "{name}"
        );
        assert_eq!(
            family.unit.word(),
            ["seconds", "ratio"].into_iter().find(|unit| name.ends_with(&format!("_{unit}"))),
            "{name}: the unit is the end of the name"
        );
        for reserved in ["_total", "_count", "_sum", "_bucket", "_created"] {
            assert!(!name.ends_with(reserved), "{name} reads like a counter or a histogram");
        }
        assert!(family.help.ends_with('.') && !family.help.contains(['\n', '\\', '"', '|']), "{name}");
        for label in family.labels {
            let few = ["severity", "measure", "stat", "service", "state", "kind"];
            let known =
                few.contains(&label.name) || (label.name, name) == ("version", "postmortem_build_info");
            assert!(known, "{name} has a label `{}`: would it have few values?", label.name);
        }
    }
}

#[test]
fn the_second_of_two_equal_samples_is_left_out() {
    let mut samples = Samples::default();
    samples.count(&["a"], 1);
    samples.count(&["a"], 2);
    samples.add(&["b"], f64::NAN);
    samples.add(&["c"], f64::INFINITY);
    assert_eq!(samples.all(), [Sample { labels: vec!["a".into()], value: 1.0 }]);
}

/// The metrics of a query with the labels it asks for; whatever else it names must be a label of ours.
fn metrics_of(query: &str) -> Vec<(String, Vec<String>)> {
    let words = ["by", "on", "ignoring", "or", "and", "unless", "bool", "without", "group_left", "inf"];
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    let (mut rest, mut braces, mut list) = (query, false, false);
    while let Some(c) = rest.chars().next() {
        let mut length = c.len_utf8();
        if c == '"' {
            let mut escaped = false;
            let end = rest[1..].find(|c| {
                let ends = c == '"' && !escaped;
                escaped = c == '\\' && !escaped;
                ends
            });
            length = end.unwrap() + 2;
        } else if c.is_ascii_alphabetic() || c == '_' {
            length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
            let name = rest[..length].to_owned();
            let after = rest[length..].trim_start();
            if braces {
                found.last_mut().unwrap().1.push(name);
            } else if words.contains(&name.as_str()) {
                list = after.starts_with('(') && !matches!(name.as_str(), "or" | "and" | "unless");
            } else if list {
                assert!(label_names().contains(name.as_str()), "{query}: no metric has a label `{name}`");
            } else if !after.starts_with('(')
                && !["by", "without"].iter().any(|w| after.starts_with(&format!("{w} (")))
            {
                found.push((name, Vec::new()));
            }
        } else {
            match c {
                '{' => braces = true,
                '}' => braces = false,
                ')' => list = false,
                _ => {}
            }
        }
        rest = &rest[length..];
    }
    found
}

fn label_names() -> BTreeSet<&'static str> {
    families().flat_map(|family| family.labels).map(|label| label.name).collect()
}

fn names_what_we_write(query: &str) {
    let ours = families().map(|family| (family.name, family.labels.iter().map(|l| l.name).collect()));
    let foreign = FOREIGN.map(|(name, labels)| (name, labels.to_vec()));
    let known: BTreeMap<&str, Vec<&str>> = ours.chain(foreign).collect();
    let found = metrics_of(query);
    assert!(!found.is_empty(), "{query} names no metric");
    for (metric, labels) in found {
        let Some(has) = known.get(metric.as_str()) else { panic!("{query}: nobody writes `{metric}`") };
        for label in labels {
            assert!(has.contains(&label.as_str()), "{query}: `{metric}` has no label `{label}`");
        }
    }
}

#[test]
fn the_check_of_queries_finds_what_is_wrong() {
    for wrong in [
        "postmortem_incident > 0",
        "sum by (severity) (postmortem_open_incidents{service=\"a\"})",
        "sum by (team) (postmortem_open_incidents)",
        "postmortem_open_incidents > on (severity) up",
        "vector(0)",
    ] {
        assert!(std::panic::catch_unwind(|| names_what_we_write(wrong)).is_err(), "{wrong}");
    }
}

#[test]
fn every_query_names_a_metric_we_write() {
    for policy in [policy("{}"), policy(HOSTILE)] {
        let file = rule_file(&policy);
        let rules = each_rule(&file);
        assert!(rules.len() > 9);
        for rule in rules {
            names_what_we_write(rule["expr"].as_str().unwrap());
        }
        let board = board(&policy);
        for query in queries(&board) {
            names_what_we_write(query);
        }
        for variable in board["templating"]["list"].as_array().unwrap() {
            let query = variable["definition"].as_str().unwrap();
            let (metric, label) =
                query.strip_prefix("label_values(").unwrap().trim_end_matches(')').split_once(", ").unwrap();
            assert_eq!(variable["name"], label);
            names_what_we_write(&format!("sum by ({label}) ({metric}{{{label}=\"\"}})"));
        }
    }
}

#[test]
fn rules_say_what_whoever_is_woken_needs() {
    let file = rule_file(&policy("url: https://a.example/"));
    for rule in each_rule(&file) {
        let text = |key: &str| rule["annotations"][key].as_str().unwrap().to_owned();
        assert!(
            text("runbook_url").starts_with("https://a.example/") && !text("runbook_url").contains(".//")
        );
        for key in ["summary", "description"] {
            let text = text(key);
            assert!(!text.is_empty() && text.matches("{{").count() == text.matches("}}").count(), "{text}");
        }
        assert!(["critical", "warning", "info"].contains(&rule["labels"]["severity"].as_str().unwrap()));
        let lasting = rule["for"].as_str().unwrap();
        assert!(lasting.ends_with(['m', 'h']) && lasting[..lasting.len() - 1].parse::<u32>().is_ok());
        // The label of the rule would replace that of the incident.
        let expr = rule["expr"].as_str().unwrap();
        let by_severity = metrics_of(expr).iter().any(|(name, _)| {
            families().any(|f| f.name == name && f.labels.iter().any(|label| label.name == "severity"))
        });
        assert_eq!(expr.starts_with("label_replace("), by_severity, "{expr}");
    }
    assert!(!has_address(&policy("title: x")) && has_address(&policy("url: https://a.example/")));
    for settings in ["title: x", "url: 'javascript:alert(1)'"] {
        let file = rule_file(&policy(settings));
        assert!(each_rule(&file).iter().all(|rule| rule["annotations"].get("runbook_url").is_none()));
    }
}

#[test]
fn hostile_settings_stay_text() {
    let policy = policy(HOSTILE);
    let file = rule_file(&policy);
    let plain = rule_file(&self::policy("url: https://a.example"));
    assert_eq!(each_rule(&file).len(), each_rule(&plain).len());
    for rule in each_rule(&file) {
        let url = rule["annotations"]["runbook_url"].as_str().unwrap();
        assert!(!url.contains(['{', '}', '$', '"', ' ']), "{url}");
    }
    let board = board(&policy);
    let title = board["title"].as_str().unwrap();
    assert!(title.contains("\\u{202e}") && !title.contains(['\n', '\u{202e}']), "{title}");
    assert!(!board["links"][0]["url"].as_str().unwrap().contains('$'));
}

#[test]
fn panels_are_told_apart_and_stand_beside_each_other() {
    let board = board(&policy("url: https://a.example"));
    let ids: BTreeSet<u64> = panels(&board).iter().map(|panel| panel["id"].as_u64().unwrap()).collect();
    assert_eq!(ids.len(), panels(&board).len());
    assert!(!ids.contains(&0));
    let mut taken = BTreeSet::new();
    for panel in panels(&board) {
        let at = |key: &str| panel["gridPos"][key].as_u64().unwrap();
        assert!(at("w") > 0 && at("h") > 0 && at("x") + at("w") <= 24, "{}", panel["title"]);
        for x in at("x")..at("x") + at("w") {
            for y in at("y")..at("y") + at("h") {
                assert!(taken.insert((x, y)), "{} covers another panel", panel["title"]);
            }
        }
        let targets = panel["targets"].as_array().map_or(&[][..], Vec::as_slice);
        assert_eq!(targets.is_empty(), panel["type"] == "row");
        let names: BTreeSet<&str> = targets.iter().map(|target| target["refId"].as_str().unwrap()).collect();
        assert_eq!(names.len(), targets.len(), "{}", panel["title"]);
    }
}

#[test]
fn it_is_the_classic_model_to_import() {
    let board = board(&policy("{}"));
    let sample =
        ["panels", "schemaVersion", "tags", "templating", "time", "timepicker", "timezone", "title", "uid"];
    for key in
        sample.into_iter().chain(["__inputs", "annotations", "editable", "id", "links", "refresh", "version"])
    {
        assert!(board.get(key).is_some(), "{key}");
    }
    assert!(board["id"].is_null() && board["schemaVersion"] == 39);
    let uid = board["uid"].as_str().unwrap();
    assert!(uid.len() <= 40 && uid.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')));
    assert_eq!(board["__inputs"][0]["name"], "DS_PROMETHEUS");
    for panel in panels(&board).iter().filter(|panel| panel["type"] != "row") {
        assert_eq!(panel["datasource"]["uid"], "${DS_PROMETHEUS}");
        let units = ["none", "s", "percentunit"];
        let fields = &panel["fieldConfig"];
        let own = fields["defaults"]["unit"].as_str().into_iter();
        let columns = fields["overrides"].as_array().unwrap().iter();
        let columns = columns.flat_map(|column| column["properties"].as_array().unwrap());
        let columns =
            columns.filter(|property| property["id"] == "unit").map(|p| p["value"].as_str().unwrap());
        let found: Vec<&str> = own.chain(columns).collect();
        assert!(!found.is_empty() && found.iter().all(|unit| units.contains(unit)), "{}", panel["title"]);
    }
}

#[test]
fn a_mean_is_in_a_table_and_labelled() {
    for panel in panels(&board(&policy("{}"))) {
        let targets = panel["targets"].as_array().into_iter().flatten();
        let means = targets.filter(|target| target["expr"].as_str().unwrap().contains("\"mean\"")).count();
        assert!(means == 0 || panel["type"] == "table", "{}", panel["title"]);
        assert!(means == 0 || panel["fieldConfig"].to_string().contains("mean (moved by one long incident)"));
    }
}
