//! Generated documentation is fresh: run with `UPDATE_DOCS=1` to write it again.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

fn fresh(file: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == text, "{file} is stale: run `UPDATE_DOCS=1 cargo test --test docs`");
}

#[test]
fn record_format() {
    fresh("docs/format.md", &postmortem::record::format_docs());
}

#[test]
fn metrics() {
    fresh("docs/metrics.md", &postmortem::metrics::docs());
}

#[test]
fn columns_of_an_export() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/export.md");
    let written = std::fs::read_to_string(path).unwrap();
    let text = postmortem::export::with_column_docs(&written);
    assert!(text.contains(&postmortem::export::column_docs()), "docs/export.md has no place for its tables");
    fresh("docs/export.md", &text);
}
