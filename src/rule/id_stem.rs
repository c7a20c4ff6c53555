//! Ids that differ from the name of their file.

use super::support::ids::ids;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::id_flaw;
use crate::workspace::{Workspace, stem};

pub(super) const RULE: Rule = Rule {
    id: "id-stem",
    group: Group::Names,
    level: Level::Error,
    summary: "The id is not the file name without its ending.",
    why: "Whoever reads an id in a page, a chat or a commit looks for a file of that name. The two drift apart when a \
          record is begun as a copy of the last one and its `id` is forgotten; the copy then also hides the original.",
    bad: &[("2026/INC-2.yaml", "id: INC-1\n")],
    good: &[("2026/INC-2.yaml", "id: INC-2\n")],
    check: Check::Whole(Workspace::records, check),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    for id in ids(workspace) {
        let stem = stem(id.file);
        if !id.written || id.name == stem {
            continue;
        }
        let message = format!("the id `{}` is not the name of its file, `{stem}`", id.name);
        let help = match (id_flaw(id.name), id_flaw(stem)) {
            (None, None) => format!("write `id: {stem}`, or rename the file after the id"),
            (None, Some(_)) => "rename the file after the id".into(),
            // `bad-id` says what is wrong with it; the file name already is what is wanted.
            _ => format!("write `id: {stem}`"),
        };
        findings.push(Finding::new(RULE.id, id.file, at("id"), message).help(help));
    }
}
