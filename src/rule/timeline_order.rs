//! Timeline rows out of order.

use super::support::{bounds, slip};
use super::{Check, Group, Rule};
use crate::finding::{FieldPath, Finding, Level, at};
use crate::time::{Bounds, DAY};
use crate::workspace::{Case, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "timeline-order",
    group: Group::Timeline,
    level: Level::Warning,
    summary: "A timeline row is earlier than one above it.",
    why: "A reader takes what stands below to have happened later, and so takes an effect for its cause. A ministry's log \
          has a row of the 5th between rows of the 25th: a digit was lost. As few rows as possible are reported, each with \
          the value that was probably meant or the row it belongs after. Rows whose bounds overlap are in order either way.",
    bad: &[(
        "2026/INC-1.yaml",
        "id: INC-1\ntimeline:\n  - {at: 2026-03-05T10:20:00Z, text: paged}\n  - {at: 2026-03-05T10:10:00Z, text: errors rise}\n",
    )],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\ntimeline:\n  - {at: 2026-03-05T10:10:00Z, text: errors rise}\n  - {at: 2026-03-05T10:20:00Z, text: paged}\n",
    )],
    check: Check::Case(check),
};

/// A row of the timeline with a time: its index and what is known.
type Row = (usize, Bounds, i64);

fn check(case: &Case, workspace: &Workspace, findings: &mut Vec<Finding>) {
    let times = case.data.timeline.iter().enumerate().filter_map(|(i, row)| {
        let bounds = bounds(workspace, row.at.as_ref())?;
        Some((i, bounds, bounds.point?))
    });
    let rows: Vec<Row> = times.collect();
    if rows.is_sorted_by_key(|(.., at)| *at) {
        return;
    }
    let field = |i: usize| -> FieldPath { at("timeline").item(i).then("at") };
    if rows.len() > 2 && rows.is_sorted_by(|(.., a), (.., b)| a >= b) {
        let finding =
            Finding::new(RULE.id, &case.file, at("timeline").item(0), "the timeline runs backwards");
        findings.push(finding.help("turn it round: the first row first"));
        return;
    }
    let kept = in_order(&rows);
    for (position, (i, row, point)) in
        rows.iter().enumerate().filter(|(position, _)| kept.binary_search(position).is_err())
    {
        let split = kept.partition_point(|kept| *kept < position);
        let side = |kept: &[usize]| kept.iter().map(|kept| rows[*kept]).collect::<Vec<Row>>();
        let (before, after) = (side(&kept[..split]), side(&kept[split..]));
        let fits = |row: &Bounds| {
            before.iter().all(|(_, other, _)| other.can_precede(row))
                && after.iter().all(|(_, other, _)| row.can_precede(other))
        };
        if fits(row) {
            continue;
        }
        let Some(leaf) = case.data.timeline[*i].at.as_ref() else { continue };
        let close = |row: &Bounds| {
            let edge = before.last().or(after.first()).map(|(.., at)| *at);
            fits(row) && edge.zip(row.point).is_some_and(|(edge, at)| (at - edge).abs() < 2 * DAY)
        };
        let finding = Finding::new(
            RULE.id,
            &case.file,
            field(*i),
            format!("the row `{}` is out of order", leaf.text()),
        );
        let above = kept.iter().map(|position| &rows[*position]).rfind(|(.., at)| at <= point);
        let finding = match above {
            Some((above, ..)) => finding.second(field(*above), "it belongs below this row"),
            None => finding.label("it belongs first"),
        };
        findings.push(match slip::meant(leaf, &workspace.policy.times, close) {
            Some((meant, _)) => finding.help(format!("was `{meant}` meant? else move the row")),
            None => finding.help("move the row, or correct its time"),
        });
    }
}

/// The most rows that are in order, as positions; patience sorting, so that a long log costs no square.
fn in_order(rows: &[Row]) -> Vec<usize> {
    let mut tops: Vec<usize> = Vec::new();
    let mut below: Vec<Option<usize>> = Vec::with_capacity(rows.len());
    for (position, (.., at)) in rows.iter().enumerate() {
        let pile = tops.partition_point(|top| rows[*top].2 <= *at);
        below.push(pile.checked_sub(1).map(|pile| tops[pile]));
        if pile == tops.len() {
            tops.push(position);
        } else {
            tops[pile] = position;
        }
    }
    let mut kept: Vec<usize> =
        std::iter::successors(tops.last().copied(), |position| below[*position]).collect();
    kept.reverse();
    kept
}

#[cfg(test)]
mod tests {
    use crate::finding::Finding;
    use crate::rule::tests::found;

    fn rows(times: &[&str]) -> Vec<Finding> {
        let rows: Vec<String> = times.iter().map(|at| format!("  - {{at: {at}, text: x}}\n")).collect();
        found("timeline-order", &[("INC-1.yaml", &format!("id: INC-1\ntimeline:\n{}", rows.concat()))])
    }

    #[test]
    fn a_lost_digit() {
        let times =
            ["2023-07-25T14:05:00Z", "2023-07-25T14:10:00Z", "2023-07-05T14:20:00Z", "2023-07-25T15:40:00Z"];
        let found = rows(&times);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].message, "the row `2023-07-05T14:20:00Z` is out of order");
        assert_eq!(found[0].help.as_deref(), Some("was `2023-07-25T14:20:00Z` meant? else move the row"));
    }

    #[test]
    fn few_rows_are_to_blame() {
        // One late row above three others: it, and not the three, is out of order.
        let found = rows(&[
            "2026-03-05T10:50:00Z",
            "2026-03-05T10:10:00Z",
            "2026-03-05T10:20:00Z",
            "2026-03-05T10:30:00Z",
        ]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].message.contains("10:50"), "{found:?}");
        let found = rows(&["2026-03-05T10:30:00Z", "2026-03-05T10:20:00Z", "2026-03-05T10:10:00Z"]);
        assert_eq!(found[0].message, "the timeline runs backwards");
        assert_eq!(
            rows(&["~2026-03-05T10:20:00Z", "2026-03-05T10:10:00Z", "unknown", "2026-03-05"]).len(),
            0
        );
    }
}
