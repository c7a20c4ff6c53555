//! What axe-core, an accessibility checker that we did not write, says of every kind of page in both themes and all languages.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::driver::{Browser, Setup};
use super::example::Example;
use super::search;

/// Where `.ci/run` puts the checker.
const AXE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/target/node/node_modules/axe-core/axe.min.js");

/// Everything WCAG 2.2 A and AA asks for, and good practice; in the second theme, what depends on colour.
const RUN: &str = "return axe.run(document, { resultTypes: ['violations'],
    ...(document.documentElement.dataset.theme === 'dark' && { runOnly: ['color-contrast', 'link-in-text-block'] })
}).then(found => found.violations.map(broken => `${broken.id}: ${broken.help}: ${broken.nodes.slice(0, 3).map(node => node.html.slice(0, 200)).join(' | ')}`))";

#[test]
fn axe_finds_no_violation() {
    if !Path::new(AXE).exists() {
        assert!(std::env::var_os("CI").is_none(), "axe-core is not installed: see .ci/run");
        eprintln!("skipped: axe-core is not in target/node, see .ci/run");
        return;
    }
    let Some(browser) = Browser::start(Setup::default()) else { return };
    let axe = fs::read_to_string(AXE).unwrap();
    let example = Example::build();
    let mut broken: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let pages = example.kinds();
    assert!(pages.len() > 30, "{pages:?}");
    let mut look = |page: &str| {
        browser.run(&axe);
        for theme in ["light", "dark"] {
            browser.run(&format!("document.documentElement.dataset.theme = '{theme}'"));
            let Value::Array(found) = browser.run(RUN) else { panic!("axe says nothing of {page}") };
            for violation in found {
                broken.entry(violation.to_string()).or_default().push(format!("{page} {theme}"));
            }
        }
    };
    for page in pages {
        browser.open(&example.file(&page));
        look(&page);
    }
    // What scripts add when they are used: the box of search with and without hits, a list that is sorted and filtered.
    for edition in ["", "zh/"] {
        for (question, seen) in [("payments", "[role=option]"), ("xyzzyx", "#found:not(:empty)")] {
            search::open(&browser, &example.file(&format!("{edition}index.html")));
            browser.press(question);
            search::until(&browser, &format!("return document.querySelector('{seen}') !== null"));
            look(&format!("{edition}search for {question}"));
        }
        browser.open(&example.file(&format!("{edition}incidents/index.html")));
        browser.wait(browser.find(".sort").click());
        browser.wait(browser.find(".pick input").send_keys("a"));
        look(&format!("{edition}a sorted list"));
    }
    assert!(broken.is_empty(), "{broken:#?}");
    // The same call must see what is wrong.
    browser.run(
        "document.documentElement.dataset.theme = 'light'; document.querySelector('main').innerHTML = '<img src=x>'",
    );
    assert_ne!(browser.run(RUN), Value::Array(Vec::new()));
}
