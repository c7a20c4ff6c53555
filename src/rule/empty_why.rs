//! Whys without an answer.

use super::support::{applies, said};
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::Text;
use crate::workspace::{Case, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "empty-why",
    group: Group::Analysis,
    level: Level::Warning,
    summary: "A why has no answer, or `unknown` is followed by a further why.",
    why: "Each answer is what the next why asks about; an empty one breaks the chain and is what a template leaves behind. \
          An honest `unknown` ends the chain: nothing can follow from it.",
    bad: &[("2026/INC-1.yaml", "id: INC-1\nanalysis:\n  five_whys:\n    - why: Why did payments fail?\n")],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nanalysis:\n  five_whys:\n    - why: Why did payments fail?\n      because: Every connection was taken.\n",
    )],
    check: Check::Case(applies::has_whys, check),
};

fn check(case: &Case, workspace: &Workspace, findings: &mut Vec<Finding>) {
    let whys = case.data.analysis.as_ref().map_or(&[][..], |analysis| &analysis.five_whys);
    for (i, why) in whys.iter().enumerate() {
        let field = at("analysis.five_whys").item(i);
        let unknown = why.because.as_ref().is_some_and(Text::is_unknown);
        let (message, help) =
            if !said(why.because.as_ref()) && !workspace.hides(&case.file, &field.clone().then("because")) {
                ("this why has no answer", "write what the evidence shows, or take it out")
            } else if unknown && i + 1 < whys.len() {
                ("`unknown` is followed by another why", "find the answer, or end the chain here")
            } else {
                continue;
            };
        findings.push(Finding::new(RULE.id, &case.file, field, message).help(help));
    }
}
