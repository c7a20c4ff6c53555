//! `calendar.ics`: what is due, and what is planned.
//!
//! Written here, because it is five kinds of lines, and the libraries for it read the clock where a stamp is missing and
//! fold a byte too late.

use std::fmt::Write as _;

use chrono::{DateTime, Datelike, NaiveDate, Timelike};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::super::address::{Address, file};
use super::super::index::{Index, Page};
use super::{moments, plain};
use crate::record::{Action, IncidentKind};
use crate::recovery::rehearsals;
use crate::stats::{action_pending, our_actions, review_awaited};
use crate::time::Zone;

/// Longest line, in bytes, without its end (RFC 5545, 3.1).
const LINE: usize = 75;

/// One event.
struct Event {
    /// What makes it the same event in the next build.
    key: String,
    /// When what it says was last written, Unix seconds; the day itself where that is not known.
    stamp: Option<i64>,
    when: When,
    title: String,
    page: Page,
}

/// The time an event takes.
#[derive(Clone, Copy)]
enum When {
    Day(NaiveDate),
    /// Unix seconds.
    Span(i64, i64),
}

/// The calendar of the edition that is spoken.
pub(super) fn calendar(index: &Index<'_>, address: Option<&Address>, version: &str) -> String {
    let mut events: Vec<Event> =
        actions(index).chain(reviews(index)).chain(drills(index)).chain(maintenance(index)).collect();
    events.sort_by_cached_key(|event| (begin(event.when), event.key.clone()));
    let title = plain(&index.workspace.policy.title);
    let mut out = String::new();
    line(&mut out, "BEGIN:VCALENDAR");
    line(&mut out, "VERSION:2.0");
    line(&mut out, &format!("PRODID:-//postmortem//{}//EN", escaped(version)));
    line(&mut out, &format!("NAME:{}", escaped(&title)));
    line(&mut out, &format!("X-WR-CALNAME:{}", escaped(&title)));
    let events = events.par_iter().map(|event| written(index, address, &title, event));
    out.push_str(&events.collect::<String>());
    line(&mut out, "END:VCALENDAR");
    out
}

fn written(index: &Index<'_>, address: Option<&Address>, title: &str, event: &Event) -> String {
    let mut written = String::with_capacity(256);
    let out = &mut written;
    let hash = Sha256::digest(format!("{title}\n{}", event.key));
    let uid = hash.iter().take(16).fold(0_u128, |uid, byte| uid << 8 | u128::from(*byte));
    let stamp = utc(event.stamp.unwrap_or_else(|| begin(event.when)));
    let (kind, from, to) = match event.when {
        When::Day(day) => (";VALUE=DATE", basic(day), basic(day.succ_opt().unwrap_or(day))),
        When::Span(from, to) => ("", utc(from), utc(to)),
    };
    // Writing to a String cannot fail, and none of these lines is too long.
    let _ = write!(
        out,
        "BEGIN:VEVENT\r\nUID:{uid:032x}\r\nDTSTAMP:{stamp}\r\nDTSTART{kind}:{from}\r\nDTEND{kind}:{to}\r\n"
    );
    line(out, &format!("SUMMARY:{}", escaped(&plain(&event.title))));
    if let Some(address) = address {
        line(out, &format!("URL:{}", address.file(&file(index, event.page))));
    }
    line(out, "TRANSP:TRANSPARENT");
    line(out, "END:VEVENT");
    written
}

/// Open actions with a day by which they are due.
fn actions<'i>(index: &'i Index<'_>) -> impl Iterator<Item = Event> + 'i {
    our_actions(index.workspace).flat_map(move |(file, actions)| {
        let page = index.page_of(file).unwrap_or(Page::At("actions"));
        let owner = owner(index, file, page);
        actions.iter().enumerate().filter(|(_, action)| action_pending(action)).filter_map(
            move |(i, action)| {
                let day = action.due.as_ref()?.get()?.0;
                let id = action.id.as_deref().map_or_else(|| i.to_string(), str::to_owned);
                Some(Event {
                    key: format!("action {file} {id}"),
                    stamp: owner.1,
                    when: When::Day(day),
                    title: named(index, action, &owner.0),
                    page,
                })
            },
        )
    })
}

/// Whose action it is: the id of the record, and when the record last moved.
fn owner(index: &Index<'_>, file: &str, page: Page) -> (String, Option<i64>) {
    if let Page::Case(case) = page {
        let case = &index.workspace.cases[case];
        return (case.id.clone(), moments::updated(case, &index.workspace.policy.times));
    }
    let drill = index.workspace.drills.iter().find(|drill| drill.file == file);
    let held = drill.and_then(|drill| drill.data.date.as_ref()?.get().copied());
    (drill.map(|drill| drill.id.clone()).unwrap_or_default(), held.map(|date| midnight(date.0)))
}

fn named(index: &Index<'_>, action: &Action, record: &str) -> String {
    let title = action.title.as_deref().or(action.id.as_deref()).unwrap_or(record);
    index.words.with("calendar_action", &[("title", title), ("id", record)])
}

/// Reviews that are awaited.
fn reviews<'i>(index: &'i Index<'_>) -> impl Iterator<Item = Event> + 'i {
    let policy = &index.workspace.policy;
    index.ours.iter().filter_map(move |&i| {
        let case = &index.workspace.cases[i];
        let (_, due) = review_awaited(case, policy).filter(|_| case.counts())?;
        Some(Event {
            key: format!("review {}", case.file),
            stamp: moments::updated(case, &policy.times),
            when: When::Day(policy.zone().local(due).date()),
            title: index.words.with("calendar_review", &[("title", case.title()), ("id", &case.id)]),
            page: Page::Case(i),
        })
    })
}

/// The next drill and the next restore of every service that owes one.
fn drills<'i>(index: &'i Index<'_>) -> impl Iterator<Item = Event> + 'i {
    let all = rehearsals(index.workspace, index.clock.today);
    let services = index.workspace.services.iter().enumerate().zip(all);
    services.filter(|((_, record), _)| record.data.retired_on.is_none()).flat_map(
        move |((i, record), one)| {
            let event = |kind: &str, key, last: Option<NaiveDate>, due: Option<NaiveDate>| {
                Some(Event {
                    key: format!("{kind} {}", record.file),
                    stamp: last.map(midnight),
                    when: When::Day(due?),
                    title: index.words.with(key, &[("id", &record.id)]),
                    page: Page::Service(i),
                })
            };
            let day = |date: crate::record::Date| date.0;
            let drill = event("drill", "calendar_drill", one.last.map(day), one.due.map(day));
            let restore =
                event("restore", "calendar_restore", one.restored.map(day), one.restore_due.map(day));
            drill.into_iter().chain(restore)
        },
    )
}

/// Planned work.
fn maintenance<'i>(index: &'i Index<'_>) -> impl Iterator<Item = Event> + 'i {
    let rules = &index.workspace.policy.times;
    index.ours.iter().filter_map(move |&i| {
        let case = &index.workspace.cases[i];
        let planned = case.data.times.planned.as_ref()?;
        if case.kind != IncidentKind::Maintenance || !case.counts() {
            return None;
        }
        let from = moments::point(rules, planned.from.as_ref())?;
        let to = moments::point(rules, planned.to.as_ref()).filter(|to| *to > from).unwrap_or(from);
        Some(Event {
            key: format!("maintenance {}", case.file),
            stamp: moments::updated(case, rules),
            when: When::Span(from, to),
            title: index.words.with("calendar_maintenance", &[("title", case.title()), ("id", &case.id)]),
            page: Page::Case(i),
        })
    })
}

fn begin(when: When) -> i64 {
    match when {
        When::Day(day) => midnight(day),
        When::Span(from, _) => from,
    }
}

fn midnight(day: NaiveDate) -> i64 {
    Zone::UTC.unix(day.and_time(chrono::NaiveTime::MIN))
}

/// `20260301`.
fn basic(day: NaiveDate) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

fn utc(at: i64) -> String {
    let at = DateTime::from_timestamp(at, 0).unwrap_or_default();
    format!("{}T{:02}{:02}{:02}Z", basic(at.date_naive()), at.hour(), at.minute(), at.second())
}

/// A text as a value (RFC 5545, 3.3.11).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ',' | ';' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c => out.push(c),
        }
    }
    out
}

/// Appends a line, folded between characters.
fn line(out: &mut String, text: &str) {
    if text.len() <= LINE {
        out.push_str(text);
        out.push_str("\r\n");
        return;
    }
    let mut room = LINE;
    for c in text.chars() {
        if c.len_utf8() > room {
            out.push_str("\r\n ");
            room = LINE - 1;
        }
        room -= c.len_utf8();
        out.push(c);
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_characters() {
        for length in 0..200 {
            let text = "维a".repeat(length);
            let mut out = String::new();
            line(&mut out, &text);
            assert!(out.lines().all(|line| line.len() <= LINE), "{length}");
            assert_eq!(out.replace("\r\n ", ""), format!("{text}\r\n"));
        }
        assert_eq!(escaped("a,b;c\\d\ne"), "a\\,b\\;c\\\\d\\ne");
    }
}
