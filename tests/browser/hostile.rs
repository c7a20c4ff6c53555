//! Hostile text in a real browser: no script runs, nothing is asked for, nothing is reported, and the page keeps its shape.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::driver::{Browser, Setup};
use super::payloads::{commits, folder, payloads};
use super::search;
use super::server::Server;

/// Notes what a payload would do; runs before anything of the page.
const WATCH: &str = "window.hits = [];
    for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) window[name] = (...all) => hits.push(name + all);
    addEventListener('securitypolicyviolation', e => hits.push('policy ' + e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sample));
    addEventListener('error', e => hits.push('error ' + e.message));";

/// What is wrong with a page, in words.
const LOOK: &str = r"
    const wrong = [...hits];
    const width = document.documentElement.scrollWidth;
    if (width > innerWidth) {
        const beyond = e => e.getBoundingClientRect().right > innerWidth + 1;
        const clipped = e => { for (let p = e.parentElement; p && p !== document.body; p = p.parentElement) if (getComputedStyle(p).overflowX !== 'visible') return true; };
        const first = [...document.querySelectorAll('body *')].find(e => beyond(e) && !clipped(e) && ![...e.children].some(beyond));
        wrong.push(`${width} pixels wide at ${innerWidth}: ${first ? first.parentElement.className + ' ' + first.parentElement.localName + ' ' + first.outerHTML.slice(0, 200) : '?'}`);
    }
    const top = [...document.body.children].map(e => e.localName);
    for (const [name, count] of [['header', 1], ['main', 1], ['footer', 1]])
        if (top.filter(n => n === name).length !== count) wrong.push(`${name} in ${top}`);
    if (!document.styleSheets.length || getComputedStyle(document.body).display === 'none') wrong.push('no style');
    const rect = name => document.querySelector(`body > ${name}`).getBoundingClientRect();
    if (rect('footer').top < rect('main').bottom - 1 || rect('main').top < rect('header').bottom - 1) wrong.push('order');
    for (const element of document.querySelectorAll('*')) {
        for (const { name, value } of element.attributes) {
            if (name.startsWith('on') || name === 'style') wrong.push(`${name} on ${element.localName}`);
            if (['href', 'src', 'action', 'xlink:href'].includes(name) && !/^(https?:|mailto:|#|[^:]*$|[^:]*[/?#])/.test(value)) wrong.push(value);
        }
        if (['iframe', 'object', 'embed', 'base', 'form', 'style', 'math', 'foreignobject'].includes(element.localName)) wrong.push(element.localName);
    }
    return wrong;";

#[test]
fn hostile_text_stays_text() {
    let setup = Setup { logging: true, ..Setup::default() };
    let Some(browser) = Browser::start(setup) else { return };
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": WATCH }));
    let mut wrong = Vec::new();
    let mut looked = 0;
    for some in payloads().chunks(60) {
        let top = tempfile::tempdir().unwrap();
        folder(some, top.path(), 8);
        commits(some, top.path());
        let done = Command::new(env!("CARGO_BIN_EXE_postmortem"))
            .current_dir(top.path())
            .args([
                "build",
                "--audience",
                "restricted",
                "--root",
                ".",
                "--output",
                "site",
                "--now",
                "2026-04-02",
            ])
            .output()
            .unwrap();
        assert!(matches!(done.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&done.stderr));
        let site = top.path().join("site");
        let server = Server::start(&site, "");
        let mut narrow = false;
        for page in pages(&site) {
            let text = std::fs::read_to_string(site.join(percent_decoded(&page))).unwrap();
            if let Some((_, to)) = text.split_once("http-equiv=\"refresh\" content=\"") {
                // Only a way to another page, which is looked at by itself.
                let to = to.split('"').next().unwrap();
                if !to.starts_with("0; url=") || to.contains([':', '\\', '<']) || to.contains("//") {
                    wrong.push(format!("{page}: leads to {to}"));
                }
                continue;
            }
            browser.open(&format!("{}/{page}", server.address));
            for turn in 0..2 {
                if turn == 1 || looked == 0 {
                    narrow = !narrow;
                    browser.resize(if narrow { 390 } else { 1280 }, 900);
                }
                let found = browser.run(LOOK);
                wrong.extend(found.as_array().unwrap().iter().map(|what| format!("{page}: {what}")));
            }
            looked += 1;
        }
        // What scripts show of the same texts: hits of search, a list that is sorted.
        for question in some.iter().filter(|text| !text.contains('\0')).step_by(5) {
            let letters: String =
                question.chars().filter(|c| c.is_alphanumeric() || *c == ' ').take(30).collect();
            search::open(&browser, &format!("{}/index.html", server.address));
            browser.press(&letters);
            search::until(
                &browser,
                "return document.querySelector('#found:not(:empty)') !== null || !document.getElementById('q').value.trim()",
            );
            let found = browser.run(LOOK);
            wrong.extend(found.as_array().unwrap().iter().map(|what| format!("search: {what}")));
        }
        browser.open(&format!("{}/incidents/index.html", server.address));
        browser.wait(browser.find(".sort").click());
        let found = browser.run(LOOK);
        wrong.extend(found.as_array().unwrap().iter().map(|what| format!("sorted: {what}")));
        for asked in server.take_asked() {
            let path = percent_decoded(asked.trim_start_matches('/'));
            if !site.join(&path).is_file() && asked != "/favicon.ico" {
                wrong.push(format!("asked for {asked}"));
            }
        }
        wrong.extend(elsewhere(&browser, &server.address));
    }
    assert!(looked > 200, "{looked} pages");
    // The same on many pages is told once.
    let what = |told: &String| told.split_once(": ").map_or(String::new(), |(_, what)| what.to_owned());
    let all = wrong.len();
    wrong.sort_by_key(what);
    wrong.dedup_by_key(|told| what(told));
    assert!(wrong.is_empty(), "{all} on {looked} pages:\n{}", wrong[..wrong.len().min(40)].join("\n"));
}

/// Every page of a site, as the path of its address.
fn pages(site: &Path) -> Vec<String> {
    let walk = walkdir::WalkDir::new(site).sort_by_file_name().into_iter().map(Result::unwrap);
    let pages = walk.filter(|entry| entry.path().extension().is_some_and(|ending| ending == "html"));
    let names = pages.map(|entry| entry.path().strip_prefix(site).unwrap().to_str().unwrap().to_owned());
    names.filter(|name| !name.starts_with("files/")).map(|name| encoded(&name)).collect()
}

fn encoded(path: &str) -> String {
    path.bytes()
        .map(|b| {
            if b.is_ascii_alphanumeric() || b"/._-".contains(&b) {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect()
}

fn percent_decoded(path: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = path.split(['?', '#']).next().unwrap().bytes();
    while let Some(b) = rest.next() {
        let digits = (b == b'%').then(|| [rest.next().unwrap(), rest.next().unwrap()]);
        bytes.push(digits.map_or(b, |d| u8::from_str_radix(std::str::from_utf8(&d).unwrap(), 16).unwrap()));
    }
    String::from_utf8(bytes).unwrap()
}

/// Requests to anybody else, and what the console says.
fn elsewhere(browser: &Browser, address: &str) -> Vec<String> {
    let mut wrong: Vec<String> = Vec::new();
    for entry in browser.log("performance") {
        let message: Value = serde_json::from_str(entry["message"].as_str().unwrap()).unwrap();
        let message = &message["message"];
        let target = message["params"]["request"]["url"].as_str().unwrap_or_default();
        if message["method"] == "Network.requestWillBeSent" && !target.starts_with(address) {
            wrong.push(format!("request to {target}"));
        }
    }
    let console = browser.log("browser").into_iter().map(|entry| entry["message"].to_string());
    wrong.extend(console.filter(|said| !said.contains("favicon.ico")));
    wrong
}
