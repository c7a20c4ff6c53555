//! Action items of every incident and drill: open ones first, the most overdue on top.

use std::cmp::Reverse;

use super::super::document::{Block, Cell, Document, Pager, Table};
use super::super::group::{LENGTH, Place, is_open};
use super::super::index::Page;
use super::super::pen::Pen;
use super::super::shard;
use super::super::template::Safe;
use super::{cell, head, lists, ranked};
use crate::record::{Action, ActionState, Leaf};
use crate::workspace::Workspace;

/// More finished actions than this are not listed again: every incident shows its own.
const LONGEST: usize = 250;

/// An action and where it was written down.
pub(super) struct Item<'a> {
    pub(super) action: &'a Action,
    /// The incident; a drill has no page.
    case: Option<usize>,
    pub(super) origin: &'a str,
}

impl<'a> Item<'a> {
    /// The action of a place.
    pub(super) fn of(workspace: &'a Workspace, place: Place) -> Option<Self> {
        let (actions, case, origin) = match place.origin {
            Ok(i) => (&workspace.cases[i].data.actions, Some(i), &workspace.cases[i].id),
            Err(i) => (&workspace.drills[i].data.actions, None, &workspace.drills[i].id),
        };
        Some(Self { action: actions.get(place.action)?, case, origin })
    }

    pub(super) fn state(&self) -> ActionState {
        self.action.state.as_ref().and_then(Leaf::get).copied().unwrap_or(ActionState::Proposed)
    }

    pub(super) fn due(&self) -> Option<chrono::NaiveDate> {
        Some(self.action.due.as_ref()?.get()?.0)
    }

    /// The most overdue first, what has no date last.
    pub(super) fn order(&self) -> (bool, Option<chrono::NaiveDate>, &'a str) {
        (self.due().is_none(), self.due(), self.origin)
    }

    pub(super) fn is_open(&self) -> bool {
        is_open(self.action)
    }
}

/// Every action.
pub(super) fn items<'a>(pen: &Pen<'a>) -> Vec<Item<'a>> {
    let index = pen.index;
    let cases = index.ours.iter().flat_map(|&i| {
        let case = &index.workspace.cases[i];
        case.data.actions.iter().map(move |action| Item { action, case: Some(i), origin: &case.id })
    });
    let drills = index.workspace.drills.iter();
    let drills = drills.flat_map(|drill| {
        drill.data.actions.iter().map(|action| Item { action, case: None, origin: &drill.id })
    });
    cases.chain(drills).collect()
}

/// The page, or a further one of what is open.
pub(in crate::site) fn document(pen: &Pen<'_>, number: usize) -> Document {
    let (mut open, mut finished): (Vec<Item>, Vec<Item>) = items(pen).into_iter().partition(Item::is_open);
    open.sort_by_key(Item::order);
    let today = pen.index.clock.today;
    let overdue = open.iter().filter(|item| item.due().is_some_and(|due| due < today)).count();
    let words = &pen.index.words;
    let lede =
        words.sentences([words.count("n_open_actions", open.len()), words.count("n_overdue", overdue)]);
    let (from, last) = (((number - 1) * LENGTH).min(open.len()), pen.index.groups.action_pages());
    let here = &open[from..(from + LENGTH).min(open.len())];
    let mut table = open_table(pen, here);
    if let Some(Block::Table(table)) = table.as_mut().filter(|_| last > 1) {
        let page = |number| if number == 1 { Page::At("actions") } else { Page::Actions(number) };
        let span = (from + 1..=from + here.len(), open.len());
        let shard = format!("{}{}", pen.up, shard::ACTIONS);
        table.pager = Some(Pager { shard, ..lists::turns(pen, (number, last), span, page) });
    }
    finished.sort_by_key(|item| (Reverse(item.due()), item.origin));
    let rows = finished.iter().take(LONGEST).map(|item| {
        let mut row = name(pen, item);
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

/// The rows of everything that is open, the most overdue first.
pub(in crate::site) fn open_rows(pen: &Pen<'_>) -> Safe {
    let mut open: Vec<Item> = items(pen).into_iter().filter(Item::is_open).collect();
    open.sort_by_key(Item::order);
    pen.rows(open.iter().map(|item| open_row(pen, item)).collect())
}

/// What is open in a part of the house, the most overdue first, with the way to everything where there is too much of it.
pub(super) fn open_block(pen: &Pen<'_>, mut open: Vec<Item<'_>>) -> Vec<Block> {
    open.sort_by_key(Item::order);
    let more = open.len().saturating_sub(LENGTH);
    open.truncate(LENGTH);
    let mut blocks: Vec<Block> = open_table(pen, &open).into_iter().collect();
    if more > 0 {
        let text = pen.index.words.count("and_more_n", more);
        blocks.push(Block::Prose(pen.paragraph(&pen.to(Page::At("actions"), &text))));
    }
    blocks
}

/// Open actions in the order given; nothing where there are none.
fn open_table(pen: &Pen<'_>, open: &[Item<'_>]) -> Option<Block> {
    let columns = ["action", "kind?", "owner?", "due", "when", "state?", "ticket"];
    pen.list_table("open_actions", &columns, open.iter().map(|item| open_row(pen, item)).collect())
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
        cell(pen.maybe(item.action.owner.as_ref())),
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
    let today = pen.index.clock.today;
    let mut late: Vec<Item> = items(pen)
        .into_iter()
        .filter(|item| item.is_open() && item.due().is_some_and(|due| due < today))
        .collect();
    late.sort_by_key(|item| (item.due(), item.origin));
    let shown = late
        .iter()
        .take(most)
        .map(|item| {
            let title = item.action.title.as_deref().unwrap_or(item.origin);
            let link = item.case.map_or_else(|| pen.text(title), |case| pen.to(Page::Case(case), title));
            let parts = [
                pen.join([pen.maybe(item.action.id.as_ref()), pen.text(item.origin)], ", "),
                pen.maybe(item.action.owner.as_ref()),
                when(pen, item),
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
