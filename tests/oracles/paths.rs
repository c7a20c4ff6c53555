//! Critical paths through services and their steps.

use super::recording;
use postmortem::recovery::plan;
use postmortem::source::Source;
use postmortem::workspace::load;
use serde::Deserialize;
use std::fmt::Write;

#[derive(Deserialize)]
struct Recording {
    /// Graphs, each a list of services.
    graphs: Vec<Vec<Service>>,
}

/// Name, what it needs, its steps; the seconds of the longest path, and the path: services and steps.
#[derive(Deserialize)]
struct Service(usize, Vec<usize>, Vec<Step>, i64, Vec<(usize, usize)>);

/// Seconds, the steps before it, and whether it need not wait for other services.
#[derive(Deserialize)]
struct Step(i64, Option<Vec<usize>>, bool);

fn yaml(Service(name, needs, steps, ..): &Service) -> String {
    let mut text = format!("id: s{name}\n");
    for (i, need) in needs.iter().enumerate() {
        let key = if i == 0 { "depends_on:\n" } else { "" };
        writeln!(text, "{key}  - {{service: s{need}}}").unwrap();
    }
    for (i, Step(seconds, after, early)) in steps.iter().enumerate() {
        if i == 0 {
            text += "recovery:\n  - method: failover\n    scenarios: [zone-loss]\n    steps:\n";
        }
        let after = after.as_ref().map_or(String::new(), |after| {
            let names: Vec<String> = after.iter().map(|it| format!("p{it}")).collect();
            format!(", after: [{}]", names.join(", "))
        });
        let early = if *early { ", before_dependencies: true" } else { "" };
        writeln!(text, "      - {{id: p{i}, estimate: {{likely: {seconds}s}}{after}{early}}}").unwrap();
    }
    text
}

#[test]
fn critical_paths_are_those_of_networkx() {
    let graphs = recording::<Recording>("paths").graphs;
    assert_eq!(graphs.len(), 200);
    let mut compared = 0;
    for (g, services) in graphs.iter().enumerate() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("services")).unwrap();
        for service in services {
            let path = folder.path().join(format!("services/s{}.yaml", service.0));
            std::fs::write(path, yaml(service)).unwrap();
        }
        let loaded = load(&Source::open_work_tree(folder.path()).unwrap());
        let plan = plan(&loaded.workspace, 0);
        for Service(name, _, steps, seconds, path) in services {
            let service = plan.service(&format!("s{name}")).unwrap();
            let Some(entry) = service.achievable.first() else {
                assert!(steps.is_empty());
                continue;
            };
            assert_eq!(entry.work, Some(*seconds), "graph {g}, service {name}");
            let got: Vec<(usize, usize)> = plan
                .path(service, entry)
                .iter()
                .map(|one| (one.service[1..].parse().unwrap(), one.index))
                .collect();
            assert_eq!(&got, path, "graph {g}, service {name}");
            compared += 1;
        }
    }
    assert!(compared > 800, "{compared}");
}
