//! The SQL of the documentation gives the numbers of `postmortem stats`, in `DuckDB` and in Spark.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use super::fixture::{OURS, records};
use super::sql::statements;
use super::{NOW, SECONDS, have, printed, python};
use postmortem::stats::{Filter, Measure};

const DUCKDB: &str = "
import duckdb, json, sys
db, found = duckdb.connect(), {}
for name, sql in json.loads(sys.argv[1]):
    done = db.execute(sql)
    names = [column[0] for column in done.description]
    found[name] = [dict(zip(names, row)) for row in done.fetchall()]
print(json.dumps(found))
";

const SPARK: &str = "
import json, sys
from pyspark.sql import SparkSession
spark = (SparkSession.builder.master('local[1]').config('spark.ui.enabled', 'false')
    .config('spark.driver.bindAddress', '127.0.0.1').config('spark.driver.host', '127.0.0.1')
    .config('spark.sql.shuffle.partitions', '1').getOrCreate())
found = {}
for name, sql in json.loads(sys.argv[1]):
    found[name] = [row.asDict() for row in spark.sql(sql).collect()]
print(json.dumps(found, default=float))
spark.stop()
";

#[test]
fn duckdb_gives_the_numbers_of_stats() {
    if have("duckdb", None) {
        let found = agree("DuckDB", DUCKDB);
        assert_eq!(found["version"], json!([{ "version": "1" }]));
    }
}

#[test]
fn spark_gives_the_numbers_of_stats() {
    if have("pyspark", Some("java")) {
        agree("Spark", SPARK);
    }
}

/// Runs every statement and compares; the results, by name.
fn agree(engine: &str, script: &str) -> Value {
    let folder = tempfile::tempdir().unwrap();
    records(folder.path());
    printed(folder.path(), &["export", "parquet", "--output", "data", "--now", NOW]);
    let statements = serde_json::to_string(&statements(engine)).unwrap();
    let found = python(folder.path(), script, &[&statements]);
    mttr(&found["mttr"], folder.path());
    bounds(&found["bounds"][0], folder.path());
    targets(&found["targets"], folder.path());
    survival(&found["survival"], folder.path());
    services(&found["services"], folder.path());
    let open: i64 = rows(&found["actions"]).iter().map(|row| whole(&row["open"])).sum();
    let overdue: i64 = rows(&found["actions"]).iter().map(|row| whole(&row["overdue"])).sum();
    assert_eq!((open, overdue), (40, 20));
    found
}

fn stats(folder: &Path, arguments: &[&str]) -> Value {
    let arguments = [&["stats", "--format", "json", "--now", NOW], arguments].concat();
    serde_json::from_slice(&printed(folder, &arguments)).unwrap()
}

fn rows(value: &Value) -> &[Value] {
    value.as_array().expect("rows")
}

fn whole(value: &Value) -> i64 {
    let number = value.as_f64().expect("a number");
    assert!(number.fract() == 0.0, "{number}");
    number as i64
}

fn count(list: &Value) -> i64 {
    rows(list).len() as i64
}

/// Equal to a billionth of it: an engine may add in another order.
fn same(found: &Value, expected: &Value, what: &str) {
    match (found.as_f64(), expected.as_f64()) {
        (Some(a), Some(b)) => assert!((a - b).abs() <= 1e-9 * b.abs().max(1.0), "{what}: {a} is not {b}"),
        (a, b) => assert_eq!(a, b, "{what}"),
    }
}

/// A row of a group against what `stats` says of it.
fn measure(row: &Value, stats: &Value, what: &str) {
    let ttr = &stats["measures"]["ttr"];
    assert_eq!(row["incidents"], stats["n"], "{what}");
    assert_eq!(row["known"], ttr["n"], "{what}");
    for state in ["unknown", "open", "excluded"] {
        assert_eq!(whole(&row[state]), count(&ttr[state]), "{what} {state}");
    }
    same(&row["mean"], &ttr["mean"], what);
    same(&row["median"], &ttr["median"], what);
}

fn mttr(found: &Value, folder: &Path) {
    let severities: Vec<&str> =
        rows(found).iter().map(|row| row["severity"].as_str().unwrap_or("none")).collect();
    assert_eq!(severities, ["P0", "P1", "P2", "P3", "none"]);
    let by = stats(folder, &["--by", "severity"]);
    assert_eq!(count(&by["groups"]), 5);
    for (row, group) in rows(found).iter().zip(rows(&by["groups"])) {
        let name = group["name"].as_str().unwrap();
        assert_eq!(row["severity"].as_str().unwrap_or("(none)"), name);
        measure(row, group, name);
    }
    // What is not known is null, and counted.
    let total = |name: &str| rows(found).iter().map(|row| whole(&row[name])).sum::<i64>();
    let all = stats(folder, &[]);
    assert_eq!(total("incidents"), OURS as i64);
    assert_eq!(all["n"], OURS);
    for state in ["unknown", "open", "excluded"] {
        assert!(total(state) > 0, "{state}");
        assert_eq!(total(state), count(&all["measures"]["ttr"][state]), "{state}");
    }
    assert_eq!(total("known") + total("unknown") + total("open") + total("excluded"), OURS as i64);
}

fn bounds(row: &Value, folder: &Path) {
    let all = stats(folder, &[]);
    let known: Vec<[f64; 2]> = rows(&all["incidents"])
        .iter()
        .filter_map(|incident| serde_json::from_value(incident["ttr_bounds"].clone()).ok())
        .collect();
    assert_eq!(whole(&row["known"]), known.len() as i64);
    same(&row["mean"], &all["measures"]["ttr"]["mean"], "mean");
    let mean = |end: usize| json!(known.iter().map(|bounds| bounds[end]).sum::<f64>() / known.len() as f64);
    same(&row["least"], &mean(0), "least");
    same(&row["most"], &mean(1), "most");
    assert!(row["least"].as_f64() < row["mean"].as_f64() && row["mean"].as_f64() < row["most"].as_f64());
}

fn targets(found: &Value, folder: &Path) {
    let key = |row: &Value| (row["severity"].to_string(), row["measure"].to_string());
    let found: BTreeMap<_, _> = rows(found)
        .iter()
        .map(|row| (key(row), ["met", "breached", "pending", "unknown"].map(|name| whole(&row[name]))))
        .collect();
    let all = stats(folder, &[]);
    let expected: BTreeMap<_, _> = rows(&all["targets"])
        .iter()
        .filter(|row| ["acknowledge", "mitigate", "resolve"].contains(&row["measure"].as_str().unwrap()))
        .map(|row| {
            (
                key(row),
                [whole(&row["met"]), count(&row["breached"]), whole(&row["pending"]), whole(&row["unknown"])],
            )
        })
        .filter(|(_, counts)| counts.iter().sum::<i64>() > 0)
        .collect();
    assert_eq!(found, expected);
    assert_eq!(found.len(), 7);
    let all = |place: usize| found.values().map(|counts| counts[place]).sum::<i64>();
    assert!((0..4).all(|place| all(place) > 0), "{found:?}");
}

/// The curve that `stats` prints a few points of.
fn survival(found: &Value, folder: &Path) {
    let source = postmortem::source::Source::open_work_tree(&folder.join("incidents")).unwrap();
    let workspace = postmortem::workspace::load(&source).workspace;
    let statistics = postmortem::stats::statistics(&workspace, &Filter::default(), SECONDS);
    let curve = &statistics.lasting.iter().find(|one| one.measure == Measure::Ttr).unwrap().curve;
    assert!(curve.steps.len() > 20 && curve.events < curve.n);
    assert_eq!(rows(found).len(), curve.steps.len());
    for (row, step) in rows(found).iter().zip(&curve.steps) {
        assert_eq!(whole(&row["seconds"]), step.at);
        assert_eq!((whole(&row["at_risk"]), whole(&row["ended"])), (step.at_risk as i64, step.ended as i64));
        same(&row["survival"], &json!(step.survival), "survival");
    }
    let all = stats(folder, &[]);
    let printed = &all["with_open"]["ttr"];
    assert_eq!((&printed["n"], &printed["ended"]), (&json!(curve.n), &json!(curve.events)));
    let until = |than: i64| rows(found).iter().rfind(|row| whole(&row["seconds"]) <= than);
    for longer in rows(&printed["longer"]).iter().filter(|longer| longer["note"].is_null()) {
        let row = until(whole(&longer["than"])).unwrap();
        same(&row["survival"], &longer["share"], "share");
    }
    let half = rows(found).iter().find(|row| row["survival"].as_f64() <= Some(0.5)).unwrap();
    same(&half["seconds"], &printed["median"], "median");
}

fn services(found: &Value, folder: &Path) {
    // Aliases are their service.
    let names: Vec<&str> = rows(found).iter().map(|row| row["service"].as_str().unwrap()).collect();
    assert_eq!(names, ["payments", "web"]);
    for row in rows(found) {
        let service = row["service"].as_str().unwrap();
        let stats = stats(folder, &["--service", service]);
        assert_eq!(row["incidents"], stats["n"]);
        same(&row["median"], &stats["measures"]["ttr"]["median"], service);
    }
}
