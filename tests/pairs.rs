//! Minimal pairs: one changed line in the example organisation makes exactly one finding appear, the one it should.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic too")]

use std::fs;
use std::path::Path;

use postmortem::source::Source;
use postmortem::{rule, workspace};
use serde::Deserialize;

/// The day of the example: 22 November 2026.
const NOW: i64 = 1_795_348_800;

/// One change and what it brings about; see `tests/pairs.yaml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    rule: String,
    file: String,
    from: Option<String>,
    to: String,
    at: Option<String>,
    says: Option<String>,
}

fn pairs() -> Vec<Pair> {
    serde_yaml::from_str(include_str!("pairs.yaml")).unwrap()
}

/// Copies a folder with everything in it.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The rule, the file and the message of every finding.
fn check(folder: &Path) -> Vec<(String, String, String)> {
    let source = Source::open_work_tree(folder).unwrap();
    let loaded = workspace::load(&source);
    let mut findings = loaded.findings;
    findings.extend(rule::run(&loaded.workspace, NOW));
    findings.into_iter().map(|one| (one.rule.to_owned(), one.file, one.message)).collect()
}

/// How many lines differ between two texts that begin and end alike.
fn changed_lines(old: &str, new: &str) -> usize {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let before = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let room = old.len().min(new.len()) - before;
    let after = old.iter().rev().zip(new.iter().rev()).take(room).take_while(|(a, b)| a == b).count();
    old.len().max(new.len()) - before - after
}

#[test]
fn one_line_makes_one_finding() {
    let folder = tempfile::tempdir().unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("incidents"), folder.path());
    assert_eq!(check(folder.path()), [], "the example is clean");
    let mut wrong = Vec::new();
    for pair in pairs() {
        let path = folder.path().join(&pair.file);
        let old = fs::read_to_string(&path).ok();
        let new = match (&old, &pair.from) {
            (Some(text), Some(from)) => {
                assert_eq!(text.matches(from.as_str()).count(), 1, "{}: {from:?}", pair.file);
                text.replace(from.as_str(), &pair.to)
            }
            (None, None) => pair.to.clone(),
            _ => panic!("{}: `from` is for files that are there", pair.file),
        };
        assert_eq!(changed_lines(old.as_deref().unwrap_or_default(), &new), 1, "{}: {}", pair.file, pair.to);
        fs::write(&path, &new).unwrap();
        let found = check(folder.path());
        match old {
            Some(old) => fs::write(&path, old).unwrap(),
            None => fs::remove_file(&path).unwrap(),
        }
        let at = pair.at.as_ref().unwrap_or(&pair.file);
        let says = |message: &str| pair.says.as_ref().is_none_or(|says| message.contains(says.as_str()));
        if !matches!(&found[..], [(rule, file, text)] if *rule == pair.rule && file == at && says(text)) {
            wrong.push(format!("{} in {at}: {found:#?}", pair.rule));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_of_recovery_has_a_pair() {
    let pairs = pairs();
    let lacks: Vec<&str> = rule::RULES
        .iter()
        .filter(|rule| rule.group == rule::Group::Recovery)
        .map(|rule| rule.id)
        .filter(|id| pairs.iter().all(|pair| pair.rule != *id))
        .collect();
    assert_eq!(lacks, Vec::<&str>::new());
    assert!(pairs.len() >= 20);
}
