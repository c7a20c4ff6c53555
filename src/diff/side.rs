//! One of the two states that are compared, reduced to what the audience may see.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde_json::{Map, Value};

use crate::finding::{Finding, Weighed, front_matter};
use crate::record::schema::RecordType;
use crate::record::{Audience, Leaf};
use crate::source::{RECORD_LIMIT, Source};
use crate::time::Zone;
use crate::workspace::{Loaded, Workspace, classify, stem};
use crate::yaml::{Input, value_without};

/// One of the two states: records, findings, and the files that are not the same in the other one.
pub struct Side {
    /// Its records, without what the audience may not see.
    pub workspace: Workspace,
    /// Its findings about them.
    pub findings: Vec<Weighed>,
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

/// Reads again what differs, and takes out of both states what `audience` may not see in either: what became secret is
/// not told from its past, nor the past of what was published.
pub fn sides(base: Read, head: Read, audience: Audience) -> Sides {
    let mut files = differing(&base.source, &head.source);
    let secret: BTreeSet<String> = [&base, &head]
        .into_iter()
        .flat_map(|read| &read.loaded.workspace.cases)
        .filter(|case| case.audience > audience)
        .map(|case| case.file.clone())
        .collect();
    let withheld: BTreeSet<&String> =
        files.iter().flat_map(|texts| texts.keys()).filter(|path| secret.contains(*path)).collect();
    let withheld = withheld.len();
    files.iter_mut().for_each(|texts| texts.retain(|path, _| !secret.contains(path)));
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
    let side = |read, texts| side(read, texts, audience, &secret, &fields);
    Sides { base: side(base, old), head: side(head, new), withheld }
}

fn side(
    read: Read,
    texts: BTreeMap<String, String>,
    audience: Audience,
    secret: &BTreeSet<String>,
    fields: &BTreeMap<String, Vec<String>>,
) -> Side {
    let Read { source, loaded, mut findings } = read;
    let mut workspace = loaded.workspace;
    workspace.keep_visible(audience, &source);
    workspace.cases.retain(|case| !secret.contains(&case.file));
    // A message may quote any field of its record.
    let shown = |file: &String| !secret.contains(file) && !fields.contains_key(file);
    let second = |finding: &Finding| finding.second.as_ref().and_then(|label| label.file.clone());
    findings.retain(|(finding, _)| shown(&finding.file) && second(finding).is_none_or(|file| shown(&file)));
    let ids = ids(&workspace);
    let zone = workspace.policy.zone();
    let files = texts.into_par_iter().filter_map(|(path, text)| {
        let record = classify(&path)?;
        let hidden: Vec<&str> = fields.get(&path).into_iter().flatten().map(String::as_str).collect();
        let value = fields_of(&path, &text, record, zone, &hidden);
        let id = ids.get(path.as_str()).copied().unwrap_or_else(|| stem(&path)).to_owned();
        Some((path, File { record, id, text, value }))
    });
    let files = files.collect();
    Side { files, findings, name: source.describe(), commit: source.commit(), workspace }
}

/// The fields of a file; those of a Markdown runbook are its front matter and its body.
fn fields_of(file: &str, text: &str, record: RecordType, zone: Zone, hidden: &[&str]) -> Option<Value> {
    let read = |text, offset| value_without(Input { file, text, offset, zone }, record, hidden);
    if !file.ends_with(".md") {
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

/// The texts of record files that are not the same on both sides: those of the first, and those of the second.
fn differing(base: &Source, head: &Source) -> [BTreeMap<String, String>; 2] {
    let read = |source: &Source, path: &str| {
        let bytes = source.list().get(path).and_then(|entry| source.read(entry, RECORD_LIMIT).ok());
        bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
    };
    let paths: BTreeSet<&String> =
        [base, head].into_iter().flat_map(|source| &source.list().entries).map(|entry| &entry.path).collect();
    let paths: Vec<&String> = paths.into_iter().filter(|path| classify(path).is_some()).collect();
    let pairs = paths.into_par_iter().map(|path| (path, read(base, path), read(head, path)));
    let pairs: Vec<_> = pairs.filter(|(_, old, new)| old != new).collect();
    let mut out = [BTreeMap::new(), BTreeMap::new()];
    for (path, old, new) in pairs {
        for (side, text) in out.iter_mut().zip([old, new]) {
            side.extend(text.map(|text| (path.clone(), text)));
        }
    }
    out
}
