//! Strategies that cannot be as fast as what is promised.

use super::support::{applies, drilled};
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::{BackupMethod, FailoverStrategy, Leaf, RecoveryMethod, Scenario, Service};
use crate::recovery::{bears_data, promises};
use crate::time::show_seconds;
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "strategy-too-slow",
    group: Group::Recovery,
    level: Level::Warning,
    summary: "A service promises an RTO or RPO that its strategy against the loss of its place cannot be expected to meet.",
    why: "The whitepaper \"Disaster Recovery of Workloads on AWS\" orders the strategies by what they reach: backup and \
          restore takes hours, a pilot light tens of minutes, a warm standby minutes, active-active next to nothing. \
          A promise below the range is a promise of another, dearer strategy. The least values are settings \
          (`strategies`), and a drill that lost a place and was back in time answers for itself; so do replicas and \
          point-in-time recovery for the RPO, which `rpo-unreachable` computes.",
    bad: &[(
        "services/orders.yaml",
        "id: orders\nobjectives: {rto: 20m}\nfailover: {strategy: backup-restore}\n",
    )],
    good: &[(
        "services/orders.yaml",
        "id: orders\nobjectives: {rto: 20m}\nfailover: {strategy: pilot-light}\n",
    )],
    check: Check::Whole(|all| applies::services(all, |service| strategy(service).is_some()), check),
};

fn strategy(service: &Service) -> Option<FailoverStrategy> {
    service.failover.as_ref()?.strategy.as_ref()?.get().copied()
}

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    let runs = drilled::runs(workspace);
    for (i, record) in applies::lasting(workspace) {
        let service = &record.data;
        let Some(strategy) = strategy(service) else { continue };
        let (least, promised) = (workspace.policy.strategy(strategy), promises(service));
        let rto = promised.rto.filter(|rto| *rto < least.rto && !shown(&runs[i], strategy, *rto));
        let rpo = promised.rpo.filter(|rpo| *rpo < least.rpo && bears_data(service) && !live(service));
        for (name, key, promised, least) in [("RTO", "rto", rto, least.rto), ("RPO", "rpo", rpo, least.rpo)] {
            let Some(promised) = promised else { continue };
            let (promised, least) = (show_seconds(promised), show_seconds(least));
            let message = format!(
                "`{}` promises an {name} of {promised}, but {strategy} can be expected to need {least} or more",
                record.id
            );
            findings.push(
                Finding::new(RULE.id, &record.file, at("objectives").then(key), message)
                    .second(at("failover.strategy"), "the strategy")
                    .help("promise more time, choose a faster strategy, or set what yours reaches under `strategies`"),
            );
        }
    }
}

/// Whether a drill of the same kind lost a place and was back in time.
fn shown(runs: &[drilled::Run<'_>], strategy: FailoverStrategy, rto: i64) -> bool {
    let method = match strategy {
        FailoverStrategy::BackupRestore => RecoveryMethod::Restore,
        _ => RecoveryMethod::Failover,
    };
    runs.iter().any(|run| {
        let scenario = run.drill.data.scenario.as_ref().and_then(Leaf::get);
        let time = run.data.recovery_time.as_ref().and_then(Leaf::get);
        matches!(scenario, Some(Scenario::ZoneLoss | Scenario::RegionLoss))
            && run.method() == Some(method)
            && !run.failed()
            && time.is_some_and(|time| time.seconds <= rto)
    })
}

/// Whether there is a copy that is nearly as new as the data.
fn live(service: &Service) -> bool {
    let method = |backup: &crate::record::Backup| backup.method.as_ref().and_then(Leaf::get).copied();
    !service.replication.is_empty()
        || service.backups.iter().any(|backup| method(backup) == Some(BackupMethod::Pitr))
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    #[test]
    fn settings_copies_and_drills_answer() {
        let count = |service: &str, settings: &str, drill: &str| {
            let service = format!("id: db\ndata_bearing: true\n{service}\n");
            let files = [
                ("services/db.yaml", service.as_str()),
                ("postmortem.yaml", settings),
                ("drills/d.yaml", drill),
            ];
            found("strategy-too-slow", &files).len()
        };
        let both = "objectives: {rto: 30m, rpo: 10m}\nfailover: {strategy: backup-restore}\n\
                    backups: [{method: dump, every: 5m}]";
        assert_eq!(count(both, "", ""), 2);
        assert_eq!(count(both, "strategies: {backup-restore: {rto: 10m, rpo: 5m}}\n", ""), 0);
        assert_eq!(count(&both.replace("dump", "pitr"), "", ""), 1, "the archive is minutes behind");
        let drill = "id: d\nscenario: region-loss\ndate: 2026-01-01\n\
                     results: [{service: db, kind: restore, recovery_time: 25m, passed: true}]\n";
        assert_eq!(count(both, "", drill), 1, "shown to be fast enough");
        assert_eq!(count(both, "", &drill.replace("restore", "failover")), 2, "that is another strategy");
    }
}
