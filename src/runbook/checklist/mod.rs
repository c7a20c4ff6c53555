//! A runbook as a checklist: what one wants to read at 3 a.m., on a terminal or printed.

mod markdown;
mod terminal;

pub(crate) use markdown::fenced;
pub use markdown::markdown;
pub use terminal::terminal;

use chrono::NaiveDate;

use super::{age, stale};
use crate::record::{Leaf, Runbook, RunbookStep};
use crate::time::show_seconds;
use crate::workspace::Record;

/// The word for a step that cannot be undone or hurts; nobody may need colours to see it.
const DESTRUCTIVE: &str = "DESTRUCTIVE";

/// The title as written, else the id.
fn title(record: &Record<Runbook>) -> &str {
    record.data.title.as_deref().filter(|title| !title.trim().is_empty()).unwrap_or(&record.id)
}

/// What stands at the top: name and value.
fn about(record: &Record<Runbook>, today: NaiveDate) -> Vec<(&'static str, String)> {
    let runbook = &record.data;
    let list =
        |texts: &[crate::record::Text]| texts.iter().map(|text| &**text).collect::<Vec<_>>().join(", ");
    let seconds: i64 =
        runbook.steps.iter().filter_map(|step| step.estimate.as_ref()?.get()).map(|one| one.seconds).sum();
    let takes = if seconds > 0 { format!("about {}", show_seconds(seconds)) } else { String::new() };
    let mut about = vec![
        ("runbook", record.id.clone()),
        ("services", list(&runbook.services)),
        ("alerts", list(&runbook.alerts)),
        ("owner", runbook.owner.as_deref().unwrap_or_default().to_owned()),
        ("reviewed", reviewed(runbook, today)),
        ("takes", takes),
    ];
    about.retain(|(_, value)| !value.trim().is_empty());
    about
}

/// When it was last reviewed, and whether that is too long ago.
fn reviewed(runbook: &Runbook, today: NaiveDate) -> String {
    let written = runbook.last_reviewed.as_ref().map(Leaf::text);
    let Some((written, days)) = written.zip(age(runbook, today)) else { return "never".into() };
    let every = runbook.review_every.as_ref().and_then(Leaf::get);
    let every = every.map_or(String::new(), |every| format!(", wanted every {every}"));
    let late = if stale(runbook, today).is_some() { ": STALE" } else { "" };
    let ago = match days {
        0 => "today".into(),
        1 => "yesterday".into(),
        days if days < 0 => "in the future".into(),
        days => format!("{days} days ago"),
    };
    format!("{written}, {ago}{every}{late}")
}

/// What is said of a step beside its command: name and value.
fn beside(step: &RunbookStep) -> Vec<(&'static str, &str)> {
    let fields = [("expect", &step.expect), ("if not", &step.rollback), ("automated", &step.automation)];
    let said = fields.into_iter().filter_map(|(name, text)| Some((name, text.as_deref()?)));
    said.filter(|(_, text)| !text.trim().is_empty()).collect()
}

/// Who does a step and how long that takes: `on-call, 2m`.
fn who(step: &RunbookStep) -> String {
    let takes = step.estimate.as_ref().map(|estimate| match estimate.get() {
        Some(duration) => duration.to_string(),
        None => estimate.text().to_owned(),
    });
    let role = step.role.as_deref().map(str::to_owned);
    role.into_iter().chain(takes).filter(|text| !text.trim().is_empty()).collect::<Vec<_>>().join(", ")
}
