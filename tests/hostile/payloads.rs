//! Records, settings, file names and commits whose every text is an attack, for whatever shows them.

use std::fs;
use std::path::Path;
use std::process::Command;

use postmortem::record::schema::RecordType;
use serde::Deserialize;
use serde_json::{Value, json};

use super::fill::fill;

/// Payloads of one class.
#[derive(Deserialize)]
struct Group {
    texts: Vec<String>,
}

/// Every payload.
pub(crate) fn payloads() -> Vec<String> {
    let groups: Vec<Group> = serde_yaml::from_str(include_str!("payloads.yaml")).unwrap();
    let all: Vec<String> = groups.into_iter().flat_map(|group| group.texts).collect();
    assert!(all.len() >= 150, "{} payloads", all.len());
    all
}

/// Writes a folder of records: each payload stands in every text of an incident, and of one record of every other type, with
/// others where `together` is more than one; in the settings, in file names of records and attachments.
pub(crate) fn folder(payloads: &[String], folder: &Path, together: usize) {
    let save = |name: &str, record: &Value| {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, record.to_string()).unwrap();
    };
    fs::create_dir_all(folder.join("2026")).unwrap();
    for (i, payload) in payloads.iter().enumerate() {
        let mut record = fill(RecordType::Incident, &|_, _| payload.clone()).record;
        // Ours and closed, or from elsewhere.
        record["kind"] = if i % 8 == 7 { "external" } else { "incident" }.into();
        record["status"] = "closed".into();
        record["visibility"] = json!({ "record": "public" });
        // In the calendar.
        record["actions"][0]["state"] = "committed".into();
        record["actions"][0]["due"] = "2026-05-01".into();
        let name = file_name(i, payload);
        fs::write(folder.join(format!("2026/{name}.txt")), payload).unwrap();
        fs::write(
            folder.join(format!("2026/{name}.svg")),
            "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>",
        )
        .unwrap();
        let link = |ending| format!("<{}.{ending}>", name.replace('<', "\\<").replace('>', "\\>"));
        record["summary"] = format!("[{payload}]({}) ![x]({})\n\n{payload}", link("txt"), link("svg")).into();
        save(&format!("2026/{name}.yaml"), &record);
    }
    for (i, several) in payloads.chunks(together).enumerate() {
        let text = several.join("\n\n");
        let write = |record: RecordType, file: String| {
            save(&file, &fill(record, &|_, n| several[n % several.len()].clone()).record);
        };
        write(RecordType::Service, format!("services/{i}.yaml"));
        write(RecordType::Team, format!("teams/{i}.yaml"));
        write(RecordType::Runbook, format!("runbooks/{i}.yaml"));
        write(RecordType::Drill, format!("drills/{i}.yaml"));
        fs::write(folder.join(format!("runbooks/m{i}.md")), format!("---\ntitle: x{i}\n---\n{text}\n"))
            .unwrap();
    }
    let any = |_: &str, n: usize| payloads[n % payloads.len()].clone();
    save("plan.yaml", &fill(RecordType::Plan, &any).record);
    let mut settings = fill(RecordType::Settings, &any).record;
    settings["languages"] = json!(["en"]);
    // What cannot be read here would be kept back, all of it.
    settings["visibility"] = json!({ "service": "internal" });
    settings["alert_rules"] = json!(["alerts"]);
    save("postmortem.yaml", &settings);
    let alert = |text: &String| json!({ "alert": text, "expr": text, "labels": { (text.as_str()): text }, "annotations": { "summary": text, "runbook_url": text } });
    let rules: Vec<Value> = payloads.iter().map(alert).collect();
    save("alerts/a.json", &json!({ "groups": [{ "name": payloads[0], "rules": rules }] }));
}

/// A file name with as much of the payload as a file system takes.
fn file_name(i: usize, payload: &str) -> String {
    let plain: String =
        payload.chars().filter(|c| !matches!(c, '/' | '\\' | '\0'..='\u{1f}')).take(30).collect();
    format!("{i} {plain}").trim_end_matches(['.', ' ']).to_owned()
}

/// Commits a folder as authors and under subjects that are payloads, the last of them over and over.
pub(crate) fn commits(payloads: &[String], folder: &Path) {
    let git = |arguments: &[&str]| {
        let done = Command::new("git").current_dir(folder).args(arguments).output().unwrap();
        assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    };
    git(&["init", "-q", "-b", "main"]);
    git(&["config", "core.quotepath", "off"]);
    for (i, payload) in payloads.iter().enumerate().filter(|(_, payload)| !payload.contains('\0')).take(20) {
        fs::write(folder.join("services/commits.yaml"), format!("id: commits\ntier: {i}\n")).unwrap();
        git(&["add", "services"]);
        let name = format!("user.name=x{}", payload.replace(['\n', '<', '>'], " "));
        git(&[
            "-c",
            &name,
            "-c",
            "user.email=x@x.example",
            "commit",
            "-q",
            "--cleanup=verbatim",
            "-m",
            &format!("x {payload}"),
        ]);
    }
}
