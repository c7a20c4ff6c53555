//! The columns in `docs/export.md`, written from the definition of the tables.

use std::fmt::Write as _;

use super::{SCHEMA, tables};

const BEGIN: &str =
    "<!-- tables: written by a test; run `UPDATE_DOCS=1 cargo test --test docs` after changing them -->\n";
const END: &str = "<!-- end of tables -->\n";

/// The tables in Markdown.
pub fn column_docs() -> String {
    let mut out = format!("Schema version {SCHEMA}.\n");
    for table in tables() {
        let (name, row) = (table.name, table.row);
        let _ = write!(
            out,
            "\n### `{name}`\n\nOne row: {row}.\n\n| column | type | null | meaning |\n| --- | --- | --- | --- |\n"
        );
        for field in &table.fields {
            let unit = field.unit.map_or_else(String::new, |unit| format!(", {unit}"));
            let null = if field.nullable { "yes" } else { "no" };
            let _ = writeln!(
                out,
                "| `{}` | {}{unit} | {null} | {} |",
                field.name,
                field.kind.name(),
                field.about
            );
        }
    }
    out
}

/// The text of `docs/export.md` with its tables written anew; the text itself where it has no place for them.
pub fn with_column_docs(text: &str) -> String {
    let parts = text.split_once(BEGIN).and_then(|(head, rest)| Some((head, rest.split_once(END)?.1)));
    parts.map_or_else(
        || text.to_owned(),
        |(head, tail)| format!("{head}{BEGIN}\n{}\n{END}{tail}", column_docs()),
    )
}
