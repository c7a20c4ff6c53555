//! `postmortem schema`: the JSON Schema of a record, or of findings.

use std::path::Path;

use super::args::Described;
use super::env::Env;
use super::{CLEAN, Done, deliver};
use crate::finding::json_schema;

pub(super) fn run(of: Described, output: Option<&Path>, env: &mut Env<'_>) -> Done {
    deliver(output, env, |out| {
        match of {
            Described::Record(record) => serde_json::to_writer_pretty(&mut *out, record.schema())?,
            Described::Findings => serde_json::to_writer_pretty(&mut *out, &json_schema())?,
        }
        writeln!(out)
    })?;
    Ok(CLEAN)
}
