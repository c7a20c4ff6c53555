//! Records without a title.

use super::support::said;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, Place, at};
use crate::workspace::{Case, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "missing-title",
    group: Group::Lifecycle,
    level: Level::Warning,
    summary: "A record has no title, so every list shows its number only.",
    why: "Lists, feeds and search show the title and little else. `INC-2026-0042` tells nobody whether they have seen \
          this before; one line that says what happened to whom does.",
    bad: &[("2026/INC-1.yaml", "id: INC-1\nstatus: detected\n")],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\ntitle: Card payments fail for a third of customers\nstatus: detected\n",
    )],
    check: Check::Case(Case::counts, check),
};

fn check(case: &Case, workspace: &Workspace, findings: &mut Vec<Finding>) {
    let title = case.data.title.as_ref();
    if said(title) || !case.counts() || workspace.hides(&case.file, &at("title")) {
        return;
    }
    let place: Place = if title.is_some() { at("title").into() } else { at("id").into() };
    let finding = Finding::new(RULE.id, &case.file, place, "the record has no title");
    findings.push(finding.help("add `title:`, one line that says what happened to whom"));
}
