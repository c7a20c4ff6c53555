//! Incidents that go by another id.

use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::history::Past;
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "changed-id",
    group: Group::History,
    level: Level::Error,
    summary: "An incident got another id.",
    why: "The id is in tickets, chats and other records, and in the address of its page: with another one every link to it \
          breaks. Moving the file to another folder is no change of id. Where an id has to change, the record keeps the old one \
          in `former_ids`: its page then leads to the new one, and whatever names it still means this record. Where it has to \
          go, the settings keep it, with the reason.",
    bad: &[
        ("base/2026/INC-1.yaml", "id: INC-1\ntitle: payments fail\n"),
        ("2026/INC-1.yaml", "id: INC-2\ntitle: payments fail\n"),
    ],
    good: &[
        ("base/2026/INC-1.yaml", "id: INC-1\ntitle: payments fail\n"),
        ("2026/INC-2.yaml", "id: INC-2\nformer_ids: [INC-1]\ntitle: payments fail\n"),
    ],
    check: Check::History(check),
};

fn check(past: &Past, workspace: &Workspace, findings: &mut Vec<Finding>) {
    for incident in &past.incidents {
        let Some(new) = &incident.new else { continue };
        let (before, after) = (&incident.old.case.id, &new.case.id);
        let there = before.eq_ignore_ascii_case(after) || workspace.names.case(before).is_some();
        if there || past.removed(before) == Some(true) {
            continue;
        }
        let message = format!("`{before}` is called `{after}` now, and every link to it breaks");
        let help = format!(
            "keep the id, or add `former_ids: [{before}]`, which leads to the new one; where it has to go, write to the \
             settings: `removed: [{{id: {before}, reason: …}}]`"
        );
        findings.push(Finding::new(RULE.id, &new.case.file, at("id"), message).help(help));
    }
}
