//! What a change does: to records, findings, numbers and plans, as a reviewer wants to know it.
//!
//! [`sides`] reads the two states, reduced to what an audience may see; [`compare`] is a function of them. A
//! [`Diff`] holds values; [`text`], [`markdown`] and [`json`] write them.

mod alike;
mod findings;
mod json;
mod markdown;
mod numbers;
mod phrase;
mod records;
mod recovery;
mod sections;
mod side;
mod text;
mod words;

pub use alike::{Alike, open_actions};
pub use findings::{FindingChanges, LEVELS};
pub use json::json;
pub use markdown::{LIMIT, MARKER, markdown};
pub use numbers::{MeasureChange, TargetChange};
pub use phrase::Phrase;
pub use records::{Change, RecordChange};
pub use recovery::{AchievableChange, PromiseChange, Reach};
pub use side::{File, Read, Side, Sides, sides};
pub use text::text;

/// What a change does.
#[derive(Debug)]
pub struct Diff<'a> {
    /// What leads from the reader's folder to the files: empty or ending in `/`.
    pub prefix: &'a str,
    /// What messages call the state before, and the state after.
    pub names: [&'a str; 2],
    /// The commits of both; nothing for the work tree.
    pub commits: [Option<&'a str>; 2],
    /// Records that differ: incidents first, then as in the documentation; by id.
    pub records: Vec<RecordChange<'a>>,
    /// How many records that differ are not shown to the audience.
    pub withheld: usize,
    /// Findings new and gone.
    pub findings: FindingChanges,
    /// TTD, TTA, TTM and TTR over our incidents.
    pub measures: Vec<MeasureChange>,
    /// Response targets missed on one side only.
    pub targets: Vec<TargetChange>,
    /// Promises of services broken on one side only.
    pub promises: Vec<PromiseChange>,
    /// Achievable recovery times and worst losses that differ.
    pub achievable: Vec<AchievableChange>,
    /// What new incidents look like.
    pub alike: Vec<Alike<'a>>,
    /// How many new incidents were not compared with earlier ones, because they are too many.
    pub unasked: usize,
}

impl Diff<'_> {
    /// Whether nothing at all differs.
    pub fn is_empty(&self) -> bool {
        let measures = self.measures.iter().any(MeasureChange::moves);
        let found = self.findings.new.len() + self.findings.gone.len();
        let others = self.targets.len() + self.promises.len() + self.achievable.len();
        self.records.len() + self.withheld + found + others == 0 && !measures
    }
}

/// Compares two states at `now`, seconds since 1970; `prefix` is put before paths.
pub fn compare<'a>(sides: &'a Sides, prefix: &'a str, now: i64) -> Diff<'a> {
    let Sides { base, head, withheld, .. } = sides;
    let records = records::records(sides);
    let (measures, targets) = numbers::numbers(base, head, now);
    let (promises, achievable) = recovery::recovery(base, head, now);
    let (alike, unasked) = alike::alike(head, &records);
    Diff {
        prefix,
        names: [&base.name, &head.name],
        commits: [base.commit.as_deref(), head.commit.as_deref()],
        findings: findings::findings(base, head, &records),
        alike,
        unasked,
        records,
        withheld: *withheld,
        measures,
        targets,
        promises,
        achievable,
    }
}
