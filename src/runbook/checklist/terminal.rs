//! The checklist on a terminal: plain text, boxes to tick, commands as they are to be typed.

use std::io::{self, Write};

use chrono::NaiveDate;

use super::super::destructive::is_destructive;
use super::{DESTRUCTIVE, about, beside, title, who};
use crate::record::{Runbook, RunbookStep, Texts};
use crate::text::markdown::{Outline, outline};
use crate::text::table::{heading, line};
use crate::text::terminal::visible;
use crate::workspace::Record;

/// Lines of prose are not longer than this.
const WIDTH: usize = 92;

/// Writes a runbook for reading on a terminal on a day; headings bold with `color`. Nothing a user wrote reaches the terminal as a
/// control character.
pub fn terminal(
    record: &Record<Runbook>,
    today: NaiveDate,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let runbook = &record.data;
    let bold = if color { anstyle::Style::new().bold() } else { anstyle::Style::new() };
    writeln!(out, "{bold}{}{bold:#}", line(title(record)))?;
    for (name, value) in about(record, today) {
        hanging(&format!("{name:<9} "), &line(&value), 2, out)?;
    }
    boxes("When", runbook.symptoms.as_ref(), "- ", color, out)?;
    boxes("Before the first step", runbook.preconditions.as_ref(), "[ ] ", color, out)?;
    if !runbook.steps.is_empty() {
        heading("Steps", color, out)?;
    }
    for (i, one) in runbook.steps.iter().enumerate() {
        step(i + 1, one, out)?;
    }
    if let Some(text) = runbook.body.as_deref().filter(|text| !text.trim().is_empty()) {
        prose(text, color, out)?;
    }
    boxes("It worked when", runbook.verification.as_ref(), "[ ] ", color, out)?;
    boxes("If it did not", runbook.escalation.as_ref(), "- ", color, out)
}

fn boxes(title: &str, texts: Option<&Texts>, mark: &str, color: bool, out: &mut dyn Write) -> io::Result<()> {
    let Some(texts) = texts.filter(|texts| !texts.0.is_empty()) else { return Ok(()) };
    heading(title, color, out)?;
    texts.0.iter().try_for_each(|text| hanging(mark, text, 2, out))
}

fn step(number: usize, step: &RunbookStep, out: &mut dyn Write) -> io::Result<()> {
    let danger = if is_destructive(step) { format!("{DESTRUCTIVE}: ") } else { String::new() };
    let who = who(step);
    let who = if who.is_empty() { String::new() } else { format!(" ({})", line(&who)) };
    let title = line(step.title.as_deref().unwrap_or("step"));
    if number > 1 {
        writeln!(out)?;
    }
    hanging(&format!("[ ] {number}. "), &format!("{danger}{title}{who}"), 2, out)?;
    if let Some(command) = step.command.as_deref().filter(|command| !command.trim().is_empty()) {
        code(command.trim_end(), 8, out)?;
    }
    beside(step).into_iter().try_for_each(|(name, text)| hanging(&format!("{name}: "), text, 6, out))
}

/// Lines to be typed, each as it is.
fn code(text: &str, indent: usize, out: &mut dyn Write) -> io::Result<()> {
    visible(text).lines().try_for_each(|one| writeln!(out, "{}", format!("{:indent$}{one}", "").trim_end()))
}

/// A text behind a mark; lines that follow stand below its first word, and one that is written as several stays so.
fn hanging(mark: &str, text: &str, indent: usize, out: &mut dyn Write) -> io::Result<()> {
    let below = indent + mark.chars().count();
    let mut lead = format!("{:indent$}{mark}", "");
    for one in visible(text.trim()).lines() {
        for part in wrap(one.trim_end(), WIDTH.saturating_sub(below)) {
            writeln!(out, "{}", format!("{lead}{part}").trim_end())?;
            lead = " ".repeat(below);
        }
    }
    Ok(())
}

/// A line in pieces of at most this width, cut between words; its indentation stays.
fn wrap(text: &str, width: usize) -> Vec<String> {
    use unicode_width::UnicodeWidthStr;
    let blank: String = text.chars().take_while(|c| *c == ' ').collect();
    let mut lines = vec![blank.clone()];
    for word in text.split_whitespace() {
        let now =
            lines.last_mut().filter(|now| now.trim().is_empty() || now.width() + 1 + word.width() <= width);
        match now {
            Some(now) if now.trim().is_empty() => now.push_str(word),
            Some(now) => now.extend([" ", word]),
            None => lines.push(format!("{blank}{word}")),
        }
    }
    lines
}

/// Markdown as it was written, but that headings stand out and code is indented: what one types is never wrapped.
fn prose(body: &str, color: bool, out: &mut dyn Write) -> io::Result<()> {
    // A carriage return in front of a line end is part of it, and would be shown as one that overwrites its line.
    let body = &body.replace("\r\n", "\n");
    let mut at = 0;
    let mut gap = false;
    for part in outline(body) {
        let (Outline::Heading { range, .. } | Outline::Code { range, .. }) = &part;
        // Code of a list begins behind its indentation.
        let begin = body.get(..range.start).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
        plain(body.get(at..begin.max(at)).unwrap_or_default(), &mut gap, out)?;
        at = range.end;
        match &part {
            Outline::Heading { text, level, .. } => {
                let bold = if color { anstyle::Style::new().bold() } else { anstyle::Style::new() };
                let indent = if *level > 2 { "  " } else { "" };
                let above = if gap { "" } else { "\n" };
                writeln!(out, "{above}{indent}{bold}{}{bold:#}", line(text))?;
            }
            Outline::Code { text, .. } => code(text.trim_end(), 6, out)?,
        }
        gap = false;
    }
    plain(body.get(at..).unwrap_or_default(), &mut gap, out)
}

/// Lines of prose, one empty line for several; `gap` is whether the last one was empty.
fn plain(text: &str, gap: &mut bool, out: &mut dyn Write) -> io::Result<()> {
    let shown = visible(text);
    for one in shown.lines().map(str::trim_end) {
        // What folds text away on a page says nothing here.
        let bare = one.trim();
        if matches!(bare, "<details>" | "</details>") {
            continue;
        }
        let one =
            bare.strip_prefix("<summary>").and_then(|rest| rest.strip_suffix("</summary>")).unwrap_or(one);
        if one.is_empty() {
            if !*gap {
                writeln!(out)?;
            }
            *gap = true;
            continue;
        }
        *gap = false;
        writeln!(out, "  {one}")?;
    }
    Ok(())
}
