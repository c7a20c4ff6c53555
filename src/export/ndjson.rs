//! One JSON object a line: every text exactly as written, every column in every row.

use std::io;

use super::{Cell, Data, Table};
use crate::export::csv::moment;

/// Writes a table as newline-delimited JSON.
pub fn ndjson(table: &Table, data: Data<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let mut keys = Vec::new();
    for (index, field) in table.fields.iter().enumerate() {
        let open = if index == 0 { '{' } else { ',' };
        keys.push(format!("{open}{}:", serde_json::to_string(&field.name)?));
    }
    let mut line = Vec::new();
    table.each(data, &mut |cells| {
        line.clear();
        for (key, cell) in keys.iter().zip(cells) {
            line.extend_from_slice(key.as_bytes());
            value(cell, &mut line)?;
        }
        line.extend_from_slice(b"}\n");
        out.write_all(&line)
    })
}

fn value(cell: &Cell<'_>, out: &mut Vec<u8>) -> serde_json::Result<()> {
    match cell {
        Cell::Null => serde_json::to_writer(out, &()),
        Cell::Text(text) => serde_json::to_writer(out, text),
        Cell::Integer(number) => serde_json::to_writer(out, number),
        Cell::Number(number) => serde_json::to_writer(out, number),
        Cell::Flag(flag) => serde_json::to_writer(out, flag),
        Cell::Time(at) => serde_json::to_writer(out, &moment(*at)),
        Cell::Date(date) => serde_json::to_writer(out, &date.to_string()),
        Cell::List(texts) => serde_json::to_writer(out, texts),
    }
}
