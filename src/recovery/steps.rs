//! The steps of a recovery as jobs: which comes after which, and what is not known of them.

use std::collections::BTreeMap;

use super::schedule::Job;
use super::{cycles, seconds};
use crate::record::{Leaf, Recovery, RecoveryStep};

/// The steps of a recovery, ready to be scheduled.
#[derive(Debug)]
pub(crate) struct Steps {
    /// In the order of the record.
    pub(crate) jobs: Vec<Job>,
    /// Entries of `after` that name no step: step and index.
    pub(crate) dangling: Vec<(usize, usize)>,
    /// Steps without a likely time.
    pub(crate) unestimated: Vec<usize>,
}

/// Reads the order of steps: `after` where it is written, else the step above.
///
/// A step without a likely time counts with its best time, else with none, so that the end is a lower bound. Of
/// two steps with one id the first is meant; a name that is no step's is passed over.
pub(crate) fn read(recovery: &Recovery) -> Steps {
    let mut ids = BTreeMap::new();
    for (i, step) in recovery.steps.iter().enumerate() {
        if let Some(id) = step.id.as_deref() {
            ids.entry(id).or_insert(i);
        }
    }
    let mut steps = Steps { jobs: Vec::new(), dangling: Vec::new(), unestimated: Vec::new() };
    for (i, step) in recovery.steps.iter().enumerate() {
        let after = match &step.after {
            None => i.checked_sub(1).into_iter().collect(),
            Some(names) => {
                let found = names.iter().enumerate().filter_map(|(k, name)| {
                    let job = ids.get(&**name).copied();
                    if job.is_none() {
                        steps.dangling.push((i, k));
                    }
                    job
                });
                found.collect()
            }
        };
        if likely(step).is_none() {
            steps.unestimated.push(i);
        }
        let best = || step.estimate.as_ref().and_then(|estimate| seconds(estimate.best.as_ref()));
        let before = step.before_dependencies.as_ref().and_then(Leaf::get).is_some_and(|flag| flag.0);
        let duration = likely(step).or_else(best).unwrap_or(0);
        steps.jobs.push(Job { duration, after, waits: !before });
    }
    steps
}

/// The likely time of a step, in seconds.
pub(super) fn likely(step: &RecoveryStep) -> Option<i64> {
    step.estimate.as_ref().and_then(|estimate| seconds(estimate.likely.as_ref()))
}

/// How a step is called: its id, else its text, else its number.
pub(crate) fn name(recovery: &Recovery, index: usize) -> String {
    let step = &recovery.steps[index];
    let said = step.id.as_ref().or(step.step.as_ref()).filter(|text| text.says_something());
    said.map_or_else(|| format!("step {}", index + 1), ToString::to_string)
}

/// `a → b → a`, each after the next; the middle of a long one left out.
pub(crate) fn show_circle(recovery: &Recovery, circle: &[usize]) -> String {
    let names: Vec<String> = circle.iter().map(|&i| name(recovery, i)).collect();
    cycles::circle(&names.iter().map(String::as_str).collect::<Vec<_>>(), "steps")
}
