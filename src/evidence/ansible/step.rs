//! One step of a playbook.

use serde::Serialize;

use super::Risk;

/// The part of a play a step stands in, in the order in which they run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// `pre_tasks`.
    PreTasks,
    /// `roles`.
    Roles,
    /// `tasks`.
    Tasks,
    /// `post_tasks`.
    PostTasks,
    /// `handlers`: run after each part, those that were notified.
    Handlers,
}

impl Section {
    /// As a play writes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::PreTasks => "pre_tasks",
            Self::Roles => "roles",
            Self::Tasks => "tasks",
            Self::PostTasks => "post_tasks",
            Self::Handlers => "handlers",
        }
    }
}

/// When a step of a block runs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Branch {
    /// As part of the work.
    #[default]
    Main,
    /// Only if a step of the block failed.
    Rescue,
    /// Whatever happened.
    Always,
}

/// Another file whose tasks stand in for the step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Import {
    /// A list of tasks, by its path.
    Tasks(String),
    /// A role, by its name.
    Role(String),
}

/// One step.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Where in the play.
    pub section: Section,
    /// Its name, or the name of the role.
    pub name: Option<String>,
    /// The module without its collection; `role` for a role of the play.
    pub module: String,
    /// The few arguments that are kept: `state=absent path=/var/lib/x`.
    pub arguments: String,
    /// How much harm it may do.
    pub risk: Risk,
    /// Conditions, outermost first; all must hold.
    pub when: Vec<String>,
    /// Tags of play, blocks and step.
    pub tags: Vec<String>,
    /// `check_mode: false`: it runs for real even with `--check`.
    pub real: bool,
    /// The host it is done on instead of those of the play.
    pub delegate: Option<String>,
    /// Once for each item of a list.
    pub loops: bool,
    /// On one host only.
    pub once: bool,
    /// Part of a rescue or an always.
    pub branch: Branch,
    /// `no_log`: no argument of it is shown, nor of what it imports.
    #[serde(skip)]
    pub silent: bool,
    /// What stands in for it.
    pub import: Option<Import>,
}

impl Step {
    /// Its name, else `module: arguments`.
    pub fn title(&self) -> String {
        match &self.name {
            Some(name) => name.clone(),
            None if self.arguments.is_empty() => self.module.clone(),
            None => format!("{}: {}", self.module, self.arguments),
        }
    }
}
