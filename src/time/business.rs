//! Business days: Monday to Friday unless the settings say otherwise.

use chrono::{Datelike, NaiveDate, Timelike, Weekday};

use super::{DAY, Zone};

/// The working days of an organisation.
#[derive(Debug, Clone)]
pub struct Calendar {
    /// Days of the week that are worked.
    pub days: Vec<Weekday>,
    /// Days that are not worked, sorted.
    pub holidays: Vec<NaiveDate>,
    /// Begin and end of the working hours, in seconds of the day, if they are said.
    pub hours: Option<(i64, i64)>,
}

impl Default for Calendar {
    fn default() -> Self {
        let days = vec![Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];
        Self { days, holidays: Vec::new(), hours: None }
    }
}

impl Calendar {
    fn works(&self, day: NaiveDate) -> bool {
        self.days.contains(&day.weekday()) && self.holidays.binary_search(&day).is_err()
    }

    /// Whether people are at work at a time: within the hours of a working day, the whole day where no hours are said.
    pub fn is_open(&self, at: i64, zone: Zone) -> bool {
        let local = zone.local(at);
        let second = i64::from(local.num_seconds_from_midnight());
        self.works(local.date()) && self.hours.is_none_or(|(open, close)| (open..close).contains(&second))
    }
}

/// The same local clock time `count` business days later; a start on a free day counts from the next working day.
pub fn add_business_days(at: i64, count: u32, calendar: &Calendar, zone: Zone) -> i64 {
    let local = zone.local(at);
    let mut day = local.date();
    let mut left = count;
    // Ten years of days without work is a calendar that never works: stop rather than spin.
    for _ in 0..3_660 {
        if left == 0 {
            break;
        }
        let Some(next) = day.succ_opt() else { break };
        day = next;
        if calendar.works(day) {
            left -= 1;
        }
    }
    zone.unix(day.and_time(local.time()))
}

/// Working hours as written, `09:00-18:00`, in seconds of the day.
pub fn working_hours(text: &str) -> Option<(i64, i64)> {
    let seconds = |clock: &str| {
        let (hour, minute) = clock.trim().split_once(':')?;
        let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.parse().ok()?);
        let seconds = hour * 3_600 + minute * 60;
        (minute < 60 && (0..=DAY).contains(&seconds) && hour >= 0 && minute >= 0).then_some(seconds)
    };
    let (from, to) = text.split_once(['-', '–'])?;
    let hours = (seconds(from)?, seconds(to)?);
    (hours.0 < hours.1).then_some(hours)
}

/// Seconds of working hours between two times; `None` where no hours are said or the times are more than a year apart.
pub fn business_seconds(from: i64, to: i64, calendar: &Calendar, zone: Zone) -> Option<i64> {
    let (open, close) = calendar.hours?;
    if to <= from {
        return Some(0);
    }
    if to - from > 366 * DAY {
        return None;
    }
    let mut total = 0;
    let mut day = zone.local(from).date();
    loop {
        let midnight = day.and_time(chrono::NaiveTime::MIN);
        let at = |seconds| zone.unix(midnight + chrono::TimeDelta::seconds(seconds));
        if at(0) >= to {
            return Some(total);
        }
        if calendar.works(day) {
            total += (at(close).min(to) - at(open).max(from)).max(0);
        }
        day = day.succ_opt()?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skips_weekends_and_holidays() {
        let friday = 1_772_791_200; // 2026-03-06T10:00:00Z
        let mut calendar = Calendar::default();
        assert_eq!(add_business_days(friday, 1, &calendar, Zone::UTC) - friday, 3 * 86_400);
        assert_eq!(add_business_days(friday, 5, &calendar, Zone::UTC) - friday, 7 * 86_400);
        calendar.holidays = vec![NaiveDate::from_ymd_opt(2026, 3, 9).unwrap()];
        assert_eq!(add_business_days(friday, 1, &calendar, Zone::UTC) - friday, 4 * 86_400);
        calendar.days.clear();
        assert!(add_business_days(friday, 1, &calendar, Zone::UTC) > friday);
    }

    #[test]
    fn open_within_hours_of_working_days() {
        let mut calendar = Calendar { hours: working_hours("09:00-18:00"), ..Calendar::default() };
        let zone = Zone::parse("Asia/Shanghai").unwrap();
        let friday = 1_772_758_800; // 2026-03-06T09:00:00+08:00
        let open = |calendar: &Calendar, at| calendar.is_open(at, zone);
        assert!(open(&calendar, friday) && open(&calendar, friday + 9 * 3_600 - 1));
        assert!(!open(&calendar, friday - 1) && !open(&calendar, friday + 9 * 3_600));
        assert!(!open(&calendar, friday + DAY), "a Saturday");
        calendar.hours = None;
        assert!(open(&calendar, friday - 1) && !open(&calendar, friday + DAY));
    }

    #[test]
    fn counts_working_hours_only() {
        let calendar = Calendar { hours: working_hours("10:00-17:00"), ..Calendar::default() };
        let wednesday = 1_586_934_900; // 2020-04-15T07:15:00Z
        let worked = |to| business_seconds(wednesday, to, &calendar, Zone::UTC);
        assert_eq!(worked(wednesday + 28_440), Some(5 * 3_600 + 9 * 60));
        // Two more evenings, a whole Thursday and Friday, no weekend.
        assert_eq!(worked(wednesday + 5 * DAY), Some(3 * 7 * 3_600));
        assert_eq!(worked(wednesday), Some(0));
        assert_eq!(business_seconds(0, DAY, &Calendar::default(), Zone::UTC), None);
        for wrong in ["", "9-18", "18:00-09:00", "09:00", "09:61-10:00", "09:00-25:00", "-1:00-10:00"] {
            assert_eq!(working_hours(wrong), None, "{wrong}");
        }
    }
}
