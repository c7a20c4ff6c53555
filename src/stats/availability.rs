//! Availability by service: outage intervals merged over incidents, weighted by share.

use std::collections::{BTreeMap, BTreeSet};

use super::Selection;
use super::case::outages;
use crate::numbers::Bounds;
use crate::numbers::downtime::{self, Impact, weighted_downtime};
use crate::numbers::intervals::{Interval, merge, total_length};
use crate::record::{Leaf, Service};
use crate::time::DAY;
use crate::workspace::{Record, Workspace};

/// Availability of one service over its window, which ends with the day of `now`.
#[derive(Debug)]
pub struct ServiceAvailability<'a> {
    /// The service.
    pub service: &'a Record<Service>,
    /// The window, seconds since 1970.
    pub window: Interval,
    /// Seconds of full outage; a range where a share is not stated.
    pub downtime: Bounds,
    /// Share of the window; a range where a share is not stated.
    pub availability: Bounds,
    /// The promised availability, the service's or the settings'.
    pub objective: Option<f64>,
    /// Seconds in any impact, down or degraded, over all time.
    pub in_impact: i64,
    /// How many incidents stated an interval for it, over all time.
    pub incidents: usize,
    /// How many incidents name it without stating an interval: their downtime is not in here.
    pub silent: usize,
}

impl ServiceAvailability<'_> {
    /// Seconds of outage that the objective allows in the window.
    pub fn budget(&self) -> Option<f64> {
        Some((1.0 - self.objective?) * self.window.length() as f64)
    }
}

/// What incidents state about one service.
#[derive(Default)]
struct Stated {
    impacts: Vec<Impact>,
    incidents: usize,
    silent: usize,
}

/// Availability of every service of the catalogue, by id.
///
/// An outage that lasts counts in full until the day of `now` begins, and may or may not have lasted through it.
pub fn availability(workspace: &Workspace, now: i64) -> Vec<ServiceAvailability<'_>> {
    let policy = &workspace.policy;
    let end = day_end(now, policy.zone());
    let begin = day_end(now - DAY, policy.zone());
    let mut stated: BTreeMap<usize, Stated> = BTreeMap::new();
    for case in workspace.cases.iter().filter(|case| Selection(None).takes(case)) {
        let mut touched = BTreeSet::new();
        for outage in outages(case, policy) {
            let Some(index) = outage.service.and_then(|name| workspace.names.service(name)) else { continue };
            let impacts = &mut stated.entry(index).or_default().impacts;
            let known = Interval { from: outage.from, to: outage.to.unwrap_or(begin) };
            impacts.push(Impact { during: known, share: outage.share });
            if outage.to.is_none() {
                impacts
                    .push(Impact { during: Interval { from: begin.max(outage.from), to: end }, share: None });
            }
            touched.insert(index);
        }
        let named = case.data.services.iter().filter_map(|name| workspace.names.service(name));
        for index in named.collect::<BTreeSet<_>>().union(&touched) {
            let stated = stated.entry(*index).or_default();
            if touched.contains(index) { stated.incidents += 1 } else { stated.silent += 1 }
        }
    }
    let services = workspace.services.iter().enumerate();
    let mut all: Vec<_> = services
        .map(|(i, service)| one(service, &stated.remove(&i).unwrap_or_default(), end, workspace))
        .collect();
    all.sort_by(|a, b| a.service.id.cmp(&b.service.id));
    all
}

fn one<'a>(
    service: &'a Record<Service>,
    stated: &Stated,
    end: i64,
    workspace: &Workspace,
) -> ServiceAvailability<'a> {
    let objectives = service.data.objectives.as_ref();
    let length = objectives
        .and_then(|o| o.window.as_ref())
        .and_then(Leaf::get)
        .map_or(workspace.policy.window, |w| w.seconds);
    let window = Interval { from: end - length.max(1), to: end };
    let inside: Vec<Impact> = stated
        .impacts
        .iter()
        .map(|impact| Impact { during: impact.during.clip(window), share: impact.share })
        .collect();
    let promised = objectives.and_then(|o| o.availability.as_ref()).and_then(Leaf::get).map(|share| share.0);
    let spans: Vec<Interval> = stated.impacts.iter().map(|impact| impact.during).collect();
    ServiceAvailability {
        service,
        window,
        downtime: weighted_downtime(&inside),
        availability: downtime::availability(&inside, window).unwrap_or(Bounds { low: 1.0, high: 1.0 }),
        objective: promised.or(workspace.policy.slo),
        in_impact: total_length(&merge(&spans)),
        incidents: stated.incidents,
        silent: stated.silent,
    }
}

/// The end of the day of `now` in the zone: results depend on `now` by day only.
pub fn day_end(now: i64, zone: crate::time::Zone) -> i64 {
    let day = zone.local(now).date();
    let next = day.succ_opt().unwrap_or(day);
    zone.unix(next.and_time(chrono::NaiveTime::MIN))
}
