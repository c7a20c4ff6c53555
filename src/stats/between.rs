//! Time between failures: how much time there was for each, with an exact interval.
//!
//! `T / n` for `n` incidents that began in the observed time `T`, with the exact Poisson interval of `n` (F. Garwood,
//! "Fiducial Limits for the Poisson Distribution", Biometrika 28, 1936) turned into one of `T / n`. The time is observed
//! from the earliest of our records, or the beginning of the period asked for, to the end of the day of `now`, or that of
//! the period. A watch that begins with an incident because it is the first one written down does not count it: it
//! would make failures look more frequent than they are. Below [`FEWEST_FAILURES`] there is no such number.

use std::collections::BTreeSet;

use super::case::{CaseNumbers, outages};
use super::filter::Filter;
use super::{availability::day_end, filter};
use crate::numbers::intervals::Interval;
use crate::numbers::poisson::poisson;
use crate::numbers::{Bounds, LEVEL};
use crate::record::{IncidentKind, Leaf, Service};
use crate::workspace::{Case, Record, Workspace};

/// Fewer failures than this say too little about the time between them.
pub const FEWEST_FAILURES: usize = 5;

/// How many failures there were in how much time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spacing {
    /// How many failures.
    pub n: usize,
    /// In how many seconds.
    pub seconds: i64,
}

impl Spacing {
    /// Seconds between failures; `None` below [`FEWEST_FAILURES`] ("too few").
    pub fn mean(self) -> Option<f64> {
        (self.n >= FEWEST_FAILURES).then(|| self.seconds as f64 / self.n as f64)
    }

    /// Its exact interval at [`LEVEL`], seconds; `None` below [`FEWEST_FAILURES`].
    pub fn interval(self) -> Option<Bounds> {
        let counts = poisson(self.n as u64, LEVEL).filter(|_| self.n >= FEWEST_FAILURES)?;
        Some(Bounds { low: self.seconds as f64 / counts.high, high: self.seconds as f64 / counts.low })
    }
}

/// Time between failures of one service.
#[derive(Debug)]
pub struct ServiceSpacing<'a> {
    /// The service.
    pub service: &'a Record<Service>,
    /// Failures that name it; until it was retired, where it is.
    pub spacing: Spacing,
}

/// Time between failures.
#[derive(Debug)]
pub struct Between<'a> {
    /// The time that was observed, seconds since 1970.
    pub observed: Interval,
    /// The incident with which the watch begins because it is the earliest record: not counted.
    pub opened_by: Option<&'a Case>,
    /// Over all incidents.
    pub overall: Spacing,
    /// By service, by id; those without a failure too.
    pub services: Vec<ServiceSpacing<'a>>,
    /// How many incidents have no begin: not counted.
    pub undated: usize,
}

/// Time between the incidents selected; `None` where nothing was observed.
pub fn between<'a>(
    workspace: &'a Workspace,
    filter: &Filter,
    cases: &[(&'a Case, CaseNumbers)],
    now: i64,
) -> Option<Between<'a>> {
    let rules = &workspace.policy.times;
    let (observed, opening) = observed(workspace, filter, now)?;
    let opened_by = opening.filter(|opening| cases.iter().any(|(case, _)| std::ptr::eq(*case, *opening)));
    let counted = |case: &Case| {
        let at = case.began(rules)?;
        let opens = opened_by.is_some_and(|first| std::ptr::eq(first, case));
        (!opens && (observed.from..observed.to).contains(&at)).then_some(at)
    };
    let mut overall = 0;
    let mut failures: Vec<Vec<i64>> = vec![Vec::new(); workspace.services.len()];
    for (case, _) in cases {
        let Some(at) = counted(case) else { continue };
        overall += 1;
        for service in hit(case, workspace) {
            failures[service].push(at);
        }
    }
    let wanted = |i: &usize| filter.services.is_empty() || filter.services.contains(i);
    let services = workspace.services.iter().enumerate().zip(&failures).filter(|((i, _), _)| wanted(i));
    let mut services: Vec<ServiceSpacing<'a>> = services
        .map(|((_, service), failures)| {
            let until = retired(service, workspace).map_or(observed.to, |at| at.min(observed.to));
            let n = failures.iter().filter(|at| **at < until).count();
            let seconds = Interval { from: observed.from, to: until }.length();
            ServiceSpacing { service, spacing: Spacing { n, seconds } }
        })
        .filter(|one| one.spacing.seconds > 0)
        .collect();
    services.sort_by(|a, b| a.service.id.cmp(&b.service.id));
    Some(Between {
        observed,
        opened_by,
        overall: Spacing { n: overall, seconds: observed.length() },
        services,
        undated: cases.iter().filter(|(case, _)| case.began(rules).is_none()).count(),
    })
}

/// The time that was observed, never empty, and the record with which it begins.
pub(super) fn observed<'a>(
    workspace: &'a Workspace,
    filter: &Filter,
    now: i64,
) -> Option<(Interval, Option<&'a Case>)> {
    let zone = workspace.policy.zone();
    let ours = workspace.cases.iter().filter(|case| case.kind != IncidentKind::External && case.counts());
    let dated = ours.filter_map(|case| Some((case.began(&workspace.policy.times)?, &**case)));
    let (first, opening) = dated.min_by_key(|(at, case)| (*at, &case.id))?;
    let mut observed = Interval { from: first, to: day_end(now, zone) };
    if let Some((from, to)) = filter.period.as_ref().map(|period| period.within(zone)) {
        observed = observed.clip(Interval { from, to });
    }
    (!observed.is_empty()).then(|| (observed, (observed.from == first).then_some(opening)))
}

/// The services that an incident names or hits, each once.
fn hit(case: &Case, workspace: &Workspace) -> BTreeSet<usize> {
    let named = outages(case, &workspace.policy);
    let named = named.iter().filter_map(|outage| workspace.names.service(outage.service?));
    filter::services(case, workspace).chain(named).collect()
}

/// The beginning of the day on which a service was retired.
fn retired(service: &Record<Service>, workspace: &Workspace) -> Option<i64> {
    let day = service.data.retired_on.as_ref().and_then(Leaf::get)?.0;
    Some(workspace.policy.zone().unix(day.and_time(chrono::NaiveTime::MIN)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::statistics;
    use crate::time::{DAY, Period};
    use crate::workspace::{Loaded, load};

    /// The first record is of 1 March 2026, 00:00 UTC; `now` is in the 101st day.
    const NOW: i64 = 1_772_323_200 + 100 * DAY + 7;

    fn loaded(days: &[i64]) -> Loaded {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("services")).unwrap();
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        write("services/web.yaml", "id: web\n");
        write("services/old.yaml", "id: old\nretired_on: 2026-03-11\n");
        for (i, day) in days.iter().enumerate() {
            let at = chrono::DateTime::from_timestamp(1_772_323_200 + day * DAY, 0).unwrap().to_rfc3339();
            let service = if i % 2 == 0 { "services: [web]" } else { "impact: {summary: x}" };
            write(&format!("I-{i:02}.yaml"), &format!("times: {{started: {at}}}\n{service}\n"));
        }
        load(&crate::source::Source::open_work_tree(folder.path()).unwrap())
    }

    fn with<R>(days: &[i64], filter: &Filter, look: impl FnOnce(&Between<'_>) -> R) -> R {
        let loaded = loaded(days);
        let statistics = statistics(&loaded.workspace, filter, NOW);
        look(statistics.between.as_ref().unwrap())
    }

    #[test]
    fn the_first_record_opens_the_watch_and_is_not_counted() {
        with(&[0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95], &Filter::default(), |between| {
            assert_eq!(between.opened_by.map(|case| case.id.as_str()), Some("I-00"));
            assert_eq!(between.overall, Spacing { n: 10, seconds: 101 * DAY });
            assert_eq!(between.overall.mean(), Some(101.0 * 86_400.0 / 10.0));
            // Ten counted: between 4.795389 and 18.390356.
            let interval = between.overall.interval().unwrap();
            assert!((interval.low - 101.0 * 86_400.0 / 18.390_356).abs() < 1.0, "{interval:?}");
            assert!((interval.high - 101.0 * 86_400.0 / 4.795_389).abs() < 1.0, "{interval:?}");
            let services: Vec<_> =
                between.services.iter().map(|one| (one.service.id.as_str(), one.spacing)).collect();
            assert_eq!(
                services,
                [("old", Spacing { n: 0, seconds: 10 * DAY }), ("web", Spacing { n: 5, seconds: 101 * DAY })]
            );
        });
    }

    #[test]
    fn a_period_counts_what_began_in_it() {
        let filter = Filter { period: Period::parse("2026-03-11..2026-03-20"), ..Filter::default() };
        with(&[0, 10, 11, 12, 13, 14, 19, 20], &filter, |between| {
            assert_eq!(between.opened_by.map(|case| &case.id), None);
            assert_eq!(between.overall, Spacing { n: 6, seconds: 10 * DAY });
        });
    }

    #[test]
    fn few_or_none_have_no_mean() {
        for n in 0..FEWEST_FAILURES {
            let spacing = Spacing { n, seconds: 1_000 };
            assert_eq!((spacing.mean(), spacing.interval()), (None, None));
        }
    }
}
