//! Outages outside of their incident.

use super::support::{applies, bounds, slip};
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::{Leaf, Milestone};
use crate::time::{Bounds, Time};
use crate::workspace::{Case, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "outage-outside",
    group: Group::Time,
    level: Level::Warning,
    summary: "An outage begins before `times.started` or ends after `times.resolved`.",
    why: "Time to restore counts from `started` to `resolved`, time in impact and availability count the outages; where \
          an outage lies outside, the page shows two stories. Either impact began earlier than believed, or one of the \
          two is mistyped.",
    bad: &[(
        "2026/INC-1.yaml",
        "id: INC-1\ntimes: {started: 2026-03-05T10:00:00Z}\nimpact:\n  outages: [{kind: down, from: 2026-03-05T09:00:00Z}]\n",
    )],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\ntimes: {started: 2026-03-05T10:00:00Z}\nimpact:\n  outages: [{kind: down, from: 2026-03-05T10:00:00Z}]\n",
    )],
    check: Check::Case(applies::has_outages, check),
};

fn check(case: &Case, workspace: &Workspace, findings: &mut Vec<Finding>) {
    let begin = case.times.get(Milestone::Started);
    let end = case.times.get(Milestone::Resolved);
    let inside = |time: &Bounds| {
        begin.is_none_or(|begin| begin.can_precede(time)) && end.is_none_or(|end| time.can_precede(end))
    };
    for (i, outage) in case.data.impact.iter().flat_map(|impact| impact.outages.iter().enumerate()) {
        let mut look = |name: &str, leaf: Option<&Leaf<Time>>| {
            let (Some(leaf), Some(time)) = (leaf, bounds(workspace, leaf)) else { return false };
            if inside(&time) {
                return false;
            }
            let early = begin.is_some_and(|begin| !begin.can_precede(&time));
            let (word, milestone) =
                if early { ("before", Milestone::Started) } else { ("after", Milestone::Resolved) };
            let message =
                format!("the outage has `{name}` `{}`, {word} the incident has `{milestone}`", leaf.text());
            let help = match slip::meant(leaf, &workspace.policy.times, inside)
                .filter(|_| begin.and(end).is_some())
            {
                Some((meant, _)) => format!("was `{meant}` meant?"),
                None => format!("move `times.{milestone}`, or correct the outage"),
            };
            let field = at("impact.outages").item(i).then(name);
            let finding = Finding::new(RULE.id, &case.file, field, message).help(help);
            findings
                .push(finding.second(at("times").then(milestone.word()), format!("`{milestone}` is here")));
            true
        };
        // An outage that lies outside altogether is one mistake, not two.
        let _ = look("from", outage.from.as_ref()) || look("to", outage.to.as_ref());
    }
}
