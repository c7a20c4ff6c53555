//! Values that cannot be read. The reader reports them.

use super::{Check, Group, Rule};
use crate::finding::Level;

pub(super) const RULE: Rule = Rule {
    id: "bad-value",
    group: Group::Schema,
    level: Level::Error,
    summary: "A value is not what its field can hold: a time, a duration, a number, one of a few words.",
    why: "The value is kept as written and shown, but no number counts it. Where the field takes one of a few words, the \
          nearest is proposed; a percentage where a share belongs is converted.",
    bad: &[("2026/INC-1.yaml", "id: INC-1\ndetection: {source: monitorring}\nimpact: {share: 30%}\n")],
    good: &[("2026/INC-1.yaml", "id: INC-1\ndetection: {source: monitoring}\nimpact: {share: 0.3}\n")],
    check: Check::Reader,
};
