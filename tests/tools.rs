//! What programs that we did not write say of the example site: its HTML, its links and fragments.
//!
//! `.ci/run` puts them into `target/node`; without them a test says that it was skipped, and fails where `CI` is set.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::print_stderr, reason = "a test says that it was skipped")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const HERE: &str = env!("CARGO_MANIFEST_DIR");

/// A program of `tests/node/package.json`.
fn tool(name: &str) -> Option<Command> {
    let program = Path::new(HERE).join("target/node/node_modules/.bin").join(name);
    if program.exists() {
        return Some(Command::new(program));
    }
    assert!(std::env::var_os("CI").is_none(), "{name} is not installed: see .ci/run");
    eprintln!("skipped: {name} is not in target/node, see .ci/run");
    None
}

/// The example site, in a folder that goes with the guard.
fn example() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    let mut build = Command::new(env!("CARGO_BIN_EXE_postmortem"));
    build.args(["build", "--quiet", "--root"]).arg(Path::new(HERE).join("incidents"));
    assert!(build.arg("--output").arg(&site).status().unwrap().success());
    (folder, site)
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn html_is_valid() {
    let Some(mut validate) = tool("html-validate") else { return };
    let (_guard, site) = example();
    let config = Path::new(HERE).join("tests/node/html-validate.json");
    validate.arg("--config").arg(config).args(["--formatter", "text"]);
    let output = validate.arg(site.join("**/*.html")).output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    // The same program must see what is wrong.
    fs::write(site.join("index.html"), "<!doctype html><html lang=\"en\"><p><div></p>").unwrap();
    let mut validate = tool("html-validate").unwrap();
    assert!(!validate.arg(site.join("index.html")).output().unwrap().status.success());
}

#[test]
fn every_link_and_fragment_leads_somewhere() {
    let Some(mut check) = tool("linkinator") else { return };
    let (_guard, site) = example();
    let arguments =
        [".", "--recurse", "--check-fragments", "--skip", "^https?://(?!localhost)", "--verbosity", "error"];
    let output = check.args(arguments).current_dir(&site).output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    let index = fs::read_to_string(site.join("index.html")).unwrap();
    fs::write(site.join("index.html"), index.replace("actions.html", "action.html")).unwrap();
    let output = tool("linkinator").unwrap().args(arguments).current_dir(&site).output().unwrap();
    assert!(said(&output).contains("action.html"), "{}", said(&output));
}
