//! Severities that the settings do not know.

use super::support::applies;
use super::{Check, Group, Rule};
use crate::finding::{FieldPath, Finding, Level, at};
use crate::fix::Fix;
use crate::record::Text;
use crate::workspace::{Case, Policy, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "unknown-severity",
    group: Group::Names,
    level: Level::Error,
    summary: "A severity is none of the settings; by default `P0` to `P3`.",
    why: "Targets, required facts and every table go by severity: a record whose severity is `SEV2` where the house says \
          `P1` is in none of them. Other scales are welcome, in `severities` of the settings.",
    bad: &[("2026/INC-1.yaml", "id: INC-1\nseverity: critical\n")],
    good: &[("2026/INC-1.yaml", "id: INC-1\nseverity: P0\n")],
    check: Check::Case(applies::ours, check),
};

fn check(case: &Case, workspace: &Workspace, findings: &mut Vec<Finding>) {
    let mut look = |field: FieldPath, text: Option<&Text>| {
        let Some(text) = text.filter(|text| text.says_something()) else { return };
        if workspace.policy.severity(text).is_none() {
            let message = format!("`{text}` is not a severity of this house");
            let fix = meant(text, &workspace.policy).map(|id| Fix::value(field.clone(), &**text, id));
            let finding = Finding::new(RULE.id, &case.file, field, message).fix(fix);
            findings.push(finding.help(help(text, &workspace.policy)));
        }
    };
    look(at("severity"), case.data.severity.as_ref());
    for (i, change) in case.data.severity_changes.iter().enumerate() {
        let field = at("severity_changes").item(i);
        look(field.clone().then("from"), change.from.as_ref());
        look(field.then("to"), change.to.as_ref());
    }
}

/// Ids are too short for a nearest one: `P9` is as near to `P0` as to `P3`. So only case and the full name count.
fn meant<'a>(text: &str, policy: &'a Policy) -> Option<&'a str> {
    let same = |name: &str| name.eq_ignore_ascii_case(text.trim());
    let mut found = policy
        .severities
        .iter()
        .filter(|severity| same(&severity.id) || severity.names.all().any(&same) || same(&severity.name));
    found.next().filter(|_| found.next().is_none()).map(|severity| severity.id.as_str())
}

fn help(text: &str, policy: &Policy) -> String {
    if let Some(id) = meant(text, policy) {
        return format!("did you mean `{id}`?");
    }
    let known = policy.severities.iter().map(|severity| format!("`{}` ({})", severity.id, severity.name));
    format!("use one of {}", known.collect::<Vec<_>>().join(", "))
}
