//! What stands around a workload: disruption budgets, services, autoscalers, Velero schedules.

use serde_json::Value;

use super::selector::Selector;
use super::{Labels, Named, Workload, named};
use crate::evidence::cron::longest_gap;
use crate::evidence::value::{at, flag, items, text, text_at, texts, whole};
use crate::evidence::{UNREADABLE, go_duration};

/// A disruption budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Budget {
    /// Kind, namespace and name.
    pub id: Named,
    /// Absent, it selects nothing.
    selector: Option<Selector>,
    /// `minAvailable` or `maxUnavailable` with its value as written.
    pub limit: Option<(&'static str, String)>,
}

/// A Service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exposure {
    /// Kind, namespace and name.
    pub id: Named,
    selector: Selector,
}

/// What decides how many pods run: a horizontal autoscaler, or a kind of another maker with `scaleTargetRef`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scaler {
    /// Kind, namespace and name.
    pub id: Named,
    target_kind: String,
    target: String,
    /// Fewest pods, where that is written.
    pub min: Option<u64>,
    /// Most pods.
    pub max: Option<u64>,
}

/// A schedule of Velero backups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// Kind, namespace and name.
    pub id: Named,
    /// The schedule as written, or that it is unreadable.
    pub schedule: String,
    /// The longest time between two backups, in seconds: no backup by it can promise a smaller loss.
    pub longest_gap: Option<i64>,
    /// How long each is kept, in seconds; Velero's own 30 days where nothing is written.
    pub retention: Option<i64>,
    /// The retention as written, or that it is unreadable.
    pub ttl: Option<String>,
    /// It makes no backups for now.
    pub paused: bool,
    /// The namespaces it covers; all where none is written.
    namespaces: Vec<String>,
}

/// `720h0m0s`, what Velero keeps a backup for where nothing is written.
const VELERO_TTL: i64 = 30 * 86_400;

pub(super) fn budget(version: &str, value: &Value) -> Budget {
    let selector = at(value, &["spec", "selector"]).map(Selector::read);
    let limit = ["minAvailable", "maxUnavailable"]
        .into_iter()
        .find_map(|which| Some((which, text_at(value, &["spec", which])?)));
    // An empty selector means every pod of the namespace in policy/v1, and meant none in policy/v1beta1.
    let selector = selector.filter(|selector| version != "policy/v1beta1" || !selector.is_empty());
    Budget { id: named("PodDisruptionBudget", value), selector, limit }
}

pub(super) fn service(value: &Value) -> Exposure {
    Exposure {
        id: named("Service", value),
        selector: Selector::of_labels(texts(value, &["spec", "selector"])),
    }
}

/// Of other kinds only whom they scale is read.
pub(super) fn scaler(kind: &str, value: &Value) -> Scaler {
    let target = |key| text_at(value, &["spec", "scaleTargetRef", key]).unwrap_or_default();
    let known = kind == "HorizontalPodAutoscaler";
    let count = |key| at(value, &["spec", key]).and_then(whole).filter(|_| known);
    Scaler {
        id: named(kind, value),
        target_kind: Some(target("kind")).filter(|kind| !kind.is_empty()).unwrap_or("Deployment".into()),
        target: target("name"),
        min: count("minReplicas"),
        max: count("maxReplicas"),
    }
}

pub(super) fn schedule(value: &Value) -> Schedule {
    let schedule = text_at(value, &["spec", "schedule"]).unwrap_or_default();
    let ttl = text_at(value, &["spec", "template", "ttl"]);
    Schedule {
        id: named("Schedule", value),
        longest_gap: longest_gap(&schedule),
        schedule: if longest_gap(&schedule).is_some() { schedule } else { UNREADABLE.into() },
        retention: match &ttl {
            Some(ttl) => go_duration(ttl).map(|seconds| if seconds == 0 { VELERO_TTL } else { seconds }),
            None => Some(VELERO_TTL),
        },
        ttl: ttl.map(|ttl| if go_duration(&ttl).is_some() { ttl } else { UNREADABLE.into() }),
        paused: at(value, &["spec", "paused"]).and_then(flag).unwrap_or(false),
        namespaces: items(value, &["spec", "template", "includedNamespaces"])
            .iter()
            .filter_map(text)
            .map(Into::into)
            .collect(),
    }
}

impl Budget {
    /// Whether it limits disruptions of these pods: same namespace, and its selector means them.
    pub fn selects(&self, workload: &Workload) -> bool {
        let means = |labels: &Labels| self.selector.as_ref().is_some_and(|selector| selector.matches(labels));
        self.id.namespace == workload.id.namespace && means(&workload.labels)
    }

    /// `minAvailable 2`, or `none`.
    pub fn limit_text(&self) -> String {
        self.limit.as_ref().map_or_else(|| "none".into(), |(which, value)| format!("{which} {value}"))
    }

    /// Whether no pod may ever be evicted where `pods` run, so that a node cannot be drained.
    pub fn blocks(&self, pods: Option<u64>) -> bool {
        let Some((which, value)) = &self.limit else { return false };
        let percent = value.strip_suffix('%').and_then(|percent| percent.trim().parse::<u64>().ok());
        if *which == "maxUnavailable" {
            return percent.or_else(|| value.trim().parse().ok()) == Some(0);
        }
        match (percent, value.trim().parse::<u64>().ok(), pods) {
            // Per cents are rounded up.
            (Some(percent), _, Some(pods)) => pods > 0 && pods.saturating_mul(percent).div_ceil(100) >= pods,
            (Some(percent), _, None) => percent >= 100,
            (None, Some(least), Some(pods)) => pods > 0 && least >= pods,
            _ => false,
        }
    }
}

impl Exposure {
    /// Whether it sends traffic to these pods.
    pub fn selects(&self, workload: &Workload) -> bool {
        let same = self.id.namespace == workload.id.namespace;
        same && !self.selector.is_empty() && self.selector.matches(&workload.labels)
    }
}

impl Schedule {
    /// Whether it copies what is in this namespace; where none is written, `kubectl apply` decides, and it may.
    pub fn covers(&self, namespace: Option<&str>) -> bool {
        let named = |one: &String| one == "*" || namespace.is_none_or(|namespace| one == namespace);
        self.namespaces.is_empty() || self.namespaces.iter().any(named)
    }
}

impl Scaler {
    /// Whether it decides how many pods of this workload run.
    pub fn scales(&self, workload: &Workload) -> bool {
        let Named { kind, namespace, name } = &workload.id;
        self.id.namespace == *namespace && self.target_kind == *kind && self.target == *name
    }
}
