//! Achievable times worked out by hand; detection is assumed (5 min), activation the default (10 min).

use super::{NOW, only, path, plan, service, services, workspace};
use crate::recovery::DetectionBasis;

fn recovery(method: &str, scenarios: &str, steps: &[&str]) -> String {
    let steps: Vec<String> = steps.iter().map(|step| format!("      - {{{step}}}\n")).collect();
    format!("  - method: {method}\n    scenarios: [{scenarios}]\n    steps:\n{}", steps.concat())
}

fn step(id: &str, minutes: u32, rest: &str) -> String {
    format!("id: {id}, estimate: {{best: 1m, likely: {minutes}m, worst: 9h}}{rest}")
}

fn failover(steps: &[&str]) -> String {
    format!("recovery:\n{}", recovery("failover", "zone-loss", steps))
}

fn needs(ids: &str) -> String {
    ids.split(' ')
        .fold("depends_on:\n".into(), |text, id| format!("{text}  - {{service: {id}, kind: hard}}\n"))
}

#[test]
fn steps_follow_the_one_above_or_what_they_say() {
    let workspace = services(&[(
        "db",
        &failover(&[
            &step("fence", 4, ""),
            &step("promote", 5, ""),
            &step("tell", 30, ", after: []"),
            &step("open", 2, ", after: [promote, fence]"),
        ]),
    )]);
    // tell runs beside the others: 15 + 30; the others end at 15 + 4 + 5 + 2.
    assert_eq!(path(&workspace, "db"), ["db.tell 15-45"]);
    let plan = plan(&workspace, NOW);
    let entry = only(&plan, "db");
    assert_eq!((entry.seconds, entry.lower_bound), (Some(45 * 60), false));
    let slack: Vec<i64> = entry.steps.iter().map(|step| step.slack / 60).collect();
    assert_eq!(slack, [19, 19, 0, 19]);
}

#[test]
fn a_diamond_waits_for_its_slower_side() {
    let workspace = services(&[
        ("shop", &format!("{}{}", needs("left right"), failover(&[&step("open", 3, "")]))),
        ("left", &format!("{}{}", needs("base"), failover(&[&step("start", 10, "")]))),
        ("right", &format!("{}{}", needs("base"), failover(&[&step("start", 12, "")]))),
        ("base", &failover(&[&step("fence", 4, ""), &step("promote", 6, "")])),
    ]);
    let expected = ["base.fence 15-19", "base.promote 19-25", "right.start 25-37", "shop.open 37-40"];
    assert_eq!(path(&workspace, "shop"), expected);
}

#[test]
fn a_step_may_go_before_the_dependencies() {
    let base = ("base", failover(&[&step("promote", 10, "")]));
    let early = |minutes| step("notice", minutes, ", before_dependencies: true");
    let shop = |minutes| format!("{}{}", needs("base"), failover(&[&early(minutes), &step("open", 3, "")]));
    let quick = services(&[("base", &base.1), ("shop", &shop(2))]);
    assert_eq!(path(&quick, "shop"), ["base.promote 15-25", "shop.open 25-28"]);
    let slow = services(&[("base", &base.1), ("shop", &shop(20))]);
    assert_eq!(path(&slow, "shop"), ["shop.notice 15-35", "shop.open 35-38"]);
    // Its own steps are done early, but it does not work without its base.
    let only_early = format!("{}{}", needs("base"), failover(&[&early(2)]));
    let all_early = services(&[("base", &base.1), ("shop", &only_early)]);
    assert_eq!(path(&all_early, "shop"), ["base.promote 15-25"]);
    assert_eq!(only(&plan(&all_early, NOW), "shop").seconds, Some(25 * 60));
}

#[test]
fn a_dependency_comes_back_by_its_fastest_method() {
    let methods = format!(
        "recovery:\n{}{}{}",
        recovery("restore", "zone-loss", &[&step("restore", 60, "")]),
        recovery("failover", "zone-loss", &[&step("promote", 5, "")]),
        recovery("restart", "zone-loss", &["id: hope"]),
    );
    let workspace = services(&[
        ("base", &methods),
        ("shop", &format!("{}{}", needs("base"), failover(&[&step("open", 3, "")]))),
    ]);
    // The restart has no estimate: it may be slower than it looks, so the known failover counts.
    assert_eq!(path(&workspace, "shop"), ["base.promote 15-20", "shop.open 20-23"]);
    let plan = plan(&workspace, NOW);
    assert!(!only(&plan, "shop").lower_bound);
    let base = service(&plan, "base");
    assert_eq!(base.objectives.scenarios[0].seconds, Some(20 * 60));
    assert_eq!(
        base.achievable.iter().map(|entry| entry.lower_bound).collect::<Vec<_>>(),
        [false, false, true]
    );
}

#[test]
fn a_dependency_without_the_scenario_is_taken_to_be_unaffected() {
    let workspace = services(&[
        ("shop", &format!("{}{}", needs("middle other"), failover(&[&step("open", 3, "")]))),
        (
            "middle",
            &format!(
                "{}recovery:\n{}",
                needs("base"),
                recovery("restart", "instance-loss", &[&step("x", 9, "")])
            ),
        ),
        ("base", &failover(&[&step("promote", 6, "")])),
        ("other", ""),
    ]);
    // The middle counts nothing itself, but what it waits for still holds it up.
    assert_eq!(path(&workspace, "shop"), ["base.promote 15-21", "shop.open 21-24"]);
    assert_eq!(only(&plan(&workspace, NOW), "shop").not_covered, ["middle", "other"]);
}

#[test]
fn what_is_not_estimated_makes_a_lower_bound() {
    let steps =
        ["id: fence, estimate: {best: 2m}", "step: 切换", &step("open", 3, ""), "id: end, after: [opne]"];
    let workspace = services(&[
        ("db", &failover(&steps)),
        ("shop", &format!("{}{}", needs("db"), failover(&[&step("go", 1, "")]))),
    ]);
    let plan = plan(&workspace, NOW);
    let entry = only(&plan, "db");
    assert_eq!((entry.seconds, entry.lower_bound), (Some(20 * 60), true));
    let missing = [
        "`fence` has no likely time",
        "`切换` has no likely time",
        "`end` has no likely time",
        "`end` comes after `opne`, which is no step",
    ];
    assert_eq!(entry.missing, missing);
    let shop = only(&plan, "shop");
    assert_eq!((shop.seconds, shop.own_missing), (Some(21 * 60), 0));
    assert_eq!(shop.missing, ["what it waits for is itself a lower bound"]);
}

#[test]
fn a_circle_is_unknown_with_its_reason() {
    let one = |to: &str| format!("{}{}", needs(to), failover(&[&step("go", 5, "")]));
    let steps = failover(&[&step("p", 1, ", after: [q]"), &step("q", 1, ", after: [p]")]);
    let workspace =
        services(&[("a", &one("b")), ("b", &one("a")), ("c", &one("a")), ("d", &steps), ("e", &one("d"))]);
    let plan = plan(&workspace, NOW);
    for (id, why) in [
        ("a", "hard dependencies go in a circle: a → b → a"),
        ("b", "hard dependencies go in a circle: a → b → a"),
        ("c", "hard dependencies go in a circle: a → b → a"),
        ("d", "steps go in a circle: p → q → p"),
        ("e", "steps go in a circle: p → q → p"),
    ] {
        let entry = only(&plan, id);
        assert_eq!((entry.seconds, entry.unknown.as_deref()), (None, Some(why)), "{id}");
        assert!(plan.path(service(&plan, id), entry).is_empty());
    }
}

#[test]
fn detection_is_the_median_of_its_own_incidents_from_three_on() {
    let incident = |n: u32, service: &str, minutes: u32, more: &str| {
        (
            format!("INC-{n}.yaml"),
            format!(
                "id: INC-{n}\nservices: [{service}]\n{more}times: {{started: 2026-03-01T10:30:00Z, \
                 detected: 2026-03-01T10:{minutes}:00Z}}\n"
            ),
        )
    };
    let files = [
        incident(1, "a", 31, ""),
        incident(2, "a", 37, ""),
        incident(3, "a", 32, ""),
        incident(4, "b", 40, ""),
        incident(5, "b", 20, ""), // noticed before it hurt: no measure
        incident(6, "b", 59, "kind: security\n"),
        incident(7, "b", 59, "status: cancelled\ncancelled: {reason: none}\n"),
    ];
    let mut all: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    all.extend([("services/a.yaml", "id: a\n"), ("services/b.yaml", "id: b\n")]);
    let all = workspace(&all);
    let plan = plan(&all, NOW);
    let got = |id| {
        let detection = service(&plan, id).detection;
        (detection.seconds, detection.basis, detection.n)
    };
    assert_eq!(got("a"), (120, DetectionBasis::Own, 3));
    assert_eq!(got("b"), (270, DetectionBasis::All, 4));
}
