//! What happens where something fails: by hand, and on random catalogues.

use super::{NOW, plan, services, workspace};
use crate::record::Scenario;
use crate::recovery::{Affected, Crew, Effect, Objective, Verdict, WhatIf, Why};
use crate::workspace::Workspace;

const SHOP: [(&str, &str); 7] = [
    (
        "services/db.yaml",
        "id: db\ntier: 1\nowner: data\ndata_bearing: true\nobjectives: {rto: 30m, rpo: 1m, mtpd: 2h, wrt: 10m}\n\
         locations: [{region: east, zone: e1, replicas: 1}, {region: east, zone: e2, replicas: 1}]\n\
         replication: [{to: {region: east, zone: e2}, mode: async, lag: 5m}]\n\
         backups: [{method: dump, every: 24h, takes: 1h, retention: 30d, location: {region: west}}]\n\
         recovery:\n  - method: restart\n    scenarios: [instance-loss]\n    steps: [{id: again, estimate: {likely: 5m}}]\n  \
         - method: failover\n    scenarios: [zone-loss]\n    steps:\n      - {id: fence, estimate: {likely: 4m}}\n      \
         - {id: promote, estimate: {likely: 6m}}\n",
    ),
    (
        "services/api.yaml",
        "id: api\nowner: web\nobjectives: {rto: 20m}\ndepends_on: [{service: db}, {service: cache, kind: soft, degraded_mode: Slow}]\n\
         locations: [{region: east, zone: e1, replicas: 1}, {region: east, zone: e2, replicas: 3}]\n\
         recovery:\n  - method: failover\n    scenarios: [zone-loss]\n    steps:\n      \
         - {id: notice, estimate: {likely: 2m}, before_dependencies: true}\n      - {id: warm, estimate: {likely: 3m}}\n  \
         - {method: restart, scenarios: [instance-loss], steps: [{id: again, estimate: {likely: 9m}}]}\n",
    ),
    (
        "services/cache.yaml",
        "id: cache\nowner: web\nlocations: [{region: east, zone: e1, replicas: 2}]\nrecovery:\n  \
         - {method: failover, scenarios: [zone-loss], steps: [{id: move, estimate: {likely: 7m}}]}\n",
    ),
    ("services/shop.yaml", "id: shop\nobjectives: {rto: 26m, mtpd: 25m}\ndepends_on: [{service: api}]\n"),
    ("services/alone.yaml", "id: alone\nlocations: [{region: west, zone: w1}]\nobjectives: {rto: 1h}\n"),
    ("services/report.yaml", "id: report\ndepends_on: [{service: alone}]\n"),
    ("teams/web.yaml", "id: web\nmembers: [a, b]\ncontacts: [{name: A, backup: c}]\n"),
];

fn ask<'a>(plan: &crate::recovery::RecoveryPlan<'a>, words: &[&str], crew: Crew) -> WhatIf<'a> {
    plan.what_if(&plan.failures(words).unwrap(), crew)
}

/// `id from-to` in minutes with `step start-end hand` of each step.
fn times(what: &WhatIf<'_>) -> Vec<String> {
    let minutes = |at: Option<i64>| at.map_or("never".into(), |at| (at / 60).to_string());
    let one = |one: &Affected<'_>| {
        let steps = one.steps.iter().map(|step| {
            format!(" {} {}-{} {}", step.id.unwrap_or("?"), step.start / 60, step.end / 60, step.hand)
        });
        let sign = if one.effect == Effect::Degraded { "~" } else { "" };
        format!("{sign}{} {}{}", one.id, minutes(one.back_at), steps.collect::<String>())
    };
    what.affected.iter().map(one).collect()
}

#[test]
fn a_zone_takes_what_is_nowhere_else_and_what_needs_it() {
    let workspace = workspace(&SHOP);
    let plan = plan(&workspace, NOW);
    let what = ask(&plan, &["zone:e1"], Crew::Pool(usize::MAX));
    // 5 min to detect, 10 to activate. The api runs in e2 too, but not without the database, whose data is in e1.
    assert_eq!(
        times(&what),
        [
            "cache 22 move 15-22 1",
            "db 25 fence 15-19 0 promote 19-25 0",
            "api 28 notice 15-17 2 warm 25-28 0",
            "shop 28",
        ]
    );
    assert_eq!((what.end, what.least_end, what.exact), (Some(28 * 60), Some(28 * 60), true));
    let db = &what.affected[1];
    assert_eq!(db.why, [Why::Hit { by: "zone:e1".into() }]);
    assert_eq!(
        (db.scenario, db.rto.verdict, db.mtpd.verdict),
        (Some(Scenario::ZoneLoss), Verdict::Meets, Verdict::Meets)
    );
    assert_eq!(what.affected[2].why, [Why::Needs { service: "db" }]);
    let broken: Vec<_> =
        what.broken.iter().map(|one| (one.at / 60, one.service, one.objective, one.reached)).collect();
    assert_eq!(
        broken,
        [
            (0, "db", Objective::Rpo, Some(300)),
            (20, "api", Objective::Rto, Some(28 * 60)),
            (25, "shop", Objective::Mtpd, Some(28 * 60)),
            (26, "shop", Objective::Rto, Some(28 * 60)),
        ]
    );
}

#[test]
fn hands_are_limited() {
    let workspace = workspace(&SHOP);
    let plan = plan(&workspace, NOW);
    let one = ask(&plan, &["zone:e1"], Crew::Pool(1));
    assert_eq!((one.end, one.exact), (Some((15 + 22) * 60), true));
    assert_eq!(one.teams.len(), 1);
    assert_eq!((one.teams[0].hands, one.teams[0].used, one.teams[0].work), (1, 1, 22 * 60));
    let teams = ask(&plan, &["zone:e1"], Crew::Teams);
    let hands: Vec<_> = teams.teams.iter().map(|one| (one.team, one.hands)).collect();
    // `A` and `a` are one person.
    assert_eq!(hands, [(Some("data"), 1), (Some("web"), 3)]);
    assert_eq!(teams.end, Some(28 * 60));
}

#[test]
fn the_other_zone_degrades_and_a_named_service_is_hit_alone() {
    let workspace = workspace(&SHOP);
    let plan = plan(&workspace, NOW);
    let other = ask(&plan, &["zone:e2"], Crew::Pool(usize::MAX));
    assert_eq!(times(&other), ["~db never", "~api never"]);
    assert_eq!(other.affected[1].why, [Why::Part { share: 0.75 }]);
    assert_eq!((other.end, other.broken.len()), (None, 0));
    let named = ask(&plan, &["db"], Crew::Pool(usize::MAX));
    // The loss of an instance is the database's own; what waits for it has nothing to do.
    assert_eq!(times(&named), ["db 20 again 15-20 0", "api 20", "shop 20"]);
    let cache = ask(&plan, &["cache:zone-loss"], Crew::Pool(usize::MAX));
    assert_eq!(times(&cache), ["cache 22 move 15-22 0", "~api 22"]);
    assert_eq!(cache.affected[1].why, [Why::Without { service: "cache", degraded_mode: Some("Slow") }]);
}

#[test]
fn what_has_no_recovery_is_never_back() {
    let workspace = workspace(&SHOP);
    let plan = plan(&workspace, NOW);
    let what = ask(&plan, &["region:west, db:corruption"], Crew::Pool(usize::MAX));
    assert_eq!(times(&what), ["db never", "alone never", "api never", "report never", "shop never"]);
    let why: Vec<_> = what.affected.iter().filter_map(|one| one.unknown.as_deref()).collect();
    assert_eq!(
        why,
        [
            "has no recovery for corruption",
            "has no recovery for region-loss",
            "needs `db`, which nothing brings back",
            "needs `alone`, which nothing brings back",
            "needs `api`, which nothing brings back",
        ]
    );
    let first = &what.broken[0];
    assert_eq!((first.at, first.service, first.objective), (0, "db", Objective::Rpo));
    assert!(what.broken.iter().any(|one| (one.service, one.at, one.reached) == ("alone", 3600, None)));
}

#[test]
fn a_misspelt_name_is_answered_with_the_nearest() {
    let workspace = workspace(&SHOP);
    let plan = plan(&workspace, NOW);
    let says = |word: &str| {
        let error = plan.failures(&[word]).unwrap_err();
        format!("{error}: {}", error.help)
    };
    assert_eq!(
        says("shopp"),
        "no service in use is called `shopp`: did you mean `shop`? `postmortem plan` lists the services"
    );
    assert_eq!(
        says("zone:e3"),
        "nothing is in a zone called `e3`: did you mean `e1`? a zone is one of: e1, e2, w1"
    );
    assert_eq!(
        says("region:eats"),
        "nothing is in a region called `eats`: did you mean `east`? a region is one of: east, west"
    );
    assert!(says("db:restor").starts_with("`restor` is no scenario: a scenario is one of: instance-loss"));
    assert!(says("db:zone-los").contains("did you mean `zone-loss`?"));
    assert!(says(" , ").starts_with("nothing is named"));
    let two = plan.failures(&["DB,zone:E1", "db:corruption"]).unwrap();
    let names: Vec<String> = two.iter().map(super::super::Failure::name).collect();
    assert_eq!(names, ["db:instance-loss", "zone:e1"]);
}

#[test]
fn a_circle_is_never_back() {
    let needs = |to: &str| {
        format!(
            "depends_on: [{{service: {to}}}]\nrecovery: [{{method: restart, scenarios: [zone-loss], steps: [{{id: x}}]}}]\n"
        )
    };
    let workspace: Workspace = services(&[("a", &needs("b")), ("b", &needs("a")), ("c", &needs("a"))]);
    let plan = plan(&workspace, NOW);
    let what = ask(&plan, &["b:zone-loss"], Crew::Pool(2));
    assert_eq!(times(&what), ["a never", "b never", "c never"]);
    assert_eq!(what.affected[0].unknown.as_deref(), Some("hard dependencies go in a circle: a → b → a"));
}

/// One is noticed late, the other at once: the plan, the draws and the what-if wait alike.
#[test]
fn nothing_is_back_before_what_it_needs_is_noticed() {
    let way = "recovery:\n  - method: restore\n    scenarios: [corruption]\n    steps: [{id: go, estimate: {best: 20m, likely: 20m, worst: 20m}}]\n";
    let db = format!("id: db\nobjectives: {{rto: 2h}}\n{way}");
    let web = format!("id: web\nobjectives: {{rto: 90m}}\ndepends_on: [{{service: db}}]\n{way}");
    let slow = |i: u32| {
        format!(
            "id: INC-2026-000{i}\ntitle: Late\nkind: incident\nstatus: closed\nseverity: P3\nservices: [db]\ntimes:\n  \
             started: 2026-03-0{i}T10:00:00Z\n  detected: 2026-03-0{i}T10:50:00Z\n  resolved: 2026-03-0{i}T12:00:00Z\n"
        )
    };
    let (one, two, three) = (slow(1), slow(2), slow(3));
    let workspace = workspace(&[
        ("services/db.yaml", &db),
        ("services/web.yaml", &web),
        ("INC-2026-0001.yaml", &one),
        ("INC-2026-0002.yaml", &two),
        ("INC-2026-0003.yaml", &three),
    ]);
    let plan = plan(&workspace, NOW).drawn(200);
    let (db, web) = (plan.service("db").unwrap(), plan.service("web").unwrap());
    // 50 min to detect, 10 to activate, 20 to restore, 20 more.
    assert_eq!((db.achievable[0].seconds, web.achievable[0].seconds), (Some(80 * 60), Some(100 * 60)));
    assert_eq!((db.simulated[0].p90, web.simulated[0].p90), (80 * 60, 100 * 60));
    let path: Vec<(i64, i64)> =
        plan.path(web, &web.achievable[0]).iter().map(|one| (one.start / 60, one.end / 60)).collect();
    assert_eq!(path, [(60, 80), (80, 100)]);
    let what = ask(&plan, &["db:corruption"], Crew::Teams);
    assert_eq!(times(&what), ["db 80 go 60-80 0", "web 100 go 80-100 0"]);
    assert_eq!(web.objectives.achievable, Verdict::Beyond);
}

/// With one person, the short step goes first where that keeps an objective and costs nothing.
#[test]
fn objectives_go_before_the_longest_step() {
    let one = |id: &str, rto: &str, step: &str| {
        format!(
            "id: {id}\nowner: t\nobjectives: {{rto: {rto}}}\nlocations: [{{region: r, zone: z}}]\nrecovery:\n  - method: failover\n    \
             scenarios: [zone-loss]\n    steps: [{{id: go, estimate: {{likely: {step}}}}}]\n"
        )
    };
    let (a, b) = (one("a", "30m", "10m"), one("b", "24h", "2h"));
    let workspace = workspace(&[
        ("services/a.yaml", &a),
        ("services/b.yaml", &b),
        ("teams/t.yaml", "id: t\nname: T\nmembers: [a]\n"),
    ]);
    let plan = plan(&workspace, NOW);
    let what = ask(&plan, &["zone:z"], Crew::Teams);
    assert_eq!(times(&what), ["a 25 go 15-25 0", "b 145 go 25-145 0"]);
    assert!(what.broken.is_empty() && what.exact, "{:?}", what.broken);
}
