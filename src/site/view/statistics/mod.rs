//! The statistics page: every number with its n and its definition, drawings with the data behind them.

pub(in crate::site) mod budget;
pub(in crate::site) mod change;
mod definitions;
pub(in crate::site) mod lasting;
mod learning;
mod load;
pub(in crate::site) mod periods;
mod strip;
mod targets;

use super::super::document::{Block, Document, Facets, Section, Table};
use super::super::pen::Pen;
use crate::stats::{Comparison, Group, Measure, Statistics};

/// Longer tables of incidents are cut, and say so.
const LONGEST: usize = 1_000;

/// The page; `change` compares the last two whole quarters.
pub(in crate::site) fn document(
    pen: &Pen<'_>,
    statistics: &Statistics<'_>,
    change: Option<&Comparison>,
) -> Document {
    let words = &pen.index.words;
    let mut lede = words.count("n_incidents", statistics.cases.len());
    let ttr = statistics.groups.iter().find(|group| group.measure == Measure::Ttr);
    if let Some((case, share)) = ttr.and_then(Group::dominant) {
        let share = pen.index.words.percent(share);
        lede = words.sentences([lede, words.with("dominant", &[("id", &case.id), ("share", &share)])]);
    }
    let availability = statistics.availability.iter().map(|service| pen.availability_row(service)).collect();
    let availability = pen.plain_table("availability", &Pen::AVAILABILITY, availability);
    let sections: Vec<Section> = [
        pen.section("ttx", "response_times", response(pen, statistics)),
        pen.section(
            "change",
            "last_quarters",
            change.map(|change| change::blocks(pen, change)).unwrap_or_default(),
        ),
        pen.section("strip", "every_ttr", strip::drawing(pen, statistics)),
        pen.section("lasting", "with_what_is_open", lasting::all(pen, statistics)),
        pen.section("rto", "recovery_beside_rto", lasting::services(pen, statistics)),
        pen.section("months", "per_month", periods::months(pen, statistics)),
        pen.section("days", "calendar", periods::calendar(pen, statistics)),
        pen.section("targets", "response_targets", targets::blocks(pen, statistics)),
        pen.section("avail", "availability", availability.into_iter().collect()),
        pen.section("budget", "error_budget", budget::all(pen, statistics)),
        pen.section("between", "time_between", budget::between(pen, statistics)),
        pen.section("learning", "learning", learning::blocks(pen, statistics)),
        pen.section("load", "load", load::blocks(pen, statistics)),
        pen.section("tools", "other_tools", load::others(pen, statistics)),
        pen.section("definitions", "definitions", definitions::blocks(pen)),
    ]
    .into_iter()
    .flatten()
    .collect();
    Document {
        title: pen.word("statistics").to_owned(),
        lede: Some(pen.text(&lede)),
        wide: contents(pen, &sections).into_iter().collect(),
        sections,
        ..Document::default()
    }
}

/// Links to the sections of the page.
fn contents(pen: &Pen<'_>, sections: &[Section]) -> Option<Block> {
    let link = |section: &Section| {
        pen.anchor(&format!("#h-{}", section.id), &pen.text(pen.word(section.key)), false)
    };
    let links = sections.iter().map(link).collect();
    pen.is_html().then(|| Block::Facets(Facets { title: pen.word("on_this_page").to_owned(), links }))
}

/// The table of durations, and what imprecise and missing times could make of them.
fn response(pen: &Pen<'_>, statistics: &Statistics<'_>) -> Vec<Block> {
    if statistics.cases.is_empty() {
        return Vec::new();
    }
    let rows = statistics.groups.iter().map(|group| pen.group_row(group)).collect();
    let note = Some(pen.word("response_times_note").to_owned());
    let mut blocks =
        vec![Block::Table(Table { hidden: true, note, ..pen.table("response_times", &Pen::GROUP, rows) })];
    blocks.extend(super::list(statistics.groups.iter().filter_map(|group| pen.sensitivity(group)).collect()));
    blocks
}
