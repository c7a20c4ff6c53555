//! Claims that a service's own manifests, plans or states contradict.

use super::support::applies;
use super::{Check, Group, Rule};
use crate::evidence::{Verdict, shown};
use crate::finding::{Finding, Level};
use crate::recovery::lasting;
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "evidence-contradicts",
    group: Group::Recovery,
    level: Level::Warning,
    summary: "A service claims something that its own infrastructure files contradict.",
    why: "A plan is made from what records say: how many replicas there are, how often a backup runs, how long it is \
          kept. When on 31 January 2017 a database had to be restored, none of the five kinds of backups and \
          replication that were deployed worked as everybody believed; one of them had never been switched on for \
          the database servers, which its configuration would have told. What is absent from a file, or only known \
          after apply, is no contradiction, and that a configuration fits never means that an objective is met.",
    bad: &[
        (
            "services/orders.yaml",
            "id: orders\nlocations: [{region: east, zone: east-1, replicas: 3}]\nevidence: [evidence/orders.yaml]\n",
        ),
        (
            "evidence/orders.yaml",
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: orders}\nspec: {replicas: 1}\n",
        ),
    ],
    good: &[
        (
            "services/orders.yaml",
            "id: orders\nlocations: [{region: east, zone: east-1, replicas: 3}]\nevidence: [evidence/orders.yaml]\n",
        ),
        (
            "evidence/orders.yaml",
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: orders}\nspec: {replicas: 3}\n",
        ),
    ],
    check: Check::Whole(|all| applies::services(all, |service| !service.evidence.is_empty()), check),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    for record in lasting(workspace).services().iter().filter(|record| !record.data.evidence.is_empty()) {
        let claims = shown(workspace, record).claims;
        for claim in claims.into_iter().filter(|claim| claim.verdict == Verdict::Contradicted) {
            let Some(proof) = claim.proofs.first() else { continue };
            let more = match claim.proofs.len() - 1 {
                0 => String::new(),
                1 => ", and one more attribute".to_owned(),
                n => format!(", and {n} more attributes"),
            };
            let message = format!(
                "claims `{}`, but `{}` says `{}` of `{}` is `{}`{more}",
                claim.says, proof.file, proof.attribute, proof.address, proof.value
            );
            findings.push(
                Finding::new(RULE.id, &record.file, claim.field, message)
                    .help("correct the record, or change the infrastructure to what it claims"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    #[test]
    fn says_what_where_and_by_which_attribute() {
        let findings = found("evidence-contradicts", super::RULE.bad);
        let [one] = &findings[..] else { panic!("{findings:?}") };
        assert_eq!(
            one.message,
            "claims `3 replicas in east-1`, but `evidence/orders.yaml` says `spec.replicas` of `Deployment/orders` is `1`"
        );
    }
}
