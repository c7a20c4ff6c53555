//! What a page weighs, what it waits for, and that the published style sheet says what its source says.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::driver::{Browser, Setup};
use super::example::Example;
use super::server::Server;

/// Markup and style sheet of an incident, without its drawings, in bytes as they lie on the disk.
const PAGE: usize = 60_000;
/// Every script of a page but the search.
const SCRIPTS: usize = 20_000;

fn size(file: &Path) -> usize {
    usize::try_from(fs::metadata(file).unwrap().len()).unwrap()
}

fn without_drawings(page: &str) -> usize {
    let mut parts = page.split("<svg");
    let before = parts.next().map_or(0, str::len);
    before + parts.map(|part| part.split_once("</svg>").unwrap().1.len()).sum::<usize>()
}

#[test]
fn an_incident_is_light() {
    let example = Example::build();
    let style = size(&example.path().join("style.css"));
    let mut seen = 0;
    for folder in ["incidents", "zh/incidents"] {
        for entry in fs::read_dir(example.path().join(folder)).unwrap().map(Result::unwrap) {
            let page = fs::read_to_string(entry.path()).unwrap();
            let weight = without_drawings(&page) + style;
            assert!(weight < PAGE, "{folder}/{}: {weight} bytes", entry.file_name().display());
            seen += 1;
        }
    }
    assert!(seen > 30);
}

#[test]
fn a_page_waits_for_its_style_sheet_only() {
    let Some(browser) = Browser::start(Setup::default()) else { return };
    let example = Example::build();
    let server = Server::start(&example.path(), "");
    for page in example.kinds() {
        browser.open(&format!("{}/{page}", server.address));
        let asked = browser.run(
            "return performance.getEntriesByType('resource').map(file =>
                [new URL(file.name).pathname, file.renderBlockingStatus, file.decodedBodySize, file.initiatorType])",
        );
        let Value::Array(asked) = asked else { panic!("{page}: {asked}") };
        let blocking: Vec<&Value> =
            asked.iter().filter(|file| file[1] == "blocking").map(|file| &file[0]).collect();
        assert_eq!(blocking, [&json!("/style.css")], "{page}");
        let scripts: u64 =
            asked.iter().filter(|file| file[3] == "script").map(|file| file[2].as_u64().unwrap()).sum();
        assert!((1..SCRIPTS as u64).contains(&scripts), "{page}: {scripts} bytes of scripts");
    }
}

#[test]
fn the_published_sheet_says_what_its_source_says() {
    let Some(browser) = Browser::start(Setup::default()) else { return };
    let example = Example::build();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/style.css");
    fs::copy(source, example.path().join("source.css")).unwrap();
    let page = "<!doctype html><link rel=stylesheet href=style.css><link rel=stylesheet href=source.css>";
    fs::write(example.path().join("sheets.html"), page).unwrap();
    let server = Server::start(&example.path(), "");
    browser.open(&format!("{}/sheets.html", server.address));
    // Values of properties of our own are kept as they are written.
    let rules = browser
        .run("return [...document.styleSheets].map(sheet => [...sheet.cssRules].map(rule => rule.cssText.replace(/\\s*([,()])\\s*/g, '$1')))");
    let [published, source] = rules.as_array().unwrap().as_slice() else { panic!("{rules}") };
    assert!(source.as_array().unwrap().len() > 200);
    assert_eq!(published, source);
}
