//! Roles that the settings do not know.

use super::support::which;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, Place, at};
use crate::fix::Fix;
use crate::record::{IncidentKind, alike};
use crate::workspace::{Case, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "unknown-role",
    group: Group::Names,
    level: Level::Error,
    summary: "A role is none of the settings, or a decision was made by nobody with a role.",
    why: "`oncall` beside `on-call` splits the load of one role into two, and the fact that somebody was on call then \
          counts as missing. A recovery step for a role nobody has is a step nobody will do. A decision may name a role \
          or a person who has one in this incident; anything else weighs as a warning.",
    bad: &[("2026/INC-1.yaml", "id: INC-1\nroles: {oncall: wei.xu}\n")],
    good: &[("2026/INC-1.yaml", "id: INC-1\nroles: {on-call: wei.xu}\n")],
    check: Check::Whole(Workspace::records, check),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    let roles = workspace.policy.roles.iter().map(String::as_str);
    let known = |name: &str| roles.clone().any(|role| role == name);
    let mut report = |file: &str, place: Place, message: String, name: &str, level| {
        let fix = match (&place, alike(name, roles.clone())) {
            (Place::Key(path), Some(right)) => Some(Fix::key(path.clone(), right)),
            (Place::Value(path), Some(right)) => Some(Fix::value(path.clone(), name, right)),
            _ => None,
        };
        let mut finding = Finding::new(RULE.id, file, place, message).weighing(level).fix(fix);
        finding.help = which(name, roles.clone());
        findings.push(finding);
    };
    for case in workspace.cases.iter().filter(|case| case.kind != IncidentKind::External) {
        for role in case.data.roles.keys().filter(|role| !known(role)) {
            let key = Place::Key(at("roles").key(role));
            report(&case.file, key, format!("`{role}` is not a role of this house"), role, Level::Error);
        }
        let decisions = case.data.response.iter().flat_map(|response| response.decisions.iter().enumerate());
        for (i, by) in decisions.filter_map(|(i, decision)| Some((i, decision.by.as_ref()?))) {
            if by.says_something() && !known(by) && !has_role(case, by) {
                let place = at("response.decisions").item(i).then("by").into();
                let message = format!("`{by}` is neither a role nor somebody in `roles`");
                report(&case.file, place, message, by, Level::Warning);
            }
        }
    }
    let steps = workspace.services.iter().flat_map(|service| {
        let recovery = service.data.recovery.iter().enumerate();
        let steps = recovery
            .flat_map(|(i, recovery)| recovery.steps.iter().enumerate().map(move |(j, step)| (i, j, step)));
        steps.map(|(i, j, step)| {
            (&service.file, at("recovery").item(i).then("steps").item(j), step.role.as_ref())
        })
    });
    let instructions = workspace.runbooks.iter().flat_map(|runbook| {
        let steps = runbook.data.steps.iter().enumerate();
        steps.map(|(i, step)| (&runbook.file, at("steps").item(i), step.role.as_ref()))
    });
    for (file, step, role) in steps.chain(instructions) {
        if let Some(role) = role.filter(|role| role.says_something() && !known(role)) {
            let message = format!("`{role}` is not a role of this house");
            report(file, step.then("role").into(), message, role, Level::Error);
        }
    }
}

/// Whether a person has a role in the incident.
fn has_role(case: &Case, name: &str) -> bool {
    case.data.roles.values().any(|people| people.0.iter().any(|person| person.eq_ignore_ascii_case(name)))
}
