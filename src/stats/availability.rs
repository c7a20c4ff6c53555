//! Availability by service: outage intervals merged over incidents, weighted by share.

use std::collections::{BTreeMap, BTreeSet};

use super::Selection;
use super::case::outages;
use crate::numbers::Bounds;
use crate::numbers::downtime::{self, Impact, weighted_downtime};
use crate::numbers::intervals::{Interval, merge, total_length};
use crate::record::{Leaf, Service};
use crate::time::DAY;
use crate::workspace::{Policy, Record, Workspace};

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

/// What incidents state about one service; incidents by their place in the workspace.
#[derive(Default)]
pub(super) struct Stated {
    /// Each stretch of an outage, with the incident that states it.
    pub(super) impacts: Vec<(Impact, usize)>,
    /// Incidents that state an interval.
    pub(super) incidents: Vec<usize>,
    /// Incidents that name the service without one.
    pub(super) silent: Vec<usize>,
}

/// What incidents state about each service, by its place in the catalogue.
pub(super) fn stated(workspace: &Workspace, now: i64) -> BTreeMap<usize, Stated> {
    let policy = &workspace.policy;
    let end = day_end(now, policy.zone());
    let begin = day_end(now - DAY, policy.zone());
    let mut stated: BTreeMap<usize, Stated> = BTreeMap::new();
    let cases = workspace.cases.iter().enumerate();
    for (place, case) in cases.filter(|(_, case)| Selection(None).takes(case)) {
        let mut touched = BTreeSet::new();
        for outage in outages(case, policy) {
            let Some(index) = outage.service.and_then(|name| workspace.names.service(name)) else { continue };
            let impacts = &mut stated.entry(index).or_default().impacts;
            let known = Interval { from: outage.from, to: outage.to.unwrap_or(begin) };
            impacts.push((Impact { during: known, share: outage.share }, place));
            if outage.to.is_none() {
                let today = Interval { from: begin.max(outage.from), to: end };
                impacts.push((Impact { during: today, share: None }, place));
            }
            touched.insert(index);
        }
        let named = case.data.services.iter().filter_map(|name| workspace.names.service(name));
        for index in named.collect::<BTreeSet<_>>().union(&touched) {
            let stated = stated.entry(*index).or_default();
            let list = if touched.contains(index) { &mut stated.incidents } else { &mut stated.silent };
            list.push(place);
        }
    }
    stated
}

/// Availability of every service of the catalogue, by id.
///
/// An outage that lasts counts in full until the day of `now` begins, and may or may not have lasted through it.
pub fn availability(workspace: &Workspace, now: i64) -> Vec<ServiceAvailability<'_>> {
    let end = day_end(now, workspace.policy.zone());
    let mut stated = stated(workspace, now);
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
    let (window, objective) = promise(service, end, &workspace.policy);
    let impacts = stated.impacts.iter();
    let inside: Vec<Impact> =
        impacts.clone().map(|(impact, _)| Impact { during: impact.during.clip(window), ..*impact }).collect();
    let spans: Vec<Interval> = impacts.map(|(impact, _)| impact.during).collect();
    ServiceAvailability {
        service,
        window,
        downtime: weighted_downtime(&inside),
        availability: downtime::availability(&inside, window).unwrap_or(Bounds { low: 1.0, high: 1.0 }),
        objective,
        in_impact: total_length(&merge(&spans)),
        incidents: stated.incidents.len(),
        silent: stated.silent.len(),
    }
}

/// The window of a service that ends at `end`, and the availability promised in it.
pub(super) fn promise(service: &Record<Service>, end: i64, policy: &Policy) -> (Interval, Option<f64>) {
    let objectives = service.data.objectives.as_ref();
    let length =
        objectives.and_then(|o| o.window.as_ref()).and_then(Leaf::get).map_or(policy.window, |w| w.seconds);
    let promised = objectives.and_then(|o| o.availability.as_ref()).and_then(Leaf::get).map(|share| share.0);
    (Interval { from: end - length.max(1), to: end }, promised.or(policy.slo))
}

/// The end of the day of `now` in the zone: results depend on `now` by day only.
pub fn day_end(now: i64, zone: crate::time::Zone) -> i64 {
    let day = zone.local(now).date();
    let next = day.succ_opt().unwrap_or(day);
    zone.unix(next.and_time(chrono::NaiveTime::MIN))
}
