//! The GitHub action, run from action.yml.

use crate::generated::is_pinned;
use crate::release::TARGET;
use crate::repository::{Repository, WRONG};
use crate::runner::{Runner, Value};
use crate::{is_there, own, yaml};

const RECORD: &str = "incidents/2026/INC-2026-0002.yaml";
const MARKER: &str = "<!-- postmortem diff -->";

/// The same record without its mistake.
fn right() -> String {
    WRONG.replace("  resolved: 2026-03-18T13:00:00Z\n", "")
}

/// A pull request that adds a record which was resolved before it began.
fn wrong() -> Repository {
    let repository = Repository::new();
    repository.pull_request(&[(RECORD, WRONG)]);
    repository
}

#[test]
fn a_wrong_record_is_marked_uploaded_commented_and_refused() {
    if !is_there("jq") {
        return;
    }
    let repository = wrong();
    let mut runner = Runner::new(&repository);
    let outcome = runner.run();
    assert_eq!(outcome.code, 1, "{}", outcome.log);
    let annotation = outcome.log.lines().find(|line| line.starts_with("::error")).unwrap();
    assert!(annotation.contains(&format!("file={RECORD},line=9")), "{annotation}");
    assert!(annotation.contains("time-order"), "{annotation}");
    assert!(outcome.summary.contains("time-order"), "{}", outcome.summary);

    let base = "https://github.com/tools/postmortem/releases/download";
    let archive = format!("postmortem-{TARGET}.tar.gz");
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(
        runner.read("curl.log"),
        format!("{base}/v{version}/{archive}\n{base}/v{version}/SHA256SUMS\n")
    );

    let [(action, with)] = &outcome.uses[..] else { panic!("{:?}", outcome.uses) };
    assert!(action.starts_with("github/codeql-action/upload-sarif@"));
    assert_eq!(with["sarif_file"], runner.file("temp/results.sarif").to_str().unwrap());
    let sarif: serde_json::Value = serde_json::from_str(&runner.read("temp/results.sarif")).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let found = results.iter().find(|it| it["ruleId"] == "time-order").unwrap_or_else(|| panic!("{sarif}"));
    assert_eq!(found["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], RECORD);

    // One comment of ours, beside the one somebody else wrote with our marker.
    let comments = runner.comments();
    assert_eq!(comments.len(), 2);
    assert_eq!(comments[0].1, format!("{MARKER}\nnot ours"));
    assert!(comments[1].1.starts_with(MARKER), "{}", comments[1].1);
    assert!(comments[1].1.contains("INC-2026-0002"), "{}", comments[1].1);

    // The next push: the same comment says what is true now.
    repository.write("incidents/2026/INC-2026-0003.yaml", &right().replace("INC-2026-0002", "INC-2026-0003"));
    repository.commit("one more");
    let outcome = runner.run();
    assert_eq!(outcome.code, 1, "{}", outcome.log);
    let again = runner.comments();
    assert_eq!(again.len(), 2);
    assert!(again[1].1.contains("INC-2026-0003"), "{}", again[1].1);
    assert_eq!(runner.read("gh.log").matches("--method POST").count(), 1);
    assert_eq!(
        runner.read("gh.log").matches("--method PATCH repos/acme/shop/issues/comments/101").count(),
        1
    );
}

#[test]
fn a_change_without_findings_passes() {
    if !is_there("jq") {
        return;
    }
    let repository = Repository::new();
    repository.pull_request(&[(RECORD, &right())]);
    let mut runner = Runner::new(&repository);
    let outcome = runner.run();
    assert_eq!(outcome.code, 0, "{}", outcome.log);
    assert!(!outcome.log.contains("::error"), "{}", outcome.log);
    assert_eq!(runner.comments().len(), 2);
}

#[test]
fn a_fork_has_its_report_in_the_summary() {
    let repository = wrong();
    let mut runner = Runner::new(&repository);
    runner.set("github.event.pull_request.head.repo.fork", Value::Flag(true));
    let outcome = runner.run();
    assert_eq!(outcome.code, 1, "{}", outcome.log);
    assert!(outcome.log.contains("::error"), "{}", outcome.log);
    assert!(outcome.uses.is_empty(), "a fork's token may not upload: {:?}", outcome.uses);
    assert_eq!(runner.read("gh.log"), "", "nor comment");
    assert!(outcome.summary.contains(MARKER), "{}", outcome.summary);
    assert!(outcome.summary.contains("INC-2026-0002"), "{}", outcome.summary);
}

#[test]
fn a_token_that_may_only_read_puts_the_report_in_the_summary() {
    if !is_there("jq") {
        return;
    }
    let repository = wrong();
    let mut runner = Runner::new(&repository);
    std::fs::write(runner.file("read-only"), "").unwrap();
    let outcome = runner.run();
    assert_eq!(outcome.code, 1, "{}", outcome.log);
    assert_eq!(runner.comments().len(), 1);
    assert!(outcome.summary.contains(MARKER), "{}", outcome.summary);
}

#[test]
fn a_change_of_no_record_gets_no_comment_of_its_own() {
    if !is_there("jq") {
        return;
    }
    let repository = Repository::new();
    repository.pull_request(&[("LICENSE", "as it was\n")]);
    let mut runner = Runner::new(&repository);
    assert_eq!(runner.run().code, 0);
    assert_eq!(runner.comments().len(), 1);

    // But one that is there is made true.
    std::fs::write(
        runner.file("comments.json"),
        format!(r#"[{{"id": 5, "user": {{"type": "Bot"}}, "body": "{MARKER} old"}}]"#),
    )
    .unwrap();
    assert_eq!(runner.run().code, 0);
    assert!(runner.comments()[0].1.ends_with("**no changes**\n"), "{:?}", runner.comments());
}

#[test]
fn what_a_pull_request_says_of_the_rules_is_not_believed() {
    let repository = Repository::new();
    repository.pull_request(&[
        (RECORD, WRONG),
        ("incidents/postmortem.yaml", "format: 1\nrules: {time-order: off}\n"),
    ]);
    let mut runner = Runner::new(&repository);
    runner.set("inputs.comment", "false".into());
    assert_eq!(runner.run().code, 1);
    runner.set("inputs.trust-base", "false".into());
    let outcome = runner.run();
    assert_eq!(outcome.code, 0, "{}", outcome.log);
}

#[test]
fn a_push_is_checked_as_a_whole_and_a_queue_against_its_base() {
    let repository = wrong();
    let mut runner = Runner::new(&repository);
    runner.event("push");
    let outcome = runner.run();
    assert_eq!(outcome.code, 1, "{}", outcome.log);
    assert_eq!(runner.read("gh.log"), "");

    // Nothing is new since the merge commit itself.
    runner.event("merge_group");
    runner.set("github.event.merge_group.base_sha", repository.git(&["rev-parse", "HEAD"]).trim().into());
    let outcome = runner.run();
    assert_eq!(outcome.code, 0, "{}", outcome.log);
}

#[test]
fn an_archive_that_was_changed_is_not_run() {
    let repository = wrong();
    let mut runner = Runner::new(&repository);
    let archive = runner.file(&format!("releases/postmortem-{TARGET}.tar.gz"));
    let mut bytes = std::fs::read(&archive).unwrap();
    bytes.push(0);
    std::fs::write(&archive, bytes).unwrap();
    let outcome = runner.run();
    assert_eq!(outcome.code, 2, "{}", outcome.log);
    assert!(outcome.log.contains("is not what its release says it is"), "{}", outcome.log);

    runner.set("inputs.version", "99.0.0".into());
    std::fs::remove_file(&archive).unwrap();
    let outcome = runner.run();
    assert_eq!(outcome.code, 2);
    assert!(
        outcome
            .log
            .contains("cannot download https://github.com/tools/postmortem/releases/download/v99.0.0/")
    );
}

#[test]
fn a_program_that_is_there_is_used() {
    let repository = wrong();
    let mut runner = Runner::new(&repository);
    runner.set("inputs.check", "false".into());
    runner.set("inputs.binary", env!("CARGO_BIN_EXE_postmortem").into());
    let outcome = runner.run();
    assert_eq!(outcome.code, 0, "{}", outcome.log);
    assert!(
        outcome.log.starts_with(concat!("postmortem ", env!("CARGO_PKG_VERSION"), " from ")),
        "{}",
        outcome.log
    );

    // The same by PATH.
    runner.set("inputs.binary", "".into());
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_postmortem"), runner.file("bin/postmortem")).unwrap();
    assert_eq!(runner.run().code, 0);
    assert_eq!(runner.read("curl.log"), "");

    runner.set("inputs.binary", "missing/postmortem".into());
    assert_eq!(runner.run().code, 2);
}

#[test]
fn values_never_become_commands() {
    let repository = wrong();
    let hostile = "x$(touch pwned)`touch pwned`\";touch pwned;'";
    for input in ["root", "version", "binary"] {
        let mut runner = Runner::new(&repository);
        runner.set(&format!("inputs.{input}"), hostile.into());
        runner.run();
    }
    let mut runner = Runner::new(&repository);
    runner.environment.insert("GITHUB_BASE_REF", hostile.into());
    assert_eq!(runner.run().code, 2, "there is no such branch");
    assert!(!repository.path().join("pwned").exists());
}

#[test]
fn a_strangers_files_never_meet_a_token_that_may_write() {
    let repository = wrong();
    let mut runner = Runner::new(&repository);
    runner.environment.insert("GITHUB_EVENT_NAME", "pull_request_target".into());
    let outcome = runner.run();
    assert_eq!(outcome.code, 2);
    assert!(outcome.log.contains("run on `pull_request`"), "{}", outcome.log);
}

#[test]
fn the_action_is_careful() {
    let text = std::fs::read_to_string(own("action.yml")).unwrap();
    let action = yaml("action.yml");
    let manual = std::fs::read_to_string(own("docs/ci.md")).unwrap();
    for (name, input) in action["inputs"].as_mapping().unwrap() {
        assert!(input["description"].is_string() && input["default"].is_string(), "{name:?}");
        assert!(
            manual.contains(&format!("\n| `{}` | ", name.as_str().unwrap())),
            "docs/ci.md lacks {name:?}"
        );
    }
    for step in action["runs"]["steps"].as_sequence().unwrap() {
        assert!(!step["run"].as_str().unwrap_or_default().contains("${{"), "{step:?}");
        if let Some(uses) = step["uses"].as_str() {
            is_pinned(uses, &text);
        }
    }
}
