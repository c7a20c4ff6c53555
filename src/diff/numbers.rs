//! How statistics move, and which response targets are newly missed.

use std::collections::BTreeMap;

use super::side::Side;
use crate::numbers::SIGNIFICANCE;
use crate::numbers::detectable::{log_deviation, smallest_detectable};
use crate::numbers::summary::Summary;
use crate::stats::{Filter, Measure, Statistics, TargetMeasure, statistics};

/// Below this many incidents no spread is worth a prediction, as with the interval of a median.
const FEWEST: usize = 6;

/// One measure over our incidents, before and after.
#[derive(Debug)]
pub struct MeasureChange {
    /// The measure.
    pub measure: Measure,
    /// Its definition under the settings after the change.
    pub definition: String,
    /// Its statistics before, in seconds.
    pub before: Summary,
    /// Its statistics after, in seconds.
    pub after: Summary,
    /// The smallest improvement of the geometric mean, as a share, that the `n` incidents after the change beside the
    /// next `n` could show; `None` where there are too few.
    pub smallest_detectable: Option<f64>,
}

impl MeasureChange {
    /// Whether any number moves.
    pub fn moves(&self) -> bool {
        self.before != self.after
    }
}

/// A response target that an incident misses on one side only.
#[derive(Debug)]
pub struct TargetChange {
    /// The incident's id.
    pub incident: String,
    /// Its severity at detection.
    pub severity: String,
    /// What the target is about.
    pub measure: TargetMeasure,
    /// The target in words.
    pub target: String,
    /// How long it took, in seconds; `None` where it is still not done.
    pub took: Option<i64>,
    /// It is missed after the change, and was not before; else the other way round.
    pub missed_now: bool,
}

/// How TTD, TTA, TTM and TTR move, and the targets.
pub(super) fn numbers(base: &Side, head: &Side, now: i64) -> (Vec<MeasureChange>, Vec<TargetChange>) {
    let before = statistics(&base.workspace, &Filter::default(), now);
    let after = statistics(&head.workspace, &Filter::default(), now);
    let measures =
        before.groups.iter().zip(&after.groups).filter(|(group, _)| group.measure != Measure::Impact);
    let measures = measures.map(|(old, new)| {
        let measure = new.measure;
        let seconds: Vec<i64> =
            after.cases.iter().filter_map(|(_, numbers)| numbers.get(measure).seconds()).collect();
        let n = seconds.len();
        let detectable = || smallest_detectable(log_deviation(&seconds)?, n, n, SIGNIFICANCE);
        MeasureChange {
            measure,
            definition: measure.definition(&head.workspace.policy),
            before: old.summary.clone(),
            after: new.summary.clone(),
            smallest_detectable: (n >= FEWEST).then(detectable).flatten(),
        }
    });
    (measures.collect(), targets(&before, &after))
}

fn targets(before: &Statistics<'_>, after: &Statistics<'_>) -> Vec<TargetChange> {
    let (old, new) = (missed(before, false), missed(after, true));
    let brought = new.iter().filter(|(key, _)| !old.contains_key(*key)).map(|(key, _)| (key.clone(), true));
    let mended = old.iter().filter(|(key, _)| !new.contains_key(*key)).map(|(key, _)| (key.clone(), false));
    let keys: Vec<_> = brought.chain(mended).collect();
    let (mut old, mut new) = (old, new);
    keys.into_iter().filter_map(|(key, now)| if now { new.remove(&key) } else { old.remove(&key) }).collect()
}

/// The targets missed, by incident and target.
fn missed(statistics: &Statistics<'_>, now: bool) -> BTreeMap<(String, &'static str), TargetChange> {
    let mut out = BTreeMap::new();
    for target in &statistics.targets {
        for breach in &target.breached {
            let change = TargetChange {
                incident: breach.case.id.clone(),
                severity: target.severity.id.clone(),
                measure: target.measure,
                target: target.target.clone(),
                took: breach.took,
                missed_now: now,
            };
            out.insert((breach.case.id.to_lowercase(), target.measure.name()), change);
        }
    }
    out
}
