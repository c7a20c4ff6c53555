//! The rules as a whole: complete, well named, and true to their own examples.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use super::{Check, Example, RULES, run, run_history, weigh};
use crate::finding::{self as door, Finding};
use crate::history::{Contents, FilePair, Past, pair};
use crate::site::check_templates;
use crate::source::Source;
use crate::workspace::{Loaded, load};

/// The day of every example: 1 March 2026.
const TODAY: i64 = 1_772_323_200;

/// Every finding about a folder of these files, and about what changed since those below `base/`.
fn all(files: &[(&str, &str)]) -> Vec<Finding> {
    let folder = tempfile::tempdir().unwrap();
    let (mut base, mut head) = (BTreeMap::new(), BTreeMap::new());
    for (path, text) in files {
        let side = if path.starts_with("base/") { &mut base } else { &mut head };
        side.insert(path.trim_start_matches("base/"), *text);
    }
    for (path, text) in &head {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let source = Source::open_work_tree(folder.path()).unwrap();
    let Loaded { workspace, mut findings, marked, .. } = load(&source);
    findings.extend(check_templates(&source));
    findings.extend(run(&workspace, TODAY));
    if !base.is_empty() {
        let paths: BTreeSet<&str> = base.keys().chain(head.keys()).copied().collect();
        let pairs =
            pair(paths.iter().map(|path| (*path, base.contains_key(path), head.contains_key(path))), &[]);
        let bytes = |side: &BTreeMap<&str, &str>, path: &Option<String>| {
            Some(side.get(path.as_deref()?)?.as_bytes().to_vec())
        };
        let contents = |pair: FilePair| {
            let contents = Contents { old: bytes(&base, &pair.old), new: bytes(&head, &pair.new) };
            (pair, contents)
        };
        let files: Vec<_> = pairs.into_iter().map(contents).collect();
        let settings = workspace.settings.as_ref().map(|settings| &settings.data);
        findings.extend(run_history(&Past::new(&files, &workspace.policy, settings), &workspace));
    }
    let level = |finding: &Finding| weigh(finding, &workspace.policy);
    let read = |file: &str| fs::read_to_string(folder.path().join(file)).ok();
    let weighed = door::weigh(findings, level);
    let (weighed, _) = door::suppress(weighed, &marked, read, level, |_| true);
    weighed.into_iter().map(|(finding, _)| finding).collect()
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
    for example in RULES.iter().map(|rule| rule.bad) {
        for finding in all(example) {
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
    assert_eq!(reader, 13, "the reader's rules: add one here when the reader reports something new");
}
