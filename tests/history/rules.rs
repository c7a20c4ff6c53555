//! What a change does to incidents of the base: each forbidden thing gives exactly its finding, each legal one none.

use crate::repository::{Repo, has_git};

/// The findings of a change to the example organisation.
fn change(edit: impl FnOnce(&Repo)) -> Vec<String> {
    let repo = Repo::new();
    edit(&repo);
    repo.findings()
}

const NONE: [&str; 0] = [];

#[test]
fn forbidden_changes_give_their_finding() {
    if !has_git() {
        return;
    }
    let found = change(|repo| repo.edit("2026/INC-2026-0050.yaml", "status: reviewing", "status: repairing"));
    assert_eq!(
        found,
        ["illegal-status-change 2026/INC-2026-0050.yaml:9 no step leads from `reviewing` to `repairing`"]
    );
    let found = change(|repo| repo.edit("2026/INC-2026-0052.yaml", "severity: P3", "severity: P2"));
    assert_eq!(
        found,
        [
            "unexplained-severity 2026/INC-2026-0052.yaml:8 the severity was raised from `P3` to `P2`, and no row says why"
        ]
    );
    let found = change(|repo| repo.edit("2026/INC-2026-0050.yaml", "severity: P1", "severity: P2"));
    assert_eq!(
        found,
        [
            "unexplained-severity 2026/INC-2026-0050.yaml:8 the severity was lowered from `P1` to `P2`, and no row says why"
        ]
    );
    let found = change(|repo| repo.edit("2025/INC-2025-0117.yaml", "09-19T16:00", "09-19T15:30"));
    assert_eq!(
        found,
        ["unamended-change 2025/INC-2025-0117.yaml:21 `times.closed` was changed after approval, \
             from `2025-09-19T16:00:00+08:00` to `2025-09-19T15:30:00+08:00`"]
    );
    let found = change(|repo| repo.remove("2026/INC-2026-0052.yaml"));
    assert_eq!(found, ["vanished-incident 2026/INC-2026-0052.yaml `INC-2026-0052` was deleted"]);
    let found = change(|repo| {
        repo.edit("2026/INC-2026-0052.yaml", "kind: incident\n", "");
        repo.rename("2026/INC-2026-0052.yaml", "library/INC-2026-0052.yaml");
    });
    let left = "vanished-incident library/INC-2026-0052.yaml";
    assert!(found.iter().any(|finding| finding.starts_with(left)), "{found:?}");
    let found = change(|repo| repo.edit("2026/INC-2026-0052.yaml", "  - id: A-1", "  - id: A-2"));
    assert_eq!(found, ["vanished-action 2026/INC-2026-0052.yaml:80 the action `A-1` is called `A-2` now"]);
    let found = change(|repo| {
        let text = repo.read("2026/INC-2026-0052.yaml");
        repo.write("2026/INC-2026-0052.yaml", text.split("actions:").next().unwrap());
    });
    assert_eq!(
        found,
        ["vanished-action 2026/INC-2026-0052.yaml the action `A-1` was removed: \
          `Agree with Birch Bank on the characters of merchant names and check them before sending`"]
    );
    let found = change(|repo| {
        repo.edit("2026/INC-2026-0052.yaml", "id: INC-2026-0052", "id: INC-2026-0053");
        repo.rename("2026/INC-2026-0052.yaml", "2026/INC-2026-0053.yaml");
    });
    assert_eq!(
        found,
        [
            "changed-id 2026/INC-2026-0053.yaml:1 `INC-2026-0052` is called `INC-2026-0053` now, and every link to it breaks"
        ]
    );
    let found = change(|repo| {
        repo.edit(
            "2026/INC-2026-0028.yaml",
            "03:20:00+08:00, to: analyzing",
            "03:15:00+08:00, to: analyzing",
        );
    });
    assert_eq!(
        found,
        ["rewritten-history 2026/INC-2026-0028.yaml:10 row 1 of `status_changes` was removed or rewritten: \
          `at: 2026-06-02T03:20:00+08:00, to: analyzing`"]
    );
}

#[test]
fn a_moved_record_stays_the_same() {
    if !has_git() {
        return;
    }
    let moved = |repo: &Repo| repo.rename("2026/INC-2026-0052.yaml", "2026/11/INC-2026-0052.yaml");
    assert_eq!(change(moved), NONE);
    let found = change(|repo| {
        moved(repo);
        repo.edit("2026/11/INC-2026-0052.yaml", "severity: P3", "severity: P2");
    });
    assert_eq!(
        found,
        [
            "unexplained-severity 2026/11/INC-2026-0052.yaml:8 the severity was raised from `P3` to `P2`, and no row says why"
        ]
    );
    // The whole folder.
    let repo = Repo::new();
    repo.edit("2026/INC-2026-0050.yaml", "severity: P1", "severity: P2");
    std::fs::create_dir(repo.top.path().join("ops")).unwrap();
    std::fs::rename(repo.top.path().join("incidents"), repo.top.path().join("ops/incidents")).unwrap();
    let found = repo.check(&["--base", "main", "--root", "ops/incidents"]).0;
    assert_eq!(
        found,
        ["unexplained-severity ops/2026/INC-2026-0050.yaml:8 the severity was lowered from `P1` to `P2`, and no row says why"]
            .map(|text| text.replace("ops/", "ops/incidents/"))
    );
    repo.commit();
    let revision = ["--base", "main", "--rev", "change", "--root", "ops/incidents"];
    assert_eq!(repo.check(&revision).0, found);
}

#[test]
fn a_second_folder_of_records_is_new() {
    if !has_git() {
        return;
    }
    let repo = Repo::new();
    let other = repo.top.path().join("ops/incidents");
    std::fs::create_dir_all(&other).unwrap();
    std::fs::write(other.join("postmortem.yaml"), "format: 1\n").unwrap();
    assert_eq!(repo.check(&["--base", "main", "--root", "ops/incidents"]).0, NONE);
    repo.commit();
    let revision = ["--base", "main", "--rev", "change", "--root", "ops/incidents"];
    assert_eq!(repo.check(&revision).0, NONE);
}

#[test]
fn legal_changes_give_none() {
    if !has_git() {
        return;
    }
    let found = change(|repo| {
        // A new incident, untracked.
        let text = repo.read("2026/INC-2026-0052.yaml");
        repo.write("2026/INC-2026-0060.yaml", &text.replace("0052", "0060").replace("+08:00", "+07:30"));
        // Actions and links of a published review go on.
        repo.edit("2025/INC-2025-0117.yaml", "links:\n", "related: [INC-2026-0033]\nlinks:\n  - {title: A ticket, url: \"https://tickets.example.com/1\"}\n");
        repo.edit("2025/INC-2025-0117.yaml", "due: 2025-10-24", "due: 2025-10-31");
        // An amendment, and a comment.
        repo.edit("2026/INC-2026-0017.yaml", "share: 0.62", "# counted again\n  share: 0.61");
        let amendment =
            "amendments:\n  - {at: 2026-11-20T10:00:00+08:00, field: impact.share, reason: counted again}\n";
        repo.edit("2026/INC-2026-0017.yaml", "review:\n", &format!("{amendment}review:\n"));
        // A closed record is reopened, and worked on.
        repo.edit(
            "2026/INC-2026-0021.yaml",
            "status: closed\n",
            "status: responding\nstatus_changes:\n  - {at: 2026-11-22T10:00:00+08:00, to: closed}\n  - {at: 2026-11-23T10:00:00+08:00, to: responding, reason: it is back}\nreopened:\n  - {at: 2026-11-23T10:00:00+08:00, reason: it is back}\n",
        );
        // The severity is explained.
        repo.edit("2026/INC-2026-0052.yaml", "severity: P3", "severity: P2\nseverity_changes:\n  - {at: 2026-11-22T11:00:00+08:00, from: P3, to: P2, reason: more merchants than first seen}");
        repo.edit("2026/INC-2026-0052.yaml", "share: 0.03", "share: 0.13");
        // A review is approved, and the record closed.
        repo.edit("2026/INC-2026-0050.yaml", "status: reviewing", "status: closed");
        repo.edit(
            "2026/INC-2026-0050.yaml",
            "in-review",
            "approved\n  at: 2026-11-22T15:00:00+08:00\n  by: [xu.ning, cao.yu]",
        );
        repo.edit(
            "2026/INC-2026-0050.yaml",
            "  resolved:",
            "  closed: 2026-11-22T16:00:00+08:00\n  resolved:",
        );
        // One goes, and the settings say why.
        repo.remove("2026/INC-2026-0004.yaml");
        repo.edit("postmortem.yaml", "# removed: [{id: INC-2024-0088", "removed: [{id: INC-2026-0004");
    });
    assert_eq!(found, NONE);
}

#[test]
fn nothing_changed_is_nothing_found() {
    if has_git() {
        assert_eq!(change(|_| {}), NONE);
    }
}
