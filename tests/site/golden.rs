//! A small folder and every byte made of it; `UPDATE_GOLDEN=1` writes them anew.

use std::fs;
use std::path::Path;

use super::{NOW, files, make};

/// Files that are the same in every site.
const SHARED: [&str; 7] =
    ["style.css", "site.js", "incident.js", "search.js", "lists.js", "icon.svg", ".postmortem-manifest"];

#[test]
fn the_fixture_makes_these_pages() {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/site");
    let output = tempfile::tempdir().unwrap();
    let built = make(&fixture.join("input"), output.path(), NOW);
    assert_eq!(built.unknown_templates, ["templates/old.html"]);
    let mut made = files(output.path());
    made.retain(|name, _| !SHARED.contains(&name.as_str()));
    let expected = fixture.join("expected");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let _ = fs::remove_dir_all(&expected);
        for (name, bytes) in &made {
            let path = expected.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }
    let there = files(&expected);
    let names =
        |files: &std::collections::BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&made), names(&there), "other files than expected");
    for (name, bytes) in &made {
        assert!(*bytes == there[name], "{name} differs; look at it and run with UPDATE_GOLDEN=1");
    }
}

#[test]
fn every_link_leads_somewhere() {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/site");
    let output = tempfile::tempdir().unwrap();
    make(&fixture.join("input"), output.path(), NOW);
    let made = files(output.path());
    let mut seen = 0;
    for (name, text) in super::texts(&made, ".html") {
        for tag in super::scan::tags(&text) {
            for (attribute, value) in &tag.attributes {
                if !matches!(attribute.as_str(), "href" | "src") || value.starts_with("http") {
                    continue;
                }
                let (path, fragment) = value.split_once('#').unwrap_or((value, ""));
                let target = if path.is_empty() { name.clone() } else { super::scan::join(&name, path) };
                let page = made.get(&target).unwrap_or_else(|| panic!("{name}: {value} leads nowhere"));
                if !fragment.is_empty() {
                    let id = format!("id=\"{fragment}\"");
                    assert!(String::from_utf8_lossy(page).contains(&id), "{name}: {value} has no target");
                }
                seen += 1;
            }
        }
    }
    assert!(seen > 300, "{seen} links");
}

#[test]
fn every_drawing_says_what_it_is() {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/site/input");
    let output = tempfile::tempdir().unwrap();
    make(&fixture, output.path(), NOW);
    let mut drawings = 0;
    for (name, text) in super::texts(&files(output.path()), ".html") {
        let tags = super::scan::tags(&text);
        let value = |tag: &super::scan::Tag, wanted: &str| {
            tag.attributes.iter().find(|(attribute, _)| attribute == wanted).map(|(_, value)| value.clone())
        };
        let ids: Vec<String> = tags.iter().filter_map(|tag| value(tag, "id")).collect();
        let unique: std::collections::BTreeSet<&String> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{name}: an id is there twice");
        // An inner drawing has no class and no name of its own.
        for svg in tags.iter().filter(|tag| tag.name == "svg" && value(tag, "class").is_some()) {
            let label = value(svg, "aria-labelledby").unwrap_or_else(|| panic!("{name}: no name"));
            assert_eq!(
                label.split(' ').filter(|id| ids.iter().any(|other| other == id)).count(),
                2,
                "{name}"
            );
            drawings += 1;
        }
        for tag in &tags {
            let odd = tag.attributes.iter().find(|(key, value)| {
                matches!(key.as_str(), "d" | "x" | "y" | "x1" | "x2" | "y1" | "y2" | "width" | "height")
                    && (value.contains("NaN") || value.contains("inf"))
            });
            assert!(odd.is_none(), "{name}: {odd:?}");
        }
    }
    assert!(drawings > 12, "{drawings} drawings");
}

#[test]
fn the_same_day_makes_the_same_bytes() {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/site/input");
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    make(&fixture, one.path(), NOW);
    make(&fixture, other.path(), NOW + 7_200);
    assert!(files(one.path()) == files(other.path()));
}
