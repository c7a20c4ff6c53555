//! CSV with a header: for spreadsheets too, so a text that one would take for a formula is neutralised.

use std::borrow::Cow;
use std::io;

use super::{Cell, Data, Table};
use crate::text::csv_cell::neutral;

/// Writes a table as CSV: no value is an empty cell, a list is a JSON array.
pub fn csv(table: &Table, data: Data<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(table.fields.iter().map(|field| field.name.as_bytes()))?;
    table.each(data, &mut |cells| {
        for cell in cells {
            writer.write_field(value(cell)?.as_bytes())?;
        }
        Ok(writer.write_record(None::<&[u8]>)?)
    })?;
    writer.flush()
}

fn value<'a>(cell: &'a Cell<'_>) -> io::Result<Cow<'a, str>> {
    Ok(match cell {
        Cell::Null => Cow::Borrowed(""),
        Cell::Text(text) => neutral(text),
        Cell::Integer(number) => number.to_string().into(),
        Cell::Number(number) => number.to_string().into(),
        Cell::Flag(flag) => flag.to_string().into(),
        Cell::Time(at) => moment(*at).into(),
        Cell::Date(date) => date.to_string().into(),
        // Begins with a bracket, so it is no formula.
        Cell::List(texts) => serde_json::to_string(texts)?.into(),
    })
}

/// `2026-03-01T10:15:00Z`.
pub(super) fn moment(at: i64) -> String {
    chrono::DateTime::from_timestamp(at, 0).unwrap_or_default().format("%Y-%m-%dT%H:%M:%SZ").to_string()
}
