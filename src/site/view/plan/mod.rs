//! The recovery plan: one page for the whole, one for each service.

mod service;

pub(in crate::site) use service::service;

use super::super::document::{Block, Callout, Document};
use super::super::index::Page;
use super::super::pen::Pen;
use super::super::template::Safe;
use super::{cell, head, list, number};
use crate::record::Scenario;
use crate::recovery::{DATA_SCENARIOS, Loss, RecoveryPlan, Verdict, WorstCase, circle};
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
    let cycles = plan.cycles.iter().map(|cycle| pen.text(&circle(cycle, "services")));
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
