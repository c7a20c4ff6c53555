//! In which order services come back, and by which procedures.

use super::super::super::document::Block;
use super::super::super::pen::Pen;
use super::super::{cell, head, list, number};
use crate::recovery::{RecoveryPlan, circle, read_steps, schedule};

/// The waves, and what stands against any order.
pub(super) fn order(pen: &Pen<'_>, plan: &RecoveryPlan<'_>) -> Vec<Block> {
    let rows = plan.waves.iter().enumerate().map(|(i, wave)| {
        let services = wave.iter().map(|id| pen.plan_of(plan, id));
        let mut teams: Vec<&str> = wave.iter().filter_map(|id| plan.service(id)?.owner).collect();
        teams.sort_unstable();
        teams.dedup();
        vec![
            number(pen.text(&(i + 1).to_string())),
            head(pen.join(services, ", ")),
            cell(pen.text(&pen.index.words.list(&teams))),
        ]
    });
    let mut blocks: Vec<Block> =
        pen.captioned("waves", &["wave#", "services", "teams"], rows.collect()).into_iter().collect();
    let cycles = plan.cycles.iter().map(|cycle| pen.said(&circle(cycle, "services")));
    if let Some(cycles) = list(cycles.collect()) {
        blocks.push(Block::Heading(pen.word("cycles").to_owned()));
        blocks.push(cycles);
    }
    blocks
}

/// Every way to recover every service, with the runbooks it follows.
pub(super) fn procedures(pen: &Pen<'_>, plan: &RecoveryPlan<'_>) -> Vec<Block> {
    let workspace = pen.index.workspace;
    let mut rows = Vec::new();
    for service in plan.waves.iter().flatten().filter_map(|id| plan.service(id)) {
        let Some(record) = workspace.names.service(service.id).map(|index| &workspace.services[index]) else {
            continue;
        };
        for way in &record.data.recovery {
            let scenarios = pen.index.words.list(way.scenarios.iter().map(|scenario| pen.chosen(scenario)));
            // Its own steps only: what it waits for has rows of its own.
            let own = schedule(&read_steps(way).jobs, 0).ok().map(|plan| pen.seconds(plan.end));
            let mut runbooks: Vec<&str> =
                way.steps.iter().filter_map(|step| step.runbook.as_deref()).collect();
            let mut seen = std::collections::BTreeSet::new();
            runbooks.retain(|id| seen.insert(*id));
            rows.push(vec![
                head(pen.plan_of(plan, service.id)),
                cell(pen.choice(way.method.as_ref())),
                cell(pen.text(&scenarios)),
                number(pen.text(&way.steps.len().to_string())),
                number(own.unwrap_or_default()),
                cell(pen.join(runbooks.into_iter().map(|id| pen.runbook(id)), ", ")),
            ]);
        }
    }
    let columns = ["service", "method", "against", "n_steps#", "likely#", "runbooks"];
    pen.plain_table("procedures", &columns, rows).into_iter().collect()
}
