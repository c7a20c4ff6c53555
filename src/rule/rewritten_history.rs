//! Rows of a record's own history that were removed or rewritten.

use serde_json::Value;

use super::support::rows::rows;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::history::Past;
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "rewritten-history",
    group: Group::History,
    level: Level::Error,
    summary: "A row of `status_changes`, `severity_changes`, `reopened` or `amendments` was removed or rewritten.",
    why: "These lists say what happened to the record itself. They are only worth something if rows are added and never \
          taken back: otherwise a reopening or a lowered severity can be made never to have been. A row may be completed \
          (a reason that was missing, the offset of a time); for a mistake in it, add a row that says so.",
    bad: &[
        (
            "base/2026/INC-1.yaml",
            "id: INC-1\nreopened:\n  - {at: 2026-03-05T11:00:00Z, reason: the queue filled up again}\n",
        ),
        ("2026/INC-1.yaml", "id: INC-1\n"),
    ],
    good: &[
        (
            "base/2026/INC-1.yaml",
            "id: INC-1\nreopened:\n  - {at: 2026-03-05T11:00:00Z, reason: the queue filled up again}\n",
        ),
        (
            "2026/INC-1.yaml",
            "id: INC-1\nreopened:\n  - {at: 2026-03-05T11:00:00Z, reason: the queue filled up again}\n  - {at: 2026-03-07T09:00:00Z, reason: and again}\n",
        ),
    ],
    check: Check::History(check),
};

/// The lists that are only added to.
const LISTS: [&str; 4] = ["status_changes", "severity_changes", "reopened", "amendments"];

fn check(past: &Past, workspace: &Workspace, findings: &mut Vec<Finding>) {
    for (old, new) in past.incidents.iter().filter_map(|incident| incident.same()) {
        for list in LISTS {
            if workspace.hides(&new.case.file, &at(list)) {
                continue;
            }
            let lost = rows(old, new, list).lost;
            let Some((first, row)) = lost.first() else { continue };
            let more = if lost.len() > 1 { format!(", and {} more", lost.len() - 1) } else { String::new() };
            let message =
                format!("row {} of `{list}` was removed or rewritten: `{}`{more}", first + 1, written(row));
            let finding = Finding::new(RULE.id, &new.case.file, at(list), message);
            findings.push(finding.help("put it back as it was, and add a row for what has changed since"));
        }
    }
}

fn written(row: &Value) -> String {
    let Some(fields) = row.as_object() else { return row.as_str().unwrap_or_default().to_owned() };
    let fields = fields.iter().map(|(key, value)| format!("{key}: {}", value.as_str().unwrap_or_default()));
    fields.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    fn messages(old: &str, new: &str) -> Vec<String> {
        let text = |rows: &str| format!("id: INC-1\nstatus_changes: [{rows}]\n");
        let (old, new) = (text(old), text(new));
        let files = [("base/INC-1.yaml", old.as_str()), ("INC-1.yaml", new.as_str())];
        found("rewritten-history", &files).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn rows_are_added_and_completed_only() {
        let none = Vec::<String>::new();
        assert_eq!(messages("{to: a}, {to: b}", "{to: a}, {to: c}, {to: b}, {to: d}"), none);
        assert_eq!(messages("{to: a}", "{to: a, reason: r}"), none);
        assert_eq!(messages("{to: a, at: 2026-03-05T11:00:00}", "{to: a, at: 2026-03-05T11:00:00Z}"), none);
        assert_eq!(
            messages("{to: a, at: 2026-03-05T11:00:00Z}", "{to: a, at: 2026-03-05T12:00:00Z}"),
            ["row 1 of `status_changes` was removed or rewritten: `to: a, at: 2026-03-05T11:00:00Z`"]
        );
        assert_eq!(
            messages("{to: a}, {to: b}, {to: c}", "{to: b}"),
            ["row 1 of `status_changes` was removed or rewritten: `to: a`, and 1 more"]
        );
        assert_eq!(
            messages("{to: a}, {to: b}", "{to: b}, {to: a}"),
            ["row 1 of `status_changes` was removed or rewritten: `to: a`"]
        );
    }
}
