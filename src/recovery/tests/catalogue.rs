//! The graph: cycles, waves, and what is left out.

use super::{NOW, plan, service, services};
use crate::recovery::Verdict;

fn needs(ids: &[&str]) -> String {
    ids.iter().fold("depends_on:\n".into(), |text, id| format!("{text}  - {{service: {id}, kind: hard}}\n"))
}

#[test]
fn a_diamond_comes_back_in_three_waves() {
    let workspace = services(&[
        ("shop", &format!("tier: 1\n{}", needs(&["left", "right"]))),
        ("left", &format!("tier: 2\n{}", needs(&["base"]))),
        ("right", &format!("tier: 1\n{}", needs(&["base"]))),
        ("base", "tier: 1\n"),
        ("alone", ""),
    ]);
    let plan = plan(&workspace, NOW);
    // The most critical first, one without a tier last.
    assert_eq!(plan.waves, [vec!["base", "alone"], vec!["right", "left"], vec!["shop"]]);
    assert_eq!(plan.cycles, Vec::<Vec<&str>>::new());
    assert_eq!(service(&plan, "base").needed_by, ["left", "right"]);
}

#[test]
fn every_cycle_is_named_once_from_its_first_service() {
    let workspace = services(&[
        ("c", &needs(&["a"])),
        ("b", &needs(&["c", "a"])),
        ("a", &needs(&["b"])),
        ("self", &needs(&["self"])),
        ("outside", &needs(&["a"])),
        ("x", "depends_on: [{service: y}]\n"),
        ("y", "depends_on: [{service: x, kind: soft}]\n"),
    ]);
    let plan = plan(&workspace, NOW);
    assert_eq!(plan.cycles, [vec!["a", "b"], vec!["a", "b", "c"], vec!["self"]]);
    // A cycle stands in one wave, what needs it in the next; a soft dependency makes no cycle.
    assert_eq!(plan.waves, [vec!["a", "b", "c", "self", "y"], vec!["outside", "x"]]);
}

#[test]
fn a_dependency_counts_hard_unless_it_says_soft() {
    let workspace = services(&[
        (
            "a",
            "depends_on:\n  - {service: b, kind: soft}\n  - {service: B}\n  - {service: nobody}\n  - {service: old-c, kind: soft}\n",
        ),
        ("b", ""),
        ("c", "aliases: [old-c]\n"),
    ]);
    let plan = plan(&workspace, NOW);
    let a = service(&plan, "a");
    assert_eq!((a.hard.as_slice(), a.soft.as_slice()), (["b"].as_slice(), ["c"].as_slice()));
}

#[test]
fn a_retired_service_is_in_no_plan() {
    let workspace = services(&[
        ("old", "retired_on: 2026-11-20\n"),
        ("leaving", "retired_on: 2026-11-21\n"),
        ("new", &needs(&["old", "leaving"])),
    ]);
    let plan = plan(&workspace, NOW);
    assert!(plan.service("old").is_none());
    assert_eq!(service(&plan, "new").hard, ["leaving"]);
    assert_eq!(service(&plan, "new").objectives.achievable, Verdict::Unknown);
}

#[test]
fn a_chain_of_thousands_does_not_overflow() {
    let list: Vec<(String, String)> = (0..3000)
        .map(|i| {
            (format!("s{i:04}"), if i == 0 { String::new() } else { needs(&[&format!("s{:04}", i - 1)]) })
        })
        .collect();
    let list: Vec<(&str, &str)> = list.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
    let workspace = services(&list);
    assert_eq!(plan(&workspace, NOW).waves.len(), 3000);
}

#[test]
fn a_knot_of_countless_cycles_names_a_few() {
    let mut seed = 7_u32;
    let mut next = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        seed >> 16
    };
    let list: Vec<(String, String)> = (0..300)
        .map(|i| {
            let ids: Vec<String> = (0..6).map(|_| format!("s{:03}", next() % 300)).collect();
            (format!("s{i:03}"), needs(&ids.iter().map(String::as_str).collect::<Vec<_>>()))
        })
        .collect();
    let list: Vec<(&str, &str)> = list.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
    let workspace = services(&list);
    let plan = plan(&workspace, NOW);
    assert_eq!(plan.cycles.len(), 20);
    for cycle in &plan.cycles {
        let next = cycle.iter().cycle().skip(1);
        assert!(cycle.iter().zip(next).all(|(from, to)| service(&plan, from).hard.contains(to)), "{cycle:?}");
        assert_eq!(cycle.iter().min(), cycle.first());
    }
}
