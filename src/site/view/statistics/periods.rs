//! When incidents began: how many a month, and on which days of the last year.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, Months, NaiveDate};

use super::super::super::clock::date;
use super::super::super::document::{Block, Figure};
use super::super::super::draw::counts::{self, Count};
use super::super::super::draw::{Named, heat};
use super::super::super::index::Page;
use super::super::super::pen::Pen;
use super::super::super::template::Safe;
use super::super::{cell, head, number};
use crate::numbers::LEVEL;
use crate::numbers::poisson::poisson;
use crate::stats::Statistics;

/// How many months are drawn.
const MONTHS: u32 = 24;

/// Weeks of the calendar, and those of its first half: fifty-three have every day of a year in them.
const WEEKS: u64 = 53;
const HALF: u64 = 27;

/// The day each incident began.
fn days<'a>(pen: &'a Pen<'_>, statistics: &'a Statistics<'_>) -> impl Iterator<Item = NaiveDate> + 'a {
    let rules = &pen.index.workspace.policy.times;
    statistics.cases.iter().filter_map(|(case, _)| case.began(rules)).map(|at| pen.index.clock.day(at))
}

/// Incidents a month, from the first, with the interval of the rate behind each count.
pub(super) fn months(pen: &Pen<'_>, statistics: &Statistics<'_>) -> Vec<Block> {
    let month = |day: NaiveDate| day.with_day(1).unwrap_or(day);
    let mut counted: BTreeMap<NaiveDate, usize> = BTreeMap::new();
    for day in days(pen, statistics) {
        *counted.entry(month(day)).or_default() += 1;
    }
    let now = month(pen.index.clock.today);
    let earliest = now.checked_sub_months(Months::new(MONTHS - 1)).unwrap_or(now);
    let Some(first) = counted.keys().find(|month| (earliest..=now).contains(*month)) else {
        return Vec::new();
    };
    let months = std::iter::successors(Some(*first), |month| month.checked_add_months(Months::new(1)));
    let counts = months.take_while(|month| *month <= now).filter_map(|month| {
        let n = counted.get(&month).copied().unwrap_or_default();
        let title = pen.index.words.month(month.year(), month.month());
        Some((month, Count { title, n, interval: poisson(n as u64, LEVEL)?, over: month < now }))
    });
    let (months, counts): (Vec<NaiveDate>, Vec<Count>) = counts.unzip();
    let rows = months.iter().zip(&counts).map(|(month, count)| {
        let link = pen.index.by_month.contains_key(&(month.year(), month.month()));
        let name = if link {
            pen.to(Page::Month(month.year(), month.month()), &count.title)
        } else {
            pen.text(&count.title)
        };
        let open = if count.over { Safe::default() } else { pen.none("not_over") };
        vec![
            head(pen.join([name, open], " ")),
            number(pen.text(&count.n.to_string())),
            number(pen.text(&format!("{:.1} – {:.1}", count.interval.low, count.interval.high))),
        ]
    });
    let rows: Vec<_> = rows.collect();
    let name = Named { id: "months", title: pen.word("per_month"), description: pen.word("per_month_label") };
    let drawing = if pen.is_html() { counts::draw(&counts, name) } else { None };
    let columns = ["month", "incidents#", "rate_interval#"];
    let blocks = [pen.drawn(drawing, "per_month_caption"), pen.behind("per_month", &columns, rows)];
    blocks.into_iter().flatten().collect()
}

/// The days of the last fifty-three weeks on which incidents began.
pub(in crate::site) fn calendar(pen: &Pen<'_>, statistics: &Statistics<'_>) -> Vec<Block> {
    let today = pen.index.clock.today;
    let monday = today - Days::new(u64::from(today.weekday().num_days_from_monday()));
    let Some(from) = monday.checked_sub_days(Days::new(7 * (WEEKS - 1))) else { return Vec::new() };
    let mut cases: BTreeMap<NaiveDate, Vec<usize>> = BTreeMap::new();
    let names = &pen.index.workspace.names;
    for (case, _) in &statistics.cases {
        let day = case.began(&pen.index.workspace.policy.times).map(|at| pen.index.clock.day(at));
        if let Some((day, place)) =
            day.zip(names.case(&case.id)).filter(|(day, _)| (from..=today).contains(day))
        {
            cases.entry(day).or_default().push(place);
        }
    }
    let counts: BTreeMap<NaiveDate, usize> = cases.iter().map(|(day, cases)| (*day, cases.len())).collect();
    if counts.is_empty() {
        return Vec::new();
    }
    let mut blocks: Vec<Block> = drawing(pen, (from, today), &counts, &cases).into_iter().collect();
    let mut months: BTreeMap<(i32, u32), (usize, Vec<Safe>)> = BTreeMap::new();
    for (day, n) in &counts {
        let month = months.entry((day.year(), day.month())).or_default();
        month.0 += n;
        let text = if *n > 1 { format!("{:02} (× {n})", day.day()) } else { format!("{:02}", day.day()) };
        month.1.push(match cases.get(day).map(Vec::as_slice) {
            Some([one]) => pen.to(Page::Case(*one), &text),
            _ => pen.text(&text),
        });
    }
    let rows = months.into_iter().map(|((year, month), (n, days))| {
        let name = super::super::super::clock::month(year, month);
        vec![
            head(pen.to(Page::Month(year, month), &name)),
            number(pen.text(&n.to_string())),
            cell(pen.join(days, pen.word("comma"))),
        ]
    });
    blocks.extend(pen.behind("calendar", &["month", "incidents#", "days"], rows.collect()));
    blocks
}

/// Both halves of the year, the later one last.
fn drawing(
    pen: &Pen<'_>,
    (from, today): (NaiveDate, NaiveDate),
    counts: &BTreeMap<NaiveDate, usize>,
    cases: &BTreeMap<NaiveDate, Vec<usize>>,
) -> Option<Block> {
    if !pen.is_html() {
        return None;
    }
    let most = counts.values().copied().max().unwrap_or_default();
    let weekdays = [pen.word("monday"), pen.word("wednesday"), pen.word("friday")];
    let middle = from + Days::new(7 * HALF);
    let halves = [("days1", from, middle.pred_opt()?), ("days2", middle, today)];
    let link = |day: NaiveDate, n: usize| match cases.get(&day).map(Vec::as_slice) {
        Some([one]) => {
            let case = &pen.index.workspace.cases[*one];
            (pen.href(Page::Case(*one)), format!("{}: {} {}", date(day), case.id, case.title()))
        }
        _ => {
            let words = pen.index.words.count("n_incidents_plain", n);
            (pen.href(Page::Month(day.year(), day.month())), format!("{}: {words}", date(day)))
        }
    };
    let mut both = String::from("<div class=\"heats\">");
    for (id, from, to) in halves {
        let n: usize = counts.range(from..=to).map(|(_, n)| n).sum();
        let title = pen.index.words.with("calendar_title", &[("from", &date(from)), ("to", &date(to))]);
        let description = pen.index.words.count("calendar_label", n);
        let name = Named { id, title: &title, description: &description };
        both.push_str(&heat::draw((from, to), counts, most, weekdays, link, name)?);
    }
    both.push_str("</div>");
    let caption = Some(pen.word("calendar_caption").to_owned());
    Some(Block::Figure(Figure { drawing: Safe::new(both), caption }))
}
