//! The recovery plan of one service: its critical path, every scenario, and what was measured.

use super::super::super::document::{Block, Document, Figure};
use super::super::super::draw::Named;
use super::super::super::draw::lanes::{self, Bar, Lane};
use super::super::super::index::Page;
use super::super::super::pen::Pen;
use super::super::super::template::Safe;
use super::super::{cell, head, number};
use super::{gaps, seconds, text};
use crate::recovery::{Achievable, PathStep, RecoveryPlan, ServicePlan};
use crate::time::show_seconds;

/// The plan of one service.
pub(in crate::site) fn service(pen: &Pen<'_>, plan: &RecoveryPlan<'_>, index: usize) -> Option<Document> {
    let record = &pen.index.workspace.services[index];
    let service = plan.services.iter().find(|service| service.file == record.file)?;
    let objectives = &service.objectives;
    let slowest = objectives.slowest.and_then(|i| objectives.scenarios.get(i));
    let entry = slowest.and_then(|slowest| service.achievable.get(slowest.fastest));
    let path = entry.map(|entry| plan.path(service, entry)).unwrap_or_default();
    let mut lede = vec![pen.join([pen.text(pen.word("objective")), seconds(pen, objectives.rto)], " ")];
    if let Some(slowest) = slowest {
        let text = format!("{} {}", pen.word("achievable_after"), slowest.scenario);
        lede.push(pen.join(
            [pen.text(&text), pen.strong(&slowest.seconds.map(show_seconds).unwrap_or_default())],
            " ",
        ));
    }
    lede.push(pen.verdict(objectives.achievable));
    let sections = [
        pen.section("path", "critical_path", critical_path(pen, plan, service, entry, &path)),
        pen.section("scenarios", "scenarios", scenarios(pen, service)),
        pen.section("loss", "data_loss", losses(pen, service)),
        pen.section("measured", "measured", measured(pen, service)),
        pen.section("gaps", "gaps", gaps(pen, plan, Some(service.id))),
    ];
    let name = service.name.unwrap_or(service.id);
    let mut below = vec![pen.to(Page::Service(index), name)];
    let names = |ids: &[&str]| pen.join(ids.iter().map(|id| pen.plan_of(plan, id)), ", ");
    for (key, ids) in [("needs_lower", &service.hard), ("needed_by_lower", &service.needed_by)] {
        if !ids.is_empty() {
            below.push(pen.join([pen.text(pen.word(key)), names(ids)], " "));
        }
    }
    Some(Document {
        title: format!("{}: {name}", pen.word("recovery_plan")),
        below,
        lede: Some(pen.join(lede, " · ")),
        sections: sections.into_iter().flatten().collect(),
        ..Document::default()
    })
}

fn critical_path(
    pen: &Pen<'_>,
    plan: &RecoveryPlan<'_>,
    service: &ServicePlan<'_>,
    entry: Option<&Achievable<'_>>,
    path: &[PathStep<'_, '_>],
) -> Vec<Block> {
    let Some(entry) = entry.filter(|_| !path.is_empty()) else { return Vec::new() };
    let lead = service.detection.seconds.saturating_add(plan.activation);
    let mut blocks = Vec::new();
    if pen.is_html() {
        let mut lanes = vec![Lane {
            title: pen.word("detect_and_activate").to_owned(),
            bars: vec![bar("slack", 0, lead)],
        }];
        for step in path {
            match lanes.iter_mut().find(|lane| lane.title == step.service) {
                Some(lane) => lane.bars.push(bar("bar", step.start, step.end)),
                None => lanes.push(Lane {
                    title: step.service.to_owned(),
                    bars: vec![bar("bar", step.start, step.end)],
                }),
            }
        }
        let name =
            Named { id: "path", title: pen.word("path_drawing"), description: pen.word("path_drawing_long") };
        let drawing = lanes::draw(&lanes, name, |at, _| show_seconds(at));
        blocks.extend(drawing.map(|drawing| {
            let caption = Some(format!("{}, {}", entry.scenario, pen.word("likely_lower")));
            Block::Figure(Figure { drawing: Safe::new(&drawing), caption })
        }));
    }
    let begin = vec![
        number(pen.seconds(0)),
        head(pen.text(pen.word("detect_and_activate"))),
        cell(Safe::default()),
        cell(Safe::default()),
        number(pen.seconds(lead)),
        cell(Safe::default()),
    ];
    let rows = path.iter().map(|step| {
        vec![
            number(pen.seconds(step.start)),
            head(step.step.text.map(|text| pen.phrase(text)).unwrap_or_default()),
            cell(pen.plan_of(plan, step.service)),
            cell(pen.join([text(pen, step.step.role), text(pen, step.step.team)], ", ")),
            number(seconds(pen, step.step.likely)),
            cell(step.step.runbook.map(|id| pen.runbook(id)).unwrap_or_default()),
        ]
    });
    let columns = ["starts#", "step", "service", "role", "likely#", "runbook"];
    blocks.extend(pen.captioned("steps_in_order", &columns, std::iter::once(begin).chain(rows).collect()));
    blocks
}

fn bar(class: &'static str, from: i64, to: i64) -> Bar {
    Bar { class, opacity: None, from, to, text: format!("{} – {}", show_seconds(from), show_seconds(to)) }
}

fn scenarios(pen: &Pen<'_>, service: &ServicePlan<'_>) -> Vec<Block> {
    let rows = service.achievable.iter().map(|way| {
        let about = if way.lower_bound { format!("{} ", pen.word("at_least")) } else { String::new() };
        let time = way.seconds.map(|seconds| pen.text(&format!("{about}{}", show_seconds(seconds))));
        let missing = way.unknown.iter().chain(&way.missing).map(|text| pen.text(text));
        let fares = service.objectives.scenarios.iter().find(|one| one.scenario == way.scenario);
        let fares = fares
            .filter(|one| service.achievable.get(one.fastest).is_some_and(|best| std::ptr::eq(best, way)));
        vec![
            head(pen.text(way.scenario.word())),
            cell(pen.text(way.method.map_or("", |method| method.word()))),
            number(time.unwrap_or_else(|| pen.none("unknown"))),
            number(way.work.map(|work| pen.seconds(work)).unwrap_or_default()),
            cell(fares.map(|one| pen.verdict(one.verdict)).unwrap_or_default()),
            cell(pen.join(missing, "; ")),
        ]
    });
    let columns = ["scenario", "method", "recovery_time#", "work#", "verdict", "not_known"];
    pen.plain_table("scenarios", &columns, rows.collect()).into_iter().collect()
}

fn losses(pen: &Pen<'_>, service: &ServicePlan<'_>) -> Vec<Block> {
    let rows = service.rpo.iter().map(|case| {
        let notes = case.notes.iter().map(|note| pen.text(note));
        let from = case.from.map(|id| pen.join([pen.text(pen.word("through")), pen.text(id)], " "));
        vec![
            head(pen.text(case.scenario.word())),
            number(pen.loss(case)),
            cell(text(pen, case.copy.as_deref())),
            cell(text(pen, case.place.as_deref())),
            cell(pen.join([pen.join(notes, "; "), from.unwrap_or_default()], "; ")),
        ]
    });
    let columns = ["scenario", "data_loss#", "copy", "place_lost", "remarks"];
    pen.plain_table("data_loss", &columns, rows.collect()).into_iter().collect()
}

fn measured(pen: &Pen<'_>, service: &ServicePlan<'_>) -> Vec<Block> {
    let rows = service.measured.groups.iter().map(|group| {
        vec![
            head(pen.text(group.name())),
            number(pen.text(&group.n.to_string())),
            number(pen.text(&group.incidents.to_string())),
            number(pen.seconds(super::super::super::draw::dots::whole(group.median))),
            number(pen.seconds(group.max)),
        ]
    });
    let columns = ["method", "n#", "in_incidents#", "median#", "longest#"];
    pen.plain_table("measured", &columns, rows.collect()).into_iter().collect()
}
