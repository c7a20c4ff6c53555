//! Business days: Monday to Friday unless the settings say otherwise.

use chrono::{Datelike, NaiveDate, Weekday};

use super::Zone;

/// The working days of an organisation.
#[derive(Debug, Clone)]
pub struct Calendar {
    /// Days of the week that are worked.
    pub days: Vec<Weekday>,
    /// Days that are not worked, sorted.
    pub holidays: Vec<NaiveDate>,
}

impl Default for Calendar {
    fn default() -> Self {
        let days = vec![Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];
        Self { days, holidays: Vec::new() }
    }
}

impl Calendar {
    fn works(&self, day: NaiveDate) -> bool {
        self.days.contains(&day.weekday()) && self.holidays.binary_search(&day).is_err()
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
}
