//! Timeline rows that tell nothing.

use super::support::{applies, said};
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::{Leaf, Milestone};
use crate::workspace::{Case, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "empty-row",
    group: Group::Timeline,
    level: Level::Warning,
    summary: "A timeline row has no time, or neither a text nor a milestone as its kind.",
    why: "A row is what happened and when. Without the time it cannot be put in its place, without the text it says \
          nothing; a row whose kind is a milestone (`kind: detected`) needs no more words.",
    bad: &[("2026/INC-1.yaml", "id: INC-1\ntimeline: [{at: 2026-03-05T10:20:00Z, kind: action}]\n")],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\ntimeline: [{at: 2026-03-05T10:20:00Z, kind: action, text: restarted two pods}]\n",
    )],
    check: Check::Case(applies::has_timeline, check),
};

fn check(case: &Case, workspace: &Workspace, findings: &mut Vec<Finding>) {
    for (i, row) in case.data.timeline.iter().enumerate() {
        let kind = row.kind.as_ref().map(Leaf::text);
        let milestone = Milestone::ALL.iter().any(|milestone| Some(milestone.word()) == kind);
        let (what, name, help) = match (row.at.is_some(), said(row.text.as_ref()) || milestone) {
            (true, true) => continue,
            (false, _) => ("no time", "at", "add `at:`; `unknown` will do where nobody knows"),
            (true, false) => ("no text", "text", "add `text:`, or take the row out"),
        };
        let field = at("timeline").item(i);
        if !workspace.hides(&case.file, &field.clone().then(name)) {
            findings
                .push(Finding::new(RULE.id, &case.file, field, format!("this row has {what}")).help(help));
        }
    }
}
