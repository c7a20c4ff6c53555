//! The work of bringing everything back, as jobs for hands.

use std::collections::{BTreeMap, BTreeSet};

use super::super::hands::{Roster, assign_in_time};
use super::super::schedule::{Job, schedule as order_of};
use super::super::{RecoveryPlan, said, steps};
use super::{Affected, Crew, Effect, TeamHands, WhatIfStep, Why};
use crate::record::{Recovery, RecoveryStep, Service};
use crate::workspace::Workspace;
use crate::workspace::people::members;

/// What came of it; the times of the services and their steps are written into these.
pub(super) struct Done<'a> {
    pub(super) teams: Vec<TeamHands<'a>>,
    pub(super) lower_bound: i64,
    pub(super) exact: bool,
    pub(super) factor: f64,
}

/// The team of a step; `None` is nobody's.
#[derive(Clone, Copy)]
struct Whose<'a>(Option<&'a str>);

/// The jobs of all services: for each a mark for what it needs being back, its steps, and a mark for its being back.
#[derive(Default)]
struct Work<'a> {
    jobs: Vec<Job>,
    /// Whose hand each job needs; a mark needs none.
    team: Vec<Option<Whose<'a>>>,
    /// By service of the graph: its last mark.
    back: Vec<Option<usize>>,
}

/// Gives the steps of what is down to hands, `lead` seconds after the disruption.
pub(super) fn schedule<'a>(
    plan: &RecoveryPlan<'a>,
    affected: &mut [Affected<'a>],
    crew: Crew,
    lead: i64,
) -> Done<'a> {
    let mut work = Work { back: vec![None; plan.services.len()], ..Work::default() };
    let mut lower_bound = vec![false; plan.services.len()];
    let circles = plan.graph.circles();
    for one in affected.iter_mut().filter(|one| one.effect == Effect::Down) {
        let circle = circles.get(&one.node).map(ToString::to_string);
        match circle.map_or_else(|| work.add(plan, one), Err) {
            Ok(first) => one.steps = first,
            Err(why) => one.unknown = Some(why),
        }
        let needs = plan.graph.hard(one.node).any(|to| lower_bound[to]);
        one.lower_bound |= needs;
        lower_bound[one.node] = one.lower_bound;
    }
    let mut due = vec![None; work.jobs.len()];
    for one in affected.iter() {
        let promised = &plan.services[one.node].objectives;
        if let Some((back, rto)) = work.back[one.node].zip(promised.rto) {
            due[back] = Some(rto.saturating_sub(lead));
        }
    }
    let (roster, teams) = work.give(plan.workspace, crew, &due);
    for one in affected.iter_mut() {
        let Some(back) = work.back[one.node] else { continue };
        let at = |job: usize| roster.turns.get(job).copied().unwrap_or_default();
        one.back_at = Some(at(back).end.saturating_add(lead));
        let first = back - one.steps.len();
        for (i, step) in one.steps.iter_mut().enumerate() {
            let turn = at(first + i);
            (step.start, step.end) = (turn.start.saturating_add(lead), turn.end.saturating_add(lead));
            step.hand = turn.hand.unwrap_or(0);
        }
    }
    Done { teams, lower_bound: roster.lower_bound, exact: roster.exact, factor: roster.factor }
}

impl<'a> Work<'a> {
    /// Adds a service; the error is why nothing brings it back.
    fn add(
        &mut self,
        plan: &RecoveryPlan<'a>,
        one: &mut Affected<'a>,
    ) -> Result<Vec<WhatIfStep<'a>>, String> {
        let mut needed = Vec::new();
        for why in &one.why {
            if let Why::Needs { service } = why {
                let back = plan.graph.find(plan.workspace, service).and_then(|to| self.back[to]);
                needed.push(back.ok_or_else(|| format!("needs `{service}`, which nothing brings back"))?);
            }
        }
        let service = &plan.graph.services()[one.node].data;
        let entry = one.scenario.and_then(|scenario| {
            let service = &plan.services[one.node];
            let verdict = service.objectives.scenarios.iter().find(|one| one.scenario == scenario)?;
            service.achievable.get(verdict.fastest)
        });
        let recovery = entry.and_then(|entry| service.recovery.get(entry.recovery));
        if let (None, Some(scenario), Some(Why::Hit { .. })) = (recovery, one.scenario, one.why.first()) {
            return Err(format!("has no recovery for {scenario}"));
        }
        let read = recovery.map(steps::read);
        if let (Some(read), Some(recovery)) = (&read, recovery)
            && let Err(circle) = order_of(&read.jobs, 0)
        {
            return Err(format!("steps go in a circle: {}", steps::show_circle(recovery, &circle)));
        }
        let base = self.mark(needed);
        let first = self.jobs.len();
        for job in read.into_iter().flat_map(|read| read.jobs) {
            let mut after: Vec<usize> = job.after.iter().map(|&j| first + j).collect();
            after.extend(job.waits.then_some(base));
            self.jobs.push(Job { after, ..job });
        }
        let steps =
            recovery.map(|recovery| recovery_steps(plan.workspace, service, recovery)).unwrap_or_default();
        self.team.extend(steps.iter().map(|step| Some(Whose(step.team))));
        let last = (first..self.jobs.len()).chain([base]).collect();
        self.back[one.node] = Some(self.mark(last));
        if let Some(entry) = entry {
            (one.method, one.recovery) = (entry.method, Some(entry.recovery));
            one.lower_bound = entry.own_missing > 0;
        }
        Ok(steps)
    }

    /// A job that takes no time and nobody.
    fn mark(&mut self, after: Vec<usize>) -> usize {
        self.jobs.push(Job { duration: 0, after, waits: false });
        self.team.push(None);
        self.jobs.len() - 1
    }

    fn give(
        &self,
        workspace: &'a Workspace,
        crew: Crew,
        due: &[Option<i64>],
    ) -> (Roster, Vec<TeamHands<'a>>) {
        // One row for a pool, else one a team, by name.
        let whose = |team: Whose<'a>| if matches!(crew, Crew::Pool(_)) { None } else { team.0 };
        let names: BTreeSet<Option<&'a str>> = self.team.iter().flatten().map(|&team| whose(team)).collect();
        let mut teams: Vec<TeamHands<'a>> = names
            .into_iter()
            .map(|team| {
                let hands = match crew {
                    Crew::Pool(many) => many.max(1),
                    Crew::Teams => hands_of(workspace, team),
                };
                TeamHands { team, hands, used: 0, work: 0 }
            })
            .collect();
        let place: BTreeMap<Option<&str>, usize> =
            teams.iter().enumerate().map(|(k, one)| (one.team, k)).collect();
        let team: Vec<Option<usize>> =
            self.team.iter().map(|team| place.get(&whose((*team)?)).copied()).collect();
        let hands: Vec<usize> = teams.iter().map(|one| one.hands).collect();
        let roster = assign_in_time(&self.jobs, &team, &hands, due).unwrap_or_else(|_| Roster::default());
        for ((job, turn), k) in self.jobs.iter().zip(&roster.turns).zip(team) {
            if let Some((k, hand)) = k.zip(turn.hand) {
                teams[k].used = teams[k].used.max(hand + 1);
                teams[k].work = teams[k].work.saturating_add(job.duration);
            }
        }
        (roster, teams)
    }
}

fn recovery_steps<'a>(
    workspace: &'a Workspace,
    service: &'a Service,
    recovery: &'a Recovery,
) -> Vec<WhatIfStep<'a>> {
    let one = |(index, step): (usize, &'a RecoveryStep)| {
        let named = said(step.team.as_ref()).or_else(|| said(service.owner.as_ref()));
        let known = |name| workspace.names.team(name).and_then(|i| workspace.teams.get(i));
        WhatIfStep {
            index,
            id: step.id.as_deref(),
            text: step.step.as_deref(),
            role: step.role.as_deref(),
            team: named.map(|name| known(name).map_or(name, |team| team.id.as_str())),
            hand: 0,
            runbook: step.runbook.as_deref(),
            likely: steps::likely(step),
            start: 0,
            end: 0,
        }
    };
    recovery.steps.iter().enumerate().map(one).collect()
}

/// How many people the record of a team names, as members, contacts or stand-ins; at least one.
fn hands_of(workspace: &Workspace, team: Option<&str>) -> usize {
    let team = team.and_then(|name| workspace.names.team(name)).and_then(|i| workspace.teams.get(i));
    team.map_or(1, |team| members(workspace, &team.data).len().max(1))
}
