//! No secret of any sample reaches an output.
//!
//! Every value of the samples that is or could be a secret is put into a folder as evidence: short ones that are also
//! ordinary words (`bar`) are made unmistakable first. Then everything that is ever written is searched.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::folder;

/// Keys whose value is a secret, or a person's.
const KEYS: [&str; 12] = [
    "password",
    "passwd",
    "secret",
    "token",
    "api_key",
    "apikey",
    "private",
    "credential",
    "connection",
    "username",
    "email",
    "_pass",
];

/// A file of our own with a secret in every place where one can stand.
const OWN: &[(&str, &str)] = &[
    (
        "own.yaml",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: own}\nstringData: {password: MARK-k1}\ndata: {tls.key: TUFSSy1rMgo=MARK-k2}\n---\n\
         apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: own, annotations: {note: MARK-k3}}\nspec:\n  template:\n    metadata: {annotations: {token: MARK-k4}}\n\
         \x20   spec:\n      containers:\n        - name: own\n          image: registry.example.com/own:MARK-k5\n          command: [sh, -c, MARK-k6]\n          args: [--token=MARK-k7]\n\
         \x20         env: [{name: DATABASE_URL, value: 'postgres://app:MARK-k8@db/own'}]\n\
         \x20         livenessProbe: {exec: {command: [check, --password, MARK-k9]}}\n\
         \x20         readinessProbe: {httpGet: {path: /MARK-k10, port: 80, httpHeaders: [{name: Authorization, value: MARK-k11}]}}\n---\n\
         apiVersion: v1\nkind: ConfigMap\nmetadata: {name: own}\ndata: {key.pem: '-----BEGIN PRIVATE KEY----- MARK-k12'}\n",
    ),
    (
        "own.tfstate",
        r#"{"version": 4, "terraform_version": "1.9.0", "outputs": {"dsn": {"value": "postgres://x:MARK-t1@db", "sensitive": true}},
            "resources": [{"mode": "managed", "type": "aws_db_instance", "name": "own", "instances": [{"attributes": {
              "password": "MARK-t2", "username": "MARK-t3", "endpoint": "MARK-t4", "multi_az": false, "tags": {"x": "MARK-t5"}},
              "sensitive_attributes": [], "private": "MARK-t6"}]},
             {"mode": "managed", "type": "random_password", "name": "own", "instances": [{"attributes": {"result": "MARK-t7"}}]}]}"#,
    ),
    (
        "own-play.yml",
        "- name: Own\n  hosts: all\n  vars: {db_password: MARK-a1}\n  vars_prompt: [{name: p, default: MARK-a2}]\n  environment: {TOKEN: MARK-a3}\n  tasks:\n\
         \x20   - {name: shell, shell: 'mysql -p MARK-a4 state=MARK-a5x password=MARK-a5'}\n\
         \x20   - {name: uri, uri: {url: 'https://u:MARK-a6@x', method: POST, password: MARK-a7, body: {t: MARK-a8}}}\n\
         \x20   - {name: user, user: {name: MARK-a9, password: MARK-a10}}\n\
         \x20   - {name: silent, file: {path: MARK-a11, state: absent}, no_log: true}\n\
         \x20   - {name: when, debug: {msg: MARK-a12}, when: \"api_token == 'MARK-a13'\", loop: [MARK-a14], register: MARK-a15, until: \"x == 'MARK-a16'\"}\n\
         \x20   - {name: vault, copy: {content: !vault MARK-a17, dest: /etc/x}, failed_when: MARK-a18, changed_when: MARK-a19, notify: MARK-a20}\n\
         \x20   - {name: token, debug: {msg: x}, when: \"'glpat-QWERTYUIOPASDFGHJKLZ' in x\"}\n",
    ),
];

fn is_secret(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    KEYS.iter().any(|word| key.contains(word))
}

/// Makes every secret of a plan, state or manifest unmistakable; values of Terraform outputs and variables too.
fn mark(value: &mut Value, secret: bool, marks: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            let whole = map.contains_key("sensitive") || map.len() == 1 && map.contains_key("value");
            let named = map.get("name").and_then(Value::as_str).is_some_and(is_secret);
            for (key, value) in map.iter_mut() {
                let inner = is_secret(key)
                    || (secret && key != "name")
                    || key == "constant_value"
                    || (whole && key == "value");
                mark(value, inner || (named && key == "value") || key == "env" || key == "args", marks);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| mark(item, secret, marks)),
        Value::String(text) if secret && !text.is_empty() => {
            let marked = format!("MARK-s{}", marks.len());
            marks.insert(marked.clone());
            *text = marked;
        }
        _ => {}
    }
}

/// Literal secrets of the playbooks, which are searched as they are.
const LITERAL: [&str; 4] =
    ["mongo_admin_pass", "PGPASSWORD", "patroni_superuser_password | default('') }}", "***HIDDEN***"];

fn run(at: &Path, args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_postmortem"))
        .args(args)
        .args(["--root", "incidents", "--now", "2026-11-25"])
        .current_dir(at)
        .output()
        .unwrap();
    assert!(output.status.code() != Some(2), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn read_all(folder: &Path, out: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read_all(&path, out);
        } else {
            out.push((
                path.display().to_string(),
                String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned(),
            ));
        }
    }
}

#[test]
fn no_secret_reaches_any_output() {
    let top = tempfile::tempdir().unwrap();
    let evidence = top.path().join("incidents/evidence");
    let mut marks = BTreeSet::new();
    for kind in ["kubernetes", "terraform", "ansible"] {
        let to = evidence.join(kind);
        fs::create_dir_all(&to).unwrap();
        for entry in fs::read_dir(folder().join("samples").join(kind)).unwrap() {
            let path = entry.unwrap().path();
            let mut bytes = fs::read(&path).unwrap();
            if path.extension().is_some_and(|ending| ending == "json") {
                let mut value: Value = serde_json::from_slice(&bytes).unwrap();
                mark(&mut value, false, &mut marks);
                bytes = serde_json::to_vec(&value).unwrap();
            }
            fs::write(to.join(path.file_name().unwrap()), bytes).unwrap();
        }
    }
    for (name, text) in OWN {
        fs::write(evidence.join(name), text).unwrap();
    }
    assert!(marks.len() > 20, "{marks:?}");
    let services = top.path().join("incidents/services");
    fs::create_dir_all(&services).unwrap();
    fs::write(
        services.join("all.yaml"),
        "id: all\nname: All\naliases: [own, default, foo, grafana, php-apache, kotsadm-operator, kotsadm-api, pod-test-1, blackbox-exporter]\n\
         tier: 1\ndata_bearing: true\nevidence: [evidence, evidence/own.tfstate]\nhealth: {liveness: x, readiness: x}\nscaling: {min: 2, max: 3}\n\
         locations: [{region: eu, zone: a, replicas: 2}, {region: eu, zone: b, replicas: 2}]\nfailover: {automatic: true}\ndeployment: {strategy: canary}\n\
         backups: [{method: pitr, every: 5m, retention: 35d, immutable: true, encrypted: true}, {method: snapshot, every: 1d, retention: 90d}]\n\
         replication: [{to: {region: eu, zone: b}, mode: sync}, {to: {region: us}, mode: async}]\n\
         # it links to evidence, which must not be published\n\
         depends_on: [{service: all, kind: soft, degraded_mode: 'See [the state](../evidence/own.tfstate) and [a plan](../evidence/terraform/basic-plan.json)'}]\n",
    )
    .unwrap();
    let mut outputs = Vec::new();
    for format in ["human", "concise", "json", "sarif", "github", "gitlab", "junit"] {
        outputs.push((format!("check {format}"), run(top.path(), &["check", "--format", format])));
    }
    for args in
        [&["plan"][..], &["plan", "all"], &["plan", "all", "--format", "json"], &["plan", "--format", "json"]]
    {
        outputs.push((args.join(" "), run(top.path(), args)));
    }
    run(top.path(), &["build", "--format", "html,markdown", "--output", "site"]);
    read_all(&top.path().join("site"), &mut outputs);
    // It is there at all: what is searched shows the evidence.
    for (name, words) in [
        ("check human", &["single-point-of-failure", "evidence-contradicts"][..]),
        (
            "plan all",
            &["aws_rds_cluster.default", "Deployment/own", "Force-leave target node", "own-play.yml"],
        ),
        ("plan all --format json", &["aws_db_instance.own", "patroni"]),
        ("services/all.html", &["aws_rds_cluster.default", "Force-leave target node"]),
        ("services/all.md", &["aws_rds_cluster.default", "Force-leave target node"]),
    ] {
        let found = outputs.iter().filter(|(output, _)| output.ends_with(name)).map(|(_, text)| text).next();
        let text = found.unwrap_or_else(|| {
            panic!("{name} of {:?}", outputs.iter().map(|(name, _)| name).collect::<Vec<_>>())
        });
        for word in words {
            assert!(text.contains(word), "{name} does not show {word}");
        }
    }
    for (name, text) in &outputs {
        for secret in LITERAL.iter().copied().chain(["MARK-", "glpat-QWERTY", "foobarbaz", "TUFSSy1rMgo"]) {
            if let Some(at) = text.find(secret) {
                let from = text.floor_char_boundary(at.saturating_sub(120));
                let to = text.floor_char_boundary((at + 80).min(text.len()));
                panic!("{name} gives away {secret}: {}", &text[from..to]);
            }
        }
    }
}

#[test]
fn evidence_is_withheld_however_it_is_named_or_linked() {
    let top = tempfile::tempdir().unwrap();
    let git = Command::new("git").args(["init", "-q"]).current_dir(top.path()).status().unwrap();
    assert!(git.success());
    let write = |path: &str, text: &str| {
        let path = top.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let linked =
        "See [a](../conf/p.json), [b](../conf/q.json), [c](../conf/link.json) and [d](../conf/open.json)";
    for named in
        ["../incidents/conf/p.json", "../incidents/./conf//p.json", "conf/p.json", "../incidents/conf", ".."]
    {
        write("incidents/conf/p.json", r#"{"format_version": "1.0", "values": {}, "x": "MARK-p"}"#);
        write("incidents/conf/open.json", r#"{"open": true}"#);
        write(
            "incidents/services/all.yaml",
            &format!(
                "id: all\nevidence: ['{named}']\ndepends_on: [{{service: all, kind: soft, degraded_mode: '{linked}'}}]\n"
            ),
        );
        #[cfg(unix)]
        for link in ["q.json", "link.json"] {
            let _ = std::os::unix::fs::symlink("p.json", top.path().join("incidents/conf").join(link));
        }
        run(top.path(), &["build", "--format", "html", "--output", "site"]);
        let mut outputs = Vec::new();
        read_all(&top.path().join("site"), &mut outputs);
        let holds = |word: &str| outputs.iter().any(|(_, text)| text.contains(word));
        assert!(!holds("MARK-p"), "{named}");
        let whole = named.ends_with("conf") || named == "..";
        assert_eq!(outputs.iter().any(|(path, _)| path.ends_with("conf/open.json")), !whole, "{named}");
        fs::remove_dir_all(top.path().join("site")).unwrap();
    }
}
