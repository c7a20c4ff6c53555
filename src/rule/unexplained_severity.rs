//! Severities that changed without a word.

use super::support::rows::rows;
use super::support::said;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::history::{Past, Version};
use crate::workspace::{Policy, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "unexplained-severity",
    group: Group::History,
    level: Level::Error,
    summary: "The severity was lowered or raised without a row in `severity_changes` that says why.",
    why: "Severity decides the targets, whether a review is needed, and in which row of every table the incident counts. \
          Lowering it afterwards makes numbers better than the response was, and nobody sees that in the record. A row \
          with both severities, the time and the reason keeps it honest. Raising it is reported as a warning.",
    bad: &[
        ("base/2026/INC-1.yaml", "id: INC-1\nseverity: P1\n"),
        ("2026/INC-1.yaml", "id: INC-1\nseverity: P3\n"),
    ],
    good: &[
        ("base/2026/INC-1.yaml", "id: INC-1\nseverity: P1\n"),
        (
            "2026/INC-1.yaml",
            "id: INC-1\nseverity: P3\nseverity_changes:\n  - {at: 2026-03-05T11:00:00Z, from: P1, to: P3, reason: one internal user}\n",
        ),
    ],
    check: Check::History(check),
};

fn check(past: &Past, workspace: &Workspace, findings: &mut Vec<Finding>) {
    for (old, new) in past.incidents.iter().filter_map(|incident| incident.same()) {
        findings.extend(unexplained(old, new, &workspace.policy));
    }
}

fn unexplained(old: &Version, new: &Version, policy: &Policy) -> Option<Finding> {
    let (from, to) = (old.case.data.severity.as_deref()?, new.case.data.severity.as_deref()?);
    let (before, after) = (policy.severity(from)?, policy.severity(to)?);
    if before == after {
        return None;
    }
    let rank = |text: Option<&str>| text.and_then(|text| policy.severity(text));
    let changes = &new.case.data.severity_changes;
    let added: Vec<_> = rows(old, new, "severity_changes").added.into_iter().map(|i| &changes[i]).collect();
    let begins =
        added.first().is_some_and(|row| row.from.is_none() || rank(row.from.as_deref()) == Some(before));
    let ends = added.last().is_some_and(|row| rank(row.to.as_deref()) == Some(after));
    if begins && ends && added.iter().all(|row| said(row.reason.as_ref())) {
        return None;
    }
    let (word, level) = if after > before { ("lowered", Level::Error) } else { ("raised", Level::Warning) };
    let message = format!("the severity was {word} from `{from}` to `{to}`, and no row says why");
    let help = format!("add to `severity_changes`: `{{at: …, from: {from}, to: {to}, reason: …}}`");
    Some(Finding::new(RULE.id, &new.case.file, at("severity"), message).help(help).weighing(level))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::tests::found;

    fn levels(new: &str) -> Vec<Option<Level>> {
        let new = format!("id: INC-1\n{new}\n");
        let files = [("base/INC-1.yaml", "id: INC-1\nseverity: P2\n"), ("INC-1.yaml", new.as_str())];
        found("unexplained-severity", &files).into_iter().map(|finding| finding.level).collect()
    }

    #[test]
    fn both_ways_want_their_row() {
        assert_eq!(levels("severity: P2"), []);
        assert_eq!(levels("severity: P3"), [Some(Level::Error)]);
        assert_eq!(levels("severity: P0"), [Some(Level::Warning)]);
        assert_eq!(levels("severity: P9"), [], "unknown-severity speaks");
        let rows = |rows: &str| levels(&format!("severity: P3\nseverity_changes: [{rows}]"));
        assert_eq!(rows("{from: P2, to: P3, reason: r}"), []);
        assert_eq!(rows("{from: P2, to: P1, reason: r}, {from: P1, to: P3, reason: s}"), []);
        assert_eq!(rows("{from: P2, to: P3}"), [Some(Level::Error)]);
        assert_eq!(rows("{from: P2, to: P1, reason: r}"), [Some(Level::Error)]);
        assert_eq!(rows("{from: P1, to: P3, reason: r}"), [Some(Level::Error)]);
    }
}
