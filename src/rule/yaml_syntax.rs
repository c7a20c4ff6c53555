//! Files that are not YAML as it is accepted here. The reader reports them.

use super::{Check, Group, Rule};
use crate::finding::Level;

pub(super) const RULE: Rule = Rule {
    id: "yaml-syntax",
    group: Group::Schema,
    level: Level::Error,
    summary: "A file is not YAML, or uses what records do without: tags, merge keys, a second document.",
    why: "Nothing of such a file can be trusted, so every other finding in it waits. Tags and merge keys mean different \
          things to different readers, and a second document is passed over by most of them.",
    bad: &[("2026/INC-1.yaml", "id: INC-1\ntitle: checkout: payments fail\n")],
    good: &[("2026/INC-1.yaml", "id: INC-1\ntitle: \"checkout: payments fail\"\n")],
    check: Check::Reader,
};
