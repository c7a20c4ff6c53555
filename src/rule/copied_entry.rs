//! Records that still hold what they were copied from.

use std::collections::BTreeMap;

use super::support::applies;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::Milestone;
use crate::workspace::{Case, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "copied-entry",
    group: Group::Text,
    level: Level::Warning,
    summary: "Two incidents have the same times to the second, or the same root cause word for word.",
    why: "The quickest way to a new record is to copy an old one. A build server's status entry of 29 April 2026 was made from \
          that of 18 March and kept its end, six weeks before its own beginning; copied whole, times are in order, and the \
          incident counts twice in every number. Reported for at least three milestones, all the same, and for root \
          causes of 80 characters or more. Records that name each other under `related` or as `duplicate` may well share \
          them.",
    bad: &[
        (
            "2026/INC-1.yaml",
            "id: INC-1\ntimes: {started: 2026-03-05T10:00:00Z, detected: 2026-03-05T10:04:00Z, resolved: 2026-03-05T11:00:00Z}\n",
        ),
        (
            "2026/INC-2.yaml",
            "id: INC-2\ntimes: {started: 2026-03-05T10:00:00Z, detected: 2026-03-05T10:04:00Z, resolved: 2026-03-05T11:00:00Z}\n",
        ),
    ],
    good: &[
        (
            "2026/INC-1.yaml",
            "id: INC-1\ntimes: {started: 2026-03-05T10:00:00Z, detected: 2026-03-05T10:04:00Z, resolved: 2026-03-05T11:00:00Z}\n",
        ),
        (
            "2026/INC-2.yaml",
            "id: INC-2\ntimes: {started: 2026-03-07T10:00:00Z, detected: 2026-03-07T10:04:00Z, resolved: 2026-03-07T11:00:00Z}\n",
        ),
    ],
    check: Check::Whole(|workspace| cases(workspace).count(), check),
};

/// Milestones that two incidents cannot share by chance.
const MILESTONES: usize = 3;
/// Characters of a root cause that nobody writes twice.
const LONG: usize = 80;

fn cases(workspace: &Workspace) -> impl Iterator<Item = &Case> {
    workspace.cases.iter().map(AsRef::as_ref).filter(|case: &&Case| applies::ours(case) && case.counts())
}

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    compare(workspace, findings, times, "times", "the times");
    compare(workspace, findings, root_cause, "analysis.root_cause", "the root cause");
}

/// Reports every record whose `value` an earlier one has that it is not related to.
fn compare<'a, V: Ord>(
    workspace: &'a Workspace,
    findings: &mut Vec<Finding>,
    value: fn(&'a Case) -> Option<V>,
    path: &str,
    what: &str,
) {
    let mut seen: BTreeMap<V, &Case> = BTreeMap::new();
    for case in cases(workspace) {
        let Some(value) = value(case) else { continue };
        let first = *seen.entry(value).or_insert(case);
        if first.file == case.file || knows(case, first) || knows(first, case) {
            continue;
        }
        let finding = Finding::new(RULE.id, &case.file, at(path), format!("{what} of `{}` again", first.id));
        let finding = finding.elsewhere(&first.file, at(path), "the same here");
        findings.push(finding.help(format!("write its own, or add `{}` to `related`", first.id)));
    }
}

/// Its milestones, if they are many enough to be told from others.
fn times(case: &Case) -> Option<[Option<i64>; 9]> {
    let mut times = [None; 9];
    for milestone in Milestone::ALL {
        times[*milestone as usize] = case.times.point(*milestone);
    }
    let mut known: Vec<i64> = times.iter().flatten().copied().collect();
    known.sort_unstable();
    known.dedup();
    (known.len() >= MILESTONES).then_some(times)
}

fn root_cause(case: &Case) -> Option<&str> {
    let text = case.data.analysis.as_ref()?.root_cause.as_ref()?.trim();
    (text.len() >= LONG && text.chars().nth(LONG - 1).is_some()).then_some(text)
}

fn knows(case: &Case, other: &Case) -> bool {
    let duplicate = case.data.duplicate.iter().filter_map(|duplicate| duplicate.of.as_ref());
    case.data.related.iter().chain(duplicate).any(|id| id.eq_ignore_ascii_case(&other.id))
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    const TIMES: &str = "times: {detected: 2026-03-05T10:00:00Z, acknowledged: 2026-03-05T10:04:00Z, resolved: 2026-03-05T11:00:00Z}";

    fn count(first: &str, second: &str) -> usize {
        let file = |id: &str, rest: &str| format!("id: {id}\n{rest}\n");
        found(
            "copied-entry",
            &[("INC-1.yaml", &file("INC-1", first)), ("INC-2.yaml", &file("INC-2", second))],
        )
        .len()
    }

    #[test]
    fn times() {
        assert_eq!(count(TIMES, TIMES), 1);
        assert_eq!(count(TIMES, &TIMES.replace("11:00", "11:01")), 0);
        assert_eq!(count(TIMES, &format!("{TIMES}\nrelated: [inc-1]")), 0);
        assert_eq!(count(&format!("{TIMES}\nrelated: [INC-2]"), TIMES), 0);
        assert_eq!(count(TIMES, &format!("{TIMES}\nstatus: duplicate\nduplicate: {{of: INC-9}}")), 0);
        assert_eq!(count("times: {started: 2026-03-05}", "times: {started: 2026-03-05}"), 0);
    }

    #[test]
    fn root_causes() {
        let cause = |text: &str| format!("analysis: {{root_cause: \"{text}\"}}");
        let long = "A pool of ten connections. ".repeat(4);
        assert_eq!(count(&cause(&long), &cause(&long)), 1);
        assert_eq!(count(&cause("Expired certificate."), &cause("Expired certificate.")), 0);
    }
}
