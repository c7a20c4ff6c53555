//! To which records a rule applies: the guards of rules about one incident, the counts of rules about everything.

use crate::record::{IncidentKind, Milestone, Objectives, Service};
use crate::workspace::{Case, Record, Workspace};

/// An incident of our own, not one of another organisation.
pub(in crate::rule) fn ours(case: &Case) -> bool {
    case.kind != IncidentKind::External
}

/// One of our own that says why it happened.
pub(in crate::rule) fn analysed(case: &Case) -> bool {
    ours(case) && case.data.analysis.is_some()
}

/// An incident that was lived through: it has users, a severity and a lifecycle.
pub(in crate::rule) fn lived(case: &Case) -> bool {
    matches!(case.kind, IncidentKind::Incident | IncidentKind::Security)
}

/// Something that users felt: an incident of ours that counts, or one of another organisation.
pub(in crate::rule) fn hurt(case: &Case) -> bool {
    (lived(case) || case.kind == IncidentKind::External) && case.counts()
}

/// At least one time of `times` is written.
pub(in crate::rule) fn has_times(case: &Case) -> bool {
    case.data.times.planned.is_some() || Milestone::ALL.iter().any(|m| case.times.get(*m).is_some())
}

/// It has a timeline.
pub(in crate::rule) fn has_timeline(case: &Case) -> bool {
    !case.data.timeline.is_empty()
}

/// It has intervals of impact.
pub(in crate::rule) fn has_outages(case: &Case) -> bool {
    case.data.impact.as_ref().is_some_and(|impact| !impact.outages.is_empty())
}

/// It asks why.
pub(in crate::rule) fn has_whys(case: &Case) -> bool {
    case.data.analysis.as_ref().is_some_and(|analysis| !analysis.five_whys.is_empty())
}

/// Its state, its severity changed, or it was reopened.
pub(in crate::rule) fn has_changes(case: &Case) -> bool {
    let data = &case.data;
    !(data.status_changes.is_empty() && data.severity_changes.is_empty() && data.reopened.is_empty())
}

/// Incidents and drills with actions that are ours to do.
pub(in crate::rule) fn with_actions(workspace: &Workspace) -> usize {
    super::actions::ours(workspace).filter(|(_, actions)| !actions.is_empty()).count()
}

/// Services in use of which this is true.
pub(in crate::rule) fn services(workspace: &Workspace, wanted: impl Fn(&Service) -> bool) -> usize {
    lasting(workspace).filter(|(_, service)| wanted(&service.data)).count()
}

/// Services without a date of retirement, each with its index; of two records with one id the first.
pub(in crate::rule) fn lasting(workspace: &Workspace) -> impl Iterator<Item = (usize, &Record<Service>)> {
    let named = |i: usize, service: &Record<Service>| workspace.names.service(&service.id) == Some(i);
    workspace
        .services
        .iter()
        .enumerate()
        .filter(move |(i, service)| service.data.retired_on.is_none() && named(*i, service))
}

/// Services in use with an objective.
pub(in crate::rule) fn promising(workspace: &Workspace, wanted: impl Fn(&Objectives) -> bool) -> usize {
    services(workspace, |service| service.objectives.as_ref().is_some_and(&wanted))
}
