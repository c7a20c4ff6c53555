//! What came after the incidents: actions and reviews.

use super::Facts;
use super::family::{Family, Label, SEVERITY, Samples, Unit};
use crate::record::{ActionState, Leaf};
use crate::stats::{action_pending, action_state, our_actions, overdue_review};
use crate::text::exposition::label_value;

pub(super) const FAMILIES: &[Family] = &[
    Family {
        name: "postmortem_action_items",
        help: "Actions of incidents and drills by how far they are.",
        unit: Unit::None,
        labels: &[Label {
            name: "state",
            values: "`proposed`, `committed`, `done`, `rejected`; `unknown` where it cannot be read",
        }],
        samples: actions,
    },
    Family {
        name: "postmortem_action_items_overdue",
        help: "Actions still to be done whose due date has passed as the day began.",
        unit: Unit::None,
        labels: &[],
        samples: overdue_actions,
    },
    Family {
        name: "postmortem_reviews_overdue",
        help: "Incidents whose review is past its day and has not been held as the day began.",
        unit: Unit::None,
        labels: &[SEVERITY],
        samples: overdue_reviews,
    },
];

fn actions(facts: &Facts<'_>, out: &mut Samples) {
    let all = || our_actions(facts.workspace).flat_map(|(_, actions)| actions).map(action_state);
    for &state in ActionState::ALL {
        out.count(&[state.word()], all().filter(|found| *found == Some(state)).count());
    }
    let unreadable = all().filter(Option::is_none).count();
    if unreadable > 0 {
        out.count(&["unknown"], unreadable);
    }
}

fn overdue_actions(facts: &Facts<'_>, out: &mut Samples) {
    let today = facts.workspace.policy.zone().local(facts.today).date();
    let pending = our_actions(facts.workspace).flat_map(|(_, actions)| actions).filter(|a| action_pending(a));
    let due = pending.filter_map(|action| action.due.as_ref().and_then(Leaf::get));
    out.count(&[], due.filter(|due| due.0 < today).count());
}

fn overdue_reviews(facts: &Facts<'_>, out: &mut Samples) {
    let policy = &facts.workspace.policy;
    for severity in policy.severities.iter().filter(|severity| severity.review_required) {
        let late = facts.statistics.cases.iter().filter(|(case, _)| {
            overdue_review(case, policy, facts.today).is_some_and(|(of, _)| of.id == severity.id)
        });
        out.count(&[&label_value(&severity.id)], late.count());
    }
}
