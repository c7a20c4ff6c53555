//! The front page: what is open, how the response fares, what needs attention, and where to read on.

use super::super::document::{Block, Document, Facets, Live, Section, Todo};
use super::super::index::Page;
use super::super::pen::Pen;
use super::super::template::Safe;
use super::{actions, lists, runbook, statistics::periods};
use crate::recovery::{RecoveryPlan, Verdict};
use crate::stats::{Measure, Statistics};
use crate::time::show_seconds;

/// The page; `recent` are the rendered rows of the newest records.
pub(in crate::site) fn document(
    pen: &Pen<'_>,
    statistics: &Statistics<'_>,
    plan: &RecoveryPlan<'_>,
    recent: Safe,
) -> Document {
    let index = pen.index;
    let open: Vec<usize> =
        index.ours.iter().copied().filter(|&case| index.workspace.cases[case].is_open()).collect();
    let live: Vec<Live> = open.iter().map(|&case| live(pen, case)).collect();
    let live = if live.is_empty() { Vec::new() } else { vec![Block::Live(live)] };
    let seconds = |measure: Measure| -> Vec<i64> {
        statistics.cases.iter().filter_map(|(_, numbers)| numbers.get(measure).seconds()).collect()
    };
    let mut numbers = Vec::new();
    if !statistics.cases.is_empty() {
        numbers.push(pen.group_cards(&statistics.groups, seconds));
        let more = pen.to(Page::At("statistics"), pen.word("how_computed"));
        let note = pen.join([pen.text(pen.word("mean_note")), more], " ");
        numbers.push(Block::Prose(pen.paragraph(&note)));
    }
    let recent = if index.ours.is_empty() {
        Vec::new()
    } else {
        let rows = super::super::document::Rows {
            caption: pen.word("newest_first").to_owned(),
            note: None,
            body: recent,
            list: false,
            pager: None,
        };
        vec![Block::Rows(rows)]
    };
    let sections: [Option<Section>; 8] = [
        pen.section("open", "open_now", live),
        pen.section("numbers", "response_all", numbers),
        pen.section("todo", "needs_attention", attention(pen, plan)),
        pen.section("recent", "recent", recent),
        pen.section("days", "calendar", periods::calendar(pen, statistics)),
        pen.section("avail", "availability", availability(pen, statistics)),
        pen.section("targets", "response_targets", targets(pen, statistics)),
        pen.section("browse", "browse", browse(pen)),
    ];
    Document {
        title: index.workspace.policy.title.clone(),
        lede: Some(lede(pen, statistics, open.len())),
        sections: sections.into_iter().flatten().collect(),
        ..Document::default()
    }
}

fn lede(pen: &Pen<'_>, statistics: &Statistics<'_>, open: usize) -> Safe {
    let words = &pen.index.words;
    let mut parts = vec![pen.strong(&words.count("n_open", open))];
    parts.push(pen.text(&words.count("n_incidents", statistics.cases.len())));
    let ttr = statistics.groups.iter().find(|group| group.measure == Measure::Ttr);
    if let Some((group, median)) = ttr.and_then(|group| Some((group, group.summary.median?))) {
        let median = show_seconds(super::super::draw::dots::whole(median));
        let n = group.summary.n.to_string();
        parts.push(pen.text(&words.with("half_over", &[("n", &n), ("median", &median)])));
    }
    pen.join(parts, " ")
}

/// An open incident.
fn live(pen: &Pen<'_>, index: usize) -> Live {
    let (case, _) = pen.index.case(index);
    let since = pen.index.begins[index].map(|at| {
        let point = pen.point(at);
        // The reader's clock adds how long ago that is.
        let point = if pen.is_html() {
            Safe::new(&point.as_str().replacen("<time ", "<time data-elapsed ", 1))
        } else {
            point
        };
        pen.join([pen.text(pen.word("since")), point], " ")
    });
    let people = case.data.roles.iter().filter(|(role, _)| matches!(&***role, "commander" | "on-call"));
    let people = people.map(|(role, names)| {
        let names = pen.join(names.0.iter().map(|name| pen.text(name)), ", ");
        pen.join([pen.text(role), names], " ")
    });
    let services = pen.services(&case.data.services);
    Live {
        rank: case.severity.map(|rank| rank.min(3)),
        row: pen.join([pen.severity(case, true), pen.status(case), since.unwrap_or_default()], " "),
        link: pen.join([pen.to(Page::Case(index), case.title()), pen.small(&case.id)], " "),
        note: pen.join([services, pen.join(people, " · ")], " · "),
    }
}

/// What is late, stale, or cannot hold.
fn attention(pen: &Pen<'_>, plan: &RecoveryPlan<'_>) -> Vec<Block> {
    let mut todo = actions::overdue(pen, 5);
    todo.extend(runbook::stale(pen, 3));
    let broken = plan.services.iter().filter(|service| service.objectives.achievable == Verdict::Beyond);
    todo.extend(broken.take(4).filter_map(|service| {
        let objectives = &service.objectives;
        let slowest = objectives.scenarios.get(objectives.slowest?)?;
        let record = pen.index.workspace.names.service(service.id)?;
        let text = pen.index.words.with(
            "rto_gap",
            &[
                ("service", service.name.unwrap_or(service.id)),
                ("rto", &show_seconds(objectives.rto?)),
                ("achievable", &show_seconds(slowest.seconds?)),
            ],
        );
        Some(Todo {
            tag: pen.tag("warn", pen.word("gap")),
            text: pen.to(Page::Plan(record), &text),
            note: pen.text(&format!("{}, {}", slowest.scenario, pen.word("likely_lower"))),
        })
    }));
    if todo.is_empty() {
        return Vec::new();
    }
    let all = pen.join(
        [
            pen.to(Page::At("actions"), pen.word("all_actions")),
            pen.to(Page::At("plan/index"), pen.word("recovery_plan")),
        ],
        " · ",
    );
    vec![Block::Todo(todo), Block::Prose(pen.paragraph(&all))]
}

/// The services that used most of their budget.
fn availability(pen: &Pen<'_>, statistics: &Statistics<'_>) -> Vec<Block> {
    let mut services: Vec<_> =
        statistics.availability.iter().filter(|service| service.budget().is_some()).collect();
    let used = |service: &crate::stats::ServiceAvailability<'_>| {
        service
            .budget()
            .filter(|budget| *budget > 0.0)
            .map_or(f64::INFINITY, |budget| service.downtime.high / budget)
    };
    services.sort_by(|a, b| used(b).total_cmp(&used(a)).then_with(|| a.service.id.cmp(&b.service.id)));
    let rows = services.into_iter().take(6).map(|service| pen.availability_row(service)).collect();
    pen.captioned("most_budget_used", &Pen::AVAILABILITY, rows).into_iter().collect()
}

/// The targets of the two worst severities.
fn targets(pen: &Pen<'_>, statistics: &Statistics<'_>) -> Vec<Block> {
    let worst = |id: &str| pen.index.workspace.policy.severity(id).is_some_and(|rank| rank < 2);
    let rows = statistics.targets.iter().filter(|target| worst(&target.severity.id));
    let rows = rows.map(|target| pen.target_row(target)).collect();
    pen.plain_table("response_targets", &Pen::TARGET, rows).into_iter().collect()
}

/// Where to read on.
fn browse(pen: &Pen<'_>) -> Vec<Block> {
    let services = pen.index.workspace.services.iter().enumerate().map(|(i, record)| {
        let name = pen.to(Page::Service(i), record.data.name.as_deref().unwrap_or(&record.id));
        pen.join([name, pen.text(&pen.index.by_service[i].len().to_string())], " ")
    });
    let services = Facets { title: pen.word("service").to_owned(), links: services.collect() };
    let facets = [lists::by_severity(pen), lists::by_month(pen, 6), services];
    facets.into_iter().filter(|facets| !facets.links.is_empty()).map(Block::Facets).collect()
}
