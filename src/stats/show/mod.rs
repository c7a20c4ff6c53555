//! The numbers for people: tables one likes to read in a terminal, and the same as Markdown.

mod availability;
mod budget;
mod compare;
mod learning;
mod load;
mod measures;
mod others;
mod recovery;
mod targets;

use std::io;

use super::{By, Comparison, Slice, Statistics};
use crate::numbers::wilson::Proportion;
use crate::text::counted;
use crate::text::sheet::Sheet;
use crate::time::show_seconds;
use crate::workspace::Policy;

/// What can be printed for people.
pub struct Shown(Sheet);

impl Shown {
    /// Every number of a selection; of its groups too where it was split.
    pub fn statistics(
        statistics: &Statistics<'_>,
        slices: Option<(By, &[Slice<'_>])>,
        policy: &Policy,
    ) -> Self {
        let mut sheet = Sheet::default();
        let count = statistics.cases.len();
        sheet.paragraph(&format!("{} of kind {}", counted(count, "record"), statistics.selection));
        if count == 0 {
            sheet.paragraph("no data");
            return Self(sheet);
        }
        measures::add(statistics, policy, &mut sheet);
        if let Some((by, slices)) = slices {
            measures::add_slices(by, slices, &mut sheet);
        }
        sheet.section(recovery::section(statistics));
        sheet.section(targets::section(&statistics.targets, policy));
        sheet.section(availability::section(&statistics.availability));
        sheet.section(budget::section(&statistics.budget));
        sheet.section(budget::between(statistics.between.as_ref(), policy));
        sheet.section(learning::section(statistics.learning.as_ref()));
        sheet.section(load::section(statistics.learning.as_ref(), policy));
        sheet.section(others::section(&statistics.others));
        Self(sheet)
    }

    /// Two periods side by side.
    pub fn comparison(comparison: &Comparison, policy: &Policy) -> Self {
        Self(compare::sheet(comparison, policy))
    }

    /// For a terminal; headings bold with `color`.
    pub fn terminal(&self, color: bool, out: &mut dyn io::Write) -> io::Result<()> {
        self.0.terminal(color, out)
    }

    /// As GitHub-flavoured Markdown.
    pub fn markdown(&self, out: &mut dyn io::Write) -> io::Result<()> {
        self.0.markdown(out)
    }
}

fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(String::from).into()
}

#[expect(clippy::cast_possible_truncation, reason = "seconds, far below 2^52")]
fn seconds(value: f64) -> String {
    show_seconds(value.round() as i64)
}

/// Two ends, once where they read the same.
fn range(low: String, high: &str) -> String {
    if low == high { low } else { format!("{low} – {high}") }
}

/// A share in whole per cent.
fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// A share with its interval and what it is of: `3 of 12 (25 %, 95 % interval 9 % – 53 %)`.
fn proportion(share: Option<Proportion>) -> String {
    let Some(share) = share else { return "no data".into() };
    let interval = range(percent(share.interval.low), &percent(share.interval.high));
    format!("{} of {} ({}, 95 % interval {interval})", share.count, share.n, percent(share.share))
}

/// Names, at most so many of them.
fn names<'a>(all: impl ExactSizeIterator<Item = &'a str>, most: usize) -> String {
    let more = all.len().saturating_sub(most);
    let listed = all.take(most).collect::<Vec<_>>().join(", ");
    if more > 0 { format!("{listed} and {more} more") } else { listed }
}
