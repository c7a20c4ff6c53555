//! What a failure reaches: what it hits, what does not work without that, and what works with less.

use super::super::copies::{Spot, copies, data_places};
use super::super::failure::{Area, Failure};
use super::super::rpo::{self, WorstCase, bears_data};
use super::super::{RecoveryPlan, Verdict};
use super::{Affected, Effect, Held, Why};
use crate::record::{Leaf, Location, Scenario, Service};

/// What is known of each service on the way.
#[derive(Clone, Default)]
struct Fate {
    /// What hits it, as it is named, and what that is to it.
    hit: Option<(String, Scenario)>,
    down: bool,
    /// The scenarios it shares with those who need it, as bits in the order of [`Scenario::ALL`].
    shared: u8,
}

/// Everything affected, in the order of the graph's knots: what is needed before what needs it.
pub(super) fn affected<'a>(
    plan: &RecoveryPlan<'a>,
    failures: &[Failure<'a>],
    area: &Area<'_>,
) -> Vec<Affected<'a>> {
    let fates = fates(plan, failures, area);
    let mut losses: Vec<Option<WorstCase<'a>>> = vec![None; fates.len()];
    let mut affected = Vec::new();
    for &node in plan.graph.knots().iter().flatten() {
        let fate = &fates[node];
        let down = |to: usize| fates[to].down;
        if fate.down {
            losses[node] = loss(plan, node, fate, area, &losses);
            let mut why: Vec<Why<'a>> = fate.hit.iter().map(|(by, _)| Why::Hit { by: by.clone() }).collect();
            let needs = plan.graph.hard(node).filter(|&to| down(to) && to != node);
            why.extend(needs.map(|to| Why::Needs { service: plan.graph.id(to) }));
            let mut one = blank(plan, node, Effect::Down, why);
            one.scenario = scenario(plan, node, fate);
            one.loss.clone_from(&losses[node]);
            affected.push(one);
            continue;
        }
        let service = &plan.graph.services()[node].data;
        let mut why: Vec<Why<'a>> =
            share_lost(service, area).map(|share| Why::Part { share }).into_iter().collect();
        let soft = plan.graph.edges(node).iter().filter(|edge| edge.soft && down(edge.to));
        why.extend(soft.map(|edge| {
            let said = service.depends_on.get(edge.field).and_then(|one| one.degraded_mode.as_ref());
            let degraded_mode = said.filter(|text| text.says_something()).map(|text| &**text);
            Why::Without { service: plan.graph.id(edge.to), degraded_mode }
        }));
        if !why.is_empty() {
            affected.push(blank(plan, node, Effect::Degraded, why));
        }
    }
    affected
}

fn fates(plan: &RecoveryPlan<'_>, failures: &[Failure<'_>], area: &Area<'_>) -> Vec<Fate> {
    let records = plan.graph.services();
    let mut fates: Vec<Fate> = records
        .iter()
        .map(|record| Fate { hit: hit_by_area(&record.data, failures, area), ..Fate::default() })
        .collect();
    for failure in failures {
        // The loss of a place is worse than what happens to one instance or by one change.
        if let Failure::Service { scenario, node, .. } = failure
            && let Some(fate) = fates.get_mut(*node)
            && (fate.hit.is_none() || !scenario.is_local())
        {
            fate.hit = Some((failure.name(), *scenario));
        }
    }
    for knot in plan.graph.knots() {
        let needed: Vec<usize> = knot.iter().flat_map(|&node| plan.graph.hard(node)).collect();
        let down =
            knot.iter().any(|&node| fates[node].hit.is_some()) || needed.iter().any(|&to| fates[to].down);
        if !down {
            continue;
        }
        let own = knot.iter().filter_map(|&node| fates[node].hit.as_ref());
        let own = own.filter(|(_, scenario)| !scenario.is_local()).fold(0, |all, (_, one)| all | bit(*one));
        let shared = needed.iter().fold(own, |all, &to| all | fates[to].shared);
        for &node in knot {
            (fates[node].down, fates[node].shared) = (true, shared);
        }
    }
    fates
}

fn bit(scenario: Scenario) -> u8 {
    Scenario::ALL.iter().position(|one| *one == scenario).map_or(0, |place| 1 << place)
}

/// What a service recovers from: what hits it, else the first shared scenario that it has a recovery for.
fn scenario(plan: &RecoveryPlan<'_>, node: usize, fate: &Fate) -> Option<Scenario> {
    let covered = plan.services[node].objectives.scenarios.iter().map(|one| one.scenario);
    let shared = || covered.filter(|one| fate.shared & bit(*one) != 0).min();
    fate.hit.as_ref().map(|(_, scenario)| *scenario).or_else(shared)
}

/// A service is hit where it runs nowhere else, and where a place of its data is hit that no replica is kept of: which of
/// several is the primary is not said, and losing it loses what was not copied ([`data_places`]).
fn hit_by_area(service: &Service, failures: &[Failure<'_>], area: &Area<'_>) -> Option<(String, Scenario)> {
    let lost = |one: &Location| area.takes(one.region.as_deref(), one.zone.as_deref());
    let spot = |one: &Spot<'_>| area.takes(Some(one.region), one.zone);
    let said = |one: &&Location| one.region.is_some() || one.zone.is_some();
    let places = || service.locations.iter().filter(said);
    let data = || if bears_data(service) { data_places(service) } else { Vec::new() };
    let all = places().next().is_some() && places().all(lost);
    if !all && !data().iter().any(spot) {
        return None;
    }
    let region = places().any(|one| area.takes_region(one.region.as_deref()));
    let by = failures.iter().filter(|failure| match failure {
        Failure::Service { .. } => false,
        failure => {
            let one = Area::new(std::slice::from_ref(*failure));
            places().any(|place| one.takes(place.region.as_deref(), place.zone.as_deref()))
        }
    });
    let names: Vec<String> = by.map(Failure::name).collect();
    Some((names.join(", "), if region { Scenario::RegionLoss } else { Scenario::ZoneLoss }))
}

/// The share of instances that an area takes, of places where one does not say how many are there; `None` if it takes none.
fn share_lost(service: &Service, area: &Area<'_>) -> Option<f64> {
    let many = |one: &Location| one.replicas.as_ref().and_then(Leaf::get).map(|many| f64::from(many.0));
    let counted = service.locations.iter().all(|one| many(one).is_some());
    let weight = |one: &Location| if counted { many(one).unwrap_or(0.0) } else { 1.0 };
    let all: f64 = service.locations.iter().map(weight).sum();
    let lost = service.locations.iter().filter(|one| area.takes(one.region.as_deref(), one.zone.as_deref()));
    let lost: f64 = lost.map(weight).sum();
    (lost > 0.0).then(|| lost / all)
}

/// What is lost: its own data where it is hit, else the worst of what it needs, unless it keeps data of its own.
fn loss<'a>(
    plan: &RecoveryPlan<'a>,
    node: usize,
    fate: &Fate,
    area: &Area<'_>,
    losses: &[Option<WorstCase<'a>>],
) -> Option<WorstCase<'a>> {
    let service = &plan.graph.services()[node].data;
    if !bears_data(service) {
        let cases = plan.graph.hard(node).filter_map(|to| Some((to, losses[to].as_ref()?)));
        let all: Vec<_> = cases.collect();
        // The first of equals.
        let (to, worst) = all.into_iter().rev().max_by_key(|(_, case)| (case.loss, case.lower_bound))?;
        return Some(WorstCase { from: worst.from.or(Some(plan.graph.id(to))), ..worst.clone() });
    }
    let (_, scenario) = fate.hit.as_ref()?;
    let lost = || data_places(service).iter().any(|spot| area.takes(Some(spot.region), spot.zone));
    match scenario {
        Scenario::ZoneLoss | Scenario::RegionLoss if lost() => Some(rpo::in_area(service, area, *scenario)),
        _ => plan.services[node].rpo.iter().find(|case| case.scenario == *scenario).cloned(),
    }
}

fn blank<'a>(plan: &RecoveryPlan<'a>, node: usize, effect: Effect, why: Vec<Why<'a>>) -> Affected<'a> {
    let service = &plan.services[node];
    let held = |limit| Held { limit, verdict: Verdict::Unknown };
    Affected {
        id: service.id,
        tier: service.tier,
        effect,
        why,
        scenario: None,
        method: None,
        recovery: None,
        from: 0,
        back_at: None,
        lower_bound: false,
        unknown: None,
        steps: Vec::new(),
        rto: held(service.objectives.rto),
        mtpd: held(service.objectives.mtpd),
        rpo: held(service.objectives.rpo),
        loss: None,
        node,
    }
}

/// What is degraded only for want of what is down is whole again with the last of that.
pub(super) fn degraded_until(plan: &RecoveryPlan<'_>, affected: &mut [Affected<'_>]) {
    let mut back = vec![None; plan.services.len()];
    for one in affected.iter() {
        back[one.node] = one.back_at;
    }
    for one in affected.iter_mut().filter(|one| one.effect == Effect::Degraded) {
        let mut last = Some(0);
        for why in &one.why {
            let at = match why {
                Why::Without { service, .. } => {
                    plan.graph.find(plan.workspace, service).and_then(|to| back[to])
                }
                _ => None,
            };
            last = last.zip(at).map(|(last, at): (i64, i64)| last.max(at));
        }
        one.back_at = last;
    }
}

/// The services of which a copy is kept in an area.
pub(super) fn copies_lost<'a>(plan: &RecoveryPlan<'a>, area: &Area<'_>) -> Vec<&'a str> {
    let there = |service: &Service| {
        let copies = copies(service);
        copies.iter().filter_map(|copy| copy.place).any(|spot| area.takes(Some(spot.region), spot.zone))
    };
    let records = plan.graph.services().iter().filter(|record| there(&record.data));
    records.map(|record| record.id.as_str()).collect()
}
