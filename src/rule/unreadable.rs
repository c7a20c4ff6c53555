//! Files that cannot be read at all. The reader reports them.

use super::{Check, Group, Rule};
use crate::finding::Level;

pub(super) const RULE: Rule = Rule {
    id: "unreadable",
    group: Group::Schema,
    level: Level::Error,
    summary: "A file in the folder cannot be read: binary, not UTF-8, too large, or a link that leads nowhere.",
    why: "A record that is passed over silently is an incident that never happened. Files above 1 MiB are no records; \
          a link out of the folder would make what is published depend on the machine that builds it.",
    bad: &[("2026/INC-1.yaml", "id: INC-1\ntitle: \0\0\n")],
    good: &[("2026/INC-1.yaml", "id: INC-1\ntitle: payments fail\n")],
    check: Check::Reader,
};
