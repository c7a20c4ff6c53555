//! Missed response targets that nobody says a word about.

use super::support::applies;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::{Milestone, Text};
use crate::stats::{TargetMeasure, breach, numbers};
use crate::time::show_seconds;
use crate::workspace::{Case, State, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "breach-unexplained",
    group: Group::Analysis,
    level: Level::Warning,
    summary: "A severe incident missed a response target, and its review says nothing that went wrong.",
    why: "A target is kept for the sake of what is learnt when it is missed: whom did the page not reach, why did nobody dare to roll back. Looked at are incidents in `reviewing` (a note) and `closed` whose severity requires a review \
          (`P0` and `P1` unless the settings say otherwise), against the severity in force at detection, and only where \
          the target is missed beyond the doubt of the times. An entry in `lessons.went_wrong` or `discrepancies` is an \
          explanation; what it says is for the reviewers to judge.",
    bad: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nseverity: P1\nstatus: closed\ntimes: {detected: 2026-03-05T10:00:00Z, acknowledged: 2026-03-05T10:40:00Z}\n",
    )],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nseverity: P1\nstatus: closed\ntimes: {detected: 2026-03-05T10:00:00Z, acknowledged: 2026-03-05T10:40:00Z}\nlessons: {went_wrong: The page went to a phone that was off.}\n",
    )],
    check: Check::Case(
        |case| applies::lived(case) && matches!(case.state, Some(State::Reviewing | State::Closed)),
        check,
    ),
};

fn check(case: &Case, workspace: &Workspace, findings: &mut Vec<Finding>) {
    let policy = &workspace.policy;
    let severity = case.severity_at_detection.and_then(|rank| policy.severities.get(rank));
    let Some(severity) = severity.filter(|severity| severity.review_required) else { return };
    let wrong = case.data.lessons.as_ref().and_then(|lessons| lessons.went_wrong.as_ref());
    let mut words = wrong.iter().flat_map(|texts| &texts.0).chain(&case.data.discrepancies);
    if words.any(Text::says_something) {
        return;
    }
    let numbers = numbers(case, policy);
    for (measure, milestone) in [
        (TargetMeasure::Acknowledge, Milestone::Acknowledged),
        (TargetMeasure::Mitigate, Milestone::Mitigated),
        (TargetMeasure::Resolve, Milestone::Resolved),
    ] {
        let Some((limit, took)) = breach(&numbers, severity, measure) else { continue };
        let message = format!(
            "`{milestone}` took {} where `{}` allows {}, and nothing says why",
            show_seconds(took),
            severity.id,
            show_seconds(limit)
        );
        let finding = Finding::new(RULE.id, &case.file, at("times").then(milestone.word()), message)
            .help("say in `lessons.went_wrong` what held it up");
        let early = case.state == Some(State::Reviewing);
        findings.push(if early { finding.weighing(Level::Note) } else { finding });
    }
}

#[cfg(test)]
mod tests {
    use crate::finding::Level;
    use crate::rule::tests::found;

    #[test]
    fn severities_states_and_doubt() {
        let levels = |head: &str, acknowledged: &str| {
            let text = format!(
                "id: INC-1\n{head}times: {{started: 2026-03-05T10:00:00Z, detected: 2026-03-05T10:00:00Z, acknowledged: {acknowledged}, resolved: 2026-03-05T12:00:00Z}}\n"
            );
            let settings = "severities: {P1: {targets: {resolve: 1h}}}\n";
            let found = found("breach-unexplained", &[("INC-1.yaml", &text), ("postmortem.yaml", settings)]);
            found.iter().map(|f| f.level).collect::<Vec<_>>()
        };
        let late = "2026-03-05T10:40:00Z";
        assert_eq!(levels("severity: P1\nstatus: closed\n", late), [None, None], "acknowledged and resolved");
        assert_eq!(levels("severity: P0\nstatus: reviewing\n", late), [Some(Level::Note)]);
        assert_eq!(levels("severity: P2\nstatus: closed\n", "2026-03-05T13:40:00Z"), []);
        assert_eq!(levels("severity: P0\nstatus: verifying\n", late), []);
        assert_eq!(
            levels("severity: P0\nstatus: closed\n", "~2026-03-05T10:19:00Z"),
            [],
            "it may have been in time"
        );
        assert_eq!(levels("severity: P0\nstatus: closed\nlessons: {went_wrong: unknown}\n", late), [None]);
        assert_eq!(
            levels("severity: P0\nstatus: closed\ndiscrepancies: [the pager log is lost]\n", late),
            []
        );
    }
}
