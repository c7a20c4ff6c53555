//! The house rules that no compiler checks.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            found.push((path, text));
        }
    }
}

fn all() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    sources(&root.join("src"), &mut found);
    assert!(found.len() > 50);
    found
        .into_iter()
        .map(|(path, text)| (path.strip_prefix(root).unwrap().to_str().unwrap().to_owned(), text))
        .collect()
}

/// A file without its tests.
fn code(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap()
}

#[test]
fn every_file_says_what_it_is() {
    for (path, text) in all() {
        assert!(text.starts_with("//!"), "{path} does not open with a //! line");
        assert!(code(&text).lines().count() <= 400, "{path} has more than 400 lines");
        assert!(!path.contains("utils"), "{path}: name it after what it holds");
    }
}

#[test]
fn each_outside_library_has_one_home() {
    let homes = [
        ("git2::", "src/source/git"),
        ("tera::", "src/site/"),
        ("pulldown_cmark", "src/text/markdown"),
        ("mermaid_rs_renderer", "src/text/diagram"),
        ("quick_xml", "src/text/diagram"),
        ("parquet::", "src/export/"),
        ("axum::", "src/serve/"),
        ("tokio::", "src/serve/"),
        ("notify::", "src/serve/watch"),
    ];
    for (path, text) in all() {
        for (name, home) in homes {
            let named =
                code(&text).lines().any(|line| !line.trim_start().starts_with("//") && line.contains(name));
            assert!(
                !named || path.contains("/tests/") || path.starts_with(home),
                "{path} names `{name}`, whose home is {home}"
            );
        }
    }
}

#[test]
fn the_world_comes_in_through_one_door() {
    let doors = ["Utc::now", "SystemTime", "Instant::now", "std::env::", "stdout()", "stderr()", "println!"];
    for (path, text) in all() {
        let outside = !path.starts_with("src/cli/") && path != "src/main.rs" && !path.contains("tests");
        for door in doors {
            let used =
                code(&text).lines().any(|line| !line.trim_start().starts_with("//") && line.contains(door));
            assert!(!used || !outside, "{path} uses `{door}`: take it as an argument");
        }
    }
}
