//! What the rules about recovery find, as gaps of the plan.

use std::collections::BTreeMap;

use crate::finding::Finding;
use crate::recovery::{Gap, GapKind};
use crate::rule::{Group, RULES, Rule, find, look_at_all, weigh};
use crate::workspace::Workspace;

/// Rules that miss something, rather than find two things that do not go together.
const MISSING: [&str; 10] = [
    "evidence-unreadable",
    "failover-never-drilled",
    "health-missing",
    "hidden-dependency",
    "restore-untested",
    "service-without-objectives",
    "single-contact",
    "soft-without-mode",
    "unowned-runbook",
    "alert-without-runbook",
];

/// Rules whose gaps the plan finds itself.
const KNOWN: [&str; 2] = ["dependency-cycle", "service-without-recovery"];

/// Rules of other groups that are about recovery.
const BESIDE: [&str; 5] =
    ["stale-runbook", "step-runbook-stale", "unowned-runbook", "runbook-failed", "alert-without-runbook"];

/// What the rules find of the recovery plan at `now`, but for those that are switched off.
pub fn gaps(workspace: &Workspace, now: i64) -> Vec<Gap<'_>> {
    let about = |rule: &&Rule| {
        !KNOWN.contains(&rule.id) && (rule.group == Group::Recovery || BESIDE.contains(&rule.id))
    };
    let rules: Vec<&Rule> = RULES.iter().filter(about).collect();
    let mut found = look_at_all(&rules, workspace, now);
    found.retain(|finding| weigh(finding, &workspace.policy).is_some());
    found.sort_by(|a, b| (a.rule, &a.file, &a.message).cmp(&(b.rule, &b.file, &b.message)));
    let services: BTreeMap<&str, &str> =
        workspace.services.iter().map(|service| (service.file.as_str(), service.id.as_str())).collect();
    found.into_iter().map(|finding| gap(services.get(finding.file.as_str()).copied(), finding)).collect()
}

fn gap(service: Option<&str>, finding: Finding) -> Gap<'_> {
    let kind = match find(finding.rule) {
        _ if MISSING.contains(&finding.rule) => GapKind::Missing,
        Some(rule) if rule.is_calendar() || rule.id == "step-runbook-stale" => GapKind::Stale,
        _ => GapKind::Contradicted,
    };
    Gap { kind, service, text: finding.message, rule: Some(finding.rule) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_named_here_exists() {
        for id in MISSING.iter().chain(&KNOWN).chain(&BESIDE) {
            assert!(find(id).is_some(), "{id}");
        }
    }
}
