//! Ids, folders and titles whose date is not that of the incident.

use chrono::{DateTime, Datelike, NaiveDate};

use super::support::applies;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, Place, at};
use crate::record::Milestone;
use crate::time::{DAY, date};
use crate::workspace::{Case, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "date-mismatch",
    group: Group::Time,
    level: Level::Warning,
    summary: "The date or year in the id, the folder or the title is not that of the incident.",
    why: "Public logs name their files after the day (`2023-07-25-prometheus-on-live-cluster-down`), and the times inside \
          are typed again by hand: an entry of a status page kept the end of the one it was copied from, six weeks before its own day, and in January many keep the old year. Read are a whole date in the id, a date after \"incident on\" or \"outage on\" in the title, a folder \
          that is a year, and the year of an id such as `INC-2026-0042`. A date may be two days off (zones, announcements \
          the day before), a year a week.",
    bad: &[(
        "2023-07-25-prometheus-down.yaml",
        "id: 2023-07-25-prometheus-down\ntimes: {started: 2023-09-25T14:05:00Z, resolved: 2023-09-25T15:55:00Z}\n",
    )],
    good: &[(
        "2023-07-25-prometheus-down.yaml",
        "id: 2023-07-25-prometheus-down\ntimes: {started: 2023-07-25T14:05:00Z, resolved: 2023-07-25T15:55:00Z}\n",
    )],
    check: Check::Case(applies::has_times, check),
};

fn check(case: &Case, workspace: &Workspace, findings: &mut Vec<Finding>) {
    let Some((first, last)) = extent(case, workspace) else { return };
    let place = || if case.data.id.is_some() { at("id").into() } else { Place::File };
    let day = |at: i64| DateTime::from_timestamp(at, 0).unwrap_or_default().date_naive();
    let mut report = |place: Place, said: &str, what: &str| {
        let days = if day(first) == day(last) {
            day(first).to_string()
        } else {
            format!("{} to {}", day(first), day(last))
        };
        let message = format!("the {what} says `{said}`, and the times are of {days}");
        findings.push(Finding::new(RULE.id, &case.file, place, message).help("correct one of the two"));
    };
    let apart = |named: NaiveDate| {
        let begin = named.and_time(chrono::NaiveTime::MIN).and_utc().timestamp();
        begin > last + 2 * DAY || begin + DAY < first - 2 * DAY
    };
    if let Some((_, said, _)) = dates(&case.id).next().filter(|(.., named)| apart(*named)) {
        report(place(), said, "id");
        return;
    }
    let year = |text: &str| text.parse().ok().filter(|year| text.len() == 4 && (1990..=2100).contains(year));
    let years = day(first - 7 * DAY).year()..=day(last + 7 * DAY).year();
    let folder = case.file.rsplit('/').skip(1).find_map(|name| Some((name, year(name)?)));
    let number = numbered(&case.id).and_then(|name| Some((name, year(name)?)));
    if let Some((name, _)) = number.filter(|(_, year)| !years.contains(year)) {
        report(place(), name, "id");
    } else if let Some((name, _)) = folder.filter(|(_, year)| !years.contains(year)) {
        report(Place::File, name, "folder");
    }
    let title = case.data.title.as_deref().unwrap_or_default();
    let mut named = dates(title);
    if let Some((_, said, _)) = named.find(|(start, _, named)| apart(*named) && announced(&title[..*start])) {
        report(at("title").into(), said, "title");
    }
}

/// From the first to the last thing that is known to have happened.
fn extent(case: &Case, workspace: &Workspace) -> Option<(i64, i64)> {
    let planned =
        case.data.times.planned.iter().flat_map(|planned| [planned.from.as_ref(), planned.to.as_ref()]);
    let planned = planned.filter_map(|leaf| super::support::bounds(workspace, leaf));
    let written = Milestone::ALL.iter().filter(|m| **m != Milestone::Triggered);
    let all = written.filter_map(|m| case.times.get(*m).copied()).chain(planned);
    let ends = all.flat_map(|bounds| [bounds.low, bounds.high]).flatten();
    ends.fold(None, |extent, at| {
        let (first, last) = extent.unwrap_or((at, at));
        Some((first.min(at), last.max(at)))
    })
}

/// Every `2026-03-01` in a text: where it begins, and what it says.
fn dates(text: &str) -> impl Iterator<Item = (usize, &str, NaiveDate)> {
    let candidates = text.match_indices('-').filter_map(|(dash, _)| dash.checked_sub(4));
    candidates.filter_map(|start| {
        let said = text.get(start..start + 10)?;
        let digit = |c: char| c.is_ascii_digit();
        let alone = !text[..start].ends_with(digit) && !text[start + 10..].starts_with(digit);
        alone.then(|| date(said)).flatten().map(|named| (start, said, named))
    })
}

/// The year of an id such as `INC-2026-0042`: letters, a year, a number.
fn numbered(id: &str) -> Option<&str> {
    let mut parts = id.split('-');
    let (letters, year, number) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    (parts.next().is_none() && letters.bytes().all(|b| b.is_ascii_alphabetic()) && digits(number))
        .then_some(year)
}

/// Whether a title says that the date after this is the day of the incident, not that of something it is about.
fn announced(before: &str) -> bool {
    const OTHER: [&str; 10] =
        ["repeat of", "follow-up", "follow up", "since", "like", "after", "as on", "same as", "再次", "同"];
    const WORDS: [&str; 4] = ["incident on ", "incident of ", "outage on ", "outage of "];
    let ends = |words: &str| {
        let tail = before.len().checked_sub(words.len()).and_then(|start| before.get(start..));
        tail.is_some_and(|tail| tail.eq_ignore_ascii_case(words))
    };
    let lower = before.to_lowercase();
    let another = OTHER.iter().any(|other| {
        lower
            .match_indices(other)
            .any(|(at, _)| !other.is_ascii() || !lower[..at].ends_with(char::is_alphanumeric))
    });
    !another && WORDS.iter().any(|words| ends(words))
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    fn count(path: &str, title: &str, times: &str) -> usize {
        let id = crate::workspace::stem(path);
        found("date-mismatch", &[(path, &format!("id: {id}\ntitle: \"{title}\"\ntimes: {{{times}}}\n"))])
            .len()
    }

    #[test]
    fn dates_of_ids_and_titles() {
        let long = "started: 2021-05-30T08:13:00Z, resolved: 2021-06-02T01:00:00Z";
        assert_eq!(count("2021-06-01-updates-job-blocked.yaml", "", long), 0, "a day of the incident");
        assert_eq!(count("2021-06-20-updates-job-blocked.yaml", "", long), 1);
        assert_eq!(
            count("2022-04-26-aks.yaml", "", "started: 2022-04-27T11:00:00Z"),
            0,
            "announced the day before"
        );
        assert_eq!(count("log.yaml", "Incident on 2021-06-20 - down", long), 1);
        assert_eq!(count("log.yaml", "The backup of 2021-03-20 is gone", long), 0, "another day is meant");
        for title in ["Repeat of outage on 2025-11-18", "Follow-up of the incident on 2025-01-02"] {
            assert_eq!(count("log.yaml", title, long), 0, "{title}");
        }
        assert_eq!(count("log.yaml", "Incident on 2021-05-30 - down", long), 0);
        assert_eq!(count("x2021-13-41.yaml", "", long), 0, "no date");
        assert_eq!(count("2021-06-20.yaml", "", "resolved: unknown"), 0);
    }

    #[test]
    fn years_of_ids_and_folders() {
        let times = "started: 2025-12-30T22:00:00Z, resolved: 2025-12-30T23:00:00Z";
        assert_eq!(count("2025/INC-2025-0042.yaml", "", times), 0);
        assert_eq!(count("2026/INC-2026-0042.yaml", "", times), 0, "numbered in the new year");
        assert_eq!(count("2024/INC-2024-0042.yaml", "", times), 1, "one mistake");
        assert_eq!(count("2024/INC-42.yaml", "", times), 1);
        assert_eq!(count("library/INC-2024-3000-x.yaml", "", times), 0);
        assert_eq!(count("INC-2024.yaml", "", times), 0, "a number, not a year");
        assert_eq!(
            count("SEC-2021-7.yaml", "", "started: 2020-02-03T10:00:00Z, detected: 2021-05-01T10:00:00Z"),
            0
        );
    }
}
