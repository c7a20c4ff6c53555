//! One of the two states that are compared, reduced to what the audience may see.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rayon::prelude::*;
use serde_json::{Map, Value};

use super::findings::LEVELS;
use crate::finding::{Finding, Weighed, front_matter};
use crate::record::schema::RecordType;
use crate::record::{Audience, Leaf};
use crate::source::{Changes, RECORD_LIMIT, Source};
use crate::time::Zone;
use crate::workspace::{Loaded, Workspace, classify, stem};
use crate::yaml::{Input, value_without};

/// One of the two states: records, findings, and the files that are not the same in the other one.
pub struct Side {
    /// Its records, without what the audience may not see.
    pub workspace: Workspace,
    /// How many findings it has, by level as in [`LEVELS`].
    pub counts: [usize; 3],
    /// Its findings that are not, word by word and at the same place, in the other state.
    pub findings: Vec<Weighed>,
    /// The texts that these findings point into, by path.
    pub texts: BTreeMap<String, String>,
    /// Record files that are missing or otherwise in the other state, by path.
    pub files: BTreeMap<String, File>,
    /// What messages call it: `working tree` or `revision 0123456789ab`.
    pub name: String,
    /// The full id of its commit; nothing for the work tree.
    pub commit: Option<String>,
}

/// A record file that is not the same in the other state.
pub struct File {
    /// Which record it holds.
    pub record: RecordType,
    /// The record's id; the file stem where it cannot be read.
    pub id: String,
    /// Its text.
    pub text: String,
    /// Its fields; `None` where it cannot be read.
    pub value: Option<Value>,
}

/// Two states that can be compared, and what was kept back.
pub struct Sides {
    /// The state before.
    pub base: Side,
    /// The state after.
    pub head: Side,
    /// Files that went away, each with a new one of much the same content.
    pub similar: Vec<(String, String)>,
    /// How many files that differ belong to records that the audience may not see.
    pub withheld: usize,
}

/// A state as it was read.
pub struct Read {
    /// Where it came from.
    pub source: Source,
    /// What it holds.
    pub loaded: Loaded,
    /// Every finding about it.
    pub findings: Vec<Weighed>,
}

/// Reads again the files that differ, and takes out of both states what `audience` may not see in either: what became secret is
/// not told from its past, nor the past of what was published.
pub fn sides(base: Read, head: Read, changes: Changes, audience: Audience) -> Sides {
    let paths: Vec<&str> = changes.files.iter().map(|file| &*file.path).collect();
    let mut files = [&base.source, &head.source].map(|source| texts(source, &paths));
    let secret: BTreeMap<String, String> = [&base, &head]
        .into_iter()
        .flat_map(|read| &read.loaded.workspace.cases)
        .filter(|case| case.audience > audience)
        .map(|case| (case.file.clone(), case.id.to_lowercase()))
        .collect();
    let paths = files.iter().flat_map(BTreeMap::keys);
    let withheld = paths.filter_map(|path| secret.get(path)).collect::<BTreeSet<_>>().len();
    for texts in &mut files {
        texts.retain(|path, _| !secret.contains_key(path));
    }
    let mut fields: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for case in [&base, &head].into_iter().flat_map(|read| &read.loaded.workspace.cases) {
        let said = case.data.visibility.iter().flat_map(|visibility| visibility.fields.iter());
        let hidden = said.filter(|(_, level)| Leaf::get(level).is_none_or(|level| *level > audience));
        let hidden: Vec<String> = hidden.map(|(path, _)| path.to_string()).collect();
        if !hidden.is_empty() {
            fields.entry(case.file.clone()).or_default().extend(hidden);
        }
    }
    let [old, new] = files;
    // A message may quote any field of its record.
    let shown = |file: &str| !secret.contains_key(file) && !fields.contains_key(file);
    let side = |read: Read, texts| {
        let Read { source, loaded: Loaded { mut workspace, .. }, mut findings } = read;
        workspace.keep_visible(audience, &source);
        workspace.cases.retain(|case| !secret.contains_key(&case.file));
        findings.retain(|(finding, _)| files_of(finding).all(shown));
        let counts = LEVELS.map(|level| findings.iter().filter(|(_, other)| *other == level).count());
        let files = read_files(texts, &workspace, &fields);
        let (name, commit) = (source.describe(), source.commit());
        (Side { workspace, counts, findings, texts: BTreeMap::new(), files, name, commit }, source)
    };
    let ((mut base, base_source), (mut head, head_source)) = (side(base, old), side(head, new));
    apart(&mut base.findings, &mut head.findings);
    for (side, source) in [(&mut base, base_source), (&mut head, head_source)] {
        let files: BTreeSet<&str> = side.findings.iter().flat_map(|(finding, _)| files_of(finding)).collect();
        side.texts =
            files.into_iter().filter_map(|file| Some((file.to_owned(), text(&source, file)?))).collect();
    }
    Sides { base, head, similar: changes.similar, withheld }
}

/// The files that a finding is about.
fn files_of(finding: &Finding) -> impl Iterator<Item = &str> {
    let second = finding.second.as_ref().and_then(|label| label.file.as_deref());
    std::iter::once(&*finding.file).chain(second)
}

/// Takes out of both lists what is in both, as often as it is in both.
fn apart(base: &mut Vec<Weighed>, head: &mut Vec<Weighed>) {
    let key = |(finding, level): &Weighed| format!("{level:?}{finding:?}");
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for finding in &*base {
        *known.entry(key(finding)).or_default() += 1;
    }
    let mut take = |finding: &Weighed| match known.get_mut(&key(finding)) {
        Some(left) if *left > 0 => {
            *left -= 1;
            true
        }
        _ => false,
    };
    head.retain(|finding| !take(finding));
    // What no finding of the head has taken.
    base.retain(take);
}

fn read_files(
    texts: BTreeMap<String, String>,
    workspace: &Workspace,
    hidden: &BTreeMap<String, Vec<String>>,
) -> BTreeMap<String, File> {
    let ids = ids(workspace);
    let zone = workspace.policy.zone();
    let files = texts.into_par_iter().filter_map(|(path, text)| {
        let record = classify(&path)?;
        let hidden: Vec<&str> = hidden.get(&path).into_iter().flatten().map(String::as_str).collect();
        let value = fields_of(&path, &text, record, zone, &hidden);
        let id = ids.get(path.as_str()).copied().unwrap_or_else(|| stem(&path)).to_owned();
        Some((path, File { record, id, text, value }))
    });
    files.collect()
}

/// The fields of a file; those of a Markdown runbook are its front matter and its body.
fn fields_of(file: &str, text: &str, record: RecordType, zone: Zone, hidden: &[&str]) -> Option<Value> {
    let read = |text, offset| value_without(Input { file, text, offset, zone: Some(zone) }, record, hidden);
    if Path::new(file).extension().is_none_or(|ending| ending != "md") {
        return read(text, 0);
    }
    let (yaml, offset) = front_matter(text).unwrap_or_default();
    let mut value = if yaml.trim().is_empty() { Value::Object(Map::new()) } else { read(yaml, offset)? };
    value["body"] = text[offset + yaml.len()..].into();
    Some(value)
}

/// The id of every record by its file.
fn ids(workspace: &Workspace) -> BTreeMap<&str, &str> {
    let cases = workspace.cases.iter().map(|record| (&*record.file, &*record.id));
    let services = workspace.services.iter().map(|record| (&*record.file, &*record.id));
    let teams = workspace.teams.iter().map(|record| (&*record.file, &*record.id));
    let runbooks = workspace.runbooks.iter().map(|record| (&*record.file, &*record.id));
    let drills = workspace.drills.iter().map(|record| (&*record.file, &*record.id));
    cases.chain(services).chain(teams).chain(runbooks).chain(drills).collect()
}

/// The texts of the record files among these.
fn texts(source: &Source, paths: &[&str]) -> BTreeMap<String, String> {
    let records = paths.par_iter().filter(|path| classify(path).is_some());
    records.filter_map(|path| Some(((*path).to_owned(), text(source, path)?))).collect()
}

fn text(source: &Source, path: &str) -> Option<String> {
    let bytes = source.list().get(path).and_then(|entry| source.read(entry, RECORD_LIMIT).ok());
    bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}
