//! The newest changes of what the recovery plan is made from, as far as readers may know.

use super::chronicle::{Silence, Versions};
use crate::record::Audience;
use crate::record::schema::RecordType;
use crate::source::Trail;
use crate::workspace::{Policy, classify};

/// So many commits are told.
const MOST: usize = 20;

/// A commit that changed something of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// Its id, in full.
    pub id: String,
    /// When it was made, seconds since 1970.
    pub at: i64,
    /// The name of its author; empty where names of people are not told.
    pub author: String,
    /// The first line of its message; `None` where it is not told.
    pub subject: Option<String>,
    /// What it changed: `plan.yaml`, or folders.
    pub paths: Vec<&'static str>,
}

/// The newest changes of the plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Log {
    /// The newest first.
    pub commits: Vec<Commit>,
    /// There are none before these: the history was read to its beginning.
    pub complete: bool,
}

/// The part of the plan that a file is of.
pub(super) fn part(path: &str) -> Option<(RecordType, &'static str)> {
    let record = classify(path)?;
    let part = match record {
        RecordType::Plan => "plan.yaml",
        RecordType::Service => "services",
        RecordType::Team => "teams",
        RecordType::Runbook => "runbooks",
        RecordType::Drill => "drills",
        RecordType::Incident | RecordType::Settings => return None,
    };
    Some((record, part))
}

impl Log {
    pub(super) fn new(
        trail: &Trail,
        policy: &Policy,
        audience: Audience,
        (silence, versions): (&Silence, &Versions),
    ) -> Self {
        let told = |path: &str| part(path).filter(|(record, _)| policy.audience_of(*record) <= audience);
        let mut commits = trail.steps.iter().filter_map(|step| {
            let mut paths: Vec<&str> =
                step.files.iter().filter_map(|file| told(&file.path)).map(|(_, part)| part).collect();
            paths.sort_unstable();
            paths.dedup();
            (!paths.is_empty()).then(|| Commit {
                id: step.id.clone(),
                at: step.at,
                author: silence.author(step),
                subject: silence.subject(step, versions),
                paths,
            })
        });
        let newest: Vec<Commit> = commits.by_ref().take(MOST).collect();
        Self { complete: trail.complete && commits.next().is_none(), commits: newest }
    }
}
