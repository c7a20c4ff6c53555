//! `postmortem schema`: the JSON Schema of a record.

use std::path::Path;

use super::env::Env;
use super::{CLEAN, Done, deliver};
use crate::record::schema::RecordType;

pub(super) fn run(record: RecordType, output: Option<&Path>, env: &mut Env<'_>) -> Done {
    deliver(output, env, |out| {
        serde_json::to_writer_pretty(&mut *out, record.schema())?;
        writeln!(out)
    })?;
    Ok(CLEAN)
}
