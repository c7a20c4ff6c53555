//! How much harm a step may do, and the few arguments that are shown of it.

use serde::Serialize;
use serde_json::Value;

use crate::evidence::value::{flag, text, text_at};

/// How much harm a step may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Risk {
    /// It looks, checks or computes.
    ReadOnly,
    /// It changes something.
    Mutating,
    /// It removes or stops something, or runs a command that nobody said changes nothing.
    Destructive,
    /// A role or file decides that is not here.
    Unread,
}

impl Risk {
    /// Its name in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::ReadOnly => "read-only",
            Self::Mutating => "mutating",
            Self::Destructive => "destructive",
            Self::Unread => "unread",
        }
    }
}

/// Modules that change nothing on a host.
const READING: &[&str] = &[
    "add_host",
    "assert",
    "async_status",
    "debug",
    "fail",
    "find",
    "gather_facts",
    "getent",
    "group_by",
    "include_vars",
    "meta",
    "pause",
    "ping",
    "service_facts",
    "set_fact",
    "set_stats",
    "setup",
    "slurp",
    "stat",
    "validate_argument_spec",
    "wait_for",
    "wait_for_connection",
    "win_ping",
    "win_stat",
];

/// Modules that run whatever they are given.
const COMMANDS: &[&str] =
    &["command", "expect", "raw", "script", "shell", "win_command", "win_shell", "win_powershell"];

const ROLES: &[&str] = &["role", "include_role", "import_role", "include_tasks", "import_tasks", "include"];

/// Arguments that are shown, of any module: they say what is touched and never hold a secret by their meaning.
const SHOWN: [&str; 7] = ["state", "enabled", "path", "dest", "tasks_from", "minutes", "seconds"];

/// Modules whose `name` is that of a service, a package, a unit or a role.
const NAMING: &[&str] = &[
    "apt",
    "dnf",
    "import_role",
    "include_role",
    "package",
    "service",
    "systemd",
    "systemd_service",
    "yum",
    "win_service",
];

/// The class of a module with these arguments.
pub(super) fn risk(module: &str, arguments: &Value, task: &Value) -> Risk {
    let argument = |key: &str| text_at(arguments, &[key]);
    let unchanged = task.get("changed_when").and_then(flag) == Some(false);
    if ROLES.contains(&module) {
        return Risk::Unread;
    }
    if READING.contains(&module) || module.ends_with("_facts") || module.ends_with("_info") {
        return Risk::ReadOnly;
    }
    if COMMANDS.contains(&module) {
        return if unchanged { Risk::ReadOnly } else { Risk::Destructive };
    }
    if module == "uri" {
        return match argument("method").as_deref().map(str::to_ascii_uppercase).as_deref() {
            None | Some("GET" | "HEAD" | "OPTIONS") => Risk::ReadOnly,
            Some("DELETE") => Risk::Destructive,
            Some(_) if unchanged => Risk::ReadOnly,
            Some(_) => Risk::Mutating,
        };
    }
    match argument("state").as_deref() {
        Some("absent" | "stopped" | "killed" | "removed" | "purged" | "poweredoff" | "shutdown") => {
            Risk::Destructive
        }
        _ if matches!(module, "reboot" | "parted" | "filesystem" | "lvol" | "lvg" | "win_reboot") => {
            Risk::Destructive
        }
        _ => Risk::Mutating,
    }
}

/// The arguments that are shown, as `key=value`; of commands none, whose text may hold anything.
pub(super) fn shown(module: &str, arguments: &Value) -> String {
    if COMMANDS.contains(&module) {
        return String::new();
    }
    let named = NAMING.contains(&module).then_some("name").into_iter();
    let keys = named.chain(SHOWN);
    let pairs = keys.filter_map(|key| {
        let value = arguments.get(key).and_then(text)?;
        let value = crate::evidence::value::short(&value);
        // What follows a `?` may be a key to what is fetched.
        Some(format!("{key}={}", value.split_once('?').map_or(value.as_str(), |(before, _)| before)))
    });
    pairs.collect::<Vec<_>>().join(" ")
}
