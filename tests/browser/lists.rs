//! Lists that sort and filter, from files: the page's own rows, and those of all pages of a long list.

use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use serde_json::{Value, json};

use super::driver::{Browser, Setup};

/// How many incidents: three pages of them.
const MANY: usize = 600;

/// A site with a long list, in a folder that goes with the guard.
fn site() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let records = folder.path().join("records");
    fs::create_dir_all(records.join("2025")).unwrap();
    fs::create_dir_all(records.join("services")).unwrap();
    for (service, rto) in
        [("web", "90m"), ("api", "2h"), ("db", "10m"), ("dns", "1d"), ("mail", "4h"), ("ftp", "")]
    {
        let rto = if rto.is_empty() { String::new() } else { format!("objectives: {{rto: {rto}}}\n") };
        fs::write(records.join(format!("services/{service}.yaml")), format!("owner: ops\n{rto}")).unwrap();
    }
    for i in 0..MANY {
        let mut text =
            format!("title: \"{} <i>{i}</i>\"\n", if i == 3 { "连接池 ＰＯＯＬ" } else { "thing" });
        let severity = ["P3", "P2", "P1", "P0"][i % 4];
        let _ = writeln!(
            text,
            "severity: {severity}\nstatus: closed\nservices: [{}]",
            if i % 2 == 0 { "web" } else { "api" }
        );
        let (month, day) = (1 + i / 28 % 12, 1 + i % 28);
        let _ = writeln!(
            text,
            "times: {{started: 2025-{month:02}-{day:02}T00:00:00Z, resolved: 2025-{month:02}-{day:02}T{:02}:{:02}:00Z}}",
            i % 24,
            i % 60
        );
        fs::write(records.join(format!("2025/INC-{i:03}.yaml")), text).unwrap();
    }
    let mut build = Command::new(env!("CARGO_BIN_EXE_postmortem"));
    build.args(["build", "--quiet", "--root"]).arg(&records);
    let output = build.arg("--output").arg(folder.path().join("site")).output().unwrap();
    assert!(
        folder.path().join("site/incidents/page-3.html").exists(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    folder
}

/// The ids of the rows that are shown.
const IDS: &str =
    "return [...document.querySelectorAll('.inc tbody tr')].map(tr => tr.querySelector('small').textContent)";

/// What a script returns once it is true.
fn wait(browser: &Browser, script: &str) -> Value {
    for _ in 0..200 {
        let found = browser.run(script);
        if found != json!(false) && found != json!(null) {
            return found;
        }
        std::thread::sleep(std::time::Duration::from_millis(25));
    }
    panic!("never true: {script}");
}

/// Chooses a value of the column of a list.
fn choose(browser: &Browser, place: usize, value: &str) {
    browser.run(&format!(
        "const select = document.querySelectorAll('.pick select')[{place}]; select.value = '{value}'; select.dispatchEvent(new Event('change'))"
    ));
}

#[test]
fn a_long_list_is_one_list() {
    let Some(browser) = Browser::start(Setup { logging: true, ..Setup::default() }) else { return };
    let folder = site();
    let address = format!("file://{}/site/incidents/page-2.html", folder.path().display());
    browser.open(&address);
    let page = browser.run(IDS);
    assert_eq!(page.as_array().unwrap().len(), 250);
    // Nothing is loaded before a reader begins.
    assert_eq!(browser.run("return typeof window.postmortemRows"), json!("undefined"));
    // What is on another page is found, whatever the width of its letters.
    browser.wait(browser.find(".pick input").click());
    browser.press("pool 连接");
    wait(&browser, "return document.querySelectorAll('.inc tbody tr').length === 1");
    assert_eq!(browser.run(IDS), json!(["INC-003"]));
    assert_eq!(
        browser.run("return document.querySelector('.inc tbody a').textContent"),
        json!("连接池 ＰＯＯＬ <i>3</i>")
    );
    assert_eq!(
        browser.run("return document.querySelector('.pick output').textContent"),
        json!("1 of 600 shown")
    );
    assert_eq!(browser.run("return document.querySelector('.pager').hidden"), json!(true));
    let link = browser.run("return document.querySelector('.inc tbody a').href");
    assert!(link.as_str().unwrap().ends_with("/site/incidents/INC-003.html"), "{link}");
    assert_eq!(
        browser.run("return document.querySelector('.inc tbody time').dateTime"),
        json!("2025-01-04T00:00Z")
    );
    // Nothing matches.
    browser.press("xyz");
    wait(&browser, "return document.querySelector('.inc tbody').textContent === 'Nothing matches.'");
    // Reset brings back the page as it was.
    browser.run("document.querySelector('.pick button').click()");
    wait(&browser, "return document.querySelector('.pager').hidden === false");
    assert_eq!(browser.run(IDS), page);
    assert_eq!(browser.run("return location.hash"), json!(""));
    // A choice, and an order, over all pages; in pieces.
    choose(&browser, 0, "P0");
    wait(&browser, "return document.querySelectorAll('.inc tbody tr').length === 150");
    browser.run("document.querySelectorAll('.inc thead button')[5].click()");
    wait(
        &browser,
        "return document.querySelector('.inc th:nth-child(6)').getAttribute('aria-sort') === 'ascending'",
    );
    let durations =
        "return [...document.querySelectorAll('.inc tbody tr')].map(tr => tr.cells[5].textContent)";
    let shortest = browser.run(durations);
    assert_eq!(shortest[0], json!("3h 3m"));
    browser.run("document.querySelectorAll('.inc thead button')[5].click()");
    assert_eq!(browser.run(durations)[0], json!("23h 59m"));
    // The state is in the address, and comes back with it.
    let state = browser.run("return location.href");
    assert!(state.as_str().unwrap().contains("#?c0=P0&sort=-6"), "{state}");
    let before = browser.run(IDS);
    browser.open("about:blank");
    browser.open(state.as_str().unwrap());
    wait(&browser, "return document.querySelectorAll('.inc tbody tr').length === 150");
    assert_eq!(browser.run(IDS), before);
    choose(&browser, 0, "");
    wait(&browser, "return document.querySelectorAll('.inc tbody tr').length === 250");
    browser.run("document.querySelector('.more').click(); document.querySelector('.more').click()");
    assert_eq!(browser.run("return [document.querySelectorAll('.inc tbody tr').length, document.querySelector('.more').hidden]"), json!([600, true]));
    // Severity goes by rank, not by its letters.
    browser.run("document.querySelectorAll('.inc thead button')[0].click()");
    let severity = browser.run("return [...document.querySelectorAll('.inc tbody tr')].map(tr => tr.cells[0].textContent).slice(0, 151)");
    assert_eq!([&severity[0], &severity[149], &severity[150]], [&json!("P0"), &json!("P0"), &json!("P1")]);
    let wrong: Vec<Value> =
        browser.log("browser").into_iter().filter(|entry| entry["level"] == "SEVERE").collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn a_table_goes_by_value() {
    let Some(browser) = Browser::start(Setup::default()) else { return };
    let folder = site();
    let address = format!("file://{}/site/services/index.html", folder.path().display());
    browser.open(&address);
    let names = "return [...document.querySelectorAll('table tbody tr')].map(tr => tr.cells[0].querySelector('small').textContent)";
    browser.run("document.querySelectorAll('thead button')[3].click()");
    // What has no value is last, whichever way.
    assert_eq!(browser.run(names), json!(["db", "web", "api", "mail", "dns", "ftp"]));
    browser.run("document.querySelectorAll('thead button')[3].click()");
    assert_eq!(browser.run(names), json!(["dns", "mail", "api", "web", "db", "ftp"]));
    assert_eq!(
        browser.run("return document.querySelectorAll('thead th')[3].getAttribute('aria-sort')"),
        json!("descending")
    );
    browser.open(&format!("{address}#?q=d&sort=-1"));
    assert_eq!(browser.run(names), json!(["dns", "db"]));
    // By keyboard.
    browser.run("document.querySelectorAll('thead button')[0].focus()");
    browser.press("\u{e007}");
    assert_eq!(browser.run("return location.hash"), json!("#?q=d"));
}

#[test]
fn a_former_address_leads_on() {
    let Some(browser) = Browser::start(Setup { without_scripts: true, ..Setup::default() }) else { return };
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("in/2026")).unwrap();
    fs::write(folder.path().join("in/2026/INC-2.yaml"), "title: the new one\nformer_ids: [INC-1]\n").unwrap();
    let mut build = Command::new(env!("CARGO_BIN_EXE_postmortem"));
    build.args(["build", "--quiet", "--root"]).arg(folder.path().join("in"));
    build.arg("--output").arg(folder.path().join("site")).output().unwrap();
    browser.open(&format!("file://{}/site/incidents/INC-1.html", folder.path().display()));
    let there = wait(
        &browser,
        "return location.href.endsWith('INC-2.html') && document.querySelector('h1').textContent",
    );
    assert_eq!(there, json!("the new one"));
}
