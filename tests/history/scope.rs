//! Which findings a change answers for.

use crate::repository::{Repo, has_git, postmortem};

/// `main` has a finding already: a service that nobody knows.
fn flawed() -> Repo {
    Repo::with(|repo| repo.edit("2026/INC-2026-0052.yaml", "services: [settlement]", "services: [setlement]"))
}

const OLD: &str = "unknown-service 2026/INC-2026-0052.yaml:10 the catalogue knows no service `setlement`";

#[test]
fn old_findings_are_left_out_and_counted() {
    if !has_git() {
        return;
    }
    let repo = flawed();
    assert_eq!(repo.check(&[]).0, [OLD]);
    assert_eq!(repo.findings(), [""; 0]);
    assert_eq!(repo.check(&["--base", "main", "--all"]).0, [OLD]);
    assert_eq!(repo.check(&["--base", "main", "--all"]).1.code, 1);
    // Other lines of the same file, and lines above it.
    repo.edit("2026/INC-2026-0052.yaml", "kind: incident\n", "# moved down\nkind: incident\n");
    repo.edit("2026/INC-2026-0052.yaml", "by: he.xin", "by: he.xing");
    let answer = postmortem(repo.top.path(), &["check", "--base", "main"]);
    assert_eq!((answer.code, answer.out.as_str()), (0, ""));
    assert_eq!(
        answer.err,
        format!(
            "{} files read: no findings\n1 finding on lines this change does not touch; `--all` shows them\n",
            answer.err.split(' ').next().unwrap()
        )
    );
    let quiet = postmortem(repo.top.path(), &["check", "--base", "main", "--quiet"]);
    assert_eq!(quiet.err, "");
    // The record moves.
    repo.rename("2026/INC-2026-0052.yaml", "2026/11/INC-2026-0052.yaml");
    assert_eq!(repo.findings(), [""; 0]);
    // The line itself is touched.
    repo.edit("2026/11/INC-2026-0052.yaml", "services: [setlement]", "services: [setlement] # which?");
    assert_eq!(repo.findings(), [OLD.replace("2026/INC", "2026/11/INC").replace(":10", ":11")]);
}

#[test]
fn a_template_that_the_change_breaks_is_shown() {
    if !has_git() {
        return;
    }
    let repo = flawed();
    repo.write("templates/page.html", "{{ title");
    let found = repo.findings();
    assert!(found.len() == 1 && found[0].starts_with("bad-template templates/page.html"), "{found:?}");
}

#[test]
fn new_findings_are_shown_wherever_they_are() {
    if !has_git() {
        return;
    }
    // In a new file.
    let repo = flawed();
    let text = repo.read("2026/INC-2026-0052.yaml");
    repo.write("2026/INC-2026-0060.yaml", &text.replace("0052", "0060").replace("+08:00", "+07:30"));
    assert_eq!(repo.findings(), [OLD.replace("0052", "0060")]);
    // Where a line was taken out.
    let repo = flawed();
    repo.edit("2026/INC-2026-0050.yaml", "  detected: 2026-11-17T15:15:00+08:00\n", "");
    let found = repo.findings();
    assert!(
        !found.is_empty() && found.iter().all(|finding| finding.contains("INC-2026-0050.yaml")),
        "{found:?}"
    );
    // In files that the change does not touch.
    let repo = flawed();
    repo.remove("services/settlement.yaml");
    let found = repo.findings();
    assert!(found.iter().any(|finding| finding.starts_with("unknown-service drills/")), "{found:?}");
    assert!(!found.contains(&OLD.to_owned()));
    // A second one like the first.
    let repo = flawed();
    repo.edit("2026/INC-2026-0051.yaml", "services: [", "services: [setlement, ");
    let found = repo.findings();
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("unknown-service 2026/INC-2026-0051.yaml"), "{found:?}");
}

#[test]
fn comments_that_allow_are_part_of_the_change() {
    if !has_git() {
        return;
    }
    // A finding about the change itself is not for the change to allow, wherever the comment stands.
    for (old, new) in [
        ("severity: P1", "severity: P2 # postmortem: allow[unexplained-severity] written wrong at first"),
        (
            "id: INC-2026-0050",
            "# postmortem: allow[unexplained-severity] written wrong at first\nid: INC-2026-0050",
        ),
    ] {
        let repo = Repo::new();
        repo.edit("2026/INC-2026-0050.yaml", old, new);
        if !new.contains("severity: P2") {
            repo.edit("2026/INC-2026-0050.yaml", "severity: P1", "severity: P2");
        }
        for arguments in [&["--base", "main"][..], &["--base", "main", "--trust-base", "main"]] {
            let (found, answer) = repo.check(arguments);
            let rules: Vec<_> = found.iter().filter_map(|line| line.split(' ').next()).collect();
            assert!(rules.contains(&"unexplained-severity"), "{found:?}");
            assert!(rules.contains(&"unused-suppression"), "{found:?}");
            assert_eq!((rules.len(), answer.code), (2, 1), "{found:?}");
        }
        // The comment that stayed behind is named without a base too.
        repo.commit();
        let (found, _) = repo.check(&[]);
        assert!(found.iter().any(|line| line.starts_with("unused-suppression ")), "{found:?}");
    }
    // Taking the comment away brings back what it hid, on a line that is not touched.
    let flaw = "# postmortem: allow[unknown-service] it has no record yet\nservices: [setlement]";
    let repo = Repo::with(|repo| repo.edit("2026/INC-2026-0052.yaml", "services: [settlement]", flaw));
    assert_eq!(repo.findings(), [""; 0]);
    repo.edit("2026/INC-2026-0052.yaml", "# postmortem: allow[unknown-service] it has no record yet\n", "");
    assert_eq!(repo.findings(), [OLD]);
}

#[test]
fn settings_of_the_base_cannot_be_switched_off() {
    if !has_git() {
        return;
    }
    let repo = Repo::new();
    repo.edit("2026/INC-2026-0050.yaml", "severity: P1", "severity: P2");
    repo.edit(
        "postmortem.yaml",
        "format: 1\n",
        "format: 1\nrules: {unexplained-severity: off, unknown-service: note}\n",
    );
    repo.edit("2026/INC-2026-0052.yaml", "services: [settlement]", "services: [setlement]");
    assert_eq!(repo.check(&["--base", "main"]).0, [OLD]);
    assert_eq!(repo.check(&["--base", "main"]).1.code, 0);
    let both = [
        "unexplained-severity 2026/INC-2026-0050.yaml:8 the severity was lowered from `P1` to `P2`, and no row says why",
        OLD,
    ];
    for arguments in [
        &["--base", "main", "--trust-base", "main"][..],
        &["--base", "main", "--trust-base", "main", "--all"],
    ] {
        let (found, answer) = repo.check(arguments);
        assert_eq!((found, answer.code), (both.map(str::to_owned).to_vec(), 1));
    }
    assert_eq!(repo.check(&["--trust-base", "main"]).0, [OLD]);
    // What is wrong with the settings themselves is said all the same.
    repo.edit("postmortem.yaml", "unknown-service: note", "unknown-sevice: note");
    let (found, _) = repo.check(&["--base", "main", "--trust-base", "main"]);
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[2].starts_with("bad-setting postmortem.yaml:3 "), "{found:?}");
    // What the change says it removed counts.
    repo.remove("2026/INC-2026-0004.yaml");
    repo.edit("postmortem.yaml", "# removed: [{id: INC-2024-0088", "removed: [{id: INC-2026-0004");
    assert_eq!(repo.check(&["--base", "main", "--trust-base", "main"]).0, found);
}

#[test]
fn other_settings_bring_their_findings() {
    if !has_git() {
        return;
    }
    let repo = flawed();
    repo.edit("postmortem.yaml", "format: 1\n", "format: 1\nseverities: {P3: {users: {max_share: 0.01}}}\n");
    let found = repo.findings();
    assert!(
        found.iter().any(|finding| finding.starts_with("severity-mismatch 2026/INC-2026-0052.yaml")),
        "{found:?}"
    );
    assert!(!found.contains(&OLD.to_owned()));
}

#[test]
fn all_wants_a_base() {
    let answer = postmortem(std::path::Path::new("."), &["check", "--all"]);
    assert_eq!(answer.code, 2);
    assert!(answer.err.contains("--base <REV>"), "{}", answer.err);
}
