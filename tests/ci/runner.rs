//! Runs action.yml the way a runner does, in a local shell without a network: expressions are evaluated from a table,
//! steps run with bash, `gh` and `curl` are small programs that keep what they were sent.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

use crate::release::{TARGET, release};
use crate::repository::Repository;
use crate::{own, printed, yaml};

/// A value of an expression.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// What is not there, as the pull request of a push.
    Null,
    Flag(bool),
    Text(String),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl Value {
    fn holds(&self) -> bool {
        match self {
            Self::Null => false,
            Self::Flag(flag) => *flag,
            Self::Text(text) => !text.is_empty(),
        }
    }

    fn text(self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Flag(flag) => flag.to_string(),
            Self::Text(text) => text,
        }
    }
}

/// One machine, its work tree and the pull request it works for.
pub(crate) struct Runner<'r> {
    repository: &'r Repository,
    /// Fake programs, releases, comments and what the runner hands to steps.
    home: TempDir,
    /// Names that expressions may use.
    context: BTreeMap<String, Value>,
    /// Environment of every step beside its own.
    pub(crate) environment: BTreeMap<&'static str, String>,
}

/// What a run left.
pub(crate) struct Outcome {
    pub(crate) code: i32,
    pub(crate) log: String,
    /// The run's summary.
    pub(crate) summary: String,
    /// Other actions that were used, with their inputs.
    pub(crate) uses: Vec<(String, BTreeMap<String, String>)>,
}

const CURL: &str = r#"#!/usr/bin/env bash
while (($#)); do case $1 in --output) out=$2; shift;; https:*) url=$1;; esac; shift; done
echo "$url" >>"$FAKE/curl.log"
cp "$FAKE/releases/${url##*/}" "$out" 2>/dev/null || exit 22
"#;

const GH: &str = r#"#!/usr/bin/env bash
echo "$*" >>"$FAKE/gh.log"
method=GET
while (($#)); do
  case $1 in
    --method) method=$2; shift ;;
    --jq) filter=$2; shift ;;
    --field) body=${2#body=@}; shift ;;
    repos/*) path=$1 ;;
  esac
  shift
done
[[ $GH_TOKEN == the-token ]] || exit 4
[[ $method == GET || ! -e $FAKE/read-only ]] || { echo 'Resource not accessible by integration (HTTP 403)' >&2; exit 1; }
change() { jq "$@" "$FAKE/comments.json" >"$FAKE/new.json" && mv "$FAKE/new.json" "$FAKE/comments.json"; }
case $method-$path in
  GET-repos/acme/shop/issues/7/comments*) jq -r "$filter" "$FAKE/comments.json" ;;
  POST-repos/acme/shop/issues/7/comments) change --rawfile body "$body" '. + [{id: 101, user: {type: "Bot"}, body: $body}]' ;;
  PATCH-repos/acme/shop/issues/comments/*) change --rawfile body "$body" --argjson id "${path##*/}" 'map(if .id == $id then .body = $body else . end)' ;;
  *) exit 5 ;;
esac
"#;

impl<'r> Runner<'r> {
    /// For a pull request of the repository itself; `github.event_name` and the rest can be set otherwise.
    pub(crate) fn new(repository: &'r Repository) -> Self {
        let home = tempfile::tempdir().unwrap();
        let at = |name: &str| home.path().join(name);
        for folder in ["bin", "releases", "temp"] {
            fs::create_dir(at(folder)).unwrap();
        }
        for (name, text) in [("gh", GH), ("curl", CURL)] {
            let text = text.replace("$FAKE", home.path().to_str().unwrap());
            fs::write(at("bin").join(name), text).unwrap();
            make_executable(&at("bin").join(name));
        }
        let first = r#"[{"id": 9, "user": {"type": "User"}, "body": "<!-- postmortem diff -->\nnot ours"}]"#;
        fs::write(at("comments.json"), first).unwrap();
        for file in [format!("postmortem-{TARGET}.tar.gz"), "SHA256SUMS".to_owned()] {
            fs::copy(release().join(&file), at("releases").join(&file)).unwrap();
        }
        let mut runner = Self { repository, home, context: BTreeMap::new(), environment: BTreeMap::new() };
        for (name, input) in yaml("action.yml")["inputs"].as_mapping().unwrap() {
            runner.set(
                &format!("inputs.{}", name.as_str().unwrap()),
                input["default"].as_str().unwrap().into(),
            );
        }
        runner.set("github.action_repository", "tools/postmortem".into());
        runner.set("github.repository", "acme/shop".into());
        runner.set("github.token", "the-token".into());
        runner.event("pull_request");
        runner.set("github.event.pull_request.number", "7".into());
        runner.set("github.event.pull_request.head.repo.fork", Value::Flag(false));
        runner.set("github.event.merge_group.base_sha", Value::Null);
        runner.environment.insert("GITHUB_BASE_REF", "main".into());
        runner
    }

    /// A name that expressions may use.
    pub(crate) fn set(&mut self, name: &str, value: Value) {
        self.context.insert(name.into(), value);
    }

    pub(crate) fn event(&mut self, name: &str) {
        self.set("github.event_name", name.into());
        self.environment.insert("GITHUB_EVENT_NAME", name.into());
        if name != "pull_request" {
            self.environment.insert("GITHUB_BASE_REF", String::new());
            self.set("github.event.pull_request.number", Value::Null);
            self.set("github.event.pull_request.head.repo.fork", Value::Null);
        }
    }

    /// A file beside the work tree: `releases/…`, `comments.json`, `gh.log`, `curl.log`, `temp/…`, `read-only`.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.file(name)).unwrap_or_default()
    }

    pub(crate) fn comments(&self) -> Vec<(u64, String)> {
        let comments: serde_json::Value = serde_json::from_str(&self.read("comments.json")).unwrap();
        let of =
            |it: &serde_json::Value| (it["id"].as_u64().unwrap(), it["body"].as_str().unwrap().to_owned());
        comments.as_array().unwrap().iter().map(of).collect()
    }

    /// Runs the action once.
    pub(crate) fn run(&mut self) -> Outcome {
        let mut outcome = Outcome { code: 0, log: String::new(), summary: String::new(), uses: Vec::new() };
        let mut path = format!("{}:{}", self.file("bin").display(), path_without_postmortem());
        fs::write(self.file("summary"), "").unwrap();
        for step in yaml("action.yml")["runs"]["steps"].as_sequence().unwrap() {
            let texts = |part: &str| -> Vec<(String, String)> {
                let fields = step[part].as_mapping().into_iter().flatten();
                fields
                    .map(|(key, text)| (key.as_str().unwrap().into(), self.filled(text.as_str().unwrap())))
                    .collect()
            };
            if step.get("if").is_some_and(|condition| !self.value(inner(condition.as_str().unwrap())).holds())
            {
                continue;
            }
            if let Some(action) = step["uses"].as_str() {
                outcome.uses.push((action.into(), texts("with").into_iter().collect()));
                continue;
            }
            assert_eq!(step["shell"], "bash");
            fs::write(self.file("step.sh"), step["run"].as_str().unwrap()).unwrap();
            for name in ["output", "path"] {
                fs::write(self.file(name), "").unwrap();
            }
            let output = Command::new("bash")
                .args(["--noprofile", "--norc", "-eo", "pipefail"])
                .arg(self.file("step.sh"))
                .current_dir(self.repository.path())
                .env_clear()
                .env("PATH", &path)
                .env("HOME", self.home.path())
                .env("SOURCE_DATE_EPOCH", "1795305600")
                .env("GITHUB_ACTION_PATH", own(""))
                .env("GITHUB_SERVER_URL", "https://github.com")
                .env("GITHUB_REPOSITORY", "acme/shop")
                .env("GITHUB_OUTPUT", self.file("output"))
                .env("GITHUB_PATH", self.file("path"))
                .env("GITHUB_STEP_SUMMARY", self.file("summary"))
                .env("RUNNER_TEMP", self.file("temp"))
                .env("RUNNER_OS", "Linux")
                .env("RUNNER_ARCH", "X64")
                .envs(&self.environment)
                .envs(texts("env"))
                .output()
                .unwrap();
            outcome.log += &printed(&output);
            for line in self.read("path").lines() {
                path = format!("{line}:{path}");
            }
            for (name, value) in self.read("output").lines().filter_map(|line| line.split_once('=')) {
                let id = step["id"].as_str().unwrap();
                self.set(&format!("steps.{id}.outputs.{name}"), value.into());
            }
            if !output.status.success() && step["continue-on-error"] != true {
                outcome.code = output.status.code().unwrap();
                break;
            }
        }
        outcome.summary = self.read("summary");
        outcome
    }

    /// A text with its expressions.
    fn filled(&self, text: &str) -> String {
        if text.starts_with("${{") { self.value(inner(text)).text() } else { text.to_owned() }
    }

    /// The part of the language that action.yml uses: names, `!`, `== 'text'`, `&&`, `||`.
    fn value(&self, expression: &str) -> Value {
        if let Some((left, right)) = expression.split_once("||") {
            let left = self.value(left);
            return if left.holds() { left } else { self.value(right) };
        }
        if let Some((left, right)) = expression.split_once("&&") {
            let left = self.value(left);
            return if left.holds() { self.value(right) } else { left };
        }
        if let Some((left, right)) = expression.split_once("==") {
            let literal = right.trim().strip_prefix('\'').and_then(|text| text.strip_suffix('\'')).unwrap();
            return Value::Flag(self.value(left) == literal.into());
        }
        let name = expression.trim();
        if let Some(name) = name.strip_prefix('!') {
            return Value::Flag(!self.value(name).holds());
        }
        match self.context.get(name) {
            Some(value) => value.clone(),
            // A step that was left out, or said nothing.
            None if name.starts_with("steps.sarif.outputs.") => Value::Null,
            None => panic!("the table has no `{name}`"),
        }
    }
}

/// What stands between `${{` and `}}`.
fn inner(text: &str) -> &str {
    text.strip_prefix("${{")
        .and_then(|rest| rest.strip_suffix("}}"))
        .unwrap_or_else(|| panic!("not one expression: {text}"))
}

pub(crate) fn make_executable(path: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

fn path_without_postmortem() -> String {
    let path = std::env::var("PATH").unwrap();
    let lacks = |folder: &&str| !std::path::Path::new(folder).join("postmortem").exists();
    path.split(':').filter(lacks).collect::<Vec<_>>().join(":")
}
