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
        "38 drafts written to drafts, 1 left as they are\n"
    );
    assert_eq!(fs::read_to_string(folder.path().join("drafts/NodeRAIDDegraded.md")).unwrap(), "mine");
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
