//! What incidents say of the runbooks they used.

use crate::record::{Effect, IncidentKind, Leaf, Mitigation};
use crate::workspace::Workspace;

/// One use of a runbook: a mitigation of one of our incidents that names it.
#[derive(Debug, Clone, Copy)]
pub struct Use<'a> {
    /// The incident, by its place in the workspace.
    pub case: usize,
    /// The mitigation, by its place in the incident.
    pub place: usize,
    /// The mitigation.
    pub mitigation: &'a Mitigation,
    /// When, in Unix seconds: the time of the step, else the begin of the incident.
    pub at: Option<i64>,
}

impl Use<'_> {
    /// Whether it is said to have helped not at all.
    pub fn failed(&self) -> bool {
        failed(self.mitigation)
    }

    /// What it did, where that is known.
    pub fn effect(&self) -> Option<Effect> {
        self.mitigation.effective.as_ref().and_then(Leaf::get).copied()
    }
}

/// Whether a mitigation is said to have helped not at all.
pub fn failed(mitigation: &Mitigation) -> bool {
    let effect = mitigation.effective.as_ref().and_then(Leaf::get);
    matches!(effect, Some(Effect::No | Effect::Harmful))
}

/// The uses of every runbook, in the order of the runbooks; of each the oldest first, those without a time before all others.
pub fn uses(workspace: &Workspace) -> Vec<Vec<Use<'_>>> {
    let mut all: Vec<Vec<Use<'_>>> = vec![Vec::new(); workspace.runbooks.len()];
    let rules = &workspace.policy.times;
    for (case, record) in workspace.cases.iter().enumerate() {
        if record.kind == IncidentKind::External {
            continue;
        }
        let mitigations = record.data.response.iter().flat_map(|response| &response.mitigations);
        for (place, mitigation) in mitigations.enumerate() {
            let Some(runbook) = mitigation.runbook.as_ref().and_then(|id| workspace.names.runbook(id)) else {
                continue;
            };
            let written =
                mitigation.at.as_ref().and_then(Leaf::get).and_then(|time| rules.bounds(time).point);
            let at = written.or_else(|| record.began(rules));
            if let Some(list) = all.get_mut(runbook) {
                list.push(Use { case, place, mitigation, at });
            }
        }
    }
    for list in &mut all {
        list.sort_by_key(|one| (one.at, one.case, one.place));
    }
    all
}
