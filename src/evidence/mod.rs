//! Evidence from the real infrastructure: what manifests, plans and playbooks show of what a service claims.
//!
//! [`read`] turns the bytes of one file into facts and knows no records; [`shown`] holds the claims of a service
//! against the facts of the files it names. Each claim is supported, contradicted or without evidence, with the
//! address and the attribute that say so. That a service meets its objectives is never concluded from a configuration:
//! only drills and incidents show that.
//!
//! Only what is named in the readers is kept of a file, so that no secret in it can reach an output.

pub mod ansible;
mod claims;
mod cron;
mod file;
pub mod kubernetes;
mod points;
pub mod terraform;
mod value;

pub use claims::{Claim, Proof, Verdict};
pub use cron::longest_gap;
pub(crate) use file::read_all;
pub use file::{Facts, File, Holds, read};
pub use points::{Point, PointKind};

use std::collections::BTreeMap;

use serde::Serialize;

use crate::record::Service;
use crate::source::SideFile;
use crate::workspace::{Record, Workspace};

/// What stands for a value that is not of the kind its attribute has, and is not shown.
const UNREADABLE: &str = "unreadable";

/// What the evidence of one service shows.
#[derive(Debug, Default, Serialize)]
pub struct Shown<'w> {
    /// What it claims, with the verdict, in the order of the record.
    pub claims: Vec<Claim>,
    /// What would take it down alone.
    pub points: Vec<Point>,
    /// Its playbooks, by file.
    pub playbooks: Vec<Rehearsable<'w>>,
    /// Kinds and types in its files that say nothing about recovery, with how many.
    pub unread: BTreeMap<&'w str, usize>,
}

/// A playbook with the command that tries it without changing anything.
#[derive(Debug, Serialize)]
pub struct Rehearsable<'w> {
    /// The file, from the folder of records.
    pub file: &'w str,
    /// `ansible-playbook FILE --check --diff`.
    pub command: String,
    /// Its plays, with what they import where that is among the evidence.
    #[serde(flatten)]
    pub playbook: ansible::Playbook,
}

/// What the evidence of a service shows; nothing where it names none, or none that could be read.
pub fn shown<'w>(workspace: &'w Workspace, record: &'w Record<Service>) -> Shown<'w> {
    let facts = workspace.facts();
    let mut by_path: BTreeMap<&str, &File> = BTreeMap::new();
    for named in &record.data.evidence {
        let there = workspace.beside.get(&**named).and_then(|found| found.as_ref().ok());
        for SideFile { path, .. } in there.into_iter().flatten() {
            by_path.extend(facts.get(path).map(|file| (file.path.as_str(), file)));
        }
    }
    let files: Vec<&File> = by_path.values().copied().collect();
    if files.is_empty() {
        return Shown::default();
    }
    let own = claims::Own::new(&record.id, &record.data, &files);
    let mut budget = ansible::IMPORTED;
    let playbooks = files.iter().filter_map(|file| match &file.holds {
        Holds::Ansible(playbook) => {
            let playbook = ansible::inline(&file.path, playbook, &by_path, &mut budget);
            Some(Rehearsable { file: &file.path, command: ansible::try_out(&file.path), playbook })
        }
        _ => None,
    });
    Shown {
        claims: claims::claims(&record.data, &own),
        points: points::points(&own),
        playbooks: playbooks.collect(),
        unread: unread(&files),
    }
}

fn unread<'w>(files: &[&'w File]) -> BTreeMap<&'w str, usize> {
    let mut unread = BTreeMap::new();
    for file in files {
        let kinds = match &file.holds {
            Holds::Kubernetes(found) => &found.unread,
            Holds::Terraform(found) => &found.unread,
            _ => continue,
        };
        for (kind, count) in kinds {
            *unread.entry(kind.as_str()).or_default() += count;
        }
    }
    unread
}

impl ansible::Files for BTreeMap<&str, &File> {
    fn tasks(&self, path: &str) -> Option<&[ansible::Step]> {
        match &self.get(path)?.holds {
            Holds::Tasks(steps) => Some(steps),
            _ => None,
        }
    }

    fn playbook(&self, path: &str) -> Option<&ansible::Playbook> {
        match &self.get(path)?.holds {
            Holds::Ansible(playbook) => Some(playbook),
            _ => None,
        }
    }
}

/// Seconds of a duration as Go writes it: `720h0m0s`, `1.5h`, `90s`.
fn go_duration(text: &str) -> Option<i64> {
    let mut rest = text;
    let mut total = 0.0;
    if rest == "0" {
        return Some(0);
    }
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let (number, more) = rest.split_at(digits);
        let letters = more.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(more.len());
        let (unit, more) = more.split_at(letters);
        total += number.parse::<f64>().ok()?
            * match unit {
                "h" => 3_600.0,
                "m" => 60.0,
                "s" => 1.0,
                "ms" => 0.001,
                _ => return None,
            };
        rest = more;
    }
    #[expect(clippy::cast_possible_truncation, reason = "checked against 10,000 years")]
    (total > 0.0 && total < 3.2e11 || text.starts_with('0')).then_some(total as i64)
}
