//! Reading the site as people do: by mouse, by keyboard, on a phone, on paper, without scripts, in either language.

use fantoccini::key::Key;
use serde_json::json;

use super::driver::{Browser, Setup};
use super::example::Example;
use super::server::Server;

/// What stands out to the side, where the page is wider than the window.
const TOO_WIDE: &str = "return document.documentElement.scrollWidth <= innerWidth ? [] : [...document.body.querySelectorAll('*')]
    .filter(one => one.getBoundingClientRect().right > innerWidth && !one.closest('.scroll, pre, svg'))
    .map(one => one.outerHTML.slice(0, 120))";

#[test]
fn pages_lead_to_one_another() {
    let Some(browser) = Browser::start(Setup { logging: true, ..Setup::default() }) else { return };
    let example = Example::build();
    let server = Server::start(&example.path(), "/team/incidents");
    let path = || browser.run("return location.pathname").as_str().unwrap().to_owned();
    for start in [format!("{}/index.html", server.address), example.file("index.html")] {
        browser.open(&start);
        for (link, end) in [
            ("header nav li:nth-child(1) a", "incidents/index.html"),
            (".inc a[href*=INC-2026-0042]", "incidents/INC-2026-0042.html"),
            ("main a[href*=\"services/\"]", "services/payments.html"),
            (".crumb a", "index.html"),
        ] {
            browser.follow(link);
            assert!(path().ends_with(end), "{} is not {end}", path());
        }
    }
    let refused: Vec<String> = browser.log("browser").iter().map(ToString::to_string).collect();
    assert!(refused.is_empty(), "{refused:#?}");
}

#[test]
fn every_language_is_one_link_away() {
    let Some(browser) = Browser::start(Setup::default()) else { return };
    let example = Example::build();
    for page in ["index.html", "incidents/INC-2026-0042.html", "plan/index.html"] {
        browser.open(&example.file(page));
        assert_eq!(browser.run("return document.documentElement.lang"), "en");
        browser.wait(browser.find("header a[hreflang]").click());
        let here = browser.run("return location.pathname").as_str().unwrap().to_owned();
        assert!(here.ends_with(&format!("/zh/{page}")), "{here}");
        assert!(browser.run("return document.documentElement.lang").as_str().unwrap().starts_with("zh"));
        browser.wait(browser.find("header a[hreflang]").click());
        assert!(browser.run("return location.pathname").as_str().unwrap().ends_with(page));
        assert_eq!(browser.run("return document.documentElement.lang"), "en");
    }
}

/// A page whose reader chose a theme is painted in it from the first frame on.
#[test]
fn a_chosen_theme_does_not_flash() {
    let Some(browser) = Browser::start(Setup::default()) else { return };
    let example = Example::build();
    let server = Server::start(&example.path(), "");
    let ground = "return getComputedStyle(document.documentElement).backgroundColor";
    browser.open(&format!("{}/index.html", server.address));
    let light = browser.run(ground);
    // Before any script of the page but the first: what would be painted when the body begins.
    let watch = "new MutationObserver((_, watch) => { if (document.body) { window.seen = document.documentElement.dataset.theme ?? 'none'; watch.disconnect(); } })
        .observe(document, { childList: true, subtree: true });";
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": watch }));
    for (theme, dark) in [("light", false), ("dark", true)] {
        browser.wait(browser.find("#theme").click());
        browser.open(&format!("{}/actions.html", server.address));
        assert_eq!(browser.run("return window.seen"), theme);
        assert_eq!(browser.run(ground) != light, dark);
    }
    browser.wait(browser.find("#theme").click());
    browser.open(&format!("{}/index.html", server.address));
    assert_eq!(browser.run("return window.seen"), "none");
    assert_eq!(browser.run(ground), light);
}

#[test]
fn the_keyboard_is_enough() {
    let Some(browser) = Browser::start(Setup::default()) else { return };
    let example = Example::build();
    browser.open(&example.file("incidents/INC-2026-0042.html"));
    let tab = String::from(char::from(Key::Tab));
    browser.press(&tab);
    assert_eq!(browser.run("return document.activeElement.className"), "skip");
    assert_eq!(browser.run("return document.activeElement.getBoundingClientRect().top >= 0"), true);
    browser.press(&String::from(char::from(Key::Enter)));
    assert_eq!(browser.run("return location.hash"), "#main");
    // Everything that can be reached shows that it is.
    browser.open(&example.file("incidents/INC-2026-0042.html"));
    let mut reached = Vec::new();
    for _ in 0..400 {
        browser.press(&tab);
        let at = browser.run(
            "const at = document.activeElement, style = getComputedStyle(at);
             return [at.localName, style.outlineStyle !== 'none' || at.className === 'skip', at.textContent.trim().slice(0, 40)]",
        );
        if at[0] == "body" {
            break;
        }
        assert_eq!(at[1], true, "the focus does not show on {at}");
        reached.push(at[2].as_str().unwrap().to_owned());
    }
    let able = browser.run(
        "return [...document.querySelectorAll('a[href], button, input, summary, select, [tabindex=\"0\"]')].filter(one => one.checkVisibility()).length",
    );
    assert_eq!(json!(reached.len()), able, "{reached:#?}");
}

#[test]
fn nothing_is_lost_without_scripts() {
    let Some(browser) = Browser::start(Setup { without_scripts: true, ..Setup::default() }) else { return };
    let example = Example::build();
    browser.open(&example.file("index.html"));
    // What needs a script is not shown.
    assert_eq!(
        browser.run("return [...document.querySelectorAll('button, input:not([type=checkbox]), select')].filter(one => one.checkVisibility()).map(one => one.outerHTML)"),
        json!([])
    );
    browser.wait(browser.find("header nav a").click());
    browser.wait(browser.find(".inc a[href*=INC-2026-0042]").click());
    assert!(browser.run("return document.querySelectorAll('.tl > li').length").as_u64().unwrap() > 10);
    assert_eq!(
        browser.run("return [...document.querySelectorAll('button, input, select')].filter(one => one.checkVisibility()).map(one => one.outerHTML)"),
        json!([])
    );
}

#[test]
fn a_phone_shows_every_page_whole() {
    let Some(browser) = Browser::start(Setup::default()) else { return };
    let example = Example::build();
    for width in [390, 320] {
        browser.resize(width, 800);
        for page in example.kinds() {
            browser.open(&example.file(&page));
            assert_eq!(browser.run(TOO_WIDE), json!([]), "{page} is wider than {width}");
        }
    }
}

#[test]
fn an_incident_is_a_document_on_paper() {
    let Some(browser) = Browser::start(Setup::default()) else { return };
    let example = Example::build();
    browser.open(&example.file("incidents/INC-2025-0131.html"));
    browser.cdp("Emulation.setEmulatedMedia", &json!({ "media": "print" }));
    let shown = "return [...document.querySelectorAll('button, input[type=search], select, .toc, .crumb, nav')].filter(one => one.checkVisibility()).map(one => one.outerHTML)";
    assert_eq!(browser.run(shown), json!([]));
    let folded = "return [...document.querySelectorAll('article details > :not(summary)')].filter(one => !one.checkVisibility()).length";
    assert_eq!(browser.run(folded), 0);
    let pdf = browser.cdp("Page.printToPDF", &json!({ "printBackground": true, "preferCSSPageSize": true }));
    // Base64 of `%PDF-`.
    let pdf = pdf["data"].as_str().unwrap();
    assert!(pdf.starts_with("JVBERi0") && pdf.len() > 40_000, "{}", pdf.len());
}
