//! Pictures of every kind of page as readers see them; `tests/screenshots.sh` keeps them for people to look at.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::json;

use super::driver::{Browser, Setup};
use super::example::Example;

/// A page of every kind.
const PAGES: [(&str, &str); 16] = [
    ("dashboard", "index.html"),
    ("incidents", "incidents/index.html"),
    ("incident", "incidents/INC-2026-0042.html"),
    ("incident-english", "incidents/INC-2025-0131.html"),
    ("severity", "severity/P1.html"),
    ("month", "months/2026-11.html"),
    ("actions", "actions.html"),
    ("statistics", "statistics.html"),
    ("services", "services/index.html"),
    ("service", "services/payments-db.html"),
    ("runbooks", "runbooks/index.html"),
    ("runbook", "runbooks/restore-postgres.html"),
    ("plan", "plan/index.html"),
    ("plan-service", "plan/payments-db.html"),
    ("library", "library/index.html"),
    ("outage", "library/gitlab-2017-01-31-database-loss.html"),
];

/// What is lost in the documents that stand for themselves.
const LOST: [(&str, &str); 2] =
    [("what-if-database", "payments-db:corruption"), ("what-if-zone", "zone:cn-east-1a")];

/// A view: its name, the width, whether it is dark, and in Chinese.
const VIEWS: [(&str, u32, bool, &str); 5] = [
    ("desktop", 1280, false, ""),
    ("dark", 1280, true, ""),
    ("phone", 390, false, ""),
    ("chinese", 1280, false, "zh/"),
    ("chinese-phone", 390, true, "zh/"),
];

#[test]
fn pages_can_be_looked_at() {
    let Some(browser) = Browser::start(Setup::default()) else { return };
    let example = Example::build();
    let scratch = tempfile::tempdir().unwrap();
    let kept = std::env::var_os("PICTURES").map(PathBuf::from);
    let folder = kept.as_deref().unwrap_or(scratch.path());
    fs::create_dir_all(folder).unwrap();
    for (name, page) in PAGES {
        for (view, width, dark, language) in VIEWS {
            take(
                &browser,
                &example.file(&format!("{language}{page}")),
                width,
                dark,
                &folder.join(format!("{name}-{view}.png")),
            );
        }
        print(&browser, &folder.join(format!("{name}-print.pdf")));
    }
    for (name, what) in LOST {
        let page = scratch.path().join(format!("{name}.html"));
        let mut plan = Command::new(env!("CARGO_BIN_EXE_postmortem"));
        plan.args(["plan", "--fail", what, "--format", "html", "--quiet", "--root"]);
        plan.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("incidents")).arg("--output").arg(&page);
        assert!(plan.status().unwrap().success(), "{what}");
        for (view, width, dark, _) in &VIEWS[..3] {
            take(
                &browser,
                &format!("file://{}", page.display()),
                *width,
                *dark,
                &folder.join(format!("{name}-{view}.png")),
            );
        }
    }
}

/// Takes the page from top to bottom.
fn take(browser: &Browser, address: &str, width: u32, dark: bool, file: &Path) {
    let scheme = if dark { "dark" } else { "light" };
    let media =
        json!({ "media": "screen", "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
    browser.cdp("Emulation.setEmulatedMedia", &media);
    browser.resize(width, 900);
    browser.open(address);
    let taken = browser.cdp("Page.captureScreenshot", &json!({ "captureBeyondViewport": true }));
    let bytes = BASE64_STANDARD.decode(taken["data"].as_str().unwrap()).unwrap();
    // An empty page of this size has 5 to 15 thousand.
    assert!(bytes.len() > 25_000, "{} has {} bytes: is it empty?", file.display(), bytes.len());
    fs::write(file, bytes).unwrap();
}

fn print(browser: &Browser, file: &Path) {
    let printed =
        browser.cdp("Page.printToPDF", &json!({ "printBackground": true, "preferCSSPageSize": true }));
    fs::write(file, BASE64_STANDARD.decode(printed["data"].as_str().unwrap()).unwrap()).unwrap();
}
