//! Timeline rows that tell another time than the milestones.

use super::support::{applies, bounds, doubt, wider};
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::{Leaf, Milestone};
use crate::time::Bounds;
use crate::workspace::{Case, Workspace, written};

pub(super) const RULE: Rule = Rule {
    id: "timeline-disagrees",
    group: Group::Timeline,
    level: Level::Error,
    summary: "A row whose kind is a milestone has another time than `times` has for it.",
    why: "Six of the findings in a ministry's public log are of this kind: the header says repaired 15:55, the row 16:18; \
          the header resolves an incident a day after its row does. Numbers come from the header, readers trust the rows. \
          Where bounds overlap the two agree. After a reopening one row of each kind has to agree.",
    bad: &[(
        "2026/INC-1.yaml",
        "id: INC-1\ntimes: {declared: 2026-03-05T10:20:00Z}\ntimeline: [{at: 2026-03-05T10:21:00Z, kind: declared, text: declared}]\n",
    )],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\ntimes: {declared: 2026-03-05T10:20:00Z}\ntimeline: [{at: 2026-03-05T10:20:00Z, kind: declared, text: declared}]\n",
    )],
    check: Check::Case(applies::has_timeline, check),
};

fn check(case: &Case, workspace: &Workspace, findings: &mut Vec<Finding>) {
    let agrees = |row: &Bounds, stated: &Bounds| row.can_precede(stated) && stated.can_precede(row);
    let at_row = |i: usize| case.data.timeline[i].at.as_ref();
    let rows: Vec<(usize, Milestone, Bounds)> = case
        .data
        .timeline
        .iter()
        .enumerate()
        .filter_map(|(i, row)| {
            Some((i, milestone(row.kind.as_ref()?.text())?, bounds(workspace, row.at.as_ref())?))
        })
        .collect();
    for (i, milestone, row) in &rows {
        let Some((stated, leaf)) = case.times.get(*milestone).zip(written(&case.data, *milestone)) else {
            continue;
        };
        let row = &wider(row, doubt(at_row(*i), Some(leaf)).max(rounding(row, stated)));
        let settled = !case.data.reopened.is_empty()
            && rows.iter().any(|(_, other, row)| other == milestone && agrees(row, stated));
        if settled || agrees(row, stated) {
            continue;
        }
        let said = at_row(*i).map_or("", Leaf::text);
        let message = format!("the row says `{milestone}` `{said}`, `times` says `{}`", leaf.text());
        let finding = Finding::new(RULE.id, &case.file, at("timeline").item(*i).then("at"), message);
        let finding = finding.second(at("times").then(milestone.word()), "the milestone");
        findings.push(finding.help("correct one of them, or give the row another kind, such as `note`"));
    }
}

/// Seconds by which two times may differ because one of them was written to the minute.
fn rounding(a: &Bounds, b: &Bounds) -> i64 {
    let to_the_minute = |bounds: &Bounds| bounds.point.is_some_and(|at| at % 60 == 0);
    if to_the_minute(a) || to_the_minute(b) { 59 } else { 0 }
}

fn milestone(word: &str) -> Option<Milestone> {
    Milestone::ALL.iter().copied().find(|milestone| milestone.word() == word)
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    fn count(times: &str, rows: &[(&str, &str)], more: &str) -> usize {
        let rows: Vec<String> =
            rows.iter().map(|(at, kind)| format!("  - {{at: {at}, kind: {kind}, text: x}}\n")).collect();
        let rows = rows.concat();
        found(
            "timeline-disagrees",
            &[("INC-1.yaml", &format!("id: INC-1\ntimes: {{{times}}}\ntimeline:\n{rows}{more}"))],
        )
        .len()
    }

    #[test]
    fn bounds_count() {
        let times = "repaired: ~2023-07-25T15:55:00Z, resolved: 2023-07-25T15:55:00Z";
        assert_eq!(count(times, &[("2023-07-25T16:05:00Z", "repaired")], ""), 0);
        assert_eq!(count(times, &[("2023-07-25T16:18:00Z", "repaired")], ""), 1);
        assert_eq!(count(times, &[("2023-07-25", "resolved")], ""), 0);
        assert_eq!(count(times, &[("2023-07-25T15:55:23Z", "resolved")], ""), 0, "written to the minute");
        assert_eq!(count(times, &[("2023-07-25T15:56:00Z", "resolved")], ""), 1);
        assert_eq!(
            count(times, &[("2023-07-25T16:18:00Z", "recovery"), ("2023-07-25T16:18:00Z", "started")], ""),
            0
        );
        assert_eq!(count("resolved: unknown", &[("2023-07-25T16:18:00Z", "resolved")], ""), 0);
    }

    #[test]
    fn reopened_records_resolve_twice() {
        let rows = [("2026-03-05T10:00:00Z", "resolved"), ("2026-03-06T10:00:00Z", "resolved")];
        let times = "resolved: 2026-03-06T10:00:00Z";
        assert_eq!(count(times, &rows, ""), 1);
        assert_eq!(count(times, &rows, "reopened: [{at: 2026-03-06T08:00:00Z, reason: again}]\n"), 0);
    }
}
