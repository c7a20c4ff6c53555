//! Milestones in an order that cannot be.

use chrono::{DateTime, Datelike, Months, NaiveDateTime, TimeDelta};

use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::Milestone::{
    Acknowledged, Closed, Declared, Detected, Mitigated, Repaired, Resolved, Started, Triggered,
};
use crate::record::{IncidentKind, Milestone};
use crate::time::{Bounds, Time, show_minute};
use crate::workspace::{Case, Workspace, written};

pub(super) const RULE: Rule = Rule {
    id: "time-order",
    group: Group::Time,
    level: Level::Error,
    summary: "Two milestones are in an order that no reading of their times allows.",
    why: "A response cannot end before it begins, yet public logs are full of it: 8 of 297 entries of a large \
          status page end before they start, and a ministry's incident log resolves an outage two months after it \
          was repaired. Such a row turns every average into fiction. Only bounds count: a time written as `~T` or \
          as a range may lie either way. Where a typical slip explains it (year, month, day and month swapped, a \
          day off), the value that was probably meant is proposed.",
    bad: &[(
        "2026/INC-1.yaml",
        "id: INC-1\ntimes:\n  started: 2026-03-05T10:00:00Z\n  resolved: 2026-02-05T11:00:00Z\n",
    )],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\ntimes:\n  started: 2026-03-05T10:00:00Z\n  resolved: 2026-03-05T11:00:00Z\n",
    )],
    check: Check::Case(check),
};

/// What must not come after what.
const ORDER: [(Milestone, Milestone); 8] = [
    (Triggered, Started),
    (Started, Mitigated),
    (Mitigated, Resolved),
    (Resolved, Closed),
    (Detected, Acknowledged),
    (Detected, Declared),
    (Declared, Resolved),
    (Repaired, Resolved),
];

fn check(case: &Case, workspace: &Workspace, findings: &mut Vec<Finding>) {
    // Each pair of a chain is compared with the nearest milestone that is known before it, so that a gap hides nothing.
    const CHAIN: [Milestone; 5] = [Triggered, Started, Mitigated, Resolved, Closed];
    let zone = workspace.policy.zone();
    let mut pairs = ORDER.to_vec();
    for (i, later) in CHAIN.into_iter().enumerate().skip(2) {
        let known = CHAIN[..i].iter().rev().find(|m| case.times.get(**m).is_some_and(|b| b.low.is_some()));
        pairs.extend(known.map(|earlier| (*earlier, later)).filter(|pair| !ORDER.contains(pair)));
    }
    for (earlier, later) in pairs {
        let Some((first, second)) = case.times.get(earlier).zip(case.times.get(later)) else { continue };
        if first.can_precede(second) {
            continue;
        }
        let shown =
            |bounds: &Bounds| bounds.point.or(bounds.low).or(bounds.high).map(|at| show_minute(at, zone));
        let (a, b) = (shown(first).unwrap_or_default(), shown(second).unwrap_or_default());
        let message = format!("`{later}` {b} is before `{earlier}` {a}");
        let field = |milestone: Milestone| at("times").then(milestone.word());
        let finding = Finding::new(RULE.id, &case.file, field(later), message)
            .second(field(earlier), format!("`{earlier}` is later"));
        findings.push(match meant(case, later) {
            Some(text) => finding.help(format!("was `{text}` meant? that fits every other time")),
            None if case.kind == IncidentKind::External => finding.help("check both against the source"),
            None => finding.help("check both against the timeline"),
        });
    }
}

/// The value that was probably meant: a typical slip undone, if that puts the milestone in order with all others.
fn meant(case: &Case, milestone: Milestone) -> Option<String> {
    let leaf = written(&case.data, milestone)?;
    let Some(Time::At(moment)) = leaf.get() else { return None };
    if moment.day || moment.approximate {
        return None;
    }
    let text = leaf.text();
    let local = NaiveDateTime::parse_from_str(text.get(..19)?, "%Y-%m-%dT%H:%M:%S").ok()?;
    let shift = local.and_utc().timestamp() - moment.seconds;
    slips(local).into_iter().find_map(|candidate| {
        let bounds = Bounds::exact(candidate.and_utc().timestamp() - shift);
        fits(case, milestone, &bounds)
            .then(|| format!("{}{}", candidate.format("%Y-%m-%dT%H:%M:%S"), &text[19..]))
    })
}

/// Slips seen in real logs, the likeliest first.
fn slips(at: NaiveDateTime) -> Vec<NaiveDateTime> {
    let swapped = at.with_day(at.month()).and_then(|d| d.with_month(at.day()));
    let month = Months::new(1);
    let year = Months::new(12);
    [
        swapped,
        at.checked_add_months(month),
        at.checked_sub_months(month),
        at.checked_add_months(year),
        at.checked_sub_months(year),
        at.checked_add_months(Months::new(2)),
        at.checked_sub_months(Months::new(2)),
        at.checked_add_signed(TimeDelta::days(1)),
        at.checked_sub_signed(TimeDelta::days(1)),
        at.checked_add_signed(TimeDelta::hours(12)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Whether `bounds` for `milestone` leaves a legal order with everything else, within a plausible length.
fn fits(case: &Case, milestone: Milestone, bounds: &Bounds) -> bool {
    const FAR: i64 = 14 * 86_400;
    let ordered = ORDER.iter().all(|(earlier, later)| {
        let side = |m: Milestone| if m == milestone { Some(bounds) } else { case.times.get(m) };
        side(*earlier).zip(side(*later)).is_none_or(|(a, b)| a.can_precede(b))
    });
    let near = Milestone::ALL
        .iter()
        .filter(|m| **m != milestone && **m != Closed)
        .any(|m| case.times.point(*m).zip(bounds.point).is_some_and(|(a, b)| (a - b).abs() < FAR));
    let started = case.times.get(Started).or(case.times.get(Detected));
    let after_start = milestone <= Detected || started.is_none_or(|s| s.can_precede(bounds));
    ordered && near && after_start && DateTime::from_timestamp(bounds.point.unwrap_or(0), 0).is_some()
}
