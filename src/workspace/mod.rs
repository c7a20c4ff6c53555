//! All records of a folder, linked: what was said (the records) turned into what it means.

mod case;
mod lifecycle;
mod load;
mod names;
mod policy;
mod visible;

pub(crate) use case::written;
pub use case::{Case, Milestones};
pub use lifecycle::{State, Transition};
pub(crate) use load::stem;
pub use load::{Loaded, classify, load};
pub use names::Names;
pub use policy::{Policy, ROLES, SeverityPolicy};

use std::collections::BTreeSet;

use crate::record::{Drill, Plan, Runbook, Service, Settings, Team};

/// A record with its file and id.
#[derive(Debug, Clone)]
pub struct Record<T> {
    /// The file, relative to the folder read.
    pub file: String,
    /// The id: as written, else the file stem.
    pub id: String,
    /// What the file says.
    pub data: T,
}

/// Everything read from one folder.
#[derive(Debug)]
pub struct Workspace {
    /// What the settings mean.
    pub policy: Policy,
    /// The settings as written, if there are any.
    pub settings: Option<Record<Settings>>,
    /// Incidents of every kind, by file.
    pub cases: Vec<Case>,
    /// The catalogue, by file.
    pub services: Vec<Record<Service>>,
    /// Teams, by file.
    pub teams: Vec<Record<Team>>,
    /// Runbooks, by file.
    pub runbooks: Vec<Record<Runbook>>,
    /// Drills, by file.
    pub drills: Vec<Record<Drill>>,
    /// The plan.
    pub plan: Option<Record<Plan>>,
    /// Every other file: attachments, if a record links to them.
    pub files: BTreeSet<String>,
    /// Which name means which record.
    pub names: Names,
}

impl Workspace {
    /// How many records were read.
    pub fn records(&self) -> usize {
        self.cases.len()
            + self.services.len()
            + self.teams.len()
            + self.runbooks.len()
            + self.drills.len()
            + usize::from(self.plan.is_some())
            + usize::from(self.settings.is_some())
    }
}
