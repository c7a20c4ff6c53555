//! Whether the review was held in time.

use super::Outcome;
use crate::record::{IncidentKind, Leaf, Milestone, Within};
use crate::time::{Bounds, add_business_days};
use crate::workspace::{Case, Policy, SeverityPolicy};

/// When the review is due, in Unix seconds; `None` where the end or the deadline is not known.
pub fn review_due(case: &Case, severity: &SeverityPolicy, policy: &Policy) -> Option<i64> {
    due(case.times.point(Milestone::Resolved)?, severity, policy)
}

fn due(resolved: i64, severity: &SeverityPolicy, policy: &Policy) -> Option<i64> {
    Some(match severity.review_within? {
        Within::Time(time) => resolved + time.seconds,
        Within::BusinessDays(days) => add_business_days(resolved, days, &policy.calendar, policy.zone()),
    })
}

/// The outcome, and whether it could be another one within the bounds of the times.
pub(super) fn outcome(case: &Case, severity: &SeverityPolicy, policy: &Policy, now: i64) -> (Outcome, bool) {
    let Some((resolved, due)) = case.times.point(Milestone::Resolved).zip(review_due(case, severity, policy))
    else {
        let lies_ahead = case.is_open() || case.kind == IncidentKind::External;
        return (if lies_ahead { Outcome::Pending } else { Outcome::Unknown }, false);
    };
    let review = case.data.review.as_ref();
    let at = review
        .and_then(|review| review.at.as_ref())
        .and_then(Leaf::get)
        .map(|time| policy.times.bounds(time));
    let Some(at) = at else {
        let outcome = if now > due { Outcome::Breached(None) } else { Outcome::Pending };
        return (outcome, uncertain(case, &Bounds::exact(now), severity, policy));
    };
    match at.point {
        Some(point) => {
            let outcome = if point <= due { Outcome::Met } else { Outcome::Breached(Some(point - resolved)) };
            (outcome, uncertain(case, &at, severity, policy))
        }
        None => (Outcome::Unknown, false),
    }
}

/// Whether it is in time at one end of the bounds and late at the other.
fn uncertain(case: &Case, at: &Bounds, severity: &SeverityPolicy, policy: &Policy) -> bool {
    let Some(resolved) = case.times.get(Milestone::Resolved) else { return false };
    let due = |resolved: Option<i64>| due(resolved?, severity, policy);
    let late = |at: Option<i64>, due: Option<i64>| at.zip(due).map(|(at, due)| at > due);
    late(at.low, due(resolved.high)) == Some(false) && late(at.high, due(resolved.low)) == Some(true)
}
