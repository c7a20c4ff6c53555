//! The history of each incident on its page, from real repositories: what is told, and what is not.

use std::fs;
use std::path::Path;

use postmortem::history::{Chronicle, Fact};
use postmortem::record::Audience;
use postmortem::source::Source;
use postmortem::workspace::load;
use tempfile::TempDir;

use super::repository::{git, has_git, postmortem};

/// A repository whose commits are these: message, and files with their text; an empty text takes the file out.
fn repository(commits: &[(&str, &[(&str, &str)])]) -> TempDir {
    let top = tempfile::tempdir().unwrap();
    git(top.path(), &["init", "-q"]);
    for (message, files) in commits {
        for (file, text) in *files {
            let path = top.path().join("incidents").join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            if text.is_empty() {
                fs::remove_file(path).unwrap();
            } else {
                fs::write(path, text).unwrap();
            }
        }
        git(top.path(), &["add", "-A"]);
        git(top.path(), &["commit", "-q", "-m", message]);
    }
    top
}

/// What is known of the records of a work tree.
fn read(top: &Path, audience: Audience) -> Option<Chronicle> {
    let source = Source::open_work_tree(&top.join("incidents")).unwrap();
    Chronicle::new(&source, &load(&source).workspace, audience).unwrap()
}

/// What is told of a record: subject and facts of each commit, the oldest first; whether that is all.
fn told(top: &Path, file: &str, audience: Audience) -> (Vec<String>, bool) {
    let chronicle = read(top, audience).unwrap();
    let lines = chronicle.of(file).iter().rev().map(|entry| {
        assert_eq!(entry.author, "test");
        let facts: Vec<String> = entry
            .facts
            .iter()
            .map(|fact| match fact {
                Fact::Created => "created".to_owned(),
                Fact::Moved => "moved".to_owned(),
                Fact::Removed => "removed".to_owned(),
                Fact::Field(field, from, to) => {
                    let text = |side: &Option<String>| side.clone().unwrap_or_default();
                    format!("{field} {}>{}", text(from), text(to))
                }
                Fact::Reached(milestone) => milestone.to_string(),
                Fact::Amended(field) => format!("amended {field}"),
            })
            .collect();
        format!("{}: {}", entry.subject.as_deref().unwrap_or("-"), facts.join(", "))
    });
    (lines.collect(), chronicle.complete)
}

const FIRST: &str = "id: INC-1\ntitle: pool empty\nstatus: detected\nseverity: P2\n";
const SECOND: &str = "id: INC-1\ntitle: pool empty\nstatus: responding\nseverity: P1\n\
    times: {detected: 2026-03-01T10:00:00Z}\nreview: {state: draft}\n";
const THIRD: &str = "id: INC-1\ntitle: pool empty\nstatus: closed\nseverity: P1\n\
    times: {detected: 2026-03-01T10:00:00Z, resolved: 2026-03-01T11:00:00Z}\nreview: {state: approved}\n\
    amendments: [{at: 2026-03-02T10:00:00Z, field: impact.share, from: '1', to: '2', reason: counted again}]\n";

#[test]
fn a_record_is_followed_through_its_folders() {
    if !has_git() {
        return;
    }
    let top = repository(&[
        ("open", &[("INC-1.yaml", FIRST)]),
        ("respond", &[("INC-1.yaml", SECOND), ("services/db.yaml", "id: db\n")]),
        ("file it", &[("INC-1.yaml", ""), ("2026/INC-1.yaml", SECOND)]),
        ("a service", &[("services/db.yaml", "id: db\ntier: 1\n")]),
        ("close", &[("2026/INC-1.yaml", THIRD)]),
        ("broken", &[("2026/INC-1.yaml", "id: [\n")]),
        ("mended", &[("2026/INC-1.yaml", THIRD)]),
    ]);
    let (lines, complete) = told(top.path(), "2026/INC-1.yaml", Audience::Internal);
    assert_eq!(
        lines,
        [
            "open: created, status >detected, severity >P2",
            "respond: status detected>responding, severity P2>P1, review.state >draft, detected",
            "file it: moved",
            "close: status responding>closed, review.state draft>approved, resolved, amended impact.share",
            // What cannot be read cannot be judged.
            "-: ",
            "-: ",
        ]
    );
    assert!(complete);
    // From the revision the same.
    let revision = Source::open_revision(top.path(), "HEAD", Some("incidents")).unwrap();
    let chronicle = Chronicle::new(&revision, &load(&revision).workspace, Audience::Internal);
    assert_eq!(chronicle.unwrap().unwrap().of("2026/INC-1.yaml").len(), 6);
}

#[test]
fn a_merge_that_only_brings_together_is_no_change() {
    if !has_git() {
        return;
    }
    let top = repository(&[("open", &[("INC-1.yaml", FIRST)])]);
    git(top.path(), &["checkout", "-q", "-b", "side"]);
    fs::write(top.path().join("incidents/INC-1.yaml"), SECOND).unwrap();
    git(top.path(), &["commit", "-q", "-a", "-m", "on a branch"]);
    git(top.path(), &["checkout", "-q", "main"]);
    fs::write(top.path().join("incidents/INC-2.yaml"), "id: INC-2\n").unwrap();
    git(top.path(), &["add", "-A"]);
    git(top.path(), &["commit", "-q", "-m", "another"]);
    git(top.path(), &["merge", "-q", "--no-ff", "-m", "merged", "side"]);
    let (lines, _) = told(top.path(), "INC-1.yaml", Audience::Internal);
    let subjects: Vec<&str> = lines.iter().filter_map(|line| line.split(':').next()).collect();
    assert_eq!(subjects, ["open", "on a branch"]);
}

#[test]
fn restricted_records_and_held_back_fields_are_not_told_of() {
    if !has_git() {
        return;
    }
    let secret = "id: SEC-1\nkind: security\ntitle: stolen laptop\n";
    let opened = "id: INC-3\ntitle: now open\nstatus: closed\n";
    let closed = "id: INC-3\ntitle: was a breach\nstatus: detected\nvisibility: {record: restricted}\n";
    let held = format!("{SECOND}visibility: {{fields: {{times: restricted, severity: restricted}}}}\n");
    let later = format!(
        "{THIRD}visibility: {{fields: {{times: restricted, severity: restricted, impact: restricted}}}}\n"
    );
    let top = repository(&[
        ("a breach", &[("INC-1.yaml", FIRST), ("SEC-1.yaml", secret)]),
        ("like the STOLEN LAPTOP", &[("INC-2.yaml", "id: INC-2\n")]),
        ("after sec-1", &[("INC-2.yaml", "id: INC-2\nstatus: detected\n")]),
        ("nothing of it", &[("INC-2.yaml", "id: INC-2\nstatus: closed\n")]),
        ("was a breach", &[("INC-3.yaml", closed)]),
        ("open it", &[("INC-3.yaml", opened)]),
        ("P1 it is", &[("INC-1.yaml", &held)]),
        ("ended at 11:00", &[("INC-1.yaml", &later)]),
        ("gone", &[("SEC-1.yaml", "")]),
        ("mind SEC-1", &[("INC-2.yaml", "id: INC-2\n")]),
    ]);
    let internal = |file| told(top.path(), file, Audience::Internal).0;
    assert_eq!(
        internal("INC-2.yaml"),
        ["-: created", "-: status >detected", "nothing of it: status detected>closed", "-: status closed>"]
    );
    assert_eq!(internal("INC-3.yaml"), ["-: ", "-: "], "what it was before is not told");
    assert_eq!(
        internal("INC-1.yaml"),
        [
            "-: created, status >detected",
            "-: status detected>responding, review.state >draft",
            "-: status responding>closed, review.state draft>approved"
        ]
    );
    // Those who may see everything see everything.
    let (all, _) = told(top.path(), "INC-1.yaml", Audience::Restricted);
    assert_eq!(all[1], "P1 it is: status detected>responding, severity P2>P1, review.state >draft, detected");
}

#[test]
fn a_shallow_clone_says_what_it_lacks() {
    if !has_git() {
        return;
    }
    let top = repository(&[
        ("open", &[("INC-1.yaml", FIRST)]),
        ("respond", &[("INC-1.yaml", SECOND)]),
        ("close", &[("INC-1.yaml", THIRD)]),
    ]);
    let clones = tempfile::tempdir().unwrap();
    let url = format!("file://{}", top.path().display());
    git(clones.path(), &["clone", "-q", "--depth", "2", &url, "shallow"]);
    let (lines, complete) = told(&clones.path().join("shallow"), "INC-1.yaml", Audience::Internal);
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].starts_with("close: ") && !complete);

    let built = postmortem(&clones.path().join("shallow"), &["build", "--format", "html,markdown"]);
    assert_ne!(built.code, 2, "{}", built.err);
    let page =
        |name: &str| fs::read_to_string(clones.path().join("shallow/site/incidents").join(name)).unwrap();
    assert!(page("INC-1.html").contains("older changes are missing"));
    assert!(page("INC-1.md").contains("| test | Status responding → closed; "), "{}", page("INC-1.md"));
    postmortem(&clones.path().join("shallow"), &["build", "--no-history"]);
    assert!(!page("INC-1.html").contains("older changes are missing"));

    let bare = tempfile::tempdir().unwrap();
    fs::write(bare.path().join("postmortem.yaml"), "format: 1\n").unwrap();
    let source = Source::open_work_tree(bare.path()).unwrap();
    assert!(Chronicle::new(&source, &load(&source).workspace, Audience::Internal).unwrap().is_none());
}

/// Subject, author and parts of each change of the plan, the newest first.
fn plan(top: &Path, audience: Audience) -> Option<Vec<String>> {
    let chronicle = read(top, audience)?;
    assert!(chronicle.plan.complete);
    let line = |one: &postmortem::history::Commit| {
        format!("{} by {} {:?}", one.subject.as_deref().unwrap_or("-"), one.author, one.paths)
    };
    Some(chronicle.plan.commits.iter().map(line).collect())
}

#[test]
fn changes_of_the_plan_tell_nothing_that_was_ever_secret() {
    if !has_git() {
        return;
    }
    let secret = "title: the vault\nvisibility: {record: restricted}\n";
    let top = repository(&[
        ("begin", &[("plan.yaml", "title: a\n"), ("postmortem.yaml", "format: 1\n")]),
        ("an incident only", &[("INC-1.yaml", FIRST)]),
        ("a service", &[("services/web.yaml", "id: web\n"), ("runbooks/web.md", "# web\n")]),
        ("with a secret", &[("SEC-1.yaml", secret), ("drills/one.yaml", "id: one\n")]),
        ("no more", &[("SEC-1.yaml", "")]),
        ("what sec-1 taught", &[("plan.yaml", "title: b\n")]),
    ]);
    assert_eq!(
        plan(top.path(), Audience::Internal).unwrap(),
        [
            "- by test [\"plan.yaml\"]",
            "- by test [\"drills\"]",
            "a service by test [\"runbooks\", \"services\"]",
            "begin by test [\"plan.yaml\"]",
        ]
    );
    assert_eq!(
        plan(top.path(), Audience::Restricted).unwrap()[0],
        "what sec-1 taught by test [\"plan.yaml\"]"
    );
    assert_eq!(plan(top.path(), Audience::Public), None);
}

#[test]
fn authors_and_kinds_of_records_that_are_withheld_are_not_told() {
    if !has_git() {
        return;
    }
    let settings = "visibility: {people: restricted, service: restricted}\n";
    let top = repository(&[
        ("begin", &[("postmortem.yaml", settings), ("INC-1.yaml", FIRST)]),
        ("a service", &[("services/web.yaml", "id: web\n")]),
        ("a team", &[("teams/web.yaml", "id: web\n")]),
    ]);
    assert_eq!(plan(top.path(), Audience::Internal).unwrap(), ["a team by  [\"teams\"]"]);
    assert_eq!(read(top.path(), Audience::Internal).unwrap().of("INC-1.yaml")[0].author, "");
}
