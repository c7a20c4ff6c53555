//! Promises that the last real or rehearsed recovery did not keep.

use chrono::NaiveDate;

use super::support::{applies, drilled};
use super::{Check, Group, Rule};
use crate::finding::{FieldPath, Finding, Level, at};
use crate::record::{Leaf, Milestone, RecoveryMethod};
use crate::recovery::{RecoveryPlan, ServicePlan};
use crate::time::{Duration, show_seconds};
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "measured-beyond-objective",
    group: Group::Recovery,
    level: Level::Warning,
    summary: "The last measured recovery of its kind took longer, or lost more, than the service promises.",
    why: "What was measured outweighs what was estimated. Like is compared with like: the last outage or drill that was \
          ended by the same method, so that a restart says nothing about a restore, and an old slow failover nothing once \
          a newer one was in time. Outages are the intervals of `kind: down`; drills that failed are `drill-failed`.",
    bad: &[
        ("services/orders.yaml", "id: orders\nobjectives: {rto: 30m}\n"),
        (
            "drills/restore.yaml",
            "id: restore\ndate: 2026-01-15\nresults: [{service: orders, kind: restore, recovery_time: 50m, passed: true}]\n",
        ),
    ],
    good: &[
        ("services/orders.yaml", "id: orders\nobjectives: {rto: 1h}\n"),
        (
            "drills/restore.yaml",
            "id: restore\ndate: 2026-01-15\nresults: [{service: orders, kind: restore, recovery_time: 50m, passed: true}]\n",
        ),
    ],
    check: Check::Plan(|all| applies::promising(all, |said| said.rto.is_some() || said.rpo.is_some()), check),
};

/// Something that was measured on a day.
struct Run<'a> {
    day: NaiveDate,
    seconds: i64,
    name: &'a str,
    method: Option<RecoveryMethod>,
    file: &'a str,
    field: FieldPath,
}

fn check(plan: &RecoveryPlan<'_>, workspace: &Workspace, findings: &mut Vec<Finding>) {
    let drills = drilled::runs(workspace);
    for service in &plan.services {
        let Some(index) = workspace.names.service(service.id) else { continue };
        let promised = &service.objectives;
        if let Some(rto) = promised.rto {
            let mut runs = outages(service, workspace);
            runs.extend(rehearsed(&drills[index], "recovery_time", |run| run.data.recovery_time.as_ref()));
            let what = |run: &Run<'_>| format!("took {} to be back", show_seconds(run.seconds));
            hold(service, "rto", "back in", rto, runs, what, findings);
        }
        if let Some(rpo) = promised.rpo {
            let runs = rehearsed(&drills[index], "recovery_point", |run| run.data.recovery_point.as_ref());
            let what = |run: &Run<'_>| format!("lost {} of data", show_seconds(run.seconds));
            hold(service, "rpo", "to lose at most", rpo, runs.collect(), what, findings);
        }
    }
}

/// Reports the last run by each method, if it is beyond the limit.
fn hold(
    service: &ServicePlan<'_>,
    key: &str,
    promise: &str,
    limit: i64,
    runs: Vec<Run<'_>>,
    what: impl Fn(&Run<'_>) -> String,
    findings: &mut Vec<Finding>,
) {
    let methods = RecoveryMethod::ALL.iter().copied().map(Some).chain([None]);
    for method in methods {
        let alike = runs.iter().filter(|run| run.method == method);
        // Of two on one day the shorter: it may be the later.
        let last = alike.max_by_key(|run| (run.day, std::cmp::Reverse(run.seconds)));
        let Some(run) = last.filter(|run| run.seconds > limit) else { continue };
        let by = run.method.map_or(String::new(), |method| format!(" by {method}"));
        let message = format!(
            "`{}` is promised {promise} {}, but{by} in {} it {}",
            service.id,
            show_seconds(limit),
            run.name,
            what(run)
        );
        let field = at("objectives").then(key);
        findings.push(
            Finding::new(RULE.id, service.file, field, message)
                .elsewhere(run.file, run.field.clone(), "measured here")
                .help("make this recovery faster and show it in a drill of the same kind, or promise less"),
        );
    }
}

/// The longest outage of each incident that is over.
fn outages<'a>(service: &'a ServicePlan<'_>, workspace: &'a Workspace) -> Vec<Run<'a>> {
    let mut runs: Vec<Run<'a>> = Vec::new();
    for run in &service.measured.incidents {
        let case = workspace.names.case(run.incident).and_then(|index| workspace.cases.get(index));
        let Some((case, seconds)) = case.zip(run.seconds) else { continue };
        let Some(started) = case.times.point(Milestone::Started).or(case.times.point(Milestone::Detected))
        else {
            continue;
        };
        if let Some(same) = runs.iter_mut().find(|other| other.file == case.file) {
            same.seconds = same.seconds.max(seconds);
            continue;
        }
        runs.push(Run {
            day: workspace.policy.zone().local(started).date(),
            seconds,
            name: &case.id,
            method: run.method,
            file: &case.file,
            field: at("impact.outages"),
        });
    }
    runs
}

/// A length that drills measured, of those that did not fail.
fn rehearsed<'a>(
    drills: &'a [drilled::Run<'a>],
    key: &'static str,
    length: impl Fn(&drilled::Run<'a>) -> Option<&'a Leaf<Duration>> + 'a,
) -> impl Iterator<Item = Run<'a>> {
    drills.iter().filter(|run| !run.failed()).filter_map(move |run| {
        Some(Run {
            day: run.day?,
            seconds: length(run)?.get()?.seconds,
            name: &run.drill.id,
            method: run.method(),
            file: &run.drill.file,
            field: run.field().then(key),
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    #[test]
    fn the_last_of_a_kind_counts() {
        let count = |drill: &str| {
            let incident = "id: INC-1\nservices: [db]\ntimes: {started: 2026-01-10T10:00:00Z}\nimpact:\n  outages:\n    \
                            - {service: db, kind: down, from: 2026-01-10T10:00:00Z, to: 2026-01-10T12:00:00Z}\n\
                            response:\n  mitigations: [{action: promoted, kind: failover, effective: yes}]\n";
            let files = [
                ("services/db.yaml", "id: db\nobjectives: {rto: 1h, rpo: 5m}\n"),
                ("2026/INC-1.yaml", incident),
                ("drills/d.yaml", drill),
            ];
            found("measured-beyond-objective", &files).len()
        };
        let drill = |day: &str, result: &str| {
            count(&format!("id: d\ndate: {day}\nresults: [{{service: db, {result}}}]\n"))
        };
        assert_eq!(count("id: d\n"), 1);
        assert_eq!(drill("2026-02-10", "kind: failover, recovery_time: 40m"), 0, "mended since");
        assert_eq!(drill("2026-02-10", "kind: restart, recovery_time: 4m"), 1, "no evidence for a failover");
        assert_eq!(drill("2026-01-02", "kind: failover, recovery_time: 40m"), 1, "older");
        assert_eq!(drill("2026-02-10", "kind: failover, recovery_time: 40m, recovery_point: 6m"), 1);
        assert_eq!(drill("2026-02-10", "kind: failover, recovery_time: 4h, passed: false"), 1, "failed");
    }
}
