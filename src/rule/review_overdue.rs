//! Reviews whose day has passed.

use super::support::applies;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::stats::overdue_review;
use crate::time::show_date;
use crate::workspace::{Case, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "review-overdue",
    group: Group::Lifecycle,
    level: Level::Warning,
    summary: "The review that the severity asks for is past its day and has not been held.",
    why: "What people remember of a night is gone in a week. The settings say within how long a severity wants its review \
          (3 days for `P0`, 5 business days for `P1`), counted from `resolved`; a review that never comes is counted as \
          a breach in the statistics, months later. This depends on today, so it is reported and fails a build only \
          where that is asked for.",
    bad: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nseverity: P0\nstatus: reviewing\ntimes: {resolved: 2026-02-20T10:00:00Z}\nreview: {state: draft}\n",
    )],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nseverity: P0\nstatus: reviewing\ntimes: {resolved: 2026-02-20T10:00:00Z}\nreview: {state: approved, at: 2026-02-22T10:00:00Z}\n",
    )],
    check: Check::Today(|all| all.cases.iter().filter(|case| wants(case)).count(), check),
};

/// Whether it can be late with its review.
fn wants(case: &Case) -> bool {
    applies::lived(case) && case.counts() && case.severity_at_detection.is_some()
}

fn check(workspace: &Workspace, now: i64, findings: &mut Vec<Finding>) {
    let policy = &workspace.policy;
    for case in workspace.cases.iter().filter(|case| wants(case)) {
        let Some((severity, due)) = overdue_review(case, policy, now) else { continue };
        let review = case.data.review.as_ref();
        let message = format!("`{}` asks for its review by {}", severity.id, show_date(due, policy.zone()));
        let field = if workspace.hides(&case.file, &at("review")) { continue } else { at("review") };
        let field = if review.is_some() { field } else { at("times.resolved") };
        let help = "hold it and write `review: {state: approved, at: …, by: […]}`, or `state: not-required`";
        findings.push(Finding::new(RULE.id, &case.file, field, message).help(help));
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    #[test]
    fn business_days_and_what_ends_the_wait() {
        // Today is Sunday, 1 March 2026; five business days after Friday the 20th end on Friday the 27th.
        let count = |severity: &str, resolved: &str, review: &str| {
            let text = format!(
                "id: INC-1\nseverity: {severity}\nstatus: closed\ntimes: {{resolved: {resolved}}}\nreview: {{{review}}}\n"
            );
            found("review-overdue", &[("INC-1.yaml", &text)]).len()
        };
        assert_eq!(count("P1", "2026-02-20T10:00:00Z", "state: in-review"), 1);
        assert_eq!(count("P1", "2026-02-23T10:00:00Z", "state: in-review"), 0);
        assert_eq!(count("P1", "2026-02-20T10:00:00Z", ""), 1);
        assert_eq!(count("P1", "2026-02-20T10:00:00Z", "state: not-required"), 0);
        assert_eq!(count("P1", "2026-02-20T10:00:00Z", "state: soon"), 0, "another rule's business");
        assert_eq!(count("P2", "2026-01-20T10:00:00Z", "state: draft"), 0, "none is asked for");
        assert_eq!(count("P0", "unknown", "state: draft"), 0);
    }
}
