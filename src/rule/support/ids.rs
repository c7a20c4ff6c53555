//! Every id of a folder, whatever it is the id of.

use crate::finding::{Place, at};
use crate::record::schema::RecordType;
use crate::workspace::Workspace;

/// An id and where it stands.
#[derive(Clone, Copy)]
pub(in crate::rule) struct Id<'a> {
    pub(in crate::rule) record: RecordType,
    pub(in crate::rule) name: &'a str,
    pub(in crate::rule) file: &'a str,
    /// The file has an `id` field; else its stem is the id.
    pub(in crate::rule) written: bool,
}

impl Id<'_> {
    /// The `id` field, else the file.
    pub(in crate::rule) fn place(&self) -> Place {
        if self.written { at("id").into() } else { Place::File }
    }
}

/// Every id by type and file; the plan and the settings have none.
pub(in crate::rule) fn ids(workspace: &Workspace) -> Vec<Id<'_>> {
    let mut all = Vec::new();
    for case in &workspace.cases {
        let written = super::said(case.data.id.as_ref());
        all.push(Id { record: RecordType::Incident, name: &case.id, file: &case.file, written });
    }
    macro_rules! records {
        ($($list:ident: $record:ident),+) => { $(
            for record in &workspace.$list {
                let written = super::said(record.data.id.as_ref());
                all.push(Id { record: RecordType::$record, name: &record.id, file: &record.file, written });
            }
        )+ };
    }
    records!(services: Service, teams: Team, runbooks: Runbook, drills: Drill);
    all
}
