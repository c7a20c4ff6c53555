//! The checklist as GitHub-flavoured Markdown: task lists, to be pasted into an issue or printed.

use std::io::{self, Write};

use chrono::NaiveDate;

use super::super::destructive::is_destructive;
use super::{DESTRUCTIVE, about, beside, title, who};
use crate::record::{Runbook, RunbookStep, Texts};
use crate::text::markdown::{Context, Resolved, Words, markdown_block, to_plain};
use crate::text::markdown_escape::inline;
use crate::text::slug::Ids;
use crate::text::terminal::visible;
use crate::workspace::Record;

/// Writes a runbook as Markdown on a day; what users wrote stays prose, and is no live markup of any other kind.
pub fn markdown(record: &Record<Runbook>, today: NaiveDate, out: &mut dyn Write) -> io::Result<()> {
    let runbook = &record.data;
    writeln!(out, "# {}\n", inline(title(record)))?;
    for (name, value) in about(record, today) {
        writeln!(out, "- {name}: {}", inline(&value))?;
    }
    list("When", runbook.symptoms.as_ref(), "- ", out)?;
    list("Before the first step", runbook.preconditions.as_ref(), "- [ ] ", out)?;
    if !runbook.steps.is_empty() {
        writeln!(out, "\n## Steps\n")?;
    }
    for (i, one) in runbook.steps.iter().enumerate() {
        step(i + 1, one, out)?;
    }
    if let Some(body) = runbook.body.as_deref().filter(|body| !body.trim().is_empty()) {
        // Where a relative link would lead from here is not known.
        let (ids, resolve) = (Ids::new(), |_: &str, _: bool| Resolved::Broken);
        let context = Context {
            resolve: &resolve,
            ids: &ids,
            id_prefix: "",
            heading_shift: 0,
            words: &Words::default(),
        };
        write!(out, "\n{}\n", markdown_block(&body.replace("\r\n", "\n"), &context).trim_end())?;
    }
    list("It worked when", runbook.verification.as_ref(), "- [ ] ", out)?;
    list("If it did not", runbook.escalation.as_ref(), "- ", out)
}

fn list(title: &str, texts: Option<&Texts>, mark: &str, out: &mut dyn Write) -> io::Result<()> {
    let Some(texts) = texts.filter(|texts| !texts.0.is_empty()) else { return Ok(()) };
    writeln!(out, "\n## {title}\n")?;
    texts.0.iter().try_for_each(|text| writeln!(out, "{mark}{}", phrase(text)))
}

/// A text on one line.
fn phrase(text: &str) -> String {
    inline(&to_plain(text))
}

fn step(number: usize, step: &RunbookStep, out: &mut dyn Write) -> io::Result<()> {
    let danger = if is_destructive(step) { format!("**{DESTRUCTIVE}** ") } else { String::new() };
    let title = phrase(step.title.as_deref().unwrap_or("step"));
    let who = who(step);
    let who = if who.is_empty() { String::new() } else { format!(" ({})", inline(&who)) };
    writeln!(out, "- [ ] {number}\\. {danger}{title}{who}")?;
    if let Some(command) = step.command.as_deref().filter(|command| !command.trim().is_empty()) {
        writeln!(out, "\n{}\n", fenced(command, "sh", 2))?;
    }
    for (name, text) in beside(step) {
        writeln!(out, "  - {name}: {}", phrase(text))?;
    }
    Ok(())
}

/// Something to type in a fence longer than any in it.
pub(crate) fn fenced(command: &str, language: &str, indent: usize) -> String {
    let longest = command.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    let blank = " ".repeat(indent);
    let command = visible(command);
    let body: Vec<String> = command.trim_end().lines().map(|line| format!("{blank}{line}")).collect();
    format!("{blank}{fence}{language}\n{}\n{blank}{fence}", body.join("\n"))
}
