//! The recovery plan as a document that stands for itself: the whole, one service, or what if something fails.

use super::alone::Alone;
use super::view::plan;
use crate::Result;
use crate::history::Log;
use crate::recovery::{RecoveryPlan, WhatIf};
use crate::source::Source;
use crate::workspace::Workspace;

/// What of the plan is written.
#[derive(Debug, Clone, Copy)]
pub enum PlanPart<'p, 'a> {
    /// All of it.
    Whole,
    /// One service, by its index into the services of the workspace.
    Service(usize),
    /// What if something fails.
    WhatIf(&'p WhatIf<'a>),
}

/// Writes a part of the plan of `workspace`, which must hold only what the readers may see.
pub fn plan_document(
    workspace: &Workspace,
    source: &Source,
    plan: &RecoveryPlan<'_>,
    log: Option<&Log>,
    part: PlanPart<'_, '_>,
    how: Alone<'_>,
) -> Result<Vec<u8>> {
    how.write(workspace, source, |pen| match part {
        PlanPart::Whole => plan::document(pen, plan::Subject { plan, log, what_ifs: &plan.place_losses() }),
        PlanPart::Service(index) => plan::service(pen, plan, index).unwrap_or_default(),
        PlanPart::WhatIf(what_if) => plan::what_if(pen, plan, what_if),
    })
}
