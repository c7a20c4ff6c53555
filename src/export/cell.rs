//! One value of a table.

use std::borrow::Cow;

use crate::record::{Date, Leaf, LeafType, Text};

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'a> {
    /// None.
    Null,
    /// A text as written.
    Text(Cow<'a, str>),
    /// A whole number.
    Integer(i64),
    /// A finite number.
    Number(f64),
    /// True or false.
    Flag(bool),
    /// Unix seconds.
    Time(i64),
    /// A calendar date.
    Date(chrono::NaiveDate),
    /// Texts in order.
    List(Vec<&'a str>),
}

impl<'a> Cell<'a> {
    /// A number; what JSON cannot say is none.
    pub(super) fn number(value: Option<f64>) -> Self {
        value.filter(|value| value.is_finite()).map_or(Self::Null, Self::Number)
    }

    /// A moment; one that RFC 3339 cannot write, which has four digits for the year, is none.
    pub(super) fn time(at: Option<i64>) -> Self {
        const YEARS_0_TO_9999: std::ops::RangeInclusive<i64> = -62_167_219_200..=253_402_300_799;
        at.filter(|at| YEARS_0_TO_9999.contains(at)).map_or(Self::Null, Self::Time)
    }

    /// A text of a record.
    pub(super) fn said(text: Option<&'a Text>) -> Self {
        text.map(|text| &**text).into()
    }

    /// A calendar date of a record.
    pub(super) fn date(leaf: Option<&Leaf<Date>>) -> Self {
        leaf.and_then(Leaf::get).map_or(Self::Null, |date| Self::Date(date.0))
    }

    /// A word of a record, where it is one of its list.
    pub(super) fn word<T: LeafType + Copy>(
        leaf: Option<&'a Leaf<T>>,
        word: impl FnOnce(T) -> &'static str,
    ) -> Self {
        leaf.and_then(Leaf::get).copied().map(word).into()
    }
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<i64> for Cell<'_> {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<usize> for Cell<'_> {
    fn from(value: usize) -> Self {
        Self::Integer(i64::try_from(value).unwrap_or(i64::MAX))
    }
}

impl From<bool> for Cell<'_> {
    fn from(value: bool) -> Self {
        Self::Flag(value)
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}
