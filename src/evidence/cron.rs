//! The longest time between two runs of a schedule: the most that a backup by it can lose.

use chrono::{Datelike, NaiveDate};

/// Seconds of a day.
const DAY: i64 = 86_400;

/// The longest time between two runs, in seconds, of `0 3 * * *`, `@daily`, `@every 6h`, `rate(12 hours)` or
/// `cron(0 5 ? * MON *)`; nothing where it is not understood or may run only once.
///
/// Daylight saving is left out: it moves one run a year by an hour.
pub fn longest_gap(schedule: &str) -> Option<i64> {
    let schedule = schedule.trim();
    if let Some(rate) = schedule.strip_prefix("rate(").and_then(|rest| rest.strip_suffix(')')) {
        let (count, unit) = rate.trim().split_once(' ')?;
        let unit = match unit.trim().trim_end_matches('s') {
            "minute" => 60,
            "hour" => 3_600,
            "day" => DAY,
            _ => return None,
        };
        return count.parse::<u32>().ok().map(|count| i64::from(count) * unit);
    }
    if let Some(inner) = schedule.strip_prefix("cron(").and_then(|rest| rest.strip_suffix(')')) {
        let fields: Vec<&str> = inner.split_whitespace().collect();
        let [minute, hour, day, month, weekday, "*"] = fields[..] else { return None };
        // The week of AWS begins with 1 on Sunday; `?` is `*` of the field that does not matter.
        return Fields::new(
            [minute, hour, day, month, weekday].map(|field| if field == "?" { "*" } else { field }),
            1,
        )?
        .longest_gap();
    }
    if let Some(every) = schedule.strip_prefix("@every ") {
        return super::go_duration(every.trim()).filter(|seconds| *seconds > 0);
    }
    let plain = match schedule {
        "@hourly" => "0 * * * *",
        "@daily" | "@midnight" => "0 0 * * *",
        "@weekly" => "0 0 * * 0",
        "@monthly" => "0 0 1 * *",
        "@yearly" | "@annually" => "0 0 1 1 *",
        other => other,
    };
    let mut fields: Vec<&str> = plain.split_whitespace().collect();
    if fields.first().is_some_and(|first| first.starts_with("CRON_TZ=") || first.starts_with("TZ=")) {
        fields.remove(0);
    }
    let fields: [&str; 5] = fields.try_into().ok()?;
    Fields::new(fields, 0)?.longest_gap()
}

/// Which minutes, hours, days, months and days of the week, as bits.
struct Fields {
    minutes: u64,
    hours: u64,
    days: u64,
    months: u64,
    weekdays: u64,
    /// Both a day and a weekday are written: either is enough.
    either: bool,
}

impl Fields {
    /// `sunday` is the number of Sunday.
    fn new([minute, hour, day, month, weekday]: [&str; 5], sunday: u32) -> Option<Self> {
        const MONTHS: [&str; 12] =
            ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
        const WEEK: [&str; 7] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
        let mut weekdays = bits(weekday, sunday, 7, &WEEK, sunday)? >> sunday;
        // 7 is Sunday too where 0 is.
        weekdays |= (weekdays >> 7) & 1;
        Some(Self {
            minutes: bits(minute, 0, 59, &[], 0)?,
            hours: bits(hour, 0, 23, &[], 0)?,
            days: bits(day, 1, 31, &[], 0)?,
            months: bits(month, 1, 12, &MONTHS, 1)?,
            weekdays,
            either: !day.starts_with('*') && !weekday.starts_with('*'),
        })
    }

    fn runs_on(&self, date: NaiveDate) -> bool {
        let day = self.days >> date.day() & 1 == 1;
        let weekday = self.weekdays >> date.weekday().num_days_from_sunday() & 1 == 1;
        self.months >> date.month() & 1 == 1 && if self.either { day || weekday } else { day && weekday }
    }

    /// Over nine years, so that 29 February comes twice.
    fn longest_gap(&self) -> Option<i64> {
        let hours = (0..24_i64).filter(|hour| self.hours >> hour & 1 == 1);
        let times: Vec<i64> = hours
            .flat_map(|hour| {
                (0..60)
                    .filter(|minute| self.minutes >> minute & 1 == 1)
                    .map(move |minute| hour * 3_600 + minute * 60)
            })
            .collect();
        let (first, last) = (*times.first()?, *times.last()?);
        let within = times.iter().zip(times.iter().skip(1)).map(|(a, b)| b - a).max().unwrap_or(0);
        let start = NaiveDate::from_ymd_opt(2024, 1, 1)?;
        let days: Vec<i64> = start
            .iter_days()
            .take(9 * 366)
            .enumerate()
            .filter(|(_, date)| self.runs_on(*date))
            .filter_map(|(day, _)| i64::try_from(day).ok())
            .collect();
        let between =
            days.iter().zip(days.iter().skip(1)).map(|(a, b)| (b - a) * DAY - last + first).max()?;
        Some(within.max(between))
    }
}

/// The numbers that one field names: `*`, `*/5`, `1-5`, `1,15`, `mon`; `names` count from `first`.
fn bits(field: &str, low: u32, high: u32, names: &[&str], first: u32) -> Option<u64> {
    let number = |text: &str| -> Option<u32> {
        let word = text.to_ascii_lowercase();
        let named = names.iter().position(|name| *name == word).and_then(|index| u32::try_from(index).ok());
        named.map(|index| index + first).or_else(|| text.parse().ok()).filter(|n| (low..=high).contains(n))
    };
    let mut bits = 0_u64;
    for part in field.split(',') {
        let (range, step) = match part.split_once('/') {
            Some((range, step)) => (range, step.parse::<usize>().ok().filter(|step| *step > 0)?),
            None => (part, 1),
        };
        let (from, to) = match range.split_once('-') {
            _ if range == "*" => (low, high),
            Some((from, to)) => (number(from)?, number(to)?),
            None if part.contains('/') => (number(range)?, high),
            None => (number(range)?, number(range)?),
        };
        if from > to {
            return None;
        }
        (from..=to).step_by(step).for_each(|n| bits |= 1 << n);
    }
    Some(bits)
}

#[cfg(test)]
mod tests {
    use super::longest_gap;

    #[test]
    fn longest_gaps() {
        const HOUR: i64 = 3_600;
        for (schedule, expected) in [
            ("0 3 * * *", 24 * HOUR),
            ("@daily", 24 * HOUR),
            ("*/15 * * * *", HOUR / 4),
            ("0 */6 * * *", 6 * HOUR),
            // from 22:00 to 08:00
            ("0 8-22/2 * * *", 10 * HOUR),
            ("0 */5 * * *", 5 * HOUR),
            ("30 1 * * 1-5", 72 * HOUR),
            ("0 0 * * sun", 7 * 24 * HOUR),
            ("0 0 * * 7", 7 * 24 * HOUR),
            ("0 0 1 * *", 31 * 24 * HOUR),
            ("0 0 31 * *", 61 * 24 * HOUR),
            ("0 0 29 2 *", 1461 * 24 * HOUR),
            // either the first of the month or a Monday
            ("0 0 1 * 1", 7 * 24 * HOUR),
            ("CRON_TZ=Europe/Berlin 0 3 * * *", 24 * HOUR),
            ("@every 6h", 6 * HOUR),
            ("rate(12 hours)", 12 * HOUR),
            ("cron(0 5 ? * * *)", 24 * HOUR),
            ("cron(0 5 ? * 1 *)", 7 * 24 * HOUR),
            ("cron(0 5 ? * MON-FRI *)", 72 * HOUR),
        ] {
            assert_eq!(longest_gap(schedule), Some(expected), "{schedule}");
        }
        for wrong in
            ["", "0 3 * *", "61 * * * *", "0 0 L * *", "0 0 31 2 *", "@reboot", "5-1 * * * *", "*/0 * * * *"]
        {
            assert_eq!(longest_gap(wrong), None, "{wrong}");
        }
    }
}
