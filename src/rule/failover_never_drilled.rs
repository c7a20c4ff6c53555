//! Failovers that nobody ever rehearsed.

use super::support::{applies, drilled};
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::{FailoverStrategy, Leaf, RecoveryMethod, Service};
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "failover-never-drilled",
    group: Group::Recovery,
    level: Level::Warning,
    summary: "A service fails over by itself or has a standby, but was in no drill by failover.",
    why: "A failover that first happens in the outage is a change nobody tested. In October 2018 a code host's databases \
          failed over by themselves to the other coast within a minute, into a topology that the applications could not \
          use; putting it right took a day. A drill with a result of `kind: failover` shows what moves, how long it takes \
          and what does not follow.",
    bad: &[("services/orders.yaml", "id: orders\nfailover: {strategy: warm-standby, automatic: true}\n")],
    good: &[
        ("services/orders.yaml", "id: orders\nfailover: {strategy: warm-standby, automatic: true}\n"),
        (
            "drills/zone.yaml",
            "id: zone\nscenario: zone-loss\ndate: 2026-01-15\nresults: [{service: orders, kind: failover, recovery_time: 6m, passed: true}]\n",
        ),
    ],
    check: Check::Whole(|all| applies::services(all, |service| moves(service).is_some()), check),
};

/// The field that says that a service moves to another place, and in which words.
fn moves(service: &Service) -> Option<(&'static str, String)> {
    let failover = service.failover.as_ref()?;
    if failover.automatic.as_ref().and_then(Leaf::get).is_some_and(|flag| flag.0) {
        return Some(("automatic", "fails over by itself".into()));
    }
    let strategy = failover.strategy.as_ref()?.get()?;
    (*strategy != FailoverStrategy::BackupRestore).then(|| ("strategy", format!("relies on {strategy}")))
}

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    if drilled::unsure(workspace) {
        return;
    }
    let runs = drilled::runs(workspace);
    for (index, record) in applies::lasting(workspace) {
        let Some((field, how)) = moves(&record.data) else { continue };
        if runs[index].iter().all(|run| run.method() != Some(RecoveryMethod::Failover)) {
            let message = format!("`{}` {how}, but no drill ever failed it over", record.id);
            let finding = Finding::new(RULE.id, &record.file, at("failover").then(field), message);
            findings.push(
                finding.help("fail it over in a drill and record it in `drills/` with `kind: failover`"),
            );
        }
    }
}
