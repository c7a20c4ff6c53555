//! Earlier incidents that new ones look like, and what was left undone then.

use super::records::{Change, RecordChange};
use super::side::Side;
use crate::record::schema::RecordType;
use crate::record::{Action, ActionState, Leaf};
use crate::similar::{Index, Likeness};

/// An incident that is new or tells another story than before, and what it looks like.
#[derive(Debug)]
pub struct Alike<'a> {
    /// Its id.
    pub id: &'a str,
    /// Up to three earlier incidents, the likest first.
    pub like: Vec<Likeness<'a>>,
}

/// The fields that make two incidents alike: where none of them changed, nothing new is to be said.
const TELLING: [&str; 5] =
    ["title", "summary", "services", "analysis.root_cause", "analysis.contributing_factors"];

/// More new incidents are no change that somebody reviews but an import.
const MOST: usize = 200;

/// What new incidents look like, and how many of them were not asked.
pub(super) fn alike<'a>(head: &'a Side, records: &[RecordChange<'a>]) -> (Vec<Alike<'a>>, usize) {
    let tells = |change: &RecordChange<'_>| {
        let told = |path: &str| TELLING.iter().any(|field| path.split('[').next() == Some(field));
        match change.change {
            Change::Added => true,
            Change::Removed => false,
            Change::Changed => change.fields.iter().any(|field| told(&field.path.to_string())),
        }
    };
    let cases = &head.workspace.cases;
    let mut asked: Vec<usize> = records
        .iter()
        .filter(|change| change.record == RecordType::Incident && tells(change))
        .filter_map(|change| cases.binary_search_by(|case| (*case.file).cmp(change.file)).ok())
        .filter(|index| cases[*index].counts())
        .collect();
    if asked.is_empty() {
        return (Vec::new(), 0);
    }
    let unasked = asked.len().saturating_sub(MOST);
    asked.truncate(MOST);
    let index = Index::new(&head.workspace);
    let found = index.like_each(&asked).into_iter().zip(asked);
    let found = found.filter(|(like, _)| !like.is_empty());
    (found.map(|(like, case)| Alike { id: &cases[case].id, like }).collect(), unasked)
}

/// The actions of an incident that are neither done nor rejected.
pub fn open_actions<'a>(like: &Likeness<'a>) -> impl Iterator<Item = &'a Action> + use<'a> {
    let over = |state: &ActionState| matches!(state, ActionState::Done | ActionState::Rejected);
    let state = |action: &Action| action.state.as_ref().and_then(Leaf::get).copied();
    like.case.data.actions.iter().filter(move |action| !state(action).as_ref().is_some_and(over))
}
