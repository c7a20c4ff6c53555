//! What happened in this week of earlier years: ours first, else what others published.

use chrono::{Datelike, NaiveDate};

use super::super::super::document::Block;
use super::super::super::pen::Pen;
use super::super::list;

/// So many days before and after count as the same week.
const DAYS: i64 = 3;

/// So many are shown.
const MOST: usize = 2;

/// The section.
pub(super) fn section(pen: &Pen<'_>) -> Vec<Block> {
    let index = pen.index;
    let own = index.ours.iter().filter(|&&case| index.workspace.cases[case].counts());
    let mut found = of(pen, own.copied());
    if found.is_empty() {
        found = of(pen, index.library.iter().copied());
    }
    let items = found.into_iter().take(MOST).map(|(years, _, case)| {
        let ago = index.words.count("years_ago", usize::try_from(years).unwrap_or_default());
        pen.join([pen.text(&ago), pen.titled(case)], " ")
    });
    list(items.collect()).into_iter().collect()
}

/// Those among the cases whose anniversary is near: years, rank of severity, case; the worst first, then the latest.
fn of(pen: &Pen<'_>, cases: impl Iterator<Item = usize>) -> Vec<(i32, usize, usize)> {
    let (index, today) = (pen.index, pen.index.clock.today);
    let mut found: Vec<(i32, usize, usize)> = cases
        .filter_map(|case| {
            let years = years(index.clock.day(index.begins[case]?), today)?;
            Some((years, index.workspace.cases[case].severity.unwrap_or(usize::MAX), case))
        })
        .collect();
    found.sort_by_key(|(years, rank, case)| (*rank, *years, index.workspace.cases[*case].id.as_str()));
    found
}

/// How many years ago a day was whose anniversary is within a few days of today; none in its own year.
fn years(day: NaiveDate, today: NaiveDate) -> Option<i32> {
    let near = |year: i32| {
        // The 29th of February is remembered on the 28th.
        let again = day.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, day.month(), 28))?;
        ((again - today).num_days().abs() <= DAYS).then_some(year - day.year())
    };
    let this = today.year();
    [this - 1, this, this + 1].into_iter().find_map(near).filter(|years| *years > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_week_of_an_earlier_year() {
        let years = |day: &str, today: &str| years(day.parse().unwrap(), today.parse().unwrap());
        assert_eq!(years("2025-04-02", "2026-04-02"), Some(1));
        assert_eq!(years("2017-03-30", "2026-04-02"), Some(9));
        assert_eq!(years("2025-04-06", "2026-04-02"), None, "four days off");
        assert_eq!(years("2026-04-01", "2026-04-02"), None, "this year is no anniversary");
        assert_eq!(years("2024-12-31", "2026-01-02"), Some(1), "over the end of a year");
        assert_eq!(years("2025-01-02", "2025-12-31"), Some(1));
        assert_eq!(years("2026-01-02", "2025-12-31"), None, "still to come");
        assert_eq!(years("2024-02-29", "2026-03-03"), Some(2), "a leap day");
        assert_eq!(years("2024-02-29", "2026-03-04"), None);
    }
}
