//! The files of a site that are no pages, read by readers we did not write: `feedparser`, `icalendar`, `xmllint`.
//!
//! Needs Python with these packages (`tests/python-requirements.txt`) and `xmllint`; without them the tests say that they
//! were skipped, and fail where `CI` is set.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::print_stderr, reason = "a test that was skipped says so")]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value as Json;

/// An incident that is open, one whose review was published and amended, planned work, and a service that owes a drill.
const RECORDS: [(&str, &str); 6] = [
    (
        "2026/INC-1.yaml",
        "title: 'Payments fail, <b>&amp; slowly; 支付'\nsummary: \"**Cards** were \\x01declined:\\n\\n- all of them\"\n\
         severity: P1\nstatus: analyzing\nservices: [payments]\ntags: [pool]\n\
         times: {started: 2026-03-18T14:02:00+08:00, detected: 2026-03-18T14:09:00+08:00}\n\
         actions: [{id: A-1, title: \"Alert on the pool,\\nby service\", state: committed, due: 2026-05-01},\
         {id: A-2, title: done, state: done, due: 2026-05-02}]\n",
    ),
    (
        "2026/INC-2.yaml",
        "title: Second\nseverity: P0\nstatus: closed\nservices: [payments]\n\
         times: {started: 2026-02-01T00:00:00Z, detected: 2026-02-01T00:05:00Z, resolved: 2026-02-01T02:00:00Z}\n\
         review: {state: published, at: 2026-02-03T09:00:00Z}\n\
         amendments: [{at: 2026-03-20T10:00:00Z, field: title, reason: clearer}]\n",
    ),
    (
        "2026/INC-3.yaml",
        "title: Third\nseverity: P1\nstatus: reviewing\nservices: [payments]\n\
         times: {started: 2026-03-02T00:00:00Z, detected: 2026-03-02T00:05:00Z, resolved: 2026-03-02T02:00:00Z}\n",
    ),
    (
        "2026/MW-1.yaml",
        "kind: maintenance\ntitle: New disks\nservices: [payments]\n\
         times: {planned: {from: 2026-05-10T20:00:00Z, to: 2026-05-10T22:00:00Z}}\n",
    ),
    (
        "services/payments.yaml",
        "id: payments\ntier: 1\nobjectives: {rto: 1h}\nbackups: [{every: 1h}]\ndata_bearing: true\n",
    ),
    (
        "drills/one.yaml",
        "id: one\ndate: 2026-01-10\nresults: [{service: payments, kind: restore, passed: true}]\n",
    ),
];

/// Builds a site of the records with these settings.
fn site(settings: &str, now: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("incidents");
    for (path, text) in RECORDS.iter().chain(&[("postmortem.yaml", settings)]) {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let output = Command::new(env!("CARGO_BIN_EXE_postmortem"))
        .args(["build", "--quiet", "--now", now, "--root"])
        .arg(&root)
        .arg("--output")
        .arg(folder.path().join("site"))
        .output()
        .unwrap();
    // Records this short have findings; the site is built all the same.
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&output.stderr));
    folder
}

fn there(program: &str, arguments: &[&str]) -> bool {
    let found = Command::new(program).args(arguments).output().is_ok_and(|done| done.status.success());
    if !found {
        assert!(std::env::var_os("CI").is_none(), "cannot run `{program} {arguments:?}`");
        eprintln!("skipped: cannot run `{program} {arguments:?}`");
    }
    found
}

/// What the readers see in `site`; nothing where they are missing.
fn read(site: &Path) -> Option<Json> {
    if !there("python3", &["-c", "import feedparser, icalendar"]) {
        return None;
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/feeds/read.py");
    let done = Command::new("python3").arg(script).arg(site).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    Some(serde_json::from_slice(&done.stdout).unwrap())
}

fn text(folder: &tempfile::TempDir, path: &str) -> String {
    fs::read_to_string(folder.path().join("site").join(path))
        .unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn readers_see_what_the_records_say() {
    let folder = site("title: 'Ops & <Co>'\nurl: https://ops.example/incidents/\n", "2026-04-02");
    let Some(seen) = read(&folder.path().join("site")) else { return };
    let feed = &seen["feed"];
    assert_eq!(feed["title"], "Ops & <Co>");
    assert_eq!(feed["language"], "en");
    assert_eq!(feed["links"]["self"], "https://ops.example/incidents/feed.xml");
    assert_eq!(feed["links"]["alternate"], "https://ops.example/incidents/index.html");
    assert_eq!(feed["updated"], "2026-05-10T20:00:00+00:00");
    let titles: Vec<&str> =
        feed["entries"].as_array().unwrap().iter().map(|entry| entry["title"].as_str().unwrap()).collect();
    assert_eq!(
        titles,
        [
            "MW-1: New disks",
            "INC-2: Second",
            "Review of INC-2: Second",
            "INC-1: Payments fail, <b>&amp; slowly; 支付",
            "INC-3: Third",
        ]
    );
    let second = &feed["entries"][2];
    assert_eq!(second["id"], "https://ops.example/incidents/incidents/INC-2.html#review");
    assert_eq!(second["published"], "2026-02-03T09:00:00+00:00");
    assert_eq!(second["updated"], "2026-03-20T10:00:00+00:00");
    let first = &feed["entries"][3];
    assert_eq!(first["link"], "https://ops.example/incidents/incidents/INC-1.html");
    assert_eq!(first["summary"], "Cards were declined: all of them");
    assert_eq!(first["published"], "2026-03-18T06:09:00+00:00");
    assert_eq!(first["terms"], serde_json::json!(["P1", "analyzing", "payments", "pool"]));

    let events = seen["calendar"].as_array().unwrap();
    let said: Vec<(&str, &str)> = events
        .iter()
        .map(|event| (event["from"].as_str().unwrap(), event["summary"].as_str().unwrap()))
        .collect();
    assert_eq!(
        said,
        [
            ("2026-03-09", "Review due: Third (INC-3)"),
            ("2026-04-10", "Restore test due: payments"),
            ("2026-05-01", "Due: Alert on the pool,\nby service (INC-1)"),
            ("2026-05-10T20:00:00+00:00", "Planned work: New disks (MW-1)"),
            ("2026-07-09", "Recovery drill due: payments"),
        ]
    );
    assert_eq!(events[2]["to"], "2026-05-02");
    assert_eq!(events[2]["stamp"], "2026-03-18T06:09:00+00:00");
    assert_eq!(events[2]["url"], "https://ops.example/incidents/incidents/INC-1.html");
    assert_eq!(events[3]["to"], "2026-05-10T22:00:00+00:00");
}

#[test]
fn nothing_in_a_feed_depends_on_the_day() {
    let settings = "title: Ops\nlanguages: [en, zh]\n";
    let (one, other) = (site(settings, "2026-04-02"), site(settings, "2026-04-20"));
    for path in ["feed.xml", "calendar.ics", "incidents.json"] {
        assert_eq!(text(&one, path), text(&other, path), "{path}");
    }
    let Some(seen) = read(&one.path().join("site")) else { return };
    let feed = &seen["feed"];
    // Without an address, links are relative and ids are numbers that stay.
    assert_eq!(feed["links"]["self"], "feed.xml");
    assert!(feed["id"].as_str().unwrap().starts_with("urn:uuid:"));
    assert_eq!(feed["entries"][1]["link"], "incidents/INC-2.html");
    assert_eq!(seen["calendar"][0]["url"], "");
}

#[test]
fn data_for_programs() {
    let folder = site("url: https://ops.example\n", "2026-04-02");
    let all: Json = serde_json::from_str(&text(&folder, "incidents.json")).unwrap();
    assert_eq!(all["version"], 1);
    let record = all["incidents"].as_array().unwrap().iter().find(|record| record["id"] == "INC-2").unwrap();
    assert_eq!(record["measures"]["ttr"], 7200);
    assert_eq!(record["measures"]["ttd"], 300);
    assert_eq!(record["times"]["resolved"], "2026-02-01T02:00:00Z");
    assert_eq!(record["url"], "https://ops.example/incidents/INC-2.html");
    assert_eq!(record["severity"], "P0");
    assert_eq!(record["review"], "published");
    let stats: Json = serde_json::from_str(&text(&folder, "stats.json")).unwrap();
    assert_eq!(stats["version"], 1);
    // The names in the documentation are those in the file.
    let documented = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/site.md")).unwrap();
    for key in record.as_object().unwrap().keys() {
        assert!(documented.contains(&format!("| `{key}` |")), "docs/site.md says nothing of `{key}`");
    }
}

#[test]
fn what_search_engines_read() {
    let folder = site("url: https://ops.example/a&b/\nsite: {indexed: true}\n", "2026-04-02");
    let map = text(&folder, "sitemap.xml");
    assert!(map.contains(
        "<loc>https://ops.example/a&amp;b/incidents/INC-2.html</loc><lastmod>2026-03-20</lastmod>"
    ));
    assert_eq!(
        text(&folder, "robots.txt"),
        "User-agent: *\nDisallow:\nSitemap: https://ops.example/a&b/sitemap.xml\n"
    );
    let page = text(&folder, "incidents/INC-1.html");
    assert!(!page.contains("noindex"));
    assert!(
        page.contains("<link rel=\"canonical\" href=\"https://ops.example/a&amp;b/incidents/INC-1.html\">")
    );
    assert!(
        page.contains("<meta name=\"description\" property=\"og:description\" content=\"Cards were declined: all of them\">"),
        "{page}"
    );
    if there("xmllint", &["--version"]) {
        let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/feeds/sitemap.xsd");
        let done = Command::new("xmllint")
            .args(["--noout", "--schema"])
            .arg(schema)
            .arg(folder.path().join("site/sitemap.xml"))
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }

    let folder = site("title: Ops\n", "2026-04-02");
    assert_eq!(text(&folder, "robots.txt"), "User-agent: *\nDisallow: /\n");
    assert!(!folder.path().join("site/sitemap.xml").exists());
    let page = text(&folder, "incidents/INC-1.html");
    assert!(page.contains("<meta name=\"robots\" content=\"noindex\">") && !page.contains("canonical"));
}

#[test]
fn a_page_for_what_is_not_there() {
    // A server shows it at any address, so its links begin at the host where the settings know how deep the site is.
    let folder = site("url: https://ops.example/sub\n", "2026-04-02");
    let page = text(&folder, "404.html");
    for target in [
        "href=\"/sub/style.css\"",
        "src=\"/sub/site.js\"",
        "href=\"/sub/index.html\"",
        "href=\"/sub/services/index.html\"",
    ] {
        assert!(page.contains(target), "{target}: {page}");
    }
    assert!(!page.contains("href=\"../"), "{page}");
    let folder = site("title: Ops\n", "2026-04-02");
    assert!(text(&folder, "404.html").contains("href=\"style.css\""));
}
