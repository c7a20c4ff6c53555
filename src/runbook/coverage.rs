//! The triangle of alerts, runbooks and incidents: where one leads to another, and where it does not.

use std::collections::BTreeSet;

use super::{By, Links, Target, Use, uses};
use crate::alerts::{Alert, Rules};
use crate::record::{IncidentKind, Text};
use crate::workspace::{Case, Workspace};

/// An alert, and what there is for it.
#[derive(Debug, Clone, Copy)]
pub struct Covered<'a> {
    /// The alert rule.
    pub alert: &'a Alert,
    /// The runbook, by its place, and what led there.
    pub runbook: Option<(usize, By)>,
    /// Where its `runbook_url` leads, if it has one.
    pub url: Option<Target>,
}

impl Covered<'_> {
    /// In a word: `covered`, `unresolved`, `elsewhere` or `none`.
    pub fn word(&self) -> &'static str {
        match (self.runbook, self.url) {
            (Some(_), _) => "covered",
            (None, Some(Target::Nowhere)) => "unresolved",
            (None, Some(_)) => "elsewhere",
            (None, None) => "none",
        }
    }
}

/// An incident that had no runbook for what had to be done.
#[derive(Debug, Clone, Copy)]
pub struct Lacking<'a> {
    /// The incident, by its place in the workspace.
    pub case: usize,
    /// The alert that noticed it, where no runbook is for that.
    pub alert: Option<&'a str>,
    /// How many mitigations it has, where none names a runbook; else 0.
    pub improvised: usize,
}

/// The triangle.
pub struct Coverage<'a> {
    /// The records.
    pub workspace: &'a Workspace,
    /// Every alert rule, in written order.
    pub alerts: Vec<Covered<'a>>,
    /// Runbooks to which no alert rule and no step of a recovery leads, and which no incident used, by their place.
    pub unused: Vec<usize>,
    /// Incidents that had none, in the order of the records.
    pub lacking: Vec<Lacking<'a>>,
    /// Uses of runbooks that did not help: the runbook, and the use.
    pub failed: Vec<(usize, Use<'a>)>,
    /// Alerts that runbooks name and no rule file has: the runbook, and which of its alerts.
    pub unknown: Vec<(usize, &'a Text)>,
}

/// Works the triangle out, for the alerts of these rule files.
///
/// Without alert rules, or where some could not be read, every alert that a runbook names counts as one there is.
pub fn coverage<'a>(workspace: &'a Workspace, rules: &'a Rules) -> Coverage<'a> {
    let links = Links::new(workspace);
    let cover = |alert: &'a Alert| {
        let url = alert.runbook_url().map(|url| links.target(url));
        Covered { alert, runbook: links.of(alert), url }
    };
    let alerts: Vec<Covered<'a>> = rules.alerts.iter().map(cover).collect();
    let all = uses(workspace);
    let known: BTreeSet<String> = rules.alerts.iter().map(|alert| alert.name.to_lowercase()).collect();
    let named = workspace.runbooks.iter().enumerate();
    let named = named.flat_map(|(i, record)| record.data.alerts.iter().map(move |alert| (i, alert)));
    let unknown = named
        .filter(|(_, alert)| alert.says_something() && !known.contains(&alert.trim().to_lowercase()))
        .filter(|_| !rules.alerts.is_empty());
    let failed = all.iter().enumerate().flat_map(|(i, list)| list.iter().map(move |one| (i, *one)));
    Coverage {
        workspace,
        unused: unused(workspace, &alerts, &all, !rules.alerts.is_empty() && rules.problems.is_empty()),
        alerts,
        lacking: lacking(workspace, rules, &links),
        failed: failed.filter(|(_, one)| one.failed()).collect(),
        unknown: unknown.collect(),
    }
}

fn unused(
    workspace: &Workspace,
    alerts: &[Covered<'_>],
    uses: &[Vec<Use<'_>>],
    complete: bool,
) -> Vec<usize> {
    let recoveries = workspace.services.iter().flat_map(|service| &service.data.recovery);
    let steps = recoveries.flat_map(|recovery| &recovery.steps).filter_map(|step| step.runbook.as_ref());
    let mut led: BTreeSet<usize> = steps.filter_map(|id| workspace.names.runbook(id)).collect();
    led.extend(alerts.iter().filter_map(|covered| Some(covered.runbook?.0)));
    led.extend(alerts.iter().filter_map(|covered| match covered.url {
        Some(Target::Ours(i)) => Some(i),
        _ => None,
    }));
    let idle = workspace.runbooks.iter().enumerate().filter(|(i, record)| {
        let believed = !complete && record.data.alerts.iter().any(Text::says_something);
        !led.contains(i) && !believed && uses.get(*i).is_none_or(Vec::is_empty)
    });
    idle.map(|(i, _)| i).collect()
}

fn lacking<'a>(workspace: &'a Workspace, rules: &Rules, links: &Links) -> Vec<Lacking<'a>> {
    // An alert may lead to a runbook by its address alone.
    let by_url = rules.alerts.iter().filter(|alert| links.of(alert).is_some());
    let by_url: BTreeSet<String> = by_url.map(|alert| alert.name.to_lowercase()).collect();
    let answered = |name: &str| links.of_name(name).is_some() || by_url.contains(&name.to_lowercase());
    let cases = workspace.cases.iter().enumerate().filter(|(_, case)| lived(case));
    let each = cases.filter_map(|(i, case)| {
        let alert = alert_of(case).filter(|name| !answered(name));
        let improvised = improvised(case);
        (alert.is_some() || improvised > 0).then_some(Lacking { case: i, alert, improvised })
    });
    each.collect()
}

fn lived(case: &Case) -> bool {
    matches!(case.kind, IncidentKind::Incident | IncidentKind::Security) && case.counts()
}

/// How many mitigations an incident has, where none of them names a runbook; else 0.
pub(crate) fn improvised(case: &Case) -> usize {
    let steps = case.data.response.as_ref().map_or(&[][..], |response| &response.mitigations);
    let guided = steps.iter().any(|step| step.runbook.as_ref().is_some_and(Text::says_something));
    if guided { 0 } else { steps.len() }
}

/// The alert that noticed an incident, where its name is one word, as those of alerts are.
fn alert_of(case: &Case) -> Option<&str> {
    let alert = case.data.detection.as_ref()?.alert.as_deref()?.trim();
    (!alert.is_empty() && !alert.contains(char::is_whitespace)).then_some(alert)
}

impl Coverage<'_> {
    /// How many alert rules are in this state.
    pub fn count(&self, word: &str) -> usize {
        self.alerts.iter().filter(|covered| covered.word() == word).count()
    }

    /// Names of alerts without a runbook of ours, each once, in written order.
    pub fn missing(&self) -> Vec<&str> {
        let mut seen = BTreeSet::new();
        let open = self.alerts.iter().filter(|covered| covered.runbook.is_none());
        let names = open.map(|covered| covered.alert.name.as_str());
        names.filter(|name| seen.insert(name.to_lowercase())).collect()
    }
}
