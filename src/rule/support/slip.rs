//! Typical slips in a written date, undone: the value that was probably meant.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::record::Leaf;
use crate::time::{Bounds, Moment, Time, TimeRules};

/// The text that was probably meant: the likeliest slip undone whose bounds `fits` accepts.
///
/// Only the date (or the half of the day) changes; offset, `~` and everything else stay as written.
pub(in crate::rule) fn meant(
    leaf: &Leaf<Time>,
    rules: &TimeRules,
    fits: impl Fn(&Bounds) -> bool,
) -> Option<(String, Bounds)> {
    let Some(Time::At(Moment { day, .. })) = leaf.get() else { return None };
    let text = leaf.text();
    let (mark, rest) = text.split_at(usize::from(text.starts_with('~')));
    let (date, clock) = rest.split_at_checked(10)?;
    let date = NaiveDate::parse_from_str(date, "%Y-%m-%d").ok()?;
    let dates = dates(date).into_iter().map(|date| format!("{mark}{}{clock}", date.format("%Y-%m-%d")));
    let later =
        half_day(clock).filter(|_| !day).map(|clock| format!("{mark}{}{clock}", date.format("%Y-%m-%d")));
    dates.chain(later).find_map(|text| {
        let bounds = rules.bounds(&Time::parse(&text)?);
        fits(&bounds).then_some((text, bounds))
    })
}

/// Slips of the date seen in real logs, the likeliest first.
fn dates(at: NaiveDate) -> Vec<NaiveDate> {
    let swapped = NaiveDate::from_ymd_opt(at.year(), at.day(), at.month()).filter(|date| *date != at);
    let months =
        |count| [at.checked_add_months(Months::new(count)), at.checked_sub_months(Months::new(count))];
    let days = |count| [at.checked_add_days(Days::new(count)), at.checked_sub_days(Days::new(count))];
    // A tens digit of the day: 05 for 25.
    let tens =
        days(10).into_iter().chain(days(20)).map(|date| date.filter(|date| date.month() == at.month()));
    std::iter::once(swapped)
        .chain(months(1))
        .chain(months(12))
        .chain(days(1))
        .chain(months(2))
        .chain(tens)
        .flatten()
        .collect()
}

/// The same clock in the other half of the day: 03:00 for 15:00.
fn half_day(clock: &str) -> Option<String> {
    let hour: u32 = clock.get(1..3)?.parse().ok()?;
    Some(format!("{}{:02}{}", &clock[..1], (hour + 12) % 24, &clock[3..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Zone;

    fn near(text: &str, target: &str) -> Option<String> {
        let rules = TimeRules { zone: Zone::UTC, approximate: 900 };
        let target = rules.bounds(&Time::parse(target).unwrap()).point.unwrap();
        let fits = |bounds: &Bounds| bounds.point.is_some_and(|at| at >= target && at - target <= 86_400);
        meant(&Leaf::new(text), &rules, fits).map(|(text, _)| text)
    }

    #[test]
    fn real_slips() {
        // A ministry's log: resolved two months after it was repaired, and a row of the 5th among rows of the 25th.
        assert_eq!(near("2023-09-25T15:55", "2023-07-25T15:55:00Z").as_deref(), Some("2023-07-25T15:55"));
        assert_eq!(
            near("2023-07-05T14:10:00Z", "2023-07-25T14:00:00Z").as_deref(),
            Some("2023-07-25T14:10:00Z")
        );
        // A build server's status page: day and month swapped, a day off.
        assert_eq!(near("2024-05-06", "2024-06-04").as_deref(), Some("2024-06-05"));
        assert_eq!(
            near("2023-12-05T9:15:00Z", "2023-12-06T08:00:00Z").as_deref(),
            Some("2023-12-06T9:15:00Z")
        );
        assert_eq!(
            near("~2025-01-02T10:00:00Z", "2026-01-02T10:00:00Z").as_deref(),
            Some("~2026-01-02T10:00:00Z")
        );
        assert_eq!(near("2026-03-05T10:00:00Z", "2019-03-05T10:00:00Z"), None);
        let afternoon = meant(
            &Leaf::new("2026-03-05T03:00:00+08:00"),
            &TimeRules { zone: Zone::UTC, approximate: 900 },
            |bounds| bounds.point == Some(1_772_694_000),
        );
        assert_eq!(afternoon.map(|(text, _)| text).as_deref(), Some("2026-03-05T15:00:00+08:00"));
        assert_eq!(near("unknown", "2019-03-05T10:00:00Z"), None);
    }
}
