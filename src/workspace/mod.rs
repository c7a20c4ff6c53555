//! All records of a folder, linked: what was said (the records) turned into what it means.

mod beside;
pub(crate) mod blanks;
mod case;
mod factor;
mod item;
mod lifecycle;
mod load;
mod names;
pub(crate) mod people;
mod policy;
mod replace;
mod strategy;
mod visible;

pub use beside::alerts_of;
pub(crate) use case::written;
pub use case::{Case, Milestones};
pub use factor::{factors, plain};
pub(crate) use item::{read_case, stem};
pub use lifecycle::{State, Transition};
pub use load::{Loaded, catalogue_language, classify, load, load_under};
pub use names::Names;
pub(crate) use policy::PEOPLE;
pub use policy::{Policy, ROLES, SeverityPolicy};
pub use strategy::StrategyPolicy;
pub use visible::Withheld;
pub(crate) use visible::{hidden_by_itself, meet, people as people_fields};

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use crate::alerts::Rules;
use crate::evidence::{Facts, read_all};
use crate::finding::FieldPath;
use crate::record::schema::RecordType;
use crate::record::{Drill, Plan, Runbook, Service, Settings, Team};
use crate::source::{Problem, SideFile};

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
#[derive(Debug, Clone)]
pub struct Workspace {
    /// What the settings mean.
    pub policy: Policy,
    /// The settings as written, if there are any.
    pub settings: Option<Record<Settings>>,
    /// Incidents of every kind, by file.
    pub cases: Vec<Box<Case>>,
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
    /// What records name beside themselves, by the path as written.
    pub beside: BTreeMap<String, Result<Vec<SideFile>, Problem>>,
    /// Files of the folder that are never published: evidence, and links to it.
    withheld: BTreeSet<String>,
    /// What those files hold, read when somebody asks.
    facts: OnceLock<Facts>,
    /// The alerts of the rule files that the settings name.
    pub alerts: Rules,
    /// Types of records of which the readers may see none.
    pub left_out: Vec<RecordType>,
    /// Which name means which record.
    pub names: Names,
    /// Record files of which nothing could be read: their stem is no dangling reference.
    pub unread: BTreeSet<String>,
    /// Fields that were written but could not be read, by file: rules do not ask for them.
    pub hidden: BTreeMap<String, Vec<FieldPath>>,
}

impl Workspace {
    /// What the files that services name as evidence hold, by path; each is read once.
    pub fn facts(&self) -> &Facts {
        self.facts.get_or_init(|| read_all(&self.beside))
    }

    /// How many records were read; the settings are none.
    pub fn records(&self) -> usize {
        self.cases.len()
            + self.services.len()
            + self.teams.len()
            + self.runbooks.len()
            + self.drills.len()
            + usize::from(self.plan.is_some())
    }

    /// Whether a field, or something in or around it, was written but could not be read.
    pub fn hides(&self, file: &str, path: &FieldPath) -> bool {
        let hidden = self.hidden.get(file).map_or(&[][..], Vec::as_slice);
        hidden.iter().any(|lost| lost.steps().iter().zip(path.steps()).all(|(a, b)| a == b))
    }

    /// Whether a record file of this type and stem is there but could not be read.
    pub fn lost(&self, record: RecordType, id: &str) -> bool {
        self.unread.iter().any(|file| classify(file) == Some(record) && stem(file).eq_ignore_ascii_case(id))
    }
}
