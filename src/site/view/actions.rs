//! Action items of every incident and drill: open ones first, the most overdue on top.

use std::cmp::Reverse;

use super::super::document::{Block, Document, Table};
use super::super::index::Page;
use super::super::pen::Pen;
use super::super::template::Safe;
use super::{cell, head};
use crate::record::{Action, ActionState, Leaf};

/// More finished actions than this are not listed again: every incident shows its own.
const LONGEST: usize = 1_000;

/// An action and where it was written down.
pub(super) struct Item<'a> {
    pub(super) action: &'a Action,
    /// The incident; a drill has no page.
    case: Option<usize>,
    pub(super) origin: &'a str,
}

impl Item<'_> {
    pub(super) fn state(&self) -> ActionState {
        self.action.state.as_ref().and_then(Leaf::get).copied().unwrap_or(ActionState::Proposed)
    }

    pub(super) fn due(&self) -> Option<chrono::NaiveDate> {
        Some(self.action.due.as_ref()?.get()?.0)
    }

    pub(super) fn is_open(&self) -> bool {
        matches!(self.state(), ActionState::Proposed | ActionState::Committed)
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

/// The page.
pub(in crate::site) fn document(pen: &Pen<'_>) -> Document {
    let (mut open, mut finished): (Vec<Item>, Vec<Item>) = items(pen).into_iter().partition(Item::is_open);
    open.sort_by_key(|item| (item.due().is_none(), item.due(), item.origin));
    finished.sort_by_key(|item| (Reverse(item.due()), item.origin));
    let today = pen.index.clock.today;
    let overdue = open.iter().filter(|item| item.due().is_some_and(|due| due < today)).count();
    let words = &pen.index.words;
    let lede =
        words.sentences([words.count("n_open_actions", open.len()), words.count("n_overdue", overdue)]);
    let open_rows = open.iter().map(|item| {
        let mut row = name(pen, item);
        row.extend([
            cell(pen.date(item.action.due.as_ref())),
            cell(when(pen, item)),
            cell(pen.action_state(item.action)),
        ]);
        row.push(cell(pen.reference(item.action.ticket.as_ref())));
        row
    });
    let finished_rows = finished.iter().take(LONGEST).map(|item| {
        let mut row = name(pen, item);
        row.extend([cell(pen.date(item.action.due.as_ref())), cell(pen.action_state(item.action))]);
        row.push(cell(pen.reference(item.action.evidence.as_ref())));
        row
    });
    let columns = ["action", "kind", "owner", "due", "when", "state", "ticket"];
    let done = ["action", "kind", "owner", "due", "state", "evidence"];
    let block = |table: Option<Block>| table.into_iter().collect();
    let note = (finished.len() > LONGEST).then(|| words.count("latest_actions_only", LONGEST));
    let finished = (!finished.is_empty()).then(|| {
        let table = pen.table("finished_actions", &done, finished_rows.collect());
        Block::Table(Table { hidden: note.is_none(), note, ..table })
    });
    let sections = [
        pen.section(
            "open",
            "open_actions",
            block(pen.plain_table("open_actions", &columns, open_rows.collect())),
        ),
        pen.section("done", "finished_actions", block(finished)),
    ];
    Document {
        title: pen.word("actions").to_owned(),
        lede: Some(pen.text(&lede)),
        sections: sections.into_iter().flatten().collect(),
        ..Document::default()
    }
}

/// Title, kind, owner.
pub(super) fn name(pen: &Pen<'_>, item: &Item<'_>) -> Vec<super::super::document::Cell> {
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
