//! Open incidents nobody has touched for a long time.

use super::support::{applies, bounds, times};
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::Milestone;
use crate::time::{DAY, show_date};
use crate::workspace::{Case, Workspace, written};

pub(super) const RULE: Rule = Rule {
    id: "forgotten-incident",
    group: Group::Lifecycle,
    level: Level::Warning,
    summary: "An incident is open, and nothing is recorded of the last 30 days.",
    why: "Open incidents are not left out of the statistics: they last until today. One whose `resolved` was forgotten \
          grows by a day every day, and with it every chance that a recovery takes longer than it may. An incident that \
          really lasts this long has a word said about it now and then. This depends on today, so it is reported and \
          fails a build only where that is asked for.",
    bad: &[("2026/INC-1.yaml", "id: INC-1\nstatus: repairing\ntimes: {started: 2026-01-05T10:00:00Z}\n")],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nstatus: repairing\ntimes: {started: 2026-01-05T10:00:00Z}\ntimeline: [{at: 2026-02-20T10:00:00Z, text: the vendor ships the part}]\n",
    )],
    check: Check::Today(|all| all.cases.iter().filter(|case| open(case)).count(), check),
};

/// Longer than this without a word, and it is forgotten.
const QUIET: i64 = 30 * DAY;

fn open(case: &Case) -> bool {
    // An end that cannot be read is an end.
    applies::lived(case) && case.is_open() && written(&case.data, Milestone::Resolved).is_none()
}

fn check(workspace: &Workspace, now: i64, findings: &mut Vec<Finding>) {
    for case in workspace.cases.iter().filter(|case| open(case)) {
        let mut last = None;
        times::every(case, |leaf, _| {
            last = last.max(bounds(workspace, Some(leaf)).and_then(|known| known.high.or(known.low)));
        });
        let Some(last) = last.filter(|last| now - last > QUIET) else { continue };
        let since = show_date(last, workspace.policy.zone());
        let message = format!("it is open, and nothing is recorded since {since}");
        let field = if case.data.status.is_some() { at("status") } else { at("id") };
        let help = "write `times.resolved`, cancel it, or say in `timeline` how it stands";
        findings.push(Finding::new(RULE.id, &case.file, field, message).help(help));
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    #[test]
    fn what_is_over_or_lively() {
        let count =
            |text: &str| found("forgotten-incident", &[("INC-1.yaml", &format!("id: INC-1\n{text}"))]).len();
        let old = "times: {started: 2026-01-05T10:00:00Z}\n";
        assert_eq!(count(old), 1);
        assert_eq!(count(&format!("status: cancelled\n{old}")), 0);
        assert_eq!(count(&format!("kind: external\n{old}")), 0);
        assert_eq!(count("times: {started: 2026-01-05T10:00:00Z, resolved: unknown}\n"), 0);
        assert_eq!(
            count("times: {started: 2026-01-05T10:00:00Z, resolved: sometime}\n"),
            0,
            "it is there, and broken"
        );
        assert_eq!(count("times: {started: 2026-02-15T10:00:00Z}\n"), 0);
        assert_eq!(count(""), 0, "nothing is known");
    }
}
