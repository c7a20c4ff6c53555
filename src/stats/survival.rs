//! How long it takes when what has not ended yet counts as lasting at least until today.
//!
//! Leaving open incidents out of TTM and TTR makes them too short, because the long ones are the open ones. So they are
//! censored at the beginning of the day of `now` (results depend on `now` by day only) and the share that lasts longer
//! than any time is estimated by Kaplan and Meier's method.

use super::availability::day_end;
use super::case::{CaseNumbers, Measure, Value};
use super::filter::Filter;
use crate::numbers::Bounds;
use crate::numbers::chance::Chance;
use crate::numbers::survival::{Subject, Survival};
use crate::record::{Leaf, Service};
use crate::time::DAY;
use crate::workspace::{Case, Policy, Record, Workspace};

/// The times at which the share that still lasts is printed, in seconds: an hour, four, a day, three days.
pub const HORIZONS: [i64; 4] = [3_600, 14_400, DAY, 3 * DAY];

/// A measure over incidents of which some may not have ended.
#[derive(Debug)]
pub struct Lasting {
    /// The measure.
    pub measure: Measure,
    /// The curve of the point estimates.
    pub curve: Survival,
    /// The curves with every imprecise duration at its shortest and at its longest; `None` where all are exact.
    pub extremes: Option<Box<(Survival, Survival)>>,
    /// How many have not ended: they are in the curve.
    pub open: usize,
    /// How many are in no curve: they have no begin, or an end that is not known.
    pub unknown: usize,
}

/// The chance that something lasts longer than a time, and how far imprecise times could move it.
#[derive(Debug, Clone, Copy)]
pub struct Beyond {
    /// The chance.
    pub chance: Chance,
    /// The least and the greatest share within the bounds of the times; `None` where all times are exact.
    pub range: Option<Bounds>,
}

impl Lasting {
    /// A measure over incidents with their numbers, as seen at `now`.
    pub fn of<'a>(
        measure: Measure,
        cases: impl IntoIterator<Item = (&'a Case, &'a CaseNumbers)>,
        policy: &Policy,
        now: i64,
    ) -> Self {
        let today = day_end(now - DAY, policy.zone());
        let mut sides: [Vec<Subject>; 3] = Default::default();
        let (mut open, mut unknown, mut imprecise) = (0, 0, false);
        for (case, numbers) in cases {
            match lasts(case, numbers, measure, policy, today) {
                Some((Lasts::Ended, lengths)) => {
                    imprecise |= lengths[1] != lengths[2];
                    for (side, seconds) in sides.iter_mut().zip(lengths) {
                        side.push(Subject { seconds, ended: true });
                    }
                }
                Some((Lasts::Open, lengths)) => {
                    open += 1;
                    sides
                        .iter_mut()
                        .zip(lengths)
                        .for_each(|(side, seconds)| side.push(Subject { seconds, ended: false }));
                }
                None => {
                    unknown +=
                        usize::from(matches!(numbers.get(measure), Value::Unknown { .. } | Value::Open));
                }
            }
        }
        let [point, shortest, longest] = sides;
        let extremes = imprecise.then(|| Box::new((Survival::of(&shortest), Survival::of(&longest))));
        Self { measure, curve: Survival::of(&point), extremes, open, unknown }
    }

    /// The least and the greatest median within the bounds of the times, where they are not all exact.
    pub fn median_range(&self) -> Option<(Option<f64>, Option<f64>)> {
        self.extremes.as_ref().map(|both| (both.0.median(), both.1.median()))
    }

    /// The chance that it lasts longer than `seconds`.
    pub fn beyond(&self, seconds: i64) -> Beyond {
        let range =
            self.extremes.as_ref().map(|both| Bounds { low: both.0.at(seconds), high: both.1.at(seconds) });
        Beyond { chance: self.curve.beyond(seconds), range: range.filter(|range| range.low < range.high) }
    }
}

/// Whether a duration has ended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Lasts {
    /// It has.
    Ended,
    /// It lasts at least this long.
    Open,
}

/// How long something lasted: the point estimate, the shortest, and the longest, in seconds; until `today` where it is open.
pub(super) fn lasts(
    case: &Case,
    numbers: &CaseNumbers,
    measure: Measure,
    policy: &Policy,
    today: i64,
) -> Option<(Lasts, [i64; 3])> {
    match numbers.get(measure) {
        Value::Known { seconds, low, high } => Some((Lasts::Ended, [seconds, low, high])),
        Value::Open => {
            let (from, _) = measure.ends(policy)?;
            let begin = case.times.point(from)?;
            Some((Lasts::Open, [(today - begin).max(0); 3]))
        }
        _ => None,
    }
}

/// Recovery of one service beside what it promises.
#[derive(Debug)]
pub struct ServiceRecovery<'a> {
    /// The service.
    pub service: &'a Record<Service>,
    /// The promised RTO in seconds.
    pub rto: i64,
    /// TTM of the incidents that name the service.
    pub mitigate: Lasting,
    /// TTR of the incidents that name the service.
    pub resolve: Lasting,
}

/// Recovery of every service that promises an RTO, by id, over incidents with their numbers.
pub(super) fn services<'a>(
    workspace: &'a Workspace,
    filter: &Filter,
    cases: &[(&'a Case, CaseNumbers)],
    now: i64,
) -> Vec<ServiceRecovery<'a>> {
    let mut named: Vec<Vec<usize>> = vec![Vec::new(); workspace.services.len()];
    for (place, (case, _)) in cases.iter().enumerate() {
        super::filter::services(case, workspace).for_each(|service| named[service].push(place));
    }
    let wanted = |i: &usize| filter.services.is_empty() || filter.services.contains(i);
    let mut out: Vec<ServiceRecovery<'a>> = (0..workspace.services.len())
        .filter(wanted)
        .filter_map(|i| {
            let service = &workspace.services[i];
            let rto = service.data.objectives.as_ref()?.rto.as_ref().and_then(Leaf::get)?.seconds;
            let of = |measure| {
                let cases = named[i].iter().map(|&place| (cases[place].0, &cases[place].1));
                Lasting::of(measure, cases, &workspace.policy, now)
            };
            Some(ServiceRecovery { service, rto, mitigate: of(Measure::Ttm), resolve: of(Measure::Ttr) })
        })
        .collect();
    out.sort_by(|a, b| a.service.id.cmp(&b.service.id));
    out
}
