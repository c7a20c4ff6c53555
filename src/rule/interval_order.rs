//! Intervals that end before they begin.

use super::support::{bounds, forward, slip, times};
use super::{Check, Group, Rule};
use crate::finding::{FieldPath, Finding, Level, at};
use crate::fix::Fix;
use crate::record::{Leaf, Milestone};
use crate::time::{Bounds, DAY, Time};
use crate::workspace::{Case, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "interval-order",
    group: Group::Time,
    level: Level::Error,
    summary: "An outage, a planned window or a range `A/B` ends before it begins, or an action was done before its incident.",
    why: "Time in impact and availability are sums of these intervals; one that runs backwards would count as negative \
          downtime. On a public status page a maintenance is \"resolved\" before it starts because its end was copied \
          from an earlier entry.",
    bad: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nimpact:\n  outages: [{kind: down, from: 2026-03-05T10:00:00Z, to: 2026-03-05T09:00:00Z}]\n",
    )],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nimpact:\n  outages: [{kind: down, from: 2026-03-05T09:00:00Z, to: 2026-03-05T10:00:00Z}]\n",
    )],
    check: Check::Case(|_| true, check),
};

/// Ends nearer than this were exchanged; further apart, one of them may be a slip of the date or of half a day.
const SWAPPED: i64 = 6 * 3_600;

fn check(case: &Case, workspace: &Workspace, findings: &mut Vec<Finding>) {
    let rules = &workspace.policy.times;
    times::every(case, |leaf, path| {
        let (Some(time @ Time::Between(..)), Some((from, to))) = (leaf.get(), leaf.text().split_once('/'))
        else {
            return;
        };
        let bounds = rules.bounds(time);
        if !forward(&bounds) {
            let message = format!("the range `{}` runs backwards", leaf.text());
            let near = bounds.low.zip(bounds.high).is_some_and(|(low, high)| low - high < SWAPPED);
            let sure = near && time.flaw().is_none();
            let fix = sure.then(|| Fix::value(path(), leaf.text(), format!("{to}/{from}")));
            let finding = Finding::new(RULE.id, &case.file, path(), message).fix(fix);
            findings.push(finding.help(format!("was `{to}/{from}` meant?")));
        }
    });
    let mut pair = |path: &dyn Fn() -> FieldPath, from: Option<&Leaf<Time>>, to: Option<&Leaf<Time>>| {
        let (Some(begin), Some(end)) = (bounds(workspace, from), bounds(workspace, to)) else { return };
        let Some((from, to)) = from.zip(to).filter(|_| !begin.can_precede(&end)) else { return };
        let message = format!("`to` `{}` is before `from` `{}`", to.text(), from.text());
        let fits = |end: &Bounds| {
            begin.can_precede(end) && begin.point.zip(end.point).is_some_and(|(from, to)| to - from < 7 * DAY)
        };
        let help = match slip::meant(to, rules, fits) {
            Some((meant, _)) => format!("was `{meant}` meant?"),
            None => "correct one of them, or exchange them".into(),
        };
        let finding = Finding::new(RULE.id, &case.file, path().then("to"), message);
        findings.push(finding.second(path().then("from"), "begins here").help(help));
    };
    if let Some(planned) = &case.data.times.planned {
        pair(&|| at("times.planned"), planned.from.as_ref(), planned.to.as_ref());
    }
    for (i, outage) in case.data.impact.iter().flat_map(|impact| impact.outages.iter().enumerate()) {
        pair(&|| at("impact.outages").item(i), outage.from.as_ref(), outage.to.as_ref());
    }
    actions(case, workspace, findings);
}

/// Actions done before anything of their incident had happened.
fn actions(case: &Case, workspace: &Workspace, findings: &mut Vec<Finding>) {
    let first = Milestone::ALL.iter().filter_map(|milestone| case.times.get(*milestone)?.low).min();
    let Some(first) = first else { return };
    // The day of an action is one in the display zone, that of a time may be one anywhere.
    let day = workspace.policy.zone().local(first - DAY).date();
    for (i, action) in case.data.actions.iter().enumerate() {
        let Some(done) = action.done.as_ref().and_then(Leaf::get).filter(|done| done.0 < day) else {
            continue;
        };
        let message = format!("`done` `{done}` is before the incident");
        let finding = Finding::new(RULE.id, &case.file, at("actions").item(i).then("done"), message);
        findings.push(finding.help("correct the date"));
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    #[test]
    fn an_action_is_done_after_something_happened() {
        let count = |done: &str| {
            let text = format!(
                "id: INC-1\ntimes: {{triggered: unknown, detected: 2026-03-05T00:30:00Z}}\nactions: [{{id: A-1, state: done, done: {done}}}]\n"
            );
            found("interval-order", &[("2026/INC-1.yaml", &text)]).len()
        };
        assert_eq!((count("2025-03-06"), count("2026-03-03")), (1, 1));
        assert_eq!((count("2026-03-04"), count("2026-03-06")), (0, 0), "zones differ");
    }

    #[test]
    fn ranges_and_windows() {
        let text = "id: INC-1\nkind: maintenance\ntimes:\n  started: 2026-03-05T11:00:00Z/2026-03-05T10:00:00Z\n  planned: {from: 2023-12-06T08:00:00Z, to: 2023-12-05T9:15Z}\n";
        let found = found("interval-order", &[("2026/INC-1.yaml", text)]);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(
            found[0].help.as_ref().unwrap().contains("`2026-03-05T10:00:00Z/2026-03-05T11:00:00Z`"),
            "{found:?}"
        );
        assert_eq!(found[1].help.as_deref(), Some("was `2023-12-06T9:15Z` meant?"));
    }
}
