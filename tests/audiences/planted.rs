//! Secrets in every field of every record, in names and in the past: none is in what is made for others.

use std::cell::Cell;
use std::path::Path;
use std::process::Command;

use postmortem::record::schema::RecordType;
use serde_json::{Value, json};

use super::fill::fill;
use super::{files, postmortem, write};

/// Plants secrets, and counts them.
#[derive(Default)]
struct Planted(Cell<usize>);

impl Planted {
    /// A text that is nowhere else: `hush` and a number, in one of several shapes.
    fn secret(&self) -> String {
        let n = self.0.get();
        self.0.set(n + 1);
        match n % 6 {
            0 => format!("hush{n}x"),
            1 => format!("Hush{n}x was said in confidence.\nSo was **hush{n}x** a second time"),
            2 => format!("保密 hush{n}x 的内容"),
            3 => format!("https://hush{n}x.example/a?b=hush{n}x&c"),
            4 => format!("<hush{n}x@mail.example> \"quoted\" & more"),
            _ => format!("HUSH{n}X | `hush{n}x`"),
        }
    }

    /// A record whose every text is a secret; keys of the user's too.
    fn record(&self, record: RecordType) -> Value {
        fill(record, &|_, _| self.secret()).record
    }
}

fn git(folder: &Path, author: &str, message: &str) {
    let run = |arguments: &[&str]| {
        let done = Command::new("git").current_dir(folder).args(arguments).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    if !folder.join(".git").exists() {
        run(&["init", "-q", "-b", "main"]);
    }
    run(&["add", "-A"]);
    let (name, mail) = (format!("user.name={author}"), format!("user.email={author}@mail.example"));
    run(&["-c", &name, "-c", &mail, "commit", "-q", "-m", message]);
}

/// A folder with a record that all may see, one with every field withheld, and others that are withheld whole.
fn plant(folder: &Path, level: &str, settings: &str) -> usize {
    let planted = Planted::default();
    let save = |name: &str, record: &Value| write(folder, name, &record.to_string());
    // Withheld as a whole, by what they say themselves and by their kind.
    for (file, kind) in
        [("2026/own.yaml", "incident"), ("2026/kind.yaml", "security"), ("library/other.yaml", "external")]
    {
        let mut record = planted.record(RecordType::Incident);
        record["kind"] = kind.into();
        record["status"] = "closed".into();
        record["visibility"] = json!({ "record": level, "fields": {} });
        save(file, &record);
    }
    // Shown, but for every field.
    let mut record = planted.record(RecordType::Incident);
    let fields: Vec<String> = record.as_object().unwrap().keys().cloned().collect();
    let kept = ["id", "kind", "status", "visibility", "severity", "title", "services"];
    let hidden = fields.iter().filter(|field| !kept.contains(&field.as_str()));
    let hidden: serde_json::Map<String, Value> = hidden.map(|field| (field.clone(), level.into())).collect();
    for (field, shown) in
        [("id", "INC-1"), ("kind", "incident"), ("status", "closed"), ("severity", "P1"), ("title", "Shown")]
    {
        record[field] = shown.into();
    }
    record["services"] = json!(["payments"]);
    record["visibility"] = json!({ "record": "public", "fields": hidden });
    let secret = || planted.secret();
    record["timeline"] =
        json!([{ "text": format!("[x](hush-{}.txt) ![y](hush.svg)", "file"), "by": secret() }]);
    save("2026/inc-1.yaml", &record);
    // The same by the innermost paths, with what they were before in its amendments.
    let mut record = planted.record(RecordType::Incident);
    let (mut paths, mut amendments) = (Vec::new(), Vec::new());
    leaves(&record, String::new(), &mut paths);
    paths.retain(|path| {
        let first = path.split(['[', '.']).next().unwrap();
        first != "amendments" && !kept.contains(&first)
    });
    for path in &paths {
        amendments.push(json!({ "field": path, "from": secret(), "to": secret(), "reason": secret() }));
    }
    let hidden: serde_json::Map<String, Value> =
        paths.iter().map(|path| (path.clone(), level.into())).collect();
    for (field, shown) in
        [("id", "INC-2"), ("kind", "incident"), ("status", "closed"), ("severity", "P1"), ("title", "Shown")]
    {
        record[field] = shown.into();
    }
    for map in ["roles", "visibility"] {
        record[map] = json!({});
    }
    record["services"] = json!(["payments"]);
    record["amendments"] = amendments.into();
    record["visibility"] = json!({ "record": "public", "fields": hidden });
    save("2026/inc-2.yaml", &record);

    write(folder, "2026/hush-file.txt", "hush");
    write(folder, "2026/hush.svg", "<svg>hush</svg>");
    for (record, file) in [
        (RecordType::Service, "services/hush-a.yaml"),
        (RecordType::Team, "teams/hush-b.yaml"),
        (RecordType::Runbook, "runbooks/hush-c.yaml"),
        (RecordType::Drill, "drills/hush-d.yaml"),
        (RecordType::Plan, "plan.yaml"),
    ] {
        save(file, &planted.record(record));
    }
    write(folder, "runbooks/hush-e.md", &format!("---\ntitle: '{}'\n---\n# {}\n", "hush", secret()));
    let alert = json!({ "alert": secret(), "expr": secret(), "annotations": { "summary": secret() } });
    write(
        folder,
        "alerts/a.json",
        &json!({ "groups": [{ "name": secret(), "rules": [alert] }] }).to_string(),
    );
    write(
        folder,
        "postmortem.yaml",
        &format!(
            "title: Ours\nlanguages: [en, zh]\n{settings}alert_rules: [alerts]\nremoved:\n  - {{id: hush1, reason: hush}}\n"
        ),
    );
    planted.0.get()
}

fn leaves(value: &Value, path: String, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, inside)| {
            let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            leaves(inside, path, found);
        }),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(i, item)| leaves(item, format!("{path}[{i}]"), found));
        }
        _ => found.push(path),
    }
}

fn is_clean(what: &str, text: &[u8]) {
    let text = String::from_utf8_lossy(text).to_lowercase();
    if let Some(at) = text.find("hush") {
        let near: String = text[..at].chars().rev().take(200).collect::<Vec<_>>().into_iter().rev().collect();
        panic!("{what}: …{near}{}", text[at..].chars().take(80).collect::<String>());
    }
}

/// Makes everything there is for an audience, and looks for secrets in all of it.
fn nothing_is_in(folder: &Path, audience: &str) -> usize {
    let site = folder.join("site");
    let run = |arguments: &[&str]| {
        let done = postmortem(folder, &[arguments, &["--root", ".", "--audience", audience]].concat());
        assert!(
            matches!(done.status.code(), Some(0 | 1)),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&done.stderr)
        );
        done.stdout
    };
    run(&["build", "--format", "html,markdown", "--output", "site"]);
    let mut made = files(&site);
    for page in ["incidents/INC-1.html", "zh/incidents/INC-2.md"] {
        assert!(made.contains_key(page), "no {page} in {:?}", made.keys());
    }
    run(&["export", "ndjson", "--output", "data"]);
    made.extend(files(&folder.join("data")));
    for format in ["markdown", "html"] {
        made.insert(format!("report {format}"), run(&["report", "--period", "2026", "--format", format]));
    }
    for format in ["markdown", "html", "json", "text"] {
        made.insert(format!("plan {format}"), run(&["plan", "--format", format]));
    }
    for (name, bytes) in &made {
        is_clean(name, name.as_bytes());
        is_clean(name, bytes);
    }
    made.len()
}

#[test]
fn nothing_internal_is_public() {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        "2026/inc-1.yaml",
        "id: INC-1\nvisibility: {record: public}\nsummary: hush in the past\n",
    );
    git(folder.path(), "hush author", "hush: an incident, hush1x");
    let planted = plant(folder.path(), "internal", "");
    git(folder.path(), "hush another", "change hush2x");
    assert!(planted > 500, "{planted} secrets");
    assert!(nothing_is_in(folder.path(), "public") > 40);
}

#[test]
fn nothing_restricted_is_internal() {
    let folder = tempfile::tempdir().unwrap();
    let settings = "visibility: {service: restricted, team: restricted, runbook: restricted, drill: restricted, plan: restricted, people: restricted}\n";
    let planted = plant(folder.path(), "restricted", settings);
    std::fs::remove_dir_all(folder.path().join("alerts")).unwrap();
    assert!(planted > 500, "{planted} secrets");
    assert!(nothing_is_in(folder.path(), "internal") > 40);
}
