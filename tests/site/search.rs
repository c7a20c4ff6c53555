//! The index of a site: no field is forgotten, and a change rewrites what it touches.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use postmortem::record::schema::RecordType;

use super::fill::fill;
use super::{NOW, files, make};

/// Fields that say how a record is kept and stand on no page of their own.
const NOT_READ: [&str; 1] = ["visibility"];

fn index_of(input: &Path) -> BTreeMap<String, Vec<u8>> {
    let output = tempfile::tempdir().unwrap();
    make(input, output.path(), NOW);
    let mut made = files(output.path());
    made.retain(|name, _| name.starts_with("search/"));
    made
}

/// Every term of an index.
fn terms(index: &BTreeMap<String, Vec<u8>>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (name, bytes) in index.iter().filter(|(name, _)| name.starts_with("search/t")) {
        let text = String::from_utf8(bytes.clone()).unwrap();
        let json = text.split_once(',').unwrap_or_else(|| panic!("{name}: {text}")).1;
        let terms: String = serde_json::from_str(json.trim_end().strip_suffix(')').unwrap()).unwrap();
        found.extend(terms.split(' ').step_by(2).map(str::to_owned));
    }
    found
}

#[test]
fn every_text_of_every_record_can_be_found() {
    for (record, file) in [
        (RecordType::Incident, "2026/x.yaml"),
        (RecordType::Service, "services/x.yaml"),
        (RecordType::Team, "teams/x.yaml"),
        (RecordType::Runbook, "runbooks/x.yaml"),
        (RecordType::Drill, "drills/x.yaml"),
        (RecordType::Plan, "plan.yaml"),
    ] {
        let filled = fill(record, &|_, n| format!("Marker{n:04}x"));
        let input = tempfile::tempdir().unwrap();
        let path = input.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, filled.record.to_string()).unwrap();
        let terms = terms(&index_of(input.path()));
        let texts = filled.markers.iter().filter(|(_, shown)| shown.starts_with("Marker"));
        let lost: Vec<_> = texts
            .clone()
            .filter(|(path, text)| {
                !NOT_READ.iter().any(|not| path.starts_with(not)) && !terms.contains(&text.to_lowercase())
            })
            .collect();
        assert!(texts.count() > 4 && lost.is_empty(), "{file}: cannot be found: {lost:?}");
    }
}

#[test]
fn a_new_incident_leaves_the_descriptions_of_others_alone() {
    let input = tempfile::tempdir().unwrap();
    let write = |day: u32| {
        let text =
            format!("id: I-{day}\ntitle: number {day}\ntimes: {{started: 2026-03-{day:02}T00:00:00Z}}\n");
        fs::write(input.path().join(format!("I-{day}.yaml")), text).unwrap();
    };
    (1..=20).for_each(write);
    let before = index_of(input.path());
    assert!(before == index_of(input.path()));
    write(21);
    let after = index_of(input.path());
    assert!(before["search/d0.js"] == after["search/d0.js"]);
    assert!(
        before["search/d1.js"] != after["search/d1.js"] && before["search/t0.js"] != after["search/t0.js"]
    );
}
