//! Alerts, runbooks and incidents: the samples of other people against a table written by hand, and drafts that are records.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod checklist;
mod coverage;
mod drafts;
mod hostile;
mod pairs;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use postmortem::finding::Finding;
use postmortem::rule;
use postmortem::source::Source;
use postmortem::workspace::{Loaded, load};

/// The day on which the example organisation is looked at.
const NOW: i64 = 1_795_348_800;

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/runbooks/samples")
}

/// A folder of records with the sample runbooks and the sample rules.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "postmortem.yaml", "alert_rules: [alerts]\n");
    for (from, to) in [("rules", "alerts"), ("runbooks", "runbooks")] {
        for entry in fs::read_dir(samples().join(from)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            write(folder.path(), &format!("{to}/{name}"), &fs::read_to_string(&path).unwrap());
        }
    }
    folder
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn read(folder: &Path) -> Loaded {
    load(&Source::open_work_tree(folder).unwrap())
}

/// A copy of the example organisation.
fn example() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("incidents");
    for entry in &Source::open_work_tree(&example).unwrap().list().entries {
        let to = folder.path().join(&entry.path);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(example.join(&entry.path), to).unwrap();
    }
    folder
}

/// Every finding about a folder, those of the reader first.
fn findings(folder: &Path) -> Vec<Finding> {
    let mut loaded = read(folder);
    let mut all = std::mem::take(&mut loaded.findings);
    all.extend(rule::run(&loaded.workspace, NOW));
    all
}

/// Runs the program in a folder.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_postmortem"));
    command.current_dir(folder).env("SOURCE_DATE_EPOCH", NOW.to_string()).env("NO_COLOR", "1");
    command.args(arguments).output().unwrap()
}

fn printed(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}
