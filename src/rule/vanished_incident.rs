//! Incidents that are no longer there.

use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, Place};
use crate::history::Past;
use crate::record::schema::RecordType;
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "vanished-incident",
    group: Group::History,
    level: Level::Error,
    summary: "An incident was deleted, and the settings do not say why.",
    why: "A deleted incident is the cheapest way to better numbers, and a broken link for everyone who was sent there. What \
          was no incident is `cancelled` with its reason, what was written twice is a `duplicate`. Where a record has to go \
          (a name that must not be kept, a test that was committed) the settings keep its id and the reason.",
    bad: &[("base/2026/INC-1.yaml", "id: INC-1\n")],
    good: &[
        ("base/2026/INC-1.yaml", "id: INC-1\n"),
        ("postmortem.yaml", "removed:\n  - {id: INC-1, reason: written to try the program out}\n"),
    ],
    check: Check::History(check),
};

fn check(past: &Past, workspace: &Workspace, findings: &mut Vec<Finding>) {
    for incident in past.incidents.iter().filter(|incident| incident.new.is_none()) {
        let case = &incident.old.case;
        let id = case.id.as_str();
        if workspace.names.case(id).is_some() || workspace.lost(RecordType::Incident, id) {
            continue;
        }
        let (message, help) = match past.removed(id) {
            Some(true) => continue,
            Some(false) => (
                format!("the settings do not say why `{id}` was removed"),
                "add `reason:` to its row in `removed`".into(),
            ),
            None => {
                let row = format!("`removed: [{{id: {id}, reason: …}}]`");
                (
                    format!("`{id}` was deleted"),
                    format!(
                        "put it back (`status: cancelled` or `duplicate` takes it out of the numbers), or write to the settings: {row}"
                    ),
                )
            }
        };
        findings.push(Finding::new(RULE.id, &case.file, Place::File, message).help(help));
    }
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
}
