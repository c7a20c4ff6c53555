//! Severities that the stated impact does not fit.

use super::support::applies;
use super::{Check, Group, Rule};
use crate::finding::{FieldPath, Finding, Level, at};
use crate::record::{Impact, Leaf, Users};
use crate::workspace::{Case, SeverityPolicy, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "severity-mismatch",
    group: Group::Impact,
    level: Level::Warning,
    summary: "The stated users or share do not fit the severity.",
    why: "Severity is set in the first minutes and seldom looked at again, although it decides the targets, the review \
          and every table. A `P3` (slight, few users) with `users: all` is one of the two wrongly written. Which share of \
          users fits a severity is a setting (`severities.P3.users`); the defaults are wide and overlap.",
    bad: &[("2026/INC-1.yaml", "id: INC-1\nseverity: P3\nimpact: {users: all}\n")],
    good: &[("2026/INC-1.yaml", "id: INC-1\nseverity: P0\nimpact: {users: all}\n")],
    check: Check::Case(applies::lived, check),
};

fn check(case: &Case, workspace: &Workspace, findings: &mut Vec<Finding>) {
    let severities = &workspace.policy.severities;
    let Some(policy) = case.severity.and_then(|rank| severities.get(rank)) else { return };
    let Some((share, field, text)) = case.data.impact.as_ref().and_then(share) else { return };
    let fits = |policy: &SeverityPolicy| (policy.min_share..=policy.max_share).contains(&share);
    if fits(policy) {
        return;
    }
    let (word, limit) =
        if share > policy.max_share { ("at most", policy.max_share) } else { ("at least", policy.min_share) };
    let message =
        format!("`{}` is for {word} {:.0} % of users, and `{text}` says otherwise", policy.id, limit * 100.0);
    let others: Vec<String> =
        severities.iter().filter(|other| fits(other)).map(|other| format!("`{}`", other.id)).collect();
    let finding =
        Finding::new(RULE.id, &case.file, field, message).second(at("severity"), format!("`{}`", policy.id));
    findings.push(if others.is_empty() {
        finding.help("correct the share, or the shares of the severities in the settings")
    } else {
        finding.help(format!("correct it, or take a severity that fits: {}", others.join(", ")))
    });
}

/// The share of users that was hit, its field, and how it is written.
fn share(impact: &Impact) -> Option<(f64, FieldPath, String)> {
    if let Some(share) = impact.share.as_ref() {
        return Some((share.get()?.0, at("impact.share"), format!("share: {}", Leaf::text(share))));
    }
    matches!(impact.users, Some(Users::All)).then(|| (1.0, at("impact.users"), "users: all".into()))
}
