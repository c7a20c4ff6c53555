//! `schema.json`: what the files of an export hold, beside them.

use std::io;

use serde_json::{Value, json};

use super::{SCHEMA, Table};

/// Writes the version and the columns of every table, and in which file it is: `incidents.csv`.
pub fn schema(tables: &[Table], ending: &str, out: &mut dyn io::Write) -> io::Result<()> {
    let tables: Vec<Value> = tables
        .iter()
        .map(|table| {
            let columns: Vec<Value> = table
                .fields
                .iter()
                .map(|field| {
                    json!({
                        "name": field.name,
                        "type": field.kind.name(),
                        "unit": field.unit,
                        "nullable": field.nullable,
                        "about": field.about,
                    })
                })
                .collect();
            let file = format!("{}.{ending}", table.name);
            json!({ "name": table.name, "file": file, "row": table.row, "columns": columns })
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &json!({ "postmortem.schema": SCHEMA, "tables": tables }))?;
    writeln!(out)
}
