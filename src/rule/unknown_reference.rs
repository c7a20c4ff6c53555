//! References to incidents and runbooks that do not exist.

use std::collections::BTreeSet;

use super::support::which;
use super::{Check, Group, Rule};
use crate::finding::{FieldPath, Finding, Level, at};
use crate::record::schema::RecordType;
use crate::record::{IncidentKind, Text};
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "unknown-reference",
    group: Group::Names,
    level: Level::Error,
    summary: "A reference leads to no incident or runbook.",
    why: "A duplicate of an incident that does not exist takes its times out of every number for nothing; a recovery step \
          whose runbook is gone stops the person who follows it. An id that a record had before (`former_ids`) means that \
          record. An incident may also be named that the settings list under `removed`. A step that `after` names is the business of `step-order`.",
    bad: &[
        ("runbooks/restart-db.yaml", "id: restart-db\n"),
        (
            "2026/INC-1.yaml",
            "id: INC-1\nresponse:\n  mitigations: [{action: restarted it, runbook: restart-bd}]\n",
        ),
    ],
    good: &[
        ("runbooks/restart-db.yaml", "id: restart-db\n"),
        (
            "2026/INC-1.yaml",
            "id: INC-1\nresponse:\n  mitigations: [{action: restarted it, runbook: restart-db}]\n",
        ),
    ],
    check: Check::Whole(Workspace::records, check),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    incidents(workspace, findings);
    runbooks(workspace, findings);
}

fn incidents(workspace: &Workspace, findings: &mut Vec<Finding>) {
    let removed = workspace.settings.iter().flat_map(|settings| &settings.data.removed);
    let removed: BTreeSet<&str> = removed.filter_map(|removed| removed.id.as_deref()).collect();
    let names = workspace.cases.iter().map(|case| case.id.as_str());
    for case in &workspace.cases {
        let mut look = |field: FieldPath, id: &Text| {
            let known = workspace.names.case(id).is_some() || workspace.lost(RecordType::Incident, id);
            if !id.says_something()
                || (known && !id.eq_ignore_ascii_case(&case.id))
                || removed.contains(&**id)
            {
                return;
            }
            let message = if known {
                format!("`{id}` is this record itself")
            } else {
                format!("there is no incident `{id}`")
            };
            let help = if known { "name the other one".into() } else { near(id, names.clone()) };
            findings.push(Finding::new(RULE.id, &case.file, field, message).help(help));
        };
        for (i, id) in case.data.related.iter().enumerate() {
            look(at("related").item(i), id);
        }
        if let Some(of) = case.data.duplicate.as_ref().and_then(|duplicate| duplicate.of.as_ref()) {
            look(at("duplicate.of"), of);
        }
    }
}

/// A house may have thousands of incidents: a few of them are no help, the nearest is.
fn near<'a>(id: &str, names: impl Iterator<Item = &'a str>) -> String {
    let near = crate::record::nearest(id, names);
    near.map_or_else(
        || "correct the id, or take the reference out".into(),
        |near| format!("did you mean `{near}`?"),
    )
}

fn runbooks(workspace: &Workspace, findings: &mut Vec<Finding>) {
    let names = workspace.runbooks.iter().map(|runbook| runbook.id.as_str());
    let mut look = |file: &str, field: FieldPath, id: Option<&Text>| {
        let Some(id) = id.filter(|id| id.says_something()) else { return };
        if workspace.names.runbook(id).is_none() && !workspace.lost(RecordType::Runbook, id) {
            let finding = Finding::new(RULE.id, file, field, format!("there is no runbook `{id}`"));
            findings.push(
                finding
                    .help(which(id, names.clone()).unwrap_or_else(|| format!("write `runbooks/{id}.yaml`"))),
            );
        }
    };
    for case in workspace.cases.iter().filter(|case| case.kind != IncidentKind::External) {
        for (i, step) in
            case.data.response.iter().flat_map(|response| response.mitigations.iter().enumerate())
        {
            look(&case.file, at("response.mitigations").item(i).then("runbook"), step.runbook.as_ref());
        }
    }
    for service in &workspace.services {
        for (i, recovery) in service.data.recovery.iter().enumerate() {
            for (j, step) in recovery.steps.iter().enumerate() {
                let field = at("recovery").item(i).then("steps").item(j).then("runbook");
                look(&service.file, field, step.runbook.as_ref());
            }
        }
    }
}
