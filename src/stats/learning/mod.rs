//! What an organisation learns: how it notices, what comes back, what becomes of what it decided to do, and when people
//! are called out.

mod actions;
mod detection;
mod factors;
mod load;
mod review;

pub use actions::{ActionItems, Overdue};
pub use detection::{Detected, Detection};
pub use factors::{Factor, Recurrence};
pub use load::{Load, LoadRow};
pub use review::ReviewLead;

use super::filter::Filter;
use crate::numbers::LEVEL;
use crate::numbers::wilson::{Proportion, wilson};
use crate::record::IncidentKind;
use crate::workspace::{Case, Workspace};

/// What can be learnt from how incidents were handled.
#[derive(Debug)]
pub struct Learning<'a> {
    /// Who or what noticed.
    pub detection: Detection,
    /// Contributing factors that came back.
    pub recurrence: Recurrence<'a>,
    /// Action items of the incidents.
    pub actions: ActionItems<'a>,
    /// From resolved to the review.
    pub review: ReviewLead<'a>,
    /// Near misses among near misses and incidents, under the same filter; `None` where there is neither, and where a
    /// kind was asked for.
    pub near_misses: Option<Proportion>,
    /// When people were called out.
    pub load: Load,
}

/// Learning from incidents of ours, as of `now`, seconds since 1970.
pub fn learning<'a>(workspace: &'a Workspace, filter: &Filter, cases: &[&'a Case], now: i64) -> Learning<'a> {
    let policy = &workspace.policy;
    Learning {
        detection: Detection::of(cases),
        recurrence: Recurrence::of(cases),
        actions: ActionItems::of(cases, policy, now),
        review: ReviewLead::of(cases, policy),
        near_misses: near_misses(workspace, filter, cases.len()),
        load: Load::of(workspace, cases),
    }
}

fn near_misses(workspace: &Workspace, filter: &Filter, incidents: usize) -> Option<Proportion> {
    if filter.kind.is_some() {
        return None;
    }
    let filter = Filter { kind: Some(IncidentKind::NearMiss), ..filter.clone() };
    let near = workspace.cases.iter().filter(|case| filter.counts(case, workspace)).count();
    share(near, near + incidents)
}

fn share(count: usize, n: usize) -> Option<Proportion> {
    wilson(count as u64, n as u64, LEVEL)
}

#[cfg(test)]
mod tests;
