//! Availability by service: outage intervals merged over incidents, weighted by share.

use std::collections::BTreeMap;

use super::Selection;
use super::case::impact;
use crate::numbers::Bounds;
use crate::numbers::downtime::{self, Impact, weighted_downtime};
use crate::numbers::intervals::{Interval, merge, total_length};
use crate::record::{Leaf, Service};
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
}

impl ServiceAvailability<'_> {
    /// Seconds of outage that the objective allows in the window.
    pub fn budget(&self) -> Option<f64> {
        Some((1.0 - self.objective?) * self.window.length() as f64)
    }
}

/// Availability of every service of the catalogue, by id.
pub fn availability(workspace: &Workspace, now: i64) -> Vec<ServiceAvailability<'_>> {
    let policy = &workspace.policy;
    let end = day_end(now, policy.zone());
    let mut outages: BTreeMap<usize, (Vec<Impact>, usize)> = BTreeMap::new();
    for case in workspace.cases.iter().filter(|case| Selection(None).takes(case)) {
        let mut touched = Vec::new();
        for (service, _, share, during) in impact(case, policy).intervals {
            let Some(index) = service.and_then(|name| workspace.names.service(&name)) else { continue };
            let entry = outages.entry(index).or_default();
            entry.0.push(Impact { during, share });
            if !touched.contains(&index) {
                touched.push(index);
                entry.1 += 1;
            }
        }
    }
    let services = workspace.services.iter().enumerate().map(|(i, service)| {
        let (impacts, incidents) = outages.remove(&i).unwrap_or_default();
        one(service, &impacts, incidents, end, workspace)
    });
    let mut all: Vec<_> = services.collect();
    all.sort_by(|a, b| a.service.id.cmp(&b.service.id));
    all
}

fn one<'a>(
    service: &'a Record<Service>,
    impacts: &[Impact],
    incidents: usize,
    end: i64,
    workspace: &Workspace,
) -> ServiceAvailability<'a> {
    let objectives = service.data.objectives.as_ref();
    let length = objectives
        .and_then(|o| o.window.as_ref())
        .and_then(Leaf::get)
        .map_or(workspace.policy.window, |w| w.seconds);
    let window = Interval { from: end - length.max(1), to: end };
    let inside: Vec<Impact> = impacts
        .iter()
        .map(|impact| Impact { during: impact.during.clip(window), share: impact.share })
        .collect();
    let stated = objectives.and_then(|o| o.availability.as_ref()).and_then(Leaf::get).map(|share| share.0);
    let spans: Vec<Interval> = impacts.iter().map(|impact| impact.during).collect();
    ServiceAvailability {
        service,
        window,
        downtime: weighted_downtime(&inside),
        availability: downtime::availability(&inside, window).unwrap_or(Bounds { low: 1.0, high: 1.0 }),
        objective: stated.or(workspace.policy.slo),
        in_impact: total_length(&merge(&spans)),
        incidents,
    }
}

/// The end of the day of `now` in the zone: results depend on `now` by day only.
pub fn day_end(now: i64, zone: crate::time::Zone) -> i64 {
    let day = zone.local(now).date();
    let next = day.succ_opt().unwrap_or(day);
    zone.unix(next.and_time(chrono::NaiveTime::MIN))
}
