//! The statistics page: every number with its n and its definition, and every incident in one drawing.

use super::super::document::{Block, Document, Figure, Table};
use super::super::draw::Named;
use super::super::draw::strip::{self, Mark};
use super::super::index::Page;
use super::super::pen::Pen;
use super::super::template::Safe;
use super::{cell, head, number};
use crate::numbers::summary::Summary;
use crate::record::{DetectionSource, IncidentKind, Leaf, Milestone};
use crate::stats::{CaseNumbers, Measure, Statistics, Value};
use crate::time::show_seconds;
use crate::workspace::Case;

/// Longer tables of incidents are cut, and say so.
const LONGEST: usize = 1_000;

/// The page.
pub(in crate::site) fn document(pen: &Pen<'_>, statistics: &Statistics<'_>) -> Document {
    let n = statistics.cases.len();
    let words = &pen.index.words;
    let mut lede = words.count("n_incidents", n);
    let ttr = statistics.groups.iter().find(|group| group.measure == Measure::Ttr);
    if let Some((case, share)) = ttr.and_then(crate::stats::Group::dominant) {
        let share = super::numbers::percent(share);
        lede = format!("{lede} {}", words.with("dominant", &[("id", &case.id), ("share", &share)]));
    }
    let block = |block: Option<Block>| block.into_iter().collect::<Vec<_>>();
    let groups = statistics.groups.iter().map(|group| pen.group_row(group)).collect();
    let times = (n > 0).then(|| {
        let note = Some(pen.word("response_times_note").to_owned());
        Block::Table(Table { note, ..pen.table("response_times", &Pen::GROUP, groups) })
    });
    let targets = statistics.targets.iter().map(|target| pen.target_row(target)).collect();
    let mut target_blocks = block(pen.plain_table("response_targets", &Pen::TARGET, targets));
    target_blocks.extend(breaches(pen, statistics));
    let availability = statistics.availability.iter().map(|service| pen.availability_row(service)).collect();
    let sections = [
        pen.section("ttx", "response_times", block(times)),
        pen.section("strip", "every_ttr", drawing(pen, statistics)),
        pen.section("targets", "response_targets", target_blocks),
        pen.section(
            "avail",
            "availability",
            block(pen.plain_table("availability", &Pen::AVAILABILITY, availability)),
        ),
        pen.section("other", "other_counts", block(others(pen, statistics))),
        pen.section("definitions", "definitions", definitions(pen)),
    ];
    Document {
        title: pen.word("statistics").to_owned(),
        lede: Some(pen.text(&lede)),
        sections: sections.into_iter().flatten().collect(),
        ..Document::default()
    }
}

/// The strip chart with its data behind it.
fn drawing(pen: &Pen<'_>, statistics: &Statistics<'_>) -> Vec<Block> {
    let marks = marks(pen, statistics);
    let mut blocks = Vec::new();
    if pen.is_html() {
        let rows: Vec<strip::Row> = marks.into_iter().filter(|row| !row.marks.is_empty()).collect();
        let name = Named {
            id: "strip",
            title: pen.word("every_ttr"),
            description: pen.word("strip_label"),
        };
        blocks.extend(strip::draw(&rows, name).map(|drawing| {
            Block::Figure(Figure {
                drawing: Safe::new(&drawing),
                caption: Some(pen.word("strip_caption").to_owned()),
            })
        }));
    }
    let mut known: Vec<(i64, &Case)> = statistics
        .cases
        .iter()
        .filter_map(|(case, numbers)| Some((numbers.get(Measure::Ttr).seconds()?, *case)))
        .collect();
    known.sort_by(|a, b| (b.0, &a.1.id).cmp(&(a.0, &b.1.id)));
    let total: i64 = known.iter().map(|(seconds, _)| seconds).sum();
    let count = known.len();
    let rows = known.into_iter().take(LONGEST).map(|(seconds, case)| {
        let share =
            if total > 0 { super::numbers::percent(seconds as f64 / total as f64) } else { String::new() };
        vec![
            cell(pen.severity(case, false)),
            head(pen.join([pen.incident(&case.id), pen.text(case.title())], " ")),
            cell(
                case.times.point(Milestone::Started).map_or_else(|| pen.none("unknown"), |at| pen.point(at)),
            ),
            number(pen.value(Value::Known { seconds, low: seconds, high: seconds })),
            number(pen.text(&share)),
        ]
    });
    let rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        let folded = Some(pen.index.words.count("data_behind", count));
        let note = (count > LONGEST).then(|| pen.index.words.count("longest_only", LONGEST));
        let columns = ["severity", "incident", "started", "ttr#", "share_of_total#"];
        blocks.push(Block::Table(Table { note, folded, ..pen.table("longest_first", &columns, rows) }));
    }
    blocks
}

/// One row of marks a severity, and one for incidents without.
fn marks(pen: &Pen<'_>, statistics: &Statistics<'_>) -> Vec<strip::Row> {
    let policy = &pen.index.workspace.policy;
    let ranks = (0..policy.severities.len()).map(Some).chain([None]);
    ranks
        .map(|rank| {
            let cases: Vec<&(&Case, CaseNumbers)> =
                statistics.cases.iter().filter(|(case, _)| case.severity == rank).collect();
            let seconds: Vec<i64> =
                cases.iter().filter_map(|(_, numbers)| numbers.get(Measure::Ttr).seconds()).collect();
            let mut marks: Vec<Mark> =
                cases.iter().filter_map(|(case, numbers)| mark(pen, case, numbers)).collect();
            marks.sort_by_key(|mark| mark.seconds);
            let title = rank.map_or(pen.word("no_severity"), |rank| &policy.severities[rank].id);
            strip::Row {
                title: format!("{title}, n {}", seconds.len()),
                shape: rank.unwrap_or(3),
                marks,
                summary: Summary::of(&seconds),
            }
        })
        .collect()
}

fn mark(pen: &Pen<'_>, case: &Case, numbers: &CaseNumbers) -> Option<Mark> {
    let (seconds, open) = match numbers.get(Measure::Ttr) {
        Value::Known { seconds, .. } => (seconds, false),
        Value::Open => {
            // By the beginning of today: what is drawn must not depend on the hour.
            let today = pen.index.clock.now() + 1 - crate::time::DAY;
            (today - case.times.point(Milestone::Started)?, true)
        }
        _ => return None,
    };
    let length = if open {
        format!("{} {}", pen.word("at_least"), show_seconds(seconds))
    } else {
        show_seconds(seconds)
    };
    let index = pen.index.workspace.names.case(&case.id)?;
    let mark = || Mark {
        seconds,
        open,
        href: pen.href(Page::Case(index)),
        title: format!("{} {}: {length}", case.id, case.title()),
    };
    (seconds > 0 || !open).then(mark)
}

/// Each incident that missed a target.
fn breaches(pen: &Pen<'_>, statistics: &Statistics<'_>) -> Option<Block> {
    let all = statistics
        .targets
        .iter()
        .flat_map(|target| target.breached.iter().map(move |breach| (target, breach)));
    let count = all.clone().count();
    let rows = all.take(LONGEST).map(|(target, breach)| {
        let took = breach.took.map_or_else(|| pen.none("not_yet"), |seconds| pen.seconds(seconds));
        vec![
            head(pen.join([pen.incident(&breach.case.id), pen.text(breach.case.title())], " ")),
            cell(pen.text(&format!("{} {}", target.severity.id, target.measure.name()))),
            number(pen.text(&target.target)),
            number(took),
        ]
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return None;
    }
    let note = (count > LONGEST).then(|| pen.index.words.count("first_only", LONGEST));
    let folded = Some(pen.index.words.count("n_breaches", count));
    let columns = ["incident", "target_title", "within#", "took#"];
    Some(Block::Table(Table { note, folded, ..pen.table("breaches", &columns, rows) }))
}

/// Numbers that are no durations.
fn others(pen: &Pen<'_>, statistics: &Statistics<'_>) -> Option<Block> {
    let index = pen.index;
    let sources: Vec<DetectionSource> = statistics
        .cases
        .iter()
        .filter_map(|(case, _)| case.data.detection.as_ref()?.source.as_ref()?.get().copied())
        .filter(|source| *source != DetectionSource::Unknown)
        .collect();
    let users = sources.iter().filter(|source| **source == DetectionSource::UserReport).count();
    let share = crate::numbers::wilson::wilson(users as u64, sources.len() as u64, crate::numbers::LEVEL);
    let detected = share.map(|share| {
        let (low, high) =
            (super::numbers::percent(share.interval.low), super::numbers::percent(share.interval.high));
        pen.text(&format!(
            "{users} / {} ({}, {} {low} – {high})",
            sources.len(),
            super::numbers::percent(share.share),
            pen.word("interval")
        ))
    });
    let kind = |kind: IncidentKind| {
        index.ours.iter().filter(|&&case| index.workspace.cases[case].kind == kind).count()
    };
    let many = |n: usize| if n == 0 { Safe::default() } else { pen.text(&n.to_string()) };
    let actions: Vec<_> = statistics.cases.iter().flat_map(|(case, _)| &case.data.actions).collect();
    let done = actions.iter().filter(|action| {
        action.state.as_ref().and_then(Leaf::get) == Some(&crate::record::ActionState::Done)
    });
    let done = done.count();
    let finished =
        if actions.is_empty() { Safe::default() } else { pen.text(&format!("{done} / {}", actions.len())) };
    pen.block_of([
        ("detected_by_users", detected.unwrap_or_default()),
        ("near_misses", many(kind(IncidentKind::NearMiss))),
        ("maintenance", many(kind(IncidentKind::Maintenance))),
        ("actions_done", finished),
    ])
}

/// What the words mean.
fn definitions(pen: &Pen<'_>) -> Vec<Block> {
    let mut pairs: Vec<(&'static str, Safe)> = [
        ("time_to_detect", Measure::Ttd),
        ("time_to_acknowledge", Measure::Tta),
        ("time_to_mitigate", Measure::Ttm),
        ("time_to_resolve", Measure::Ttr),
        ("in_impact", Measure::Impact),
    ]
    .map(|(key, measure)| (key, pen.definition(measure)))
    .into();
    for (key, text) in [
        ("interval", "interval_definition"),
        ("geometric", "geometric_definition"),
        ("mean", "mean_definition"),
        ("unknown_title", "unknown_definition"),
        ("open_title", "open_definition"),
        ("error_budget", "budget_definition"),
    ] {
        pairs.push((key, pen.text(pen.word(text))));
    }
    pen.block_of(pairs).into_iter().collect()
}
