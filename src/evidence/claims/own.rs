//! Which of the facts in its files are a service's own.

use super::super::kubernetes::{Budget, Exposure, Scaler, Schedule, Workload};
use super::super::terraform::Resource;
use super::super::{File, Holds};
use super::Proof;
use crate::record::Service;

/// A workload with what stands around it.
pub(in crate::evidence) struct Run<'f> {
    pub(in crate::evidence) file: &'f str,
    pub(in crate::evidence) workload: &'f Workload,
    pub(in crate::evidence) budgets: Vec<(&'f str, &'f Budget)>,
    pub(in crate::evidence) services: Vec<(&'f str, &'f Exposure)>,
    pub(in crate::evidence) scaler: Option<(&'f str, &'f Scaler)>,
}

impl Run<'_> {
    /// A proof at the workload itself.
    pub(in crate::evidence) fn proof(&self, attribute: &str, value: impl Into<String>) -> Proof {
        let address = self.workload.id.to_string();
        // A bare pod has no template.
        let pod = self.workload.id.kind == "Pod";
        let attribute = if pod { attribute.replace("spec.template.", "") } else { attribute.into() };
        Proof { file: self.file.into(), address, attribute, value: value.into() }
    }

    /// The fewest pods that may run by what is written, with what says so; nothing for what runs once a node.
    pub(in crate::evidence) fn fewest(&self) -> Option<(u64, Proof)> {
        if let Some((file, scaler)) = self.scaler {
            let proof = scaled(file, scaler, "spec.minReplicas", scaler.min.to_string());
            return Some((scaler.min, proof));
        }
        let count = self.workload.replicas?;
        let value = match (self.workload.id.kind.as_str(), self.workload.replicas_written) {
            ("Pod", _) => return Some((1, self.proof("kind", "Pod, which nothing replaces"))),
            (_, true) => count.to_string(),
            (_, false) => "1, as nothing is written".to_owned(),
        };
        Some((count, self.proof("spec.replicas", value)))
    }
}

/// A proof at an autoscaler.
pub(super) fn scaled(file: &str, scaler: &Scaler, attribute: &str, value: String) -> Proof {
    Proof { file: file.into(), address: scaler.id.to_string(), attribute: attribute.into(), value }
}

/// The facts that count for one service.
pub(in crate::evidence) struct Own<'f> {
    pub(in crate::evidence) runs: Vec<Run<'f>>,
    pub(in crate::evidence) resources: Vec<(&'f str, &'f Resource)>,
    pub(in crate::evidence) schedules: Vec<(&'f str, &'f Schedule)>,
}

impl<'f> Own<'f> {
    /// Workloads called like the service, or the only one there is; resources of a type likewise, else all of them.
    pub(in crate::evidence) fn new(id: &str, service: &Service, files: &[&'f File]) -> Self {
        let names: Vec<String> =
            std::iter::once(id).chain(service.aliases.iter().map(|name| &**name)).map(alike).collect();
        let named = |name: &str| names.contains(&alike(name));
        let manifests = || {
            files.iter().filter_map(|file| match &file.holds {
                Holds::Kubernetes(manifests) => Some((file.path.as_str(), manifests)),
                _ => None,
            })
        };
        // What runs to its end is no place where the service runs.
        let lasting = |workload: &&Workload| !matches!(workload.id.kind.as_str(), "Job" | "CronJob");
        let all: Vec<(&'f str, &'f Workload)> = manifests()
            .flat_map(|(file, found)| {
                found.workloads.iter().filter(lasting).map(move |workload| (file, workload))
            })
            .collect();
        let own = |workload: &Workload| {
            named(&workload.id.name) || workload.aliases.iter().any(|alias| named(alias))
        };
        let mut chosen: Vec<_> = all.iter().copied().filter(|(_, workload)| own(workload)).collect();
        if chosen.is_empty() && all.len() == 1 {
            chosen = all;
        }
        let runs: Vec<Run<'f>> = chosen
            .into_iter()
            .map(|(file, workload)| Run {
                file,
                workload,
                budgets: manifests()
                    .flat_map(|(file, found)| found.budgets.iter().map(move |one| (file, one)))
                    .filter(|(_, budget)| budget.selects(workload))
                    .collect(),
                services: manifests()
                    .flat_map(|(file, found)| found.services.iter().map(move |one| (file, one)))
                    .filter(|(_, exposure)| exposure.selects(workload))
                    .collect(),
                scaler: manifests()
                    .flat_map(|(file, found)| found.scalers.iter().map(move |one| (file, one)))
                    .find(|(_, scaler)| scaler.scales(workload)),
            })
            .collect();
        let schedules = manifests()
            .flat_map(|(file, found)| found.schedules.iter().map(move |one| (file, one)))
            .filter(|(_, schedule)| {
                let covers = |run: &Run<'_>| schedule.covers(run.workload.id.namespace.as_deref());
                runs.is_empty() || runs.iter().any(covers)
            })
            .collect();
        Self { runs, resources: resources(files, &named), schedules }
    }
}

fn resources<'f>(files: &[&'f File], named: &impl Fn(&str) -> bool) -> Vec<(&'f str, &'f Resource)> {
    let all: Vec<(&'f str, &'f Resource)> = files
        .iter()
        .filter_map(|file| match &file.holds {
            Holds::Terraform(found) => Some((file.path.as_str(), found)),
            _ => None,
        })
        .flat_map(|(file, found)| found.resources.iter().map(move |one| (file, one)))
        .collect();
    let own = |resource: &Resource| {
        let module = resource.module().rsplit('.').next().unwrap_or_default();
        let module = module.split('[').next().unwrap_or_default();
        named(&resource.name) || named(module)
    };
    // Of the types of which one is called like the service, only those.
    let called: std::collections::BTreeSet<&str> =
        all.iter().filter(|(_, resource)| own(resource)).map(|(_, resource)| resource.kind).collect();
    all.into_iter().filter(|(_, resource)| !called.contains(resource.kind) || own(resource)).collect()
}

/// Without regard to case and to `_` or `-`.
fn alike(name: &str) -> String {
    name.to_lowercase().replace('_', "-")
}
