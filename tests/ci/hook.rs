//! The pre-commit hook, run by pre-commit.

use std::path::Path;
use std::process::{Command, Output};

use crate::repository::{Repository, WRONG};
use crate::{is_there, own, printed, yaml};

/// `git commit` with the program on PATH.
fn commit(repository: &Repository, cache: &Path) -> Output {
    repository.git(&["add", "--all"]);
    let program = Path::new(env!("CARGO_BIN_EXE_postmortem")).parent().unwrap();
    Command::new("git")
        .args(["commit", "--quiet", "--message", "change"])
        .current_dir(repository.path())
        .env("PATH", format!("{}:{}", program.display(), std::env::var("PATH").unwrap()))
        .env("PRE_COMMIT_HOME", cache)
        .env("NO_COLOR", "1")
        .output()
        .unwrap()
}

#[test]
fn a_commit_with_a_wrong_record_is_refused() {
    if !is_there("pre-commit") {
        return;
    }
    let hooks = Repository::new();
    hooks.write(".pre-commit-hooks.yaml", &std::fs::read_to_string(own(".pre-commit-hooks.yaml")).unwrap());
    hooks.commit("hooks");
    let revision = hooks.git(&["rev-parse", "HEAD"]);
    let repository = Repository::new();
    let config = format!(
        "repos:\n  - repo: {}\n    rev: {}    hooks:\n      - id: postmortem-check-system\n",
        hooks.path().display(),
        revision
    );
    repository.write(".pre-commit-config.yaml", &config);
    repository.commit("config");
    let cache = tempfile::tempdir().unwrap();
    let install = Command::new("pre-commit")
        .arg("install")
        .current_dir(repository.path())
        .env("PRE_COMMIT_HOME", cache.path())
        .output()
        .unwrap();
    assert!(install.status.success(), "{}", printed(&install));

    repository.write("incidents/2026/INC-2026-0002.yaml", WRONG);
    let refused = commit(&repository, cache.path());
    let said = printed(&refused);
    assert!(!refused.status.success(), "{said}");
    assert!(said.contains("error[time-order]"), "{said}");
    assert!(said.contains("incidents/2026/INC-2026-0002.yaml:9"), "{said}");

    repository
        .write("incidents/2026/INC-2026-0002.yaml", &WRONG.replace("  resolved: 2026-03-18T13:00:00Z\n", ""));
    let passed = commit(&repository, cache.path());
    assert!(passed.status.success(), "{}", printed(&passed));
    assert_eq!(repository.git(&["status", "--porcelain"]), "");

    // A record that others refer to: no file that is left was changed.
    std::fs::remove_file(repository.path().join("incidents/services/payments.yaml")).unwrap();
    let refused = commit(&repository, cache.path());
    assert!(!refused.status.success(), "{}", printed(&refused));
    assert!(printed(&refused).contains("error[unknown-service]"), "{}", printed(&refused));
}

#[test]
fn the_hook_that_builds_runs_the_same_command() {
    let hooks = yaml(".pre-commit-hooks.yaml");
    let [built, system] = &hooks.as_sequence().unwrap()[..] else { panic!("two hooks") };
    assert_eq!(built["entry"], system["entry"]);
    assert_eq!((built["language"].as_str(), system["language"].as_str()), (Some("rust"), Some("system")));
}
