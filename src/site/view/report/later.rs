//! What was done in the period and what comes next: actions, reviews, drills.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::super::super::document::{Block, Cell};
use super::super::super::pen::Pen;
use super::super::super::todo::{Item, drill_services};
use super::super::actions;
use super::super::{cell, head, list};
use super::Subject;
use crate::record::{ActionState, Drill, DrillResult, Leaf, ReviewState};
use crate::stats::review_due;
use crate::workspace::{Case, Record};

/// Actions due within so many days are due next.
const NEXT: u64 = 30;

/// How many services that wait longest for a drill are named.
const WAITING: usize = 5;

/// Done in the period, overdue today, due next.
pub(super) fn actions(pen: &Pen<'_>, subject: &Subject<'_>) -> Vec<Block> {
    let today = pen.index.clock.today;
    let next = today.checked_add_days(Days::new(NEXT)).unwrap_or(today);
    let todo = &pen.index.groups.todo;
    let mut items: Vec<Item<'_>> =
        actions::items(pen, &todo.open).chain(actions::items(pen, &todo.over)).collect();
    items.sort_by(|a, b| (a.due(), a.origin).cmp(&(b.due(), b.origin)));
    let rows = |wanted: &dyn Fn(&Item<'_>) -> bool| -> Vec<Vec<Cell>> {
        items.iter().filter(|item| wanted(item)).map(|item| row(pen, item)).collect()
    };
    let done = |item: &Item<'_>| {
        let day = item.action.done.as_ref().and_then(Leaf::get);
        item.state() == ActionState::Done && day.is_some_and(|day| subject.has(day.0))
    };
    let due = |item: &Item<'_>, wanted: &dyn Fn(NaiveDate) -> bool| {
        item.is_open() && item.due().is_some_and(wanted)
    };
    let columns = ["action", "kind", "owner", "due", "when"];
    let tables = [
        pen.captioned("done_in_period", &columns, rows(&done)),
        pen.captioned("overdue_actions", &columns, rows(&|item| due(item, &|day| day < today))),
        pen.captioned("due_next", &columns, rows(&|item| due(item, &|day| (today..=next).contains(&day)))),
    ];
    let mut blocks: Vec<Block> = tables.into_iter().flatten().collect();
    if blocks.is_empty() && !items.is_empty() {
        blocks.push(Block::Prose(pen.paragraph(&pen.text(pen.word("no_actions_due")))));
    }
    blocks
}

fn row(pen: &Pen<'_>, item: &Item<'_>) -> Vec<Cell> {
    let mut row = actions::name(pen, item);
    row.push(cell(pen.date(item.action.due.as_ref())));
    row.push(cell(match item.action.done.as_ref().filter(|_| !item.is_open()) {
        Some(done) => pen.around("done_lower", pen.date(Some(done))),
        None => actions::when(pen, item),
    }));
    row
}

/// Incidents whose severity asks for a review that has not been held, the longest awaited first.
pub(super) fn reviews(pen: &Pen<'_>) -> Option<Block> {
    let index = pen.index;
    let policy = &index.workspace.policy;
    let mut pending: Vec<(i64, &Case)> = index
        .ours
        .iter()
        .map(|&i| &*index.workspace.cases[i])
        .filter(|case| case.counts() && waits(case))
        .filter_map(|case| {
            let severity = policy.severities.get(case.severity_at_detection?)?;
            let due = review_due(case, severity, policy).filter(|_| severity.review_required)?;
            Some((due, case))
        })
        .collect();
    pending.sort_by(|a, b| (a.0, &a.1.id).cmp(&(b.0, &b.1.id)));
    let rows = pending.into_iter().map(|(due, case)| {
        let late = (due < index.clock.now()).then(|| pen.tag("bad", pen.word("overdue")));
        let state = case.data.review.as_ref().and_then(|review| review.state.as_ref());
        vec![
            cell(pen.severity(case, false)),
            head(pen.join([pen.incident(&case.id), pen.text(case.title())], " ")),
            cell(pen.join([pen.day(index.clock.day(due)), late.unwrap_or_default()], " ")),
            cell(pen.choice(state)),
        ]
    });
    pen.plain_table("reviews_pending", &["severity_short", "incident", "due", "state"], rows.collect())
}

/// Whether its review has neither been held nor found unnecessary.
fn waits(case: &Case) -> bool {
    let review = case.data.review.as_ref();
    let state = review.and_then(|review| review.state.as_ref());
    let open =
        |state: &Leaf<ReviewState>| matches!(state.get(), Some(ReviewState::Draft | ReviewState::InReview));
    review.is_none_or(|review| review.at.is_none()) && state.is_none_or(open)
}

/// Drills of the period, those that are planned, and the services that wait longest for one.
pub(super) fn drills(pen: &Pen<'_>, subject: &Subject<'_>) -> Vec<Block> {
    let workspace = pen.index.workspace;
    let today = pen.index.clock.today;
    let day = |drill: &Record<Drill>| Some(drill.data.date.as_ref()?.get()?.0);
    let held = workspace
        .drills
        .iter()
        .filter(|drill| day(drill).is_some_and(|day| subject.has(day) && day <= today));
    let rows = held.flat_map(|drill| {
        let row = |result: &DrillResult| {
            let mut row = pen.drill_row(drill, result);
            let service = result.service.as_ref().map(|name| pen.service(name)).unwrap_or_default();
            row.insert(1, cell(service));
            row
        };
        if drill.data.results.is_empty() {
            return vec![row(&DrillResult::default())];
        }
        drill.data.results.iter().map(row).collect()
    });
    let mut columns = Pen::DRILL.to_vec();
    columns.insert(1, "service");
    let mut blocks: Vec<Block> = pen.captioned("drills_held", &columns, rows.collect()).into_iter().collect();
    let planned = workspace.drills.iter().filter(|drill| day(drill).is_some_and(|day| day > today));
    let planned = planned.map(|drill| pen.clauses([pen.text(&drill.id), pen.date(drill.data.date.as_ref())]));
    if let Some(planned) = list(planned.collect()) {
        blocks.extend([Block::Heading(pen.word("drills_planned").to_owned()), planned]);
    }
    let mut last: BTreeMap<usize, NaiveDate> = BTreeMap::new();
    for drill in &workspace.drills {
        let Some(day) = day(drill).filter(|day| *day <= today) else { continue };
        for service in drill_services(workspace, drill) {
            let latest = last.entry(service).or_insert(day);
            *latest = (*latest).max(day);
        }
    }
    let mut waiting: Vec<(Option<NaiveDate>, &str, usize)> = workspace
        .services
        .iter()
        .enumerate()
        .filter(|(_, service)| service.data.retired_on.is_none())
        .map(|(i, service)| (last.get(&i).copied(), service.id.as_str(), i))
        .collect();
    waiting.sort_unstable();
    let items = waiting.iter().take(WAITING).map(|(day, id, i)| {
        let name = pen.service_of(id, workspace.services[*i].data.name.as_deref());
        pen.clauses([name, day.map_or_else(|| pen.none("never"), |day| pen.day(day))])
    });
    if let Some(items) = list(items.collect()) {
        let more = waiting.len().saturating_sub(WAITING);
        blocks.extend([Block::Heading(pen.word("drills_waiting").to_owned()), items]);
        if more > 0 {
            let never = waiting.iter().filter(|(day, ..)| day.is_none()).count();
            let text = pen.text(&pen.index.words.count("n_never_drilled", never));
            blocks.push(Block::Prose(pen.paragraph(&text)));
        }
    }
    blocks
}
