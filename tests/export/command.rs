//! The command: what it writes, leaves out and refuses.

use std::fs;

use serde_json::Value;

use super::fixture::records;
use super::{postmortem, printed, write};

#[test]
fn a_folder_gets_one_file_a_table() {
    let folder = tempfile::tempdir().unwrap();
    records(folder.path());
    for format in ["ndjson", "csv", "parquet"] {
        write(folder.path(), "data/notes.txt", "mine");
        let (code, out, err) = postmortem(folder.path(), false, &["export", format, "-o", "data"]);
        assert_eq!((code, out.as_slice()), (0, &b""[..]), "{err}");
        assert!(err.starts_with("data: 5 tables of 65 records\n"), "{err}");
        let mut names: Vec<_> = fs::read_dir(folder.path().join("data"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        names.sort();
        let tables = ["actions", "drills", "impact", "incidents"].map(|name| format!("{name}.{format}"));
        let timeline = format!("timeline.{format}");
        let expected: Vec<&str> =
            tables.iter().map(String::as_str).chain(["notes.txt", "schema.json", &timeline]).collect();
        assert_eq!(names, expected);
        let schema: Value =
            serde_json::from_slice(&fs::read(folder.path().join("data/schema.json")).unwrap()).unwrap();
        assert_eq!(schema["postmortem.schema"], 1);
        assert_eq!(schema["tables"][0]["file"], format!("incidents.{format}"));
        // One table alone is the same file.
        let one = printed(folder.path(), &["export", format, "--table", "incidents"]);
        assert!(one == fs::read(folder.path().join(format!("data/incidents.{format}"))).unwrap());
        printed(folder.path(), &["export", format, "--table", "incidents", "--output", "one"]);
        assert!(one == fs::read(folder.path().join("one")).unwrap());
        fs::remove_dir_all(folder.path().join("data")).unwrap();
    }
}

#[test]
fn restricted_records_are_left_out_and_counted() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "incidents/A.yaml", "id: A\nkind: security\ntitle: hushed\n");
    let seen = "id: B\ntitle: seen\nrelated: [A]\nanalysis: {root_cause: muffled, category: config}\n\
                visibility: {fields: {analysis.root_cause: restricted}}\ntimeline: [{text: muffled no more}]\n";
    write(folder.path(), "incidents/B.yaml", seen);
    for format in ["ndjson", "csv", "parquet"] {
        let (_, out, err) = postmortem(folder.path(), false, &["export", format, "--table", "incidents"]);
        assert!(err.starts_with("1 restricted record left out\n"), "{err}");
        let holds = |text: &str| out.windows(text.len()).any(|part| part == text.as_bytes());
        assert!(holds("seen") && holds("config"), "{format}");
        assert!(!holds("hushed") && !holds("muffled"), "{format}");
    }
    let (_, out, _) = postmortem(folder.path(), false, &["export", "ndjson", "--table", "incidents"]);
    assert!(String::from_utf8(out).unwrap().contains(r#""related":[]"#));
    // A search does not find what is hidden.
    let hidden = ["export", "ndjson", "--table", "incidents", "--text", "root muffled"];
    assert_eq!(postmortem(folder.path(), false, &hidden).1, b"");
}

#[test]
fn filters_narrow_every_table() {
    let folder = tempfile::tempdir().unwrap();
    records(folder.path());
    let lines = |table: &str, filter: &[&str]| {
        let out = printed(folder.path(), &[&["export", "ndjson", "--table", table], filter].concat());
        String::from_utf8(out).unwrap().lines().count()
    };
    assert_eq!(lines("incidents", &[]), 65);
    assert_eq!(lines("incidents", &["--kind", "near-miss"]), 1);
    assert_eq!(lines("actions", &["--kind", "near-miss"]), 0);
    assert_eq!(lines("drills", &["--service", "web"]), 0);
    assert_eq!(lines("drills", &["--service", "payments", "--period", "2026-05"]), 1);
    let (_, _, err) =
        postmortem(folder.path(), false, &["export", "ndjson", "--table", "drills", "--kind", "external"]);
    assert!(err.starts_with("64 records filtered out\n"), "{err}");
}

#[test]
fn what_makes_no_sense_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "incidents/A.yaml", "id: A\n");
    let refused = |terminal: bool, arguments: &[&str]| {
        let (code, out, err) = postmortem(folder.path(), terminal, &[&["export"], arguments].concat());
        assert_eq!((code, out.len()), (2, 0), "{arguments:?}: {err}");
        err
    };
    assert!(refused(true, &["parquet", "--table", "incidents"]).contains("no text for a terminal"));
    assert!(refused(false, &["ndjson"]).contains("--output"));
    assert!(refused(false, &["xml", "--output", "data"]).contains("possible values"));
    assert!(refused(false, &["csv", "--table", "people"]).contains("possible values"));
    assert!(refused(false, &["csv", "--output", "."]).contains("would hold the records"));
    let record = ["csv", "--table", "impact", "--output", "incidents/A.yaml"];
    assert!(refused(false, &record).contains("is one of the records"));
    assert_eq!(fs::read_to_string(folder.path().join("incidents/A.yaml")).unwrap(), "id: A\n");
    // A table in the way of a folder: nothing of the export is left.
    fs::create_dir_all(folder.path().join("data/incidents.csv/x")).unwrap();
    refused(false, &["csv", "--output", "data"]);
    assert_eq!(postmortem(folder.path(), true, &["export", "csv", "--table", "impact"]).0, 0);
}
