//! Keys that are no field. The reader reports them.

use super::{Check, Group, Rule};
use crate::finding::Level;

pub(super) const RULE: Rule = Rule {
    id: "unknown-key",
    group: Group::Schema,
    level: Level::Error,
    summary: "A key is no field of the record.",
    why: "A misspelt key is a fact that is written down and never read: `acknowleged` makes an incident look \
          unacknowledged on every page and in every average. The nearest field is proposed.",
    bad: &[("2026/INC-1.yaml", "id: INC-1\ntimes:\n  acknowleged: 2026-03-05T10:00:00Z\n")],
    good: &[("2026/INC-1.yaml", "id: INC-1\ntimes:\n  acknowledged: 2026-03-05T10:00:00Z\n")],
    check: Check::Reader,
};
