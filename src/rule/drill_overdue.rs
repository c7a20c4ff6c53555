//! Critical services that were not in a drill for too long.

use super::support::{applies, drilled};
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::Service;
use crate::recovery::{promises, tier};
use crate::time::show_seconds;
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "drill-overdue",
    group: Group::Recovery,
    level: Level::Warning,
    summary: "A service of tier 1 or 2 that promises an RTO or RPO was in no drill for longer than the settings allow.",
    why: "A promise that nobody rehearses decays with every change. NIST SP 800-34 asks for exercises at a set frequency; \
          the settings say which (`drills.every`, 180 days). Any drill that names the service counts, whatever its kind. \
          This depends on today, so it is reported and fails a build only where that is asked for.",
    bad: &[
        ("services/orders.yaml", "id: orders\ntier: 1\nobjectives: {rto: 1h}\n"),
        ("drills/zone.yaml", "id: zone\ndate: 2025-03-01\nservices: [orders]\n"),
    ],
    good: &[
        ("services/orders.yaml", "id: orders\ntier: 1\nobjectives: {rto: 1h}\n"),
        ("drills/zone.yaml", "id: zone\ndate: 2026-01-15\nservices: [orders]\n"),
    ],
    check: Check::Today(|all| applies::services(all, wanted), check),
};

fn wanted(service: &Service) -> bool {
    let promised = promises(service);
    tier(service).is_some_and(|tier| tier <= 2) && (promised.rto.is_some() || promised.rpo.is_some())
}

fn check(workspace: &Workspace, now: i64, findings: &mut Vec<Finding>) {
    if drilled::unsure(workspace) {
        return;
    }
    let today = workspace.policy.zone().local(now).date();
    let every = workspace.policy.drill_every;
    // Whether it was in a drill, and the last day on which it was, if that is said.
    let mut last = vec![None; workspace.services.len()];
    for drill in &workspace.drills {
        let results = drill.data.results.iter().filter_map(|result| result.service.as_ref());
        for name in drill.data.services.iter().chain(results) {
            if let Some(last) = workspace.names.service(name).and_then(|index| last.get_mut(index)) {
                let day = drilled::day(drill).map(|day| (day, drill));
                let newer = |old: &Option<_>, new: &Option<(chrono::NaiveDate, _)>| {
                    let of = |one: &Option<(chrono::NaiveDate, _)>| one.as_ref().map(|(day, _)| *day);
                    of(new) > of(old)
                };
                match last {
                    Some(old) if !newer(old, &day) => {}
                    _ => *last = Some(day),
                }
            }
        }
    }
    for (index, record) in applies::lasting(workspace).filter(|(_, record)| wanted(&record.data)) {
        let asked = format!("the settings ask for one every {}", show_seconds(every));
        let finding = |message: String| Finding::new(RULE.id, &record.file, at("objectives"), message);
        let finding = match last[index] {
            None => finding(format!("`{}` was never in a drill; {asked}", record.id)),
            // A drill that does not say when may have been yesterday.
            Some(None) => continue,
            Some(Some((day, _))) if drilled::fresh_until(day, every).is_none_or(|until| until >= today) => {
                continue;
            }
            Some(Some((day, drill))) => finding(format!(
                "`{}` was last in a drill on {day}; {asked}",
                record.id
            ))
            .elsewhere(&drill.file, at("date"), "the last drill"),
        };
        findings.push(finding.help("rehearse one of its recoveries and record it in `drills/`"));
    }
}
