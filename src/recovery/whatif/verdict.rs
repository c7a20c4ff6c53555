//! Which objectives break, and when.

use super::super::objectives::against;
use super::super::{Loss, RecoveryPlan, Verdict};
use super::{Affected, Broken, Effect, Held, Objective};

/// Holds every promise of what is down against what happens; the broken ones, the first first.
pub(super) fn hold<'a>(plan: &RecoveryPlan<'a>, affected: &mut [Affected<'a>]) -> Vec<Broken<'a>> {
    let mut broken = Vec::new();
    for one in affected.iter_mut().filter(|one| one.effect == Effect::Down) {
        let promised = &plan.services[one.node].objectives;
        let done = one.back_at.map(|at| at.saturating_add(promised.wrt.unwrap_or(0)));
        let open = one.lower_bound || promised.wrt.is_none();
        one.rto.verdict = by(one.back_at, one.lower_bound, one.rto);
        one.mtpd.verdict = by(done, open, one.mtpd);
        let lost = one.loss.as_ref();
        one.rpo.verdict = lost.map_or(Verdict::Unknown, |case| against(case, one.rpo.limit));
        let seconds = lost.and_then(|case| match case.loss {
            Loss::Seconds(seconds) => Some(seconds),
            Loss::Unknown | Loss::All => None,
        });
        let least = lost.is_some_and(|case| case.lower_bound);
        let all = [
            (Objective::Rpo, one.rpo, seconds, least),
            (Objective::Rto, one.rto, one.back_at, one.lower_bound),
            (Objective::Mtpd, one.mtpd, done, one.lower_bound),
        ];
        for (objective, held, reached, lower_bound) in all {
            if let Some(limit) = held.limit.filter(|_| held.verdict == Verdict::Beyond) {
                let at = if objective == Objective::Rpo { 0 } else { limit };
                broken.push(Broken { at, service: one.id, objective, limit, reached, lower_bound });
            }
        }
    }
    let tier = |id: &str| plan.service(id).and_then(|service| service.tier).unwrap_or(u32::MAX);
    broken.sort_by_cached_key(|one| (one.at, tier(one.service), one.service, one.objective));
    broken
}

/// What nothing brings back is not back by then.
fn by(at: Option<i64>, lower_bound: bool, held: Held) -> Verdict {
    match (at, held.limit) {
        (None, Some(_)) => Verdict::Beyond,
        _ => Verdict::of(at, lower_bound, held.limit),
    }
}
