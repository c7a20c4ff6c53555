//! The language server as an editor meets it: the built program over standard input and output, against `check`.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "lsp/client.rs"]
mod client;

use std::fs;
use std::path::{Path, PathBuf};

use client::{Client, checked, decoded};
use serde_json::{Value, json};

/// The example organisation in a folder of its own, under a name that has to be encoded in a URI.
fn example() -> (tempfile::TempDir, PathBuf) {
    let top = tempfile::tempdir().unwrap();
    let root = top.path().join("中文 50% #1/incidents");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("incidents"), &root);
    (top, root)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let from = entry.unwrap().path();
        let to = to.join(from.file_name().unwrap());
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).unwrap();
        }
    }
}

const INCIDENT: &str = "2026/INC-2026-0042.yaml";

/// What `check` says of the folder once these files have these texts.
fn expected(root: &Path, edited: &[(&str, &str)]) -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    copy(root, folder.path());
    for (file, text) in edited {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    checked(folder.path())
}

#[test]
fn typing_fast_loses_nothing() {
    for encoding in ["utf-16", "utf-8"] {
        let (_top, root) = example();
        let mut client = Client::start(&root, encoding);
        let text = fs::read_to_string(root.join(INCIDENT)).unwrap();
        client.open(INCIDENT, &text);
        assert_eq!(client.shown(INCIDENT), expected(&root, &[]));

        // Mistakes at four places, written letter by letter, with wrong turns and without waiting.
        let mut random = 1_u32;
        let mut next = |below: usize| {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (random >> 8) as usize % below
        };
        let words =
            ["services: [paymets] # 支付 😀\n", "severity: P9\n", "  nonsense: 终端\n", "status: 完成\n"];
        let anchors = ["services: ", "severity: ", "times:\n", "status: "];
        for (word, anchor) in words.into_iter().zip(anchors) {
            let mut at = client.text(INCIDENT).find(anchor).unwrap();
            if anchor.ends_with('\n') {
                at += anchor.len();
            } else {
                let line = client.text(INCIDENT)[at..].find('\n').unwrap() + 1;
                client.edit(INCIDENT, at..at + line, "");
            }
            for letter in word.chars() {
                let wrong = ["é", "终", "😀", "\n", ": ["][next(5)];
                client.edit(INCIDENT, at..at, wrong);
                client.edit(INCIDENT, at..at + wrong.len(), &letter.to_string());
                at += letter.len_utf8();
            }
        }
        let text = client.text(INCIDENT).to_owned();
        for word in words {
            assert!(text.contains(word), "{text}");
        }
        let wanted = expected(&root, &[(INCIDENT, &text)]);
        assert!(wanted.len() >= 4, "{wanted:?}");
        assert_eq!(client.shown(INCIDENT), wanted);

        // Anything at all, anywhere.
        for _ in 0..300 {
            let text = client.text(INCIDENT);
            let start = text.floor_char_boundary(next(text.len()));
            let end = text.floor_char_boundary((start + next(12)).min(text.len())).max(start);
            client.edit(INCIDENT, start..end, ["a", "- ", "终\n", "😀: ", "\r\n", "", "'"][next(7)]);
        }
        let text = client.text(INCIDENT).to_owned();
        assert_eq!(client.shown(INCIDENT), expected(&root, &[(INCIDENT, &text)]));

        // The whole text at once, with another line end.
        let text = fs::read_to_string(root.join(INCIDENT)).unwrap().replace('\n', "\r\n").replace("P0", "P7");
        client.replace(INCIDENT, &text);
        assert_eq!(client.shown(INCIDENT), expected(&root, &[(INCIDENT, &text)]));
        assert_eq!(client.end(), Some(0));
    }
}

#[test]
fn an_edit_changes_the_findings_of_other_files() {
    let (_top, root) = example();
    let mut client = Client::start(&root, "utf-16");
    let service = "services/payments.yaml";
    let text = fs::read_to_string(root.join(service)).unwrap();
    client.open(service, &text);
    assert_eq!(client.shown(service), expected(&root, &[]));
    let renamed = text.replace("id: payments\n", "id: payment\n");
    assert_ne!(renamed, text);
    client.replace(service, &renamed);
    let wanted = expected(&root, &[(service, &renamed)]);
    assert!(wanted.iter().any(|found| found["file"] == INCIDENT), "{wanted:?}");
    assert_eq!(client.shown(service), wanted);
    // Lines move under a second place in another file.
    let twice = renamed.replace("id: payment\n", "id: orders\n");
    client.replace(service, &twice);
    assert_eq!(client.shown(service), expected(&root, &[(service, &twice)]));
    let lower = format!("# note\n{twice}");
    client.replace(service, &lower);
    assert_eq!(client.shown(service), expected(&root, &[(service, &lower)]));
    client.replace(service, &text);
    assert_eq!(client.shown(service), expected(&root, &[]));

    // A new record, not on disk yet, and another id for an incident that others name.
    let new = "2026/INC-2026-0999.yaml";
    client.open(new, "id: INC-2026-0998\nrelated: [INC-2026-0042]\n");
    let text = client.text(new).to_owned();
    assert_eq!(client.shown(new), expected(&root, &[(new, &text)]));
    let other = fs::read_to_string(root.join(INCIDENT))
        .unwrap()
        .replace("id: INC-2026-0042\n", "id: INC-2026-9042\n");
    client.open(INCIDENT, &other);
    assert_eq!(client.shown(INCIDENT), expected(&root, &[(new, &text), (INCIDENT, &other)]));

    // Closed without saving: the files count again.
    client.close(new);
    client.close(INCIDENT);
    client.settle();
    assert_eq!(client.all(), expected(&root, &[]));
    assert_eq!(client.end(), Some(0));
}

#[test]
fn comments_that_allow_findings() {
    let (_top, root) = example();
    let new = "2026/INC-2026-0999.yaml";
    let record =
        "id: INC-2026-0999\n# postmortem: allow[unknown-service] not described yet\nservices: [warehouse]\n";
    fs::write(root.join(new), record).unwrap();
    let mut client = Client::start(&root, "utf-16");
    let service = "services/warehouse.yaml";
    client.open(service, "id: warehous\n");
    let text = client.text(service).to_owned();
    let before = expected(&root, &[(service, &text)]);
    assert_eq!(client.shown(service), before);
    // Once the service is described, the comment in the other file allows nothing.
    client.edit(service, "id: warehous".len().."id: warehous".len(), "e");
    let text = client.text(service).to_owned();
    let after = expected(&root, &[(service, &text)]);
    assert!(after.iter().any(|found| found["rule"] == "unused-suppression"), "{after:?}");
    assert_eq!(client.shown(service), after);
    assert_eq!(client.end(), Some(0));
}

#[test]
fn settings_and_files_on_disk() {
    let (_top, root) = example();
    let mut client = Client::start(&root, "utf-16");
    fs::write(root.join("2026/INC-2026-0500.yaml"), "id: INC-2026-0500\nservices: [nothing]\n").unwrap();
    client.watched("2026/INC-2026-0500.yaml", 1);
    client.settle();
    assert_eq!(client.all(), checked(&root));
    assert!(!client.all().is_empty());

    // Weights and words of the settings, while they are written.
    let settings = fs::read_to_string(root.join("postmortem.yaml")).unwrap();
    client.open("postmortem.yaml", &settings);
    for more in ["rules: {unknown-service: off, missing-fact: note}\n", "rulse: {}\n", "rules: {nope: off}\n"]
    {
        let text = settings.lines().filter(|line| !line.starts_with("rules:")).collect::<Vec<_>>().join("\n");
        let text = format!("{text}\n{more}");
        client.replace("postmortem.yaml", &text);
        assert_eq!(client.shown("postmortem.yaml"), expected(&root, &[("postmortem.yaml", &text)]));
    }
    client.replace("postmortem.yaml", &settings);
    assert_eq!(client.shown("postmortem.yaml"), checked(&root));

    fs::write(root.join("2026/INC-2026-0500.yaml"), "id: INC-2026-0500\nservices: [payments]\nx: 1\n")
        .unwrap();
    client.watched("2026/INC-2026-0500.yaml", 2);
    client.settle();
    assert_eq!(client.all(), checked(&root));
    fs::remove_file(root.join("services/payments.yaml")).unwrap();
    fs::remove_file(root.join("2026/INC-2026-0500.yaml")).unwrap();
    client.watched("services/payments.yaml", 3);
    client.watched("2026/INC-2026-0500.yaml", 3);
    client.settle();
    assert_eq!(client.all(), checked(&root));
    assert_eq!(client.end(), Some(0));
}

/// The text with the cursor at `|`, opened; its position.
fn at(client: &mut Client, file: &str, text: &str) -> Value {
    let offset = text.find('|').unwrap();
    let text = text.replacen('|', "", 1);
    client.open(file, &text);
    client.position(file, offset)
}

#[test]
fn hover_says_what_things_mean() {
    let (_top, root) = example();
    let mut client = Client::start(&root, "utf-16");
    let file = "2026/INC-2026-0999.yaml";
    let head = "id: INC-2026-0999\n# 终😀\n";
    for (text, wanted) in [
        ("sever|ity: P0\n", "How bad, at its worst now known"),
        ("severity: P|0\n", "acknowledge within 5m"),
        ("severity: P|7\n", "unknown-severity"),
        ("services: [check|out-web]\n", "**checkout-web**"),
        ("title: 终😀\nrelated: [INC-2026-00|42]\n", "INC\\-2026\\-0042"),
        ("detection:\n  source: mon|itoring\n", "`user-report`"),
        ("times:\n  star|ted: [\n", "Impact began."),
        ("actions:\n  - id: A-1\n    owner: plat|form\n", "**platform**"),
        (
            "response:\n  mitigations:\n    - {action: x, runbook: restore-p|ostgres}\n",
            "**restore\\-postgres**",
        ),
        ("roles:\n  on-c|all: wei.xu\n", "roles.on-call"),
    ] {
        let position = at(&mut client, file, &format!("{head}{text}"));
        let hover = client.ask("textDocument/hover", file, &position);
        let shown = hover["contents"]["value"].as_str().unwrap_or_default().replace("\\-", "-");
        assert!(shown.contains(&wanted.replace("\\-", "-")), "{text}: {hover}");
        client.close(file);
    }
    let position = at(&mut client, file, "id: INC-2026-0999\nsummary: >\n  the sever|ity\n");
    let hover = client.ask("textDocument/hover", file, &position);
    assert!(hover["contents"]["value"].as_str().unwrap().contains("`summary`"), "{hover}");
    assert_eq!(client.end(), Some(0));
}

#[test]
fn completion_knows_what_fits() {
    let (_top, root) = example();
    let mut client = Client::start(&root, "utf-16");
    let incident = "2026/INC-2026-0999.yaml";
    for (file, text, wanted, absent) in [
        (incident, "id: INC-2026-0999\nsev|", &["severity", "severity_changes", "status"][..], "from"),
        (incident, "severity: |\n", &["P0", "P1", "P2", "P3"], "severity"),
        (incident, "status: re|\n", &["responding", "reviewing"], "P0"),
        (incident, "services: [checkout-web, pay|", &["payments", "payments-db"], "platform"),
        (incident, "services:\n  - 终\n  - |\nseverity: [", &["payments"], "services"),
        (incident, "roles:\n  |", &["on-call", "commander"], "severity"),
        (incident, "related: [|]", &["INC-2026-0042"], "payments"),
        (incident, "duplicate: {of: |}", &["INC-2026-0042"], "payments"),
        (incident, "detection:\n  source: |\n", &["monitoring", "user-report"], "P0"),
        (incident, "detection:\n  before_impact: |\n", &["true", "false"], "P0"),
        (
            incident,
            "impact:\n  outages:\n    - kind: down\n      |\n",
            &["service", "share", "from", "to"],
            "id",
        ),
        (incident, "impact:\n  outages:\n    - kind: |\n", &["down", "degraded"], "service"),
        (incident, "actions:\n  - owner: |", &["platform", "payments"], "orders"),
        (incident, "response:\n  decisions:\n    - by: |", &["product", "on-call"], "platform"),
        (incident, "response: {mitigations: [{runbook: |", &["restore-postgres"], "orders"),
        ("services/payments.yaml", "id: payments\nowner: |\n", &["payments", "platform"], "orders"),
        ("services/payments.yaml", "depends_on:\n  - service: |\n    kind: hard", &["orders"], "platform"),
        ("runbooks/x.md", "---\nid: x\nowner: |\n---\n# X\n", &["platform"], "orders"),
        ("postmortem.yaml", "rules:\n  unkn|\n", &["unknown-service", "unknown-key"], "P0"),
        ("plan.yaml", "maintenance:\n  owner: |\n", &["platform"], "orders"),
    ] {
        let position = at(&mut client, file, text);
        let list = client.ask("textDocument/completion", file, &position);
        let labels: Vec<&str> =
            list["items"].as_array().unwrap().iter().map(|item| item["label"].as_str().unwrap()).collect();
        for label in wanted {
            assert!(labels.contains(label), "{text}: {labels:?}");
        }
        assert!(!labels.contains(&absent), "{text}: {labels:?}");
        client.close(file);
    }
    // What is taken stands where it belongs and is found by `check`.
    let position = at(&mut client, incident, "id: INC-2026-0999\nservices: [终, pay|ments]\n");
    let list = client.ask("textDocument/completion", incident, &position);
    let item = list["items"].as_array().unwrap().iter().find(|item| item["label"] == "payments-db").unwrap();
    assert_eq!(item["textEdit"]["newText"], "payments-db");
    let range = json!({ "start": { "line": 1, "character": 14 }, "end": { "line": 1, "character": 22 } });
    assert_eq!(item["textEdit"]["range"], range);
    for prose in ["title: |", "summary: >\n  sev|", "# sev|"] {
        let position = at(&mut client, "2026/INC-2026-0998.yaml", prose);
        let list = client.ask("textDocument/completion", "2026/INC-2026-0998.yaml", &position);
        assert!(list["items"].as_array().is_none_or(Vec::is_empty), "{prose}: {list}");
        client.close("2026/INC-2026-0998.yaml");
    }
    assert_eq!(client.end(), Some(0));
}

#[test]
fn names_lead_to_their_records() {
    let (_top, root) = example();
    let mut client = Client::start(&root, "utf-16");
    let file = "2026/INC-2026-0999.yaml";
    for (text, target) in [
        ("services: [pay|ments]\n", "services/payments.yaml"),
        ("actions: [{id: A-1, owner: plat|form}]\n", "teams/platform.yaml"),
        ("related:\n  - INC-2026-0042|\n", INCIDENT),
        ("response:\n  mitigations:\n    - runbook: roll-back-|release\n", "runbooks/roll-back-release.md"),
    ] {
        let position = at(&mut client, file, text);
        let location = client.ask("textDocument/definition", file, &position);
        assert_eq!(decoded(location["uri"].as_str().unwrap()), decoded(&client.uri(target)), "{text}");
        let line = usize::try_from(location["range"]["start"]["line"].as_u64().unwrap()).unwrap();
        let there = fs::read_to_string(root.join(target)).unwrap();
        assert!(there.lines().nth(line).unwrap().starts_with("id: "), "{location}");
        client.close(file);
    }
    let position = at(&mut client, file, "services: [no|body]\n");
    assert_eq!(client.ask("textDocument/definition", file, &position), Value::Null);
    assert_eq!(client.end(), Some(0));
}

#[test]
fn quick_fixes_mend_what_is_sure() {
    let (_top, root) = example();
    let mut client = Client::start(&root, "utf-16");
    let text = fs::read_to_string(root.join(INCIDENT)).unwrap();
    let wrong = text
        .replace("\nstatus: closed\n", "\n# 终😀\nstatus: Closed\n")
        .replace("\nservices: ", "\nServices: ");
    client.open(INCIDENT, &wrong);
    let found = client.shown(INCIDENT);
    assert!(found.iter().any(|found| found["rule"] == "unknown-state"), "{found:?}");
    let start = json!({ "line": 0, "character": 0 });
    let end = json!({ "line": 100, "character": 0 });
    let params = json!({
        "textDocument": { "uri": client.uri(INCIDENT) },
        "range": { "start": start, "end": end },
        "context": { "diagnostics": [] },
    });
    let actions = client.request("textDocument/codeAction", &params)["result"].clone();
    assert!(!actions.as_array().unwrap().is_empty(), "{actions}");
    for action in actions.as_array().unwrap() {
        assert_eq!(action["kind"], "quickfix");
        for edit in action["edit"]["changes"][client.uri(INCIDENT)].as_array().unwrap() {
            let range = client.bytes_of(INCIDENT, &edit["range"]);
            client.edit(INCIDENT, range, edit["newText"].as_str().unwrap());
        }
    }
    assert_eq!(client.text(INCIDENT), text.replace("\nstatus: closed\n", "\n# 终😀\nstatus: closed\n"));
    assert_eq!(client.shown(INCIDENT), expected(&root, &[]));
    assert_eq!(client.end(), Some(0));
}

#[test]
fn odd_clients_do_no_harm() {
    let (top, root) = example();
    let mut client = Client::spawn(top.path());
    let error = client.request("textDocument/hover", &json!({}));
    assert_eq!(error["error"]["code"], -32002);
    client.bytes(b"Content-Length: 7\r\n\r\n{\"id\": ");
    client.bytes(b"no header at all\r\n\r\n");
    client.introduce(&root, "utf-16");
    assert_eq!(client.request("textDocument/rename", &json!({}))["error"]["code"], -32601);
    assert_eq!(client.request("textDocument/hover", &json!({ "position": 3 }))["error"]["code"], -32602);
    assert_eq!(client.request("initialize", &json!({}))["error"]["code"], -32600);
    client.notify("textDocument/didChange", &json!({ "textDocument": 1 }));
    client.notify("textDocument/didChange", &json!({
        "textDocument": { "uri": client.uri(INCIDENT), "version": 3 }, "contentChanges": [{ "text": "never opened" }],
    }));
    client.notify("$/nonsense", &Value::Null);
    for uri in ["file:///somewhere/else.yaml", "untitled:1", "http://a/b.yaml", "file://%ff"] {
        client.notify(
            "textDocument/didOpen",
            &json!({
                "textDocument": { "uri": uri, "languageId": "yaml", "version": 1, "text": "id: [" },
            }),
        );
        let at = json!({ "textDocument": { "uri": uri }, "position": { "line": 0, "character": 1 } });
        assert_eq!(client.request("textDocument/hover", &at)["result"], Value::Null, "{uri}");
    }
    // Text that would drive a terminal or read backwards.
    let hostile = "2026/INC-2026-0999.yaml";
    client.open(hostile, "id: INC-2026-0999\nservices: [\"a\\e[31m\u{202e}b\"]\nrelated: ['`[x](y)<b>']\n");
    let shown = client.shown(hostile);
    assert!(!shown.is_empty() && !format!("{shown:?}").contains(['\u{1b}', '\u{202e}']), "{shown:?}");
    assert_eq!(client.request("shutdown", &Value::Null)["result"], Value::Null);
    assert_eq!(client.request("textDocument/hover", &json!({}))["error"]["code"], -32600);
    client.notify("exit", &Value::Null);
    assert_eq!(client.wait(), Some(0));
}

#[test]
fn sessions_end() {
    let (_top, root) = example();
    let mut client = Client::start(&root, "utf-16");
    client.notify("exit", &Value::Null);
    assert_eq!(client.wait(), Some(1), "nobody asked for a shutdown");
    let mut client = Client::start(&root, "utf-16");
    client.open(INCIDENT, "id: [");
    client.hang_up();
    assert_eq!(client.wait(), Some(1), "the client is gone");
}

#[test]
fn without_records_there_is_a_message() {
    let empty = tempfile::tempdir().unwrap();
    let mut client = Client::start(empty.path(), "utf-16");
    let uri = format!("file://{}/a.yaml", empty.path().display());
    client.notify(
        "textDocument/didOpen",
        &json!({
            "textDocument": { "uri": uri, "languageId": "yaml", "version": 1, "text": "id: [" },
        }),
    );
    let at = json!({ "textDocument": { "uri": uri }, "position": { "line": 0, "character": 1 } });
    assert_eq!(client.request("textDocument/completion", &at)["result"], Value::Null);
    let message = client.messages.iter().find(|message| message["method"] == "window/showMessage").unwrap();
    assert!(message["params"]["message"].as_str().unwrap().contains("no folder of records"));
    assert_eq!(client.end(), Some(0));
}
