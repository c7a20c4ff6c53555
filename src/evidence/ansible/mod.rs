//! Ansible playbooks as ordered steps: what would be done, where, under which condition and at what risk.
//!
//! Arguments are not kept but for a short list (`ansible::risk`): a name, a state, a path. With `no_log` none are.

mod inline;
mod risk;
mod step;
mod task;

use serde::Serialize;
use serde_json::Value;

use super::value::{items, text_at};
pub(super) use inline::{Files, IMPORTED, inline};
pub use risk::Risk;
pub use step::{Branch, Import, Section, Step};

/// A playbook.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Playbook {
    /// Its plays in order.
    pub plays: Vec<Play>,
}

/// One play.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Play {
    /// Its name.
    pub name: Option<String>,
    /// On which hosts.
    pub hosts: String,
    /// How many hosts at a time, as written.
    pub serial: Option<String>,
    /// The playbook that stands in its place, if it is an import.
    pub import: Option<String>,
    /// What is done, in the order in which it is done.
    pub steps: Vec<Step>,
}

/// More steps than this of one playbook are not read.
const MOST: usize = 5_000;

/// More conditions or tags than this of one step are not kept.
const FEW: usize = 50;

/// Whether this is a list of plays.
pub(super) fn is_playbook(value: &Value) -> bool {
    let plays = value.as_array().map_or(&[][..], Vec::as_slice);
    !plays.is_empty() && plays.iter().all(|play| play.get("hosts").is_some() || import(play).is_some())
}

/// Whether this is a list of tasks, which a playbook may include.
pub(super) fn is_tasks(value: &Value) -> bool {
    let tasks = value.as_array().map_or(&[][..], Vec::as_slice);
    !tasks.is_empty() && tasks.iter().all(|task| task.get("block").is_some() || task::module(task).is_some())
}

/// Reads the plays.
pub(super) fn read(value: &Value) -> Playbook {
    let mut left = MOST;
    let plays = value.as_array().into_iter().flatten().map(|value| {
        let mut play = play(value);
        play.steps.truncate(left);
        left -= play.steps.len();
        play
    });
    Playbook { plays: plays.collect() }
}

/// Reads a list of tasks as steps of one section.
pub(super) fn tasks(value: &Value) -> Vec<Step> {
    let mut steps = Vec::new();
    task::steps(value, Section::Tasks, &task::Around::default(), &mut steps);
    steps
}

/// The command that shows what a playbook would change; steps with `check_mode: false` run for real even so.
pub(super) fn try_out(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'/' | b'-');
    let path = if path.starts_with('-') { format!("./{path}") } else { path.to_owned() };
    let quoted = if path.bytes().all(plain) { path } else { format!("'{}'", path.replace('\'', "'\\''")) };
    format!("ansible-playbook {quoted} --check --diff")
}

fn import(play: &Value) -> Option<String> {
    let keys = ["import_playbook", "ansible.builtin.import_playbook", "include"];
    keys.iter().find_map(|key| text_at(play, &[key]))
}

fn play(value: &Value) -> Play {
    let around = task::Around::of(value);
    let mut steps = Vec::new();
    let mut section = |key: &str, section| {
        if let Some(list) = value.get(key) {
            task::steps(list, section, &around, &mut steps);
        }
    };
    section("pre_tasks", Section::PreTasks);
    section("roles", Section::Roles);
    section("tasks", Section::Tasks);
    section("post_tasks", Section::PostTasks);
    section("handlers", Section::Handlers);
    let hosts = match value.get("hosts") {
        Some(Value::Array(_)) => {
            items(value, &["hosts"]).iter().filter_map(super::value::text).collect::<Vec<_>>().join(":")
        }
        _ => text_at(value, &["hosts"]).unwrap_or_default(),
    };
    Play {
        name: text_at(value, &["name"]),
        hosts,
        serial: value.get("serial").and_then(|serial| match serial {
            Value::Array(steps) => {
                Some(steps.iter().filter_map(super::value::text).collect::<Vec<_>>().join(", then "))
            }
            _ => text_at(value, &["serial"]),
        }),
        import: import(value),
        steps,
    }
}
