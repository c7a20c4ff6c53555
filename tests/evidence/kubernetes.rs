//! Every workload of the sample manifests, and small manifests of our own for Velero and Argo Rollouts.

use std::collections::BTreeMap;

use postmortem::evidence::kubernetes::{Manifests, Workload};
use postmortem::evidence::{Holds, read};
use serde::Deserialize;

use super::{samples, table};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    #[serde(default)]
    unread: Vec<String>,
    workloads: Vec<Run>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Run {
    workload: String,
    replicas: Option<u64>,
    update: Option<String>,
    containers: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    budget: Vec<Budget>,
    #[serde(default)]
    spread: Vec<String>,
    #[serde(default)]
    services: Vec<String>,
    scaler: Option<(u64, u64)>,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Budget {
    name: String,
    limit: String,
    blocks: bool,
}

fn run(workload: &Workload, all: &Manifests) -> Run {
    let scaler = all.scalers.iter().find(|scaler| scaler.scales(workload));
    let pods = scaler.map(|scaler| scaler.min.unwrap_or(1)).or(workload.replicas);
    let budgets = all.budgets.iter().filter(|budget| budget.selects(workload)).map(|budget| Budget {
        name: budget.id.name.clone(),
        limit: budget.limit_text(),
        blocks: budget.blocks(pods),
    });
    let services = all.services.iter().filter(|service| service.selects(workload));
    let containers = workload.containers.iter().map(|one| {
        let probes = [
            (one.liveness, "liveness"),
            (one.readiness, "readiness"),
            (one.startup, "startup"),
            (one.same, "same"),
        ];
        let has = probes.iter().filter(|(has, _)| *has).map(|(_, name)| (*name).to_owned());
        (one.name.clone(), has.collect())
    });
    Run {
        workload: workload.id.to_string(),
        replicas: workload.replicas,
        update: workload.update.clone(),
        containers: containers.collect(),
        budget: budgets.collect(),
        spread: workload.spread.iter().map(|rule| rule.text.clone()).collect(),
        services: services.map(|service| service.id.name.clone()).collect(),
        scaler: scaler.map(|scaler| (scaler.min.unwrap_or(1), scaler.max.unwrap())),
    }
}

fn manifests(text: &str) -> Manifests {
    match read("own.yaml", text.as_bytes()) {
        Holds::Kubernetes(found) => found,
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_workload_is_read_as_it_was_seen() {
    let mut expected: BTreeMap<String, Expected> = table("kubernetes.yaml");
    for (name, holds) in samples("kubernetes") {
        let Holds::Kubernetes(found) = holds else { panic!("{name}: {holds:?}") };
        let wanted = expected.remove(&name).unwrap_or_else(|| panic!("{name} is not in the table"));
        let runs: Vec<Run> = found.workloads.iter().map(|workload| run(workload, &found)).collect();
        assert_eq!(runs, wanted.workloads, "{name}");
        assert_eq!(found.unread.keys().cloned().collect::<Vec<_>>(), wanted.unread, "{name}");
    }
    assert_eq!(expected.keys().collect::<Vec<_>>(), [""; 0], "in the table but not among the samples");
}

#[test]
fn an_empty_selector_means_all_in_v1_and_none_in_v1beta1() {
    for (version, count) in [("policy/v1", 1), ("policy/v1beta1", 0)] {
        let found = manifests(&format!(
            "apiVersion: {version}\nkind: PodDisruptionBudget\nmetadata: {{name: all}}\nspec: {{maxUnavailable: 1, selector: {{}}}}\n---\n\
             apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: web}}\nspec: {{template: {{metadata: {{labels: {{app: web}}}}}}}}\n"
        ));
        assert_eq!(run(&found.workloads[0], &found).budget.len(), count, "{version}");
    }
}

#[test]
fn a_budget_of_another_namespace_counts_for_nothing() {
    let found = manifests(
        "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: b, namespace: one}\n\
         spec: {maxUnavailable: 1, selector: {matchExpressions: [{key: app, operator: In, values: [web]}]}}\n---\n\
         apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: one}\nspec: {template: {metadata: {labels: {app: web}}}}\n---\n\
         apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: two}\nspec: {template: {metadata: {labels: {app: web}}}}\n",
    );
    let counts: Vec<usize> = found.workloads.iter().map(|one| run(one, &found).budget.len()).collect();
    assert_eq!(counts, [1, 0]);
}

#[test]
fn velero_schedules_bound_the_loss() {
    let found = manifests(
        "apiVersion: velero.io/v1\nkind: Schedule\nmetadata: {name: nightly, namespace: velero}\n\
         spec:\n  schedule: '30 1 * * 1-5'\n  template: {ttl: 360h0m0s, includedNamespaces: [shop]}\n---\n\
         apiVersion: velero.io/v1\nkind: Schedule\nmetadata: {name: often}\nspec: {schedule: '@every 6h', paused: true, template: {}}\n",
    );
    let [nightly, often] = &found.schedules[..] else { panic!("{found:?}") };
    // From Friday to Monday.
    assert_eq!((nightly.longest_gap, nightly.retention), (Some(72 * 3_600), Some(15 * 86_400)));
    assert!(nightly.covers(Some("shop")) && !nightly.covers(Some("other")) && !nightly.paused);
    assert_eq!(
        (often.longest_gap, often.retention, often.paused),
        (Some(6 * 3_600), Some(30 * 86_400), true)
    );
}

#[test]
fn argo_rollouts_are_blue_green_or_canary() {
    let found = manifests(
        "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: web}\n\
         spec: {replicas: 4, strategy: {blueGreen: {activeService: web, previewService: web-next}}}\n---\n\
         apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: api}\n\
         spec:\n  strategy:\n    canary:\n      steps: [{setWeight: 10}, {pause: {duration: 10m}}, {setWeight: 50}, {pause: {}}]\n",
    );
    let told: Vec<_> = found
        .workloads
        .iter()
        .map(|one| (one.update.as_deref(), one.replicas, one.weights.clone()))
        .collect();
    assert_eq!(told, [(Some("blueGreen"), Some(4), vec![]), (Some("canary"), Some(1), vec![10, 50])]);
}
