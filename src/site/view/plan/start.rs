//! What begins a recovery: when the plan starts, who is told, who judges the damage, who does what.

use super::super::super::document::Block;
use super::super::super::pen::Pen;
use super::super::{cell, head, number};
use super::{phrase, prose, text};
use crate::recovery::RecoveryPlan;

/// When the plan starts, and who may say so.
pub(super) fn activation(pen: &Pen<'_>, plan: &RecoveryPlan<'_>) -> Vec<Block> {
    let criteria = plan.sections.activation.iter();
    let rows = criteria.map(|one| vec![head(text(pen, one.criterion)), cell(text(pen, one.authority))]);
    pen.plain_table("activation", &["criterion", "authority"], rows.collect()).into_iter().collect()
}

/// How people are told, and who is called.
pub(super) fn notification(pen: &Pen<'_>, plan: &RecoveryPlan<'_>) -> Vec<Block> {
    let calls = plan.sections.call_tree.iter().map(|call| {
        let within = call.within.map(|within| pen.seconds(within));
        vec![
            head(call.role.map(|role| pen.role(role)).unwrap_or_default()),
            cell(text(pen, call.contact)),
            cell(text(pen, call.backup)),
            number(within.unwrap_or_default()),
        ]
    });
    let columns = ["role", "contact", "stands_in", "within#"];
    let calls = pen.captioned("call_tree", &columns, calls.collect());
    prose(pen, plan.sections.notification).into_iter().chain(calls).collect()
}

/// Who looks at what to judge the damage.
pub(super) fn assessment(pen: &Pen<'_>, plan: &RecoveryPlan<'_>) -> Vec<Block> {
    prose(pen, plan.sections.outage_assessment)
}

/// Who does what.
pub(super) fn roles(pen: &Pen<'_>, plan: &RecoveryPlan<'_>) -> Vec<Block> {
    let roles = plan.sections.roles.iter();
    let rows = roles.map(|one| {
        vec![head(one.role.map(|role| pen.role(role)).unwrap_or_default()), cell(phrase(pen, one.duty))]
    });
    pen.plain_table("plan_roles", &["role", "duty"], rows.collect()).into_iter().collect()
}
