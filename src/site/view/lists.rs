//! Lists of incidents: all of them, by severity, by month; and the lists of services and runbooks.

use std::ops::RangeInclusive;

use super::super::document::{Block, Cell, Document, Facets, Pager, Rows};
use super::super::group::{Group, LENGTH};
use super::super::index::Page;
use super::super::pen::Pen;
use super::super::shard;
use super::super::template::Safe;
use super::{cell, head, measured, number};
use crate::record::{Leaf, Milestone};
use crate::stats::{CaseNumbers, Measure, Selection, group, targets};
use crate::time::Duration;
use crate::workspace::Case;

/// The rendered rows of every case, in the order of the cases.
pub(in crate::site) type Rendered = [String];

/// The rows of one page of a list, from 1, with the way to its other pages.
pub(in crate::site) fn rows(
    pen: &Pen<'_>,
    caption: &'static str,
    group: Group,
    number: usize,
    rendered: &Rendered,
) -> Block {
    let all = pen.index.listed(group);
    let from = ((number - 1) * LENGTH).min(all.len());
    let cases = &all[from..(from + LENGTH).min(all.len())];
    let mut out = String::with_capacity(cases.iter().map(|&case| rendered[case].len()).sum());
    for &case in cases {
        out.push_str(&rendered[case]);
    }
    let policy = &pen.index.workspace.policy;
    let end = |measure: Measure| {
        measure.ends(policy).map(|(from, to): (Milestone, Milestone)| {
            let words = &pen.index.words;
            words.with(
                "measure_is",
                &[("measure", measure.name()), ("from", words.label(from)), ("to", words.label(to))],
            )
        })
    };
    let note: Vec<String> = [Measure::Ttm, Measure::Ttr].into_iter().filter_map(end).collect();
    Block::Rows(Rows {
        caption: pen.word(caption).to_owned(),
        note: Some(pen.index.words.sentences(note)),
        body: Safe::new(out),
        list: true,
        pager: pager(pen, group, number, from + 1..=from + cases.len()),
    })
}

/// The way to the other pages of a list of incidents, where it has some.
fn pager(pen: &Pen<'_>, group: Group, number: usize, span: RangeInclusive<usize>) -> Option<Pager> {
    let index = pen.index;
    let place = index.paged.iter().position(|one| *one == group)?;
    let page = |number| if number == 1 { group.page() } else { Page::Part(group, number) };
    let all = index.listed(group).len();
    let shard = format!("{}{}", pen.up, shard::path(group));
    Some(Pager { shard, group: Some(place), ..turns(pen, (number, index.parts(group)), (span, all), page) })
}

/// The links from one of several pages to the others: its number of how many, and which rows it has of how many.
pub(super) fn turns(
    pen: &Pen<'_>,
    (number, last): (usize, usize),
    (span, all): (RangeInclusive<usize>, usize),
    page: impl Fn(usize) -> Page,
) -> Pager {
    let words = &pen.index.words;
    let back = [("first", 1, "first_page"), ("prev", number.saturating_sub(1), "previous_page")];
    let on = [("next", number + 1, "next_page"), ("last", last, "last_page")];
    let back = back.into_iter().filter(|_| number > 1);
    let turns = back.chain(on.into_iter().filter(|_| number < last));
    let turns = turns.map(|(rel, to, key)| pen.turn(rel, page(to), pen.word(key)));
    let [from, to, all] = [*span.start(), *span.end(), all].map(|n| n.to_string());
    Pager {
        page: words.with("page_of", &[("page", &number.to_string()), ("pages", &last.to_string())]),
        span: words.with("rows_of", &[("from", &from), ("to", &to), ("all", &all)]),
        turns: turns.collect(),
        shard: String::new(),
        group: None,
    }
}

/// The list of all our records.
pub(in crate::site) fn incidents(pen: &Pen<'_>, rendered: &Rendered) -> Document {
    let index = pen.index;
    let open = index.ours.iter().filter(|&&case| index.workspace.cases[case].is_open()).count();
    let words = &index.words;
    let lede = words.sentences([words.count("n_records", index.ours.len()), words.count("n_open", open)]);
    let facets = [by_severity(pen), by_month(pen, 18), super::groups::browse(pen)];
    let mut blocks: Vec<Block> =
        facets.into_iter().filter(|facets| !facets.links.is_empty()).map(Block::Facets).collect();
    blocks.push(rows(pen, "all_incidents", Group::All, 1, rendered));
    Document {
        title: pen.word("incidents").to_owned(),
        lede: Some(pen.text(&lede)),
        wide: blocks,
        ..Document::default()
    }
}

/// Links to the lists by severity.
pub(in crate::site) fn by_severity(pen: &Pen<'_>) -> Facets {
    let severities = pen.index.workspace.policy.severities.iter().enumerate();
    let links = severities.map(|(rank, severity)| {
        let count = pen.index.by_severity[rank].len().to_string();
        pen.join([pen.to(Page::Severity(rank), &severity.id), pen.text(&count)], " ")
    });
    Facets { title: pen.word("severity").to_owned(), links: links.collect() }
}

/// Links to the lists by month, the newest `most`.
pub(in crate::site) fn by_month(pen: &Pen<'_>, most: usize) -> Facets {
    let months = pen.index.by_month.iter().rev();
    let mut links: Vec<Safe> = months
        .take(most)
        .map(|(&(year, month), cases)| {
            let name = pen.index.words.month(year, month);
            pen.join([pen.to(Page::Month(year, month), &name), pen.text(&cases.len().to_string())], " ")
        })
        .collect();
    if pen.index.by_month.len() > most {
        links.push(pen.to(Page::At("months/index"), pen.word("older")));
    }
    Facets { title: pen.word("month").to_owned(), links }
}

/// The list of one severity.
pub(in crate::site) fn severity(pen: &Pen<'_>, rank: usize, rendered: &Rendered) -> Document {
    let index = pen.index;
    let severity = &index.workspace.policy.severities[rank];
    let numbered = counted(pen, &index.by_severity[rank]);
    let ours: Vec<_> = index
        .ours
        .iter()
        .map(|&case| index.case(case))
        .filter(|(case, _)| Selection(None).takes(case))
        .collect();
    let ours: Vec<(&Case, CaseNumbers)> =
        ours.into_iter().map(|(case, numbers)| (case, numbers.clone())).collect();
    let targets = targets(&ours, &index.workspace.policy, index.clock.now());
    let targets = targets.iter().filter(|target| target.severity.id == severity.id);
    let targets = targets.map(|target| pen.target_row(target)).collect();
    let sections = [
        pen.section("numbers", "response_times", numbers(pen, &numbered)),
        pen.section(
            "targets",
            "response_targets",
            pen.plain_table("response_targets", &Pen::TARGET, targets).into_iter().collect(),
        ),
        pen.section(
            "incidents",
            "incidents",
            vec![rows(pen, "newest_first", Group::Severity(rank), 1, rendered)],
        ),
    ];
    Document {
        title: super::groups::title(pen, Group::Severity(rank)),
        sections: sections.into_iter().flatten().collect(),
        ..Document::default()
    }
}

/// The list of one month.
pub(in crate::site) fn month(pen: &Pen<'_>, month: (i32, u32), rendered: &Rendered) -> Document {
    let cases = pen.index.by_month.get(&month).map(Vec::as_slice).unwrap_or_default();
    let numbered = counted(pen, cases);
    let sections = [
        pen.section(
            "incidents",
            "incidents",
            vec![rows(pen, "newest_first", Group::Month(month.0, month.1), 1, rendered)],
        ),
        pen.section("numbers", "response_times", numbers(pen, &numbered)),
    ];
    Document {
        title: super::groups::title(pen, Group::Month(month.0, month.1)),
        lede: Some(pen.text(&pen.index.words.count("n_records", cases.len()))),
        sections: sections.into_iter().flatten().collect(),
        ..Document::default()
    }
}

/// All months.
pub(in crate::site) fn months(pen: &Pen<'_>) -> Document {
    let rows = pen.index.by_month.iter().rev().map(|(&(year, month), cases)| {
        let name = pen.index.words.month(year, month);
        vec![head(pen.to(Page::Month(year, month), &name)), number(pen.text(&cases.len().to_string()))]
    });
    let table = pen.list_table("months", &["month", "records#"], rows.collect());
    Document {
        title: pen.word("months").to_owned(),
        wide: table.into_iter().collect(),
        ..Document::default()
    }
}

/// A further page of a list.
pub(in crate::site) fn part(pen: &Pen<'_>, group: Group, number: usize, rendered: &Rendered) -> Document {
    Document {
        title: super::groups::title(pen, group),
        wide: vec![rows(pen, "newest_first", group, number, rendered)],
        ..Document::default()
    }
}

/// Cases that count, with their numbers.
fn counted<'a>(pen: &Pen<'a>, cases: &[usize]) -> Vec<(&'a Case, CaseNumbers)> {
    let cases = cases.iter().map(|&case| pen.index.case(case));
    cases
        .filter(|(case, _)| Selection(None).takes(case))
        .map(|(case, numbers)| (case, numbers.clone()))
        .collect()
}

/// The numbers of a group of incidents.
fn numbers(pen: &Pen<'_>, cases: &[(&Case, CaseNumbers)]) -> Vec<Block> {
    if cases.is_empty() {
        return Vec::new();
    }
    let rows = Measure::ALL.map(|measure| pen.group_row(&group(measure, cases)));
    pen.plain_table("response_times", &Pen::GROUP, rows.into()).into_iter().collect()
}

/// All services.
pub(in crate::site) fn services(pen: &Pen<'_>) -> Document {
    let index = pen.index;
    let mut order: Vec<usize> = (0..index.workspace.services.len()).collect();
    let tier = |i: usize| {
        index.workspace.services[i].data.tier.as_ref().and_then(Leaf::get).map_or(u32::MAX, |tier| tier.0)
    };
    order.sort_by_key(|&i| (tier(i), &index.workspace.services[i].id));
    let rows = order.into_iter().map(|i| service_row(pen, i));
    let table = pen.list_table("catalogue", &SERVICE, rows.collect());
    let lede = index.words.count("n_services", index.workspace.services.len());
    let teams =
        (!index.workspace.teams.is_empty()).then(|| pen.to(Page::At("teams/index"), pen.word("teams")));
    Document {
        title: pen.word("services").to_owned(),
        lede: Some(pen.join([pen.text(&lede), teams.unwrap_or_default()], " ")),
        wide: table.into_iter().collect(),
        ..Document::default()
    }
}

/// The columns of [`service_row`].
pub(super) const SERVICE: [&str; 7] =
    ["service", "team?", "tier#", "rto#", "rpo#", "availability#", "incidents#"];

/// A service of the catalogue as a row.
pub(super) fn service_row(pen: &Pen<'_>, i: usize) -> Vec<Cell> {
    let record = &pen.index.workspace.services[i];
    let service = &record.data;
    let objectives = service.objectives.as_ref();
    let name = pen.to(Page::Service(i), service.name.as_deref().unwrap_or(&record.id));
    let retired = service.retired_on.as_ref().map(|_| pen.tag("", pen.word("retired")));
    let duration = |leaf: Option<&Leaf<Duration>>| {
        measured(pen.duration(leaf), leaf.and_then(Leaf::get).map(|one| one.seconds))
    };
    vec![
        head(pen.join([name, pen.small(&record.id), retired.unwrap_or_default()], " ")),
        cell(service.owner.as_ref().map(|team| pen.team(team)).unwrap_or_default()),
        number(pen.leaf(service.tier.as_ref())),
        duration(objectives.and_then(|o| o.rto.as_ref())),
        duration(objectives.and_then(|o| o.rpo.as_ref())),
        number(pen.share(objectives.and_then(|o| o.availability.as_ref()))),
        number(pen.text(&pen.index.by_service[i].len().to_string())),
    ]
}
