//! A period of days as people name it: a year, a quarter, a month, a week, a day, or from one to another.

use chrono::{Datelike, Months, NaiveDate, NaiveTime, TimeDelta, Weekday};

use super::Zone;

/// Whole days, in the zone they are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub first: NaiveDate,
    /// The first day after it.
    pub end: NaiveDate,
    /// As written: `2026-Q3`.
    pub name: String,
}

impl Period {
    /// Reads `2026`, `2026-Q3`, `2026-09`, `2026-W37`, `2026-09-14`, or two of them as `A..B`, both included.
    pub fn parse(text: &str) -> Option<Self> {
        let (first, end) = match text.split_once("..") {
            None => days(text)?,
            Some((from, to)) => (days(from)?.0, days(to)?.1),
        };
        (first < end).then(|| Self { first, end, name: text.to_owned() })
    }

    /// The month that `day` is in.
    pub fn month_of(day: NaiveDate) -> Option<Self> {
        Self::parse(&day.format("%Y-%m").to_string())
    }

    /// The period before it: the one of the calendar where it is one, else as many days.
    pub fn before(&self) -> Option<Self> {
        let last = self.first.pred_opt()?;
        let stretches = [Stretch::Week, Stretch::Month, Stretch::Quarter, Stretch::Year];
        let same = |stretch: &Stretch| {
            stretch.period(self.first).is_some_and(|one| (one.first, one.end) == (self.first, self.end))
        };
        if let Some(stretch) = stretches.into_iter().find(same) {
            return stretch.period(last);
        }
        let first = self.first.checked_sub_signed(self.end - self.first)?;
        let name = if first == last { first.to_string() } else { format!("{first}..{last}") };
        Some(Self { first, end: self.first, name })
    }

    /// Its first second and the first second after it, in Unix seconds.
    pub fn within(&self, zone: Zone) -> (i64, i64) {
        let begin = |day: NaiveDate| zone.unix(day.and_time(NaiveTime::MIN));
        (begin(self.first), begin(self.end))
    }

    /// Whether the two have a day in common.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.first < other.end && other.first < self.end
    }
}

/// A stretch of the calendar that incidents are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stretch {
    /// A week from Monday, by ISO 8601.
    Week,
    /// A month.
    Month,
    /// A quarter.
    Quarter,
    /// A year.
    Year,
}

impl Stretch {
    /// The name of the stretch that a day is in, as [`Period::parse`] reads it.
    pub fn of(self, day: NaiveDate) -> String {
        match self {
            Self::Week => day.format("%G-W%V").to_string(),
            Self::Month => day.format("%Y-%m").to_string(),
            Self::Quarter => format!("{}-Q{}", day.format("%Y"), day.month0() / 3 + 1),
            Self::Year => day.format("%Y").to_string(),
        }
    }
}

impl Stretch {
    /// The stretch that a day is in.
    pub fn period(self, day: NaiveDate) -> Option<Period> {
        Period::parse(&self.of(day))
    }
}

/// The first day and the day after the last.
fn days(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    if let Some(day) = super::date(text) {
        return Some((day, day.succ_opt()?));
    }
    let (year, rest) = text.split_once('-').unwrap_or((text, ""));
    let digits = |text: &str, length: usize| {
        (text.len() == length && text.bytes().all(|b| b.is_ascii_digit()))
            .then(|| text.parse().ok())
            .flatten()
    };
    let year = i32::try_from(digits(year, 4)?).ok()?;
    let months = |month: u32, count: u32| {
        let first = NaiveDate::from_ymd_opt(year, month, 1)?;
        Some((first, first.checked_add_months(Months::new(count))?))
    };
    match rest.as_bytes().first() {
        None if !text.contains('-') => months(1, 12),
        Some(b'Q') => {
            let quarter: u32 = digits(&rest[1..], 1)?;
            (1..=4).contains(&quarter).then(|| months(quarter * 3 - 2, 3)).flatten()
        }
        Some(b'W') => {
            let monday = NaiveDate::from_isoywd_opt(year, digits(&rest[1..], 2)?, Weekday::Mon)?;
            Some((monday, monday.checked_add_signed(TimeDelta::days(7))?))
        }
        Some(_) => months(digits(rest, 2)?, 1),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        Period::parse(text).map(|period| format!("{} {}", period.first, period.end))
    }

    #[test]
    fn reads_what_people_call_a_period() {
        for (text, days) in [
            ("2026", "2026-01-01 2027-01-01"),
            ("2026-Q3", "2026-07-01 2026-10-01"),
            ("2026-Q4", "2026-10-01 2027-01-01"),
            ("2026-02", "2026-02-01 2026-03-01"),
            ("2026-W01", "2025-12-29 2026-01-05"),
            ("2026-W53", "2026-12-28 2027-01-04"),
            ("2026-03-01", "2026-03-01 2026-03-02"),
            ("2025-Q4..2026-02", "2025-10-01 2026-03-01"),
        ] {
            assert_eq!(read(text).as_deref(), Some(days), "{text}");
        }
        for wrong in [
            "",
            "26",
            "2026-",
            "2026-Q5",
            "2026-Q",
            "2026-13",
            "2026-W54",
            "2025-W53",
            "2026-1",
            "2026-02-30",
            "2026..",
            "2026-03..2026-01",
            "2026-Qé",
            "é026",
            "2026-Q3..2026-Q1",
            "+026",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_period_before_is_of_the_same_kind() {
        for (text, before) in [
            ("2026", "2025"),
            ("2026-Q1", "2025-Q4"),
            ("2026-03", "2026-02"),
            ("2026-W01", "2025-W52"),
            ("2026-03-01", "2026-02-28"),
            ("2026-01..2026-03", "2025-Q4"),
            ("2026-03-11..2026-03-20", "2026-03-01..2026-03-10"),
        ] {
            let before_it = Period::parse(text).unwrap().before().unwrap();
            assert_eq!(before_it.name, before, "{text}");
            assert_eq!(Period::parse(before), Some(before_it), "{text}");
        }
    }

    #[test]
    fn a_day_is_in_the_stretch_that_reads_back_to_it() {
        let day = NaiveDate::from_ymd_opt(2027, 1, 3).unwrap();
        let names = [Stretch::Week, Stretch::Month, Stretch::Quarter, Stretch::Year].map(|s| s.of(day));
        assert_eq!(names, ["2026-W53", "2027-01", "2027-Q1", "2027"]);
        for name in names {
            let period = Period::parse(&name).unwrap();
            assert!(period.first <= day && day < period.end, "{name}");
        }
    }

    #[test]
    fn days_are_those_of_the_zone() {
        let zone = Zone::parse("Asia/Shanghai").unwrap();
        let day = Period::parse("2026-03-01").unwrap();
        assert_eq!(day.within(zone), (1_772_294_400, 1_772_380_800));
        assert!(day.overlaps(&Period::parse("2026-02..2026-03").unwrap()));
        assert!(!day.overlaps(&Period::parse("2026-02").unwrap()));
    }
}
