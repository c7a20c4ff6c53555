//! How each incident came to be what it is: what every commit changed in its record, as far as readers may know.
//!
//! An incident is followed by its file's stem, wherever the file was. A commit says nothing of its message to anybody
//! where it touched or names a record that they may not read, now or as it was then, or one that holds fields back from
//! them; of a version that they could not read, only that it changed.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use aho_corasick::{AhoCorasick, BuildError};
use rayon::prelude::*;

use super::plan_log::{self, Log};
use crate::record::schema::RecordType;
use crate::record::{Audience, Milestone};
use crate::source::{BlobId, FileStep, RECORD_LIMIT, Source, Step, Trail};
use crate::workspace::{
    Case, Policy, Workspace, classify, hidden_by_itself, meet, people_fields, read_case, stem, written,
};

/// So many commits of one record are told, the newest.
const MOST: usize = 40;

/// What git knows of every incident.
#[derive(Debug, Default)]
pub struct Chronicle {
    /// By the stem of the file in lower case; the newest first.
    entries: BTreeMap<String, Vec<Entry>>,
    /// The history was read to its beginning.
    pub complete: bool,
    /// What changed the recovery plan.
    pub plan: Log,
}

/// One commit that changed a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When it was made, seconds since 1970.
    pub at: i64,
    /// The name of its author; empty where names of people are not told.
    pub author: String,
    /// The first line of its message; `None` where it is not told.
    pub subject: Option<String>,
    /// What it changed of what is followed.
    pub facts: Vec<Fact>,
}

/// Something that a commit changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// The record came to be.
    Created,
    /// Its file was moved.
    Moved,
    /// Its file was taken out.
    Removed,
    /// `status`, `severity` or `review.state`: before and after.
    Field(&'static str, Option<String>, Option<String>),
    /// A time was first written.
    Reached(Milestone),
    /// An amendment of this field was added.
    Amended(String),
}

impl Chronicle {
    /// Reads what a history says, for an audience; `workspace` still holds what they may not see. The public is told nothing.
    pub fn new(source: &Source, workspace: &Workspace, audience: Audience) -> crate::Result<Option<Self>> {
        if audience == Audience::Public {
            return Ok(None);
        }
        let trail = source.trail(|path| is_incident(path) || plan_log::part(path).is_some())?;
        Ok(trail.map(|trail| Self::of_trail(&trail, workspace, audience)))
    }

    fn of_trail(trail: &Trail, workspace: &Workspace, audience: Audience) -> Self {
        let policy = &workspace.policy;
        let versions = Versions::read(trail, policy, audience);
        let silence = Silence::new(workspace, &versions, audience);
        let plan = Log::new(trail, policy, audience, (&silence, &versions));
        let mut chronicle =
            Self { entries: BTreeMap::new(), complete: trail.complete && versions.whole, plan };
        for step in &trail.steps {
            let mut subject = None;
            for (stem, facts) in records(step, &versions, &silence) {
                let entries = chronicle.entries.entry(stem).or_default();
                if entries.len() < MOST {
                    let subject = subject.get_or_insert_with(|| silence.subject(step, &versions)).clone();
                    entries.push(Entry { at: step.at, author: silence.author(step), subject, facts });
                }
            }
        }
        chronicle
    }

    /// The commits that changed the record in a file, the newest first.
    pub fn of(&self, file: &str) -> &[Entry] {
        self.entries.get(&stem(file).to_lowercase()).map_or(&[], Vec::as_slice)
    }
}

/// What is followed of one version of a record.
#[derive(Debug)]
struct Glimpse {
    /// Its id, title and stem in lower case.
    names: Vec<String>,
    /// The audience may read it.
    open: bool,
    /// Fields that are held back from them.
    hidden: Vec<String>,
    /// `status`, `severity`, `review.state`.
    fields: [Option<String>; 3],
    reached: Vec<Milestone>,
    amended: Vec<String>,
}

const FIELDS: [&str; 3] = ["status", "severity", "review.state"];

impl Glimpse {
    fn new(case: &Case, audience: Audience) -> Self {
        let data = &case.data;
        let review = data.review.as_ref().and_then(|review| review.state.as_ref());
        let text = |text: &Option<crate::record::Text>| text.as_deref().map(str::to_owned);
        Self {
            names: names(case),
            open: case.audience <= audience,
            hidden: hidden(case, audience),
            fields: [text(&data.status), text(&data.severity), review.map(|state| state.text().to_owned())],
            reached: Milestone::ALL.iter().copied().filter(|one| written(data, *one).is_some()).collect(),
            amended: data
                .amendments
                .iter()
                .map(|one| one.field.as_deref().unwrap_or_default().to_owned())
                .collect(),
        }
    }
}

/// What a record is or was called, in lower case.
fn names(case: &Case) -> Vec<String> {
    let own = [case.id.as_str(), case.title(), stem(&case.file)].into_iter();
    own.chain(case.data.former_ids.iter().map(|id| &**id)).map(|name| name.trim().to_lowercase()).collect()
}

/// Fields that a record itself holds back from an audience.
fn hidden(case: &Case, audience: Audience) -> Vec<String> {
    hidden_by_itself(case, audience).map(str::to_owned).collect()
}

/// Every version that a commit made or replaced, each read once.
pub(super) struct Versions {
    known: HashMap<BlobId, Option<Glimpse>>,
    /// None was missing from the repository.
    whole: bool,
}

impl Versions {
    fn read(trail: &Trail, policy: &Policy, audience: Audience) -> Self {
        let mut seen = std::collections::HashSet::new();
        let mut wanted: Vec<(BlobId, &str)> = Vec::new();
        for file in trail.steps.iter().flat_map(incidents) {
            let both = [file.old, file.new].into_iter().flatten();
            wanted.extend(both.filter(|blob| seen.insert(*blob)).map(|blob| (blob, file.path.as_str())));
        }
        let read: Vec<(BlobId, Option<Glimpse>, bool)> = wanted
            .into_par_iter()
            .map(|(blob, path)| {
                let bytes = trail.read(blob, RECORD_LIMIT);
                let missing = bytes.is_none();
                let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
                let case = text.and_then(|text| read_case(path, &text, policy));
                (blob, case.map(|case| Glimpse::new(&case, audience)), missing)
            })
            .collect();
        let whole = read.iter().all(|(.., missing)| !missing);
        Self { known: read.into_iter().map(|(blob, glimpse, _)| (blob, glimpse)).collect(), whole }
    }

    fn get(&self, blob: Option<BlobId>) -> Option<&Glimpse> {
        self.known.get(&blob?)?.as_ref()
    }

    /// Both sides of a file where they are there; `None` for one that cannot be read.
    fn sides<'v>(&'v self, file: &FileStep) -> impl Iterator<Item = Option<&'v Glimpse>> {
        [file.old, file.new].into_iter().flatten().map(|blob| self.get(Some(blob)))
    }
}

/// What must not be told.
pub(super) struct Silence {
    /// Ids, titles and stems of records that the audience may not read, now or before.
    names: Option<Result<AhoCorasick, BuildError>>,
    /// Stems of records that are restricted now.
    stems: BTreeSet<String>,
    /// Fields held back now, by stem.
    hidden: BTreeMap<String, Vec<String>>,
    /// Fields that name people, where those are not told.
    people: &'static [&'static str],
    /// Types of records that are withheld as a whole.
    types: Vec<RecordType>,
}

impl Silence {
    fn new(workspace: &Workspace, versions: &Versions, audience: Audience) -> Self {
        let cases = || workspace.cases.iter().map(AsRef::<Case>::as_ref);
        let secret = || cases().filter(|case| case.audience > audience);
        let key = |case: &Case| stem(&case.file).to_lowercase();
        let mut names: BTreeSet<String> = secret().flat_map(self::names).collect();
        for glimpse in versions.known.values().flatten().filter(|glimpse| !glimpse.open) {
            names.extend(glimpse.names.iter().cloned());
        }
        for withheld in workspace.withheld(audience) {
            if withheld.record != RecordType::Incident && withheld.fields.is_none() {
                names.extend([withheld.id, stem(withheld.file)].map(str::to_lowercase));
            }
        }
        names.remove("");
        let hidden = cases().map(|case| (key(case), hidden(case, audience)));
        Self {
            names: (!names.is_empty()).then(|| AhoCorasick::new(&names)),
            stems: secret().map(key).collect(),
            hidden: hidden.filter(|(_, fields)| !fields.is_empty()).collect(),
            people: people_fields(&workspace.policy, RecordType::Incident, audience),
            types: RecordType::ALL
                .into_iter()
                .filter(|of| workspace.policy.audience_of(*of) > audience)
                .collect(),
        }
    }

    /// The author of a commit, where names of people may be told.
    pub(super) fn author(&self, step: &Step) -> String {
        if self.people.is_empty() { step.author.clone() } else { String::new() }
    }

    /// The message of a commit, where it may be told and says something.
    pub(super) fn subject(&self, step: &Step, versions: &Versions) -> Option<String> {
        let quiet = incidents(step).all(|file| {
            let name = stem(&file.path).to_lowercase();
            let open = |side: Option<&Glimpse>| side.is_some_and(|side| side.open && side.hidden.is_empty());
            !self.stems.contains(&name) && !self.hidden.contains_key(&name) && versions.sides(file).all(open)
        });
        let withheld = |file: &FileStep| {
            plan_log::part(&file.path).is_some_and(|(record, _)| self.types.contains(&record))
        };
        let said = quiet && !step.files.iter().any(withheld) && !step.subject.trim().is_empty();
        let named = || match &self.names {
            None => false,
            Some(Ok(names)) => names.is_match(&step.subject.to_lowercase()),
            // Too many to look for: then nothing is told.
            Some(Err(_)) => true,
        };
        (said && !named()).then(|| step.subject.clone())
    }

    /// Whether a field is held back, or something in or around it, now or by one of the versions.
    fn hides(&self, stem: &str, sides: [Option<&Glimpse>; 2], field: &str) -> bool {
        let now = self.hidden.get(stem).into_iter().flatten();
        let then = sides.into_iter().flatten().flat_map(|side| &side.hidden);
        let mut held = now.chain(then).map(String::as_str).chain(self.people.iter().copied());
        held.any(|path| meet(path, field))
    }
}

/// The incidents that a commit changed.
fn incidents(step: &Step) -> impl Iterator<Item = &FileStep> {
    step.files.iter().filter(|file| is_incident(&file.path))
}

/// What a commit changed, record by record.
fn records(step: &Step, versions: &Versions, silence: &Silence) -> Vec<(String, Vec<Fact>)> {
    let mut files: BTreeMap<String, Vec<&FileStep>> = BTreeMap::new();
    for file in incidents(step) {
        files.entry(stem(&file.path).to_lowercase()).or_default().push(file);
    }
    let facts = files.into_iter().map(|(stem, files)| {
        // The same stem gone from one folder and come to another is one record that moved.
        let old = files.iter().find_map(|file| file.old.filter(|_| file.new.is_none() || files.len() == 1));
        let new = files.iter().find_map(|file| file.new.filter(|_| file.old.is_none() || files.len() == 1));
        let moved = files.len() > 1 && old.is_some() && new.is_some();
        let readable = files.iter().flat_map(|file| versions.sides(file)).all(|s| s.is_some_and(|s| s.open));
        if silence.stems.contains(&stem) || !readable {
            return (stem, Vec::new());
        }
        let sides = [versions.get(old), versions.get(new)];
        let mut facts = match (old, new) {
            (None, Some(_)) => vec![Fact::Created],
            (Some(_), None) => vec![Fact::Removed],
            _ if moved => vec![Fact::Moved],
            _ => Vec::new(),
        };
        facts.extend(differences(sides).into_iter().filter(|fact| {
            let hides = |field: &str| silence.hides(&stem, sides, field);
            match fact {
                Fact::Field(field, ..) => !hides(field) && !hides(&format!("{field}_changes")),
                Fact::Reached(milestone) => !hides(&format!("times.{milestone}")),
                Fact::Amended(field) => !hides("amendments") && !hides(field),
                Fact::Created | Fact::Moved | Fact::Removed => true,
            }
        }));
        (stem, facts)
    });
    facts.collect()
}

/// What is followed and differs between two versions.
fn differences(sides: [Option<&Glimpse>; 2]) -> Vec<Fact> {
    let [old, Some(new)] = sides else { return Vec::new() };
    let mut facts = Vec::new();
    for (i, field) in FIELDS.into_iter().enumerate() {
        let (before, after) = (old.and_then(|old| old.fields[i].clone()), new.fields[i].clone());
        if before != after {
            facts.push(Fact::Field(field, before, after));
        }
    }
    let Some(old) = old else { return facts };
    let reached = new.reached.iter().filter(|milestone| !old.reached.contains(milestone));
    facts.extend(reached.map(|milestone| Fact::Reached(*milestone)));
    facts.extend(new.amended.iter().skip(old.amended.len()).cloned().map(Fact::Amended));
    facts
}

/// Whether a file of the folder is the record of an incident.
fn is_incident(path: &str) -> bool {
    classify(path) == Some(RecordType::Incident)
}
