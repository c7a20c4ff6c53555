//! The SQL of `docs/export.md`: each block begins with its name, and with the engine where it is for one only.

use std::path::Path;

/// The statements for an engine, by name, in the order of the text.
pub(crate) fn statements(engine: &str) -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/export.md");
    let text = std::fs::read_to_string(path).unwrap();
    let mut found = Vec::new();
    for block in text.split("```sql\n").skip(1) {
        let sql = block.split("```").next().unwrap();
        let title = sql.lines().next().unwrap().strip_prefix("-- ").expect("a block begins with its name");
        let (only, name) = match title.split_once(": ") {
            Some((only, name)) => (Some(only), name),
            None if title.starts_with(char::is_uppercase) => (Some(title), "tables"),
            None => (None, title),
        };
        assert!(only.is_none_or(|only| ["DuckDB", "Spark"].contains(&only)), "{title}");
        if only.is_none_or(|only| only == engine) {
            let sql = sql.lines().filter(|line| !line.starts_with("--")).collect::<Vec<_>>().join("\n");
            let all = sql.split(';').map(str::trim).filter(|one| !one.is_empty());
            found.extend(all.map(|one| (name.to_owned(), one.to_owned())));
        }
    }
    found
}
