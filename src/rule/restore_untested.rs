//! Backups that nobody ever restored.

use chrono::NaiveDate;

use super::support::{applies, drilled};
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::recovery::{backed_up, rehearsals};
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "restore-untested",
    group: Group::Recovery,
    level: Level::Warning,
    summary: "A service keeps data and backs it up, but no drill ever restored a backup.",
    why: "A backup is known to work once it was restored. When a code host lost its primary database in January 2017, \
          five ways to copy it were in place; the regular dumps turned out to have failed unnoticed, and what saved \
          the rest was a copy that happened to have been made by hand six hours before. A drill with a result of \
          `kind: restore` for the service that did not fail is the proof.",
    bad: &[(
        "services/orders.yaml",
        "id: orders\ndata_bearing: true\nbackups: [{method: dump, every: 6h, takes: 10m}]\n",
    )],
    good: &[
        (
            "services/orders.yaml",
            "id: orders\ndata_bearing: true\nbackups: [{method: dump, every: 6h, takes: 10m}]\n",
        ),
        (
            "drills/restore.yaml",
            "id: restore\nscenario: deletion\ndate: 2026-01-15\nservices: [orders]\n\
             results: [{service: orders, kind: restore, recovery_time: 40m, passed: true}]\n",
        ),
    ],
    check: Check::Whole(|all| applies::services(all, backed_up), check),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    if drilled::unsure(workspace) {
        return;
    }
    // Whatever the day: `future-time` reports a drill that is dated ahead.
    let rehearsals = rehearsals(workspace, NaiveDate::MAX);
    for (index, record) in applies::lasting(workspace) {
        if rehearsals[index].backups && rehearsals[index].restore.is_none() {
            let message = format!("no drill ever restored a backup of `{}`", record.id);
            let help = "restore one into an empty place and record it in `drills/` with `kind: restore`";
            findings.push(Finding::new(RULE.id, &record.file, at("backups"), message).help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    #[test]
    fn only_a_restore_that_worked_counts() {
        let count = |service: &str, result: &str| {
            let drill = format!("id: d\nresults: [{{service: db, {result}}}]\n");
            found("restore-untested", &[("services/db.yaml", service), ("drills/d.yaml", &drill)]).len()
        };
        let db = "id: db\nbackups: [{every: 1h}]\n";
        assert_eq!(count(db, "kind: restore, passed: false"), 1);
        assert_eq!(count(db, "kind: failover, passed: true"), 1);
        assert_eq!(count(db, "kind: restore"), 0);
        assert_eq!(count("id: db\ndata_bearing: false\nbackups: [{every: 1h}]\n", "kind: restart"), 0);
        assert_eq!(count("id: db\nretired_on: 2026-01-01\nbackups: [{every: 1h}]\n", "kind: restart"), 0);
        let broken = [("services/db.yaml", db), ("drills/d.yaml", "results: [\n")];
        assert_eq!(found("restore-untested", &broken), [], "it may be in there");
    }
}
