//! Action items of every incident and drill: where they stand, and in what order lists have them.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::record::{Action, ActionState, Drill, Leaf};
use crate::workspace::{Record, Workspace};

/// Where an action stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// The place of the incident, else of the drill.
    pub(super) origin: Result<usize, usize>,
    /// Its place there.
    pub(super) action: usize,
}

/// An action and where it was written down.
pub(super) struct Item<'a> {
    pub(super) action: &'a Action,
    /// The incident; a drill has no page.
    pub(super) case: Option<usize>,
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

    pub(super) fn due(&self) -> Option<NaiveDate> {
        Some(self.action.due.as_ref()?.get()?.0)
    }

    /// Whether something is still to be done; what says nothing of its state is.
    pub(super) fn is_open(&self) -> bool {
        matches!(self.state(), ActionState::Proposed | ActionState::Committed)
    }
}

/// The services that took part in a drill, each once.
pub(super) fn drill_services(workspace: &Workspace, drill: &Record<Drill>) -> BTreeSet<usize> {
    let results = drill.data.results.iter().filter_map(|result| result.service.as_ref());
    drill.data.services.iter().chain(results).filter_map(|name| workspace.names.service(name)).collect()
}

/// Every action.
#[derive(Debug, Default)]
pub(super) struct Todo {
    /// What is still to be done, the most overdue first, what has no date last.
    pub(super) open: Vec<Place>,
    /// What is over, the newest first.
    pub(super) over: Vec<Place>,
}

impl Todo {
    /// The actions of our incidents and of drills.
    pub(super) fn new(workspace: &Workspace, ours: &[usize]) -> Self {
        let cases = ours.iter().map(|&i| (Ok(i), workspace.cases[i].data.actions.len()));
        let drills = workspace.drills.iter().enumerate().map(|(i, drill)| (Err(i), drill.data.actions.len()));
        let places =
            cases.chain(drills).flat_map(|(origin, n)| (0..n).map(move |action| Place { origin, action }));
        let items = places.filter_map(|place| Some((Item::of(workspace, place)?, place)));
        let (mut open, mut over): (Vec<_>, Vec<_>) = items.partition(|(item, _)| item.is_open());
        open.sort_by_cached_key(|(item, _)| (item.due().is_none(), item.due(), item.origin));
        over.sort_by_cached_key(|(item, _)| (Reverse(item.due()), item.origin));
        let places = |items: Vec<(Item<'_>, Place)>| items.into_iter().map(|(_, place)| place).collect();
        Self { open: places(open), over: places(over) }
    }

    /// How many open ones were due before `today`.
    pub(super) fn overdue(&self, workspace: &Workspace, today: NaiveDate) -> usize {
        let late = |place: &Place| {
            Item::of(workspace, *place).and_then(|item| item.due()).is_some_and(|due| due < today)
        };
        self.open.partition_point(late)
    }
}
