//! What the metrics are computed from, once for all families.

use std::collections::BTreeMap;

use super::family::NO_SEVERITY;
use crate::recovery::{RecoveryPlan, plan};
use crate::stats::{CaseNumbers, Filter, Group, Measure, Statistics, group, statistics};
use crate::text::exposition::label_value;
use crate::workspace::{Case, Workspace};

/// Everything that is known on a day.
#[derive(Debug)]
pub struct Facts<'a> {
    /// The records.
    pub workspace: &'a Workspace,
    /// The numbers of our incidents.
    pub statistics: Statistics<'a>,
    /// The recovery plan.
    pub plan: RecoveryPlan<'a>,
    /// The five durations by severity, the worst first, for those that have an incident.
    pub durations: Vec<(String, Vec<Group<'a>>)>,
    /// The beginning of the day, in the display zone, in Unix seconds: what is late was late by then.
    pub today: i64,
}

impl<'a> Facts<'a> {
    /// Computes everything on the day of `now`, Unix seconds.
    pub fn new(workspace: &'a Workspace, now: i64) -> Self {
        let zone = workspace.policy.zone();
        let today = zone.unix(zone.local(now).date().and_time(chrono::NaiveTime::MIN));
        let statistics = statistics(workspace, &Filter::default(), today);
        let mut facts =
            Self { workspace, plan: plan(workspace, today), durations: Vec::new(), today, statistics };
        facts.durations = facts.by_severity();
        facts
    }

    /// The rank that incidents are gathered under: without a severity behind all others, or with the one of that name.
    pub fn rank(&self, severity: Option<usize>) -> usize {
        severity.or_else(|| self.workspace.policy.severity(NO_SEVERITY)).unwrap_or(usize::MAX)
    }

    /// The name of a rank as a label says it.
    pub fn severity(&self, rank: usize) -> String {
        let severity = self.workspace.policy.severities.get(rank);
        severity.map_or_else(|| NO_SEVERITY.into(), |severity| label_value(&severity.id))
    }

    fn by_severity(&self) -> Vec<(String, Vec<Group<'a>>)> {
        let mut cases: BTreeMap<usize, Vec<(&'a Case, CaseNumbers)>> = BTreeMap::new();
        for (case, numbers) in &self.statistics.cases {
            cases.entry(self.rank(case.severity)).or_default().push((case, numbers.clone()));
        }
        let groups = |cases: &[_]| Measure::ALL.into_iter().map(|measure| group(measure, cases)).collect();
        cases.iter().map(|(rank, cases)| (self.severity(*rank), groups(cases))).collect()
    }
}
