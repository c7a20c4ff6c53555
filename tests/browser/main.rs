//! The site in a real browser, headless Chromium driven over `WebDriver`.
//!
//! Needs Chromium and chromedriver; without them each test says that it was skipped, and fails where `CI` is set.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stderr,
    reason = "a test fails by panicking, and says if skipped"
)]

mod accessible;
mod driver;
mod example;
#[path = "../site/fill.rs"]
#[expect(dead_code, reason = "what must be found is asked for elsewhere")]
mod fill;
mod hostile;
mod lists;
#[path = "../hostile/payloads.rs"]
mod payloads;
mod pictures;
mod reading;
mod search;
mod server;
mod weight;

use std::fs;

use serde_json::json;

use self::driver::{Browser, Setup};
use self::server::Server;

/// What the other tests stand on: that a request, a report and a key are seen at all.
#[test]
fn what_a_page_does_is_seen() {
    let Some(browser) = Browser::start(Setup { logging: true, ..Setup::default() }) else { return };
    let folder = tempfile::tempdir().unwrap();
    let page =
        "<title>x</title><link rel=stylesheet href=gone.css><script>console.error('seen')</script><input>";
    fs::write(folder.path().join("a b.html"), page).unwrap();
    let server = Server::start(folder.path(), "/sub");
    browser.resize(390, 800);
    browser.open(&format!("{}/a%20b.html", server.address));
    assert_eq!(browser.run("return [document.title, innerWidth]"), json!(["x", 390]));
    browser.wait(browser.find("input").click());
    browser.press("hello");
    assert_eq!(browser.run("return document.querySelector('input').value"), "hello");
    assert_eq!(server.take_asked()[..2], ["/sub/a%20b.html", "/sub/gone.css"]);
    assert!(browser.log("browser").iter().any(|entry| entry["message"].as_str().unwrap().contains("seen")));
    assert!(browser.log("performance").iter().any(|entry| entry.to_string().contains("gone.css")));
    drop(browser);
    let Some(without) = Browser::start(Setup { without_scripts: true, dark: true, ..Setup::default() })
    else {
        return;
    };
    fs::write(folder.path().join("b.html"), "<title>x</title><script>document.title = 'run'</script>")
        .unwrap();
    without.open(&format!("{}/b.html", server.address));
    assert_eq!(without.run("return document.title"), "x");
    assert_eq!(without.run("return matchMedia('(prefers-color-scheme: dark)').matches"), true);
}
