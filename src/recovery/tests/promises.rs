//! Measured recovery, verdicts and gaps.

use super::{NOW, plan, service, services, workspace};
use crate::record::RecoveryMethod::{Failover, Restart, Rollback};
use crate::recovery::{Basis, GapKind, Verdict};

fn incident(id: &str, outages: &str, mitigations: &str) -> (String, String) {
    let path = format!("{id}.yaml");
    (path, format!("id: {id}\nimpact:\n  outages:\n{outages}response:\n  mitigations:\n{mitigations}"))
}

fn down(from: &str, to: &str) -> String {
    format!("    - {{service: db, kind: down, from: 2026-03-01T{from}:00Z, to: 2026-03-01T{to}:00Z}}\n")
}

#[test]
fn like_is_measured_with_like() {
    let open = "    - {service: db, kind: down, from: 2026-03-01T10:00:00Z}\n";
    let degraded =
        "    - {service: db, kind: degraded, from: 2026-03-01T10:00:00Z, to: 2026-03-02T10:00:00Z}\n";
    let tried = "    - {kind: restart, effective: no}\n    - {kind: rollback, effective: yes}\n    - {kind: scale, effective: partial}\n";
    let files = [
        // Overlapping parts are one outage, parts with a gap are two.
        incident(
            "INC-1",
            &[down("10:00", "10:20"), down("10:10", "10:30"), down("12:00", "12:10")].concat(),
            tried,
        ),
        incident("INC-2", &format!("{open}{degraded}"), "    - {kind: restart, effective: yes}\n"),
        incident("INC-3", &down("10:00", "10:04"), "    - {kind: restart, effective: partial}\n"),
        incident("INC-4", &down("10:00", "11:00"), "    - {kind: config, effective: yes}\n"),
        (
            "INC-5.yaml".into(),
            format!("kind: maintenance\nid: INC-5\nimpact:\n  outages:\n{}", down("10:00", "19:00")),
        ),
        (
            "drills/d1.yaml".into(),
            "id: d1\nscenario: zone-loss\ndate: 2026-05-01\nresults:\n  \
          - {service: db, recovery_time: 6m, recovery_point: 2s, kind: failover, passed: true}\n"
                .into(),
        ),
        (
            "drills/d2.yaml".into(),
            "id: d2\nscenario: zone-loss\ndate: 2026-11-20\nresults:\n  \
          - {service: db, recovery_time: 9h, recovery_point: 8h, kind: failover, passed: false}\n"
                .into(),
        ),
        (
            "drills/d3.yaml".into(),
            "id: d3\nscenario: zone-loss\ndate: 2026-11-21\nresults:\n  \
          - {service: db, recovery_time: 1m, kind: failover, passed: true}\n"
                .into(),
        ),
        ("services/db.yaml".into(), "id: db\nobjectives: {rto: 45m, rpo: 1s}\n".into()),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let workspace = workspace(&files);
    let plan = plan(&workspace, NOW);
    let db = service(&plan, "db");
    let groups: Vec<_> = db
        .measured
        .groups
        .iter()
        .map(|one| (one.method, one.n, one.incidents, one.median, one.max))
        .collect();
    assert_eq!(
        groups,
        [
            (Some(Restart), 1, 1, 240.0, 240),
            (Some(Rollback), 2, 2, 1200.0, 1800),
            (Some(Failover), 1, 0, 360.0, 360),
            (None, 1, 1, 3600.0, 3600),
        ]
    );
    assert_eq!((db.measured.open, db.measured.failed, db.measured.recovery_point), (1, 1, Some(2)));
    assert_eq!(db.measured.drills.last().unwrap().drill, "d2");
    assert_eq!((db.objectives.measured, db.objectives.measured_point), (Verdict::Beyond, Verdict::Beyond));
}

#[test]
fn promises_are_held_against_every_scenario() {
    use Verdict::{Beyond, Meets, Unknown};
    let verdicts = |rto: &str| {
        let workspace = services(&[(
            "db",
            &format!(
                "objectives: {{{rto}}}\nrecovery:\n  - method: restart\n    scenarios: [instance-loss]\n    steps: \
                 [{{id: a, estimate: {{likely: 5m}}}}]\n  - method: restore\n    scenarios: [corruption, deletion]\n    \
                 steps: [{{id: b, estimate: {{likely: 45m}}}}, {{id: c}}]\n"
            ),
        )]);
        let plan = plan(&workspace, NOW);
        let promised = &service(&plan, "db").objectives;
        assert_eq!(promised.slowest, Some(1));
        let each: Vec<Verdict> = promised.scenarios.iter().map(|one| one.verdict).collect();
        (promised.achievable, each)
    };
    // 15 min to detect and activate; the restore takes at least 45 more.
    assert_eq!(verdicts("rto: 59m"), (Beyond, vec![Meets, Beyond, Beyond]));
    assert_eq!(verdicts("rto: 60m"), (Unknown, vec![Meets, Unknown, Unknown]));
    assert_eq!(verdicts("rto: 19m"), (Beyond, vec![Beyond; 3]));
    assert_eq!(verdicts("wrt: 1m"), (Unknown, vec![Unknown; 3]));
}

#[test]
fn recovery_and_the_work_after_it_fit_into_what_is_tolerable() {
    let workspace = services(&[
        ("a", "objectives: {rto: 2h, wrt: 2h, mtpd: 4h, availability: 0.999, window: 30d}\n"),
        ("b", "objectives: {rto: 2h, wrt: 2h1m, mtpd: 4h}\n"),
        ("c", "objectives: {rto: 2h, mtpd: 4h}\n"),
        ("d", "objectives: {rto: 5h, mtpd: 4h}\n"),
    ]);
    let plan = plan(&workspace, NOW);
    let verdicts: Vec<Verdict> = plan.services.iter().map(|one| one.objectives.tolerable).collect();
    assert_eq!(verdicts, [Verdict::Meets, Verdict::Beyond, Verdict::Unknown, Verdict::Beyond]);
    let room = plan.services[0].objectives.allowed_downtime.unwrap();
    assert!((room - 2592.0).abs() < 1e-6, "{room}");
}

#[test]
fn gaps_are_named() {
    let workspace = services(&[(
        "db",
        "data_bearing: true\nobjectives: {rto: 1h}\nrecovery:\n  - {method: restart, scenarios: [instance-loss, zone-loss], \
         steps: [{step: again}]}\n",
    )]);
    let plan = plan(&workspace, NOW);
    let gaps: Vec<(GapKind, &str)> = plan
        .gaps
        .iter()
        .filter(|gap| gap.service.is_some())
        .map(|gap| (gap.kind, gap.text.as_str()))
        .collect();
    assert_eq!(
        gaps,
        [
            (GapKind::Objectives, "promises no RPO, but data is at stake"),
            (GapKind::Backups, "keeps data and has no backup"),
            (GapKind::Scenario, "has no recovery for region-loss, corruption, deletion, bad-change"),
            (GapKind::Estimates, "`again` has no likely time"),
            (GapKind::Drills, "was never in a drill"),
        ]
    );
    let sections = plan.gaps.iter().filter(|gap| gap.kind == GapKind::Section).count();
    assert_eq!(sections, 1);
}

#[test]
fn enough_of_a_kind_goes_before_estimates_and_what_is_not_over_lasts_longer() {
    let tried = "    - {kind: restart, effective: yes}\n";
    let minutes = ["10:04", "10:06", "10:08", "10:10", "10:12"];
    let mut files: Vec<(String, String)> =
        (0..).zip(minutes).map(|(n, to)| incident(&format!("INC-{n}"), &down("10:00", to), tried)).collect();
    let open = "    - {service: db, kind: down, from: 2026-11-19T12:00:00Z}\n";
    files.push(incident("INC-9", open, tried));
    files.push((
        "drills/d.yaml".into(),
        "id: d\nscenario: instance-loss\ndate: 2026-05-01\nresults:\n  \
         - {service: db, recovery_time: 5m, kind: restart, passed: false}\n  \
         - {service: db, kind: restart, passed: false}\n  \
         - {service: db, recovery_time: 1h, kind: restore, passed: true}\n"
            .into(),
    ));
    let service_of = |scenarios: &str| {
        format!(
            "id: db\nobjectives: {{rto: 10m}}\nrecovery:\n  - {{method: restart, scenarios: [instance-loss], steps: [{{id: a, \
             estimate: {{likely: 1m}}}}]}}\n  - {{method: restore, scenarios: [{scenarios}], steps: [{{id: b, estimate: \
             {{likely: 1m}}}}]}}\n"
        )
    };
    files.push(("services/db.yaml".into(), service_of("deletion")));
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let workspace = workspace(&files);
    let plan = plan(&workspace, NOW);
    let db = service(&plan, "db");
    let restart = &db.measured.groups[0];
    // Of seven, one lasts at least 12 hours and one was given up after 5 minutes: 6/7, 6/7 · 4/5, … more than half are
    // open after 8 minutes, and 2/7 after 10.
    assert_eq!((restart.n, restart.median, restart.max), (5, 480.0, 720));
    let lasting = &restart.lasting;
    assert_eq!((lasting.enough, lasting.open, lasting.failed), (true, 1, 1));
    assert_eq!((lasting.median, lasting.p90), (Some(600), None));
    assert_eq!(lasting.within_rto, Some(crate::numbers::chance::Chance::TooFew));
    assert_eq!(db.measured.incidents[5].so_far, Some(12 * 3600));
    let basis: Vec<_> = db.objectives.scenarios.iter().map(|one| (one.basis, one.measured)).collect();
    assert_eq!(basis, [(Basis::Measured, Some(0)), (Basis::Estimate, Some(1))]);
}

#[test]
fn the_chance_within_is_what_the_chance_beyond_leaves() {
    use crate::numbers::Bounds;
    use crate::numbers::chance::Chance;
    let beyond = Chance::Between { share: 0.25, interval: Bounds { low: 0.125, high: 0.5 } };
    let within = Chance::Between { share: 0.75, interval: Bounds { low: 0.5, high: 0.875 } };
    assert_eq!(beyond.of_the_opposite(), within);
    assert_eq!(Chance::AtMost { bound: 0.25 }.of_the_opposite(), Chance::AtLeast { bound: 0.75 });
    assert_eq!(Chance::AtLeast { bound: 0.25 }.of_the_opposite(), Chance::AtMost { bound: 0.75 });
    assert_eq!(Chance::Unobserved.of_the_opposite(), Chance::Unobserved);
}

#[test]
fn rehearsals_are_what_the_rules_ask_for() {
    let db = "tier: 1\nobjectives: {rto: 1h}\nbackups: [{method: dump, every: 1h}]\n";
    let services = [
        ("db", db.to_owned()),
        ("copy", format!("data_bearing: false\n{db}")),
        ("silent", "tier: 1\nbackups: [{method: dump, every: 1h}]\n".to_owned()),
        ("undated", db.to_owned()),
    ];
    let mut files: Vec<(String, String)> = services
        .iter()
        .map(|(id, rest)| (format!("services/{id}.yaml"), format!("id: {id}\n{rest}")))
        .collect();
    let drills = [
        ("held", "date: 2026-11-10\nservices: [db, copy]\nresults: [{service: db, kind: restore}]\n"),
        ("planned", "date: 2026-12-10\nservices: [db, silent]\n"),
        ("slip", "date: 2062-11-10\nresults: [{service: silent, kind: restore}]\n"),
        ("once", "results: [{service: undated, kind: restore}]\n"),
    ];
    files.extend(drills.map(|(id, rest)| (format!("drills/{id}.yaml"), format!("id: {id}\n{rest}"))));
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let workspace = workspace(&files);
    let plan = plan(&workspace, NOW);
    let row = |id: &str| {
        let one = service(&plan, id).rehearsal;
        let day =
            |date: Option<crate::record::Date>| date.map_or_else(|| "-".into(), |date| date.to_string());
        (one.wants_drill(), day(one.last), day(one.due), one.wants_restore(), day(one.restore_due))
    };
    let expected = |drill: bool, last: &str, due: &str, restore: bool, restore_due: &str| {
        (drill, last.to_owned(), due.to_owned(), restore, restore_due.to_owned())
    };
    assert_eq!(row("db"), expected(true, "2026-11-10", "2027-05-09", true, "2027-02-08"));
    assert_eq!(row("copy"), expected(true, "2026-11-10", "2027-05-09", false, "-"), "no data of its own");
    assert_eq!(row("silent"), expected(false, "-", "-", true, "-"), "no promise, no drill asked for");
    assert_eq!(row("undated"), expected(false, "-", "-", false, "-"), "nobody can tell by when");
}
