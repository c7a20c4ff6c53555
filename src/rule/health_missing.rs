//! Critical services that cannot say whether they are well.

use super::support::{applies, said};
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::Service;
use crate::recovery::tier;
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "health-missing",
    group: Group::Recovery,
    level: Level::Warning,
    summary: "A service of tier 1 does not say what shows that it can take traffic.",
    why: "A recovery ends when the service can take traffic again, and something has to show it: to the load balancer, to \
          a failover that happens by itself, and to the people who would like to stop. Where there is no such check, \
          write `readiness: none` with the reason, so that the next reader knows.",
    bad: &[("services/orders.yaml", "id: orders\ntier: 1\n")],
    good: &[("services/orders.yaml", "id: orders\ntier: 1\nhealth: {readiness: GET /readyz on 8081}\n")],
    check: Check::Whole(|all| applies::services(all, critical), check),
};

fn critical(service: &Service) -> bool {
    tier(service) == Some(1)
}

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    for (_, record) in applies::lasting(workspace).filter(|(_, record)| critical(&record.data)) {
        let readiness = record.data.health.as_ref().and_then(|health| health.readiness.as_ref());
        let field = at("health.readiness");
        if !said(readiness) && !workspace.hides(&record.file, &field) {
            let message = format!("`{}` is tier 1, but nothing says when it can take traffic", record.id);
            let finding = Finding::new(RULE.id, &record.file, field, message);
            findings.push(finding.help("write the check as `health.readiness`, as in `GET /readyz on 8081`"));
        }
    }
}
