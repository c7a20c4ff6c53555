//! Apache Parquet, in row groups: each is written as soon as it is full, so that memory stays as it is.

use std::io::{self, Write};
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::Datelike;
use parquet::basic::Compression;
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::parser::parse_message_type;

use super::{Cell, Data, Field, Kind, SCHEMA, Table};

/// The most rows of a row group; DuckDB and others read groups in parallel.
const ROWS: usize = 100_000;

/// The most bytes of text gathered for a row group.
const BYTES: usize = 32 << 20;

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

/// The values of one column, without the nulls; `present` and `continues` are Parquet's definition and repetition
/// levels, one an entry.
struct Gathered {
    field: Field,
    values: Values,
    present: Vec<i16>,
    continues: Vec<i16>,
}

enum Values {
    Texts(Vec<ByteArray>),
    Longs(Vec<i64>),
    Ints(Vec<i32>),
    Doubles(Vec<f64>),
    Flags(Vec<bool>),
}

impl Gathered {
    fn new(field: &Field) -> Self {
        let values = match field.kind {
            Kind::Text | Kind::List => Values::Texts(Vec::new()),
            Kind::Integer | Kind::Time => Values::Longs(Vec::new()),
            Kind::Number => Values::Doubles(Vec::new()),
            Kind::Flag => Values::Flags(Vec::new()),
            Kind::Date => Values::Ints(Vec::new()),
        };
        Self { field: field.clone(), values, present: Vec::new(), continues: Vec::new() }
    }

    /// Takes a value; how many bytes of text it has.
    fn push(&mut self, cell: &Cell<'_>) -> io::Result<usize> {
        let mut bytes = 0;
        match (&mut self.values, cell) {
            (_, Cell::Null) if self.field.nullable => {
                self.present.push(0);
                return Ok(0);
            }
            (Values::Texts(texts), Cell::List(list)) => {
                for (index, text) in list.iter().enumerate() {
                    bytes += text.len();
                    texts.push(ByteArray::from(*text));
                    self.present.push(1);
                    self.continues.push(i16::from(index > 0));
                }
                if list.is_empty() {
                    self.present.push(0);
                    self.continues.push(0);
                }
                return Ok(bytes);
            }
            (Values::Texts(texts), Cell::Text(text)) => {
                bytes = text.len();
                texts.push(ByteArray::from(&**text));
            }
            (Values::Longs(longs), Cell::Integer(number)) => longs.push(*number),
            (Values::Longs(longs), Cell::Time(at)) => longs.push(at.saturating_mul(1_000_000)),
            (Values::Doubles(doubles), Cell::Number(number)) => doubles.push(*number),
            (Values::Flags(flags), Cell::Flag(flag)) => flags.push(*flag),
            // Days are counted from 1970-01-01, which is day 719,163 of the common era.
            (Values::Ints(ints), Cell::Date(date)) => ints.push(date.num_days_from_ce() - 719_163),
            _ => {
                return Err(io::Error::other(format!(
                    "column `{}` has a value of another type",
                    self.field.name
                )));
            }
        }
        self.present.push(1);
        Ok(bytes)
    }

    fn write(&mut self, writer: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        let present = mem::take(&mut self.present);
        let continues = mem::take(&mut self.continues);
        let list = self.field.kind == Kind::List;
        let present = (self.field.nullable || list).then_some(present.as_slice());
        let continues = list.then_some(continues.as_slice());
        match &mut self.values {
            Values::Texts(values) => put::<ByteArrayType>(writer, values, present, continues),
            Values::Longs(values) => put::<Int64Type>(writer, values, present, continues),
            Values::Ints(values) => put::<Int32Type>(writer, values, present, continues),
            Values::Doubles(values) => put::<DoubleType>(writer, values, present, continues),
            Values::Flags(values) => put::<BoolType>(writer, values, present, continues),
        }
    }
}

fn put<T: DataType>(
    writer: &mut SerializedColumnWriter<'_>,
    values: &mut Vec<T::T>,
    present: Option<&[i16]>,
    continues: Option<&[i16]>,
) -> Result<(), ParquetError> {
    writer.typed::<T>().write_batch(&mem::take(values), present, continues)?;
    Ok(())
}
