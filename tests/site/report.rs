//! The report of a period: one file that stands for itself, in which nothing of a record is live.

use std::fs;
use std::path::Path;

use postmortem::site::{Alone, Format, report};
use postmortem::source::Source;
use postmortem::time::Period;
use postmortem::workspace::load;

use super::hostile::{self, ATTACKS};
use super::{NOW, scan};

/// The report of a period over a folder, with the address of the published site or without.
fn made(input: &Path, period: &str, format: Format, url: Option<&str>) -> String {
    let source = Source::open_work_tree(input).unwrap();
    let mut loaded = load(&source);
    loaded.workspace.policy.url = url.map(String::from);
    let period = Period::parse(period).unwrap();
    let how = Alone { now: NOW, format, language: None, version: "0.0.0" };
    let filter = postmortem::stats::Filter::default();
    String::from_utf8(report(&loaded.workspace, &source, &period, &filter, how).unwrap()).unwrap()
}

fn fixture() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/site/input")
}

/// The page without its style, which is no markup.
fn markup(page: &str) -> String {
    let (before, rest) = page.split_once("<style>").unwrap();
    let (_, after) = rest.split_once("</style>").unwrap();
    format!("{before}{after}")
}

/// Every address of a page, with the tag it stands in.
fn addresses(page: &str) -> Vec<(String, String)> {
    let tags = scan::tags(&markup(page)).into_iter().flat_map(|tag| {
        let addresses =
            tag.attributes.into_iter().filter(|(name, _)| matches!(name.as_str(), "href" | "src"));
        addresses.map(move |(_, value)| (tag.name.clone(), value)).collect::<Vec<_>>()
    });
    tags.collect()
}

#[test]
fn a_page_needs_no_other_file() {
    let page = made(&fixture(), "2026-01..2026-04", Format::Html, Some("https://incidents.example.com/"));
    assert!(page.contains("<style>:root{") && page.contains("--accent"), "the style is in the page");
    for (tag, address) in addresses(&page) {
        assert_eq!(tag, "a", "{address} would be fetched");
        assert!(address.starts_with('#') || address.starts_with("https://"), "{address} is another file");
    }
    let links =
        addresses(&page).iter().filter(|(_, address)| address.contains("example.com/incidents/")).count();
    assert!(links > 1, "{links} links to incidents");
    assert!(!page.contains("<script") && !page.contains("url(") && !page.contains("@import"));
}

#[test]
fn without_an_address_there_are_no_links() {
    for format in [Format::Html, Format::Markdown] {
        let page = made(&fixture(), "2026-01..2026-04", format, None);
        assert!(!page.contains(".html") && !page.contains(".md)"), "{page}");
        assert!(page.contains("INC-"));
    }
    // An address that no browser should follow is none.
    let page = made(&fixture(), "2026", Format::Markdown, Some("javascript:alert(1)"));
    assert!(!page.contains("javascript"));
}

#[test]
fn the_same_day_makes_the_same_report() {
    let one = made(&fixture(), "2026-03", Format::Markdown, None);
    assert_eq!(one, made(&fixture(), "2026-03", Format::Markdown, None));
    for heading in ["## In short", "## Incidents", "## Still open", "## What the records lack"] {
        assert!(one.contains(heading), "{heading} is missing in {one}");
    }
}

#[test]
fn nothing_of_a_record_is_live() {
    for attack in ATTACKS {
        let folder = tempfile::tempdir().unwrap();
        hostile::folder(attack, folder.path());
        for url in [None, Some("https://incidents.example.com")] {
            let page = made(folder.path(), "2000..2099", Format::Html, url);
            hostile::check_page(attack, "report.html", &markup(&page));
            assert!(!page.contains("<script"), "{attack:?}");
            let text = made(folder.path(), "2000..2099", Format::Markdown, url);
            hostile::check_text(attack, "report.md", &text);
        }
    }
}

#[test]
fn a_style_sheet_ends_no_element() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("templates")).unwrap();
    fs::write(folder.path().join("templates/style.css"), "a { content: \"</style><b>\" }").unwrap();
    fs::write(folder.path().join("INC-1.yaml"), "id: INC-1\ntimes: {started: 2026-03-05T10:00:00Z}\n")
        .unwrap();
    let page = made(folder.path(), "2026-03", Format::Html, None);
    assert_eq!(page.matches("</style>").count(), 1);
}
