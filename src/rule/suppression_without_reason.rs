//! Comments that allow a finding and do not say why. The door for findings reports them.

use super::{Check, Group, Rule};
use crate::finding::Level;

pub(super) const RULE: Rule = Rule {
    id: "suppression-without-reason",
    group: Group::Schema,
    level: Level::Warning,
    summary: "A `postmortem: allow[…]` comment gives no reason.",
    why: "Who reads the record later, or reviews the change, cannot tell an exception that somebody thought about from a \
          finding that was in the way.",
    bad: &[(
        "2026/INC-1.yaml",
        "id: INC-1\ntitle: payments fail\ntimes:\n  detected: in the morning  # postmortem: allow[bad-value]\n",
    )],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\ntitle: payments fail\ntimes:\n  detected: in the morning  # postmortem: allow[bad-value] nobody \
         wrote it down\n",
    )],
    check: Check::Reader,
};
