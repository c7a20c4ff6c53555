//! Action items of every incident and drill: open ones first, the most overdue on top.

use rayon::prelude::*;

use super::super::document::{Block, Cell, Document, Pager, Table};
use super::super::group::LENGTH;
use super::super::index::{Index, Page};
use super::super::pen::Pen;
use super::super::shard;
use super::super::template::Safe;
use super::super::templates::Format;
use super::super::todo::{Item, Place};
use super::{cell, head, lists, ranked};
use crate::record::{Action, ActionState, Leaf};

/// The columns of what is open.
const OPEN: [&str; 7] = ["action", "kind?", "owner?", "due", "when", "state?", "ticket"];

/// More finished actions than this are not listed again: every incident shows its own.
const LONGEST: usize = 250;

/// The actions of places.
pub(super) fn items<'a>(pen: &Pen<'a>, places: &[Place]) -> impl Iterator<Item = Item<'a>> {
    let workspace = pen.index.workspace;
    places.iter().filter_map(move |&place| Item::of(workspace, place))
}

/// The page, or a further one of what is open; `rendered` are the rows of everything that is, which further pages take theirs from.
pub(in crate::site) fn document(pen: &Pen<'_>, number: usize, rendered: &[String]) -> Document {
    let todo = &pen.index.groups.todo;
    let open = &todo.open;
    let overdue = todo.overdue(pen.index.workspace, pen.index.clock.today);
    let words = &pen.index.words;
    let lede =
        words.sentences([words.count("n_open_actions", open.len()), words.count("n_overdue", overdue)]);
    let (from, last) = (((number - 1) * LENGTH).min(open.len()), pen.index.groups.action_pages());
    // The first page has more on it, whose ids come after those of the rows.
    let first = (number == 1).then(|| page_rows(pen, &open[..open.len().min(LENGTH)]));
    let here = first.as_deref().unwrap_or_else(|| &rendered[from..(from + LENGTH).min(rendered.len())]);
    let page = |number| if number == 1 { Page::At("actions") } else { Page::Actions(number) };
    let pager = (last > 1).then(|| {
        let span = (from + 1..=from + here.len(), open.len());
        let shard = format!("{}{}", pen.up, shard::ACTIONS);
        Pager { shard, ..lists::turns(pen, (number, last), span, page) }
    });
    let table = (!here.is_empty()).then(|| {
        let table = pen.table("open_actions", &OPEN, Vec::new());
        Block::Table(Table { hidden: true, list: true, rows: Safe::new(here.join("\n")), pager, ..table })
    });
    let finished = &todo.over;
    let rows = items(pen, &finished[..finished.len().min(LONGEST)]).map(|item| {
        let mut row = name(pen, &item);
        row.extend([
            cell(pen.date(item.action.due.as_ref())),
            cell(pen.action_state(item.action)),
            cell(pen.reference(item.action.evidence.as_ref())),
        ]);
        row
    });
    let note = (finished.len() > LONGEST).then(|| words.count("latest_actions_only", LONGEST));
    let columns = ["action", "kind?", "owner?", "due", "state?", "evidence"];
    let finished = (!finished.is_empty() && number == 1).then(|| {
        let table = pen.table("finished_actions", &columns, rows.collect());
        Block::Table(Table { hidden: note.is_none(), note, list: true, ..table })
    });
    let sections = [
        pen.section("open", "open_actions", table.into_iter().collect()),
        pen.section("done", "finished_actions", finished.into_iter().collect()),
    ];
    Document {
        title: pen.word("actions").to_owned(),
        lede: Some(pen.text(&lede)),
        sections: sections.into_iter().flatten().collect(),
        ..Document::default()
    }
}

/// The rows of everything that is open, the most overdue first, for pages at the top; those of a page are made with one pen,
/// so that no id comes twice on it.
pub(in crate::site) fn open_rows(index: &Index<'_>, format: Format) -> Vec<String> {
    let pages = index.groups.todo.open.par_chunks(LENGTH);
    pages.flat_map_iter(|places| page_rows(&Pen::new(index, format, true), places)).collect()
}

fn page_rows(pen: &Pen<'_>, places: &[Place]) -> Vec<String> {
    items(pen, places).map(|item| pen.rows(vec![open_row(pen, &item)]).into_string()).collect()
}

/// What is open in a part of the house, the most overdue first, with the way to everything where there is too much of it.
pub(super) fn open_block(pen: &Pen<'_>, open: &[Place]) -> Vec<Block> {
    let shown = &open[..open.len().min(LENGTH)];
    let rows = items(pen, shown).map(|item| open_row(pen, &item)).collect();
    let mut blocks: Vec<Block> = pen.list_table("open_actions", &OPEN, rows).into_iter().collect();
    let more = open.len() - shown.len();
    if more > 0 {
        let text = pen.index.words.count("and_more_n", more);
        blocks.push(Block::Prose(pen.paragraph(&pen.to(Page::At("actions"), &text))));
    }
    blocks
}

fn open_row(pen: &Pen<'_>, item: &Item<'_>) -> Vec<Cell> {
    let mut row = name(pen, item);
    let days = item.due().map(|due| (due - pen.index.clock.today).num_days());
    row.extend([
        cell(pen.date(item.action.due.as_ref())),
        ranked(when(pen, item), days),
        cell(pen.action_state(item.action)),
        cell(pen.reference(item.action.ticket.as_ref())),
    ]);
    row
}

/// Title, kind, owner.
pub(super) fn name(pen: &Pen<'_>, item: &Item<'_>) -> Vec<Cell> {
    let title = item.action.title.as_ref().map(|text| pen.phrase(text)).unwrap_or_default();
    let origin = item.case.map_or_else(|| pen.text(item.origin), |case| pen.case(case));
    let id = pen.maybe(item.action.id.as_ref());
    vec![
        head(pen.join([title, pen.join([origin, id], " ")], " · ")),
        cell(pen.choice(item.action.kind.as_ref())),
        cell(item.action.owner.as_ref().map(|owner| pen.team(owner)).unwrap_or_default()),
    ]
}

/// How far off the due date is, by day.
pub(super) fn when(pen: &Pen<'_>, item: &Item<'_>) -> Safe {
    let Some(due) = item.due() else { return pen.tag("warn", pen.word("no_date")) };
    let days = (due - pen.index.clock.today).num_days();
    let (class, key) = if days < 0 { ("bad", "overdue_days") } else { ("", "in_days") };
    let days = usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX);
    pen.tag(class, &pen.index.words.count(key, days))
}

/// The most overdue actions, for the front page, and how many there are in all.
pub(super) fn overdue(pen: &Pen<'_>, most: usize) -> (usize, Vec<super::super::document::Todo>) {
    let todo = &pen.index.groups.todo;
    let late = &todo.open[..todo.overdue(pen.index.workspace, pen.index.clock.today)];
    let shown = items(pen, &late[..late.len().min(most)])
        .map(|item| {
            let title = item.action.title.as_deref().unwrap_or(item.origin);
            let link = item.case.map_or_else(|| pen.text(title), |case| pen.to(Page::Case(case), title));
            let parts = [
                pen.clauses([pen.maybe(item.action.id.as_ref()), pen.text(item.origin)]),
                pen.maybe(item.action.owner.as_ref()),
                when(pen, &item),
            ];
            super::super::document::Todo {
                tag: pen.tag("bad", pen.word("overdue")),
                text: link,
                note: pen.join(parts, " · "),
            }
        })
        .collect();
    (late.len(), shown)
}

impl Pen<'_> {
    /// How far an action is, since when it is done, and whether it is late.
    pub(in crate::site) fn action_state(&self, action: &Action) -> Safe {
        let Some(leaf) = &action.state else { return Safe::default() };
        let state = match leaf.get() {
            Some(ActionState::Done) => self.tag("ok", self.chosen(leaf)),
            Some(_) => self.tag("", self.chosen(leaf)),
            None => self.text(leaf.text()),
        };
        let open = matches!(leaf.get(), Some(ActionState::Proposed | ActionState::Committed));
        let due = action.due.as_ref().and_then(Leaf::get);
        let late = open && due.is_some_and(|due| due.0 < self.index.clock.today);
        let late = late.then(|| self.tag("bad", self.word("overdue")));
        self.join([state, self.date(action.done.as_ref()), late.unwrap_or_default()], " ")
    }
}
