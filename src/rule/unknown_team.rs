//! Teams that are not in `teams/`.

use super::support::which;
use super::{Check, Group, Rule};
use crate::finding::{FieldPath, Finding, Level, at};
use crate::record::schema::RecordType;
use crate::record::{Action, IncidentKind, Text};
use crate::workspace::Workspace;
use crate::workspace::blanks::placeholder;

pub(super) const RULE: Rule = Rule {
    id: "unknown-team",
    group: Group::Names,
    level: Level::Error,
    summary: "An owner or a recovery step names a team that `teams/` does not know, neither by id nor by alias.",
    why: "At 3 a.m. an owner that no team file explains is nobody to call. The owner of an action may be a person, so \
          there only a name that is one letter from a team's is reported, as a warning. Where no team is recorded at all, \
          owners are free text and nothing is said.",
    bad: &[("teams/payments.yaml", "id: payments\n"), ("services/api.yaml", "id: api\nowner: paymnets\n")],
    good: &[("teams/payments.yaml", "id: payments\n"), ("services/api.yaml", "id: api\nowner: payments\n")],
    check: Check::Whole(Workspace::records, check),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    if workspace.teams.is_empty() {
        return;
    }
    let names = workspace.teams.iter().flat_map(|team| {
        std::iter::once(team.id.as_str()).chain(team.data.aliases.iter().map(|alias| &**alias))
    });
    let known = |name: &str| workspace.names.team(name).is_some() || workspace.lost(RecordType::Team, name);
    let unknown = |text: &Text| text.says_something() && !known(text);
    let mut look = |file: &str, field: FieldPath, text: Option<&Text>| {
        let Some(text) = text.filter(|text| unknown(text)) else { return };
        let help = which(text, names.clone()).unwrap_or_default();
        let message = format!("`teams/` knows no team `{text}`");
        findings.push(Finding::new(RULE.id, file, field, message).help(help));
    };
    for service in &workspace.services {
        look(&service.file, at("owner"), service.data.owner.as_ref());
        for (i, recovery) in service.data.recovery.iter().enumerate() {
            for (j, step) in recovery.steps.iter().enumerate() {
                let field = at("recovery").item(i).then("steps").item(j).then("team");
                look(&service.file, field, step.team.as_ref());
            }
        }
    }
    // An owner that is still to be named is reported as that.
    let settled = |owner: &Text| placeholder(owner).is_none();
    for runbook in
        workspace.runbooks.iter().filter(|runbook| runbook.data.owner.as_ref().is_some_and(settled))
    {
        look(&runbook.file, at("owner"), runbook.data.owner.as_ref());
    }
    if let Some(plan) = &workspace.plan {
        let owner = plan.data.maintenance.as_ref().and_then(|maintenance| maintenance.owner.as_ref());
        look(&plan.file, at("maintenance.owner"), owner);
    }
    let ours = workspace.cases.iter().filter(|case| case.kind != IncidentKind::External);
    let incidents = ours.map(|case| (&case.file, &case.data.actions));
    let drills = workspace.drills.iter().map(|drill| (&drill.file, &drill.data.actions));
    for (file, actions) in incidents.chain(drills) {
        for (i, Action { owner, .. }) in actions.iter().enumerate() {
            let Some(owner) = owner.as_ref().filter(|owner| unknown(owner)) else { continue };
            let close = |name: &&str| name.len() > 3 && one_slip(owner, name);
            let Some(near) = names.clone().find(close) else { continue };
            let message = format!("`{owner}` is almost the team `{near}`");
            let field = at("actions").item(i).then("owner");
            let help = format!("write `{near}` if that team is meant");
            findings.push(Finding::new(RULE.id, file, field, message).help(help).weighing(Level::Warning));
        }
    }
}
/// Whether two names differ by one letter; most pairs are told apart without comparing them whole.
fn one_slip(a: &str, b: &str) -> bool {
    let ends = a.chars().next() == b.chars().next() || a.chars().next_back() == b.chars().next_back();
    ends && a.len().abs_diff(b.len()) <= 4 && strsim::damerau_levenshtein(a, b) == 1
}
