//! The recovery plan: one page for the whole, one for each service.

use super::super::document::{Block, Callout, Document, Figure};
use super::super::draw::lanes::{self, Bar, Lane};
use super::super::index::Page;
use super::super::pen::Pen;
use super::super::template::Safe;
use super::{cell, head, list, number};
use crate::record::Scenario;
use crate::recovery::{
    Achievable, DATA_SCENARIOS, Loss, PathStep, RecoveryPlan, ServicePlan, Verdict, WorstCase,
};
use crate::time::show_seconds;

/// The whole plan.
pub(in crate::site) fn document(pen: &Pen<'_>, plan: &RecoveryPlan<'_>) -> Document {
    let words = &pen.index.words;
    let broken =
        plan.services.iter().filter(|service| service.objectives.achievable == Verdict::Beyond).count();
    let lede =
        format!("{} {}", words.count("n_services", plan.services.len()), words.count("n_beyond", broken));
    let caution = Callout {
        class: "warning",
        title: pen.word("likely_title").to_owned(),
        text: pen.text(pen.word("likely_text")),
    };
    let wide = if plan.services.is_empty() { Vec::new() } else { vec![Block::Callout(caution)] };
    let sections = [
        pen.section("activation", "activation", activation(pen, plan)),
        pen.section("order", "recovery_order", order(pen, plan)),
        pen.section("rto", "recovery_time", recovery_time(pen, plan)),
        pen.section("rpo", "data_loss", data_loss(pen, plan)),
        pen.section("drills", "drills", drills(pen)),
        pen.section("vendors", "vendors_and_site", vendors(pen, plan)),
        pen.section("gaps", "gaps", gaps(pen, plan, None)),
    ];
    Document {
        title: pen.word("recovery_plan").to_owned(),
        lede: Some(pen.text(&lede)),
        wide,
        sections: sections.into_iter().flatten().collect(),
        ..Document::default()
    }
}

fn text(pen: &Pen<'_>, text: Option<&str>) -> Safe {
    text.map(|text| pen.text(text)).unwrap_or_default()
}

fn seconds(pen: &Pen<'_>, seconds: Option<i64>) -> Safe {
    seconds.map_or_else(|| pen.none("unknown"), |seconds| pen.seconds(seconds))
}

fn activation(pen: &Pen<'_>, plan: &RecoveryPlan<'_>) -> Vec<Block> {
    let criteria = plan.sections.activation.iter();
    let criteria = criteria.map(|one| vec![head(text(pen, one.criterion)), cell(text(pen, one.authority))]);
    let calls = plan.sections.call_tree.iter().map(|call| {
        let within = call.within.map(|within| pen.seconds(within));
        vec![
            head(text(pen, call.role)),
            cell(text(pen, call.contact)),
            cell(text(pen, call.backup)),
            number(within.unwrap_or_default()),
        ]
    });
    let blocks = [
        pen.captioned("activation_table", &["criterion", "authority"], criteria.collect()),
        pen.captioned("call_tree", &["role", "contact", "stands_in", "within#"], calls.collect()),
    ];
    blocks.into_iter().flatten().collect()
}

fn order(pen: &Pen<'_>, plan: &RecoveryPlan<'_>) -> Vec<Block> {
    let rows = plan.waves.iter().enumerate().map(|(i, wave)| {
        let services = wave.iter().map(|id| pen.plan_of(plan, id));
        let mut teams: Vec<&str> = wave.iter().filter_map(|id| plan.service(id)?.owner).collect();
        teams.sort_unstable();
        teams.dedup();
        vec![
            number(pen.text(&(i + 1).to_string())),
            head(pen.join(services, ", ")),
            cell(pen.text(&teams.join(", "))),
        ]
    });
    let mut blocks: Vec<Block> =
        pen.captioned("waves", &["wave#", "services", "teams"], rows.collect()).into_iter().collect();
    let cycles = plan.cycles.iter().map(|cycle| pen.text(&cycle.join(" → ")));
    if let Some(cycles) = list(cycles.collect()) {
        blocks.push(Block::Heading(pen.word("cycles").to_owned()));
        blocks.push(cycles);
    }
    blocks
}

fn recovery_time(pen: &Pen<'_>, plan: &RecoveryPlan<'_>) -> Vec<Block> {
    let rows = plan.services.iter().map(|service| {
        let objectives = &service.objectives;
        let slowest = objectives.slowest.and_then(|i| objectives.scenarios.get(i));
        let achievable = slowest.map_or_else(|| pen.none("unknown"), |slowest| seconds(pen, slowest.seconds));
        let scenario = slowest.map(|slowest| pen.text(slowest.scenario.word())).unwrap_or_default();
        let measured = service.measured.longest();
        let longest = measured.map_or_else(|| pen.none("never"), |group| pen.seconds(group.max));
        let how = measured.map(|group| pen.text(&format!("{}, n {}", group.name(), group.n)));
        vec![
            head(pen.plan_of(plan, service.id)),
            number(objectives.rto.map_or_else(|| pen.none("none"), |rto| pen.seconds(rto))),
            number(achievable),
            cell(scenario),
            number(longest),
            cell(how.unwrap_or_default()),
            cell(pen.verdict(objectives.achievable.max(objectives.measured))),
        ]
    });
    let columns =
        ["service", "objective#", "achievable#", "slowest_scenario", "measured#", "how_measured", "verdict"];
    pen.captioned("rto_table", &columns, rows.collect()).into_iter().collect()
}

fn data_loss(pen: &Pen<'_>, plan: &RecoveryPlan<'_>) -> Vec<Block> {
    let rows = plan.services.iter().filter(|service| !service.rpo.is_empty()).map(|service| {
        let objectives = &service.objectives;
        let mut row = vec![
            head(pen.plan_of(plan, service.id)),
            number(objectives.rpo.map_or_else(|| pen.none("none"), |rpo| pen.seconds(rpo))),
        ];
        for scenario in DATA_SCENARIOS {
            let case = service.rpo.iter().find(|case| case.scenario == scenario);
            row.push(number(case.map(|case| pen.loss(case)).unwrap_or_default()));
        }
        row.push(cell(pen.verdict(objectives.recovery_point)));
        row
    });
    let columns =
        ["service", "objective#", "zone_loss#", "region_loss#", "corruption#", "deletion#", "verdict"];
    pen.captioned("rpo_table", &columns, rows.collect()).into_iter().collect()
}

fn drills(pen: &Pen<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut drills: Vec<_> = pen.index.workspace.drills.iter().collect();
    drills.sort_by_key(|drill| {
        std::cmp::Reverse(drill.data.date.as_ref().and_then(|date| date.get().copied()))
    });
    let rows = drills.iter().flat_map(|drill| {
        drill.data.results.iter().map(|result| {
            let mut row = pen.drill_row(drill, result);
            row.insert(1, cell(result.service.as_ref().map(|name| pen.service(name)).unwrap_or_default()));
            row
        })
    });
    let mut columns = Pen::DRILL.to_vec();
    columns.insert(1, "service");
    blocks.extend(pen.plain_table("drills", &columns, rows.collect()));
    for drill in drills {
        if let Some(findings) = list(drill.data.findings.iter().map(|text| pen.phrase(text)).collect()) {
            blocks.push(Block::Heading(drill.id.clone()));
            blocks.push(findings);
        }
    }
    blocks
}

fn vendors(pen: &Pen<'_>, plan: &RecoveryPlan<'_>) -> Vec<Block> {
    let said = &plan.sections;
    let rows = said.vendors.iter().map(|vendor| {
        vec![
            head(text(pen, vendor.name)),
            cell(text(pen, vendor.service)),
            cell(text(pen, vendor.contact)),
            cell(text(pen, vendor.contract)),
            cell(text(pen, vendor.sla)),
        ]
    });
    let columns = ["vendor", "does_for_us", "contact", "contract", "promise"];
    let mut blocks: Vec<Block> = pen.captioned("vendors", &columns, rows.collect()).into_iter().collect();
    let site = said
        .alternate_site
        .as_ref()
        .map(|site| pen.join([site.location, site.kind, site.capacity].map(|part| text(pen, part)), ", "));
    let every =
        said.review_every.map(|every| format!("{} {}", pen.word("reviewed_every"), show_seconds(every)));
    blocks.extend(pen.block_of([
        ("alternate_site", site.unwrap_or_default()),
        ("going_back", said.reconstitution.map(|text| pen.phrase(text)).unwrap_or_default()),
        ("kept_by", pen.join([text(pen, said.maintainer), text(pen, every.as_deref())], ", ")),
    ]));
    blocks
}

fn gaps(pen: &Pen<'_>, plan: &RecoveryPlan<'_>, service: Option<&str>) -> Vec<Block> {
    let gaps = plan.gaps.iter().filter(|gap| service.is_none() || gap.service == service);
    let items = gaps.map(|gap| match (gap.service, service) {
        (Some(id), None) => pen.join([pen.plan_of(plan, id), pen.text(&gap.text)], " "),
        _ => pen.text(&gap.text),
    });
    list(items.collect()).into_iter().collect()
}

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
        let drawing = lanes::draw(&lanes, pen.word("path_drawing"), |at, _| show_seconds(at));
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
            number(pen.seconds(super::super::draw::dots::whole(group.median))),
            number(pen.seconds(group.max)),
        ]
    });
    let columns = ["method", "n#", "in_incidents#", "median#", "longest#"];
    pen.plain_table("measured", &columns, rows.collect()).into_iter().collect()
}

impl Pen<'_> {
    /// A link to the plan of a service; `plan` knows the services in use.
    fn plan_of(&self, plan: &RecoveryPlan<'_>, id: &str) -> Safe {
        let name = plan.service(id).and_then(|service| service.name).unwrap_or(id);
        match self.index.workspace.names.service(id) {
            Some(index) => self.to(Page::Plan(index), name),
            None => self.text(name),
        }
    }

    fn verdict(&self, verdict: Verdict) -> Safe {
        match verdict {
            Verdict::Meets => self.tag("ok", self.word("holds")),
            Verdict::Beyond => self.tag("bad", self.word("gap")),
            Verdict::Unknown => self.none("unknown"),
        }
    }

    fn loss(&self, case: &WorstCase<'_>) -> Safe {
        let about = if case.lower_bound { format!("{} ", self.word("at_least")) } else { String::new() };
        match case.loss {
            Loss::Seconds(seconds) => {
                let detect = match case.scenario {
                    Scenario::Corruption | Scenario::Deletion if case.to_detect > 0 => {
                        format!(" + {} {}", show_seconds(case.to_detect), self.word("to_detect_lower"))
                    }
                    _ => String::new(),
                };
                self.text(&format!("{about}{}{detect}", show_seconds(seconds)))
            }
            Loss::Unknown => self.none("unknown"),
            Loss::All => self.tag("bad", self.word("everything")),
        }
    }
}
