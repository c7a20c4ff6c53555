//! What is found however it is written, and what is not.

use super::*;
use crate::source::Source;
use crate::workspace::load;

const SECRET: &str = "The \"deploy key\" <prod> of O'Neil & Co. lay in bucket é-42 since March";

fn guard(files: &[(&str, &str)], audience: Audience) -> Option<Guard> {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let source = Source::open_work_tree(folder.path()).unwrap();
    Guard::new(&load(&source).workspace, &source, audience, &["<h2>Recovery plan for everyone</h2>"])
}

fn withheld(more: &str) -> Guard {
    let record = serde_json::json!({ "id": "SEC-7", "kind": "security", "title": "Keys of the billing system were public",
        "summary": SECRET, "impact": { "summary": "支付密钥已经泄露", "revenue": { "amount": "12345678.50" } },
        "tags": ["Recovery plan for everyone", "database", "10.11.12.13"], "times": { "detected": "2026-03-01T10:00:00Z" },
        "analysis": { "root_cause": "First line of prose here.\nSee [the plan of the attack](https://x.example/attack) now." } });
    guard(&[("2026/SEC-7.yaml", &record.to_string()), ("2026/INC-1.yaml", more)], Audience::Internal).unwrap()
}

/// The fields that are found in a text.
fn found(guard: &Guard, path: &str, bytes: &[u8]) -> Vec<String> {
    guard.look(path, bytes);
    let leaks = std::mem::take(&mut *guard.found.lock().unwrap());
    leaks.into_iter().map(|leak| leak.field).collect()
}

#[test]
fn in_every_spelling() {
    let guard = withheld("id: INC-1\n");
    let html = SECRET
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;");
    let percent: String = SECRET.bytes().map(|b| format!("%{b:02X}")).collect::<Vec<_>>().concat();
    let ics = format!("DESCRIPTION:{}", SECRET.replace("key", "k\r\n ey").replace("lay", "l\r\n ay"));
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(SECRET.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let ascii: String =
        SECRET.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect::<Vec<_>>().concat();
    for (path, text) in [
        ("a.html", format!("<p>{html}</p>").into_bytes()),
        ("a.html", format!("<p title=\"{html}\">").into_bytes()),
        (
            "a.html",
            html.replace("deploy", "<b>deploy</b>").replace("key", "<a\nhref=\"x\">key</a>").into_bytes(),
        ),
        ("a.md", SECRET.replace(' ', "\n  ").replace('<', "\\<").replace('-', "\\-").into_bytes()),
        ("a.json", serde_json::json!({ "a": SECRET }).to_string().into_bytes()),
        ("a.js", ascii.into_bytes()),
        ("a.txt", SECRET.to_uppercase().into_bytes()),
        ("a.xml", format!("<a>{html}</a>").into_bytes()),
        ("a.md", format!("[x](mailto:a@b.example?body={percent})").into_bytes()),
        ("a.ics", ics.into_bytes()),
        ("a.csv", utf16),
        (SECRET, Vec::new()),
    ] {
        let found = found(&guard, path, &text);
        assert!(found.contains(&"summary".to_owned()), "{path} {found:?} {}", String::from_utf8_lossy(&text));
    }
}

#[test]
fn parts_names_and_numbers() {
    let guard = withheld("id: INC-1\n");
    let found = |text: &str| found(&guard, "a.html", text.as_bytes());
    assert_eq!(found("<p>昨天，支付密钥已经泄露了</p>"), ["impact.summary"]);
    assert_eq!(found("<td>12,345,678.50</td>"), ["impact.revenue.amount"]);
    assert_eq!(found("first line\n of <i>prose</i> here"), ["analysis.root_cause"]);
    assert_eq!(found("<a href=\"https://x.example/attack\">x</a>"), ["analysis.root_cause"]);
    assert_eq!(found("<li>10.11.12.13"), ["tags[2]"]);
    assert_eq!(found("as in sec-7."), ["id"]);
    assert_eq!(found("keys of the billing system were public"), ["title"]);
    for harmless in [
        "7 sec 7 ms",
        "SEC-70 XSEC-7 SEC-7-b",
        "110.11.12.130",
        "database",
        "10:00",
        "first line",
        "2026-03-01",
    ] {
        assert_eq!(found(harmless), Vec::<String>::new(), "{harmless}");
    }
    assert!(!guard.look("incidents/sec-7.html", b""));
}

#[test]
fn what_is_shown_is_no_secret() {
    let shown = serde_json::json!({ "id": "INC-1", "summary": format!("Known: {SECRET}. As in SEC-7."),
        "tags": ["Keys of the billing system were public"] });
    let guard = withheld(&shown.to_string());
    assert_eq!(found(&guard, "a.txt", SECRET.as_bytes()), Vec::<String>::new());
    assert_eq!(
        found(&guard, "a.txt", b"Recovery plan for everyone"),
        Vec::<String>::new(),
        "words of the pages"
    );
    let title = found(&guard, "a.txt", b"Keys of the billing system were public");
    assert_eq!(title, Vec::<String>::new(), "a field says just that");
    assert_eq!(found(&guard, "a.txt", b"As in SEC-7."), ["id"], "a name is kept whoever says it");
    let comment = format!(
        "id: INC-1 # {SECRET}\nsummary: {{}}\nvisibility: {{fields: {{title: restricted}}}}\ntitle: 12ab3456\n"
    );
    let guard = withheld(&comment);
    assert_eq!(
        found(&guard, "a.txt", SECRET.to_lowercase().as_bytes()),
        ["summary"],
        "nobody sees a comment"
    );
    assert_eq!(found(&guard, "a.txt", b"12AB3456"), ["title"]);
}

#[test]
fn nothing_to_keep_is_nothing_to_look_for() {
    assert!(
        guard(&[("INC-1.yaml", "id: INC-1\nsummary: long enough to be one\n")], Audience::Internal).is_none()
    );
    let guard =
        guard(&[("INC-1.yaml", "id: INC-1\nsummary: long enough to be one\n")], Audience::Public).unwrap();
    guard.look("a/b.html", b"<p>Long enough to be one</p>");
    let error = guard.verdict().unwrap_err();
    assert!(
        error.to_string().ends_with("see what they may not: `a/b.html` says `summary` of `INC-1.yaml`"),
        "{error}"
    );
}
