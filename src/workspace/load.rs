//! Reads a source into a workspace, on all cores; bad files become findings and the good ones go on.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::item::{hides_readers, item, problem, stem_and_ending, yaml};
use super::{Names, Policy, Record, Workspace};
use memchr::memmem;

use crate::alerts::Rules;
use crate::finding::{Finding, MARK};
use crate::record::Settings;
use crate::record::schema::RecordType;
use crate::source::{Entry, Problem, RECORD_LIMIT, SETTINGS, Source};

/// A workspace and what went wrong on the way.
pub struct Loaded {
    /// Everything that could be read.
    pub workspace: Workspace,
    /// Findings of the reading itself.
    pub findings: Vec<Finding>,
    /// How many files were read as records.
    pub files: usize,
    /// The files that may hold a comment which allows a finding.
    pub marked: BTreeSet<String>,
}

/// Whether the bytes of a file hold the words of a comment which allows a finding.
pub(super) fn marked(bytes: &Result<Vec<u8>, Problem>) -> bool {
    bytes.as_ref().is_ok_and(|bytes| memmem::find(bytes, MARK.as_bytes()).is_some())
}

/// Whether the bytes of the settings say who may read what, readable or not.
fn names_audiences(bytes: &Result<Vec<u8>, Problem>) -> bool {
    bytes.as_ref().is_ok_and(|bytes| memmem::find(bytes, b"isibility").is_some())
}

/// Which record a file holds, by its path; `None` for attachments and everything else.
pub fn classify(path: &str) -> Option<RecordType> {
    let (folder, name) = path.split_once('/').unwrap_or(("", path));
    let ending = stem_and_ending(path).1;
    let yaml = matches!(ending, "yaml" | "yml");
    match folder {
        "" if path == SETTINGS => Some(RecordType::Settings),
        "" if name == "plan.yaml" => Some(RecordType::Plan),
        "templates" | "evidence" | "alerts" => None,
        "runbooks" if yaml || (ending == "md" && name != "README.md") => Some(RecordType::Runbook),
        _ if !yaml => None,
        "services" => Some(RecordType::Service),
        "teams" => Some(RecordType::Team),
        "drills" => Some(RecordType::Drill),
        _ => Some(RecordType::Incident),
    }
}

/// The language of the user's words for the interface, `templates/words.fr.ftl`, by the path of the file.
pub fn catalogue_language(path: &str) -> Option<&str> {
    let language = path.strip_prefix("templates/words.")?.strip_suffix(".ftl")?;
    let is_tag = language
        .split('-')
        .all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    (is_tag && language.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(language)
}

/// Reads everything the source lists.
pub fn load(source: &Source) -> Loaded {
    load_under(source, source.list().get(SETTINGS).map(|entry| source.read(entry, RECORD_LIMIT)))
}

/// Reads everything the source lists, as if its settings were these; none where there is no settings file.
pub fn load_under(source: &Source, settings: Option<Result<Vec<u8>, Problem>>) -> Loaded {
    let listing = source.list();
    let mut findings: Vec<Finding> = listing.problems.iter().map(problem).collect();
    let mut files = 0;
    let mut allowing = BTreeSet::new();
    let mut closed = false;
    let settings = settings.and_then(|bytes| {
        files += 1;
        allowing.extend(marked(&bytes).then(|| SETTINGS.to_owned()));
        let (before, audiences) = (findings.len(), names_audiences(&bytes));
        let settings = yaml::<Settings>(SETTINGS, bytes, RecordType::Settings, None, &mut findings);
        closed = audiences && (settings.is_none() || findings[before..].iter().any(hides_readers));
        settings.map(|data| Record { file: SETTINGS.into(), id: "postmortem".into(), data })
    });
    let policy = Policy::new(settings.as_ref().map_or(&Settings::default(), |settings| &settings.data))
        .closed_where(closed);
    let (records, others): (Vec<&Entry>, Vec<&Entry>) = listing
        .entries
        .iter()
        .filter(|entry| entry.path != SETTINGS)
        .partition(|entry| classify(&entry.path).is_some());
    files += records.len();
    let results = source.read_all(&records, RECORD_LIMIT, |entry, bytes| {
        let mut found = Vec::new();
        let marked = marked(&bytes);
        (item(&entry.path, bytes, &policy, &mut found), found, marked)
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
        beside: BTreeMap::new(),
        withheld: BTreeSet::new(),
        facts: OnceLock::new(),
        alerts: Rules::default(),
        files: others.iter().map(|entry| entry.path.clone()).collect(),
        left_out: Vec::new(),
        names: Names::default(),
        unread: BTreeSet::new(),
        hidden: BTreeMap::new(),
    };
    for (entry, (item, found, marked)) in records.iter().zip(results) {
        allowing.extend(marked.then(|| entry.path.clone()));
        workspace.put(entry.path.clone(), item);
        findings.extend(found);
    }
    workspace.hide(&findings);
    workspace.name();
    workspace.fetch(source, |_| true);
    allowing.extend(workspace.marked_rules());
    Loaded { workspace, findings, files, marked: allowing }
}
