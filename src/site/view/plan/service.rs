//! The recovery plan of one service: its critical path, every scenario, and what was measured.

use super::super::super::document::{Block, Document, Figure};
use super::super::super::draw::Named;
use super::super::super::draw::lanes::{self, Bar, Lane};
use super::super::super::index::Page;
use super::super::super::pen::Pen;
use super::super::super::template::Safe;
use super::super::{cell, head, number};
use super::what_if::{broken, course};
use super::{gaps, seconds, text};
use crate::recovery::{Achievable, Crew, Headline, PathStep, RecoveryPlan, ServicePlan, share};

/// The plan of one service.
pub(in crate::site) fn service(pen: &Pen<'_>, plan: &RecoveryPlan<'_>, index: usize) -> Option<Document> {
    let record = &pen.index.workspace.services[index];
    let service = plan.services.iter().find(|service| service.file == record.file)?;
    let objectives = &service.objectives;
    let slowest = objectives.slowest.and_then(|i| objectives.scenarios.get(i));
    let entry = slowest.and_then(|slowest| service.achievable.get(slowest.fastest));
    let path = entry.map(|entry| plan.path(service, entry)).unwrap_or_default();
    let mut lede = vec![pen.around("objective_of", seconds(pen, objectives.rto))];
    if let Some(slowest) = slowest {
        let times = match service.headline() {
            Some(Headline { median: Some(median), p90, lower_bound, basis, .. }) => {
                let p90 = p90.map(|p90| pen.join([pen.text("P90"), pen.at_least(p90, lower_bound)], " "));
                let median = pen.around("median_of", pen.at_least(median, lower_bound));
                let parts = [median, p90.unwrap_or_default(), pen.text(pen.basis(basis))];
                pen.clauses(parts)
            }
            _ => slowest
                .seconds
                .map_or_else(|| pen.none("unknown"), |likely| pen.at_least(likely, slowest.lower_bound)),
        };
        let text = pen.index.words.around("achievable_after", pen.index.words.label(slowest.scenario));
        lede.push(pen.join([pen.text(&text), times], " "));
    }
    lede.push(pen.verdict(objectives.achievable));
    let sections = [
        pen.section("path", "critical_path", critical_path(pen, plan, entry, &path)),
        pen.section("scenarios", "scenarios", scenarios(pen, service)),
        pen.section("what-if", "if_it_fails", failing(pen, plan, service)),
        pen.section("loss", "data_loss", losses(pen, service)),
        pen.section("measured", "measured", measured(pen, service)),
        pen.section("gaps", "gaps", gaps(pen, plan, Some(service.id))),
    ];
    let name = service.name.unwrap_or(service.id);
    let mut below = vec![pen.to(Page::Service(index), name)];
    let names = |ids: &[&str]| pen.join(ids.iter().map(|id| pen.plan_of(plan, id)), ", ");
    for (key, ids) in [("needs_lower", &service.hard), ("needed_by_lower", &service.needed_by)] {
        if !ids.is_empty() {
            below.push(pen.around(key, names(ids)));
        }
    }
    Some(Document {
        title: pen.index.words.around("recovery_plan_of", name),
        below,
        lede: Some(pen.join(lede, " · ")),
        sections: sections.into_iter().flatten().collect(),
        ..Document::default()
    })
}

fn critical_path(
    pen: &Pen<'_>,
    plan: &RecoveryPlan<'_>,
    entry: Option<&Achievable<'_>>,
    path: &[PathStep<'_, '_>],
) -> Vec<Block> {
    let Some(entry) = entry.filter(|_| !path.is_empty()) else { return Vec::new() };
    let lead = path.first().map_or(0, |step| step.start);
    let mut blocks = Vec::new();
    if pen.is_html() {
        let mut lanes = vec![Lane {
            title: pen.word("detect_and_activate").to_owned(),
            bars: vec![bar(pen, "slack", 0, lead)],
        }];
        for step in path {
            match lanes.iter_mut().find(|lane| lane.title == step.service) {
                Some(lane) => lane.bars.push(bar(pen, "bar", step.start, step.end)),
                None => lanes.push(Lane {
                    title: step.service.to_owned(),
                    bars: vec![bar(pen, "bar", step.start, step.end)],
                }),
            }
        }
        let name =
            Named { id: "path", title: pen.word("path_drawing"), description: pen.word("path_drawing_long") };
        let drawing = lanes::draw(&lanes, name, |at, _| pen.index.words.seconds(at));
        blocks.extend(drawing.map(|drawing| {
            let words = &pen.index.words;
            let caption = Some(words.clauses([words.label(entry.scenario), words.get("likely_lower")]));
            Block::Figure(Figure { drawing: Safe::new(drawing), caption })
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
            cell(pen.join(
                [step.step.role.map(|role| pen.role(role)).unwrap_or_default(), text(pen, step.step.team)],
                ", ",
            )),
            number(seconds(pen, step.step.likely)),
            cell(step.step.runbook.map(|id| pen.runbook(id)).unwrap_or_default()),
        ]
    });
    let columns = ["starts#", "step", "service", "role", "likely#", "runbook"];
    blocks.extend(pen.captioned("steps_in_order", &columns, std::iter::once(begin).chain(rows).collect()));
    blocks
}

fn bar(pen: &Pen<'_>, class: &'static str, from: i64, to: i64) -> Bar {
    Bar {
        class,
        opacity: None,
        from,
        to,
        text: format!("{} – {}", pen.index.words.seconds(from), pen.index.words.seconds(to)),
    }
}

fn scenarios(pen: &Pen<'_>, service: &ServicePlan<'_>) -> Vec<Block> {
    let rows = service.achievable.iter().enumerate().map(|(i, way)| {
        let missing = way.unknown.iter().chain(&way.missing).map(|text| pen.said(text));
        let fares = service.objectives.scenarios.iter().find(|one| one.fastest == i);
        let drawn = service.drawn(way.scenario).filter(|one| one.achievable == i);
        let within = drawn.and_then(|one| one.within_rto.as_ref());
        let basis = fares.map(|one| pen.basis(one.basis));
        vec![
            head(pen.text(pen.index.words.label(way.scenario))),
            cell(pen.text(way.method.map_or("", |method| pen.index.words.label(method)))),
            number(
                way.seconds.map_or_else(|| pen.none("unknown"), |time| pen.at_least(time, way.lower_bound)),
            ),
            number(drawn.map(|one| pen.at_least(one.median, one.lower_bound)).unwrap_or_default()),
            number(drawn.map(|one| pen.at_least(one.p90, one.lower_bound)).unwrap_or_default()),
            number(within.map(|within| pen.said(&share(within))).unwrap_or_default()),
            cell(fares.map(|one| pen.verdict(one.verdict)).unwrap_or_default()),
            cell(basis.map(|word| pen.text(word)).unwrap_or_default()),
            cell(pen.join(missing, "; ")),
        ]
    });
    let columns =
        ["scenario", "method", "likely#", "median#", "p90#", "within_rto#", "verdict", "go_by", "not_known"];
    pen.captioned("scenarios_table", &columns, rows.collect()).into_iter().collect()
}

/// What goes down with it in its slowest scenario, and how that comes back.
fn failing(pen: &Pen<'_>, plan: &RecoveryPlan<'_>, service: &ServicePlan<'_>) -> Vec<Block> {
    let Some(slowest) = service.slowest() else { return Vec::new() };
    let Ok(failures) = plan.failures(&[format!("{}:{}", service.id, slowest.scenario)]) else {
        return Vec::new();
    };
    let what_if = plan.what_if(&failures, Crew::Teams);
    let mut blocks = vec![Block::Prose(pen.paragraph(&pen.said(&what_if.summary())))];
    blocks.extend(course(pen, plan, &what_if, "what-if"));
    blocks.extend(broken(pen, plan, &what_if));
    blocks
}

fn losses(pen: &Pen<'_>, service: &ServicePlan<'_>) -> Vec<Block> {
    let rows = service.rpo.iter().map(|case| {
        let notes = case.notes.iter().map(|note| pen.said(note));
        let from = case.from.map(|id| pen.around("through", pen.text(id)));
        vec![
            head(pen.text(pen.index.words.label(case.scenario))),
            number(pen.loss(case)),
            cell(case.copy.as_deref().map(|copy| pen.said(copy)).unwrap_or_default()),
            cell(text(pen, case.place.as_deref())),
            cell(pen.join([pen.join(notes, "; "), from.unwrap_or_default()], "; ")),
        ]
    });
    let columns = ["scenario", "data_loss#", "copy_of_data", "place_lost", "remarks"];
    pen.plain_table("data_loss", &columns, rows.collect()).into_iter().collect()
}

fn measured(pen: &Pen<'_>, service: &ServicePlan<'_>) -> Vec<Block> {
    let rows = service.measured.groups.iter().map(|group| {
        let lasting = &group.lasting;
        let time = |seconds: Option<i64>| seconds.map_or_else(|| pen.none("too_few"), |one| pen.seconds(one));
        vec![
            head(pen.text(pen.method(group.method))),
            number(pen.text(&group.n.to_string())),
            number(pen.text(&group.incidents.to_string())),
            number(pen.text(&(lasting.open + lasting.failed).to_string())),
            number(time(lasting.median)),
            number(time(lasting.p90)),
            number(pen.seconds(group.max)),
            cell(pen.text(pen.word(if lasting.enough { "yes" } else { "no" }))),
        ]
    });
    let columns =
        ["method", "n#", "in_incidents#", "not_over_title#", "median#", "p90#", "longest#", "enough"];
    pen.captioned("measured_table", &columns, rows.collect()).into_iter().collect()
}
