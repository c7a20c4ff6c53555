//! Incidents that are no longer there, or no longer counted as such.

use super::support::said;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, Place, at};
use crate::history::Past;
use crate::record::IncidentKind;
use crate::record::schema::RecordType;
use crate::workspace::{Case, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "vanished-incident",
    group: Group::History,
    level: Level::Error,
    summary: "An incident was deleted or made a record of another kind, and nothing says why.",
    why: "A deleted incident is the cheapest way to better numbers, and a broken link for everyone who was sent there. What \
          was no incident is `cancelled` with its reason, what was written twice is a `duplicate`. Where a record has to go \
          (a name that must not be kept, a test that was committed) the settings keep its id and the reason. An incident that \
          becomes a `near-miss`, `maintenance` or `external` (in `library/` if no kind is written) leaves the numbers as well: an \
          amendment of `kind` with its reason, or the settings, say why.",
    bad: &[
        ("base/2026/INC-1.yaml", "id: INC-1\n"),
        ("base/2026/INC-2.yaml", "id: INC-2\nkind: incident\n"),
        ("2026/INC-2.yaml", "id: INC-2\nkind: near-miss\n"),
    ],
    good: &[
        ("base/2026/INC-1.yaml", "id: INC-1\n"),
        ("base/2026/INC-2.yaml", "id: INC-2\nkind: incident\n"),
        (
            "2026/INC-2.yaml",
            "id: INC-2\nkind: near-miss\namendments:\n  - {at: 2026-03-05T11:00:00Z, field: kind, from: incident, to: near-miss, reason: the queue was drained before anybody waited}\n",
        ),
        ("postmortem.yaml", "removed:\n  - {id: INC-1, reason: written to try the program out}\n"),
    ],
    check: Check::History(check),
};

fn check(past: &Past, workspace: &Workspace, findings: &mut Vec<Finding>) {
    for incident in &past.incidents {
        let case = &incident.old.case;
        let id = case.id.as_str();
        if let Some(i) = workspace.names.case(id) {
            findings.extend(left(past, case, &workspace.cases[i]));
        } else if incident.new.is_none() && !workspace.lost(RecordType::Incident, id) {
            findings.extend(deleted(past, case));
        }
    }
}

/// An incident that no record has any more.
fn deleted(past: &Past, case: &Case) -> Option<Finding> {
    let id = &case.id;
    let (message, help) = match past.removed(id) {
        Some(true) => return None,
        Some(false) => (
            format!("the settings do not say why `{id}` was removed"),
            "add `reason:` to its row in `removed`".into(),
        ),
        None => (
            format!("`{id}` was deleted"),
            format!(
                "put it back (`status: cancelled` or `duplicate` takes it out of the numbers), or write to the settings: `removed: [{{id: {id}, reason: …}}]`"
            ),
        ),
    };
    Some(Finding::new(RULE.id, &case.file, Place::File, message).help(help))
}

/// An incident that is a record of a kind without response times now.
fn left(past: &Past, old: &Case, new: &Case) -> Option<Finding> {
    let counted = |case: &Case| matches!(case.kind, IncidentKind::Incident | IncidentKind::Security);
    let told = || {
        new.data.amendments.iter().any(|row| {
            row.field.as_deref().is_some_and(|field| field.trim() == "kind") && said(row.reason.as_ref())
        })
    };
    if !counted(old) || counted(new) || past.removed(&old.id) == Some(true) || told() {
        return None;
    }
    let (id, from, to) = (&old.id, old.kind, new.kind);
    let message = format!("`{id}` is `{to}` now, not `{from}`, and leaves the numbers");
    let help = format!(
        "say why in `amendments`: `{{at: …, field: kind, from: {from}, to: {to}, reason: …}}`, or in the settings: `removed: [{{id: {id}, reason: …}}]`"
    );
    Some(Finding::new(RULE.id, &new.file, at("kind"), message).help(help))
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    #[test]
    fn moved_is_not_gone_and_hidden_is() {
        let messages = |files: &[(&str, &str)]| {
            let found = found("vanished-incident", files).into_iter();
            found.map(|finding| finding.message).collect::<Vec<_>>()
        };
        let base = ("base/2025/INC-1.yaml", "id: INC-1\n");
        assert_eq!(messages(&[base, ("2026/INC-1.yaml", "id: INC-1\n")]), Vec::<String>::new());
        assert_eq!(
            messages(&[base, ("2026/INC-1.yaml", "id: [")]),
            Vec::<String>::new(),
            "the reader speaks"
        );
        assert_eq!(messages(&[base, ("templates/INC-1.yaml", "id: INC-1\n")]), ["`INC-1` was deleted"]);
        assert_eq!(
            messages(&[base, ("postmortem.yaml", "removed: [{id: inc-1}]\n")]),
            ["the settings do not say why `INC-1` was removed"]
        );
    }

    #[test]
    fn another_kind_leaves_the_numbers() {
        let messages = |old: &str, file: &str, new: &str| {
            let (old, new) = (format!("id: INC-1\n{old}"), format!("id: INC-1\n{new}"));
            let found =
                found("vanished-incident", &[("base/2025/INC-1.yaml", &old), (file, &new)]).into_iter();
            found.map(|finding| finding.message).collect::<Vec<_>>()
        };
        let here = "2025/INC-1.yaml";
        let none = Vec::<String>::new();
        for kind in ["external", "near-miss", "maintenance"] {
            let left = format!("`INC-1` is `{kind}` now, not `incident`, and leaves the numbers");
            assert_eq!(messages("", here, &format!("kind: {kind}\n")), [left]);
        }
        let left = ["`INC-1` is `external` now, not `security`, and leaves the numbers"];
        assert_eq!(messages("kind: security\n", "library/INC-1.yaml", ""), left);
        // A record written anew is no other one.
        assert_eq!(
            messages("kind: security\ntitle: a\n", "library/INC-1.yaml", "title: long words of others\n"),
            left
        );
        assert_eq!(messages("", here, "kind: security\n"), none);
        assert_eq!(messages("kind: near-miss\n", here, "kind: external\n"), none);
        let amended = "kind: external\namendments: [{field: kind, reason: r}]\n";
        assert_eq!(messages("", here, amended), none);
        assert_eq!(messages("", here, &amended.replace(", reason: r", "")).len(), 1);
    }
}
