//! From the catalogue to achievable times: services in the order of what they need, one scenario at a time.

use std::rc::Rc;

use super::achievable::{Achievable, PlannedStep, Wait};
use super::graph::Graph;
use super::history::Detection;
use super::schedule::{Schedule, schedule};
use super::steps;
use crate::record::{Leaf, Recovery, Scenario};

/// When a service is back in one scenario, as those see it that wait for it.
#[derive(Debug, Clone, Default)]
struct Ready {
    /// Seconds from the disruption.
    end: i64,
    /// The recovery that ends then: service and index into its `achievable`.
    last: Option<(usize, usize)>,
    lower_bound: bool,
    unknown: Option<Rc<str>>,
}

/// Every service's recoveries, by service of the graph.
///
/// A dependency counts with its fastest method for the scenario, and one whose steps all have a likely time goes
/// before one that is a lower bound. A dependency that has no method for the scenario is taken to be unaffected
/// itself and passes on what it waits for. The loss of an instance and a bad change hit one service only: nothing
/// is waited for.
pub(super) fn all<'a>(
    graph: &Graph<'a>,
    detection: &[Detection],
    activation: i64,
) -> Vec<Vec<Achievable<'a>>> {
    let count = graph.services().len();
    let mut entries: Vec<Vec<Achievable<'a>>> = (0..count).map(|_| Vec::new()).collect();
    let mut ready: Vec<[Ready; Scenario::ALL.len()]> = vec![Default::default(); count];
    let circles = graph.circles();
    for &node in graph.knots().iter().flatten() {
        let circle = circles.get(&node);
        for (s, &scenario) in Scenario::ALL.iter().enumerate() {
            let base = match circle {
                Some(reason) => Ready { unknown: Some(Rc::clone(reason)), ..Ready::default() },
                None if scenario.is_local() => Ready::default(),
                None => base(graph.hard(node).map(|to| &ready[to][s])),
            };
            let first = entries[node].len();
            for (i, recovery) in graph.services()[node].data.recovery.iter().enumerate() {
                if recovery.scenarios.iter().any(|leaf| leaf.get() == Some(&scenario)) {
                    let lead = detection[node].seconds.saturating_add(activation);
                    let (mut entry, waits) = one(recovery, &base, lead);
                    (entry.scenario, entry.recovery) = (scenario, i);
                    entry.waits_for = base.last.filter(|_| waits).map(|(node, achievable)| {
                        let method = entries[node][achievable].method;
                        Wait { service: graph.id(node), method, achievable, until: base.end, node }
                    });
                    entry.not_covered = graph
                        .hard(node)
                        .filter(|&to| !scenario.is_local() && !covers(graph, to, scenario))
                        .map(|to| graph.id(to))
                        .collect();
                    entries[node].push(entry);
                }
            }
            ready[node][s] = fastest(&entries[node], first, node).unwrap_or(base);
        }
    }
    entries
}

fn covers(graph: &Graph<'_>, node: usize, scenario: Scenario) -> bool {
    let mut scenarios = graph.services()[node].data.recovery.iter().flat_map(|recovery| &recovery.scenarios);
    scenarios.any(|leaf| leaf.get() == Some(&scenario))
}

/// When everything a service needs is back: the last of them.
fn base<'r>(needed: impl Iterator<Item = &'r Ready>) -> Ready {
    needed.fold(Ready::default(), |all, one| Ready {
        end: all.end.max(one.end),
        last: if one.end > all.end { one.last } else { all.last },
        lower_bound: all.lower_bound || one.lower_bound,
        unknown: all.unknown.or_else(|| one.unknown.clone()),
    })
}

/// The entry that those who wait go by, from `first` on; `None` if there is none.
fn fastest(entries: &[Achievable<'_>], first: usize, node: usize) -> Option<Ready> {
    let (i, entry) = entries
        .iter()
        .enumerate()
        .skip(first)
        .min_by_key(|(_, entry)| (entry.work.is_none(), entry.lower_bound, entry.work))?;
    Some(Ready {
        end: entry.seconds.unwrap_or(0),
        last: Some((node, i)),
        lower_bound: entry.lower_bound,
        unknown: entry.unknown.as_deref().map(Rc::from),
    })
}

/// One recovery, and whether its critical path begins with what the service needs; `lead` is from disruption to the
/// beginning of its work.
fn one<'a>(recovery: &'a Recovery, base: &Ready, lead: i64) -> (Achievable<'a>, bool) {
    let read = steps::read(recovery);
    let mut missing: Vec<String> = Vec::new();
    if recovery.steps.is_empty() {
        missing.push("no step is written".into());
    }
    missing.extend(
        read.unestimated.iter().map(|&i| format!("`{}` has no likely time", steps::name(recovery, i))),
    );
    for &(step, entry) in &read.dangling {
        let name = recovery.steps[step].after.as_ref().map_or("", |after| &after[entry]);
        missing.push(format!("`{}` comes after `{name}`, which is no step", steps::name(recovery, step)));
    }
    let lower_bound = base.lower_bound || !missing.is_empty();
    let own_missing = missing.len();
    if base.lower_bound {
        missing.push("what it waits for is itself a lower bound".into());
    }
    let (plan, circle) = match schedule(&read.jobs, base.end.saturating_sub(lead).max(0)) {
        Ok(plan) => (Some(plan), None),
        Err(circle) => {
            (None, Some(format!("steps go in a circle: {}", steps::show_circle(recovery, &circle))))
        }
    };
    let unknown = base.unknown.as_deref().map(str::to_owned).or(circle);
    let work = plan.as_ref().filter(|_| unknown.is_none()).map(|plan| plan.end);
    let waits = unknown.is_none() && plan.as_ref().is_some_and(|plan| plan.from_base);
    let entry = Achievable {
        scenario: Scenario::Other,
        method: recovery.method.as_ref().and_then(Leaf::get).copied(),
        recovery: 0,
        seconds: work.map(|work| work.saturating_add(lead)),
        work,
        lower_bound,
        missing,
        own_missing,
        unknown,
        steps: plan.map(|plan| planned(recovery, &plan)).unwrap_or_default(),
        waits_for: None,
        not_covered: Vec::new(),
    };
    (entry, waits)
}

fn planned<'a>(recovery: &'a Recovery, plan: &Schedule) -> Vec<PlannedStep<'a>> {
    let mut critical = vec![false; plan.slots.len()];
    plan.chain.iter().for_each(|&i| critical[i] = true);
    let steps = recovery.steps.iter().zip(plan.slots.iter().zip(critical));
    let step = steps.map(|(step, (slot, critical))| PlannedStep {
        id: step.id.as_deref(),
        text: step.step.as_deref(),
        role: step.role.as_deref(),
        team: step.team.as_deref(),
        runbook: step.runbook.as_deref(),
        likely: steps::likely(step),
        start: slot.start,
        end: slot.end,
        slack: slot.slack,
        critical,
    });
    step.collect()
}
