//! The report as one comment of a pull request.

use std::fmt::Write as _;
use std::io;

use super::Diff;
use super::phrase::Phrase;
use super::sections::{Block, Item, Section, sections, summary};
use crate::text::pull_request::comment;

/// The first line: whoever posts the comment finds an earlier one by it, and replaces that.
pub const MARKER: &str = "<!-- postmortem diff -->";

/// The most bytes that are written. GitHub takes 65,536 characters; the rest is for whoever adds a line of its own.
pub const LIMIT: usize = 60_000;

/// The most bytes of a section that is not the last: a long list of findings leaves room for the records.
const SECTION: usize = 8_000;

/// The most lines below one line.
const BELOW: usize = 12;

/// Writes as much as fits, and how much more there is. Text from records is shown as it is and calls nobody.
pub fn markdown(diff: &Diff<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let mut text = format!("{MARKER}\n## What this change does to the incident records\n\n");
    let _ = writeln!(
        text,
        "{}: **{}**",
        comment(&format!("{} → {}", diff.names[0], diff.names[1])),
        summary(diff)
    );
    let sections = sections(diff);
    let last = sections.len().saturating_sub(1);
    for (i, section) in sections.iter().enumerate() {
        let room = LIMIT - text.len();
        write_section(section, if i == last { room } else { room.min(SECTION) }, &mut text);
    }
    out.write_all(text.as_bytes())
}

fn write_section(section: &Section, room: usize, text: &mut String) {
    let _ = write!(text, "\n### {}\n\n", section.title);
    let notes: usize =
        section.blocks.iter().map(|block| if let Block::Note(note) = block { note.len() } else { 0 }).sum();
    // Headings and the words that stand for what is left out need room too.
    let end = text.len() + room.saturating_sub(notes + 300);
    for block in &section.blocks {
        match block {
            Block::List(items) => list(items, end, text),
            Block::Table(rows) => table(rows, text),
            Block::Note(note) => {
                let _ = write!(text, "\n{note}\n");
            }
        }
    }
}

fn list(items: &[Item], end: usize, text: &mut String) {
    let shown = |phrase: &Phrase| phrase.show(comment);
    for (i, item) in items.iter().enumerate() {
        let line = shown(&item.line);
        if text.len() + line.len() > end {
            let _ = writeln!(text, "- … and {} more", items.len() - i);
            return;
        }
        let _ = writeln!(text, "- {line}");
        for (j, below) in item.below.iter().enumerate() {
            let line = shown(below);
            if j == BELOW || text.len() + line.len() > end {
                let _ = writeln!(text, "  - … and {} more", item.below.len() - j);
                break;
            }
            let _ = writeln!(text, "  - {line}");
        }
    }
}

fn table(rows: &[Vec<String>], text: &mut String) {
    for (i, row) in rows.iter().enumerate() {
        let _ = writeln!(text, "| {} |", row.join(" | "));
        if i == 0 {
            let _ = writeln!(text, "|{}", " --- |".repeat(row.len()));
        }
    }
}
