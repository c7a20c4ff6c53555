//! Apache Parquet, in row groups: each is written as soon as it is full, so that memory stays as it is.

mod column;

use std::io::{self, Write};
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};

use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use column::Gathered;

use super::{Cell, Data, Field, Kind, SCHEMA, Table};

/// The most rows of a row group; DuckDB and others read groups in parallel.
const ROWS: usize = 100_000;

/// The most bytes gathered for a row group, about.
const BYTES: usize = 64 << 20;

/// Writes a table as Parquet, with `postmortem.schema` and `postmortem.table` in the file's metadata.
///
/// Moments are `TIMESTAMP(MICROS, UTC)`, lists the three-level `LIST`; compression is Snappy, which every engine reads.
pub fn parquet(table: &Table, data: Data<'_>, out: &mut dyn Write) -> io::Result<()> {
    let schema = Arc::new(parse_message_type(&message(table)).map_err(failed)?);
    let about = |key: &str, value: &str| KeyValue::new(key.to_owned(), value.to_owned());
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(concat!("postmortem version ", env!("CARGO_PKG_VERSION")).to_owned())
        .set_key_value_metadata(Some(vec![
            about("postmortem.schema", &SCHEMA.to_string()),
            about("postmortem.table", table.name),
        ]))
        .build();
    let written = Written::default();
    let mut file =
        SerializedFileWriter::new(written.clone(), schema, Arc::new(properties)).map_err(failed)?;
    let mut group = Group::new(table);
    table.each(data, &mut |cells| {
        group.push(cells)?;
        if group.rows < ROWS && group.bytes < BYTES {
            return Ok(());
        }
        group.write(&mut file)?;
        written.hand_over(out)
    })?;
    if group.rows > 0 {
        group.write(&mut file)?;
    }
    file.close().map_err(failed)?;
    written.hand_over(out)
}

fn failed(error: ParquetError) -> io::Error {
    io::Error::other(error)
}

/// The schema in Parquet's own notation.
fn message(table: &Table) -> String {
    let column = |field: &Field| {
        let name = &field.name;
        let many = if field.nullable { "OPTIONAL" } else { "REQUIRED" };
        match field.kind {
            Kind::Text => format!("{many} BYTE_ARRAY {name} (STRING);"),
            Kind::Integer => format!("{many} INT64 {name};"),
            Kind::Number => format!("{many} DOUBLE {name};"),
            Kind::Flag => format!("{many} BOOLEAN {name};"),
            Kind::Time => format!("{many} INT64 {name} (TIMESTAMP(MICROS,true));"),
            Kind::Date => format!("{many} INT32 {name} (DATE);"),
            Kind::List => format!(
                "REQUIRED GROUP {name} (LIST) {{ REPEATED GROUP list {{ REQUIRED BYTE_ARRAY element (STRING); }} }}"
            ),
        }
    };
    format!("message {} {{ {} }}", table.name, table.fields.iter().map(column).collect::<String>())
}

/// Where the library writes; it wants to own that, and be able to send it to another thread.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Written {
    /// Passes on what was written since the last time.
    fn hand_over(&self, out: &mut dyn Write) -> io::Result<()> {
        let bytes = mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        out.write_all(&bytes)
    }
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Rows gathered by column.
struct Group {
    columns: Vec<Gathered>,
    rows: usize,
    bytes: usize,
}

impl Group {
    fn new(table: &Table) -> Self {
        Self { columns: table.fields.iter().map(Gathered::new).collect(), rows: 0, bytes: 0 }
    }

    fn push(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            self.bytes += column.push(cell)?;
        }
        self.rows += 1;
        Ok(())
    }

    fn write(&mut self, file: &mut SerializedFileWriter<Written>) -> io::Result<()> {
        let mut group = file.next_row_group().map_err(failed)?;
        for column in &mut self.columns {
            let mut writer = group
                .next_column()
                .map_err(failed)?
                .ok_or_else(|| io::Error::other("fewer columns than the schema has"))?;
            column.write(&mut writer).map_err(failed)?;
            writer.close().map_err(failed)?;
        }
        group.close().map_err(failed)?;
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }
}
