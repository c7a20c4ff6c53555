//! Catalogues as large as they are hostile.

use super::{NOW, only, plan, services};

fn needs(id: &str) -> String {
    format!("depends_on: [{{service: {id}}}]\n")
}

fn failover(steps: &[&str]) -> String {
    format!("recovery:\n  - method: failover\n    scenarios: [zone-loss]\n    steps:\n{}", steps.concat())
}

fn step(id: &str) -> String {
    format!("      - {{id: {id}, estimate: {{likely: 1m}}}}\n")
}

#[test]
fn a_long_circle_is_explained_briefly() {
    let list: Vec<(String, String)> =
        (0..500).map(|i| (format!("s{i:03}"), needs(&format!("s{:03}", (i + 1) % 500)))).collect();
    let list: Vec<(&str, &str)> = list.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
    let text = format!("{}{}", needs("s499"), failover(&[&step("go")]));
    let list: Vec<(&str, &str)> = list.into_iter().chain([("last", text.as_str())]).collect();
    let workspace = services(&list);
    let plan = plan(&workspace, NOW);
    let brief = "hard dependencies go in a circle: s000 → s001 → s002 → … → s499 → s000 (500 services)";
    assert_eq!(plan.cycles[0].len(), 500);
    assert!(plan.gaps.iter().any(|gap| gap.text == brief));
    assert_eq!(only(&plan, "last").unknown.as_deref(), Some(brief));
    let findings = crate::rule::run(&workspace, NOW);
    let found = findings.iter().find(|finding| finding.rule == "dependency-cycle").unwrap();
    assert_eq!(found.message, brief);
    let what = plan.what_if(&plan.failures(&["s000"]).unwrap(), crate::recovery::Crew::Pool(3));
    assert_eq!(what.affected.len(), 501);
}

#[test]
fn a_chain_of_ten_thousand_needs_no_stack() {
    let count = 10_000;
    let steps: String = (0..count).map(|i| step(&format!("p{i}"))).collect();
    let mut list: Vec<(String, String)> = (1..count)
        .map(|i| {
            (format!("s{i:05}"), format!("{}{}", needs(&format!("s{:05}", i - 1)), failover(&[&step("go")])))
        })
        .collect();
    list.push(("s00000".into(), failover(&[&steps])));
    let list: Vec<(&str, &str)> = list.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
    let workspace = services(&list);
    // The stack of a thread of tests is small; this one is smaller.
    let small = std::thread::Builder::new().stack_size(256 * 1024);
    std::thread::scope(|scope| {
        let work = || {
            let plan = plan(&workspace, NOW);
            let minutes = i64::from(2 * count - 1);
            assert_eq!(only(&plan, "s09999").work, Some(minutes * 60));
            let what =
                plan.what_if(&plan.failures(&["s00000:zone-loss"]).unwrap(), crate::recovery::Crew::Teams);
            assert_eq!(what.end, Some((minutes + 15) * 60));
            assert_eq!(plan.simulate(128).services[0].scenarios[0].median, (10_000 + 15) * 60);
            std::mem::forget(plan);
        };
        small.spawn_scoped(scope, work).unwrap().join().unwrap();
    });
}
