//! Tests of recovery on small folders of YAML, with paths worked out by hand.

mod catalogue;
mod copies;
mod examples;
mod hands;
mod large;
mod paths;
mod promises;
mod random;
mod simulate;
mod whatif;

use super::{Achievable, RecoveryPlan, ServicePlan, plan};
use crate::source::Source;
use crate::workspace::{Loaded, Workspace, load};

/// 2026-11-20T00:00:00Z.
const NOW: i64 = 1_795_132_800;

/// The workspace of some files: path and text.
fn folder(files: &[(&str, &str)]) -> Loaded {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    load(&Source::open_work_tree(folder.path()).unwrap())
}

/// The same, from files that hold no mistake.
fn workspace(files: &[(&str, &str)]) -> Workspace {
    let loaded = folder(files);
    assert!(loaded.findings.is_empty(), "{:?}", loaded.findings);
    loaded.workspace
}

/// A catalogue from `id: rest` pairs.
fn services(list: &[(&str, &str)]) -> Workspace {
    let files: Vec<(String, String)> =
        list.iter().map(|(id, text)| (format!("services/{id}.yaml"), format!("id: {id}\n{text}"))).collect();
    workspace(&files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect::<Vec<_>>())
}

fn service<'p, 'a>(plan: &'p RecoveryPlan<'a>, id: &str) -> &'p ServicePlan<'a> {
    plan.service(id).unwrap()
}

/// The only recovery of a service.
fn only<'p, 'a>(plan: &'p RecoveryPlan<'a>, id: &str) -> &'p Achievable<'a> {
    let entries = &service(plan, id).achievable;
    assert_eq!(entries.len(), 1, "{id}");
    &entries[0]
}

/// The critical path of a service's only recovery: `service.step start-end` in minutes from the disruption.
fn path(workspace: &Workspace, id: &str) -> Vec<String> {
    let plan = plan(workspace, NOW);
    let path = plan.path(service(&plan, id), only(&plan, id));
    let show = path.iter().map(|one| {
        format!("{}.{} {}-{}", one.service, one.step.id.unwrap_or("?"), one.start / 60, one.end / 60)
    });
    show.collect()
}
