//! Critical services that were not in a drill for too long.

use super::support::{self, applies};
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::recovery::{drilled, rehearsals};
use crate::time::show_seconds;
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "drill-overdue",
    group: Group::Recovery,
    level: Level::Warning,
    summary: "A service of tier 1 or 2 that promises an RTO or RPO was in no drill for longer than the settings allow.",
    why: "A promise that nobody rehearses decays with every change. NIST SP 800-34 asks for exercises at a set frequency; \
          the settings say which (`drills.every`, 180 days). Any drill that names the service counts, whatever its kind, once its day has come. \
          This depends on today, so it is reported and fails a build only where that is asked for.",
    bad: &[
        ("services/orders.yaml", "id: orders\ntier: 1\nobjectives: {rto: 1h}\n"),
        ("drills/zone.yaml", "id: zone\ndate: 2025-03-01\nservices: [orders]\n"),
    ],
    good: &[
        ("services/orders.yaml", "id: orders\ntier: 1\nobjectives: {rto: 1h}\n"),
        ("drills/zone.yaml", "id: zone\ndate: 2026-01-15\nservices: [orders]\n"),
    ],
    check: Check::Today(|all| applies::services(all, drilled), check),
};

fn check(workspace: &Workspace, now: i64, findings: &mut Vec<Finding>) {
    if support::drilled::unsure(workspace) {
        return;
    }
    let today = workspace.policy.zone().local(now).date();
    let rehearsals = rehearsals(workspace, today);
    for (index, record) in applies::lasting(workspace) {
        let one = &rehearsals[index];
        if !one.wants_drill() || one.due.is_some_and(|due| due.0 >= today) {
            continue;
        }
        let when = one.last.map_or_else(
            || format!("`{}` was never in a drill", record.id),
            |day| format!("`{}` was last in a drill on {day}", record.id),
        );
        let every = show_seconds(workspace.policy.drill_every);
        let message = format!("{when}; the settings ask for one every {every}");
        let mut finding = Finding::new(RULE.id, &record.file, at("objectives"), message);
        if let Some(drill) = one.drill {
            finding = finding.elsewhere(&drill.file, at("date"), "the last drill");
        }
        findings.push(finding.help("rehearse one of its recoveries and record it in `drills/`"));
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    #[test]
    fn only_drills_that_were_held_count() {
        let count = |drill: &str| {
            let db = "id: db\ntier: 1\nobjectives: {rto: 1h}\n";
            found("drill-overdue", &[("services/db.yaml", db), ("drills/d.yaml", drill)]).len()
        };
        // Now is 1 March 2026.
        assert_eq!(count("id: d\ndate: 2026-03-01\nservices: [db]\n"), 0);
        assert_eq!(count("id: d\ndate: 2026-04-01\nservices: [db]\n"), 1, "planned");
        assert_eq!(count("id: d\ndate: 2062-01-15\nresults: [{service: db}]\n"), 1, "a slip");
        assert_eq!(count("id: d\nservices: [db]\n"), 0, "it may have been yesterday");
        assert_eq!(count("id: d\ndate: 2025-09-02\nservices: [db]\n"), 0, "180 days to the day");
        assert_eq!(count("id: d\ndate: 2025-09-01\nresults: [{service: db, passed: false}]\n"), 1);
    }
}
