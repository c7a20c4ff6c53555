//! The numbers: per incident, per group, against targets, and availability by service.
//!
//! Pure: everything is computed from a workspace and `now`. A missing interval is never averaged as 0, a negative
//! one never clamped, and every number keeps how many it rests on and what was left out.

mod availability;
mod between;
mod budget;
mod case;
mod compare;
mod csv;
mod filter;
mod group;
mod json;
mod learning;
mod others;
mod overdue;
mod sensitivity;
mod show;
mod slices;
mod survival;
mod targets;

pub use availability::{ServiceAvailability, availability, day_end};
pub use between::{Between, FEWEST_FAILURES, ServiceSpacing, Spacing, between};
pub use budget::{Burn, Ledger, budget};
pub use case::{
    BEFORE_IMPACT, CaseNumbers, Measure, NEGATIVE, Outage, Value, before_impact, detected_by, numbers,
    outages,
};
pub use compare::{Change, Compared, Comparison, Incomparable, SEED, Verdict, compare};
pub use csv::csv;
pub use filter::{By, Filter, NONE};
pub use group::{Excluded, Group, group};
pub use json::{comparison_json, json};
pub use learning::{
    ActionItems, Detected, Detection, Factor, Learning, Load, LoadRow, Overdue, Recurrence, ReviewLead,
    learning,
};
pub use others::{Printed, printed};
pub(crate) use overdue::{action_pending, action_state, our_actions, overdue_review, review_awaited};
pub use sensitivity::Sensitivity;
pub use show::Shown;
pub use slices::Slice;
pub use survival::{Beyond, HORIZONS, Lasting, ServiceRecovery};
pub use targets::{Breach, Outcomes, Target, TargetMeasure, breach, review_due, targets};
pub(crate) use targets::{limit, waiting_since};

use rayon::prelude::*;

use crate::record::IncidentKind;
use crate::workspace::{Case, Workspace};

/// Which incidents are looked at: one kind, or ours (`incident` and `security`) if none is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selection(pub Option<IncidentKind>);

impl Selection {
    /// Whether a case belongs to it; cancelled records and duplicates belong to none.
    pub fn takes(self, case: &Case) -> bool {
        let kind = match self.0 {
            Some(kind) => case.kind == kind,
            None => matches!(case.kind, IncidentKind::Incident | IncidentKind::Security),
        };
        kind && case.counts()
    }

    /// What readers call it.
    pub fn name(self) -> &'static str {
        match self.0 {
            None => "incident and security",
            Some(kind) => kind.word(),
        }
    }
}

/// Every number of a selection.
#[derive(Debug)]
pub struct Statistics<'a> {
    /// Which incidents were asked for.
    pub filter: Filter,
    /// That in words: `incident and security, severity P0`.
    pub selection: String,
    /// The incidents, by begin, with their numbers.
    pub cases: Vec<(&'a Case, CaseNumbers)>,
    /// TTD, TTA, TTM, TTR and time in impact.
    pub groups: Vec<Group<'a>>,
    /// TTM and TTR with what has not ended yet.
    pub lasting: [Lasting; 2],
    /// Recovery beside the RTO by service; empty for external records.
    pub recovery: Vec<ServiceRecovery<'a>>,
    /// Response targets by severity; empty for external records.
    pub targets: Vec<Target<'a>>,
    /// Availability by service, of all its incidents; empty where the filter leaves some out.
    pub availability: Vec<ServiceAvailability<'a>>,
    /// What each incident burned of the error budget, by service with an objective; empty where the filter leaves some out.
    pub budget: Vec<Ledger<'a>>,
    /// Time between failures; `None` for kinds that are none, and where nothing was observed.
    pub between: Option<Between<'a>>,
    /// What is learnt; `None` for external records.
    pub learning: Option<Learning<'a>>,
    /// What other tools would print; empty for kinds without a response of ours.
    pub others: Vec<Printed>,
}

impl<'a> Statistics<'a> {
    /// The statistics of groups of its incidents.
    pub fn by(&self, workspace: &Workspace, by: By) -> Vec<Slice<'a>> {
        slices::slices(workspace, &self.cases, by)
    }
}

/// Computes everything for the incidents that a filter takes, at `now`, seconds since 1970.
pub fn statistics<'a>(workspace: &'a Workspace, filter: &Filter, now: i64) -> Statistics<'a> {
    let policy = &workspace.policy;
    let mut cases: Vec<_> = workspace
        .cases
        .par_iter()
        .filter(|case| filter.counts(case, workspace))
        .map(|case| (&**case, numbers(case, policy)))
        .collect();
    cases.sort_by_key(|(case, _)| (case.began(&policy.times), &case.id));
    let ours = filter.kind != Some(IncidentKind::External);
    let lived = matches!(filter.kind, None | Some(IncidentKind::Incident | IncidentKind::Security));
    let whole = filter.keeps_services_whole();
    let about = |one: &ServiceAvailability<'_>| filter.is_about(one.service, workspace);
    let paid = |ledger: &Ledger<'_>| filter.is_about(ledger.service, workspace);
    let plain: Vec<&Case> = cases.iter().map(|(case, _)| *case).collect();
    let all = || cases.iter().map(|(case, numbers)| (*case, numbers));
    let (response, after) = rayon::join(
        || {
            let targets = if ours { targets(&cases, policy, now) } else { Vec::new() };
            let recovery = if ours { survival::services(workspace, filter, &cases, now) } else { Vec::new() };
            (targets, recovery)
        },
        || ours.then(|| learning(workspace, filter, &plain, now)),
    );
    Statistics {
        filter: filter.clone(),
        selection: filter.selection(workspace),
        groups: Measure::ALL.into_par_iter().map(|measure| group(measure, &cases)).collect(),
        lasting: [Measure::Ttm, Measure::Ttr].map(|measure| Lasting::of(measure, all(), policy, now)),
        targets: response.0,
        recovery: response.1,
        availability: whole
            .then(|| availability(workspace, now))
            .into_iter()
            .flatten()
            .filter(about)
            .collect(),
        budget: whole.then(|| budget(workspace, now)).into_iter().flatten().filter(paid).collect(),
        between: if lived { between(workspace, filter, &cases, now) } else { None },
        learning: after,
        others: if lived { printed(workspace, filter, &plain, now) } else { Vec::new() },
        cases,
    }
}
