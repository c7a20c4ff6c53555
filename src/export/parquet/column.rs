//! One column of a row group: its values gathered, then written.

use std::io;
use std::mem;

use chrono::Datelike;
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::writer::SerializedColumnWriter;

use crate::export::{Cell, Field, Kind};

/// The values of one column, without the nulls; `present` and `continues` are Parquet's definition and repetition
/// levels, one an entry.
pub(super) struct Gathered {
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

/// What a value costs: its place.
const PLACE: usize = 10;

/// What a text costs beside its bytes: its place and its allocation.
const TEXT: usize = 48;

impl Gathered {
    pub(super) fn new(field: &Field) -> Self {
        let values = match field.kind {
            Kind::Text | Kind::List => Values::Texts(Vec::new()),
            Kind::Integer | Kind::Time => Values::Longs(Vec::new()),
            Kind::Number => Values::Doubles(Vec::new()),
            Kind::Flag => Values::Flags(Vec::new()),
            Kind::Date => Values::Ints(Vec::new()),
        };
        Self { field: field.clone(), values, present: Vec::new(), continues: Vec::new() }
    }

    /// Takes a value; how many bytes it keeps, about.
    pub(super) fn push(&mut self, cell: &Cell<'_>) -> io::Result<usize> {
        let mut bytes = PLACE;
        match (&mut self.values, cell) {
            (_, Cell::Null) if self.field.nullable => {
                self.present.push(0);
                return Ok(bytes);
            }
            (Values::Texts(texts), Cell::List(list)) => {
                for (index, text) in list.iter().enumerate() {
                    bytes += TEXT + text.len();
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
                bytes += TEXT + text.len();
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

    pub(super) fn write(&mut self, writer: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
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
