//! Hostile text comes back exactly from NDJSON and Parquet, and harmless from CSV.

use serde_json::{Value, json};

use super::{have, printed, python, write};
use postmortem::text::csv_cell::neutral;

fn texts() -> Vec<String> {
    let mut texts: Vec<String> = [
        "two\nlines\r\nand \"quotes\", 'more', a comma; and a tab\t.",
        "=cmd|' /C calc'!A0",
        "+1+1",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "＝1",
        "\u{202e}txt.exe",
        "\u{1f525}\u{1f469}\u{200d}\u{1f692} fire",
        "支付网关超时，连接池耗尽",
        "{\"id\": null}\n{\"id\": 1}",
        "back\\slash \\N \\\" \u{2028} \u{7f} \u{1b}[31m \u{feff}",
        "NULL",
        "-5",
        "007",
        "2026-03-01",
        "[\"a\"]",
    ]
    .map(String::from)
    .into();
    texts.push("长".repeat(5_000));
    texts
}

/// A text as YAML can be sure to read it: everything that is no plain ASCII by its number.
fn quoted(text: &str) -> String {
    let plain = |c: char| (c.is_ascii_graphic() || c == ' ') && c != '"' && c != '\\';
    let escape = |c: char| if plain(c) { c.to_string() } else { format!("\\U{:08x}", u32::from(c)) };
    format!("\"{}\"", text.chars().map(escape).collect::<String>())
}

/// Reads a table as text, in the order of its rows, without any guess.
const READ: &str = "
import duckdb, json, sys
db = duckdb.connect()
found = {}
for name, source in {
    'parquet': \"'data/incidents.parquet'\",
    'ndjson': \"read_json('data/incidents.ndjson', format='newline_delimited', columns={id: 'VARCHAR', title: 'VARCHAR', tags: 'VARCHAR[]'})\",
    'csv': \"read_csv('data/incidents.csv', header=true, quote='\\\"', escape='\\\"', delim=',', all_varchar=true, strict_mode=true)\",
}.items():
    found[name] = db.execute('SELECT id, title, tags FROM ' + source).fetchall()
print(json.dumps(found))
";

#[test]
fn hostile_text_survives() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "incidents/postmortem.yaml", "format: 1\n");
    let texts = texts();
    for (i, text) in texts.iter().enumerate() {
        // A minute apart, for the order.
        let quoted = quoted(text);
        let record = format!(
            "id: {quoted}\ntitle: {quoted}\ntags: [{quoted}, plain]\ntimes: {{started: \"2026-05-01T00:{i:02}:00Z\"}}\n"
        );
        write(folder.path(), &format!("incidents/2026/I-{i:02}.yaml"), &record);
    }
    for format in ["parquet", "ndjson", "csv"] {
        printed(folder.path(), &["export", format, "--output", "data"]);
    }
    let exact: Vec<Value> = texts.iter().map(|text| json!([text, text, [text, "plain"]])).collect();

    let lines = std::fs::read_to_string(folder.path().join("data/incidents.ndjson")).unwrap();
    let read: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .map(|row| json!([row["id"], row["title"], row["tags"]]))
        .collect();
    assert_eq!(read, exact);

    let mut reader = csv::Reader::from_path(folder.path().join("data/incidents.csv")).unwrap();
    let column = reader.headers().unwrap().iter().position(|name| name == "title").unwrap();
    let titles: Vec<String> = reader.records().map(|row| row.unwrap()[column].to_owned()).collect();
    let harmless: Vec<String> = texts.iter().map(|text| neutral(text).into_owned()).collect();
    assert_eq!(titles, harmless);
    assert!(!titles.iter().any(|title| title.starts_with(['=', '+', '@', '\t', '＝'])));

    if have("duckdb", None) {
        let found = python(folder.path(), READ, &[]);
        assert_eq!(found["parquet"], json!(exact));
        assert_eq!(found["ndjson"], json!(exact));
        let cells: Vec<Value> = texts
            .iter()
            .map(|text| {
                json!([neutral(text), neutral(text), serde_json::to_string(&[text, "plain"]).unwrap()])
            })
            .collect();
        assert_eq!(found["csv"], json!(cells));
    }
}
