//! One file that a service names: which of the kinds it is, and its facts.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde_json::Value;

use super::{ansible, kubernetes, terraform};
use crate::source::{Problem, SideFile};
use crate::yaml::{Trouble, documents};

/// A file with what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The path from the folder of records.
    pub path: String,
    /// What is in it.
    pub holds: Holds,
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holds {
    /// Kubernetes manifests.
    Kubernetes(kubernetes::Manifests),
    /// A Terraform plan or state.
    Terraform(terraform::Resources),
    /// An Ansible playbook.
    Ansible(ansible::Playbook),
    /// A list of Ansible tasks, which a playbook may include.
    Tasks(Vec<ansible::Step>),
    /// YAML or JSON of another kind: values of a chart, variables of an inventory.
    Other,
    /// It cannot be read: why, and the next step.
    Unreadable(String, String),
}

/// Every file that services name, read, by path.
pub type Facts = BTreeMap<String, File>;

/// Reads every file once, on all cores.
pub(crate) fn read_all(beside: &BTreeMap<String, Result<Vec<SideFile>, Problem>>) -> Facts {
    let files: BTreeMap<&str, &SideFile> =
        beside.values().flatten().flatten().map(|file| (file.path.as_str(), file)).collect();
    files
        .into_par_iter()
        .map(|(path, file)| {
            let holds = match &file.bytes {
                Ok(bytes) => read(path, bytes),
                Err(problem) => unreadable(
                    format!("shows nothing: {}", problem.kind),
                    "mend the file, or take it out of `evidence`",
                ),
            };
            (path.to_owned(), File { path: path.to_owned(), holds })
        })
        .collect()
}

fn unreadable(why: impl Into<String>, help: &str) -> Holds {
    Holds::Unreadable(why.into(), help.to_owned())
}

/// The facts in the bytes of one file.
pub fn read(path: &str, bytes: &[u8]) -> Holds {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return unreadable("is not text in UTF-8", "save it as UTF-8");
    };
    let text = text.trim_start_matches('\u{feff}');
    let json = text.trim_start().starts_with(['{', '[']);
    let named_json = [".json", ".tfstate"].iter().any(|ending| path.ends_with(ending));
    if json && let Ok(value) = serde_json::from_str::<Value>(text) {
        return holds(vec![value]);
    }
    if named_json {
        let error = serde_json::from_str::<Value>(text).err().map(|error| error.to_string());
        let why = format!("is not JSON: {}", error.unwrap_or_default());
        return unreadable(why, "write it with `terraform show -json` or `kubectl get -o json`");
    }
    match documents(text) {
        Ok(documents) => holds(documents),
        Err(_) if is_template(text) => unreadable(
            "is a Helm template, not a manifest",
            "render the chart with `helm template`, and name what that writes",
        ),
        Err(Trouble { line, message }) => {
            unreadable(format!("{message}, in line {line}"), "mend the file, or take it out of `evidence`")
        }
    }
}

/// Whether braces of Go templates are in it: plain YAML takes them for maps, and fails.
fn is_template(text: &str) -> bool {
    text.contains("{{")
        && [".Values", ".Release", ".Chart", "{{-", "{{ include", "{{ template", "{{ if"]
            .iter()
            .any(|mark| text.contains(mark))
}

fn holds(documents: Vec<Value>) -> Holds {
    if kubernetes::is_kubernetes(&documents) {
        return Holds::Kubernetes(kubernetes::read(&documents));
    }
    let [document] = &documents[..] else { return Holds::Other };
    if terraform::is_terraform(document) {
        return match terraform::read(document) {
            Ok(resources) => Holds::Terraform(resources),
            Err(why) => unreadable(why, "write it with `terraform show -json`"),
        };
    }
    if ansible::is_playbook(document) {
        return Holds::Ansible(ansible::read(document));
    }
    if ansible::is_tasks(document) { Holds::Tasks(ansible::tasks(document)) } else { Holds::Other }
}
