//! The operations review of a period: what happened, what is open, what was promised and missed, what comes next.

mod gaps;
mod headline;
mod later;
mod lessons;
mod services;

use std::ops::Range;

use chrono::NaiveDate;

use super::super::document::{Block, Cell, Document};
use super::super::pen::Pen;
use super::super::template::Safe;
use super::{cell, head, number};
use crate::record::IncidentKind;
use crate::stats::{Comparison, Measure, Selection, Statistics, Target};
use crate::text::markdown;
use crate::time::Period;
use crate::workspace::Case;

/// What a report is about.
pub(in crate::site) struct Subject<'a> {
    pub(in crate::site) period: &'a Period,
    /// Which incidents, in words, where not all are in it.
    pub(in crate::site) selection: Option<&'a [String]>,
    /// Whether all incidents of the services it is about are in it.
    pub(in crate::site) whole: bool,
    /// The statistics of all time.
    pub(in crate::site) all: &'a Statistics<'a>,
    /// Those of the incidents that began in the period.
    pub(in crate::site) during: &'a Statistics<'a>,
    /// The period beside the one before it.
    pub(in crate::site) change: Option<&'a Comparison>,
}

impl Subject<'_> {
    /// The seconds of the period, up to the end of today.
    fn seconds(&self, pen: &Pen<'_>) -> Range<i64> {
        let (from, to) = self.period.within(pen.index.clock.zone());
        from..to.min(pen.index.clock.now() + 1)
    }

    /// Whether a day is in the period.
    fn has(&self, day: NaiveDate) -> bool {
        (self.period.first..self.period.end).contains(&day)
    }

    /// Whether its last day has passed.
    fn is_over(&self, pen: &Pen<'_>) -> bool {
        self.period.end <= pen.index.clock.today
    }
}

/// The report.
pub(in crate::site) fn document(pen: &Pen<'_>, subject: &Subject<'_>) -> Document {
    let one = |block: Option<Block>| block.into_iter().collect::<Vec<_>>();
    let availability = if subject.whole { services::blocks(pen, subject) } else { Vec::new() };
    let sections = [
        pen.section("short", "in_short", headline::blocks(pen, subject)),
        pen.section("incidents", "incidents", incidents(pen, subject)),
        pen.section("open", "still_open_incidents", still_open(pen)),
        pen.section("targets", "targets_missed", targets(pen, subject)),
        pen.section("services", "availability", availability),
        pen.section("learning", "learning", lessons::blocks(pen, subject)),
        pen.section("actions", "actions", later::actions(pen, subject)),
        pen.section("reviews", "reviews_pending", one(later::reviews(pen))),
        pen.section("near", "near_misses", one(near_misses(pen, subject))),
        pen.section("drills", "drills", later::drills(pen, subject)),
        pen.section("gaps", "records_lack", one(gaps::block(pen, subject))),
    ];
    let [first, last] = [Some(subject.period.first), subject.period.end.pred_opt()];
    let days = pen.join([first, last].into_iter().flatten().map(|day| pen.day(day)), " – ");
    let only = subject.selection.map(|only| {
        let words = &pen.index.words;
        let said = only.iter().map(|part| words.said(part).unwrap_or_else(|| part.clone()));
        words.with("only_selection", &[("selection", &words.list(said))])
    });
    let not_over = (!subject.is_over(pen)).then(|| pen.text(pen.word("period_not_over")));
    let parts = [Some(pen.around("period_days", days)), not_over, only.map(|only| pen.text(&only))];
    Document {
        title: pen.index.words.with("report_title", &[("period", &subject.period.name)]),
        lede: Some(pen.join(parts.into_iter().flatten(), " ")),
        sections: sections.into_iter().flatten().collect(),
        ..Document::default()
    }
}

/// The incidents that began in the period.
fn incidents(pen: &Pen<'_>, subject: &Subject<'_>) -> Vec<Block> {
    let rows: Vec<_> = subject.during.cases.iter().map(|(case, _)| row(pen, case)).collect();
    let table = pen.plain_table("incidents", &ROW, rows);
    vec![table.unwrap_or_else(|| Block::Prose(pen.paragraph(&pen.text(pen.word("none_began")))))]
}

/// The columns of [`row`].
const ROW: [&str; 7] = ["severity_short", "incident", "services", "began", "ttm#", "ttr#", "status"];

fn row(pen: &Pen<'_>, case: &Case) -> Vec<Cell> {
    let numbers = crate::stats::numbers(case, &pen.index.workspace.policy);
    let began = case.began(&pen.index.workspace.policy.times);
    vec![
        cell(pen.severity(case, false)),
        head(pen.join([pen.incident(&case.id), pen.text(case.title())], " ")),
        cell(pen.services(&case.data.services)),
        cell(began.map_or_else(|| pen.none("unknown"), |at| pen.point(at))),
        number(pen.value(numbers.get(Measure::Ttm))),
        number(pen.value(numbers.get(Measure::Ttr))),
        cell(pen.status(case)),
    ]
}

/// Incidents that are open today, whenever they began.
fn still_open(pen: &Pen<'_>) -> Vec<Block> {
    let index = pen.index;
    let cases = index.ours.iter().map(|&i| &index.workspace.cases[i]);
    let open = cases.filter(|case| Selection(None).takes(case) && case.is_open());
    let table = pen.plain_table("still_open_incidents", &ROW, open.map(|case| row(pen, case)).collect());
    vec![table.unwrap_or_else(|| Block::Prose(pen.paragraph(&pen.text(pen.word("none_open")))))]
}

/// Each target that an incident of the period missed, with what its review says about it.
fn targets(pen: &Pen<'_>, subject: &Subject<'_>) -> Vec<Block> {
    let targets: &[Target<'_>] = &subject.during.targets;
    let judged: usize = targets.iter().map(|target| target.met + target.breached.len()).sum();
    let missed: usize = targets.iter().map(|target| target.breached.len()).sum();
    let unknown: usize = targets.iter().map(|target| target.unknown).sum();
    if judged + unknown == 0 {
        return Vec::new();
    }
    let counts =
        [("missed", missed), ("judged", judged), ("unknown", unknown)].map(|(k, n)| (k, n.to_string()));
    let counts: Vec<(&'static str, &str)> = counts.iter().map(|(k, n)| (*k, n.as_str())).collect();
    let line = pen.text(&pen.index.words.with("targets_line", &counts));
    let breaches = targets.iter().flat_map(|target| target.breached.iter().map(move |one| (target, one)));
    let rows = breaches.map(|(target, breach)| {
        let took = breach.took.map_or_else(|| pen.none("not_yet"), |seconds| pen.seconds(seconds));
        vec![
            head(pen.join([pen.incident(&breach.case.id), pen.text(breach.case.title())], " ")),
            cell(pen.text(&format!("{} {}", target.severity.id, pen.target_name(target.measure)))),
            number(pen.text(&pen.target(target))),
            number(took),
            cell(why(pen, breach.case)),
        ]
    });
    let columns = ["incident", "target_title", "within#", "took#", "what_it_says"];
    let table = pen.plain_table("targets_missed", &columns, rows.collect());
    [Some(Block::Prose(pen.paragraph(&line))), table].into_iter().flatten().collect()
}

/// What a record says went wrong, as the rule about unexplained breaches reads it.
fn why(pen: &Pen<'_>, case: &Case) -> Safe {
    let wrong = case.data.lessons.as_ref().and_then(|lessons| lessons.went_wrong.as_ref());
    let texts = wrong.iter().flat_map(|texts| &texts.0).chain(&case.data.discrepancies);
    let texts: Vec<String> =
        texts.filter(|text| text.says_something()).map(|text| markdown::to_plain(text)).collect();
    if texts.is_empty() { pen.none("not_explained") } else { pen.text(&texts.join(" ")) }
}

/// What was nearly an incident.
fn near_misses(pen: &Pen<'_>, subject: &Subject<'_>) -> Option<Block> {
    let index = pen.index;
    let during = subject.seconds(pen);
    let near = index.ours.iter().filter(|&&i| {
        let case = &index.workspace.cases[i];
        case.kind == IncidentKind::NearMiss
            && case.counts()
            && index.begins[i].is_some_and(|at| during.contains(&at))
    });
    let rows = near.map(|&i| {
        let case = &index.workspace.cases[i];
        let summary = case.data.summary.as_ref().map(|text| markdown::to_plain(text));
        vec![
            head(pen.join([pen.incident(&case.id), pen.text(case.title())], " ")),
            cell(pen.services(&case.data.services)),
            cell(index.begins[i].map_or_else(|| pen.none("unknown"), |at| pen.point(at))),
            cell(pen.text(&summary.unwrap_or_default())),
        ]
    });
    pen.plain_table("near_misses", &["incident", "services", "detected", "summary"], rows.collect())
}
