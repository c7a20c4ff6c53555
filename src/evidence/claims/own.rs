//! Which of the facts in its files are a service's own.

use std::collections::BTreeSet;

use super::super::kubernetes::{Budget, Exposure, Scaler, Schedule, Workload};
use super::super::terraform::Resource;
use super::super::{File, Holds};
use super::Proof;
use super::around::{Around, manifests};
use crate::record::Service;

/// More workloads of one service than this are not looked at, nor more of what selects the pods of one.
pub(super) const MOST: usize = 1_000;

/// A workload in its file.
#[derive(Clone, Copy)]
pub(in crate::evidence) struct Placed<'f> {
    pub(in crate::evidence) file: &'f str,
    pub(in crate::evidence) workload: &'f Workload,
}

impl Placed<'_> {
    /// A proof at the workload itself.
    pub(in crate::evidence) fn proof(&self, attribute: &str, value: impl Into<String>) -> Proof {
        let address = self.workload.id.to_string();
        // A bare pod has no template.
        let pod = self.workload.id.kind == "Pod";
        let attribute = if pod { attribute.replace("spec.template.", "") } else { attribute.into() };
        Proof { file: self.file.into(), address, attribute, value: value.into() }
    }
}

/// A workload with what stands around it.
pub(in crate::evidence) struct Run<'f> {
    pub(in crate::evidence) own: Placed<'f>,
    /// What says how its pods are: itself, or the workload that a Rollout takes them from, which may not be here.
    pub(in crate::evidence) pods: Option<Placed<'f>>,
    pub(in crate::evidence) budgets: Vec<(&'f str, &'f Budget)>,
    pub(in crate::evidence) services: Vec<(&'f str, &'f Exposure)>,
    pub(in crate::evidence) scaler: Option<(&'f str, &'f Scaler)>,
}

impl Run<'_> {
    /// Whether it has a number of pods at all: not what runs once a node.
    pub(in crate::evidence) fn is_counted(&self) -> bool {
        self.own.workload.id.kind != "DaemonSet"
    }

    /// The fewest pods that may run by what is written, with what says so.
    pub(in crate::evidence) fn fewest(&self) -> Option<(u64, Proof)> {
        if let Some((file, scaler)) = self.scaler {
            let min = scaler.min?;
            return Some((min, scaled(file, scaler, "spec.minReplicas", min.to_string())));
        }
        let Workload { id, replicas, replicas_written, .. } = self.own.workload;
        let count = (*replicas)?;
        if id.kind == "Pod" {
            return Some((1, self.own.proof("kind", "Pod, which nothing replaces")));
        }
        // Where nothing is written, an overlay or an autoscaler elsewhere may say how many.
        replicas_written.then(|| (count, self.own.proof("spec.replicas", count.to_string())))
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
    /// Instances of database clusters, whatever they are called: their cluster says whose they are.
    pub(in crate::evidence) members: Vec<&'f Resource>,
    pub(in crate::evidence) schedules: Vec<(&'f str, &'f Schedule)>,
}

impl<'f> Own<'f> {
    /// Workloads called like the service, or the only one there is; resources of a type likewise, else all of them.
    pub(in crate::evidence) fn new(id: &str, service: &Service, files: &[&'f File]) -> Self {
        let own: BTreeSet<String> =
            std::iter::once(id).chain(service.aliases.iter().map(|name| &**name)).map(alike).collect();
        let named = |name: &str| own.contains(&alike(name));
        let around = Around::new(files);
        let runs: Vec<Run<'f>> =
            around.chosen(&named).into_iter().take(MOST).map(|own| around.run(own)).collect();
        let schedules = manifests(files)
            .flat_map(|(file, found)| found.schedules.iter().map(move |one| (file, one)))
            .filter(|(_, schedule)| {
                let covers = |run: &Run<'_>| schedule.covers(run.own.workload.id.namespace.as_deref());
                runs.is_empty() || runs.iter().any(covers)
            })
            .collect();
        let members = all_resources(files).map(|(_, one)| one);
        let members = members.filter(|one| one.kind == "aws_rds_cluster_instance").collect();
        Self { runs, resources: resources(files, &named), members, schedules }
    }
}

fn all_resources<'f>(files: &[&'f File]) -> impl Iterator<Item = (&'f str, &'f Resource)> {
    let found = files.iter().filter_map(|file| match &file.holds {
        Holds::Terraform(found) => Some((file.path.as_str(), found)),
        _ => None,
    });
    found.flat_map(|(file, found)| found.resources.iter().map(move |one| (file, one)))
}

fn resources<'f>(files: &[&'f File], named: &impl Fn(&str) -> bool) -> Vec<(&'f str, &'f Resource)> {
    let all: Vec<(&'f str, &'f Resource)> = all_resources(files).collect();
    let own = |resource: &Resource| {
        let module = resource.module().rsplit('.').next().unwrap_or_default();
        let module = module.split('[').next().unwrap_or_default();
        named(&resource.name) || named(module)
    };
    // Of the types of which one is called like the service, only those.
    let called: BTreeSet<&str> =
        all.iter().filter(|(_, resource)| own(resource)).map(|(_, resource)| resource.kind).collect();
    all.into_iter().filter(|(_, resource)| !called.contains(resource.kind) || own(resource)).collect()
}

/// Without regard to case and to `_` or `-`.
fn alike(name: &str) -> String {
    name.to_lowercase().replace('_', "-")
}
