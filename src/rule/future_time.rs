//! Things that happened tomorrow.

use super::support::{actions, bounds, times};
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, Step, at};
use crate::record::{Date, IncidentKind, Leaf};
use crate::time::{Bounds, Flaw, Time};
use crate::workspace::{Case, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "future-time",
    group: Group::Time,
    level: Level::Warning,
    summary: "Something is recorded as having happened after now.",
    why: "A wrong month or year that leaves the order of times intact shows only against the clock: `2027` typed in \
          December, or a local time written with `Z`. A public status page dates entries ahead of the work they \
          announce. The window of planned work, and maintenance before it begins, may lie ahead, and so may a drill without \
          results. A drill with results, or a review of a runbook or of the plan, that is dated ahead would pass for a \
          fresh one for years. This depends on today, so it is reported and fails a build only where that is asked for.",
    bad: &[(
        "2026/INC-1.yaml",
        "id: INC-1\ntimes: {started: 2026-02-28T10:00:00Z, resolved: 2026-12-28T11:00:00Z}\n",
    )],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\ntimes: {started: 2026-02-28T10:00:00Z, resolved: 2026-02-28T11:00:00Z}\n",
    )],
    check: Check::Today(|all| all.cases.iter().filter(|case| past(case)).count() + days(all).count(), check),
};

/// Clocks differ by this much.
const SKEW: i64 = 300;
/// A time without an offset may be of any zone; `time-offset` reports it.
const ZONES: i64 = 14 * 3_600;

/// Whether it tells of what happened: a maintenance may be announced.
fn past(case: &Case) -> bool {
    case.kind != IncidentKind::Maintenance
}

/// A day on which something is said to have been done: its file, its path, how to mend it.
type Day<'a> = (&'a str, &'static str, &'a Leaf<Date>, &'static str);

/// The days of drills that measured something, and of reviews of runbooks and of the plan.
fn days(workspace: &Workspace) -> impl Iterator<Item = Day<'_>> {
    let held = workspace.drills.iter().filter(|drill| !drill.data.results.is_empty());
    let drills = held.filter_map(|drill| {
        let help = "correct the date; a drill that is planned has no `results` yet";
        Some((drill.file.as_str(), "date", drill.data.date.as_ref()?, help))
    });
    let help = "correct the date: it is the day of the last review, not of the next";
    let runbooks = workspace.runbooks.iter().filter_map(move |record| {
        Some((record.file.as_str(), "last_reviewed", record.data.last_reviewed.as_ref()?, help))
    });
    let plan = workspace.plan.iter().filter_map(move |plan| {
        let reviewed = plan.data.maintenance.as_ref()?.last_reviewed.as_ref()?;
        Some((plan.file.as_str(), "maintenance.last_reviewed", reviewed, help))
    });
    drills.chain(runbooks).chain(plan)
}

fn check(workspace: &Workspace, now: i64, findings: &mut Vec<Finding>) {
    for case in workspace.cases.iter().filter(|case| past(case)) {
        times::every(case, |leaf, path| {
            let Some(Bounds { low: Some(low), .. }) = bounds(workspace, Some(leaf)) else { return };
            let doubt = if leaf.get().and_then(Time::flaw) == Some(Flaw::NoOffset) { ZONES } else { SKEW };
            if low <= now + doubt {
                return;
            }
            let path = path();
            if path.steps().get(1) != Some(&Step::Key("planned".into())) {
                let message = format!("`{}` is after now", leaf.text());
                let finding = Finding::new(RULE.id, &case.file, path, message);
                findings.push(finding.help("correct the date, or the offset"));
            }
        });
    }
    let today = workspace.policy.zone().local(now + SKEW).date();
    for (file, list) in actions::ours(workspace) {
        for (i, action) in list.iter().enumerate() {
            let Some(done) = action.done.as_ref().and_then(Leaf::get).filter(|done| done.0 > today) else {
                continue;
            };
            let message = format!("`{done}` is after now");
            let finding = Finding::new(RULE.id, file, at("actions").item(i).then("done"), message);
            findings.push(finding.help("correct the date; until it is done there is only `due`"));
        }
    }
    for (file, field, leaf, help) in days(workspace) {
        if let Some(day) = leaf.get().filter(|day| day.0 > today) {
            let message = format!("`{day}` is after now");
            findings.push(Finding::new(RULE.id, file, at(field), message).help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    fn messages(text: &str) -> Vec<String> {
        let found = found("future-time", &[("INC-1.yaml", &format!("id: INC-1\n{text}"))]);
        found.into_iter().map(|f| f.message).collect()
    }

    #[test]
    fn only_beyond_doubt() {
        // Now is 1 March 2026, 00:00 UTC.
        let text = "times: {started: 2026-03-01T01:00:00Z, resolved: 2026-03-02T01:00:00Z}\ntimeline: [{at: 2027-01-01T00:00:00Z}]\n";
        assert_eq!(
            messages(text),
            [
                "`2026-03-01T01:00:00Z` is after now",
                "`2026-03-02T01:00:00Z` is after now",
                "`2027-01-01T00:00:00Z` is after now",
            ]
        );
        let fine = "times: {started: 2026-03-01, detected: 2026-03-01T00:04:00Z, resolved: 2026-03-01T10:00:00, closed: 2026-02-01T00:00:00Z/.., planned: {from: 2026-05-01T00:00:00Z}}\n";
        assert_eq!(messages(fine), Vec::<String>::new());
        let done =
            "actions: [{id: A-1, state: done, done: 2026-03-02}, {id: A-2, state: done, done: 2026-03-01}]\n";
        assert_eq!(messages(done), ["`2026-03-02` is after now"]);
        assert_eq!(
            messages("kind: maintenance\ntimes: {started: 2026-05-01T00:00:00Z}\n"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn drills_and_reviews_are_not_held_ahead() {
        let count = |file: &str, text: &str| found("future-time", &[(file, text)]).len();
        let drill = |day: &str, rest: &str| count("drills/d.yaml", &format!("id: d\ndate: {day}\n{rest}"));
        assert_eq!(drill("2062-01-15", "results: [{service: db, kind: restore}]\n"), 1);
        assert_eq!(drill("2026-03-01", "results: [{service: db, kind: restore}]\n"), 0, "today");
        assert_eq!(drill("2026-06-01", "services: [db]\n"), 0, "planned");
        assert_eq!(count("runbooks/r.yaml", "id: r\nlast_reviewed: 2062-01-15\n"), 1);
        assert_eq!(count("runbooks/r.yaml", "id: r\nlast_reviewed: 2026-01-15\n"), 0);
        assert_eq!(count("plan.yaml", "maintenance: {last_reviewed: 2062-01-15}\n"), 1);
    }
}
