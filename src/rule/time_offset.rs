//! Times without an offset. The reader reports them.

use super::{Check, Group, Rule};
use crate::finding::Level;

pub(super) const RULE: Rule = Rule {
    id: "time-offset",
    group: Group::Schema,
    level: Level::Error,
    summary: "A time has no offset, or `-00:00`, which says that the offset is unknown.",
    why: "A log is written in one zone and read in another, and a clock change moves it by an hour. Every one of the \
          twenty-odd incidents in a ministry's public log lacks the offset. The help says which one to add; until then \
          the display zone of the settings is assumed, so that all other rules still speak.",
    bad: &[("2026/INC-1.yaml", "id: INC-1\ntimes:\n  detected: 2026-03-05T10:00:00\n")],
    good: &[("2026/INC-1.yaml", "id: INC-1\ntimes:\n  detected: 2026-03-05T10:00:00Z\n")],
    check: Check::Reader,
};
