//! Timeline rows out of order.

use std::collections::BTreeMap;

use super::support::{applies, bounds, slip};
use super::{Check, Group, Rule};
use crate::finding::{FieldPath, Finding, Level, at};
use crate::fix::Fix;
use crate::record::{Leaf, Milestone};
use crate::time::{Bounds, DAY, Flaw};
use crate::workspace::{Case, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "timeline-order",
    group: Group::Timeline,
    level: Level::Warning,
    summary: "A timeline row is earlier than one above it.",
    why: "A reader takes what stands below to have happened later, and so takes an effect for its cause. A ministry's log \
          has a row of the 5th between rows of the 25th: a digit was lost. As few rows as possible are reported, each with \
          the value that was probably meant or the row it belongs after; a row that says the same as `times` is believed \
          before its neighbours. Rows whose bounds overlap are in order either way.",
    bad: &[(
        "2026/INC-1.yaml",
        "id: INC-1\ntimeline:\n  - {at: 2026-03-05T10:20:00Z, text: paged}\n  - {at: 2026-03-05T10:10:00Z, text: errors rise}\n",
    )],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\ntimeline:\n  - {at: 2026-03-05T10:10:00Z, text: errors rise}\n  - {at: 2026-03-05T10:20:00Z, text: paged}\n",
    )],
    check: Check::Case(applies::has_timeline, check),
};

/// How many other rows one outweighs that says the same as `times`.
const TRUST: usize = 3;

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
    let sorted = sorted(case, &rows);
    if rows.len() > 2 && rows.is_sorted_by(|(.., a), (.., b)| a >= b) {
        let finding =
            Finding::new(RULE.id, &case.file, at("timeline").item(0), "the timeline runs backwards");
        findings.push(finding.help("turn it round: the first row first").fix(sorted));
        return;
    }
    // A row that says the same as `times` outweighs its neighbours: two places would have to be wrong alike.
    let trusted = |row: &Row| Milestone::ALL.iter().any(|m| case.times.point(*m) == Some(row.2));
    let begin = findings.len();
    let mut moved_only = true;
    let kept = in_order(&rows, |row| if trusted(row) { TRUST } else { 1 });
    // The latest begin of the kept rows above each position, and the earliest end of those below it.
    let above = |low: Option<i64>, row: &Row| low.max(row.1.low);
    let lows: Vec<Option<i64>> = running(kept.iter().map(|position| &rows[*position]), above);
    let below = |high: Option<i64>, row: &Row| [high, row.1.high].into_iter().flatten().min();
    let mut highs: Vec<Option<i64>> = running(kept.iter().rev().map(|position| &rows[*position]), below);
    highs.reverse();
    for (position, (i, row, point)) in rows.iter().enumerate() {
        let Err(split) = kept.binary_search(&position) else { continue };
        let fits = |row: &Bounds| {
            let after_those_above = lows[split].is_none_or(|low| row.high.is_none_or(|high| low <= high));
            after_those_above && highs[split].is_none_or(|high| row.low.is_none_or(|low| low <= high))
        };
        let Some(leaf) = case.data.timeline[*i].at.as_ref().filter(|_| !fits(row)) else { continue };
        let close = |row: &Bounds| {
            let edge = lows[split].or(highs[split]);
            fits(row) && edge.zip(row.point).is_some_and(|(edge, at)| (at - edge).abs() < 2 * DAY)
        };
        let finding = Finding::new(
            RULE.id,
            &case.file,
            field(*i),
            format!("the row `{}` is out of order", leaf.text()),
        );
        let belongs = kept.partition_point(|position| rows[*position].2 <= *point);
        let finding = match belongs.checked_sub(1) {
            Some(last) => finding.second(field(rows[kept[last]].0), "it belongs below this row"),
            None => finding.label("it belongs first"),
        };
        let meant = slip::meant(leaf, &workspace.policy.times, close);
        if let Some((_, meant)) = &meant {
            // Between two neighbours the slip is likely; at an end only where the row as written is further off.
            let gap = |at: &i64| (at - point).abs();
            let written = kept.iter().map(|position| gap(&rows[*position].2)).min();
            let edge = lows[split].or(highs[split]).zip(meant.point).map(|(edge, at)| (at - edge).abs());
            moved_only &= lows[split].is_none() != highs[split].is_none() && written < edge;
        }
        findings.push(match meant {
            Some((meant, _)) => finding.help(format!("was `{meant}` meant? else move the row")),
            None => finding.help("move the row, or correct its time"),
        });
    }
    if let Some(sorted) = sorted.filter(|_| moved_only) {
        for finding in &mut findings[begin..] {
            finding.help = Some("move the row: no slip of its date is likely".into());
            finding.fix = Some(sorted.clone());
        }
    }
}

/// The rows put in order of time; `None` where a row has no certain time, or where two may lie either way.
fn sorted(case: &Case, rows: &[Row]) -> Option<Fix> {
    let timeline = &case.data.timeline;
    let sure = |row: &Row| {
        let time = timeline[row.0].at.as_ref().and_then(Leaf::get);
        time.is_some_and(|time| !matches!(time.flaw(), Some(Flaw::NoOffset | Flaw::MinusZero)))
    };
    if rows.len() != timeline.len() || !rows.iter().all(sure) {
        return None;
    }
    let mut rows = rows.to_vec();
    rows.sort_by_key(|(_, bounds, _)| (bounds.low, bounds.high));
    let apart =
        rows.is_sorted_by(|(_, a, _), (_, b, _)| a.high.zip(b.low).is_some_and(|(end, begin)| end <= begin));
    let order = rows.iter().map(|(i, ..)| *i).collect();
    apart.then(|| Fix::order(at("timeline"), order, "put the rows in order of time"))
}

/// What `step` makes of the rows before each place, the place after the last one included.
fn running<'a>(
    rows: impl Iterator<Item = &'a Row>,
    step: impl Fn(Option<i64>, &Row) -> Option<i64>,
) -> Vec<Option<i64>> {
    let mut now = None;
    let mut all = vec![now];
    for row in rows {
        now = step(now, row);
        all.push(now);
    }
    all
}

/// The rows of the greatest weight that are in order, as positions, in less than a square of their number.
fn in_order(rows: &[Row], weight: impl Fn(&Row) -> usize) -> Vec<usize> {
    // For each time the weight of the best rows that end there, and the last of them; both rise together.
    let mut best: BTreeMap<i64, (usize, usize)> = BTreeMap::new();
    let mut below: Vec<Option<usize>> = Vec::with_capacity(rows.len());
    for (position, row) in rows.iter().enumerate() {
        let before = best.range(..=row.2).next_back().map(|(_, best)| *best);
        let total = before.map_or(0, |(total, _)| total) + weight(row);
        below.push(before.map(|(_, position)| position));
        best.insert(row.2, (total, position));
        while let Some(at) =
            best.range(row.2 + 1..).next().filter(|(_, later)| later.0 <= total).map(|(at, _)| *at)
        {
            best.remove(&at);
        }
    }
    let last = best.last_key_value().map(|(_, (_, position))| *position);
    let mut kept: Vec<usize> = std::iter::successors(last, |position| below[*position]).collect();
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
    fn a_row_like_a_milestone_is_believed() {
        let text = "id: INC-1\ntimes: {detected: 2026-03-05T10:07:00Z}\ntimeline:\n  - {at: 2026-03-05T10:07:00Z, kind: detected}\n  - {at: 2026-02-05T10:10:00Z, text: x}\n  - {at: 2026-02-05T10:12:00Z, text: x}\n";
        let found = found("timeline-order", &[("INC-1.yaml", text)]);
        let helps: Vec<&str> = found.iter().filter_map(|f| f.help.as_deref()).collect();
        let help = |at: &str| format!("was `2026-03-05T{at}:00Z` meant? else move the row");
        assert_eq!(helps, [help("10:10"), help("10:12")]);
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
