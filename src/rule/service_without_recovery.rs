//! Services in no plan.

use super::support::applies;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::Service;
use crate::recovery::promises;
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "service-without-recovery",
    group: Group::Recovery,
    level: Level::Warning,
    summary: "A service promises an RTO or RPO, or is of tier 1 or 2, and no recovery is written for it.",
    why: "A promise without a way to keep it is in no plan: the order of recovery names the service, and at its turn nobody \
          knows what to do or how long it takes. What waits for it is shown too early as well, because a dependency \
          without a recovery counts as unaffected.",
    bad: &[("services/orders.yaml", "id: orders\ntier: 1\nobjectives: {rto: 1h}\n")],
    good: &[(
        "services/orders.yaml",
        "id: orders\ntier: 1\nobjectives: {rto: 1h}\nrecovery:\n  - method: restart\n    scenarios: [instance-loss]\n    \
         steps: [{id: restart, estimate: {likely: 5m}}]\n",
    )],
    check: Check::Whole(|all| applies::services(all, |service| why(service).is_some()), check),
};

/// Why a recovery is wanted: the field and the words.
fn why(service: &Service) -> Option<(&'static str, String)> {
    let promised = promises(service);
    if promised.rto.is_some() || promised.rpo.is_some() {
        return Some(("objectives", "makes promises".into()));
    }
    let tier = crate::recovery::tier(service).filter(|tier| *tier <= 2)?;
    Some(("tier", format!("is tier {tier}")))
}

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    for (_, record) in applies::lasting(workspace) {
        let Some((field, why)) = why(&record.data) else { continue };
        if record.data.recovery.is_empty() && !workspace.hides(&record.file, &at("recovery")) {
            let message = format!("`{}` {why}, but no recovery is written for it", record.id);
            let finding = Finding::new(RULE.id, &record.file, at(field), message);
            findings.push(finding.help("write how it is brought back, step by step, under `recovery`"));
        }
    }
}
