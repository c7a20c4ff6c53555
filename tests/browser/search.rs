//! Search as people use it, from a disk: as you type, in both languages, by keyboard, on a phone; and hostile questions.

use std::fs;
use std::path::Path;
use std::process::Command;

use fantoccini::key::Key;
use serde_json::{Value, json};

use super::driver::{Browser, Setup};
use super::example::Example;
use super::server::Server;

fn key(key: Key) -> String {
    char::from(key).into()
}

/// Waits until a script gives something that is true.
pub(crate) fn until(browser: &Browser, script: &str) -> Value {
    for _ in 0..400 {
        let value = browser.run(script);
        if !matches!(value, Value::Null | Value::Bool(false)) && value != json!([]) && value != "" {
            return value;
        }
        std::thread::sleep(std::time::Duration::from_millis(25));
    }
    panic!("never: {script}");
}

/// The paths that a question finds, the best first.
fn found(browser: &Browser, question: &str) -> Vec<String> {
    let script = format!(
        "return window.postmortemSearch({}).then(answer => (answer.shown || []).map(page => page[0]))",
        json!(question)
    );
    serde_json::from_value(browser.run(&script)).unwrap()
}

pub(crate) fn open(browser: &Browser, page: &str) {
    browser.open(page);
    browser.press("/");
    until(browser, "return document.querySelector('dialog.find[open]') && document.activeElement.id === 'q'");
}

#[test]
fn results_come_as_you_type() {
    let Some(browser) = Browser::start(Setup { logging: true, ..Setup::default() }) else { return };
    let example = Example::build();
    let server = Server::start(&example.path(), "/team");
    for start in [example.file("index.html"), format!("{}/services/payments.html", server.address)] {
        open(&browser, &start);
        browser.press("connection po");
        until(&browser, "return document.querySelectorAll('[role=option]').length > 4");
        until(
            &browser,
            "return [...document.querySelectorAll('[role=option] mark')].some(one => one.textContent.toLowerCase() === 'connections')",
        );
        let chosen = "return document.getElementById(document.getElementById('q').getAttribute('aria-activedescendant'))?.getAttribute('aria-selected')";
        assert_eq!(browser.run(chosen), "true");
        browser.press(&key(Key::Down));
        let wanted = until(&browser, "return document.querySelectorAll('[role=option]')[1]?.href");
        browser.press(&key(Key::Enter));
        until(&browser, &format!("return location.href === {wanted}"));
    }
    let refused: Vec<String> = browser.log("browser").iter().map(ToString::to_string).collect();
    assert!(refused.is_empty(), "{refused:#?}");
}

#[test]
fn the_record_whose_id_is_asked_for_comes_first() {
    let Some(browser) = Browser::start(Setup::default()) else { return };
    let example = Example::build();
    open(&browser, &example.file("index.html"));
    for (question, page) in [
        ("INC-2026-0042", "incidents/INC-2026-0042"),
        ("inc-2026-0042 ", "incidents/INC-2026-0042"),
        ("payments-db", "services/payments-db"),
        ("id:payments-db", "services/payments-db"),
        ("data-platform", "teams/data-platform"),
    ] {
        assert_eq!(found(&browser, question)[0], page, "{question}");
    }
}

#[test]
fn the_box_opens_and_closes_by_keyboard() {
    let Some(browser) = Browser::start(Setup::default()) else { return };
    let example = Example::build();
    browser.open(&example.file("zh/incidents/index.html"));
    let loaded =
        "return performance.getEntriesByType('resource').filter(file => file.name.includes('search')).length";
    assert_eq!(browser.run(loaded), 0, "nothing is loaded before it is wanted");
    browser.run("document.getElementById('search').focus()");
    browser.press(&key(Key::Enter));
    until(
        &browser,
        "return document.querySelector('dialog.find[open]') && document.activeElement.id === 'q'",
    );
    browser.press("支付失败");
    let href = until(&browser, "return document.querySelector('[role=option]')?.getAttribute('href')");
    assert!(href.as_str().unwrap().starts_with("../"), "{href}");
    let address = browser.run("return document.querySelector('[role=option]').href");
    assert!(address.as_str().unwrap().contains("/zh/"), "{address}");
    browser.press(&key(Key::Escape));
    until(&browser, "return !document.querySelector('dialog.find[open]')");
    assert_eq!(browser.run("return document.activeElement.id"), "search", "the focus returns");
    // A section of the site is found by its name in the language of the page.
    browser.press("/");
    until(&browser, "return document.querySelector('dialog.find[open]')");
    browser.press("统计");
    let section = until(
        &browser,
        "return [...document.querySelectorAll('[role=option]')].find(one => one.href.endsWith('/zh/statistics.html'))?.textContent",
    );
    assert!(section.as_str().unwrap().starts_with("统计"), "{section}");
    // On a phone, everything stays within the page.
    browser.resize(390, 800);
    let wide = browser.run("return [...document.querySelectorAll('dialog.find, dialog.find *')].filter(one => one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML.slice(0, 90))");
    assert_eq!(wide, json!([]));
}

#[test]
fn questions_have_the_answers_they_should() {
    let Some(browser) = Browser::start(Setup::default()) else { return };
    let example = Example::build();
    open(&browser, &example.file("index.html"));
    let first = |question: &str| found(&browser, question).first().cloned().unwrap_or_default();
    assert_eq!(first("INC-2026-0042"), "incidents/INC-2026-0042");
    assert_eq!(first("inc 2026 0042"), "incidents/INC-2026-0042");
    assert_eq!(first("kind:service core payment"), "services/payments");
    assert!(found(&browser, "kind:runbook").iter().all(|path| path.starts_with("runbooks/")));
    assert!(!found(&browser, "kind:drill").is_empty() && first("kind:drill") == "plan/index#drills");
    let of_payments = found(&browser, "service:payments severity:P1 kind:incident");
    assert!(!of_payments.is_empty() && of_payments.len() < found(&browser, "service:payments ").len());
    assert!(!found(&browser, "connec").is_empty(), "a word being typed");
    assert!(found(&browser, "connec pool").len() >= found(&browser, "connection pool").len());
    assert!(found(&browser, "co pool").is_empty(), "two letters are a word, unless they are being typed");
    assert!(!found(&browser, "CONNECTION-POOL").is_empty());
    assert!(!found(&browser, "池").is_empty() && !found(&browser, "连接池").is_empty());
    for nothing in
        ["", "   ", "xyzzyx", "connection xyzzyx", "🔥", "\u{200b}", "kind:nothing", "$(){}[]^*+?.|\\"]
    {
        assert_eq!(found(&browser, nothing), [""; 0], "{nothing:?}");
    }
    for odd in [
        "<script>alert(1)</script>",
        "__proto__",
        "constructor",
        "hasOwnProperty:x",
        "kind:__proto__",
        "a:b:c",
        "%00",
        "' OR 1=1 --",
    ] {
        found(&browser, odd);
    }
    found(&browser, &"x".repeat(100_000));
    found(&browser, &"池".repeat(100_000));
    found(&browser, &"a b ".repeat(10_000));
    assert_eq!(
        browser.run(
            "return window.postmortemSearch('\\ud800 \\udc00x\\ud83d').then(answer => answer.pages.length)"
        ),
        0
    );
}

/// Builds a folder of one incident.
fn one(record: &Value) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.yaml"), record.to_string()).unwrap();
    let mut build = Command::new(env!("CARGO_BIN_EXE_postmortem"));
    build.args(["build", "--quiet", "--root"]).arg(folder.path());
    // Its flaws are no matter here.
    build.arg("--output").arg(folder.path().join("site")).output().unwrap();
    folder
}

fn page(folder: &Path) -> String {
    format!("file://{}/site/index.html", folder.display())
}

#[test]
fn letters_fold_as_in_the_index() {
    let Some(browser) = Browser::start(Setup::default()) else { return };
    let letters = ('\u{c0}'..='\u{24f}').chain('\u{1e00}'..='\u{1eff}').chain('\u{ff01}'..='\u{ff5e}');
    let more = [
        "pa\u{200b}ss",
        "e\u{301}te\u{301}",
        "ΣΟΦΟΣ",
        "HTTPServer",
        "poolSize2X",
        "ﬁt",
        "Ⅷ",
        "½",
        "サーバー",
        "𠮷野",
        "한국어",
        "ไทย",
        "İstanbul",
    ];
    let words: Vec<String> = letters
        .filter(|c| c.is_alphanumeric())
        .map(|c| format!("zq{c}k"))
        .chain(more.map(str::to_owned))
        .collect();
    assert!(words.len() > 600);
    let folder = one(&json!({ "id": "a", "title": "x", "summary": words.join(" ") }));
    open(&browser, &page(folder.path()));
    let script = format!(
        "return Promise.all({}.map(word => window.postmortemSearch(word + ' x').then(answer => answer.pages.length ? '' : word))).then(all => all.filter(Boolean))",
        json!(words)
    );
    assert_eq!(browser.run(&script), json!([]));
}

#[test]
fn a_hostile_record_is_shown_as_text() {
    let Some(browser) = Browser::start(Setup { logging: true, ..Setup::default() }) else { return };
    let attack =
        "</script><img src=x onerror=alert(1)> __proto__ constructor \u{2028}\u{2029} needle \u{202e}evil";
    let folder = one(
        &json!({ "id": "a", "title": attack, "summary": attack, "tags": [attack], "services": [attack], "severity": attack }),
    );
    open(&browser, &page(folder.path()));
    for question in ["needle", "__proto__", "constructor", "<img src=x", "severity:</script><img_src=x"] {
        assert_eq!(found(&browser, question).len(), 1, "{question}");
    }
    browser.press("needle");
    until(&browser, "return document.querySelector('[role=option] mark')?.textContent === 'needle'");
    assert_eq!(browser.run("return document.querySelectorAll('.find img, .find script').length"), 0);
    assert!(
        browser
            .run("return document.querySelector('[role=option]').textContent")
            .as_str()
            .unwrap()
            .contains("<img src=x onerror")
    );
    let log: Vec<String> = browser.log("browser").iter().map(ToString::to_string).collect();
    assert!(log.is_empty(), "{log:#?}");
}
