//! The ledger of the error budget: what each incident burned of what a service may be down.
//!
//! Over the window of the service's objective, which ends with the day of `now`: outages are cut to the window and weighted
//! by their share. Where incidents overlap, a second belongs to the one that hit the larger share, and of two alike to
//! the one that began earlier, so that the rows sum to the downtime that availability is computed from.

use super::availability::{Stated, day_end, promise, stated};
use crate::numbers::Bounds;
use crate::numbers::attribution::attributed;
use crate::numbers::downtime::{Impact, weighted_downtime};
use crate::numbers::intervals::Interval;
use crate::record::Service;
use crate::workspace::{Case, Record, Workspace};

/// What one incident burned.
#[derive(Debug, Clone, Copy)]
pub struct Burn<'a> {
    /// The incident.
    pub case: &'a Case,
    /// Seconds of full outage that are booked on it; a range where a share is not stated.
    pub seconds: Bounds,
    /// What it would have burned alone: more, where it overlaps with others.
    pub alone: Bounds,
}

impl Burn<'_> {
    /// Its share of the budget; `None` where there is no budget.
    pub fn share(&self, budget: f64) -> Option<Bounds> {
        (budget > 0.0).then(|| Bounds { low: self.seconds.low / budget, high: self.seconds.high / budget })
    }
}

/// The error budget of one service and what burned it.
#[derive(Debug)]
pub struct Ledger<'a> {
    /// The service.
    pub service: &'a Record<Service>,
    /// The window, seconds since 1970.
    pub window: Interval,
    /// The promised availability.
    pub objective: f64,
    /// Seconds of full outage that it allows in the window.
    pub budget: f64,
    /// Seconds burned in the window: the sum of the rows, and the downtime of the service.
    pub burned: Bounds,
    /// What each incident burned, by begin; those without an outage in the window are not in here.
    pub rows: Vec<Burn<'a>>,
    /// Incidents that began in the window and name the service without an interval: what they burned is not known.
    pub silent: Vec<&'a Case>,
}

impl Ledger<'_> {
    /// Seconds left; below zero where more was burned than allowed.
    pub fn left(&self) -> Bounds {
        Bounds { low: self.budget - self.burned.high, high: self.budget - self.burned.low }
    }
}

/// The ledger of every service with an objective, by id.
pub fn budget(workspace: &Workspace, now: i64) -> Vec<Ledger<'_>> {
    let end = day_end(now, workspace.policy.zone());
    let mut stated = stated(workspace, now);
    let services = workspace.services.iter().enumerate();
    let mut all: Vec<_> = services
        .filter_map(|(i, service)| {
            let (window, objective) = promise(service, end, &workspace.policy);
            Some(ledger(service, window, objective?, &stated.remove(&i).unwrap_or_default(), workspace))
        })
        .collect();
    all.sort_by(|a, b| a.service.id.cmp(&b.service.id));
    all
}

fn ledger<'a>(
    service: &'a Record<Service>,
    window: Interval,
    objective: f64,
    stated: &Stated,
    workspace: &'a Workspace,
) -> Ledger<'a> {
    let rules = &workspace.policy.times;
    let inside = |(impact, place): &(Impact, usize)| {
        let during = impact.during.clip(window);
        (!during.is_empty()).then_some((Impact { during, ..*impact }, *place))
    };
    let mut impacts: Vec<(Impact, usize)> = stated.impacts.iter().filter_map(inside).collect();
    let mut places: Vec<usize> = impacts.iter().map(|(_, place)| *place).collect();
    places.dedup();
    places.sort_by_key(|&place| {
        let case = &workspace.cases[place];
        (case.began(rules), &case.id, place)
    });
    // From places in the workspace to places in the ledger.
    let mut order: Vec<(usize, usize)> =
        places.iter().enumerate().map(|(owner, &place)| (place, owner)).collect();
    order.sort_unstable();
    let mut own: Vec<Vec<Impact>> = vec![Vec::new(); places.len()];
    for (impact, place) in &mut impacts {
        let at = order.partition_point(|(other, _)| other < place);
        *place = order.get(at).map_or(0, |(_, owner)| *owner);
        own[*place].push(*impact);
    }
    let parts = attributed(&impacts, places.len());
    let rows = places.iter().zip(&parts).zip(&own).map(|((&place, &seconds), own)| Burn {
        case: &workspace.cases[place],
        seconds,
        alone: weighted_downtime(own),
    });
    let all: Vec<Impact> = impacts.iter().map(|(impact, _)| *impact).collect();
    let in_window = |case: &&Case| case.began(rules).is_some_and(|at| (window.from..window.to).contains(&at));
    Ledger {
        service,
        window,
        objective,
        budget: (1.0 - objective) * window.length() as f64,
        burned: weighted_downtime(&all),
        rows: rows.collect(),
        silent: stated.silent.iter().map(|&place| &*workspace.cases[place]).filter(in_window).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::availability;
    use crate::workspace::{Loaded, load};

    /// The window is the 30 days up to the end of 30 March 2026, UTC.
    const NOW: i64 = 1_774_828_800; // 2026-03-30T00:00:00Z

    fn loaded(incidents: &[&str]) -> Loaded {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("services")).unwrap();
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        write("services/web.yaml", "id: web\nobjectives: {availability: 0.999, window: 30d}\n");
        write("services/free.yaml", "id: free\n");
        for (i, text) in incidents.iter().enumerate() {
            write(&format!("I-{i}.yaml"), &format!("id: I-{i}\n{text}"));
        }
        load(&crate::source::Source::open_work_tree(folder.path()).unwrap())
    }

    fn rows(ledger: &Ledger<'_>) -> Vec<(String, f64, f64)> {
        ledger.rows.iter().map(|row| (row.case.id.clone(), row.seconds.low, row.seconds.high)).collect()
    }

    #[test]
    fn overlaps_are_booked_once_and_sum_to_the_downtime() {
        let loaded = loaded(&[
            // Half of it, 10:00 to 11:00; overlapped from 10:30 by a full outage until 10:45.
            "times: {started: 2026-03-10T10:00:00Z}\nimpact: {outages: [{service: web, kind: degraded, share: 0.5, from: 2026-03-10T10:00:00Z, to: 2026-03-10T11:00:00Z}]}\n",
            "times: {started: 2026-03-10T10:30:00Z}\nimpact: {outages: [{service: web, kind: down, from: 2026-03-10T10:30:00Z, to: 2026-03-10T10:45:00Z}]}\n",
            // Begins before the window, of which it has six minutes of unknown share.
            "times: {started: 2026-02-28T23:00:00Z}\nimpact: {outages: [{service: web, kind: degraded, from: 2026-02-28T23:00:00Z, to: 2026-03-01T00:06:00Z}]}\n",
            "services: [web]\ntimes: {started: 2026-03-11T10:00:00Z}\n",
            "services: [web]\ntimes: {started: 2026-01-11T10:00:00Z}\n",
        ]);
        let all = budget(&loaded.workspace, NOW);
        assert_eq!(all.len(), 1, "`free` promises nothing");
        let ledger = &all[0];
        assert_eq!(
            rows(ledger),
            [("I-2".into(), 0.0, 360.0), ("I-0".into(), 1_350.0, 1_350.0), ("I-1".into(), 900.0, 900.0)]
        );
        assert_eq!(ledger.rows[1].alone, Bounds { low: 1_800.0, high: 1_800.0 });
        assert_eq!(ledger.burned, Bounds { low: 2_250.0, high: 2_610.0 });
        assert!((ledger.budget - 2_592.0).abs() < 1e-6);
        assert!((ledger.left().low + 18.0).abs() < 1e-6 && (ledger.left().high - 342.0).abs() < 1e-6);
        assert_eq!(ledger.silent.iter().map(|case| case.id.as_str()).collect::<Vec<_>>(), ["I-3"]);
        assert_eq!(ledger.burned, availability(&loaded.workspace, NOW)[1].downtime);
    }

    #[test]
    fn what_lasts_may_last_through_today() {
        let loaded = loaded(&[
            "status: responding\ntimes: {started: 2026-03-29T23:00:00Z}\nimpact: {outages: [{service: web, kind: down, from: 2026-03-29T23:00:00Z}]}\n",
        ]);
        let all = budget(&loaded.workspace, NOW);
        assert_eq!(rows(&all[0]), [("I-0".into(), 3_600.0, 3_600.0 + 86_400.0)]);
    }
}
