//! Who may see what: nothing withheld is in anything that is made for readers, and what slips through stops the build.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../site/fill.rs"]
#[expect(dead_code, reason = "what must be found is asked for elsewhere")]
mod fill;
mod leaky;
mod planted;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Runs the program in a folder; the day is always the same.
fn postmortem(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_postmortem"));
    command.current_dir(folder).args(arguments).args(["--now", "2026-04-02"]);
    command.output().unwrap()
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Every file below a folder, by its path.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let walk = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let files = walk.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let name = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect()
}
