//! What a release attaches is what the action downloads.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::runner::make_executable;
use crate::{own, printed, yaml};

/// Packs this build as the release workflow does, with the checksums beside it.
pub(crate) fn package(folder: &Path, target: &str) {
    let built = folder.join("target").join(target).join("release/postmortem");
    fs::create_dir_all(built.parent().unwrap()).unwrap();
    // Stands for the program, which is large.
    fs::write(&built, format!("#!/bin/sh\nexec '{}' \"$@\"\n", env!("CARGO_BIN_EXE_postmortem"))).unwrap();
    make_executable(&built);
    for file in ["README.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"] {
        fs::copy(own(file), folder.join(file)).unwrap();
    }
    let sums = "sha256sum postmortem-*.tar.gz > SHA256SUMS";
    assert!(workflow_runs().iter().any(|run| run == sums), "the workflow makes the checksums like this");
    let output = Command::new("bash")
        .args(["-ec", &format!("\"$0\" \"$1\"; {sums}")])
        .arg(own(".github/action/package.sh"))
        .arg(target)
        .current_dir(folder)
        .env("GITHUB_REF_TYPE", "tag")
        .env("GITHUB_REF_NAME", concat!("v", env!("CARGO_PKG_VERSION")))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", printed(&output));
}

fn workflow_runs() -> Vec<String> {
    let workflow = yaml(".github/workflows/release.yml");
    let jobs = workflow["jobs"].as_mapping().unwrap().values();
    let steps = jobs.flat_map(|job| job["steps"].as_sequence().unwrap().clone());
    steps.filter_map(|step| step["run"].as_str().map(str::to_owned)).collect()
}

#[test]
fn every_archive_the_action_asks_for_is_made() {
    let workflow = yaml(".github/workflows/release.yml");
    let rows = workflow["jobs"]["build"]["strategy"]["matrix"]["include"].as_sequence().unwrap();
    let mut made: Vec<_> = rows.iter().map(|row| row["target"].as_str().unwrap().to_owned()).collect();
    let script = fs::read_to_string(own(".github/action/install.sh")).unwrap();
    let asked = script.lines().filter_map(|line| line.split_once("target=")?.1.strip_suffix(" ;;"));
    let mut asked: Vec<_> = asked.map(str::to_owned).collect();
    made.sort();
    asked.sort();
    assert_eq!(made, asked);
    assert_eq!(yaml("action.yml")["inputs"]["version"]["default"], env!("CARGO_PKG_VERSION"));
}

#[test]
fn an_archive_has_the_manual_page_and_completions() {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), "x86_64-unknown-linux-musl");
    let list = Command::new("tar")
        .args(["-tzf", "postmortem-x86_64-unknown-linux-musl.tar.gz"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let list = printed(&list);
    for file in ["postmortem", "postmortem.1", "completions/postmortem.bash", "LICENSE-MIT"] {
        assert!(
            list.lines().any(|line| line == format!("postmortem-x86_64-unknown-linux-musl/{file}")),
            "{list}"
        );
    }
    let page = folder.path().join("postmortem-x86_64-unknown-linux-musl/postmortem.1");
    assert!(fs::read_to_string(page).unwrap().contains(".TH postmortem 1"));
}

#[test]
fn a_tag_that_is_not_the_version_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), "x86_64-unknown-linux-musl");
    let output = Command::new(own(".github/action/package.sh"))
        .arg("x86_64-unknown-linux-musl")
        .current_dir(folder.path())
        .env("GITHUB_REF_TYPE", "tag")
        .env("GITHUB_REF_NAME", "v99.0.0")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(printed(&output).contains("the tag is v99.0.0"), "{}", printed(&output));
}
