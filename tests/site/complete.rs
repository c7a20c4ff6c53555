//! Nothing a record says is lost on the way to its page, in either format.

use std::fs;

use postmortem::record::schema::RecordType;

use super::fill::{Filled, fill};
use super::{NOW, files, make};

/// Fields that say how the record is kept rather than what it says, or that stand on another page.
const ELSEWHERE: [&str; 2] = ["organisation", "plan.yaml"];

fn marker(_: &str, n: usize) -> String {
    format!("Marker{n:04}x")
}

fn page_of(file: &str, record: &serde_json::Value, page: &str) -> [String; 2] {
    let (input, output) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let path = input.path().join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, record.to_string()).unwrap();
    make(input.path(), output.path(), NOW);
    let made = files(output.path());
    ["html", "md"].map(|ending| {
        let name = format!("{page}.{ending}");
        let bytes = made.get(&name).unwrap_or_else(|| panic!("no {name} in {:?}", made.keys()));
        String::from_utf8(bytes.clone()).unwrap()
    })
}

fn assert_complete(filled: &Filled, pages: &[String]) {
    assert!(filled.markers.len() > 4);
    for (format, page) in ["HTML", "Markdown"].iter().zip(pages) {
        let lost: Vec<_> = filled
            .markers
            .iter()
            .filter(|(path, shown)| !ELSEWHERE.contains(&path.as_str()) && !page.contains(shown.as_str()))
            .collect();
        assert!(lost.is_empty(), "not in the {format} page: {lost:?}");
    }
}

#[test]
fn every_field_of_an_incident_is_on_its_page() {
    for kind in ["incident", "near-miss", "maintenance", "external"] {
        let mut filled = fill(RecordType::Incident, &marker);
        let id = filled.markers.iter().find(|(path, _)| path == "id").unwrap().1.clone();
        filled.record["kind"] = kind.into();
        let folder = if kind == "external" { "library" } else { "incidents" };
        let pages = page_of("2026/x.yaml", &filled.record, &format!("{folder}/{id}"));
        assert_complete(&filled, &pages);
        // The other shape of a field that has two.
        filled.record["repair"]["regression_tests"] = serde_json::json!(["MarkerTest"]);
        filled.record["status"] = "closed".into();
        filled.record["severity"] = "P1".into();
        filled.markers = vec![("repair.regression_tests".into(), "MarkerTest".into()); 6];
        assert_complete(&filled, &page_of("2026/x.yaml", &filled.record, &format!("{folder}/{id}")));
    }
}

#[test]
fn every_field_of_a_service_is_on_its_page() {
    let filled = fill(RecordType::Service, &marker);
    let id = filled.markers.iter().find(|(path, _)| path == "id").unwrap().1.clone();
    let pages = page_of("services/x.yaml", &filled.record, &format!("services/{id}"));
    assert_complete(&filled, &pages);
}

#[test]
fn every_field_of_a_team_is_on_its_page() {
    let filled = fill(RecordType::Team, &marker);
    let id = filled.markers.iter().find(|(path, _)| path == "id").unwrap().1.clone();
    let pages = page_of("teams/x.yaml", &filled.record, &format!("teams/{id}"));
    assert_complete(&filled, &pages);
}

#[test]
fn every_field_of_a_runbook_is_on_its_page() {
    let filled = fill(RecordType::Runbook, &marker);
    let id = filled.markers.iter().find(|(path, _)| path == "id").unwrap().1.clone();
    let pages = page_of("runbooks/x.yaml", &filled.record, &format!("runbooks/{id}"));
    assert_complete(&filled, &pages);
}

#[test]
fn every_field_of_the_plan_is_on_its_page() {
    let filled = fill(RecordType::Plan, &marker);
    let pages = page_of("plan.yaml", &filled.record, "plan/index");
    assert_complete(&filled, &pages);
}

#[test]
fn every_result_of_a_drill_is_in_the_plan() {
    let mut filled = fill(RecordType::Drill, &marker);
    // Its actions stand in the list of actions; who took part shows in the results.
    filled.markers.retain(|(path, _)| !path.starts_with("actions") && !path.starts_with("services"));
    let pages = page_of("drills/x.yaml", &filled.record, "plan/index");
    assert_complete(&filled, &pages);
    let actions = page_of("drills/x.yaml", &filled.record, "actions");
    let title = filled.record["actions"][0]["title"].as_str().unwrap();
    assert!(actions.iter().all(|page| page.contains(title)));
}
