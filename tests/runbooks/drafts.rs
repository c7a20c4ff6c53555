//! Drafts are records: the reader takes them, and all that is wrong with them is what only people know.

use std::fs;

use postmortem::runbook::{coverage, draft};

use super::{example, findings, folder, printed, read, run, write};

#[test]
fn for_every_alert_without_a_runbook() {
    let folder = folder();
    let output = run(folder.path(), &["runbook", "coverage", "--root", ".", "--draft", "runbooks"]);
    assert!(output.status.success());
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "39 drafts written to runbooks\n");
    let loaded = read(folder.path());
    assert_eq!(loaded.findings, []);
    let workspace = loaded.workspace;
    assert_eq!(workspace.runbooks.len(), 49);
    let coverage = coverage(&workspace, &workspace.alerts);
    assert_eq!(coverage.count("covered"), 48);
    for covered in &coverage.alerts {
        let record = &workspace.runbooks[covered.runbook.unwrap().0];
        let Some(body) = record.data.body.as_deref().filter(|body| body.contains("TODO: who notices")) else {
            continue;
        };
        // Every rule of the name is in it: its query, verbatim, and its labels.
        for line in covered.alert.expr.lines() {
            assert!(body.contains(line), "{}: {line}", record.id);
        }
        assert!(body.contains(&format!("`severity={}`", covered.alert.severity().unwrap())));
        assert!(
            body.contains(covered.alert.annotation("description").unwrap())
                || !covered.alert.annotation("description").unwrap().contains("{{")
        );
        assert_eq!(record.data.alerts.len(), 1);
    }
    // What was there before is not ours to judge here; each draft has four things to be filled in and no other fault.
    let old: Vec<String> = super::samples()
        .join("runbooks")
        .read_dir()
        .unwrap()
        .map(|entry| format!("runbooks/{}", entry.unwrap().file_name().to_str().unwrap()))
        .collect();
    let mut drafts = findings(folder.path());
    drafts.retain(|finding| !old.contains(&finding.file));
    assert!(drafts.iter().all(|finding| finding.rule == "placeholder"), "{drafts:?}");
    assert_eq!(drafts.len(), 39 * 4);
    // A second time nothing is missing, so nothing is written.
    let again = run(folder.path(), &["runbook", "coverage", "--root", ".", "--draft", "runbooks"]);
    assert_eq!(String::from_utf8(again.stderr).unwrap(), "0 drafts written to runbooks\n");
}

#[test]
fn what_is_there_is_never_written_over() {
    let folder = folder();
    write(folder.path(), "drafts/TargetDown.md", "mine");
    write(folder.path(), "drafts/NodeRAIDDegraded.md", "mine");
    let output = run(folder.path(), &["runbook", "coverage", "--root", ".", "--draft", "drafts"]);
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "38 drafts written to drafts, 1 file was there already\n"
    );
    assert_eq!(fs::read_to_string(folder.path().join("drafts/NodeRAIDDegraded.md")).unwrap(), "mine");
    let one = [
        "runbook",
        "draft",
        "--root",
        ".",
        "--alert",
        "NodeRAIDDegraded",
        "--output",
        "drafts/NodeRAIDDegraded.md",
    ];
    let output = run(folder.path(), &one);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "error: `drafts/NodeRAIDDegraded.md` is there already, and a draft is never written over a file\n  \
         help: name another file, or move that one away first\n"
    );
    assert_eq!(fs::read_to_string(folder.path().join("drafts/NodeRAIDDegraded.md")).unwrap(), "mine");
    assert_eq!(fs::read_dir(folder.path().join("drafts")).unwrap().count(), 40);
    fs::remove_file(folder.path().join("drafts/NodeRAIDDegraded.md")).unwrap();
    assert!(run(folder.path(), &one).status.success());
    assert!(folder.path().join("drafts/NodeRAIDDegraded.md").exists());
}

#[test]
fn for_every_service_of_the_example() {
    let folder = example();
    let services = read(folder.path()).workspace;
    for index in 0..services.services.len() {
        let draft = draft::service(&services, index).unwrap();
        write(folder.path(), &format!("runbooks/{}.md", draft.name), &draft.text);
    }
    let mut found = findings(folder.path());
    found.retain(|finding| finding.file.starts_with("runbooks/recover-"));
    // No alert leads to them yet; links to the incidents lead somewhere.
    let rules: std::collections::BTreeSet<&str> = found.iter().map(|finding| finding.rule).collect();
    assert_eq!(rules.into_iter().collect::<Vec<_>>(), ["placeholder", "unused-runbook"], "{found:?}");
}

#[test]
fn what_worked_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "services/db.yaml", "id: db\nname: Database\n");
    for (n, effect, minutes, category) in
        [(1, "yes", 10, "pool"), (2, "yes", 30, "Pool"), (3, "no", 50, "pool"), (4, "partial", 5, "disk")]
    {
        write(
            folder.path(),
            &format!("2026/INC-{n}.yaml"),
            &format!(
                "id: INC-{n}\nservices: [db]\ntimes: {{started: 2026-03-0{n}T10:00:00Z, mitigated: 2026-03-0{n}T10:{minutes:02}:00Z}}\n\
                 detection: {{alert: PoolFull}}\nanalysis: {{category: {category}}}\n\
                 response:\n  mitigations:\n    - {{action: Restarted {n}, kind: restart, effective: {effect}}}\n"
            ),
        );
    }
    let text = printed(folder.path(), &["runbook", "draft", "DB", "--root", "."]);
    for part in [
        "Noticed by: `PoolFull` (4 ×).",
        "### disk",
        "| restart | 1 | 0 | 1 | 0 | not known |",
        "### pool",
        "| restart | 3 | 2 | 0 | 1 | 20m (n 2) |",
        "**restart** in [INC-2](../2026/INC-2.yaml), the last time it helped:\n\n> Restarted 2",
        "from `started` to `mitigated`",
    ] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
}

#[test]
fn every_alert_gets_a_file_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let names =
        ["数据库不可用", "磁盘已满", "API down", "API/down", "API-down", "É", ".", "CON", "lpt1.x", "a."];
    let long = "x".repeat(150);
    let rules = names.into_iter().chain([long.as_str(), &long[..140]]);
    let rules: Vec<String> = rules.map(|name| format!("{{alert: \"{name}\", expr: 1}}")).collect();
    write(folder.path(), "postmortem.yaml", "alert_rules: [alerts]\n");
    write(folder.path(), "alerts/a.yaml", &format!("groups: [{{name: g, rules: [{}]}}]\n", rules.join(", ")));
    for (target, second) in [
        ("elsewhere", "0 drafts written to elsewhere, 12 files were there already\n"),
        ("runbooks", "0 drafts written to runbooks\n"),
    ] {
        let arguments = ["runbook", "coverage", "--root", ".", "--draft", target];
        let said = String::from_utf8(run(folder.path(), &arguments).stderr).unwrap();
        assert_eq!(said, format!("12 drafts written to {target}\n"));
        assert_eq!(fs::read_dir(folder.path().join(target)).unwrap().count(), 12);
        assert_eq!(String::from_utf8(run(folder.path(), &arguments).stderr).unwrap(), second);
    }
    assert!(folder.path().join("runbooks/API-down.md").exists());
    let found = findings(folder.path());
    let drafts = found.iter().filter(|finding| finding.file.starts_with("runbooks/"));
    assert!(drafts.clone().all(|finding| finding.rule == "placeholder"), "{found:?}");
}

#[test]
fn no_control_character_is_stored() {
    let folder = tempfile::tempdir().unwrap();
    let nasty = "a\\e[31m\\u202eb\\r\\nc\\rd";
    write(folder.path(), "services/db.yaml", &format!("id: db\nname: \"{nasty}\"\n"));
    let incident = format!(
        "id: I\nservices: [db]\nanalysis: {{category: \"{nasty}\"}}\n\
         response: {{mitigations: [{{action: \"{nasty}\", kind: restart}}]}}\n"
    );
    write(folder.path(), "2026/I.yaml", &incident);
    write(
        folder.path(),
        "a.yaml",
        &format!(
            "groups: [{{name: \"{nasty}\", rules: [{{alert: A, expr: \"{nasty}\", \
             annotations: {{summary: \"{nasty}\", description: \"{nasty}\"}}}}]}}]\n"
        ),
    );
    for arguments in [
        &["runbook", "draft", "db", "--root", "."][..],
        &["runbook", "draft", "--alert", "A", "--rules", "a.yaml", "--root", "."],
    ] {
        let text = printed(folder.path(), arguments);
        assert!(text.contains("a\\u{1b}[31m\\u{202e}b"), "{text}");
        let bad = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!text.contains(bad), "{text:?}");
        assert!(!text.contains("\\u{d}\n"), "a line of CRLF is a line: {text}");
    }
}
