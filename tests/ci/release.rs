//! What a release attaches is what the action downloads.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::runner::make_executable;
use crate::{own, printed, yaml};

/// The system that the tests play.
pub(crate) const TARGET: &str = "x86_64-unknown-linux-musl";

/// A folder with this build packed as the release workflow does it, and the checksums.
pub(crate) fn release() -> &'static Path {
    static PACKED: OnceLock<PathBuf> = OnceLock::new();
    PACKED.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("release");
        // Left by an earlier run.
        let _ = fs::remove_dir_all(&folder);
        pack(&folder);
        folder
    })
}

fn pack(folder: &Path) {
    let built = folder.join("target").join(TARGET).join("release/postmortem");
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
        .arg(TARGET)
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
    let name = format!("postmortem-{TARGET}");
    let list = Command::new("tar")
        .args(["-tzf", &format!("{name}.tar.gz")])
        .current_dir(release())
        .output()
        .unwrap();
    let list = printed(&list);
    for file in ["postmortem", "postmortem.1", "completions/postmortem.bash", "LICENSE-MIT"] {
        assert!(list.lines().any(|line| line == format!("{name}/{file}")), "{list}");
    }
    let page = fs::read_to_string(release().join(name).join("postmortem.1")).unwrap();
    assert!(page.contains(".TH postmortem 1"));
}

#[test]
fn a_tag_that_is_not_the_version_is_refused() {
    let output = Command::new(own(".github/action/package.sh"))
        .arg(TARGET)
        .current_dir(release())
        .env("GITHUB_REF_TYPE", "tag")
        .env("GITHUB_REF_NAME", "v99.0.0")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(printed(&output).contains("the tag is v99.0.0"), "{}", printed(&output));
}
