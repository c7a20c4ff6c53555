//! The numbers for monitoring: a metrics file, alert rules over it, and a dashboard over it.
//!
//! One ordered list of families ([`FAMILIES`]) says every metric once: its name, what it means, its labels, and how it
//! comes out of the statistics. The file, `docs/metrics.md` and the test that every query names a metric we write come
//! from that list. Pure: from a workspace and `now`, of which only the day counts, so that the bytes of a day are the same.
//! How long something has been going on is not written; the time since when is, and Prometheus knows what time it is.

mod alerts;
mod availability;
mod dashboard;
mod docs;
mod durations;
mod facts;
mod family;
mod incidents;
mod learning;
mod openmetrics;
mod recovery;
mod rules;
mod site;
mod targets;

#[cfg(test)]
mod tests;

pub use dashboard::dashboard;
pub use docs::docs;
pub use facts::Facts;
pub use family::{Family, Label, Sample, Samples, Unit};
pub use openmetrics::openmetrics;
pub use rules::{has_address, rules};

/// Every family, in the order of the file.
pub const FAMILIES: &[&[Family]] = &[
    incidents::FAMILIES,
    durations::FAMILIES,
    targets::FAMILIES,
    availability::FAMILIES,
    learning::FAMILIES,
    recovery::FAMILIES,
];

/// Every family, one after the other.
pub fn families() -> impl Iterator<Item = &'static Family> {
    FAMILIES.iter().copied().flatten()
}
