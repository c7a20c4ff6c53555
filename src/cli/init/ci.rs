//! `postmortem init --ci`: the jobs that check every change and publish the site.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

/// Where changes are checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Ci {
    /// GitHub Actions and Pages.
    Github,
    /// GitLab CI and Pages.
    Gitlab,
}

/// A file to write, from the top of the repository.
pub(super) struct Job {
    pub(super) path: &'static str,
    text: &'static str,
}

const GITHUB: Job = Job { path: ".github/workflows/incidents.yml", text: include_str!("github.yml") };
const GITLAB: Job = Job { path: ".gitlab/postmortem.yml", text: include_str!("gitlab.yml") };
const INCLUDE: Job = Job { path: ".gitlab-ci.yml", text: "include:\n  - local: .gitlab/postmortem.yml\n" };

/// Stands in the workflow until this package knows its repository.
const UNKNOWN_ACTION: &str = "OWNER/postmortem";

/// The repository that holds the action.
fn action() -> &'static str {
    env!("CARGO_PKG_REPOSITORY").strip_prefix("https://github.com/").unwrap_or(UNKNOWN_ACTION)
}

/// What is written for a system, and the next step. A pipeline that is there already stays as it is.
pub(super) fn jobs(ci: Ci, top: &Path) -> (Vec<Job>, String) {
    match ci {
        Ci::Github if action() == UNKNOWN_ACTION => (
            vec![GITHUB],
            format!(
                "in `{}`, put the repository with postmortem's action.yml in place of `{UNKNOWN_ACTION}`; commit it",
                GITHUB.path
            ),
        ),
        Ci::Github => {
            (vec![GITHUB], "commit it, then switch GitHub Pages on if the site may be read there".into())
        }
        Ci::Gitlab if top.join(INCLUDE.path).exists() => (
            vec![GITLAB],
            format!("add `include: [{{local: {}}}]` to `{}`, then commit both", GITLAB.path, INCLUDE.path),
        ),
        Ci::Gitlab => {
            (vec![GITLAB, INCLUDE], "commit them, then look who may read the project's pages".into())
        }
    }
}

impl Job {
    /// The file for records in the folder `root`, as seen from the top of the repository.
    pub(super) fn text(&self, root: &str) -> String {
        // JSON's strings are YAML's: a folder may be called anything.
        let root = serde_json::Value::from(root).to_string();
        self.text
            .replace("ACTION@", &format!("{}@", action()))
            .replace("VERSION", env!("CARGO_PKG_VERSION"))
            .replace("POSTMORTEM_ROOT: ROOT", &format!("POSTMORTEM_ROOT: {root}"))
    }
}

/// The top of the repository around a folder; the folder itself where there is none.
pub(super) fn top(directory: &Path) -> PathBuf {
    directory.ancestors().find(|at| at.join(".git").exists()).unwrap_or(directory).to_owned()
}
