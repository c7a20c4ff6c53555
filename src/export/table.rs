//! What a table is: typed columns with their documentation, and rows of cells.

use std::borrow::Cow;
use std::fmt;
use std::io;

use super::{Cell, Data};

/// The type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// UTF-8.
    Text,
    /// 64 bits with sign.
    Integer,
    /// 64-bit floating point, always finite.
    Number,
    /// True or false.
    Flag,
    /// A moment, to the second, in UTC.
    Time,
    /// A calendar date.
    Date,
    /// Texts in order; never null, empty where there is none.
    List,
}

impl Kind {
    /// Its name in `schema.json` and in the documentation.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Flag => "boolean",
            Self::Time => "timestamp",
            Self::Date => "date",
            Self::List => "list of text",
        }
    }
}

/// One column, without its values.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name: small letters and `_`.
    pub name: Cow<'static, str>,
    /// Its type.
    pub kind: Kind,
    /// Whether a row may have no value; what that says is told in `about`.
    pub nullable: bool,
    /// What the values count, where it is not said by the type: `s`.
    pub unit: Option<&'static str>,
    /// What it means. Markdown, one line.
    pub about: Cow<'static, str>,
}

impl Field {
    /// A column that may be null; a list never is.
    pub(super) fn new(
        kind: Kind,
        name: impl Into<Cow<'static, str>>,
        about: impl Into<Cow<'static, str>>,
    ) -> Self {
        let nullable = kind != Kind::List;
        Self { name: name.into(), kind, nullable, unit: None, about: about.into() }
    }

    /// A duration in whole seconds.
    pub(super) fn seconds(name: impl Into<Cow<'static, str>>, about: impl Into<Cow<'static, str>>) -> Self {
        Self { unit: Some("s"), ..Self::new(Kind::Integer, name, about) }
    }

    /// The same column, with a value in every row.
    pub(super) fn always(self) -> Self {
        Self { nullable: false, ..self }
    }
}

/// Takes one row after the other.
pub(super) type Sink<'s> = dyn FnMut(&[Cell<'_>]) -> io::Result<()> + 's;

/// Makes every row of a table.
type Each = dyn Fn(Data<'_>, &mut Sink<'_>) -> io::Result<()>;

/// One table.
pub struct Table {
    /// Its name: the file's, without the ending.
    pub name: &'static str,
    /// What a row is.
    pub row: &'static str,
    /// Its columns.
    pub fields: Vec<Field>,
    each: Box<Each>,
}

impl Table {
    pub(super) fn new(
        name: &'static str,
        row: &'static str,
        fields: Vec<Field>,
        each: impl Fn(Data<'_>, &mut Sink<'_>) -> io::Result<()> + 'static,
    ) -> Self {
        Self { name, row, fields, each: Box::new(each) }
    }

    /// Hands every row, a cell a column, to `take`; stops at its first error.
    pub fn each(&self, data: Data<'_>, take: &mut Sink<'_>) -> io::Result<()> {
        (self.each)(data, take)
    }
}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Table")
            .field("name", &self.name)
            .field("fields", &self.fields)
            .finish_non_exhaustive()
    }
}
