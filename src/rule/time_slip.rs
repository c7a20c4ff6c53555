//! A milestone far from all the others, which a typical slip of the date explains.

use super::support::{applies, slip};
use super::time_order::ordered;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::Milestone;
use crate::time::{Bounds, DAY, show_seconds};
use crate::workspace::{Case, Workspace, written};

pub(super) const RULE: Rule = Rule {
    id: "time-slip",
    group: Group::Time,
    level: Level::Warning,
    summary: "A milestone is weeks away from all the others, and one slip of the date explains it.",
    why: "A ministry's log resolves an outage on 2023-09-25 that was repaired on 2023-07-25, within two hours by its own \
          words. The order is legal, so nothing stops it, and one such row outweighs a year of real ones in a mean. Only \
          reported where at least two other milestones agree with one another and a single slip (year, month, day and \
          month swapped) brings this one back to within a day of them. The cause (`triggered`) may be old, and the \
          record may be `closed` late: these two are never suspected.",
    bad: &[(
        "2023/INC-1.yaml",
        "id: INC-1\ntimes:\n  detected: 2023-07-25T14:05:00Z\n  repaired: 2023-07-25T15:40:00Z\n  resolved: 2023-09-25T15:55:00Z\n",
    )],
    good: &[(
        "2023/INC-1.yaml",
        "id: INC-1\ntimes:\n  detected: 2023-07-25T14:05:00Z\n  repaired: 2023-07-25T15:40:00Z\n  resolved: 2023-07-25T15:55:00Z\n",
    )],
    check: Check::Case(applies::has_times, check),
};

/// The milestones that may have slipped: neither the cause nor the closing of the record.
const SUSPECTS: &[Milestone] = {
    use Milestone::{Acknowledged, Declared, Detected, Mitigated, Repaired, Resolved, Started};
    &[Started, Detected, Declared, Acknowledged, Mitigated, Repaired, Resolved]
};
/// Milestones further apart than this are not one event.
const FAR: i64 = 25 * DAY;
/// Milestones this near to one another agree.
const NEAR: i64 = 4 * DAY;

fn check(case: &Case, workspace: &Workspace, findings: &mut Vec<Finding>) {
    for suspect in SUSPECTS {
        let Some((leaf, (gap, meant))) =
            written(&case.data, *suspect).zip(slipped(case, workspace, *suspect))
        else {
            continue;
        };
        let message = format!("`{suspect}` `{}` is {} from every other time", leaf.text(), show_seconds(gap));
        let finding = Finding::new(RULE.id, &case.file, at("times").then(suspect.word()), message);
        findings.push(finding.help(format!("was `{meant}` meant? that is close to all of them")));
    }
}

/// How far a milestone is from all the others, in seconds, and what was meant; `None` where it is near, or no slip explains it.
pub(super) fn slipped(case: &Case, workspace: &Workspace, suspect: Milestone) -> Option<(i64, String)> {
    if !SUSPECTS.contains(&suspect) {
        return None;
    }
    let others = SUSPECTS.iter().filter(|other| **other != suspect);
    let others: Vec<i64> = others.filter_map(|other| case.times.point(*other)).collect();
    let (bounds, first, last) = (case.times.get(suspect)?, *others.iter().min()?, *others.iter().max()?);
    let away = |at: i64| (first - at).max(at - last);
    let gap = bounds.point.map_or(0, away);
    if others.len() < 2 || last - first > NEAR || gap <= FAR || !ordered(case, suspect, bounds) {
        return None;
    }
    let fits =
        |bounds: &Bounds| bounds.point.is_some_and(|at| away(at) < DAY) && ordered(case, suspect, bounds);
    let (meant, _) = slip::meant(written(&case.data, suspect)?, &workspace.policy.times, fits)?;
    Some((gap, meant))
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    #[test]
    fn long_outages_are_no_slips() {
        let file = |resolved: &str| {
            format!(
                "id: INC-1\ntimes:\n  started: 2022-04-05T07:38:00Z\n  detected: 2022-04-05T08:17:00Z\n  resolved: {resolved}\n"
            )
        };
        let count = |resolved: &str| found("time-slip", &[("2022/INC-1.yaml", &file(resolved))]).len();
        assert_eq!(count("2022-04-18T23:00:00Z"), 0);
        assert_eq!(count("2022-05-02T23:00:00Z"), 0, "no slip explains it");
        assert_eq!(count("2022-07-19T23:00:00Z"), 0, "no slip explains it");
        assert_eq!(count("2023-04-05T09:00:00Z"), 1);
    }
}
