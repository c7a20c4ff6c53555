//! Recovery: what needs what, how soon each service can be back, how much data a loss may cost, and how both
//! stand against what was promised and what was measured.
//!
//! Pure: from a workspace and `now` to a [`RecoveryPlan`]. All times are whole seconds. The plan itself holds nothing
//! simulated: every achievable time in it is what it takes if every step takes its likely time, with as many hands as
//! there are steps. [`RecoveryPlan::simulate`] draws the times of steps, and [`RecoveryPlan::what_if`] lets something fail
//! and gives the work to limited hands. Who may read what is not decided here: hand in a workspace that holds only that.

mod achievable;
mod copies;
mod cycles;
mod failure;
mod gaps;
mod graph;
mod hands;
mod headline;
mod history;
mod measured;
mod objectives;
mod path;
mod pert;
mod ready;
mod rehearsal;
mod rpo;
mod schedule;
mod sections;
mod show;
mod simulate;
mod steps;
mod versions;
mod whatif;
mod word;

#[cfg(test)]
mod tests;

use serde::Serialize;

pub use achievable::{Achievable, PlannedStep, Wait};
pub(crate) use copies::{Spot, data_places};
pub use cycles::circle;
pub use failure::{Failure, UnknownFailure};
pub use gaps::{Gap, GapClass, GapKind};
pub(crate) use graph::tier;
pub use graph::{Edge, Graph};
pub use hands::{EXACT, Roster, Turn, assign, assign_in_time};
pub use headline::Headline;
use history::{Detected, History};
pub use history::{Detection, DetectionBasis};
pub use measured::{DrillRun, ENOUGH, IncidentRun, Lasting, Measured, MeasuredGroup};
pub(crate) use objectives::against;
pub(crate) use objectives::promises;
pub use objectives::{Basis, Objectives, Promises, ScenarioVerdict, Verdict};
pub use path::PathStep;
pub use pert::Pert;
pub use rehearsal::Rehearsal;
pub(crate) use rehearsal::{backed_up, drilled, fresh_until, rehearsals};
pub use rpo::{DATA_SCENARIOS, Loss, WorstCase, bears_data};
pub use schedule::{Job, Schedule, Slot, schedule};
pub use sections::{AlternateSite, Call, Criterion, Document, Foundation, Role, Sections, Vendor};
pub(crate) use show::share;
pub use show::{show, show_service, show_what_if};
pub use simulate::{DRAWS, Simulated, SimulatedService, Simulation, Within};
pub(crate) use steps::{name as step_name, read as read_steps, show_circle};
pub use versions::{Fact, Judge, PlanChange, VERDICTS, compare};
pub use whatif::{Affected, Broken, Crew, Effect, Held, Objective, TeamHands, WhatIf, WhatIfStep, Why};
use word::{said, seconds};

use crate::evidence::{Shown, shown};
use crate::record::{Leaf, Scenario, Service};
use crate::workspace::{Record, Workspace};

/// What is known of one service's recovery.
#[derive(Debug, Serialize)]
pub struct ServicePlan<'a> {
    /// Its id.
    pub id: &'a str,
    /// The name people use, if it has one.
    pub name: Option<&'a str>,
    /// The file of its record.
    pub file: &'a str,
    /// The owning team.
    pub owner: Option<&'a str>,
    /// How critical it is; 1 is the most.
    pub tier: Option<u32>,
    /// It keeps data of its own.
    pub data_bearing: bool,
    /// How many backups it has.
    pub backups: usize,
    /// The wave in which it comes back, from 0.
    pub wave: usize,
    /// What it does not work without.
    pub hard: Vec<&'a str>,
    /// What it works without, with less.
    pub soft: Vec<&'a str>,
    /// Services that do not work without it.
    pub needed_by: Vec<&'a str>,
    /// How long until a disruption is noticed.
    pub detection: Detection,
    /// How soon it can be back, by scenario and method.
    pub achievable: Vec<Achievable<'a>>,
    /// The same by draws from the estimates, by scenario; empty before [`RecoveryPlan::drawn`].
    pub simulated: Vec<Simulated>,
    /// How much data a loss may cost, by scenario; empty where no data is at stake.
    pub rpo: Vec<WorstCase<'a>>,
    /// What was measured.
    pub measured: Measured<'a>,
    /// What its infrastructure files show of what it claims.
    pub evidence: Shown<'a>,
    /// When it was rehearsed and is to be again.
    pub rehearsal: Rehearsal<'a>,
    /// What was promised, against both.
    pub objectives: Objectives,
}

impl ServicePlan<'_> {
    /// What the draws gave in one scenario.
    pub fn drawn(&self, scenario: Scenario) -> Option<&Simulated> {
        self.simulated.iter().find(|one| one.scenario == scenario)
    }

    /// The slowest scenario by its fastest method, if the time of any is known.
    pub fn slowest(&self) -> Option<&ScenarioVerdict> {
        self.objectives.slowest.and_then(|i| self.objectives.scenarios.get(i))
    }
}

/// The recovery plan of the whole organisation.
#[derive(Debug, Serialize)]
pub struct RecoveryPlan<'a> {
    /// From detection until recovery work begins, in seconds.
    pub activation: i64,
    /// How many draws from the estimates were made for each scenario.
    pub draws: usize,
    /// The services in use, by file.
    pub services: Vec<ServicePlan<'a>>,
    /// The order of recovery: each wave needs only what comes before it.
    pub waves: Vec<Vec<&'a str>>,
    /// Cycles among hard dependencies.
    pub cycles: Vec<Vec<&'a str>>,
    /// What `plan.yaml` says.
    pub sections: Sections<'a>,
    /// What is not known.
    pub gaps: Vec<Gap<'a>>,
    #[serde(skip)]
    workspace: &'a Workspace,
    #[serde(skip)]
    graph: Graph<'a>,
    #[serde(skip)]
    detected: Detected,
}

impl<'a> RecoveryPlan<'a> {
    /// The same with so many draws for each scenario; [`DRAWS`] is usual.
    #[must_use]
    pub fn drawn(mut self, draws: usize) -> Self {
        for (service, drawn) in self.simulate(draws).services.into_iter().enumerate() {
            self.services[service].simulated = drawn.scenarios;
        }
        self.draws = draws;
        self
    }

    /// The same with the gaps that rules found.
    #[must_use]
    pub fn with_gaps(mut self, found: Vec<Gap<'a>>) -> Self {
        self.gaps.extend(found);
        self.gaps.sort_by_key(|gap| (gap.kind.class(), gap.kind));
        self
    }

    /// The service of this id or alias, if it is in use.
    pub fn service(&self, name: &str) -> Option<&ServicePlan<'a>> {
        self.services.get(self.graph.find(self.workspace, name)?)
    }
}

/// The plan on the day of `now` (seconds since 1970): services that are retired by then are left out.
pub fn plan(workspace: &Workspace, now: i64) -> RecoveryPlan<'_> {
    let today = workspace.policy.zone().local(now).date();
    let retired =
        |service: &Service| service.retired_on.as_ref().and_then(Leaf::get).is_some_and(|d| d.0 <= today);
    let graph = Graph::new(workspace, |service| !retired(service));
    build(workspace, graph, now)
}

/// The plan as the rules see it, whatever the day: a service with a date of retirement is held to nothing.
pub(crate) fn undated(workspace: &Workspace) -> RecoveryPlan<'_> {
    build(workspace, lasting(workspace), 0)
}

/// The graph over the services without a date of retirement.
pub(crate) fn lasting(workspace: &Workspace) -> Graph<'_> {
    Graph::new(workspace, |service| service.retired_on.is_none())
}

fn build<'a>(workspace: &'a Workspace, graph: Graph<'a>, now: i64) -> RecoveryPlan<'a> {
    let policy = &workspace.policy;
    let history = History::new(workspace, &graph, now);
    let achievable = ready::all(&graph, &history.detection, policy.activation);
    let rpo = rpo::all(&graph, &history.detection);
    let mut needed_by = vec![Vec::new(); graph.services().len()];
    for node in 0..needed_by.len() {
        graph.hard(node).for_each(|to| needed_by[to].push(graph.id(node)));
    }
    let all = rehearsals(workspace, policy.zone().local(now).date());
    let place = |record: &&Record<Service>| workspace.names.service(&record.id);
    let rehearsals = graph.services().iter().filter_map(|record| all.get(place(record)?).copied());
    let found = history.detection.into_iter().zip(history.incidents.into_iter().zip(history.drills));
    let computed = achievable.into_iter().zip(rpo).zip(needed_by).zip(found).zip(rehearsals);
    let services = computed.enumerate().map(|(node, (computed, rehearsal))| {
        let (((achievable, rpo), needed_by), (detection, (down, drills))) = computed;
        let record = graph.services()[node];
        let service = &record.data;
        let measured = Measured::new(down, drills, objectives::promises(service).rto);
        let needs = |soft: bool| {
            graph.edges(node).iter().filter(|edge| edge.soft == soft).map(|edge| graph.id(edge.to)).collect()
        };
        ServicePlan {
            id: &record.id,
            name: said(service.name.as_ref()),
            file: &record.file,
            owner: said(service.owner.as_ref()),
            tier: tier(service),
            data_bearing: bears_data(service),
            backups: service.backups.len(),
            wave: graph.level(node),
            hard: needs(false),
            soft: needs(true),
            needed_by,
            detection,
            rehearsal,
            objectives: Objectives::new(service, policy, &achievable, &rpo, &measured),
            achievable,
            simulated: Vec::new(),
            rpo,
            measured,
            evidence: shown(workspace, record),
        }
    });
    let named = |nodes: Vec<usize>| nodes.into_iter().map(|node| graph.id(node)).collect();
    let mut plan = RecoveryPlan {
        activation: policy.activation,
        draws: 0,
        services: services.collect(),
        waves: graph.waves().into_iter().map(named).collect(),
        cycles: graph.cycles().into_iter().map(named).collect(),
        sections: Sections::new(workspace),
        gaps: Vec::new(),
        workspace,
        graph,
        detected: history.detected,
    };
    plan.gaps = gaps::gaps(&plan);
    plan
}
