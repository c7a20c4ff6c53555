//! Puts tasks, roles and playbooks that are imported in the place of the import, where their file is among the evidence.
//!
//! Only what is static: `include_*` is decided while the playbook runs, and stays one step.

use std::rc::Rc;

use super::step::{Branch, Import, Step};
use super::{FEW, MOST, Play, Playbook};

/// Imports within imports, at most.
const DEEP: usize = 8;

/// Plays and steps that the playbooks of one service may import, all together.
pub(in crate::evidence) const IMPORTED: usize = 10 * MOST;

/// What a path holds, if it is among the evidence.
pub(in crate::evidence) trait Files {
    /// The tasks in a file.
    fn tasks(&self, path: &str) -> Option<&[Step]>;
    /// The playbook in a file.
    fn playbook(&self, path: &str) -> Option<&Playbook>;
}

/// The playbook at `path` with its imports written out; `budget` is how many plays and steps may still be imported. What
/// is beyond it, or beyond [`MOST`] for one playbook, stays an import.
pub(in crate::evidence) fn inline(
    path: &str,
    playbook: &Playbook,
    files: &impl Files,
    budget: &mut usize,
) -> Playbook {
    let granted = MOST.min(*budget);
    let mut left = granted;
    let mut plays = Vec::new();
    let here: Rc<str> = folder(path).into();
    let mut todo: Vec<(&Play, Rc<str>, usize)> =
        playbook.plays.iter().rev().map(|play| (play, Rc::clone(&here), 0)).collect();
    while let Some((play, here, deep)) = todo.pop() {
        let path = play.import.as_ref().filter(|_| deep < DEEP).map(|file| joined(&here, file));
        let other = path.and_then(|path| Some((files.playbook(&path)?, path)));
        let cost =
            |playbook: &Playbook| playbook.plays.iter().map(|play| 1 + play.steps.len()).sum::<usize>();
        match other.map(|(other, path)| (other, path, cost(other))).filter(|(.., cost)| *cost <= left) {
            Some((other, path, cost)) => {
                left -= cost;
                let there: Rc<str> = folder(&path).into();
                todo.extend(other.plays.iter().rev().map(|play| (play, Rc::clone(&there), deep + 1)));
            }
            None => plays.push(written_out(play, &here, files, &mut left)),
        }
    }
    *budget -= granted - left;
    Playbook { plays }
}

/// A play with its imports written out; `home` is the folder of its playbook.
fn written_out(play: &Play, home: &Rc<str>, files: &impl Files, left: &mut usize) -> Play {
    let mut steps = Vec::with_capacity(play.steps.len());
    let mut todo: Vec<(Step, Rc<str>, usize)> =
        play.steps.iter().rev().map(|step| (step.clone(), Rc::clone(home), 0)).collect();
    while let Some((step, here, deep)) = todo.pop() {
        let paths = if deep < DEEP { paths(&step, home, &here) } else { Vec::new() };
        let found = paths.into_iter().find_map(|path| Some((files.tasks(&path)?, path)));
        match found.filter(|(tasks, _)| tasks.len() <= *left) {
            Some((tasks, path)) => {
                *left -= tasks.len();
                let there: Rc<str> = folder(&path).into();
                let inner = tasks.iter().rev().map(|inner| within(&step, inner));
                todo.extend(inner.map(|inner| (inner, Rc::clone(&there), deep + 1)));
            }
            None => steps.push(step),
        }
    }
    Play { steps, import: play.import.clone(), ..about(play) }
}

/// A play without its steps.
fn about(play: &Play) -> Play {
    let Play { name, hosts, serial, import: _, steps: _ } = play;
    Play { name: name.clone(), hosts: hosts.clone(), serial: serial.clone(), ..Play::default() }
}

/// Where the tasks that stand in for a step may be: beside the file of the import, else beside the playbook; a role
/// beside the playbook, else beside the role that imports it.
fn paths(step: &Step, home: &str, here: &str) -> Vec<String> {
    match (step.module.as_str(), &step.import) {
        ("import_tasks", Some(Import::Tasks(file))) => vec![joined(here, file), joined(home, file)],
        ("role" | "import_role", Some(Import::Role(role))) => {
            let folders = [joined(home, &format!("roles/{role}")), joined(here, &format!("../../{role}"))];
            let files = ["tasks/main.yml", "tasks/main.yaml"];
            folders.iter().flat_map(|folder| files.map(|file| joined(folder, file))).collect()
        }
        _ => Vec::new(),
    }
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The path of a file from a folder, without detours; it may begin with `../`.
fn joined(folder: &str, file: &str) -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in folder.split('/').chain(file.split('/')).filter(|name| !name.is_empty() && *name != ".") {
        match names.last() {
            Some(last) if name == ".." && *last != ".." => drop(names.pop()),
            _ => names.push(name),
        }
    }
    names.join("/")
}

/// A step as it runs below the import: that one's conditions come first, and its silence and branch hold.
fn within(outer: &Step, inner: &Step) -> Step {
    let mut step = inner.clone();
    step.section = outer.section;
    step.when = outer.when.iter().chain(&inner.when).take(FEW).cloned().collect();
    step.tags.clone_from(&outer.tags);
    step.tags.extend(inner.tags.iter().filter(|tag| !outer.tags.contains(tag)).cloned());
    step.tags.truncate(FEW);
    step.real |= outer.real;
    step.once |= outer.once;
    step.loops |= outer.loops;
    step.silent |= outer.silent;
    if step.silent {
        step.arguments.clear();
    }
    if step.branch == Branch::Main {
        step.branch = outer.branch;
    }
    step.delegate = inner.delegate.clone().or_else(|| outer.delegate.clone());
    step
}
