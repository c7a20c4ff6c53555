//! Reads a source into a workspace, on all cores; bad files become findings and the good ones go on.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;

use super::{Case, Names, Policy, Record, Workspace};
use crate::finding::{Finding, Place, front_matter};
use crate::record::schema::RecordType;
use crate::record::{Incident, Plan, Runbook, Settings, Text};
use crate::source::{Entry, Problem, RECORD_LIMIT, SETTINGS, Source};
use crate::time::Zone;
use crate::yaml::{Input, read};

/// A workspace and what went wrong on the way.
pub struct Loaded {
    /// Everything that could be read.
    pub workspace: Workspace,
    /// Findings of the reading itself.
    pub findings: Vec<Finding>,
    /// How many files were read as records.
    pub files: usize,
}

/// Which record a file holds, by its path; `None` for attachments and everything else.
pub fn classify(path: &str) -> Option<RecordType> {
    let (folder, name) = path.split_once('/').unwrap_or(("", path));
    let yaml = [".yaml", ".yml"].iter().any(|end| path.ends_with(end));
    let markdown = path.ends_with(".md");
    match folder {
        "" if path == SETTINGS => Some(RecordType::Settings),
        "" if name == "plan.yaml" => Some(RecordType::Plan),
        "templates" => None,
        "runbooks" if yaml || (markdown && name != "README.md") => Some(RecordType::Runbook),
        _ if !yaml => None,
        "services" => Some(RecordType::Service),
        "teams" => Some(RecordType::Team),
        "drills" => Some(RecordType::Drill),
        _ => Some(RecordType::Incident),
    }
}

enum Read {
    Incident(Incident),
    Service(crate::record::Service),
    Team(crate::record::Team),
    Runbook(Runbook),
    Drill(crate::record::Drill),
    Plan(Plan),
}

/// Reads everything the source lists.
pub fn load(source: &Source) -> Loaded {
    let listing = source.list();
    let mut findings: Vec<Finding> = listing.problems.iter().map(problem).collect();
    let mut files = 0;
    let settings = listing.get(SETTINGS).and_then(|entry| {
        files += 1;
        let (settings, found) =
            one::<Settings>(entry, source.read(entry, RECORD_LIMIT), RecordType::Settings, Zone::UTC);
        findings.extend(found);
        settings.map(|data| Record { file: SETTINGS.into(), id: "postmortem".into(), data })
    });
    let policy = Policy::new(settings.as_ref().map_or(&Settings::default(), |settings| &settings.data));
    let zone = policy.zone();
    let (records, others): (Vec<&Entry>, Vec<&Entry>) = listing
        .entries
        .iter()
        .filter(|entry| entry.path != SETTINGS)
        .partition(|entry| classify(&entry.path).is_some());
    files += records.len();
    let results = source.read_all(&records, RECORD_LIMIT, |entry, bytes| {
        let (read, found) = record(entry, bytes, zone);
        // Boxed: a record is large, and most of the list would otherwise be copied around.
        (read.map(|read| Box::new(link(entry, read, &policy))), found)
    });
    let mut workspace = Workspace {
        policy,
        settings,
        cases: Vec::new(),
        services: Vec::new(),
        teams: Vec::new(),
        runbooks: Vec::new(),
        drills: Vec::new(),
        plan: None,
        files: others.iter().map(|entry| entry.path.clone()).collect(),
        names: Names::default(),
        unread: BTreeSet::new(),
        hidden: BTreeMap::new(),
    };
    for (entry, (linked, found)) in records.iter().zip(results) {
        findings.extend(found);
        match linked.map(|linked| *linked) {
            Some(Linked::Case(case)) => workspace.cases.push(case),
            Some(Linked::Service(service)) => workspace.services.push(service),
            Some(Linked::Team(team)) => workspace.teams.push(team),
            Some(Linked::Runbook(runbook)) => workspace.runbooks.push(runbook),
            Some(Linked::Drill(drill)) => workspace.drills.push(drill),
            Some(Linked::Plan(plan)) => workspace.plan = Some(plan),
            None => {
                workspace.unread.insert(entry.path.clone());
            }
        }
    }
    for finding in &findings {
        if let Some(path) = &finding.hides {
            workspace.hidden.entry(finding.file.clone()).or_default().push(path.clone());
        }
    }
    workspace.names =
        Names::new(&workspace.cases, &workspace.services, &workspace.teams, &workspace.runbooks);
    Loaded { workspace, findings, files }
}

enum Linked {
    Case(Case),
    Service(Record<crate::record::Service>),
    Team(Record<crate::record::Team>),
    Runbook(Record<Runbook>),
    Drill(Record<crate::record::Drill>),
    Plan(Record<Plan>),
}

fn link(entry: &Entry, read: Read, policy: &Policy) -> Linked {
    fn tagged<T>(entry: &Entry, id: Option<Text>, data: T) -> Record<T> {
        Record { file: entry.path.clone(), id: id_or_stem(id, &entry.path), data }
    }
    match read {
        Read::Incident(data) => {
            let id = id_or_stem(data.id.clone(), &entry.path);
            Linked::Case(Case::new(entry.path.clone(), id, data, policy))
        }
        Read::Service(data) => Linked::Service(tagged(entry, data.id.clone(), data)),
        Read::Team(data) => Linked::Team(tagged(entry, data.id.clone(), data)),
        Read::Runbook(data) => Linked::Runbook(tagged(entry, data.id.clone(), data)),
        Read::Drill(data) => Linked::Drill(tagged(entry, data.id.clone(), data)),
        Read::Plan(data) => Linked::Plan(tagged(entry, None, data)),
    }
}

fn id_or_stem(id: Option<Text>, path: &str) -> String {
    id.filter(|id| !id.trim().is_empty()).map_or_else(|| stem(path).to_owned(), |id| id.to_string())
}

/// The file name without folders and ending.
pub(crate) fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn record(entry: &Entry, bytes: Result<Vec<u8>, Problem>, zone: Zone) -> (Option<Read>, Vec<Finding>) {
    fn with<T: DeserializeOwned>(
        entry: &Entry,
        bytes: Result<Vec<u8>, Problem>,
        record: RecordType,
        zone: Zone,
        wrap: impl Fn(T) -> Read,
    ) -> (Option<Read>, Vec<Finding>) {
        let (data, findings) = one(entry, bytes, record, zone);
        (data.map(wrap), findings)
    }
    match classify(&entry.path) {
        Some(record @ RecordType::Incident) => with(entry, bytes, record, zone, Read::Incident),
        Some(record @ RecordType::Service) => with(entry, bytes, record, zone, Read::Service),
        Some(record @ RecordType::Team) => with(entry, bytes, record, zone, Read::Team),
        Some(record @ RecordType::Drill) => with(entry, bytes, record, zone, Read::Drill),
        Some(record @ RecordType::Plan) => with(entry, bytes, record, zone, Read::Plan),
        Some(RecordType::Runbook) if entry.path.ends_with(".md") => markdown_runbook(entry, bytes, zone),
        Some(record @ RecordType::Runbook) => with(entry, bytes, record, zone, Read::Runbook),
        Some(RecordType::Settings) | None => (None, Vec::new()),
    }
}

fn one<T: DeserializeOwned>(
    entry: &Entry,
    bytes: Result<Vec<u8>, Problem>,
    record: RecordType,
    zone: Zone,
) -> (Option<T>, Vec<Finding>) {
    let mut findings = Vec::new();
    let text = match text(&entry.path, bytes) {
        Ok(text) => text,
        Err(finding) => return (None, vec![*finding]),
    };
    let input = Input { file: &entry.path, text: &text, offset: 0, zone };
    let data = read(input, record, &mut findings);
    (data, findings)
}

fn markdown_runbook(
    entry: &Entry,
    bytes: Result<Vec<u8>, Problem>,
    zone: Zone,
) -> (Option<Read>, Vec<Finding>) {
    let mut findings = Vec::new();
    let text = match text(&entry.path, bytes) {
        Ok(text) => text,
        Err(finding) => return (None, vec![*finding]),
    };
    let (mut runbook, body) = match front_matter(&text) {
        Some((yaml, offset)) if !yaml.trim().is_empty() => {
            let input = Input { file: &entry.path, text: yaml, offset, zone };
            let runbook = read(input, RecordType::Runbook, &mut findings);
            let rest = text[offset + yaml.len()..].split_once('\n').map_or("", |(_, rest)| rest);
            (runbook.unwrap_or_default(), rest)
        }
        _ => (Runbook::default(), text.as_str()),
    };
    runbook.body = Some(body.into());
    (Some(Read::Runbook(runbook)), findings)
}

/// The text of a file, or why there is none.
fn text(file: &str, bytes: Result<Vec<u8>, Problem>) -> Result<String, Box<Finding>> {
    let bytes = bytes.map_err(|found| Box::new(problem(&found)))?;
    if bytes.contains(&0) {
        let finding = Finding::new("unreadable", file, Place::File, "the file is binary, not YAML");
        return Err(Box::new(finding.help("move it elsewhere, or give it another ending than `.yaml`")));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..at].iter().filter(|b| **b == b'\n').count() + 1;
        let message = format!("the file is not UTF-8: line {line} holds a byte that is none");
        Box::new(Finding::new("unreadable", file, Place::File, message).help("save it as UTF-8"))
    })
}

fn problem(problem: &Problem) -> Finding {
    Finding::new("unreadable", &problem.path, Place::File, problem.kind.to_string()).help(problem.kind.help())
}
