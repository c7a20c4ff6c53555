//! The page of one runbook, readable at 3 a.m. and on paper; and the list of them.

mod triangle;

use super::super::document::{Block, Document, Pair, Step};
use super::super::index::Page;
use super::super::language;
use super::super::pen::Pen;
use super::super::template::Safe;
use super::{cell, head, list, number, pairs};
use crate::record::{Leaf, Runbook, RunbookStep};
use crate::runbook::checklist::fenced;
use crate::runbook::{self, age, is_destructive};
use crate::text::code;
use crate::text::terminal::visible;
use crate::workspace::Record;

/// The page of a runbook.
pub(in crate::site) fn document(pen: &mut Pen<'_>, index: usize) -> Document {
    let record = &pen.index.workspace.runbooks[index];
    let runbook = &record.data;
    let title = title(record);
    let page = pen.language;
    let language = language::foreign(title, page);
    pen.language = language.or(page);
    let pen = &*pen;
    let texts = |texts| list(pen.phrases(texts)).into_iter().collect::<Vec<Block>>();
    let body = runbook.body.iter().filter(|body| !body.trim().is_empty());
    let steps: Vec<Step> =
        runbook.steps.iter().enumerate().map(|(i, step)| one_step(pen, i + 1, step)).collect();
    let steps = if steps.is_empty() { Vec::new() } else { vec![Block::Steps(steps)] };
    let sections = [
        pen.section("when", "symptoms", texts(runbook.symptoms.as_ref())),
        pen.section("before", "preconditions", texts(runbook.preconditions.as_ref())),
        pen.section("steps", "steps", steps),
        pen.section("text", "procedure", body.map(|body| Block::Prose(pen.prose(body))).collect()),
        pen.section("verify", "verification", texts(runbook.verification.as_ref())),
        pen.section("escalate", "escalation", texts(runbook.escalation.as_ref())),
        pen.section("alerts", "alert_rules", triangle::alerts(pen, index)),
        pen.section("used", "where_used", uses(pen, index)),
    ];
    Document {
        above: above(pen, runbook),
        below: vec![pen.text(&record.id), owner(pen, runbook), failures(pen, index), former(pen, runbook)]
            .into_iter()
            .filter(|s| !s.as_str().is_empty())
            .collect(),
        title: title.to_owned(),
        language,
        sections: sections.into_iter().flatten().collect(),
        ..Document::default()
    }
}

/// The ids it had.
fn former(pen: &Pen<'_>, runbook: &Runbook) -> Safe {
    let ids = pen.join(runbook.former_ids.iter().map(|id| pen.text(id)), ", ");
    if ids.as_str().is_empty() { ids } else { pen.join([pen.text(pen.word("formerly")), ids], " ") }
}

/// The title as written, else the id.
fn title(record: &Record<Runbook>) -> &str {
    record.data.title.as_deref().unwrap_or(&record.id)
}

fn above(pen: &Pen<'_>, runbook: &Runbook) -> Vec<Safe> {
    let alerts = pen.join(runbook.alerts.iter().map(|alert| pen.code(alert)), ", ");
    let seconds: i64 =
        runbook.steps.iter().filter_map(|step| Some(step.estimate.as_ref()?.get()?.seconds)).sum();
    let about = if seconds > 0 { pen.strong(&pen.index.words.seconds(seconds)) } else { Safe::default() };
    let mut line = vec![
        pen.text(pen.word("runbook_lower")),
        pen.around("services_lower", pen.services(&runbook.services)),
        pen.around("alerts_lower", alerts),
        pen.around("about_lower", about),
    ];
    line.retain(|part| !part.as_str().is_empty());
    line
}

/// Who keeps it true, and when it was last looked at.
fn owner(pen: &Pen<'_>, runbook: &Runbook) -> Safe {
    let owner = runbook.owner.as_ref().map(|owner| pen.around("owner_lower", pen.strong(owner)));
    let reviewed =
        runbook.last_reviewed.as_ref().map(|date| pen.around("reviewed_lower", pen.date(Some(date))));
    let every =
        runbook.review_every.as_ref().map(|every| pen.around("every_lower", pen.duration(Some(every))));
    let parts = [owner.unwrap_or_default(), reviewed.unwrap_or_default(), every.unwrap_or_default()];
    pen.join([pen.join(parts, ", "), freshness(pen, runbook)], " ")
}

/// Whether its review is due, by day.
fn freshness(pen: &Pen<'_>, runbook: &Runbook) -> Safe {
    let today = pen.index.clock.today;
    if age(runbook, today).is_none() {
        return pen.tag("warn", pen.word("never_reviewed"));
    }
    let every = runbook.review_every.as_ref().and_then(Leaf::get);
    match runbook::stale(runbook, today) {
        Some(age) => {
            pen.tag("warn", &pen.index.words.count("stale_days", usize::try_from(age).unwrap_or_default()))
        }
        None if every.is_some() => pen.tag("ok", pen.word("fresh")),
        None => Safe::default(),
    }
}

fn one_step(pen: &Pen<'_>, number: usize, step: &RunbookStep) -> Step {
    let phrase = |text: Option<&crate::record::Text>| text.map(|text| pen.phrase(text)).unwrap_or_default();
    let found: [Option<Pair>; 5] = [
        pen.pair("role", step.role.as_deref().map(|role| pen.role(role)).unwrap_or_default()),
        pen.pair("expect", phrase(step.expect.as_ref())),
        pen.pair("if_not", phrase(step.rollback.as_ref())),
        pen.pair("automated", phrase(step.automation.as_ref())),
        pen.pair("takes", pen.duration(step.estimate.as_ref())),
    ];
    let destructive = step.destructive.as_ref();
    let danger = match destructive.map(|leaf| (leaf.get(), leaf.text())) {
        Some((Some(flag), _)) => flag.0.then(|| pen.word("destructive").to_owned()),
        // Not understood: warn rather than hide.
        Some((None, written)) => {
            let written = pen.index.words.around("in_brackets", written);
            Some(format!("{} {written}", pen.word("destructive")))
        }
        None => None,
    };
    let danger = danger.or_else(|| is_destructive(step).then(|| pen.word("destructive").to_owned()));
    Step {
        number,
        title: phrase(step.title.as_ref()),
        danger,
        command: step.command.as_ref().map(|command| pen.command(command, "sh")),
        pairs: found.into_iter().flatten().collect(),
    }
}

/// How often it did not help, where it did not.
fn failures(pen: &Pen<'_>, index: usize) -> Safe {
    let steps = pen.index.uses[index].iter().filter_map(|&(case, place)| {
        pen.index.workspace.cases[case].data.response.as_ref()?.mitigations.get(place)
    });
    match steps.filter(|step| runbook::failed(step)).count() {
        0 => Safe::default(),
        n => pen.tag("warn", &pen.index.words.count("failed_uses", n)),
    }
}

/// Where it was used, the newest first.
fn uses(pen: &Pen<'_>, index: usize) -> Vec<Block> {
    let rows = pen.index.uses[index].iter().filter_map(|&(case, place)| {
        let data = &pen.index.workspace.cases[case].data;
        let tried = data.response.as_ref()?.mitigations.get(place)?;
        Some(vec![
            head(pen.join([pen.case(case), pen.text(pen.index.workspace.cases[case].title())], " ")),
            cell(pen.at(tried.at.as_ref())),
            cell(pen.effect(tried)),
        ])
    });
    pen.plain_table("where_used", &["incident", "at", "worked"], rows.collect()).into_iter().collect()
}

/// The list of all runbooks.
pub(in crate::site) fn all(pen: &Pen<'_>) -> Document {
    let index = pen.index;
    let rows = index.workspace.runbooks.iter().enumerate().map(|(i, record)| {
        let runbook = &record.data;
        let alerts = runbook.alerts.iter().map(|alert| pen.code(alert));
        vec![
            head(pen.to(Page::Runbook(i), title(record))),
            cell(pen.services(&runbook.services)),
            cell(pen.join(alerts, ", ")),
            cell(pen.maybe(runbook.owner.as_ref())),
            cell(pen.date(runbook.last_reviewed.as_ref())),
            cell(freshness(pen, runbook)),
            number(pen.text(&index.uses[i].len().to_string())),
        ]
    });
    let columns = ["runbook", "services?", "alerts", "owner?", "reviewed", "review?", "uses#"];
    let table = pen.list_table("runbooks", &columns, rows.collect());
    Document {
        title: pen.word("runbooks").to_owned(),
        lede: Some(pen.text(&index.words.count("n_runbooks", index.workspace.runbooks.len()))),
        wide: table.into_iter().collect(),
        sections: pen.section("coverage", "coverage", triangle::coverage(pen)).into_iter().collect(),
        ..Document::default()
    }
}

/// Runbooks whose review is due, for the front page, and how many there are in all.
pub(super) fn stale(pen: &Pen<'_>, most: usize) -> (usize, Vec<super::super::document::Todo>) {
    let today = pen.index.clock.today;
    let mut late: Vec<(i64, usize)> = pen
        .index
        .workspace
        .runbooks
        .iter()
        .enumerate()
        .filter_map(|(i, record)| Some((runbook::stale(&record.data, today)?, i)))
        .collect();
    late.sort_unstable_by_key(|(age, i)| (std::cmp::Reverse(*age), *i));
    let all = late.len();
    let shown = late
        .into_iter()
        .take(most)
        .map(|(_, i)| {
            let record = &pen.index.workspace.runbooks[i];
            super::super::document::Todo {
                tag: pen.tag("warn", pen.word("stale")),
                text: pen.to(Page::Runbook(i), title(record)),
                note: owner(pen, &record.data),
            }
        })
        .collect();
    (all, shown)
}

impl Pen<'_> {
    /// Something to type, as a block of its own.
    fn command(&self, command: &str, language: &str) -> Safe {
        // What is copied is what is seen.
        let command = &visible(command.trim_end());
        if self.is_html() {
            let mut out = String::from("<pre class=\"cmd\" tabindex=\"0\"><code>");
            code::push(&mut out, language, command);
            out.push_str("</code></pre>");
            return Safe::new(out);
        }
        // Indented as part of its list item.
        Safe::new(fenced(command, language, 3))
    }

    /// A block of named values.
    pub(in crate::site) fn block_of(
        &self,
        values: impl IntoIterator<Item = (&'static str, Safe)>,
    ) -> Option<Block> {
        pairs(self, values.into_iter().map(|(key, value)| self.pair(key, value)))
    }
}
