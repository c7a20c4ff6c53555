//! Names and texts of other people, on a terminal, in Markdown and in drafts.

use super::{findings, printed, read, run, write};

const NASTY: &str = "a\u{1b}[31mb\u{202e}c\u{9b}2Jd\re|f`g`<script>alert(1)</script>[x](javascript:y){{ $labels.pod }}{{< hint >}}";

fn quoted(text: &str) -> String {
    let escaped: Vec<String> = text.chars().map(|c| format!("\\U{:08x}", u32::from(c))).collect();
    format!("\"{}\"", escaped.concat())
}

fn harmless(text: &str) {
    let bad = |c: char| {
        (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert!(!text.contains(bad), "{:?}", text.chars().filter(|c| bad(*c)).collect::<String>());
}

#[test]
fn nothing_live_gets_out() {
    let folder = tempfile::tempdir().unwrap();
    let nasty = quoted(NASTY);
    write(folder.path(), "postmortem.yaml", "alert_rules: [alerts/a.yaml]\n");
    write(
        folder.path(),
        "runbooks/r.yaml",
        &format!(
            "id: r\ntitle: {nasty}\nalerts: [{nasty}]\nowner: {nasty}\nsymptoms: {nasty}\npreconditions: {nasty}\n\
             steps: [{{title: {nasty}, role: {nasty}, command: {nasty}, expect: {nasty}, rollback: {nasty}, automation: {nasty}}}]\n\
             verification: {nasty}\nescalation: {nasty}\n"
        ),
    );
    write(
        folder.path(),
        "runbooks/m.md",
        &format!("# {NASTY}\n\n## Meaning\n\n{NASTY}\n\n```sh\n{NASTY}\n```\n"),
    );
    write(
        folder.path(),
        "alerts/a.yaml",
        &format!(
            "groups:\n- name: {nasty}\n  rules:\n  - alert: {nasty}\n    expr: {nasty}\n    for: {nasty}\n    labels: {{{nasty}: {nasty}}}\n\
             {0}annotations: {{summary: {nasty}, description: {nasty}, runbook_url: {nasty}}}\n  - alert: ../../../etc/passwd\n    expr: 1\n\
             {0}annotations: {{summary: \"---\\nid: other\"}}\n",
            "    "
        ),
    );
    for arguments in [
        &["runbook", "--root", "."][..],
        &["runbook", "r", "--root", "."],
        &["runbook", "m", "--root", "."],
        &["runbook", "coverage", "--root", "."],
        &["check", "--root", "."],
    ] {
        let output = run(folder.path(), arguments);
        harmless(&String::from_utf8(output.stdout).unwrap());
    }
    for arguments in [
        &["runbook", "r", "--root", ".", "--format", "markdown"][..],
        &["runbook", "m", "--root", ".", "--format", "markdown"],
        &["runbook", "coverage", "--root", ".", "--format", "markdown"],
        &["runbook", "--root", ".", "--format", "markdown"],
    ] {
        let text = printed(folder.path(), arguments);
        let prose: String = text.split("```").step_by(2).collect();
        let live = prose.replace("\\](javascript", "");
        assert!(!prose.contains("<script") && !live.contains("](javascript"), "{arguments:?}: {text}");
        assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{arguments:?}: {text:?}");
    }
    let output = run(folder.path(), &["runbook", "coverage", "--root", ".", "--draft", "runbooks/new"]);
    assert!(output.status.success());
    let made: Vec<_> = std::fs::read_dir(folder.path().join("runbooks/new")).unwrap().collect();
    assert_eq!(made.len(), 1, "the other is named by a runbook");
    let loaded = read(folder.path());
    let made =
        loaded.workspace.runbooks.iter().find(|record| record.file.starts_with("runbooks/new/etc-passwd-"));
    assert_eq!(&*made.unwrap().data.alerts[0], "../../../etc/passwd");
    let draft = findings(folder.path()).into_iter().filter(|finding| finding.file.contains("passwd-"));
    assert!(draft.map(|finding| finding.rule).all(|rule| rule == "placeholder"));
}

#[test]
fn a_draft_of_a_nasty_alert_is_a_record() {
    let folder = tempfile::tempdir().unwrap();
    let nasty = quoted(NASTY);
    let rules = format!(
        "groups: [{{name: {nasty}, rules: [{{alert: {nasty}, expr: {nasty}, for: {nasty}, labels: {{a: {nasty}}}, annotations: {{summary: {nasty}, description: {nasty}, runbook_url: {nasty}}}}}]}}]\n"
    );
    write(folder.path(), "rules.yaml", &rules);
    write(folder.path(), "records/services/x.yaml", "id: x\n");
    let rules =
        ["runbook", "coverage", "--root", "records", "--rules", "rules.yaml", "--draft", "records/runbooks"];
    assert!(run(folder.path(), &rules).status.success());
    let loaded = read(&folder.path().join("records"));
    assert_eq!((loaded.workspace.runbooks.len(), loaded.findings.len()), (1, 0), "{:?}", loaded.findings);
    assert_eq!(&*loaded.workspace.runbooks[0].data.alerts[0], NASTY);
}
