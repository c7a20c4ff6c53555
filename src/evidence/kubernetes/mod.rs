//! Kubernetes manifests: what runs, how many, and what keeps it up. Reads documents, knows no files and no records.
//!
//! Kept is what is named here and nothing else: no environment, no arguments, no images, no volumes.

mod around;
mod selector;
mod workload;

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value;

pub use around::{Budget, Exposure, Scaler, Schedule};
pub use selector::Labels;
pub use workload::{Container, Spread, Workload};

use super::value::{at, items, text_at};

/// Kind, namespace and name of an object.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// `Deployment`.
    pub kind: String,
    /// As written; nothing where `kubectl apply` decides.
    pub namespace: Option<String>,
    /// Its name.
    pub name: String,
}

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, namespace, name } = self;
        match namespace {
            Some(namespace) => write!(f, "{kind}/{namespace}/{name}"),
            None => write!(f, "{kind}/{name}"),
        }
    }
}

/// What a file of manifests holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifests {
    /// What runs pods.
    pub workloads: Vec<Workload>,
    /// Disruption budgets.
    pub budgets: Vec<Budget>,
    /// Services.
    pub services: Vec<Exposure>,
    /// Horizontal autoscalers.
    pub scalers: Vec<Scaler>,
    /// Velero schedules.
    pub schedules: Vec<Schedule>,
    /// Kinds that say nothing about recovery, with how many.
    pub unread: BTreeMap<String, usize>,
}

/// Whether a document is an object of Kubernetes, or a list of them; others beside it are passed over.
pub(super) fn is_kubernetes(documents: &[Value]) -> bool {
    documents.iter().any(is_object)
}

fn is_object(value: &Value) -> bool {
    value.get("kind").is_some_and(Value::is_string) && value.get("apiVersion").is_some()
}

/// Reads the objects; the items of lists too.
pub(super) fn read(documents: &[Value]) -> Manifests {
    let mut found = Manifests::default();
    for document in documents.iter().filter(|document| is_object(document)) {
        let kind = text_at(document, &["kind"]).unwrap_or_default();
        let listed = kind.strip_suffix("List").filter(|_| document.get("items").is_some_and(Value::is_array));
        match listed {
            // The items of a `DeploymentList` need not say what they are.
            Some(of) => items(document, &["items"]).iter().for_each(|item| {
                let kind = text_at(item, &["kind"]).unwrap_or_else(|| of.to_owned());
                let version = text_at(item, &["apiVersion"]).or_else(|| text_at(document, &["apiVersion"]));
                found.object(&kind, &version.unwrap_or_default(), item);
            }),
            None => found.object(&kind, &text_at(document, &["apiVersion"]).unwrap_or_default(), document),
        }
    }
    found
}

impl Manifests {
    fn object(&mut self, kind: &str, version: &str, value: &Value) {
        // A dump of a cluster holds the pods of its deployments too; operators own deployments.
        let made = matches!(kind, "Pod" | "ReplicaSet" | "Job");
        if made && !items(value, &["metadata", "ownerReferences"]).is_empty() {
            return;
        }
        match kind {
            "PodDisruptionBudget" => self.budgets.push(around::budget(version, value)),
            "Service" if version == "v1" => self.services.push(around::service(value)),
            "HorizontalPodAutoscaler" => self.scalers.push(around::scaler(kind, value)),
            "Schedule" if version.starts_with("velero.io/") => self.schedules.push(around::schedule(value)),
            _ => match workload::read(kind, value) {
                Some(workload) => self.workloads.push(workload),
                None => {
                    if at(value, &["spec", "scaleTargetRef"]).is_some() {
                        self.scalers.push(around::scaler(kind, value));
                    }
                    *self.unread.entry(kind.to_owned()).or_default() += 1;
                }
            },
        }
    }
}

fn named(kind: &str, value: &Value) -> Named {
    Named {
        kind: kind.to_owned(),
        namespace: text_at(value, &["metadata", "namespace"]),
        name: text_at(value, &["metadata", "name"])
            .or_else(|| text_at(value, &["metadata", "generateName"]))
            .unwrap_or_default(),
    }
}
