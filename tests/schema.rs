//! The editor schema rejects exactly what the reader reports: records mutated at random, judged by both.

use postmortem::record::schema::RecordType;
use postmortem::record::{Drill, Incident, Plan, Runbook, Service, Settings, Team};
use postmortem::yaml::{Input, read};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Words in the language of records, right and wrong.
const SCALARS: [&str; 30] = [
    "2026-03-01T10:15:00+08:00",
    "~2026-03-01T10:15:00Z",
    "2026-03-01",
    "2026-03-01T10:15:00",
    "2026-13-01",
    "unknown",
    "2026-03-01T10:15:00Z/..",
    "../..",
    "2026-03-01 10:15:00Z",
    "2026-02-30",
    "4h30m",
    "~18h",
    "90",
    "4h 30m",
    "30m4h",
    "0",
    "0.25",
    "25%",
    "1.5",
    "~12000",
    "true",
    "yes",
    "detected",
    "incident",
    "P1",
    "none",
    "all",
    "5bd",
    "",
    "CNY",
];

fn record(record: RecordType) -> Value {
    let time = "2026-03-01T10:15:00Z";
    match record {
        RecordType::Incident => json!({
            "id": "INC-1", "kind": "incident", "severity": "P1", "services": ["payments"], "roles": { "on-call": "wang", "expert": ["li", "zhao"] },
            "times": { "started": time, "detected": time, "planned": { "from": time } },
            "detection": { "source": "monitoring", "layer": "business", "before_impact": false },
            "impact": { "users": "~12000", "share": 0.25, "revenue": { "amount": "12.50", "currency": "CNY" }, "data_loss": "none",
                "outages": [{ "service": "payments", "kind": "down", "from": time, "to": time }] },
            "analysis": { "five_whys": ["because", { "why": "a", "because": "b" }], "contributing_factors": ["x"] },
            "repair": { "regression_tests": ["t"] },
            "timeline": [{ "at": time, "kind": "note", "text": "x" }],
            "actions": [{ "id": "A-1", "kind": "prevent", "state": "done", "due": "2026-03-01", "done": "2026-02-27" }],
            "stated": [{ "measure": "resolve", "value": "27m" }],
            "visibility": { "record": "internal", "fields": { "title": "public" } },
        }),
        RecordType::Service => json!({
            "id": "payments", "tier": 1, "data_bearing": true, "objectives": { "rto": "30m", "availability": 0.999 },
            "depends_on": [{ "service": "db", "kind": "hard" }], "locations": [{ "region": "r", "replicas": 3 }],
            "backups": [{ "method": "pitr", "every": "5m", "location": { "region": "r" }, "immutable": true }],
            "recovery": [{ "method": "restart", "scenarios": ["instance-loss"], "steps": [{ "id": "a", "after": ["b"], "estimate": { "likely": "5m" } }] }],
        }),
        RecordType::Team => {
            json!({ "id": "t", "members": ["a"], "retired_on": "2026-03-01", "contacts": [{ "role": "x" }] })
        }
        RecordType::Runbook => {
            json!({ "id": "r", "symptoms": ["a"], "last_reviewed": "2026-03-01", "review_every": "90d",
            "steps": [{ "title": "x", "estimate": "5m", "destructive": false }] })
        }
        RecordType::Drill => json!({ "id": "d", "scenario": "zone-loss", "date": "2026-03-01",
            "results": [{ "service": "x", "recovery_time": "5m", "kind": "restore", "passed": true }] }),
        RecordType::Plan => {
            json!({ "activation": [{ "criterion": "x" }], "call_tree": [{ "role": "x", "within": "5m" }], "maintenance": { "review_every": "90d" } })
        }
        RecordType::Settings => {
            json!({ "format": 1, "severities": { "P0": { "targets": { "acknowledge": "5m" }, "review": { "required": true, "within": "5bd" }, "users": { "min_share": 0.5 } } },
            "rules": { "time-order": "off" }, "metrics": { "ttr": { "from": "detected", "to": "resolved" } }, "calendar": { "days": ["mon"], "holidays": ["2026-03-01"] } })
        }
    }
}

/// Every node of a value, as JSON pointers.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(map) => {
            map.iter().for_each(|(key, value)| pointers(value, &format!("{at}/{key}"), found));
        }
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(i, value)| pointers(value, &format!("{at}/{i}"), found));
        }
        _ => {}
    }
}

fn mutate(value: &mut Value, pick: usize, how: usize, scalar: usize) {
    let mut places = Vec::new();
    pointers(value, "", &mut places);
    let Some(node) = value.pointer_mut(&places[pick % places.len()]) else { return };
    match (how, &mut *node) {
        (0, Value::Object(map)) => drop(map.insert("bogus".into(), json!("x"))),
        (1, _) => *node = json!(["x"]),
        (2, _) => *node = json!({ "count": 3 }),
        (3, _) => *node = json!(7),
        (4, _) => *node = json!(true),
        (5, _) => *node = json!(1.5),
        _ => *node = json!(SCALARS[scalar % SCALARS.len()]),
    }
}

fn reported(record: RecordType, text: &str) -> Vec<String> {
    let mut findings = Vec::new();
    let input = Input { file: "x.yaml", text, offset: 0, zone: None };
    match record {
        RecordType::Incident => drop(read::<Incident>(input, record, &mut findings)),
        RecordType::Service => drop(read::<Service>(input, record, &mut findings)),
        RecordType::Team => drop(read::<Team>(input, record, &mut findings)),
        RecordType::Runbook => drop(read::<Runbook>(input, record, &mut findings)),
        RecordType::Drill => drop(read::<Drill>(input, record, &mut findings)),
        RecordType::Plan => drop(read::<Plan>(input, record, &mut findings)),
        RecordType::Settings => drop(read::<Settings>(input, record, &mut findings)),
    }
    findings.iter().map(|finding| format!("{}: {}", finding.rule, finding.message)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn schema_and_reader_agree(
        which in 0..RecordType::ALL.len(),
        mutations in prop::collection::vec((any::<usize>(), 0_usize..12, any::<usize>()), 0..3),
    ) {
        thread_local! {
            static VALIDATORS: Vec<jsonschema::Validator> =
                RecordType::ALL.iter().map(|record| jsonschema::validator_for(record.schema()).unwrap()).collect();
        }
        let record_type = RecordType::ALL[which];
        let mut value = record(record_type);
        for (pick, how, scalar) in mutations {
            mutate(&mut value, pick, how, scalar);
        }
        let valid = VALIDATORS.with(|validators| validators[which].is_valid(&value));
        let findings = reported(record_type, &value.to_string());
        prop_assert_eq!(valid, findings.is_empty(), "{} {} {:?}", record_type.name(), value, findings);
    }
}

#[test]
fn unchanged_records_are_valid() {
    for record_type in RecordType::ALL {
        assert_eq!(reported(record_type, &record(record_type).to_string()), Vec::<String>::new());
    }
}
