//! `postmortem schema`: the JSON Schema of a record.

use std::path::Path;

use super::args::SchemaRecord;
use super::env::Env;
use super::{CLEAN, Done, deliver};
use crate::record::schema::RecordType;

pub(super) fn run(record: SchemaRecord, output: Option<&Path>, env: &mut Env<'_>) -> Done {
    let record = match record {
        SchemaRecord::Incident => RecordType::Incident,
        SchemaRecord::Service => RecordType::Service,
        SchemaRecord::Team => RecordType::Team,
        SchemaRecord::Runbook => RecordType::Runbook,
        SchemaRecord::Drill => RecordType::Drill,
        SchemaRecord::Plan => RecordType::Plan,
        SchemaRecord::Settings => RecordType::Settings,
    };
    deliver(output, env, |out| {
        serde_json::to_writer_pretty(&mut *out, record.schema())?;
        writeln!(out)
    })?;
    Ok(CLEAN)
}
