//! What stands around the workloads of a service, by namespace, so that many of each are put together quickly.

use std::collections::{BTreeMap, BTreeSet};

use super::super::kubernetes::{Budget, Exposure, Manifests, Named, Scaler, Workload};
use super::super::{File, Holds};
use super::own::{MOST, Placed, Run};

/// Things in their files, by namespace.
type ByPlace<'f, T> = BTreeMap<Option<&'f str>, Vec<(&'f str, &'f T)>>;

/// Everything of the manifests that a service names.
pub(super) struct Around<'f> {
    workloads: Vec<Placed<'f>>,
    /// Where each stands in the list.
    by_id: BTreeMap<&'f Named, usize>,
    budgets: ByPlace<'f, Budget>,
    services: ByPlace<'f, Exposure>,
    scalers: ByPlace<'f, Scaler>,
}

/// The manifests with their files.
pub(super) fn manifests<'f>(files: &[&'f File]) -> impl Iterator<Item = (&'f str, &'f Manifests)> {
    files.iter().filter_map(|file| match &file.holds {
        Holds::Kubernetes(manifests) => Some((file.path.as_str(), manifests)),
        _ => None,
    })
}

fn by_place<'f, T>(
    files: &[&'f File],
    list: impl Fn(&'f Manifests) -> &'f Vec<T>,
    id: impl Fn(&'f T) -> &'f Named,
) -> ByPlace<'f, T> {
    let mut found = ByPlace::new();
    for (file, one) in
        manifests(files).flat_map(|(file, found)| list(found).iter().map(move |one| (file, one)))
    {
        found.entry(id(one).namespace.as_deref()).or_default().push((file, one));
    }
    found
}

impl<'f> Around<'f> {
    pub(super) fn new(files: &[&'f File]) -> Self {
        // What runs to its end is no place where the service runs.
        let lasting = |workload: &&Workload| !matches!(workload.id.kind.as_str(), "Job" | "CronJob");
        let workloads: Vec<Placed<'f>> = manifests(files)
            .flat_map(|(file, found)| {
                found.workloads.iter().filter(lasting).map(move |workload| Placed { file, workload })
            })
            .collect();
        Self {
            by_id: workloads.iter().enumerate().map(|(index, one)| (&one.workload.id, index)).collect(),
            workloads,
            budgets: by_place(files, |found| &found.budgets, |one| &one.id),
            services: by_place(files, |found| &found.services, |one| &one.id),
            scalers: by_place(files, |found| &found.scalers, |one| &one.id),
        }
    }

    /// The workload that a Rollout takes its pods from, if it is here.
    fn template(&self, workload: &Workload) -> Option<Placed<'f>> {
        self.workloads.get(*self.by_id.get(workload.pods_of.as_ref()?)?).copied()
    }

    /// Workloads called like the service, or the only one; of a Rollout and the workload it stands for, the Rollout.
    pub(super) fn chosen(&self, named: &impl Fn(&str) -> bool) -> Vec<Placed<'f>> {
        let stood_for: BTreeSet<&Named> =
            self.workloads.iter().filter_map(|one| one.workload.pods_of.as_ref()).collect();
        let rest = || self.workloads.iter().copied().filter(|one| !stood_for.contains(&one.workload.id));
        let called = |workload: &Workload| {
            named(&workload.id.name) || workload.aliases.iter().any(|alias| named(alias))
        };
        let own = |one: &Placed<'f>| {
            called(one.workload) || self.template(one.workload).is_some_and(|pods| called(pods.workload))
        };
        let chosen: Vec<_> = rest().filter(own).collect();
        if chosen.is_empty() && rest().count() == 1 { rest().collect() } else { chosen }
    }

    pub(super) fn run(&self, own: Placed<'f>) -> Run<'f> {
        let namespace = own.workload.id.namespace.as_deref();
        let pods = if own.workload.pods_of.is_some() { self.template(own.workload) } else { Some(own) };
        let budgets = self.budgets.get(&namespace).into_iter().flatten().copied();
        let services = self.services.get(&namespace).into_iter().flatten().copied();
        let mut scalers = self.scalers.get(&namespace).into_iter().flatten().copied();
        let selected = |select: &dyn Fn(&Workload) -> bool| pods.is_some_and(|pods| select(pods.workload));
        Run {
            own,
            pods,
            budgets: budgets.filter(|(_, one)| selected(&|pods| one.selects(pods))).take(MOST).collect(),
            services: services.filter(|(_, one)| selected(&|pods| one.selects(pods))).take(MOST).collect(),
            scaler: scalers.find(|(_, scaler)| scaler.scales(own.workload)),
        }
    }
}
