//! Single points of failure that the evidence of a service shows.

use serde::Serialize;

use super::claims::{Own, Proof, Run, Sign, Verdict, standby};

/// What would take a service down alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PointKind {
    /// One pod.
    OneReplica,
    /// A change stops all pods before the new ones start.
    Recreate,
    /// Nothing keeps a drain of nodes from evicting all pods at once.
    NoBudget,
    /// A budget that lets no pod go, so that nodes cannot be drained in order.
    BlockingBudget,
    /// No rule keeps the pods in more than one zone.
    OneZone,
    /// A Service sends traffic to pods that cannot say whether they are ready.
    NoReadiness,
    /// A database without a standby in another zone.
    NoStandby,
}

impl PointKind {
    /// What it means, for messages.
    pub fn text(self) -> &'static str {
        match self {
            Self::OneReplica => "may run as a single replica",
            Self::Recreate => "is stopped for every change",
            Self::NoBudget => "has no disruption budget, so a drain may evict all of it at once",
            Self::BlockingBudget => "has a disruption budget that lets no pod go, so nodes cannot be drained",
            Self::OneZone => "may run in a single zone, as no rule spreads it over zones",
            Self::NoReadiness => "gets traffic from a Service before it can say that it is ready",
            Self::NoStandby => "has a database without a standby in another zone",
        }
    }

    /// The next step.
    pub fn help(self) -> &'static str {
        match self {
            Self::OneReplica => "run two or more, and let an autoscaler go no lower",
            Self::Recreate => "use `RollingUpdate`, if two versions can run side by side",
            Self::NoBudget => "add a PodDisruptionBudget with `maxUnavailable: 1`",
            Self::BlockingBudget => "leave room for one pod to go: `maxUnavailable: 1`",
            Self::OneZone => {
                "add a topology spread constraint on `topology.kubernetes.io/zone` whose selector means these pods"
            }
            Self::NoReadiness => "add a readiness probe",
            Self::NoStandby => "add a standby in another zone, or lower the promise",
        }
    }
}

/// One of them, with what shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Point {
    /// What it is.
    pub kind: PointKind,
    /// Where it shows.
    #[serde(flatten)]
    pub proof: Proof,
}

pub(super) fn points(own: &Own<'_>) -> Vec<Point> {
    let mut found = Vec::new();
    for run in &own.runs {
        of_run(run, &mut found);
    }
    for (file, resource) in &own.resources {
        // A group of machines in one zone is no database.
        if resource.kind == "aws_autoscaling_group" || resource.kind == "azurerm_storage_account" {
            continue;
        }
        if let Some((Verdict::Contradicted, attribute, value)) = standby(resource, own, Sign::Zones) {
            let proof = Proof { file: (*file).into(), address: resource.address.clone(), attribute, value };
            found.push(Point { kind: PointKind::NoStandby, proof });
        }
    }
    found
}

fn of_run(run: &Run<'_>, found: &mut Vec<Point>) {
    let mut add = |kind, proof| found.push(Point { kind, proof });
    let workload = run.own.workload;
    let fewest = run.fewest();
    if let Some((count, proof)) = &fewest
        && (*count == 1 || (*count == 0 && run.scaler.is_some()))
    {
        add(PointKind::OneReplica, proof.clone());
    }
    if workload.update.as_deref() == Some("Recreate") {
        add(PointKind::Recreate, run.own.proof(workload.update_at, "Recreate"));
    }
    let count = fewest.as_ref().map(|(count, _)| *count);
    let several = count.is_some_and(|count| count > 1);
    let blocking = run.budgets.iter().find(|(_, budget)| budget.blocks(count));
    if let Some((file, budget)) = blocking {
        let attribute = format!("spec.{}", budget.limit.as_ref().map_or("minAvailable", |(which, _)| which));
        let value = budget.limit.as_ref().map_or_else(String::new, |(_, value)| value.clone());
        add(
            PointKind::BlockingBudget,
            Proof { file: (*file).into(), address: budget.id.to_string(), attribute, value },
        );
    }
    // A Rollout may take its pods from a workload that is not here.
    let Some(pods) = run.pods else { return };
    let limits = run.budgets.iter().any(|(_, budget)| budget.limit.is_some());
    if several && !limits {
        add(PointKind::NoBudget, run.own.proof("PodDisruptionBudget", "none selects these pods"));
    }
    if several && !pods.workload.spread.iter().any(|rule| rule.zones) {
        add(
            PointKind::OneZone,
            pods.proof("spec.template.spec.topologySpreadConstraints", "none over zones"),
        );
    }
    let asks = pods.workload.containers.iter().any(|one| one.readiness);
    if let Some((_, service)) = run.services.first().filter(|_| !asks && !pods.workload.containers.is_empty())
    {
        let value = format!("in no container, behind {}", service.id);
        add(PointKind::NoReadiness, pods.proof("spec.template.spec.containers[].readinessProbe", value));
    }
}
