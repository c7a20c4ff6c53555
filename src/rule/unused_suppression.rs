//! Comments that allow what is not there. The door for findings reports them.

use super::{Check, Group, Rule};
use crate::finding::Level;

pub(super) const RULE: Rule = Rule {
    id: "unused-suppression",
    group: Group::Schema,
    level: Level::Warning,
    summary: "A `postmortem: allow[…]` comment names a rule that finds nothing there, or that does not exist.",
    why: "Such a comment outlives the mistake it excused and hides the next one. It covers what begins on its line; on a \
          line of its own, the field or list item that begins below it; above the first field, the whole file. Rules that \
          are switched off or depend on the day are not looked at.",
    bad: &[(
        "2026/INC-1.yaml",
        "id: INC-1\n# postmortem: allow[bad-value] exported by the old tool\ntitle: payments fail\nseverity: 1st\n",
    )],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\ntitle: payments fail\ntimes:\n  # postmortem: allow[bad-value] exported by the old tool\n  \
         detected: in the morning\n",
    )],
    check: Check::Reader,
};
