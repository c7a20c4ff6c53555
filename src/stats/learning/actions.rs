//! What becomes of action items: how long they stay open, and how many are done in time.
//!
//! An item is open from the review, else from resolved, else from detected: the first of these that is not after it was
//! done. One that is still open is censored at the end of the day of `now`, one that was rejected is in no curve. The day
//! on which it was done counts in full, in the display zone, as does the day on which it is due.

use super::share;
use crate::numbers::survival::{Subject, Survival};
use crate::numbers::wilson::Proportion;
use crate::record::{Action, ActionState, Date, Leaf, Milestone};
use crate::stats::{action_state, day_end};
use crate::workspace::{Case, Policy};

/// An open item past its day.
#[derive(Debug, Clone, Copy)]
pub struct Overdue<'a> {
    /// Its incident.
    pub case: &'a Case,
    /// The item.
    pub action: &'a Action,
    /// How many days late.
    pub days: i64,
}

/// The action items of incidents.
#[derive(Debug)]
pub struct ActionItems<'a> {
    /// How many there are.
    pub n: usize,
    /// Proposed or committed; one without a state is proposed.
    pub open: usize,
    /// The open ones past their due date, the latest first.
    pub overdue: Vec<Overdue<'a>>,
    /// Decided against.
    pub rejected: usize,
    /// Done.
    pub done: usize,
    /// Done without a date: neither in the curve nor among those in time.
    pub done_undated: usize,
    /// Done in time, among those done with both dates and those overdue.
    pub in_time: Option<Proportion>,
    /// How long they stay open.
    pub survival: Survival,
    /// How many are in no curve because their incident has no time to count from, or only one after they were done.
    pub without_begin: usize,
    /// How many have a state that cannot be read.
    pub unreadable: usize,
}

impl<'a> ActionItems<'a> {
    pub(super) fn of(cases: &[&'a Case], policy: &Policy, now: i64) -> Self {
        let zone = policy.zone();
        let (today, end) = (zone.local(now).date(), day_end(now, zone));
        let mut items = Self {
            n: 0,
            open: 0,
            overdue: Vec::new(),
            rejected: 0,
            done: 0,
            done_undated: 0,
            in_time: None,
            survival: Survival::of(&[]),
            without_begin: 0,
            unreadable: 0,
        };
        let (mut subjects, mut judged, mut punctual) = (Vec::new(), 0, 0);
        let date = |leaf: &Option<Leaf<Date>>| leaf.as_ref().and_then(Leaf::get).map(|date| date.0);
        for &case in cases {
            for action in &case.data.actions {
                items.n += 1;
                let until = match action_state(action) {
                    Some(ActionState::Proposed | ActionState::Committed) => {
                        items.open += 1;
                        if let Some(due) = date(&action.due).filter(|due| *due < today) {
                            items.overdue.push(Overdue { case, action, days: (today - due).num_days() });
                        }
                        end
                    }
                    Some(ActionState::Done) => {
                        items.done += 1;
                        let Some(done) = date(&action.done) else {
                            items.done_undated += 1;
                            continue;
                        };
                        if let Some(due) = date(&action.due) {
                            judged += 1;
                            punctual += usize::from(done <= due);
                        }
                        let midnight = done.and_time(chrono::NaiveTime::MIN);
                        day_end(zone.unix(midnight), zone)
                    }
                    Some(ActionState::Rejected) => {
                        items.rejected += 1;
                        continue;
                    }
                    None => {
                        items.unreadable += 1;
                        continue;
                    }
                };
                match begin(case, until, policy) {
                    Some(begin) => subjects.push(Subject {
                        seconds: until - begin,
                        ended: action_state(action) == Some(ActionState::Done),
                    }),
                    None => items.without_begin += 1,
                }
            }
        }
        items.overdue.sort_by(|a, b| (b.days, &a.case.id).cmp(&(a.days, &b.case.id)));
        items.in_time = share(punctual, judged + items.overdue.len());
        items.survival = Survival::of(&subjects);
        items
    }
}

/// When the items of an incident are open from.
fn begin(case: &Case, until: i64, policy: &Policy) -> Option<i64> {
    let review = case.data.review.as_ref().and_then(|review| review.at.as_ref()).and_then(Leaf::get);
    let review = review.and_then(|at| policy.times.bounds(at).point);
    let times = [review, case.times.point(Milestone::Resolved), case.times.point(Milestone::Detected)];
    times.into_iter().flatten().find(|at| *at <= until)
}
