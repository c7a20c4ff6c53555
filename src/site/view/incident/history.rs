//! How the record came to be what it is: what it says of itself and what git knows, in one table.

use super::super::super::document::{Block, Cell, Table};
use super::super::super::pen::Pen;
use super::super::super::template::Safe;
use super::super::{cell, head};
use super::Subject;
use crate::history::{Entry, Fact};
use crate::record::{Leaf, Text};
use crate::time::Time;

/// More rows than this are folded away.
const LONG: usize = 12;

impl Subject<'_, '_> {
    /// The section: who moved it when, changes of severity, reopenings, amendments.
    pub(super) fn history(&self, full: &Pen<'_>) -> Vec<Block> {
        let pen = self.pen;
        let entries = pen.index.chronicle.map_or(&[][..], |known| known.of(&self.case.file));
        let mut rows: Vec<(Option<i64>, Vec<Cell>)> = self.told(full);
        rows.extend(entries.iter().rev().map(|entry| (Some(entry.at), self.committed(full, entry))));
        rows.sort_by_key(|(at, _)| (at.is_none(), *at));
        if rows.is_empty() {
            return Vec::new();
        }
        let n = rows.len();
        let columns = ["history_when", "by", "history_what", "why_or_message"];
        let table = pen.table("history", &columns, rows.into_iter().map(|(_, row)| row).collect());
        let incomplete = pen.index.chronicle.is_some_and(|known| !known.complete);
        let note = incomplete.then(|| pen.word("history_incomplete").to_owned());
        let folded = (n > LONG).then(|| pen.index.words.count("n_changes", n));
        vec![Block::Table(Table { hidden: folded.is_none(), note, folded, ..table })]
    }

    /// What the record says of itself.
    fn told(&self, full: &Pen<'_>) -> Vec<(Option<i64>, Vec<Cell>)> {
        let (pen, data) = (self.pen, &self.case.data);
        let mut rows = Vec::new();
        let mut row = |at: Option<&Leaf<Time>>, what: Safe, why: Option<&Text>| {
            let point =
                at.and_then(Leaf::get).and_then(|time| pen.index.workspace.policy.times.bounds(time).point);
            let why = why.map(|why| pen.phrase(why)).unwrap_or_default();
            rows.push((point, vec![head(full.at(at)), cell(Safe::default()), cell(what), cell(why)]));
        };
        let step = |key, parts: [Safe; 2]| pen.join([pen.text(pen.word(key)), pen.join(parts, " → ")], " ");
        for change in &data.severity_changes {
            let steps = [pen.maybe(change.from.as_ref()), pen.maybe(change.to.as_ref())];
            row(change.at.as_ref(), step("severity", steps), change.reason.as_ref());
        }
        for change in &data.status_changes {
            let to = change.to.as_deref().map(|to| pen.text(&pen.state(to)));
            let to = to.unwrap_or_default();
            row(change.at.as_ref(), step("status", [Safe::default(), to]), change.reason.as_ref());
        }
        for reopened in &data.reopened {
            row(reopened.at.as_ref(), pen.text(pen.word("reopened")), reopened.reason.as_ref());
        }
        for amendment in &data.amendments {
            let field = amendment.field.as_ref().map(|field| pen.code(field)).unwrap_or_default();
            let what = pen.join([pen.text(pen.word("amended")), field], " ");
            row(amendment.at.as_ref(), what, amendment.reason.as_ref());
        }
        rows
    }

    /// What a commit changed.
    fn committed(&self, full: &Pen<'_>, entry: &Entry) -> Vec<Cell> {
        let pen = self.pen;
        let facts = entry.facts.iter().map(|fact| match fact {
            Fact::Created => pen.text(pen.word("record_written")),
            Fact::Moved => pen.text(pen.word("file_moved")),
            Fact::Removed => pen.text(pen.word("file_removed")),
            Fact::Field(field, from, to) => {
                let key = match *field {
                    "status" => "status",
                    "severity" => "severity",
                    _ => "review",
                };
                let label = |text: &str| match *field {
                    "status" => pen.text(&pen.state(text)),
                    "severity" => pen.text(text),
                    _ => pen.text(pen.index.words.maybe(&["ReviewState-", text].concat()).unwrap_or(text)),
                };
                let text = |side: &Option<String>| side.as_deref().map(label).unwrap_or_default();
                pen.join([pen.text(pen.word(key)), pen.join([text(from), text(to)], " → ")], " ")
            }
            Fact::Reached(milestone) => pen
                .join([pen.text(pen.word("time_written")), pen.text(pen.index.words.label(*milestone))], " "),
            Fact::Amended(field) => pen.join([pen.text(pen.word("amended")), pen.code(field)], " "),
        });
        let facts = pen.join(facts, "; ");
        let what = if facts.as_str().is_empty() { pen.text(pen.word("edited")) } else { facts };
        let subject = entry.subject.as_deref().map_or_else(|| pen.none("not_told"), |text| pen.text(text));
        vec![head(full.point(entry.at)), cell(pen.text(&entry.author)), cell(what), cell(subject)]
    }
}
