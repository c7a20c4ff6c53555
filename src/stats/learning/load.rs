//! When people are called out: incidents detected outside working time and the hours of response outside it, by role and
//! by team. Never by person: what is counted are the keys of `roles`, and the teams that own the services.
//!
//! Working time is the declared hours of working days; where no hours are declared, only days without work are outside.
//! A response runs from acknowledged, else detected, to mitigated, else resolved.

use std::collections::{BTreeMap, BTreeSet};

use super::share;
use crate::numbers::wilson::Proportion;
use crate::record::Milestone;
use crate::time::{Calendar, DAY, business_seconds};
use crate::workspace::{Case, Policy, Workspace};

/// The row of roles that the settings do not know, and of incidents whose services have no team.
const OTHER: &str = "(other)";

/// Incidents of one role or team.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LoadRow {
    /// A role of the settings, the id of a team, or [`OTHER`].
    pub name: String,
    /// How many incidents it had a part in.
    pub incidents: usize,
    /// How many of them were detected outside working time.
    pub detected_outside: usize,
    /// How many have no known time of detection.
    pub detection_unknown: usize,
    /// Seconds of response.
    pub response: i64,
    /// Seconds of it outside working time.
    pub response_outside: i64,
    /// How many responses have not ended, or have an end that is not known: they are in no sum.
    pub response_unknown: usize,
}

/// When people were called out.
#[derive(Debug, Clone, PartialEq)]
pub struct Load {
    /// The declared working hours, in seconds of the day; `None` where only days without work count as outside.
    pub hours: Option<(i64, i64)>,
    /// Detected outside working time, among those with a known time of detection.
    pub outside: Option<Proportion>,
    /// Over all incidents.
    pub all: LoadRow,
    /// By role, in the order of the settings; an incident counts once for each of its roles.
    pub roles: Vec<LoadRow>,
    /// By team, by id; an incident counts once for each team whose services it hits.
    pub teams: Vec<LoadRow>,
}

/// What one incident asked of people.
struct Call {
    outside: Option<bool>,
    response: Option<(i64, i64)>,
}

impl LoadRow {
    fn named(name: &str) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    fn add(&mut self, call: &Call) {
        self.incidents += 1;
        match call.outside {
            Some(outside) => self.detected_outside += usize::from(outside),
            None => self.detection_unknown += 1,
        }
        match call.response {
            Some((all, outside)) => {
                self.response += all;
                self.response_outside += outside;
            }
            None => self.response_unknown += 1,
        }
    }
}

impl Load {
    pub(super) fn of(workspace: &Workspace, cases: &[&Case]) -> Self {
        let policy = &workspace.policy;
        let hours = policy.calendar.hours;
        let calendar = Calendar { hours: hours.or(Some((0, DAY))), ..policy.calendar.clone() };
        let mut all = LoadRow::named("all");
        let mut roles: BTreeMap<usize, LoadRow> = BTreeMap::new();
        let mut teams: BTreeMap<&str, LoadRow> = BTreeMap::new();
        for case in cases {
            let call = call(case, policy, &calendar);
            all.add(&call);
            let place = |key: &str| policy.roles.iter().position(|role| role == key);
            let filled = case.data.roles.keys().map(|key| place(key).unwrap_or(policy.roles.len()));
            for role in filled.collect::<BTreeSet<usize>>() {
                let name = policy.roles.get(role).map_or(OTHER, String::as_str);
                roles.entry(role).or_insert_with(|| LoadRow::named(name)).add(&call);
            }
            for team in owners(case, workspace) {
                teams.entry(team).or_insert_with(|| LoadRow::named(team)).add(&call);
            }
        }
        let known = all.incidents - all.detection_unknown;
        Self {
            hours,
            outside: share(all.detected_outside, known),
            all,
            roles: roles.into_values().collect(),
            teams: others_last(teams.into_values().collect()),
        }
    }
}

fn others_last(mut rows: Vec<LoadRow>) -> Vec<LoadRow> {
    rows.sort_by_key(|row| row.name == OTHER);
    rows
}

fn call(case: &Case, policy: &Policy, calendar: &Calendar) -> Call {
    let zone = policy.zone();
    let point = |milestone| case.times.point(milestone);
    let begin = point(Milestone::Acknowledged).or_else(|| point(Milestone::Detected));
    let end = point(Milestone::Mitigated).or_else(|| point(Milestone::Resolved));
    let response = begin.zip(end).filter(|(begin, end)| begin <= end).and_then(|(begin, end)| {
        let inside = business_seconds(begin, end, calendar, zone)?;
        Some((end - begin, (end - begin - inside).max(0)))
    });
    Call { outside: point(Milestone::Detected).map(|at| !calendar.is_open(at, zone)), response }
}

/// The teams that own the services of an incident; an owner that is no team of ours may be a person and is not named.
fn owners<'a>(case: &Case, workspace: &'a Workspace) -> BTreeSet<&'a str> {
    let services = crate::stats::filter::services(case, workspace);
    let teams = services.map(|service| {
        let owner = workspace.services[service].data.owner.as_deref();
        let team = owner.and_then(|owner| workspace.names.team(owner));
        team.map_or(OTHER, |team| workspace.teams[team].id.as_str())
    });
    let mut teams: BTreeSet<&str> = teams.collect();
    if teams.is_empty() {
        teams.insert(OTHER);
    }
    teams
}
