//! Files made to hurt end soon, in a reason.

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use postmortem::evidence::{Holds, read};

fn refused(name: &str, bytes: &[u8]) -> String {
    let started = Instant::now();
    let holds = read(name, bytes);
    assert!(started.elapsed() < Duration::from_mins(1), "took {:?}", started.elapsed());
    match holds {
        Holds::Unreadable(why, help) => {
            assert!(!help.is_empty());
            why
        }
        other => panic!("{name}: {other:?}"),
    }
}

#[test]
fn deep_wide_and_multiplied() {
    let laughs = (1..40).fold("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n".to_owned(), |text, i| {
        text + &format!("a{i}: &a{i} [{}]\n", vec![format!("*a{}", i - 1); 10].join(","))
    });
    assert!(refused("laughs.yaml", laughs.as_bytes()).contains("aliases written out"));
    assert!(refused("deep.yaml", "[".repeat(10 << 20).as_bytes()).contains("nested deeper"));
    assert!(refused("deep.json", "[".repeat(10 << 20).as_bytes()).contains("is not JSON"));
    assert!(refused("blocks.yaml", "- ".repeat(5 << 20).as_bytes()).contains("nested deeper"));
    assert!(refused("wide.yaml", "- a\n".repeat(2 << 20).as_bytes()).contains("more than"));
    assert!(refused("bytes.yaml", &[0xff, 0xfe, 0x00]).contains("UTF-8"));
}

#[test]
fn a_helm_template_says_so() {
    let template = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ .Values.name }}\nspec:\n  {{- if .Values.n }}\n  replicas: {{ .Values.n }}\n  {{- end }}\n";
    assert!(refused("web.yaml", template.as_bytes()).contains("Helm template"));
}

#[test]
fn what_is_nothing_of_these_is_left_alone() {
    for text in ["image: {tag: 1.2.3}\n", "[]", "{}", "", "- just\n- words\n", "42"] {
        assert_eq!(read("values.yaml", text.as_bytes()), Holds::Other, "{text}");
    }
}

#[test]
fn what_files_say_is_never_markup_nor_a_control_of_the_terminal() {
    let bad = "<img src=x onerror=alert(1)>[x](javascript:alert(1))\u{1b}[31m\u{202e}::error::x";
    let folder = tempfile::tempdir().unwrap();
    for sub in ["services", "evidence"] {
        fs::create_dir(folder.path().join(sub)).unwrap();
    }
    let quoted = serde_json::to_string(bad).unwrap();
    let manifest = format!(
        "{{\"apiVersion\": \"apps/v1\", \"kind\": \"Deployment\", \"metadata\": {{\"name\": {quoted}}}, \"spec\": {{\"replicas\": 1, \"strategy\": {{\"type\": {quoted}}}}}}}"
    );
    let play = format!(
        "[{{\"hosts\": {quoted}, \"tasks\": [{{\"name\": {quoted}, {quoted}: {{\"state\": {quoted}}}, \"when\": {quoted}, \"tags\": {quoted}}}]}}]"
    );
    fs::write(folder.path().join("evidence/a.json"), manifest).unwrap();
    fs::write(folder.path().join("evidence/b.json"), play).unwrap();
    let service = "id: shop\ntier: 1\nevidence: [evidence]\ndeployment: {strategy: rolling}\nlocations: [{region: eu, replicas: 3}]\n";
    fs::write(folder.path().join("services/shop.yaml"), service).unwrap();
    let run = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_postmortem"))
            .args(args)
            .args(["--root", ".", "--now", "2026-11-25"])
            .current_dir(folder.path())
            .output()
            .unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    run(&["build", "--format", "html,markdown", "--output", "site"]);
    let html = fs::read_to_string(folder.path().join("site/services/shop.html")).unwrap();
    assert!(html.contains("onerror") && !html.contains("<img src=x") && !html.contains("href=\"javascript:"));
    let markdown = fs::read_to_string(folder.path().join("site/services/shop.md")).unwrap();
    assert!(
        markdown.contains("onerror")
            && !markdown.contains("<img src=x")
            && !markdown.contains("[x](javascript:")
    );
    for text in [run(&["plan", "shop"]), run(&["check"]), run(&["check", "--format", "github"])] {
        assert!(text.contains("onerror") && !text.contains(['\u{1b}', '\u{202e}']), "{text:?}");
        assert!(!text.lines().any(|line| line.trim_start().starts_with("::error::x")), "{text}");
    }
}

#[test]
fn a_value_of_another_kind_is_not_shown() {
    let state = r#"{"format_version": "1.0", "values": {"root_module": {"resources": [
        {"address": "aws_db_instance.a", "mode": "managed", "type": "aws_db_instance", "name": "a", "values": {"backup_retention_period": "hunter2", "multi_az": "hunter2"}},
        {"address": "aws_backup_plan.a", "mode": "managed", "type": "aws_backup_plan", "name": "a", "values": {"rule": [{"schedule": "hunter2", "lifecycle": [{"delete_after": ["hunter2"]}]}]}},
        {"address": "aws_dlm_lifecycle_policy.a", "mode": "managed", "type": "aws_dlm_lifecycle_policy", "name": "a", "values": {"policy_details": [{"schedule": [{"create_rule": [{"interval": "hunter2"}]}]}]}}]}}}"#;
    let manifests = "apiVersion: velero.io/v1\nkind: Schedule\nmetadata: {name: a}\nspec: {schedule: hunter2, template: {ttl: hunter2}}\n---\n\
        apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {replicas: hunter2, strategy: {type: hunter2}}\n";
    for (name, text) in [("a.json", state), ("a.yaml", manifests)] {
        let told = format!("{:?}", read(name, text.as_bytes()));
        assert!(!told.contains("hunter2") && told.to_lowercase().contains("unreadable"), "{told}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_told_once() {
    let top = tempfile::tempdir().unwrap();
    let folder = top.path().join("incidents");
    for sub in ["services", "evidence"] {
        fs::create_dir_all(folder.join(sub)).unwrap();
    }
    fs::write(top.path().join("shop.yaml"), "apiVersion: v1\nkind: Service\n").unwrap();
    std::os::unix::fs::symlink("../../shop.yaml", folder.join("evidence/shop.yaml")).unwrap();
    fs::write(folder.join("services/shop.yaml"), "id: shop\nevidence: [evidence/shop.yaml]\n").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_postmortem"))
        .args(["check", "--root", "incidents", "--now", "2026-11-25"])
        .current_dir(top.path())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(told.contains("error[unreadable]") && !told.contains("evidence-unreadable"), "{told}");
    assert!(
        told.contains("the link leads out of the folder of records") && !told.contains("no such file"),
        "{told}"
    );
}

#[test]
fn nothing_in_a_folder_of_evidence_is_published() {
    let folder = tempfile::tempdir().unwrap();
    for sub in ["services", "2026", "deploy/old", "pictures"] {
        fs::create_dir_all(folder.path().join(sub)).unwrap();
    }
    let incident = "id: INC-2026-0001\ntitle: Shop down\nseverity: P2\nstatus: detected\nservices: [shop]\ntimes: {detected: 2026-11-01T10:00Z}\n\
                    summary: '[a](../deploy/a.txt) [b](../deploy/old/b.pdf) ![c](../deploy/c.png) ![d](../pictures/d.png)'\n";
    let files = [
        ("2026/INC-2026-0001.yaml", incident),
        ("services/shop.yaml", "id: shop\nevidence: [./deploy]\n"),
        ("deploy/web.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: shop}\n"),
        ("deploy/a.txt", "a"),
        ("deploy/old/b.pdf", "b"),
        ("deploy/c.png", "c"),
        ("pictures/d.png", "d"),
    ];
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let output = Command::new(env!("CARGO_BIN_EXE_postmortem"))
        .args(["build", "--root", ".", "--output", "out", "--now", "2026-11-25"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let published = folder.path().join("out/files");
    assert!(published.join("pictures/d.png").is_file(), "{output:?}");
    assert!(!published.join("deploy").exists(), "{output:?}");
}
