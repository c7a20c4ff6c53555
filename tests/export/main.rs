//! What is exported, read by engines we did not write: `DuckDB` and Spark, from `PyPI`, through Python.
//!
//! Where an engine is missing the test says that it was skipped, and fails where `CI` is set.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::expect_used, reason = "a test fails by panicking")]
#![expect(clippy::cast_possible_wrap, clippy::cast_possible_truncation, reason = "small counts")]
#![expect(clippy::print_stderr, reason = "a test that was skipped says so")]

mod command;
mod engines;
mod fixture;
mod hostile;
mod sql;

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

use postmortem::cli::{Env, run};
use serde_json::Value;

/// What is taken for now.
const NOW: &str = "2026-11-20T15:30:00Z";

/// The same in Unix seconds.
const SECONDS: i64 = 1_795_188_600;

/// Runs the program; its exit code, standard output and standard error.
fn postmortem(directory: &Path, terminal: bool, arguments: &[&str]) -> (u8, Vec<u8>, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let env = Env::within(directory, || Ok(SECONDS), &mut out, &mut err);
    let mut env = Env { out_is_terminal: terminal, ..env };
    let code = run(["postmortem"].iter().chain(arguments).map(OsString::from), &mut env);
    (code, out, String::from_utf8(err).unwrap())
}

/// The same; the standard output of a run that must end well.
fn printed(directory: &Path, arguments: &[&str]) -> Vec<u8> {
    let (code, out, err) = postmortem(directory, false, arguments);
    assert_eq!(code, 0, "{arguments:?}: {err}");
    out
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// Whether Python has a module (and the command it needs is there); says so where the test is skipped.
fn have(module: &str, command: Option<&str>) -> bool {
    let works = |name: &str, arguments: &[&str]| {
        Command::new(name).args(arguments).output().is_ok_and(|done| done.status.success())
    };
    let found = works("python3", &["-c", &format!("import {module}")])
        && command.is_none_or(|command| works(command, &["-version"]));
    if !found {
        let missing = format!(
            "Python's `{module}`{} not there",
            if command.is_some() { " or what it runs on is" } else { " is" }
        );
        assert!(std::env::var_os("CI").is_none(), "{missing}");
        eprintln!("skipped: {missing}");
    }
    found
}

/// Runs a Python script in a folder and reads the JSON that it prints.
fn python(folder: &Path, script: &str, arguments: &[&str]) -> Value {
    let output = Command::new("python3")
        .arg("-c")
        .arg(script)
        .args(arguments)
        .current_dir(folder)
        .env("PYTHONIOENCODING", "utf-8")
        .env("TZ", "UTC")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {said}"))
}
