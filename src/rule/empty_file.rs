//! Files without a record in them. The reader reports them.

use super::{Check, Group, Rule};
use crate::finding::Level;

pub(super) const RULE: Rule = Rule {
    id: "empty-file",
    group: Group::Schema,
    level: Level::Error,
    summary: "A record file holds nothing.",
    why: "An empty file is a record that somebody meant to write, or the remains of one that was lost in a merge.",
    bad: &[("2026/INC-1.yaml", "# to be written\n")],
    good: &[("2026/INC-1.yaml", "id: INC-1\ntitle: payments fail\n")],
    check: Check::Reader,
};
