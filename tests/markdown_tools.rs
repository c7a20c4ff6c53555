//! Markdown output in other people's tools: `markdownlint` finds nothing in it, `MkDocs` builds it in strict mode.
//!
//! The tools come from `tests/node` and `tests/python-requirements.txt`; without them the tests are skipped, and fail where
//! `CI` is set.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::print_stderr, reason = "a test that was skipped says so")]

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A tool by its name: where `.ci/run` puts it, else on the path.
fn tool(folder: &str, name: &str) -> Option<PathBuf> {
    let paths = env::var_os("PATH").unwrap_or_default();
    let found = std::iter::once(Path::new(ROOT).join(folder))
        .chain(env::split_paths(&paths))
        .map(|folder| folder.join(name))
        .find(|path| path.is_file());
    if found.is_none() {
        assert!(env::var_os("CI").is_none(), "{name} is not installed");
        eprintln!("skipped: {name} is not installed");
    }
    found
}

/// The example organisation as Markdown.
fn build(to: &Path) {
    let input = Path::new(ROOT).join("incidents");
    let made = Command::new(env!("CARGO_BIN_EXE_postmortem"))
        .args(["build", "--format", "markdown", "--now", "2026-11-10T00:00:00Z", "--output"])
        .arg(to)
        .arg("--root")
        .arg(&input)
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
}

/// Runs a tool in a folder; its output where it is not content.
fn run(tool: &mut Command, folder: &Path) {
    let done = tool.current_dir(folder).output().unwrap();
    let told = [done.stdout, done.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    assert!(done.status.success(), "{}", told.join("\n"));
}

#[test]
fn markdownlint_finds_nothing() {
    let Some(lint) = tool("target/node/node_modules/.bin", "markdownlint-cli2") else { return };
    let top = tempfile::tempdir().unwrap();
    build(&top.path().join("docs"));
    let config = Path::new(ROOT).join("tests/node/.markdownlint-cli2.jsonc");
    fs::copy(config, top.path().join(".markdownlint-cli2.jsonc")).unwrap();
    run(Command::new(lint).arg("docs/**/*.md"), top.path());
}

#[test]
fn mkdocs_builds_it_in_strict_mode() {
    let Some(mkdocs) = tool("target/python/bin", "mkdocs") else { return };
    let top = tempfile::tempdir().unwrap();
    build(&top.path().join("docs"));
    // The settings that the documentation shows.
    let manual = fs::read_to_string(Path::new(ROOT).join("docs/site.md")).unwrap();
    let settings = manual.split("```yaml\n# mkdocs.yml\n").nth(1).unwrap().split("```").next().unwrap();
    fs::write(top.path().join("mkdocs.yml"), settings).unwrap();
    run(Command::new(mkdocs).args(["build", "--strict", "--quiet"]), top.path());
    let page = fs::read_to_string(top.path().join("site/index.html")).unwrap();
    assert!(page.contains("<h1"), "{page}");
}
