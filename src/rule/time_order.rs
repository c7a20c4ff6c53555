//! Milestones in an order that cannot be.

use super::support::{self, applies, slip, times};
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::Milestone::{
    Acknowledged, Closed, Declared, Detected, Mitigated, Repaired, Resolved, Started, Triggered,
};
use crate::record::{IncidentKind, Leaf, Milestone};
use crate::time::{Bounds, DAY};
use crate::workspace::{Case, Workspace, written};

pub(super) const RULE: Rule = Rule {
    id: "time-order",
    group: Group::Time,
    level: Level::Error,
    summary: "Two milestones are in an order that no reading of their times allows.",
    why: "A response cannot end before it begins, yet public logs are full of it: 8 of 297 entries of a large \
          status page end before they start, and a ministry's log declares an incident after it was resolved. Such a row \
          turns every average into fiction. Only bounds count: a time written as `~T` or as a range may lie either way. \
          Where a typical slip explains it (year, month, day and month swapped, a day off), the value that was probably \
          meant is proposed, unless that is later than the review or two days later than all else recorded. One finding is made for each milestone that is to blame, not for each pair it breaks.",
    bad: &[(
        "2026/INC-1.yaml",
        "id: INC-1\ntimes:\n  started: 2026-03-05T10:00:00Z\n  resolved: 2026-02-05T11:00:00Z\n",
    )],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\ntimes:\n  started: 2026-03-05T10:00:00Z\n  resolved: 2026-03-05T11:00:00Z\n",
    )],
    check: Check::Case(applies::has_times, check),
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

/// A milestone so little out of order, in seconds, is hardly a slip of the date.
const SLIGHT: i64 = 6 * 3_600;

fn check(case: &Case, workspace: &Workspace, findings: &mut Vec<Finding>) {
    let mut broken = broken(case);
    while let Some((culprit, meant)) = to_blame(case, workspace, &broken) {
        let Some(&(earlier, later)) = broken.iter().find(|(a, b)| [*a, *b].contains(&culprit)) else {
            return;
        };
        let other = if culprit == later { earlier } else { later };
        let text = |milestone| written(&case.data, milestone).map_or("", Leaf::text);
        let (word, opposite) = if culprit == later { ("before", "later") } else { ("after", "earlier") };
        let message = format!("`{culprit}` `{}` is {word} `{other}` `{}`", text(culprit), text(other));
        let finding = Finding::new(RULE.id, &case.file, at("times").then(culprit.word()), message)
            .second(at("times").then(other.word()), format!("`{other}` is {opposite}"));
        let gap = case.times.point(culprit).zip(case.times.point(other)).map_or(0, |(a, b)| (a - b).abs());
        findings.push(match meant.filter(|_| gap > SLIGHT) {
            Some((text, bounds)) if told(case, workspace, culprit, &bounds) => {
                finding.help(format!("was `{text}` meant? that fits every other time"))
            }
            _ if case.kind == IncidentKind::External => finding.help("check both against the source"),
            _ => finding.help("check both against the timeline"),
        });
        broken.retain(|(a, b)| ![*a, *b].contains(&culprit));
    }
}

/// Bounds of a milestone; a range that runs backwards says nothing (`interval-order` reports it).
fn known(case: &Case, milestone: Milestone) -> Option<&Bounds> {
    case.times.get(milestone).filter(|bounds| support::forward(bounds))
}

/// Whether both are known and the second cannot come after the first.
fn conflict(case: &Case, first: Milestone, second: Milestone) -> bool {
    let Some((a, b)) = known(case, first).zip(known(case, second)) else { return false };
    let doubt = support::doubt(written(&case.data, first), written(&case.data, second));
    !support::wider(a, doubt).can_precede(b)
}

/// The pairs that are out of order.
fn broken(case: &Case) -> Vec<(Milestone, Milestone)> {
    // Each link of the chain is compared with the nearest milestone known before it, so that a gap hides nothing.
    const CHAIN: [Milestone; 5] = [Triggered, Started, Mitigated, Resolved, Closed];
    let mut pairs = ORDER.to_vec();
    for (i, later) in CHAIN.into_iter().enumerate().skip(2) {
        let before = CHAIN[..i].iter().rev().find(|m| known(case, **m).is_some_and(|b| b.low.is_some()));
        pairs.extend(before.map(|earlier| (*earlier, later)).filter(|pair| !ORDER.contains(pair)));
    }
    pairs.retain(|(a, b)| conflict(case, *a, *b));
    pairs
}

/// The milestone that most probably is wrong, and what was meant.
fn to_blame(
    case: &Case,
    workspace: &Workspace,
    broken: &[(Milestone, Milestone)],
) -> Option<(Milestone, Option<(String, Bounds)>)> {
    let suspects = broken.iter().flat_map(|(a, b)| [*a, *b]);
    let meant = |milestone| meant(case, workspace, milestone);
    // Milestones usually follow one another as they are listed: whoever is out of step with most others is to blame.
    let out_of_step = |suspect: Milestone| {
        let others = Milestone::ALL.iter().filter(|other| {
            let (a, b) = if **other < suspect { (**other, suspect) } else { (suspect, **other) };
            conflict(case, a, b)
        });
        others.count()
    };
    let worst =
        suspects.max_by_key(|suspect| (out_of_step(*suspect), meant(*suspect).is_some(), *suspect))?;
    Some((worst, meant(worst)))
}

/// The value that was probably meant: a typical slip undone, if that puts the milestone in order with all others.
fn meant(case: &Case, workspace: &Workspace, milestone: Milestone) -> Option<(String, Bounds)> {
    /// How far from its nearest neighbour a milestone may plausibly be.
    const FAR: i64 = 14 * 86_400;
    let fits = |bounds: &Bounds| {
        let near = Milestone::ALL
            .iter()
            .filter(|m| **m != milestone && **m != Closed)
            .any(|m| case.times.point(*m).zip(bounds.point).is_some_and(|(a, b)| (a - b).abs() < FAR));
        near && ordered(case, milestone, bounds)
    };
    slip::meant(written(&case.data, milestone)?, &workspace.policy.times, fits)
}

/// Whether a time may have happened by the day the record was written: not long after all else in it, and before its review.
fn told(case: &Case, workspace: &Workspace, milestone: Milestone, meant: &Bounds) -> bool {
    let leaf = written(&case.data, milestone);
    let mut last = None;
    times::every(case, |other, _| {
        if !leaf.is_some_and(|leaf| std::ptr::eq(other, leaf)) {
            last = last.max(support::bounds(workspace, Some(other)).and_then(|known| known.high));
        }
    });
    let review = case.data.review.as_ref().and_then(|review| support::bounds(workspace, review.at.as_ref()));
    let mut limits = last.map(|last| last + 2 * DAY).into_iter().chain(review.and_then(|review| review.high));
    limits.all(|limit| meant.low.is_none_or(|low| low <= limit))
}

/// Whether `bounds` for `milestone` leave a legal order with everything else; nothing but a cause comes before the beginning.
pub(super) fn ordered(case: &Case, milestone: Milestone, bounds: &Bounds) -> bool {
    let side = |m: Milestone| if m == milestone { Some(bounds) } else { known(case, m) };
    let legal = ORDER.iter().all(|(a, b)| side(*a).zip(side(*b)).is_none_or(|(a, b)| a.can_precede(b)));
    let begin = side(Started).or(side(Detected));
    let ends = [Acknowledged, Mitigated, Repaired, Resolved, Closed];
    legal
        && (ends.iter().filter_map(|m| side(*m))).all(|end| begin.is_none_or(|begin| begin.can_precede(end)))
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    fn help(times: &str) -> Vec<String> {
        let findings = found("time-order", &[("2026/INC-1.yaml", &format!("id: INC-1\ntimes:\n{times}"))]);
        findings.into_iter().map(|f| format!("{}; {}", f.message, f.help.unwrap_or_default())).collect()
    }

    #[test]
    fn one_wrong_end_is_one_finding() {
        let found = help(
            "  started: 2023-07-25T14:05Z\n  detected: 2023-07-25T14:10Z\n  declared: 2023-07-25T14:20Z\n  mitigated: 2023-07-25T15:00Z\n  repaired: 2023-07-25T15:40Z\n  resolved: 2023-06-25T15:55Z\n",
        );
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("`resolved` `2023-06-25T15:55Z` is before"), "{found:?}");
        assert!(found[0].contains("was `2023-07-25T15:55Z` meant?"), "{found:?}");
    }

    #[test]
    fn the_beginning_may_be_the_wrong_one() {
        let found = help(
            "  started: 2026-04-05T10:00:00Z\n  detected: 2026-03-05T10:10:00Z\n  mitigated: 2026-03-05T11:00:00Z\n  resolved: 2026-03-05T12:00:00Z\n",
        );
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            found[0].starts_with("`started`") && found[0].contains("was `2026-03-05T10:00:00Z` meant?"),
            "{found:?}"
        );
    }

    #[test]
    fn day_and_month_swapped_and_a_day_off() {
        let found = help("  started: 2024-06-04T10:00:00Z\n  resolved: 2024-05-06T12:00:00Z\n");
        assert!(found[0].contains("was `2024-06-05T12:00:00Z` meant?"), "{found:?}");
        let found = help("  started: 2023-12-06T9:15Z\n  resolved: 2023-12-05T16:00:00Z\n");
        assert!(found[0].contains("was `2023-12-06T16:00:00Z` meant?"), "{found:?}");
    }

    #[test]
    fn declared_after_the_end() {
        // A ministry's log of 2021-09-04; nothing explains it, so both are to be checked.
        let found = help(
            "  started: 2021-09-04T22:05:00+01:00\n  repaired: 2021-09-05T12:16:00+01:00\n  declared: 2021-09-05T12:53:00+01:00\n  resolved: 2021-09-05T12:27:00+01:00\n",
        );
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            found[0].starts_with("`declared` `2021-09-05T12:53:00+01:00` is after `resolved`"),
            "{found:?}"
        );
    }

    #[test]
    fn nothing_later_than_the_rest_of_the_record_is_proposed() {
        let times = "  started: 2026-03-05T10:00:00Z\n  detected: 2026-03-05T10:05:00Z\n  resolved: 2026-02-12T11:00:00Z\n";
        let none = "check both against the timeline";
        assert!(help(times)[0].ends_with(none), "{:?}", help(times));
        let told = format!("{times}timeline: [{{at: 2026-03-12T11:00:00Z}}]\n");
        assert!(help(&told)[0].contains("was `2026-03-12T11:00:00Z` meant?"), "{:?}", help(&told));
        let reviewed = format!("{told}review: {{at: 2026-03-10T09:00:00Z}}\n");
        assert!(help(&reviewed)[0].ends_with(none), "{:?}", help(&reviewed));
    }
}
