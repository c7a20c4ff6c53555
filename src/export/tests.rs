//! The tables hold together: documented, typed, the same every time.

use std::collections::BTreeSet;
use std::path::Path;

use super::*;
use crate::source::Source;
use crate::workspace::load;

/// 2026-11-20T00:00:00Z.
const NOW: i64 = 1_795_132_800;

fn loaded(folder: &Path) -> Workspace {
    load(&Source::open_work_tree(folder).unwrap()).workspace
}

fn example() -> Workspace {
    loaded(&Path::new(env!("CARGO_MANIFEST_DIR")).join("incidents"))
}

fn rows(table: &Table, workspace: &Workspace, filter: &Filter) -> Vec<String> {
    let mut out = Vec::new();
    ndjson(table, Data { workspace, filter, now: NOW }, &mut out).unwrap();
    String::from_utf8(out).unwrap().lines().map(String::from).collect()
}

#[test]
fn every_column_is_documented() {
    assert_eq!(tables().iter().map(|table| table.name).collect::<Vec<_>>(), NAMES);
    for table in tables() {
        let mut seen = BTreeSet::new();
        for field in &table.fields {
            let name = format!("{}.{}", table.name, field.name);
            assert!(seen.insert(field.name.clone()), "{name} is there twice");
            assert!(field.name.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{name}");
            let sentence = field.about.starts_with(|c: char| c.is_uppercase() || c == '`');
            assert!(sentence && field.about.ends_with(['.', '…']), "{name}: {}", field.about);
            assert!(!field.about.contains(['|', '\n']), "{name} breaks the table of the documentation");
            assert_eq!(field.unit.is_some(), field.name.ends_with("_seconds"), "{name}");
            assert!(field.kind != Kind::List || !field.nullable, "{name}");
        }
    }
}

#[test]
fn a_moment_that_cannot_be_written_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let write = |file: &str, text: &str| std::fs::write(folder.path().join(file), text).unwrap();
    write("postmortem.yaml", "severities: {P0: {review: {required: true, within: 3000000d}}}\n");
    write("INC-1.yaml", "id: INC-1\nseverity: P0\ntimes: {resolved: 2026-03-01T10:00:00Z}\n");
    let table = tables().into_iter().find(|table| table.name == "incidents").unwrap();
    let rows = rows(&table, &loaded(folder.path()), &Filter::default());
    let row: serde_json::Value = serde_json::from_str(&rows[0]).unwrap();
    assert_eq!(row["review_due"], serde_json::Value::Null, "the year is 10239");
    assert!(row["resolved"].is_string());
}

#[test]
fn every_cell_is_of_its_column() {
    let (workspace, filter) = (example(), Filter::default());
    for table in tables() {
        let mut values = vec![0_usize; table.fields.len()];
        let take = &mut |cells: &[Cell<'_>]| {
            assert_eq!(cells.len(), table.fields.len());
            for ((field, cell), count) in table.fields.iter().zip(cells).zip(&mut values) {
                let fits = match cell {
                    Cell::Null => field.nullable,
                    Cell::Text(_) => field.kind == Kind::Text,
                    Cell::Integer(_) => field.kind == Kind::Integer,
                    Cell::Number(value) => field.kind == Kind::Number && value.is_finite(),
                    Cell::Flag(_) => field.kind == Kind::Flag,
                    Cell::Time(_) => field.kind == Kind::Time,
                    Cell::Date(_) => field.kind == Kind::Date,
                    Cell::List(_) => field.kind == Kind::List,
                };
                assert!(fits, "{}.{}: {cell:?}", table.name, field.name);
                *count += usize::from(*cell != Cell::Null);
            }
            Ok(())
        };
        table.each(Data { workspace: &workspace, filter: &filter, now: NOW }, take).unwrap();
        // The example is large enough to fill most columns.
        let empty = values.iter().filter(|count| **count == 0).count();
        assert!(empty * 5 <= values.len(), "{}: {empty} columns without a value", table.name);
    }
}

#[test]
fn the_same_records_give_the_same_bytes() {
    let filter = Filter::default();
    let write = |table: &Table| {
        let workspace = example();
        let data = Data { workspace: &workspace, filter: &filter, now: NOW };
        let mut out = Vec::new();
        ndjson(table, data, &mut out).unwrap();
        csv(table, data, &mut out).unwrap();
        #[cfg(feature = "parquet")]
        parquet(table, data, &mut out).unwrap();
        out
    };
    for table in tables() {
        assert!(write(&table) == write(&table), "{}", table.name);
    }
}

#[test]
fn an_endless_number_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let text = format!("id: A\nimpact: {{users: {}, requests: 12.5}}\n", "9".repeat(400));
    std::fs::write(folder.path().join("A.yaml"), text).unwrap();
    let row = rows(&tables()[0], &loaded(folder.path()), &Filter::default()).remove(0);
    assert!(row.contains(r#""users":null,"#) && row.contains(r#""failed_requests":12.5"#), "{row}");
}

#[test]
fn drills_follow_service_and_period() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("services/web.yaml", "id: web\naliases: [front]\n");
    write("services/db.yaml", "id: db\n");
    write("drills/a.yaml", "id: a\ndate: 2026-06-30\nresults: [{service: front}, {service: db}]\n");
    write("drills/b.yaml", "id: b\ndate: 2026-07-01\nresults: [{service: db}]\nactions: [{title: t}]\n");
    write("drills/c.yaml", "id: c\nresults: [{service: gone}]\n");
    let workspace = loaded(folder.path());
    let drills = |filter: &Filter| {
        let found = rows(&tables()[4], &workspace, filter);
        found.iter().map(|row| row[13..14].to_owned()).collect::<String>()
    };
    assert_eq!(drills(&Filter::default()), "caab");
    let web = Filter { services: vec![workspace.names.service("web").unwrap()], ..Filter::default() };
    assert_eq!(drills(&web), "a");
    assert!(rows(&tables()[4], &workspace, &web)[0].contains(r#""service":"web""#));
    let second = Filter { period: crate::time::Period::parse("2026-Q3"), ..Filter::default() };
    assert_eq!(drills(&second), "b");
    assert_eq!(rows(&tables()[2], &workspace, &second).len(), 1);
    assert!(rows(&tables()[2], &workspace, &web).is_empty());
}
