//! Services that the catalogue does not know.

use super::support::which;
use super::{Check, Group, Rule};
use crate::finding::{FieldPath, Finding, Level, at};
use crate::record::schema::RecordType;
use crate::record::{IncidentKind, Text};
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "unknown-service",
    group: Group::Names,
    level: Level::Error,
    summary: "A service is named that the catalogue in `services/` does not know, neither by id nor by alias.",
    why: "A misspelt service is a second service: its outages are missing from the availability of the first, and a \
          dependency on it is missing from every recovery plan. External records name services of other houses and are \
          not looked at.",
    bad: &[
        ("services/payments.yaml", "id: payments\n"),
        ("2026/INC-1.yaml", "id: INC-1\nservices: [paymets]\n"),
    ],
    good: &[
        ("services/payments.yaml", "id: payments\n"),
        ("2026/INC-1.yaml", "id: INC-1\nservices: [payments]\n"),
    ],
    check: Check::Whole(Workspace::records, check),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    let names = workspace.services.iter().flat_map(|service| {
        std::iter::once(service.id.as_str()).chain(service.data.aliases.iter().map(|alias| &**alias))
    });
    let mut look = |file: &str, field: FieldPath, text: Option<&Text>| {
        let Some(text) = text.filter(|text| text.says_something()) else { return };
        if workspace.names.service(text).is_some() || workspace.lost(RecordType::Service, text) {
            return;
        }
        let message = format!("the catalogue knows no service `{text}`");
        let help =
            which(text, names.clone()).unwrap_or_else(|| format!("describe it in `services/{text}.yaml`"));
        findings.push(Finding::new(RULE.id, file, field, message).help(help));
    };
    for case in workspace.cases.iter().filter(|case| case.kind != IncidentKind::External) {
        for (i, service) in case.data.services.iter().enumerate() {
            look(&case.file, at("services").item(i), Some(service));
        }
        for (i, outage) in case.data.impact.iter().flat_map(|impact| impact.outages.iter().enumerate()) {
            look(&case.file, at("impact.outages").item(i).then("service"), outage.service.as_ref());
        }
    }
    for service in &workspace.services {
        for (i, dependency) in service.data.depends_on.iter().enumerate() {
            look(&service.file, at("depends_on").item(i).then("service"), dependency.service.as_ref());
        }
    }
    for runbook in &workspace.runbooks {
        for (i, service) in runbook.data.services.iter().enumerate() {
            look(&runbook.file, at("services").item(i), Some(service));
        }
    }
    for drill in &workspace.drills {
        for (i, service) in drill.data.services.iter().enumerate() {
            look(&drill.file, at("services").item(i), Some(service));
        }
        for (i, result) in drill.data.results.iter().enumerate() {
            look(&drill.file, at("results").item(i).then("service"), result.service.as_ref());
        }
    }
    if let Some(plan) = &workspace.plan {
        for (i, document) in plan.data.documents.iter().enumerate() {
            look(&plan.file, at("documents").item(i).then("service"), document.service.as_ref());
        }
    }
}
