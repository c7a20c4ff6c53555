//! Puts tasks, roles and playbooks that are imported in the place of the import, where their file is among the evidence.
//!
//! Only what is static: `include_*` is decided while the playbook runs, and stays one step.

use super::step::{Import, Step};
use super::{MOST, Play, Playbook};

/// Imports within imports, at most.
const DEEP: usize = 8;

/// What a path holds, if it is among the evidence.
pub(in crate::evidence) trait Files {
    /// The tasks in a file.
    fn tasks(&self, path: &str) -> Option<&[Step]>;
    /// The playbook in a file.
    fn playbook(&self, path: &str) -> Option<&Playbook>;
}

/// The playbook at `path` with its imports written out.
pub(in crate::evidence) fn inline(path: &str, playbook: &Playbook, files: &impl Files) -> Playbook {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut plays = Vec::new();
    for play in &playbook.plays {
        match play.import.as_ref().and_then(|file| files.playbook(&beside(folder, file))) {
            // Written out once: an import in it stays as it is.
            Some(other) => plays.extend(other.plays.iter().cloned()),
            None => plays.push(play.clone()),
        }
    }
    for play in &mut plays {
        for _ in 0..DEEP {
            if !write_out(play, folder, files) {
                break;
            }
        }
    }
    Playbook { plays }
}

/// Writes the imports out once; whether there were any.
fn write_out(play: &mut Play, folder: &str, files: &impl Files) -> bool {
    let mut found = false;
    let mut steps = Vec::with_capacity(play.steps.len());
    for step in std::mem::take(&mut play.steps) {
        let tasks = path(&step, folder).and_then(|path| files.tasks(&path));
        match tasks.filter(|tasks| steps.len() + tasks.len() <= MOST) {
            Some(tasks) => {
                found = true;
                steps.extend(tasks.iter().map(|inner| within(&step, inner)));
            }
            None => steps.push(step),
        }
    }
    play.steps = steps;
    found
}

/// The file whose tasks stand in for a step.
fn path(step: &Step, folder: &str) -> Option<String> {
    match (step.module.as_str(), step.import.as_ref()?) {
        ("import_tasks", Import::Tasks(file)) => Some(beside(folder, file)),
        ("role", Import::Role(role)) => Some(beside(folder, &format!("roles/{role}/tasks/main.yml"))),
        _ => None,
    }
}

fn beside(folder: &str, file: &str) -> String {
    if folder.is_empty() { file.to_owned() } else { format!("{folder}/{file}") }
}

/// A step as it runs below the import: that one's conditions come first.
fn within(outer: &Step, inner: &Step) -> Step {
    let mut step = inner.clone();
    step.section = outer.section;
    step.when = outer.when.iter().chain(&inner.when).cloned().collect();
    step.tags = outer.tags.clone();
    step.tags.extend(inner.tags.iter().filter(|tag| !outer.tags.contains(tag)).cloned());
    step.real |= outer.real;
    step.once |= outer.once;
    step.loops |= outer.loops;
    step.delegate = inner.delegate.clone().or_else(|| outer.delegate.clone());
    step
}
