//! Fields of the wrong shape. The reader reports them.

use super::{Check, Group, Rule};
use crate::finding::Level;

pub(super) const RULE: Rule = Rule {
    id: "shape",
    group: Group::Schema,
    level: Level::Error,
    summary: "A list, a map or a single value stands where another of them belongs.",
    why: "Such a field is left out and everything else in the file is still read and checked; rules that would need the \
          field are silent until its shape is right.",
    bad: &[("2026/INC-1.yaml", "id: INC-1\nservices: payments\n")],
    good: &[("2026/INC-1.yaml", "id: INC-1\nservices: [payments]\n")],
    check: Check::Reader,
};
