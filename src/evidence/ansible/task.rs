//! Tasks, blocks and roles into steps.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::risk::{self, Risk};
use super::step::{Branch, Import, Section, Step};
use super::{FEW, MOST};
use crate::evidence::value::{flag, short, text, text_at};

/// Keys of a task that are not its module.
const KEYWORDS: &[&str] = &[
    "action",
    "any_errors_fatal",
    "args",
    "async",
    "become",
    "become_exe",
    "become_flags",
    "become_method",
    "become_user",
    "changed_when",
    "check_mode",
    "collections",
    "connection",
    "debugger",
    "delay",
    "delegate_facts",
    "delegate_to",
    "diff",
    "environment",
    "failed_when",
    "ignore_errors",
    "ignore_unreachable",
    "listen",
    "local_action",
    "loop",
    "loop_control",
    "module_defaults",
    "name",
    "no_log",
    "notify",
    "poll",
    "port",
    "register",
    "remote_user",
    "retries",
    "run_once",
    "sudo",
    "sudo_user",
    "tags",
    "throttle",
    "timeout",
    "until",
    "vars",
    "when",
];

/// What play and blocks say for the tasks in them.
#[derive(Debug, Clone, Default)]
pub(super) struct Around {
    when: Vec<String>,
    tags: Vec<String>,
    real: Option<bool>,
    delegate: Option<String>,
    once: bool,
    silent: bool,
    branch: Branch,
}

impl Around {
    /// Of a play.
    pub(super) fn of(value: &Value) -> Self {
        Self::default().within(value)
    }

    /// With what `value` adds.
    fn within(&self, value: &Value) -> Self {
        let mut around = self.clone();
        around.when.extend(texts(value.get("when")));
        for tag in tags(value.get("tags")) {
            if !around.tags.contains(&tag) {
                around.tags.push(tag);
            }
        }
        around.when.truncate(FEW);
        around.tags.truncate(FEW);
        // A value that only shows when it runs may be either: it is taken to run.
        around.real = value.get("check_mode").map(|mode| flag(mode) == Some(false)).or(around.real);
        around.delegate = text_at(value, &["delegate_to"]).or(around.delegate);
        around.once = value.get("run_once").and_then(flag).unwrap_or(around.once);
        around.silent |= value.get("no_log").is_some_and(|silent| flag(silent) != Some(false));
        around
    }
}

/// The steps of a list of tasks, blocks or roles.
pub(super) fn steps(list: &Value, section: Section, around: &Around, steps: &mut Vec<Step>) {
    for one in list.as_array().into_iter().flatten() {
        if steps.len() >= MOST {
            return;
        }
        match one {
            Value::String(name) => steps.push(role(name, one, &around.clone())),
            Value::Object(_) if section == Section::Roles => {
                let name = text_at(one, &["role"]).or_else(|| text_at(one, &["name"])).unwrap_or_default();
                steps.push(role(&name, one, &around.within(one)));
            }
            Value::Object(map) if map.contains_key("block") => block(one, section, around, steps),
            Value::Object(map) => steps.extend(task(map, one, section, &around.within(one))),
            _ => {}
        }
    }
}

/// A block; it nests no deeper than YAML was allowed to.
fn block(value: &Value, section: Section, around: &Around, out: &mut Vec<Step>) {
    let around = around.within(value);
    for (key, branch) in [("block", around.branch), ("rescue", Branch::Rescue), ("always", Branch::Always)] {
        if let Some(list) = value.get(key) {
            steps(list, section, &Around { branch, ..around.clone() }, out);
        }
    }
}

fn role(name: &str, value: &Value, around: &Around) -> Step {
    let name = short(name);
    let import = (!name.is_empty()).then(|| Import::Role(name.clone()));
    step(Section::Roles, Some(name), "role".into(), String::new(), Risk::Unread, value, around, import)
}

/// The module of a task with its arguments: the one key that is no keyword.
pub(super) fn module(task: &Value) -> Option<(String, Value)> {
    let map = task.as_object()?;
    let local = map.get("action").or_else(|| map.get("local_action"));
    if let Some(action) = local {
        return match action {
            Value::String(line) => {
                let (module, rest) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
                Some((plain(module), pairs(rest)))
            }
            Value::Object(map) => Some((plain(&text_at(action, &["module"])?), Value::Object(map.clone()))),
            _ => None,
        };
    }
    let is_module = |key: &&String| !KEYWORDS.contains(&key.as_str()) && !key.starts_with("with_");
    let name = map.keys().find(is_module)?;
    let arguments = match map.get(name) {
        Some(Value::String(line)) => pairs(line),
        Some(value) => value.clone(),
        None => Value::Null,
    };
    Some((plain(name), arguments))
}

/// Without the collection: `ansible.builtin.command` is `command`.
fn plain(module: &str) -> String {
    short(module.rsplit('.').next().unwrap_or(module))
}

/// `state=absent path=/x`, as old playbooks write arguments; words without `=` are left out.
fn pairs(line: &str) -> Value {
    let pairs = line.split_whitespace().filter_map(|word| word.split_once('='));
    let known = pairs.filter(|(key, _)| key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'));
    let map: Map<String, Value> = known
        .map(|(key, value)| (key.to_owned(), Value::String(value.trim_matches(['"', '\'']).to_owned())))
        .collect();
    Value::Object(map)
}

fn task(map: &Map<String, Value>, value: &Value, section: Section, around: &Around) -> Option<Step> {
    let (module, arguments) = module(value)?;
    let first = map.values().next();
    let import = match module.as_str() {
        "import_tasks" | "include_tasks" | "include" => {
            let file = text_at(&arguments, &["file"]).or_else(|| {
                let written =
                    map.iter().find(|(key, _)| plain(key) == module).map(|(_, value)| value).or(first);
                written.and_then(Value::as_str).and_then(|line| line.split_whitespace().next()).map(short)
            });
            file.map(Import::Tasks)
        }
        // Other tasks than `main` of the role are not followed.
        "import_role" if arguments.get("tasks_from").is_some() => None,
        "import_role" | "include_role" => text_at(&arguments, &["name"]).map(Import::Role),
        _ => None,
    };
    let risk = risk::risk(&module, &arguments, value);
    let shown = if around.silent { String::new() } else { risk::shown(&module, &arguments) };
    let name = text_at(value, &["name"]);
    Some(step(section, name, module, shown, risk, value, around, import))
}

#[expect(clippy::too_many_arguments, reason = "the one place where a step is put together")]
fn step(
    section: Section,
    name: Option<String>,
    module: String,
    arguments: String,
    risk: Risk,
    value: &Value,
    around: &Around,
    import: Option<Import>,
) -> Step {
    let looping = |key: &String| key == "loop" || key.starts_with("with_");
    Step {
        section,
        name,
        module,
        arguments,
        risk,
        when: around.when.clone(),
        tags: around.tags.clone(),
        real: around.real == Some(true),
        delegate: around.delegate.clone(),
        loops: value.as_object().is_some_and(|map| map.keys().any(looping)),
        once: around.once,
        branch: around.branch,
        silent: around.silent,
        import,
    }
}

/// A condition or a list of them.
fn texts(value: Option<&Value>) -> Vec<String> {
    let items = match value {
        Some(Value::Array(items)) => items.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    items.iter().filter_map(text).map(|text| short(&without_literals(&text))).collect()
}

/// A condition about a password or token, without what it is compared with.
fn without_literals(text: &str) -> Cow<'_, str> {
    let lower = text.to_ascii_lowercase();
    if !["passw", "secret", "token", "api_key", "credential"].iter().any(|word| lower.contains(word)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(['"', '\'']) {
        let (before, quoted) = rest.split_at(start);
        out.push_str(before);
        let Some(quote) = quoted.chars().next() else { break };
        let inner = quoted.get(1..).unwrap_or_default();
        let Some(end) = inner.find(quote) else {
            // It never ends: nothing after it is shown.
            rest = "…";
            break;
        };
        out.push(quote);
        if end > 0 {
            out.push('…');
        }
        out.push(quote);
        rest = inner.get(end + 1..).unwrap_or_default();
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// A list of tags, or several in one text.
fn tags(value: Option<&Value>) -> Vec<String> {
    let written = texts(value);
    written
        .iter()
        .flat_map(|text| text.split(','))
        .map(|tag| tag.trim().to_owned())
        .filter(|tag| !tag.is_empty())
        .collect()
}
