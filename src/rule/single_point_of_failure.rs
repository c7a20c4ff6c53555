//! Single points of failure that the evidence of an important service shows.

use super::support::applies;
use super::{Check, Group, Rule};
use crate::evidence::shown;
use crate::finding::{Finding, Level, at};
use crate::record::Service;
use crate::recovery::{lasting, tier};
use crate::workspace::{Record, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "single-point-of-failure",
    group: Group::Recovery,
    level: Level::Warning,
    summary: "The infrastructure files of a service of tier 1 or 2 show that one loss takes it down.",
    why: "One replica, one zone, a database without a standby, a strategy that stops everything before it starts \
          anew: each turns an everyday loss into an outage, and the recovery plan counts on it not happening. A \
          disruption budget that lets no pod go is one too: it keeps nodes from being drained, until somebody \
          forces it. Where it is meant to be so, allow the finding with its reason.",
    bad: &[
        ("services/orders.yaml", "id: orders\ntier: 1\nevidence: [evidence/orders.json]\n"),
        (
            "evidence/orders.json",
            "{\"format_version\": \"1.0\", \"values\": {\"root_module\": {\"resources\": [{\"address\": \"aws_db_instance.orders\", \
             \"mode\": \"managed\", \"type\": \"aws_db_instance\", \"name\": \"orders\", \"values\": {\"multi_az\": false}}]}}}\n",
        ),
    ],
    good: &[
        ("services/orders.yaml", "id: orders\ntier: 1\nevidence: [evidence/orders.json]\n"),
        (
            "evidence/orders.json",
            "{\"format_version\": \"1.0\", \"values\": {\"root_module\": {\"resources\": [{\"address\": \"aws_db_instance.orders\", \
             \"mode\": \"managed\", \"type\": \"aws_db_instance\", \"name\": \"orders\", \"values\": {\"multi_az\": true}}]}}}\n",
        ),
    ],
    check: Check::Whole(|all| applies::services(all, important), check),
};

fn important(service: &Service) -> bool {
    tier(service).is_some_and(|tier| tier <= 2) && !service.evidence.is_empty()
}

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    for record in lasting(workspace).services().iter().filter(|record| important(&record.data)) {
        for point in shown(workspace, record).points {
            let proof = &point.proof;
            let message = format!(
                "`{}` {}: in `{}`, `{}` of `{}` is `{}`",
                record.id,
                point.kind.text(),
                proof.file,
                proof.attribute,
                proof.address,
                proof.value
            );
            let field = at("evidence").item(named_by(workspace, record, &proof.file));
            findings.push(Finding::new(RULE.id, &record.file, field, message).help(point.kind.help()));
        }
    }
}

/// Which of the paths of `evidence` leads to a file.
fn named_by(workspace: &Workspace, record: &Record<Service>, file: &str) -> usize {
    let leads = |named: &str| {
        let files = workspace.beside.get(named).and_then(|found| found.as_ref().ok());
        files.is_some_and(|files| files.iter().any(|one| one.path == file))
    };
    record.data.evidence.iter().position(|named| leads(named)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    fn of(tier: u32, manifests: &str) -> Vec<String> {
        let service = format!("id: web\ntier: {tier}\nevidence: [evidence/web.yaml]\n");
        let findings = found(
            "single-point-of-failure",
            &[("services/web.yaml", &service), ("evidence/web.yaml", manifests)],
        );
        findings.into_iter().map(|finding| finding.message).collect()
    }

    const WEB: &str = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: 3\n  template:\n\
                       \x20   metadata: {labels: {app: web}}\n    spec:\n      topologySpreadConstraints:\n\
                       \x20     - {maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: web}}}\n\
                       \x20     containers: [{name: web, readinessProbe: {httpGet: {path: /ready, port: 80}}}]\n---\n\
                       apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: web}\nspec: {maxUnavailable: 1, selector: {matchLabels: {app: web}}}\n---\n\
                       apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}}\n";

    #[test]
    fn one_change_shows_each() {
        assert_eq!(of(1, WEB), [""; 0]);
        for (from, to, expected) in [
            ("replicas: 3", "replicas: 1", "single replica"),
            ("  replicas: 3", "  strategy: {type: Recreate}\n  replicas: 3", "stopped for every change"),
            ("maxUnavailable: 1", "maxUnavailable: 0", "lets no pod go"),
            ("maxUnavailable: 1", "minAvailable: 3", "lets no pod go"),
            (
                "selector: {matchLabels: {app: web}}}\n---\napiVersion: v1",
                "selector: {matchLabels: {app: api}}}\n---\napiVersion: v1",
                "has no disruption budget",
            ),
            ("topology.kubernetes.io/zone", "kubernetes.io/hostname", "single zone"),
            ("readinessProbe", "livenessProbe", "gets traffic from a Service"),
        ] {
            let changed = WEB.replace(from, to);
            assert_ne!(changed, WEB, "{from}");
            let messages = of(1, &changed);
            assert!(messages.len() == 1 && messages[0].contains(expected), "{expected}: {messages:?}");
            assert_eq!(of(3, &changed), [""; 0], "tier 3");
        }
    }
}
