//! Drills that failed and were not repeated.

use super::support::{applies, drilled};
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level};
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "drill-failed",
    group: Group::Recovery,
    level: Level::Warning,
    summary: "The last drill of a kind failed for a service, and none of that kind has passed since.",
    why: "A failed rehearsal is the cheapest warning there is, as long as somebody rehearses again. Until then the plan \
          counts on a recovery that is known not to work. A later result of the same `kind` that passed settles it; one \
          of another kind does not.",
    bad: &[
        ("services/orders.yaml", "id: orders\n"),
        (
            "drills/2026-01-restore.yaml",
            "id: 2026-01-restore\ndate: 2026-01-15\nresults: [{service: orders, kind: restore, passed: false}]\n",
        ),
    ],
    good: &[
        ("services/orders.yaml", "id: orders\n"),
        (
            "drills/2026-01-restore.yaml",
            "id: 2026-01-restore\ndate: 2026-01-15\nresults: [{service: orders, kind: restore, passed: false}]\n",
        ),
        (
            "drills/2026-02-restore.yaml",
            "id: 2026-02-restore\ndate: 2026-02-10\nresults: [{service: orders, kind: restore, recovery_time: 50m, passed: true}]\n",
        ),
    ],
    check: Check::Whole(
        |all| all.drills.iter().filter(|drill| !drill.data.results.is_empty()).count(),
        check,
    ),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    if drilled::unsure(workspace) {
        return;
    }
    let runs = drilled::runs(workspace);
    for (index, record) in applies::lasting(workspace) {
        let runs = &runs[index];
        for (i, run) in runs.iter().enumerate() {
            // Without a day it cannot be told what came later; on the same day it may have been tried again.
            let Some(day) = run.day.filter(|_| run.failed()) else { continue };
            let same = |other: &&drilled::Run<'_>| other.method() == run.method();
            let settled = runs
                .iter()
                .filter(same)
                .any(|other| !other.failed() && other.day.is_none_or(|other| other >= day));
            if settled || runs[i + 1..].iter().filter(same).any(|other| other.failed()) {
                continue;
            }
            let kind = run.method().map_or(String::new(), |method| format!(" {method}"));
            let message = format!(
                "the last{kind} drill of `{}`, on {day}, failed and none has passed since",
                record.id
            );
            let finding = Finding::new(RULE.id, &run.drill.file, run.field().then("passed"), message);
            findings.push(finding.help("mend what it showed, rehearse again and record the result"));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    #[test]
    fn later_of_the_same_kind_settles_it() {
        let count = |later: &str| {
            let files = [
                ("services/db.yaml", "id: db\n"),
                (
                    "drills/a.yaml",
                    "date: 2026-01-10\nresults: [{service: db, kind: restore, passed: false}]\n",
                ),
                ("drills/b.yaml", later),
            ];
            found("drill-failed", &files).len()
        };
        assert_eq!(count("date: 2026-01-09\nresults: [{service: db, kind: restore, passed: true}]\n"), 1);
        assert_eq!(count("date: 2026-02-09\nresults: [{service: db, kind: restart, passed: true}]\n"), 1);
        assert_eq!(count("date: 2026-02-09\nresults: [{service: db, kind: restore, passed: true}]\n"), 0);
        assert_eq!(count("date: 2026-01-10\nresults: [{service: db, kind: restore, passed: true}]\n"), 0);
        assert_eq!(count("results: [{service: db, kind: restore, passed: true}]\n"), 0, "nobody says when");
        assert_eq!(
            count("date: 2026-02-09\nresults: [{service: db, kind: restore, passed: false}]\n"),
            1,
            "once"
        );
    }
}
