//! Times spelt in another way. The reader reports them.

use super::{Check, Group, Rule};
use crate::finding::Level;

pub(super) const RULE: Rule = Rule {
    id: "time-spelling",
    group: Group::Schema,
    level: Level::Warning,
    summary: "A time can be understood but is not spelt as RFC 3339 wants.",
    why: "One-digit hours (`T9:15` stands in the incident log of a well-known build server), a space for the `T`, missing \
          seconds: people understand them, and half of all programs do not. The time is used as understood.",
    bad: &[("2026/INC-1.yaml", "id: INC-1\ntimes:\n  detected: 2026-03-05 9:15Z\n")],
    good: &[("2026/INC-1.yaml", "id: INC-1\ntimes:\n  detected: 2026-03-05T09:15:00Z\n")],
    check: Check::Reader,
};
