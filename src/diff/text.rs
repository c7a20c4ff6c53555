//! The report for a terminal.

use std::io;

use super::Diff;
use super::phrase::Phrase;
use super::sections::{Block, sections, summary};
use crate::text::table::{Table, heading, paragraph};
use crate::text::terminal::visible;

/// Writes all of it; headings are bold with `color`.
pub fn text(diff: &Diff<'_>, color: bool, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "{} → {}: {}", diff.names[0], diff.names[1], summary(diff))?;
    let shown = |phrase: &Phrase| phrase.show(|text| visible(text).into_owned());
    for section in sections(diff) {
        heading(section.title, color, out)?;
        for block in section.blocks {
            match block {
                Block::List(items) => {
                    for item in items {
                        writeln!(out, "  {}", shown(&item.line))?;
                        for line in &item.below {
                            writeln!(out, "    {}", shown(line))?;
                        }
                    }
                }
                Block::Table(rows) => {
                    let names: Vec<&str> = rows.iter().take(1).flatten().map(String::as_str).collect();
                    let mut table = Table::new(&names);
                    rows.iter().skip(1).for_each(|row| table.row(row));
                    table.write(out)?;
                }
                Block::Note(text) => paragraph(&text, 0, out)?,
            }
        }
    }
    Ok(())
}
