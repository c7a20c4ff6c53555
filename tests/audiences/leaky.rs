//! What the reduced records cannot prevent: a template, an attachment or a sentence that repeats a secret stops the build.

use std::path::Path;

use super::{files, postmortem, write};

const SECRET: &str = "the deploy key lay in a bucket since March";

/// A restricted incident, and a public one with an attachment.
fn folder(folder: &Path) {
    write(
        folder,
        "2026/SEC-7.yaml",
        &format!(
            "id: SEC-7\nkind: security\ntitle: Keys of the billing system were public\nsummary: {SECRET}.\n"
        ),
    );
    write(
        folder,
        "2026/INC-1.yaml",
        "id: INC-1\ntitle: Payments failed\nvisibility: {record: public, fields: {analysis.root_cause: internal}}\n\
         summary: See [the log](log.txt).\nanalysis: {root_cause: A pool of 20 connections for 300 callers}\n",
    );
    write(folder, "2026/log.txt", "10:00 nothing to see\n");
}

/// Builds for the public: the exit code and what was said.
fn build(folder: &Path) -> (Option<i32>, String) {
    let done =
        postmortem(folder, &["build", "--root", ".", "--audience", "public", "--format", "html,markdown"]);
    (done.status.code(), String::from_utf8(done.stderr).unwrap())
}

/// Changes a clean folder so that it leaks; the build fails, says where, never what, and leaves the site as it was.
fn stopped(name: &str, text: &str, says: &[&str]) {
    let top = tempfile::tempdir().unwrap();
    folder(top.path());
    assert_ne!(build(top.path()).0, Some(2));
    let before = files(&top.path().join("site"));
    write(top.path(), name, text);
    let (code, said) = build(top.path());
    assert_eq!(code, Some(2), "{name}: {said}");
    assert!(says.iter().all(|part| said.contains(part)), "{name}: {said}");
    assert!(!said.contains("deploy key") && !said.contains("20 connections"), "{said}");
    assert!(said.contains("visibility"), "{said}");
    assert!(files(&top.path().join("site")) == before, "{name} changed the site");
}

#[test]
fn a_template_that_says_a_secret_stops_the_build() {
    let built_in = include_str!("../../templates/base.html");
    let leaky = built_in.replacen(
        "</footer>",
        &format!("<p>{}</p></footer>", SECRET.replace("key", "<b>key</b>")),
        1,
    );
    assert_ne!(leaky, built_in);
    stopped("templates/base.html", &leaky, &["`actions.html` says `summary` of `2026/SEC-7.yaml`", " more"]);
    let css = format!(
        "{}/* A pool of 20 connections\n   for 300 callers */",
        include_str!("../../templates/style.css")
    );
    stopped("templates/style.css", &css, &["`style.css` says `analysis.root_cause` of `2026/INC-1.yaml`"]);
}

#[test]
fn an_attachment_that_says_a_secret_stops_the_build() {
    stopped(
        "2026/log.txt",
        &SECRET.to_uppercase(),
        &["`files/2026/log.txt` says `summary` of `2026/SEC-7.yaml`"],
    );
}

#[test]
fn a_record_that_names_a_withheld_one_stops_the_build() {
    let says = "id: INC-2\nvisibility: {record: public}\nsummary: ";
    stopped(
        "2026/INC-2.yaml",
        &format!("{says}as in SEC-7\n"),
        &["`incidents/INC-2.html` says `id` of `2026/SEC-7.yaml`"],
    );
    // A reference is taken off the page, and makes nothing known.
    let related = says.replace("summary", "related: [SEC-7]\nsummary");
    stopped(
        "2026/INC-2.yaml",
        &format!("{related}as in SEC-7\n"),
        &["`incidents/INC-2.html` says `id` of `2026/SEC-7.yaml`"],
    );
    let title = "because keys of the billing system were public";
    stopped(
        "2026/INC-2.yaml",
        &format!("{says}{title}\n"),
        &["`incidents/INC-2.html` says `title` of `2026/SEC-7.yaml`"],
    );
}

#[test]
fn what_is_said_elsewhere_or_only_like_it_passes() {
    let top = tempfile::tempdir().unwrap();
    folder(top.path());
    // A field that is shown says the same, so that it is meant to be known.
    write(
        top.path(),
        "2026/INC-2.yaml",
        &format!("id: INC-2\nvisibility: {{record: public}}\nsummary: We told that {SECRET}.\n"),
    );
    write(
        top.path(),
        "2026/log.txt",
        "A pool of 20 connections\nSEC-70 and 7 sec 7 ms, a pool of 20 connectors for 300 callers\n",
    );
    let (code, said) = build(top.path());
    assert_ne!(code, Some(2), "{said}");
    assert!(said.contains("1 record left out: not public"), "{said}");
    assert!(top.path().join("site/files/2026/log.txt").exists());
}

#[test]
fn a_report_that_says_a_secret_is_not_written() {
    let top = tempfile::tempdir().unwrap();
    folder(top.path());
    write(top.path(), "templates/page.md", &format!("{{{{ doc.title }}}}\n{SECRET}\n"));
    let done = postmortem(top.path(), &["report", "--root", ".", "--period", "2026", "--output", "week.md"]);
    let said = String::from_utf8(done.stderr).unwrap();
    assert_eq!(done.status.code(), Some(2), "{said}");
    assert!(said.contains("`report.md` says `summary`") && !top.path().join("week.md").exists(), "{said}");
}
