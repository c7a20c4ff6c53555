//! Keys written twice. The reader reports them.

use super::{Check, Group, Rule};
use crate::finding::Level;

pub(super) const RULE: Rule = Rule {
    id: "duplicate-key",
    group: Group::Schema,
    level: Level::Error,
    summary: "A key is written twice in one map.",
    why: "Readers of YAML disagree about which of the two counts, so the same file tells two stories. It is what a merge \
          leaves behind when both sides added a field. Here the first is used.",
    bad: &[("2026/INC-1.yaml", "id: INC-1\nseverity: P1\nseverity: P2\n")],
    good: &[("2026/INC-1.yaml", "id: INC-1\nseverity: P1\n")],
    check: Check::Reader,
};
