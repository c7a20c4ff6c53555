//! The rules as a whole: complete, well named, and true to their own examples.

use std::collections::BTreeSet;
use std::fs;

use super::{Check, Example, RULES, run};
use crate::finding::Finding;
use crate::site::check_templates;
use crate::source::Source;
use crate::workspace::load;

/// The day of every example: 1 March 2026.
const TODAY: i64 = 1_772_323_200;

/// Every finding about a folder of these files.
fn all(files: &[(&str, &str)]) -> Vec<Finding> {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let source = Source::open_work_tree(folder.path()).unwrap();
    let loaded = load(&source);
    let mut findings = loaded.findings;
    findings.extend(check_templates(&source));
    findings.extend(run(&loaded.workspace, TODAY));
    findings
}

/// The findings of one rule about a folder of these files, in the order in which the rule makes them.
pub(super) fn found(rule: &str, files: &[(&str, &str)]) -> Vec<Finding> {
    let mut findings = all(files);
    findings.retain(|finding| finding.rule == rule);
    findings
}

#[test]
fn every_file_is_a_registered_rule() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/rule");
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let files: BTreeSet<String> = names
        .filter_map(|name| Some(name.strip_suffix(".rs")?.replace('_', "-")))
        .filter(|name| !["mod", "registry", "docs", "tests"].contains(&name.as_str()))
        .collect();
    let ids: BTreeSet<String> = RULES.iter().map(|rule| rule.id.to_owned()).collect();
    assert_eq!(files, ids);
    assert_eq!(ids.len(), RULES.len(), "an id is there twice");
    assert!(RULES.is_sorted_by_key(|rule| rule.group), "the list goes by group");
}

#[test]
fn names_and_words() {
    for rule in RULES {
        let kebab =
            rule.id.split('-').all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase()));
        assert!(kebab, "{}", rule.id);
        assert!(rule.summary.ends_with('.') && !rule.why.contains("  "), "{}", rule.id);
    }
}

#[test]
fn bad_examples_are_found_and_good_ones_pass() {
    let of = |rule: &str, files: Example| found(rule, files);
    for rule in RULES {
        assert!(!of(rule.id, rule.bad).is_empty(), "{}: its bad example is not found", rule.id);
        assert_eq!(of(rule.id, rule.good), [], "{}: its good example is found", rule.id);
    }
}

#[test]
fn every_finding_has_a_rule_a_place_and_a_next_step() {
    for (path, text) in RULES.iter().flat_map(|rule| rule.bad) {
        for finding in all(&[(*path, *text)]) {
            assert!(RULES.iter().any(|rule| rule.id == finding.rule), "{}", finding.rule);
            let first = finding.message.chars().next().unwrap();
            assert!(!first.is_uppercase() && !finding.message.ends_with('.'), "{}", finding.message);
            assert!(finding.help.as_ref().is_some_and(|help| !help.is_empty()), "{}", finding.message);
        }
    }
}

#[test]
fn rules_look_or_the_reader_does() {
    let reader = RULES.iter().filter(|rule| matches!(rule.check, Check::Reader)).count();
    assert_eq!(reader, 11, "the reader's rules: add one here when the reader reports something new");
}
