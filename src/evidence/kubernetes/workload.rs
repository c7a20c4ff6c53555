//! What runs pods: how many, how they are replaced, probed and spread.

use serde_json::Value;

use super::selector::{Labels, Selector};
use super::{Named, named};
use crate::evidence::UNREADABLE;
use crate::evidence::value::{at, items, text_at, texts, whole};

/// Something that runs pods.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Workload {
    /// Kind, namespace and name.
    pub id: Named,
    /// Its names in labels: `app.kubernetes.io/name` and `app`.
    pub aliases: Vec<String>,
    /// Labels of its pods.
    pub labels: Labels,
    /// How many pods, 1 where nothing is written; `None` for what runs once or once a node, and where what is written
    /// is no number.
    pub replicas: Option<u64>,
    /// The number is written.
    pub replicas_written: bool,
    /// The cluster itself wrote it, with everything that counts: what is not there is not set.
    pub live: bool,
    /// Of a Rollout: the workload whose pods it runs.
    pub pods_of: Option<Named>,
    /// `RollingUpdate`, `Recreate`, `OnDelete`, `blueGreen` or `canary`, or that it is unreadable; `None` where pods are
    /// not replaced.
    pub update: Option<String>,
    /// Where in the manifest that stands, or would stand.
    pub update_at: &'static str,
    /// Of a canary: the share of traffic in per cent, step by step.
    pub weights: Vec<u64>,
    /// Its containers but for those that run first.
    pub containers: Vec<Container>,
    /// Rules that keep its own pods apart.
    pub spread: Vec<Spread>,
    /// The one zone its pods may run in, if a node selector names one.
    pub pinned_zone: Option<String>,
}

/// One container with its probes.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Container {
    /// Its name.
    pub name: String,
    /// Has a liveness probe.
    pub liveness: bool,
    /// Has a readiness probe.
    pub readiness: bool,
    /// Has a startup probe.
    pub startup: bool,
    /// Liveness and readiness ask the same.
    pub same: bool,
}

/// A rule that keeps pods of one workload apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spread {
    /// `preferred anti-affinity on kubernetes.io/hostname`, `spread over zone (DoNotSchedule)`.
    pub text: String,
    /// Whether a pod stays pending rather than break it.
    pub required: bool,
    /// Over zones, not only nodes.
    pub zones: bool,
    /// Where in the manifest it stands.
    pub at: &'static str,
}

const PREFERRED: &str =
    "spec.template.spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution";
const REQUIRED: &str =
    "spec.template.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution";

/// Reads one; nothing where the kind runs no pods.
pub(super) fn read(kind: &str, value: &Value) -> Option<Workload> {
    let template: &[&str] = match kind {
        "Pod" => &[],
        "CronJob" => &["spec", "jobTemplate", "spec", "template"],
        "Deployment" | "StatefulSet" | "DaemonSet" | "ReplicaSet" | "Job" | "Rollout" => {
            &["spec", "template"]
        }
        _ => return None,
    };
    let pods = at(value, template).unwrap_or(&Value::Null);
    let spec = at(pods, &["spec"]).unwrap_or(&Value::Null);
    let labels = texts(pods, &["metadata", "labels"]);
    let own = texts(value, &["metadata", "labels"]);
    let names = ["app.kubernetes.io/name", "app"];
    let aliases = names.iter().flat_map(|key| [own.get(*key), labels.get(*key)]).flatten().cloned().collect();
    let written = at(value, &["spec", "replicas"]);
    let reference = at(value, &["spec", "workloadRef"]).filter(|_| kind == "Rollout");
    let (update, update_at, weights) = update(kind, value);
    Some(Workload {
        id: named(kind, value),
        aliases,
        replicas: match kind {
            "Pod" => Some(1),
            "Deployment" | "StatefulSet" | "ReplicaSet" | "Rollout" => written.map_or(Some(1), whole),
            _ => None,
        },
        replicas_written: written.is_some(),
        live: at(value, &["metadata", "uid"]).is_some(),
        pods_of: reference.map(|reference| Named {
            kind: text_at(reference, &["kind"]).unwrap_or_default(),
            namespace: text_at(value, &["metadata", "namespace"]),
            name: text_at(reference, &["name"]).unwrap_or_default(),
        }),
        update,
        update_at,
        weights,
        containers: items(spec, &["containers"]).iter().map(container).collect(),
        spread: spread(spec, &labels),
        pinned_zone: text_at(spec, &["nodeSelector", "topology.kubernetes.io/zone"]),
        labels,
    })
}

fn update(kind: &str, value: &Value) -> (Option<String>, &'static str, Vec<u64>) {
    let (path, shown): (&[&str], _) = match kind {
        "Deployment" => (&["spec", "strategy", "type"], "spec.strategy.type"),
        "StatefulSet" | "DaemonSet" => (&["spec", "updateStrategy", "type"], "spec.updateStrategy.type"),
        "Rollout" => {
            let staged = ["blueGreen", "canary"];
            let which =
                staged.into_iter().find(|which| value.pointer(&format!("/spec/strategy/{which}")).is_some());
            let steps = items(value, &["spec", "strategy", "canary", "steps"]).iter();
            let weights = steps.filter_map(|step| at(step, &["setWeight"]).and_then(whole)).collect();
            return (which.map(Into::into), "spec.strategy", weights);
        }
        _ => return (None, "", Vec::new()),
    };
    let known = ["RollingUpdate", "Recreate", "OnDelete"];
    let update = match text_at(value, path) {
        Some(word) => known.into_iter().find(|known| *known == word).unwrap_or(UNREADABLE),
        None => "RollingUpdate",
    };
    (Some(update.into()), shown, Vec::new())
}

fn container(value: &Value) -> Container {
    let probe = |name: &str| at(value, &[name]);
    let (liveness, readiness) = (probe("livenessProbe"), probe("readinessProbe"));
    let asks = |probe: &Value| {
        let ways = ["httpGet", "tcpSocket", "exec", "grpc"];
        ways.map(|way| probe.get(way).cloned())
    };
    Container {
        name: text_at(value, &["name"]).unwrap_or_default(),
        liveness: liveness.is_some(),
        readiness: readiness.is_some(),
        startup: probe("startupProbe").is_some(),
        same: liveness.zip(readiness).is_some_and(|(a, b)| asks(a) == asks(b)),
    }
}

fn spread(spec: &Value, labels: &Labels) -> Vec<Spread> {
    let mut found = Vec::new();
    // Only a rule that means the pods themselves keeps them apart.
    let own = |rule: &Value| {
        at(rule, &["labelSelector"]).is_some_and(|selector| Selector::read(selector).matches(labels))
    };
    let anti = at(spec, &["affinity", "podAntiAffinity"]).unwrap_or(&Value::Null);
    let required = items(anti, &["requiredDuringSchedulingIgnoredDuringExecution"]).iter();
    let preferred = items(anti, &["preferredDuringSchedulingIgnoredDuringExecution"]).iter();
    let preferred = preferred.filter_map(|one| at(one, &["podAffinityTerm"]));
    let terms = required.map(|term| (true, term)).chain(preferred.map(|term| (false, term)));
    for (required, term) in terms.filter(|(_, term)| own(term)) {
        let key = text_at(term, &["topologyKey"]).unwrap_or_default();
        let word = if required { "required" } else { "preferred" };
        found.push(Spread {
            text: format!("{word} anti-affinity on {key}"),
            required,
            zones: is_zone(&key),
            at: if required { REQUIRED } else { PREFERRED },
        });
    }
    for rule in items(spec, &["topologySpreadConstraints"]).iter().filter(|rule| own(rule)) {
        let key = text_at(rule, &["topologyKey"]).unwrap_or_default();
        let otherwise = match text_at(rule, &["whenUnsatisfiable"]).as_deref() {
            None | Some("DoNotSchedule") => "DoNotSchedule",
            Some("ScheduleAnyway") => "ScheduleAnyway",
            Some(_) => UNREADABLE,
        };
        found.push(Spread {
            text: format!("spread over {key} ({otherwise})"),
            required: otherwise == "DoNotSchedule",
            zones: is_zone(&key),
            at: "spec.template.spec.topologySpreadConstraints",
        });
    }
    found
}

/// `topology.kubernetes.io/zone`, its older name, and a node label of one's own called `zone`.
fn is_zone(key: &str) -> bool {
    key.rsplit('/').next() == Some("zone")
}
