//! The places where teams run `postmortem`: the GitHub action, the workflows, the GitLab jobs, the pre-commit hook.

#![cfg(unix)]
#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "helpers of tests fail and speak like tests")]

mod action;
mod generated;
mod hook;
mod release;
mod repository;
mod runner;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A file of this project.
fn own(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A YAML file of this project.
fn yaml(path: &str) -> serde_yaml::Value {
    serde_yaml::from_str(&std::fs::read_to_string(own(path)).unwrap()).unwrap()
}

/// Whether a program is there; without it a test says that it was skipped, or fails where `CI` is set.
fn is_there(program: &str) -> bool {
    let found = Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success());
    if !found {
        assert!(std::env::var_os("CI").is_none(), "{program} is not installed");
        eprintln!("skipped: {program} is not installed");
    }
    found
}

/// Everything a program printed.
fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}
