//! The records as tables for SQL engines: a laptop's DuckDB, or a company's Spark, Trino and ClickHouse.
//!
//! One definition of the tables ([`tables`]) with name, type, unit and meaning of every column: the writers, the
//! `schema.json` beside the files and `docs/export.md` come from it. Rows are made one at a time from a workspace that
//! holds only what the audience may see, so that memory does not grow with their number; the same workspace and `now`
//! give the same bytes.
//!
//! The schema has a number of its own, [`SCHEMA`]: a new column keeps it; a renamed, removed or redefined one raises it.

mod actions;
mod cell;
mod csv;
mod docs;
mod drills;
mod durations;
mod impact;
mod incidents;
mod milestones;
mod ndjson;
#[cfg(feature = "parquet")]
mod parquet;
mod response;
mod schema;
mod table;
#[cfg(test)]
mod tests;
mod timeline;

pub use cell::Cell;
pub use csv::csv;
pub use docs::{column_docs, with_column_docs};
pub use ndjson::ndjson;
#[cfg(feature = "parquet")]
pub use parquet::parquet;
pub use schema::schema;
pub use table::{Field, Kind, Table};

use crate::stats::Filter;
use crate::workspace::{Case, Workspace};

/// The version of the tables.
pub const SCHEMA: u32 = 1;

/// What is exported.
#[derive(Debug, Clone, Copy)]
pub struct Data<'a> {
    /// The records; only what the audience may see, and only incidents that the filter takes.
    pub workspace: &'a Workspace,
    /// The filter; drills follow its services and its period.
    pub filter: &'a Filter,
    /// What is taken for now, in Unix seconds: open incidents have lasted until then.
    pub now: i64,
}

impl<'a> Data<'a> {
    /// The incidents in the order of every table: by begin, then by id.
    fn cases(&self) -> Vec<&'a Case> {
        let rules = &self.workspace.policy.times;
        let mut cases: Vec<&Case> = self.workspace.cases.iter().map(AsRef::as_ref).collect();
        cases.sort_by_cached_key(|case| (case.began(rules), case.id.clone(), case.file.clone()));
        cases
    }

    /// The id of the service that a record names by id or alias, else what it says.
    fn service(&self, name: &'a str) -> &'a str {
        let known = self.workspace.names.service(name);
        known.and_then(|index| self.workspace.services.get(index)).map_or(name, |service| &service.id)
    }
}

/// Every table, in the order of the documentation.
pub fn tables() -> Vec<Table> {
    vec![incidents::table(), timeline::table(), actions::table(), impact::table(), drills::table()]
}

/// The names of the tables.
pub const NAMES: [&str; 5] = ["incidents", "timeline", "actions", "impact", "drills"];
