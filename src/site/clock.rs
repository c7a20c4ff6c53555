//! Times on pages: absolute, in the display zone, to the minute; formatted by hand because a page has dozens.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};

use super::words::Words;
use crate::time::{DAY, Moment, Time, TimeRules, Zone};

/// Tells the time in the display zone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clock {
    rules: TimeRules,
    /// The day the site is built for; the only thing taken from the present.
    pub(super) today: NaiveDate,
}

/// A time made for readers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    /// The text.
    pub(super) text: String,
    /// For `datetime`, where it is about one point or day.
    pub(super) machine: Option<String>,
}

impl Clock {
    /// A clock for the day of `now`.
    pub(super) fn new(rules: TimeRules, now: i64) -> Self {
        Self { rules, today: rules.zone.local(now).date() }
    }

    /// The last second of today, which stands for `now` wherever a number depends on it.
    pub(super) fn now(&self) -> i64 {
        let next = self.today.succ_opt().unwrap_or(self.today);
        self.zone().unix(next.and_time(chrono::NaiveTime::MIN)) - 1
    }

    /// The display zone.
    pub(super) fn zone(&self) -> Zone {
        self.rules.zone
    }

    /// The local day of a second.
    pub(super) fn day(&self, at: i64) -> NaiveDate {
        self.zone().local(at).date()
    }

    /// A point in time; on the day `near`, the clock time only.
    pub(super) fn point(&self, at: i64, near: Option<NaiveDate>) -> Shown {
        let local = self.zone().local(at);
        let mut text = String::with_capacity(17);
        if near != Some(local.date()) {
            push_date(&mut text, local.date());
            text.push(' ');
        }
        push_clock(&mut text, local);
        Shown { text, machine: Some(machine(local, at)) }
    }

    /// A written time; `None` where it says `unknown`.
    pub(super) fn time(&self, time: &Time, near: Option<NaiveDate>, words: &Words) -> Option<Shown> {
        let side = |moment: &Moment| self.moment(moment, near);
        let between = match time {
            Time::Unknown => return None,
            Time::At(moment) => return Some(side(moment)),
            Time::Between(ends) => ends,
        };
        let [from, to] = between.each_ref().map(|end| end.as_ref().map(side));
        let bound = |side: Shown, key| Shown { text: words.around(key, &side.text), ..side };
        match (from, to) {
            (Some(from), Some(to)) => Some(Shown { text: format!("{} – {}", from.text, to.text), ..from }),
            (Some(from), None) => Some(bound(from, "or_later")),
            (None, Some(to)) => Some(bound(to, "or_earlier")),
            (None, None) => None,
        }
    }

    fn moment(&self, moment: &Moment, near: Option<NaiveDate>) -> Shown {
        let about = if moment.approximate { "~" } else { "" };
        let bounds = self.rules.bounds(&Time::At(*moment));
        if moment.day {
            // A bare date means the UTC day, so it is shown as that day whatever the zone.
            let noon = bounds.point.unwrap_or(moment.seconds + DAY / 2);
            let day = date(Zone::UTC.local(noon).date());
            return Shown { text: format!("{about}{day}"), machine: Some(day) };
        }
        let mut shown = self.point(bounds.point.unwrap_or(moment.seconds), near);
        shown.text.insert_str(0, about);
        shown
    }
}

/// `2026-03-01`.
pub(super) fn date(day: NaiveDate) -> String {
    let mut text = String::with_capacity(10);
    push_date(&mut text, day);
    text
}

/// `2026-03`.
pub(super) fn month(year: i32, month: u32) -> String {
    format!("{year:04}-{month:02}")
}

fn machine(local: NaiveDateTime, at: i64) -> String {
    let mut text = String::with_capacity(25);
    push_date(&mut text, local.date());
    text.push('T');
    push_clock(&mut text, local);
    if local.second() > 0 {
        text.push(':');
        push_two(&mut text, local.second());
    }
    let offset = (local.and_utc().timestamp() - at) / 60;
    if offset == 0 {
        text.push('Z');
    } else {
        text.push(if offset < 0 { '-' } else { '+' });
        let minutes = u32::try_from(offset.unsigned_abs()).unwrap_or_default();
        push_two(&mut text, minutes / 60);
        text.push(':');
        push_two(&mut text, minutes % 60);
    }
    text
}

fn push_date(text: &mut String, day: NaiveDate) {
    match u32::try_from(day.year()) {
        Ok(year @ 0..=9999) => {
            push_two(text, year / 100);
            push_two(text, year % 100);
        }
        _ => text.push_str(&day.year().to_string()),
    }
    text.push('-');
    push_two(text, day.month());
    text.push('-');
    push_two(text, day.day());
}

fn push_clock(text: &mut String, local: NaiveDateTime) {
    push_two(text, local.hour());
    text.push(':');
    push_two(text, local.minute());
}

const DIGITS: [char; 10] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

fn push_two(text: &mut String, number: u32) {
    for digit in [number / 10 % 10, number % 10] {
        text.push(DIGITS[digit as usize]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_as_written_in_the_zone() {
        let zone = Zone::parse("Asia/Shanghai").unwrap();
        let clock = Clock::new(TimeRules { zone, approximate: 900 }, 1_772_791_200);
        let words = Words::of("en", None);
        let show = |text: &str, near| {
            let shown = clock.time(&Time::parse(text).unwrap(), near, &words)?;
            Some((shown.text, shown.machine.unwrap()))
        };
        let both = |text: &str, machine: &str| Some((text.to_owned(), machine.to_owned()));
        let day = NaiveDate::from_ymd_opt(2026, 3, 1);
        assert_eq!(show("2026-03-01T02:15:00Z", None), both("2026-03-01 10:15", "2026-03-01T10:15+08:00"));
        assert_eq!(show("~2026-03-01T02:15:09Z", day), both("~10:15", "2026-03-01T10:15:09+08:00"));
        assert_eq!(show("2026-03-01", day), both("2026-03-01", "2026-03-01"));
        assert_eq!(show("2026-03-01T02:15:00Z/..", day), both("10:15 or later", "2026-03-01T10:15+08:00"));
        assert_eq!(show("unknown", None), None);
        assert_eq!(date(clock.today), "2026-03-06");
    }
}
