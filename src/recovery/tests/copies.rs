//! The worst case of every scenario, by the copies that survive it.

use super::{NOW, plan, service, services};
use crate::record::Scenario::{Corruption, Deletion, RegionLoss, ZoneLoss};
use crate::recovery::Loss::{All, Seconds, Unknown};
use crate::recovery::{Loss, Verdict};

const TWO_ZONES: &str = "data_bearing: true\nlocations:\n  - {region: east, zone: e1}\n  - {region: east, zone: e2}\n  - {region: north, zone: n1}\n";
const REPLICAS: &str = "replication:\n  - {to: {region: east, zone: e2}, mode: sync}\n  - {to: {region: north, zone: n1}, mode: async, lag: 10s}\n";

fn losses(text: &str) -> [Loss; 4] {
    let workspace = services(&[("db", text)]);
    let plan = plan(&workspace, NOW);
    let cases = &service(&plan, "db").rpo;
    assert_eq!(
        cases.iter().map(|case| case.scenario).collect::<Vec<_>>(),
        [ZoneLoss, RegionLoss, Corruption, Deletion]
    );
    [0, 1, 2, 3].map(|i| cases[i].loss)
}

#[test]
fn replicas_save_places_and_backups_save_from_damage() {
    let backup = "backups:\n  - {method: snapshot, every: 6h, takes: 25m, retention: 90d, location: {region: south}}\n";
    let six = Seconds(6 * 3600 + 25 * 60);
    assert_eq!(losses(&format!("{TWO_ZONES}{REPLICAS}{backup}")), [Seconds(0), Seconds(10), six, six]);
    assert_eq!(losses(&format!("{TWO_ZONES}{REPLICAS}")), [Seconds(0), Seconds(10), All, All]);
    assert_eq!(losses(TWO_ZONES), [All; 4]);
}

#[test]
fn a_log_archive_loses_its_lag_and_no_more() {
    let backups = "backups:\n  - {method: pitr, every: 1m, takes: 30m, retention: 35d, location: {region: south}}\n  \
                   - {method: dump, every: 24h, takes: 2h, retention: 90d, location: {region: south}}\n";
    assert_eq!(losses(&format!("{TWO_ZONES}{backups}")), [Seconds(60); 4]);
}

#[test]
fn copies_in_the_lost_place_do_not_count() {
    let place = |at: &str| {
        losses(&format!(
            "data_bearing: true\nlocations: [{{region: east, zone: e1}}]\nbackups:\n  \
             - {{method: dump, every: 1h, takes: 0s, retention: 9d{at}}}\n"
        ))
    };
    let hour = Seconds(3600);
    assert_eq!(place(", location: {region: east, zone: e1}"), [All, All, hour, hour]);
    assert_eq!(place(", location: {region: east, zone: e2}"), [hour, All, hour, hour]);
    // A region only: it hangs on no single zone.
    assert_eq!(place(", location: {region: east}"), [hour, All, hour, hour]);
    assert_eq!(place(", location: {region: west}"), [hour; 4]);
    assert_eq!(place(""), [Unknown, Unknown, hour, hour]);
}

#[test]
fn the_worst_place_counts() {
    // Nobody says that one of the two is a replica: each holds data of its own.
    let text = "data_bearing: true\nlocations: [{region: east, zone: e1}, {region: west, zone: w1}]\nbackups:\n  \
                - {method: dump, every: 1h, takes: 0s, retention: 9d, location: {region: west, zone: w1}}\n";
    assert_eq!(losses(text)[..2], [All, All]);
    let workspace = services(&[("db", text)]);
    let plan = plan(&workspace, NOW);
    let worst = &service(&plan, "db").rpo[1];
    assert_eq!(worst.place.as_deref(), Some("west"));
    assert_eq!(worst.notes, ["dump in w1 is lost with the data"]);
}

#[test]
fn what_nobody_says_is_unknown_and_never_zero() {
    let backup = |rest: &str| {
        losses(&format!(
            "data_bearing: true\nlocations: [{{region: east}}]\nbackups:\n  - {{location: {{region: west}}{rest}}}\n"
        ))
    };
    assert_eq!(backup(", method: dump"), [Unknown; 4]);
    assert_eq!(backup(", method: dump, every: 1h"), [Seconds(3600); 4]);
    assert_eq!(
        losses(
            "data_bearing: true\nbackups: [{method: dump, every: 1h, takes: 1m, location: {region: west}}]\n"
        )[0],
        Unknown
    );
    let replica = format!("{TWO_ZONES}replication: [{{to: {{region: north, zone: n1}}, mode: async}}]\n");
    assert_eq!(losses(&replica)[1], Unknown);
    // It takes at least as long as it says, which is not enough to keep a promise.
    let open = "data_bearing: true\nobjectives: {rpo: 2h}\nlocations: [{region: east}]\nbackups:\n  \
                - {method: dump, every: 1h, location: {region: west}}\n";
    let workspace = services(&[("db", open)]);
    assert_eq!(service(&plan(&workspace, NOW), "db").objectives.recovery_point, Verdict::Unknown);
}

#[test]
fn damage_goes_on_until_it_is_noticed_and_must_be_outlived() {
    // Detection is assumed to take 5 min: a copy kept for 1 h 5 min is gone by then.
    let kept = |retention: &str| {
        format!(
            "data_bearing: true\nlocations: [{{region: east}}]\nbackups:\n  \
             - {{method: dump, every: 50m, takes: 10m, retention: {retention}, location: {{region: west}}}}\n"
        )
    };
    assert_eq!(losses(&kept("1h5m")), [Seconds(3600), Seconds(3600), All, All]);
    assert_eq!(losses(&kept("1h6m")), [Seconds(3600); 4]);
    let workspace = services(&[("db", &kept("1d"))]);
    let plan = plan(&workspace, NOW);
    let cases = &service(&plan, "db").rpo;
    assert_eq!((cases[1].in_all(), cases[2].in_all()), (Some(3600), Some(3900)));
}

#[test]
fn a_service_without_data_takes_the_worst_of_what_it_needs() {
    let db = |every: &str| {
        format!(
            "data_bearing: true\nlocations: [{{region: east}}]\nbackups:\n  \
             - {{method: dump, every: {every}, takes: 0s, retention: 9d, location: {{region: west}}}}\n"
        )
    };
    let workspace = services(&[
        (
            "shop",
            "data_bearing: false\ndepends_on: [{service: middle}, {service: quick}, {service: worse, kind: soft}]\n",
        ),
        ("middle", "depends_on: [{service: slow}]\n"),
        ("slow", &db("6h")),
        ("quick", &db("5m")),
        ("worse", &db("24h")),
        ("own", &format!("depends_on: [{{service: slow}}]\n{}", db("1h"))),
        ("plain", ""),
    ]);
    let plan = plan(&workspace, NOW);
    let corruption = |id| {
        let case = &service(&plan, id).rpo[2];
        (case.loss, case.from)
    };
    assert_eq!(corruption("shop"), (Seconds(6 * 3600), Some("slow")));
    assert_eq!(corruption("middle"), (Seconds(6 * 3600), Some("slow")));
    assert_eq!(corruption("own"), (Seconds(3600), None));
    assert!(service(&plan, "plain").rpo.is_empty());
}
