//! Addresses that records had: each leads to the page of the record that had the id.

use std::collections::BTreeSet;

use super::index::{Names, Page};
use super::slug::{is_part, slug};
use crate::record::schema::RecordType;
use crate::record::{IncidentKind, Text};
use crate::workspace::Workspace;

/// Every such address in an edition, without its ending; none that another page has.
pub(super) fn all(workspace: &Workspace, names: &Names) -> Vec<(String, Page)> {
    let mut all = Vec::new();
    let mut add = |folder: &str, in_use: &BTreeSet<String>, former: &[Text], page: Page| {
        for id in former.iter().filter(|id| id.says_something()) {
            let slug = slug(id);
            if !is_part(&slug) && !in_use.contains(&slug.to_lowercase()) {
                all.push((format!("{folder}/{slug}"), page));
            }
        }
    };
    let external = |i: usize| workspace.cases[i].kind == IncidentKind::External;
    for (folder, library) in [("incidents", false), ("library", true)] {
        let here = || (0..workspace.cases.len()).filter(|&i| external(i) == library);
        let in_use = taken(here().map(|i| &names.cases[i]));
        for i in here() {
            add(folder, &in_use, &workspace.cases[i].data.former_ids, Page::Case(i));
        }
    }
    let in_use = taken(names.services.iter());
    for (i, record) in workspace.services.iter().enumerate() {
        add("services", &in_use, &record.data.former_ids, Page::Service(i));
        if !workspace.left_out.contains(&RecordType::Plan) {
            add("plan", &in_use, &record.data.former_ids, Page::Plan(i));
        }
    }
    let in_use = taken(names.runbooks.iter());
    for (i, record) in workspace.runbooks.iter().enumerate() {
        add("runbooks", &in_use, &record.data.former_ids, Page::Runbook(i));
    }
    let in_use = taken(names.teams.iter());
    for (i, record) in workspace.teams.iter().enumerate() {
        add("teams", &in_use, &record.data.former_ids, Page::Team(i));
    }
    // Where two records had an id, the first has its address; which are one file on most laptops is one address.
    let mut seen = BTreeSet::new();
    all.retain(|(path, _)| seen.insert(path.to_lowercase()));
    all
}

/// The file names of a folder in small letters, with that of its list.
fn taken<'a>(names: impl Iterator<Item = &'a String>) -> BTreeSet<String> {
    names.map(|name| name.to_lowercase()).chain(["index".to_owned()]).collect()
}
