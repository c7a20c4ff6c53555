//! Measured recovery, like with like: a restart is no evidence for a restore.
//!
//! What is not over yet counts as lasting at least so long (Kaplan and Meier): an outage that still lasts, under the method
//! that helped so far, until the beginning of today; a drill that did not pass, until it was given up. The latter stands
//! for a recovery that went on for longer, by whatever way in the end, because to leave failures out would call the method
//! faster than it is. A failed drill without a time says how often it fails, but not how long anything takes.

use serde::Serialize;

use super::word;
use crate::numbers::chance::Chance;
use crate::numbers::quantile::median;
use crate::numbers::survival::{Subject, Survival};
use crate::record::{Date, RecoveryMethod, Scenario};

/// So many recoveries of one kind say more than estimates do.
pub const ENOUGH: usize = 5;

/// An interval during which an incident took a service down.
#[derive(Debug, Clone, Serialize)]
pub struct IncidentRun<'a> {
    /// The incident's id.
    pub incident: &'a str,
    /// How it was recovered; `None` is any other way.
    #[serde(serialize_with = "word::option")]
    pub method: Option<RecoveryMethod>,
    /// How long it was down, in seconds; `None` while it lasts.
    pub seconds: Option<i64>,
    /// How long it has been down by the beginning of today, in seconds, where it lasts.
    pub so_far: Option<i64>,
}

/// What a drill measured.
#[derive(Debug, Clone, Serialize)]
pub struct DrillRun<'a> {
    /// The drill's id.
    pub drill: &'a str,
    /// When.
    #[serde(serialize_with = "word::option")]
    pub date: Option<Date>,
    /// What was lost or broken.
    #[serde(serialize_with = "word::option")]
    pub scenario: Option<Scenario>,
    /// How the service was recovered.
    #[serde(serialize_with = "word::option")]
    pub method: Option<RecoveryMethod>,
    /// From disruption to service, in seconds.
    pub recovery_time: Option<i64>,
    /// How much data would have been lost, in seconds.
    pub recovery_point: Option<i64>,
    /// Which copy was used.
    pub restored_from: Option<&'a str>,
    /// Whether it worked, if it is said.
    pub passed: Option<bool>,
}

/// Recoveries by one method.
#[derive(Debug, Clone, Serialize)]
pub struct MeasuredGroup {
    /// The method; `None` is any other way.
    #[serde(serialize_with = "word::option")]
    pub method: Option<RecoveryMethod>,
    /// How many were measured.
    pub n: usize,
    /// How many of them in incidents; the others in drills.
    pub incidents: usize,
    /// The median, in seconds.
    pub median: f64,
    /// The longest, in seconds.
    pub max: i64,
    /// The same with what is not over.
    pub lasting: Lasting,
}

/// How long recovery by one method takes when what is still open or failed counts as lasting longer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Lasting {
    /// There are [`ENOUGH`] complete recoveries to go by this rather than by estimates.
    pub enough: bool,
    /// Outages that still last.
    pub open: usize,
    /// Failed drills with a time.
    pub failed: usize,
    /// Half were back by then, in seconds; `None` where it is not known when.
    pub median: Option<i64>,
    /// Nine of ten were back by then, in seconds; `None` where it is not known when.
    pub p90: Option<i64>,
    /// The chance to be back within the RTO; `None` without one.
    pub within_rto: Option<Chance>,
}

impl Lasting {
    fn new(complete: &[i64], open: &[i64], failed: &[i64], rto: Option<i64>) -> Self {
        let subject = |ended: bool| move |&seconds: &i64| Subject { seconds, ended };
        let over = complete.iter().map(subject(true));
        let subjects: Vec<Subject> = over.chain(open.iter().chain(failed).map(subject(false))).collect();
        let survival = Survival::of(&subjects);
        #[expect(clippy::cast_possible_truncation, reason = "one of the whole seconds that came in")]
        let whole = |seconds: f64| seconds as i64;
        Self {
            enough: complete.len() >= ENOUGH,
            open: open.len(),
            failed: failed.len(),
            median: survival.median().map(whole),
            p90: survival.p90().map(whole),
            within_rto: rto.map(|rto| survival.beyond(rto).of_the_opposite()),
        }
    }
}

impl MeasuredGroup {
    /// The method in words.
    pub fn name(&self) -> &'static str {
        self.method.map_or("other", RecoveryMethod::word)
    }
}

/// What was measured for one service.
#[derive(Debug, Clone, Serialize)]
pub struct Measured<'a> {
    /// By method, in the order restart, rollback, failover, restore, other; only those with a measure.
    pub groups: Vec<MeasuredGroup>,
    /// Outages that still last: in the groups they count as [`Lasting`] only.
    pub open: usize,
    /// Drills that did not pass: in the groups they count as [`Lasting`] only.
    pub failed: usize,
    /// The largest recovery point a passed drill showed, in seconds.
    pub recovery_point: Option<i64>,
    /// The outages, in the order of the incidents' files.
    pub incidents: Vec<IncidentRun<'a>>,
    /// The drills, by date.
    pub drills: Vec<DrillRun<'a>>,
}

impl<'a> Measured<'a> {
    pub(super) fn new(incidents: Vec<IncidentRun<'a>>, drills: Vec<DrillRun<'a>>, rto: Option<i64>) -> Self {
        let passed = || drills.iter().filter(|run| run.passed != Some(false));
        let methods = RecoveryMethod::ALL.iter().copied().map(Some).chain([None]);
        let groups = methods.filter_map(|method| {
            let ours = |other: &Option<RecoveryMethod>| *other == method;
            let mut all: Vec<i64> =
                incidents.iter().filter(|run| ours(&run.method)).filter_map(|run| run.seconds).collect();
            let count = all.len();
            all.extend(passed().filter(|run| ours(&run.method)).filter_map(|run| run.recovery_time));
            all.sort_unstable();
            let open = incidents.iter().filter(|run| ours(&run.method)).filter_map(|run| run.so_far);
            let failed = drills.iter().filter(|run| run.passed == Some(false) && ours(&run.method));
            let failed = failed.filter_map(|run| run.recovery_time);
            let sorted: Vec<f64> = all.iter().map(|&seconds| seconds as f64).collect();
            Some(MeasuredGroup {
                method,
                n: all.len(),
                incidents: count,
                median: median(&sorted)?,
                max: all.last().copied()?,
                lasting: Lasting::new(&all, &open.collect::<Vec<_>>(), &failed.collect::<Vec<_>>(), rto),
            })
        });
        Self {
            groups: groups.collect(),
            open: incidents.iter().filter(|run| run.seconds.is_none()).count(),
            failed: drills.len() - passed().count(),
            recovery_point: passed().filter_map(|run| run.recovery_point).max(),
            incidents,
            drills,
        }
    }

    /// The longest recovery by any method.
    pub fn longest(&self) -> Option<&MeasuredGroup> {
        self.groups.iter().rev().max_by_key(|group| group.max)
    }
}
