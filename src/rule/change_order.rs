//! Changes of status, severity and reopenings in the wrong order.

use super::support::{applies, bounds, slip};
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::Leaf;
use crate::time::{Bounds, DAY, Time};
use crate::workspace::{Case, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "change-order",
    group: Group::Time,
    level: Level::Error,
    summary: "A change of status or severity, or a reopening, is earlier than the one above it.",
    why: "The list is read as a history: which severity was in force at detection decides which targets apply, and the \
          path through the states decides whether a step was legal. Out of order both come out wrong without a sign.",
    bad: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nseverity_changes:\n  - {at: 2026-03-05T11:00:00Z, from: P2, to: P1}\n  - {at: 2026-03-04T12:00:00Z, from: P1, to: P0}\n",
    )],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nseverity_changes:\n  - {at: 2026-03-05T11:00:00Z, from: P2, to: P1}\n  - {at: 2026-03-05T12:00:00Z, from: P1, to: P0}\n",
    )],
    check: Check::Case(applies::has_changes, check),
};

fn check(case: &Case, workspace: &Workspace, findings: &mut Vec<Finding>) {
    let data = &case.data;
    let lists: [(&str, Vec<Option<&Leaf<Time>>>); 3] = [
        ("status_changes", data.status_changes.iter().map(|change| change.at.as_ref()).collect()),
        ("severity_changes", data.severity_changes.iter().map(|change| change.at.as_ref()).collect()),
        ("reopened", data.reopened.iter().map(|change| change.at.as_ref()).collect()),
    ];
    for (name, times) in lists {
        let mut latest: Option<(usize, Bounds)> = None;
        for (i, leaf) in times.into_iter().enumerate() {
            let Some((leaf, time)) = leaf.zip(bounds(workspace, leaf)) else { continue };
            let field = |i| at(name).item(i).then("at");
            match latest.filter(|(_, before)| !before.can_precede(&time)) {
                None => latest = Some((i, time)),
                Some((first, before)) => {
                    let near = |time: &Bounds| {
                        let gap = before.point.zip(time.point).map(|(before, time)| time - before);
                        before.can_precede(time) && gap.is_some_and(|gap| gap < 7 * DAY)
                    };
                    let help = match slip::meant(leaf, &workspace.policy.times, near) {
                        Some((meant, _)) => format!("was `{meant}` meant?"),
                        None => "put the changes in the order in which they were made".into(),
                    };
                    let message = format!("`{}` is earlier than the change above it", leaf.text());
                    let finding = Finding::new(RULE.id, &case.file, field(i), message);
                    findings.push(finding.second(field(first), "a later one stands here").help(help));
                }
            }
        }
    }
}
