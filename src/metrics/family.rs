//! What a family of metrics is.

use std::collections::BTreeSet;

use super::Facts;

/// The unit of a family; its name ends in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A count, or a number without one.
    None,
    /// Seconds: a duration, or seconds since 1970 where the name says `timestamp`.
    Seconds,
    /// A share of a whole, 0 to 1.
    Ratio,
}

impl Unit {
    /// Its word in a file; `None` for a count.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Seconds => Some("seconds"),
            Self::Ratio => Some("ratio"),
        }
    }
}

/// A label of a family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    /// Its name.
    pub name: &'static str,
    /// Which values it has, in Markdown.
    pub values: &'static str,
}

/// The severity, by its name in the settings.
pub(super) const SEVERITY: Label =
    Label { name: "severity", values: "a severity of the settings, or `none` where there is none" };
/// The service, by its id in the catalogue.
pub(super) const SERVICE: Label = Label { name: "service", values: "the id of a service" };
/// The ends of a range that is known no better.
pub(super) const RANGE: Label = Label { name: "stat", values: "`low`, `high`" };
/// The severity of an incident without one.
pub(super) const NO_SEVERITY: &str = "none";

/// A family of metrics: gauges of one name.
#[derive(Debug)]
pub struct Family {
    /// Its name.
    pub name: &'static str,
    /// What it says, one sentence of plain text.
    pub help: &'static str,
    /// Its unit.
    pub unit: Unit,
    /// Its labels, in the order of the values of every sample. Never an id of an incident, a person or free text.
    pub labels: &'static [Label],
    /// Computes its samples.
    pub samples: fn(&Facts<'_>, &mut Samples),
}

/// One number.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// The values of the labels, not yet escaped.
    pub labels: Vec<String>,
    /// The number.
    pub value: f64,
}

/// The samples of one family.
#[derive(Debug, Default)]
pub struct Samples {
    all: Vec<Sample>,
    seen: BTreeSet<Vec<String>>,
}

impl Samples {
    /// Adds a number. One that is none is left out, and so is a second one with the same labels, which would make
    /// readers refuse the whole file: two records of one id are a finding, not a metric.
    pub fn add(&mut self, labels: &[&str], value: f64) {
        let labels: Vec<String> = labels.iter().map(ToString::to_string).collect();
        if value.is_finite() && self.seen.insert(labels.clone()) {
            self.all.push(Sample { labels, value });
        }
    }

    /// Adds a number where there is one.
    pub fn add_known(&mut self, labels: &[&str], value: Option<f64>) {
        if let Some(value) = value {
            self.add(labels, value);
        }
    }

    /// Adds a count.
    pub fn count(&mut self, labels: &[&str], count: usize) {
        self.add(labels, count as f64);
    }

    /// The samples in the order they were added.
    pub fn all(&self) -> &[Sample] {
        &self.all
    }
}
