//! Backups that were last restored too long ago.

use super::support::{applies, drilled};
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::recovery::{backed_up, rehearsals};
use crate::time::show_seconds;
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "restore-test-old",
    group: Group::Recovery,
    level: Level::Warning,
    summary: "The last drill that restored a backup of a service is longer ago than the settings allow.",
    why: "Data grows, formats and permissions change: what was restored last spring shows little about today. The settings \
          say how often (`drills.restore_test`, 90 days). This depends on today, so it is reported and fails a build only \
          where that is asked for. A service whose backups were never restored is `restore-untested`.",
    bad: &[
        ("services/orders.yaml", "id: orders\ndata_bearing: true\nbackups: [{method: dump, every: 6h}]\n"),
        (
            "drills/restore.yaml",
            "id: restore\ndate: 2025-11-01\nresults: [{service: orders, kind: restore, recovery_time: 40m, passed: true}]\n",
        ),
    ],
    good: &[
        ("services/orders.yaml", "id: orders\ndata_bearing: true\nbackups: [{method: dump, every: 6h}]\n"),
        (
            "drills/restore.yaml",
            "id: restore\ndate: 2026-02-01\nresults: [{service: orders, kind: restore, recovery_time: 40m, passed: true}]\n",
        ),
    ],
    check: Check::Today(|all| applies::services(all, backed_up), check),
};

fn check(workspace: &Workspace, now: i64, findings: &mut Vec<Finding>) {
    if drilled::unsure(workspace) {
        return;
    }
    let today = workspace.policy.zone().local(now).date();
    let rehearsals = rehearsals(workspace, today);
    for (index, record) in applies::lasting(workspace) {
        let one = &rehearsals[index];
        let Some((due, day)) = one.restore_due.zip(one.restored) else { continue };
        let Some((drill, result)) = one.restore.filter(|_| due.0 < today) else { continue };
        let message = format!(
            "the backups of `{}` were last restored on {day}; the settings ask for it every {}",
            record.id,
            show_seconds(workspace.policy.restore_test_every)
        );
        findings.push(
            Finding::new(RULE.id, &record.file, at("backups"), message)
                .elsewhere(&drill.file, at("results").item(result), "the last restore")
                .help("restore one again and record it in `drills/`"),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    #[test]
    fn the_newest_counts_and_the_settings_say_how_old() {
        let count = |days: [&str; 2], settings: &str| {
            let drill = |day: &str| format!("date: {day}\nresults: [{{service: db, kind: restore}}]\n");
            let (a, b) = (drill(days[0]), drill(days[1]));
            let files = [
                ("services/db.yaml", "id: db\nbackups: [{every: 1h}]\n"),
                ("drills/a.yaml", a.as_str()),
                ("drills/b.yaml", b.as_str()),
                ("postmortem.yaml", settings),
            ];
            found("restore-test-old", &files).len()
        };
        // Now is 1 March 2026.
        assert_eq!(count(["2025-12-01", "2025-06-01"], ""), 0, "ninety days to the day");
        assert_eq!(count(["2025-11-30", "2025-06-01"], ""), 1);
        assert_eq!(count(["2025-11-30", "2025-06-01"], "drills: {restore_test: 180d}\n"), 0);
        assert_eq!(count(["2062-01-15", "2025-06-01"], ""), 1, "not held yet");
        assert_eq!(count(["2026-02-20", "2025-06-01"], "drills: {restore_test: 7d}\n"), 1);
    }
}
