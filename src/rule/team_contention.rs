//! A team that is needed in more places at once than it has people.

use std::collections::{BTreeMap, BTreeSet};

use super::support::people;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::Scenario;
use crate::recovery::{Achievable, RecoveryPlan, ServicePlan, Spot};
use crate::time::show_seconds;
use crate::workspace::{Record, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "team-contention",
    group: Group::Recovery,
    level: Level::Warning,
    summary: "When a place is lost, the plan needs a team for more steps at the same moment than it has people.",
    why: "Every recovery is planned as if it were the only one. When a zone or a region is lost they all run at once, and \
          the team that owns half of the catalogue is the bottleneck no single plan shows. Counted are the steps of the \
          fastest recovery of each service in the lost place, each at its likely time, against the distinct people that \
          the team's record names; a team that names nobody, and a recovery whose times are not known, are passed over.",
    bad: &[
        ("teams/data.yaml", "id: data\nmembers: [ma.rui, cao.yu]\n"),
        (
            "services/orders.yaml",
            "id: orders\nowner: data\nlocations: [{region: east, zone: east-1}]\nrecovery:\n  - method: failover\n    \
             scenarios: [region-loss]\n    steps: [{id: promote, estimate: {likely: 5m}}, {id: fence, after: [], estimate: {likely: 5m}}]\n",
        ),
        (
            "services/users.yaml",
            "id: users\nowner: data\nlocations: [{region: east, zone: east-2}]\nrecovery:\n  - method: failover\n    \
             scenarios: [region-loss]\n    steps: [{id: promote, estimate: {likely: 5m}}]\n",
        ),
    ],
    good: &[
        ("teams/data.yaml", "id: data\nmembers: [ma.rui, cao.yu]\n"),
        (
            "services/orders.yaml",
            "id: orders\nowner: data\nlocations: [{region: east, zone: east-1}]\nrecovery:\n  - method: failover\n    \
             scenarios: [region-loss]\n    steps: [{id: fence, estimate: {likely: 5m}}, {id: promote, estimate: {likely: 5m}}]\n",
        ),
        (
            "services/users.yaml",
            "id: users\nowner: data\nlocations: [{region: east, zone: east-2}]\nrecovery:\n  - method: failover\n    \
             scenarios: [region-loss]\n    steps: [{id: promote, estimate: {likely: 5m}}]\n",
        ),
    ],
    check: Check::Plan(
        |all| all.teams.iter().filter(|team| !people::members(all, &team.data).is_empty()).count(),
        check,
    ),
};

/// A step that a team does, in seconds from the beginning of the work.
struct Task<'a> {
    start: i64,
    end: i64,
    service: &'a str,
}

/// The worst moment of a team.
struct Crowd<'a> {
    needed: usize,
    moment: i64,
    place: String,
    services: BTreeSet<&'a str>,
}

fn check(plan: &RecoveryPlan<'_>, workspace: &Workspace, findings: &mut Vec<Finding>) {
    let mut worst: BTreeMap<usize, Crowd<'_>> = BTreeMap::new();
    for ((region, zone), services) in places(plan, workspace) {
        let (scenario, place) = match zone {
            Some(zone) => (Scenario::ZoneLoss, format!("zone `{zone}`")),
            None => (Scenario::RegionLoss, format!("region `{region}`")),
        };
        for (team, mut tasks) in tasks(plan, workspace, scenario, &services) {
            let Some((needed, moment)) = busiest(&mut tasks) else { continue };
            if worst.get(&team).is_none_or(|old| old.needed < needed) {
                let there = tasks.iter().filter(|task| task.start <= moment && moment < task.end);
                let services = there.map(|task| task.service).collect();
                worst.insert(team, Crowd { needed, moment, place: place.clone(), services });
            }
        }
    }
    for (team, crowd) in worst {
        let team = &workspace.teams[team];
        let people = people::members(workspace, &team.data).len();
        if people == 0 || crowd.needed <= people {
            continue;
        }
        findings.push(report(team, people, &crowd));
    }
}

fn report(team: &Record<crate::record::Team>, people: usize, crowd: &Crowd<'_>) -> Finding {
    const FEW: usize = 6;
    let mut names: Vec<&str> = crowd.services.iter().copied().collect();
    let rest = names.len().saturating_sub(FEW);
    names.truncate(FEW);
    let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
    let message = format!(
        "losing {} needs `{}` for {} steps at once, {} into the work, and names {people}: {}{more}",
        crowd.place,
        team.id,
        crowd.needed,
        show_seconds(crowd.moment),
        names.join(", "),
    );
    let field = if team.data.members.is_empty() { "contacts" } else { "members" };
    Finding::new(RULE.id, &team.file, at(field), message)
        .help("put the steps in order, give some to another team, or name more people")
}

/// A region, or a zone of it, with the services that run there, by index into the plan.
type Places<'a> = BTreeMap<(&'a str, Option<&'a str>), BTreeSet<usize>>;

/// The regions where services are at home, and the zones in them; a service is at home where its first location is, and
/// loses nothing it needs to recover with a standby elsewhere.
fn places<'a>(plan: &RecoveryPlan<'_>, workspace: &'a Workspace) -> Places<'a> {
    let mut places = Places::new();
    for (i, service) in plan.services.iter().enumerate() {
        let record = workspace.names.service(service.id).and_then(|index| workspace.services.get(index));
        let locations = record.map_or(&[][..], |record| &record.data.locations);
        let spots = || locations.iter().filter_map(|at| Spot::new(at.region.as_deref(), at.zone.as_deref()));
        let Some(home) = spots().next() else { continue };
        places.entry((home.region, None)).or_default().insert(i);
        for spot in spots().filter(|spot| spot.region == home.region && spot.zone.is_some()) {
            places.entry((spot.region, spot.zone)).or_default().insert(i);
        }
    }
    places
}

/// What each team does in a scenario, by index into `workspace.teams`.
fn tasks<'p>(
    plan: &'p RecoveryPlan<'_>,
    workspace: &Workspace,
    scenario: Scenario,
    services: &BTreeSet<usize>,
) -> BTreeMap<usize, Vec<Task<'p>>> {
    let mut tasks: BTreeMap<usize, Vec<Task<'p>>> = BTreeMap::new();
    for service in services.iter().filter_map(|&i| plan.services.get(i)) {
        let Some(entry) = fastest(service, scenario) else { continue };
        for step in &entry.steps {
            let team = step.team.or(service.owner).and_then(|name| workspace.names.team(name));
            if let Some(team) = team.filter(|_| step.end > step.start) {
                let task = Task { start: step.start, end: step.end, service: service.id };
                tasks.entry(team).or_default().push(task);
            }
        }
    }
    tasks
}

/// The recovery that the plan counts with, where all its times are known.
fn fastest<'p, 'a>(service: &'p ServicePlan<'a>, scenario: Scenario) -> Option<&'p Achievable<'a>> {
    let verdict = service.objectives.scenarios.iter().find(|one| one.scenario == scenario)?;
    service.achievable.get(verdict.fastest).filter(|entry| entry.work.is_some() && !entry.lower_bound)
}

/// The most steps that run at one moment, and the first such moment.
fn busiest(tasks: &mut [Task<'_>]) -> Option<(usize, i64)> {
    tasks.sort_by_key(|task| task.start);
    let mut ends: Vec<i64> = tasks.iter().map(|task| task.end).collect();
    ends.sort_unstable();
    let mut over = 0;
    let mut most = None;
    for (begun, task) in tasks.iter().enumerate() {
        while ends.get(over).is_some_and(|end| *end <= task.start) {
            over += 1;
        }
        let running = begun + 1 - over;
        if most.is_none_or(|(old, _)| running > old) {
            most = Some((running, task.start));
        }
    }
    most
}

#[cfg(test)]
mod tests {
    use super::{Task, busiest};
    use crate::rule::tests::found;

    #[test]
    fn what_ends_makes_room_for_what_begins() {
        let task = |start, end| Task { start, end, service: "a" };
        assert_eq!(busiest(&mut [task(0, 10), task(10, 20), task(5, 10)]), Some((2, 5)));
        assert_eq!(busiest(&mut [task(0, 10), task(10, 20), task(10, 12), task(11, 20)]), Some((3, 11)));
        assert_eq!(busiest(&mut []), None);
    }

    #[test]
    fn only_what_is_lost_together() {
        let count = |zone: &str, team: &str| {
            let service = |id: &str, zone: &str| {
                format!(
                    "id: {id}\nowner: t\nlocations: [{{region: r, zone: {zone}}}]\nrecovery:\n  - method: failover\n    \
                     scenarios: [zone-loss]\n    steps: [{{estimate: {{likely: 5m}}}}]\n"
                )
            };
            let (a, b) = (service("a", "z1"), service("b", zone));
            let files = [("services/a.yaml", a.as_str()), ("services/b.yaml", &b), ("teams/t.yaml", team)];
            found("team-contention", &files).len()
        };
        assert_eq!(count("z1", "id: t\nmembers: [ann]\n"), 1);
        assert_eq!(count("z2", "id: t\nmembers: [ann]\n"), 0, "another zone");
        assert_eq!(count("z1", "id: t\nmembers: [ann]\ncontacts: [{name: Ann, backup: bo}]\n"), 0);
        assert_eq!(count("z1", "id: t\n"), 0, "nobody says how many they are");
    }
}
