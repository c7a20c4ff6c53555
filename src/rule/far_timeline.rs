//! Timeline rows from another season.

use super::support::{applies, bounds, slip};
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::Milestone;
use crate::time::{Bounds, DAY, show_date, show_seconds};
use crate::workspace::{Case, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "far-timeline",
    group: Group::Time,
    level: Level::Error,
    summary: "A timeline row is more than 60 days before the incident began or after it was over.",
    why: "Rows before the cause and after the end are welcome as notes: the change that planted the fault, the letter to \
          customers. Two months away it is a mistyped date, which would stretch the drawn timeline until nothing can be \
          read. External records are told years later and are never looked at.",
    bad: &[(
        "2026/INC-1.yaml",
        "id: INC-1\ntimes: {started: 2026-03-05T10:00:00Z}\ntimeline: [{at: 2025-03-05T10:20:00Z, text: paged}]\n",
    )],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\ntimes: {started: 2026-03-05T10:00:00Z}\ntimeline: [{at: 2026-03-05T10:20:00Z, text: paged}]\n",
    )],
    check: Check::Case(|case| applies::ours(case) && applies::has_timeline(case), check),
};

/// Further than this from the incident a row is no note.
const FAR: i64 = 60 * DAY;

fn check(case: &Case, workspace: &Workspace, findings: &mut Vec<Finding>) {
    use Milestone::{Closed, Detected, Resolved, Started, Triggered};
    let known = |milestones: &[Milestone], side: fn(&Bounds) -> Option<i64>| -> Vec<i64> {
        milestones.iter().filter_map(|m| side(case.times.get(*m)?)).collect()
    };
    let begin = known(&[Triggered, Started, Detected], |bounds| bounds.low).into_iter().min();
    let end = known(&[Resolved, Closed], |bounds| bounds.high).into_iter().max();
    for (i, leaf) in case.data.timeline.iter().enumerate().filter_map(|(i, row)| Some((i, row.at.as_ref()?)))
    {
        let Some(row) = bounds(workspace, Some(leaf)) else { continue };
        let before = begin.zip(row.high).map_or(0, |(begin, row)| begin - row);
        let after = end.zip(row.low).map_or(0, |(end, row)| row - end);
        let (gap, word, edge) =
            if before > after { (before, "before", begin) } else { (after, "after", end) };
        let Some(edge) = edge.filter(|_| gap > FAR) else { continue };
        let what = if word == "before" { "began" } else { "ended" };
        let shown = show_date(edge, workspace.policy.zone());
        let message =
            format!("the row `{}` is {} {word} the incident {what}, {shown}", leaf.text(), show_seconds(gap));
        let fits = |row: &Bounds| {
            let last = end.or(begin.map(|begin| begin + 7 * DAY));
            row.point.is_some_and(|at| {
                begin.is_none_or(|begin| at > begin - DAY) && last.is_none_or(|last| at < last + DAY)
            })
        };
        let finding = Finding::new(RULE.id, &case.file, at("timeline").item(i).then("at"), message);
        findings.push(match slip::meant(leaf, &workspace.policy.times, fits) {
            Some((meant, _)) => finding.help(format!("was `{meant}` meant?")),
            None => finding.help("correct the date, or move the row to `summary` or `analysis`"),
        });
    }
}
