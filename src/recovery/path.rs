//! The critical path of a recovery through every service it waits for.

use serde::Serialize;

use super::{Achievable, PlannedStep, RecoveryPlan, ServicePlan};

/// One step of a critical path.
#[derive(Debug, Clone, Serialize)]
pub struct PathStep<'a, 'p> {
    /// Whose recovery the step belongs to.
    pub service: &'a str,
    /// Index into that service's `recovery`.
    pub recovery: usize,
    /// Index of the step in it.
    pub index: usize,
    /// The step; its own times count from the beginning of the service's work.
    pub step: &'p PlannedStep<'a>,
    /// Begin, in seconds from the disruption.
    pub start: i64,
    /// End, in seconds from the disruption, if every step takes its likely time.
    pub end: i64,
}

impl<'a> RecoveryPlan<'a> {
    /// The critical path of a recovery of `service`, from the first step of what it waits for to its own last.
    ///
    /// Empty where the time is unknown. The steps follow each other without a gap, from detection and activation of
    /// what comes first to the achievable time.
    pub fn path<'p>(
        &'p self,
        service: &'p ServicePlan<'a>,
        entry: &'p Achievable<'a>,
    ) -> Vec<PathStep<'a, 'p>> {
        let mut path = Vec::new();
        let mut at = entry.work.is_some().then_some((service, entry));
        while let Some((service, entry)) = at {
            let lead = service.detection.seconds.saturating_add(self.activation);
            let critical = entry.steps.iter().enumerate().filter(|(_, step)| step.critical);
            let mut own: Vec<PathStep<'a, 'p>> = critical
                .map(|(index, step)| PathStep {
                    service: service.id,
                    recovery: entry.recovery,
                    index,
                    step,
                    start: step.start.saturating_add(lead),
                    end: step.end.saturating_add(lead),
                })
                .collect();
            // Steps may be written in any order; an instant step comes before what begins when it ends.
            own.sort_by_key(|step| (step.start, step.end));
            own.reverse();
            path.append(&mut own);
            at = entry.waits_for.as_ref().and_then(|wait| {
                let service = self.services.get(wait.node)?;
                Some((service, service.achievable.get(wait.achievable)?))
            });
        }
        path.reverse();
        path
    }
}
