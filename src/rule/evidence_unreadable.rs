//! Evidence that cannot be looked at.

use super::support::applies;
use super::{Check, Group, Rule};
use crate::evidence::Holds;
use crate::finding::{Finding, Level, at};
use crate::source::ProblemKind;
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "evidence-unreadable",
    group: Group::Recovery,
    level: Level::Warning,
    summary: "A file named by `evidence` is missing or cannot be read as a manifest, a plan or a playbook.",
    why: "Evidence that nobody can look at supports nothing, and nobody notices when it stops to: a renamed folder \
          turns every claim into one without evidence. Paths go from the folder of records, `../` up to the top of \
          the repository. A chart is rendered first (`helm template`), a Terraform plan shown as JSON \
          (`terraform show -json`).",
    bad: &[
        ("services/orders.yaml", "id: orders\nevidence: [evidence/orders.yaml, evidence/gone.yaml]\n"),
        (
            "evidence/orders.yaml",
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: orders}\nspec: {replicas: {{ .Values.replicas }}}\n",
        ),
    ],
    good: &[
        ("services/orders.yaml", "id: orders\nevidence: [evidence/orders.yaml]\n"),
        (
            "evidence/orders.yaml",
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: orders}\nspec: {replicas: 3}\n",
        ),
    ],
    check: Check::Whole(|all| applies::services(all, |service| !service.evidence.is_empty()), check),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    for record in workspace.services.iter().filter(|record| record.data.retired_on.is_none()) {
        for (index, named) in record.data.evidence.iter().enumerate() {
            let mut say = |message: String, help: &str| {
                let field = at("evidence").item(index);
                findings.push(Finding::new(RULE.id, &record.file, field, message).help(help));
            };
            let files = match workspace.beside.get(&**named) {
                Some(Ok(files)) => files,
                // A link that is not followed has a finding of its own.
                Some(Err(problem)) if !matches!(problem.kind, ProblemKind::Unreadable { .. }) => continue,
                Some(Err(problem)) => {
                    let message = format!("`{named}` shows nothing: {}", problem.kind);
                    say(message, "name a file or folder by its path from the folder of records");
                    continue;
                }
                None => continue,
            };
            for file in files.iter().filter_map(|file| workspace.facts().get(&file.path)) {
                match &file.holds {
                    Holds::Unreadable(why, help) => say(format!("`{}` {why}", file.path), help),
                    // What else lies in a folder is left alone.
                    Holds::Other if files.len() == 1 => say(
                        format!(
                            "`{}` is no Kubernetes manifest, Terraform plan or state, or Ansible playbook",
                            file.path
                        ),
                        "name a file of one of these kinds",
                    ),
                    _ => {}
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    #[test]
    fn every_reason_is_told() {
        let of = |name: &str, text: &str| {
            let service = format!("id: orders\nevidence: [{name}]\n");
            let findings = found(
                "evidence-unreadable",
                &[("services/orders.yaml", &service), ("evidence/x.yaml", text)],
            );
            findings.iter().map(|finding| finding.message.clone()).collect::<Vec<_>>().join("; ")
        };
        for (name, text, expected) in [
            (
                "evidence/y.yaml",
                "",
                "`evidence/y.yaml` shows nothing: it cannot be read: there is no such file",
            ),
            ("../../etc/hosts", "", "it leads out of the repository"),
            ("evidence/x.yaml", "a: b: c\n", "`evidence/x.yaml` is not YAML"),
            ("evidence/x.yaml", "a: b\n", "`evidence/x.yaml` is no Kubernetes manifest"),
            ("evidence/x.yaml", "a: {{ .Values.b }}\n", "`evidence/x.yaml` is a Helm template"),
            ("evidence/x.yaml", "apiVersion: v1\nkind: Secret\n", ""),
        ] {
            let message = of(name, text);
            assert!(message.contains(expected) && message.is_empty() == expected.is_empty(), "{message}");
        }
    }
}
