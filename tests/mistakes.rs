//! The acceptance case: many mistakes in few files are all reported in one run, each at its place; and files that
//! want to do harm give one clear finding, quickly.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic too")]

use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, Instant};

use postmortem::finding::{Level, Report, human, json, report, weigh};
use postmortem::source::{RECORD_LIMIT, Source};
use postmortem::{rule, workspace};

/// What `check` does: read, look, weigh, locate.
fn check(folder: &Path) -> Report {
    let source = Source::open_work_tree(folder).unwrap();
    let loaded = workspace::load(&source);
    let mut findings = loaded.findings;
    findings.extend(rule::run(&loaded.workspace, 1_772_323_200));
    // What is wrong on one day only is not what these files are for.
    findings.retain(|finding| !rule::find(finding.rule).is_some_and(rule::Rule::is_calendar));
    let read = |file: &str| String::from_utf8(source.read_one(file, RECORD_LIMIT).ok()?).ok();
    report(weigh(findings, |finding| rule::weigh(finding, &loaded.workspace.policy)), read)
}

#[test]
fn twelve_mistakes_in_five_files_in_one_run() {
    let report = check(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/mistakes")));
    let found: Vec<(&str, usize, usize, &str)> = report
        .findings
        .iter()
        .map(|found| {
            let spot = found.spot.as_ref().unwrap();
            (found.finding.file.as_str(), spot.line, spot.column, found.finding.rule)
        })
        .collect();
    let expected = [
        ("2026/INC-2026-0001.yaml", 4, 9, "missing-fact"),
        ("2026/INC-2026-0001.yaml", 5, 11, "shape"),
        ("2026/INC-2026-0001.yaml", 8, 13, "time-offset"),
        ("2026/INC-2026-0002.yaml", 7, 36, "illegal-transition"),
        ("2026/INC-2026-0002.yaml", 9, 1, "duplicate-key"),
        ("2026/INC-2026-0002.yaml", 20, 10, "timeline-disagrees"),
        ("2026/INC-2026-0003.yaml", 9, 3, "unknown-key"),
        ("2026/INC-2026-0003.yaml", 11, 13, "time-order"),
        ("2026/INC-2026-0003.yaml", 23, 5, "action-without-owner"),
        ("2026/INC-2026-0005.yaml", 1, 5, "id-stem"),
        ("2026/INC-2026-0005.yaml", 7, 21, "bad-value"),
        ("services/payments.yaml", 4, 15, "unknown-service"),
    ];
    assert_eq!(found, expected);
    assert_eq!(report.count(Level::Error), 12);
}

#[test]
fn people_and_programs_get_the_same_places() {
    let report = check(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/mistakes")));
    let (mut text, mut data) = (Vec::new(), Vec::new());
    human(&report, "incidents/", false, &mut text).unwrap();
    json(&report, "incidents/", &mut data).unwrap();
    let text = String::from_utf8(text).unwrap();
    let data: serde_json::Value = serde_json::from_slice(&data).unwrap();
    assert_eq!(data["errors"], 12);
    for found in data["findings"].as_array().unwrap() {
        let place = &found["place"];
        let shown = format!("--> {}:{}:{}", place["file"].as_str().unwrap(), place["line"], place["column"]);
        assert!(text.contains(&shown), "{shown} is not in\n{text}");
        assert!(text.contains(found["message"].as_str().unwrap()));
    }
    assert!(text.contains("was `2026-05-07T11:30:00Z` meant?"), "{text}");
    assert!(
        text.contains("did you mean `acknowledged`?") && text.contains("did you mean `payments`?"),
        "{text}"
    );
}

/// The findings about one file, and how long they took.
fn hostile(name: &str, write: impl FnOnce(&Path)) -> Vec<(&'static str, String)> {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join(name));
    let start = Instant::now();
    let report = check(folder.path());
    let took = start.elapsed();
    // A tenth of a second in a release build: this is only about what would never end.
    assert!(took < Duration::from_mins(1), "took {took:?}");
    let mut out = Vec::new();
    human(&report, "", false, &mut out).unwrap();
    assert!(out.len() < 1_000 * (report.findings.len() + 20), "{} bytes of report", out.len());
    report.findings.into_iter().map(|found| (found.finding.rule, found.finding.message)).collect()
}

/// The one finding about a file of these bytes: nothing of it could be read, and no rule guesses on.
fn first(bytes: impl AsRef<[u8]>) -> (&'static str, String) {
    let mut found = hostile("INC-1.yaml", |path| fs::write(path, bytes).unwrap());
    assert_eq!(found.len(), 1, "{found:?}");
    found.swap_remove(0)
}

/// Nothing to report.
fn clean(text: impl AsRef<[u8]>) {
    let found = hostile("INC-1.yaml", |path| fs::write(path, text).unwrap());
    assert_eq!(found, [], "{found:?}");
}

const RECORD: &str = "id: INC-1\nkind: maintenance\ntitle: 换连接池\ntimes:\n  planned: {from: 2026-03-01T02:00:00Z, to: 2026-03-01T04:00:00Z}\n";

#[test]
fn files_that_are_no_text() {
    assert_eq!(
        first(b"\x7fELF\x02\x01\x01\0\0\0\0\0"),
        ("unreadable", "the file is binary, not YAML".into())
    );
    let (rule, message) = first(b"id: INC-1\ntitle: \xff\xfe\n");
    assert_eq!(rule, "unreadable");
    assert!(message.contains("not UTF-8: line 2"), "{message}");
    let found = hostile("INC-1.yaml", |path| File::create(path).unwrap().set_len(50 << 20).unwrap());
    assert_eq!(found.len(), 1);
    assert!(found[0].0 == "unreadable" && found[0].1.contains("52428800 bytes"), "{found:?}");
}

#[test]
fn files_that_hold_nothing() {
    for text in ["", "\n", "# nothing\n", "---\n", "---\n...\n", "~\n", "null\n", "\u{feff}"] {
        let (rule, message) = first(text);
        assert_eq!((rule, message.as_str()), ("empty-file", "the file holds no record"), "{text:?}");
    }
}

#[test]
fn files_that_grow() {
    let mut bomb = String::from("id: INC-1\ntags: &a [x, x, x, x, x, x, x, x, x, x]\nlinks:\n");
    for (name, before) in ('b'..='m').zip('a'..) {
        let eight = vec![format!("*{before}"); 8].join(", ");
        bomb.extend(["  - &", &name.to_string(), " [", &eight, "]\n"]);
    }
    let (rule, message) = first(&bomb);
    assert!(rule == "yaml-syntax" && message.contains("aliases written out"), "{message}");
    let long =
        format!("id: INC-1\ntitle: &a {}\ntags: [{}]\n", "x".repeat(200_000), vec!["*a"; 20_000].join(","));
    let (rule, message) = first(&long);
    assert!(rule == "yaml-syntax" && message.contains("aliases written out"), "{message}");
    let (rule, message) = first("[".repeat(1 << 20));
    assert!(rule == "yaml-syntax" && message.contains("nested deeper than 64"), "{message}");
    let (rule, message) = first("{a: ".repeat(200_000));
    assert!(rule == "yaml-syntax" && message.contains("nested deeper than 64"), "{message}");
    let (rule, _) = first("a: &a [*a]\n");
    assert_eq!(rule, "yaml-syntax");
    let (rule, _) = first("- ".repeat(500_000));
    assert_eq!(rule, "yaml-syntax");
    let keys: String = (0..20_000).map(|i| format!("k{i}: 1\n")).collect::<Vec<_>>().concat();
    let found = hostile("INC-1.yaml", |path| fs::write(path, format!("{RECORD}{keys}")).unwrap());
    assert_eq!(found.len(), 1_001);
    assert!(found[0].1.contains("the rest is not listed"), "{:?}", found[0]);
    let rows = (0..5_000)
        .map(|i| format!("- {{at: 2026-03-01T{:02}:00:00Z, text: x}}\n", i % 24))
        .collect::<Vec<_>>();
    let found = hostile("INC-1.yaml", |path| {
        fs::write(path, format!("{RECORD}timeline:\n{}", rows.concat())).unwrap();
    });
    assert!(found.iter().all(|(rule, _)| *rule == "timeline-order"), "{:?}", found[0]);
    let long = format!("{RECORD}summary: {}\n", "x".repeat(1 << 19));
    clean(long);
}

#[test]
fn files_from_other_editors() {
    clean(RECORD);
    clean(format!("\u{feff}{RECORD}"));
    clean(RECORD.replace('\n', "\r\n"));
    clean(format!("---\n{RECORD}...\n"));
    // The place is right behind a BOM and in a file with CRLF.
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("INC-1.yaml"),
        format!("\u{feff}{RECORD}sevrity: P1\n").replace('\n', "\r\n"),
    )
    .unwrap();
    let report = check(folder.path());
    let spot = report.findings[0].spot.as_ref().unwrap();
    assert_eq!((report.findings.len(), spot.line, spot.column), (1, 6, 1));
    assert_eq!(&report.texts["INC-1.yaml"][spot.bytes.clone()], "sevrity");
}

#[test]
fn yaml_that_is_not_accepted() {
    let (rule, message) = first(format!("{RECORD}---\n{RECORD}"));
    assert!(rule == "yaml-syntax" && message.contains("second document"), "{message}");
    for tagged in ["!python/object:os.system x", "!!python/name:os.system", "! x"] {
        let (rule, message) = first(format!("{RECORD}summary: {tagged}\n"));
        assert!(rule == "yaml-syntax" && message.contains("tag"), "{tagged}: {message}");
    }
    for tagged in ["tags: [!x a]", "tags: [a,!x b]", "tags:\n-\t!x b", "links: [{title:\n!x b}]"] {
        let found = hostile("INC-1.yaml", |path| fs::write(path, format!("{RECORD}{tagged}\n")).unwrap());
        assert!(found.iter().any(|(rule, _)| *rule == "yaml-syntax"), "{tagged}: {found:?}");
    }
    clean(format!("{RECORD}summary: Stop! it said !important\n"));
    let (rule, message) = first(format!("{RECORD}<<: {{summary: x}}\n"));
    assert!(rule == "yaml-syntax" && message.contains("merge key"), "{message}");
    let (rule, _) = first("id: INC-1\n\ttitle: x\n");
    assert_eq!(rule, "yaml-syntax");
    let (rule, message) = first("just text\n");
    assert!(rule == "shape" && message.contains("wants a map"), "{message}");
    let (rule, message) = first("- id: INC-1\n");
    assert!(rule == "shape" && message.contains("not a list"), "{message}");
}

#[test]
fn ids_that_lead_elsewhere() {
    let found =
        hostile("INC-1.yaml", |path| fs::write(path, "id: ../../etc/passwd\nkind: near-miss\n").unwrap());
    let rules: Vec<&str> = found.iter().map(|(rule, _)| *rule).collect();
    assert!(rules.contains(&"bad-id") && rules.contains(&"id-stem"), "{rules:?}");
}
