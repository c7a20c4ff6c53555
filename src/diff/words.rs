//! Changed fields in words: `severity: P2 → P1`, `timeline: 2 rows added`, `action A-2: state committed → done`.

use serde_json::Value;

use super::phrase::Phrase;
use crate::finding::{FieldPath, Step};
use crate::history::FieldChange;
use crate::text::counted;
use crate::time::{DAY, Flaw, Time, TimeRules, Zone, show_minute, show_seconds};

/// Longer values are told by their length.
const LONG: usize = 80;
/// How many new or lost values of a list are named.
const NAMED: usize = 5;

/// What the changes say, one line each; `old` and `new` are the records they came from.
pub(super) fn words(changes: &[FieldChange], old: &Value, new: &Value, zone: Zone) -> Vec<Phrase> {
    let mut out = Vec::new();
    let lists = changes.chunk_by(|a, b| list(a).is_some() && list(a) == list(b));
    for chunk in lists {
        match list(&chunk[0]) {
            Some(list) => items(&list, chunk, old, new, zone, &mut out),
            None => out.extend(chunk.iter().map(|change| field(&[], change, change.path.steps(), zone))),
        }
    }
    out
}

/// The outermost list that the change is in.
fn list(change: &FieldChange) -> Option<Vec<Step>> {
    let steps = change.path.steps();
    let at = steps.iter().position(|step| matches!(step, Step::Item(_)))?;
    Some(steps[..at].to_vec())
}

/// Changes in one list: whole items by number or name, fields of items with an id one by one, others by number.
fn items(
    list: &[Step],
    changes: &[FieldChange],
    old: &Value,
    new: &Value,
    zone: Zone,
    out: &mut Vec<Phrase>,
) {
    let whole = |change: &FieldChange| change.path.steps().len() == list.len() + 1;
    let item = |change: &FieldChange| {
        let side = if change.new.is_some() || !whole(change) { new } else { old };
        find(side, &change.path.steps()[..=list.len()])
    };
    let (mut added, mut removed, mut touched) = (Vec::new(), Vec::new(), Vec::new());
    for change in changes {
        let id = item(change).and_then(|item| item.get("id")?.as_str());
        match (id, &change.old, &change.new) {
            (Some(id), _, _) if !whole(change) => {
                out.push(field(&named(list, id), change, &change.path.steps()[list.len() + 1..], zone));
            }
            (Some(id), before, _) => {
                let what = if before.is_none() { " added" } else { " removed" };
                let title = item(change).and_then(|item| item.get("title")?.as_str());
                let line = spans(&named(list, id)).ours(what);
                out.push(title.iter().fold(line, |line, title| line.ours(": ").theirs(title)));
            }
            (None, None, Some(_)) if whole(change) => added.push(change),
            (None, Some(_), None) if whole(change) => removed.push(change),
            _ => touched.push(change),
        }
    }
    let name = || Phrase::default().theirs(&shown(list)).ours(": ");
    for (group, what) in [(added, "added"), (removed, "removed")] {
        let values: Vec<&str> = group.iter().filter_map(|c| item(c)?.as_str()).collect();
        let nameable = values.len() == group.len() && values.len() <= NAMED;
        if !values.is_empty() && nameable && values.iter().all(|value| value.chars().count() <= LONG) {
            out.push(name().list(values).ours(format!(" {what}")));
        } else if !group.is_empty() {
            out.push(name().ours(format!("{} {what}", counted(group.len(), noun(list)))));
        }
    }
    let mut rows: Vec<&Step> =
        touched.iter().filter_map(|change| change.path.steps().get(list.len())).collect();
    rows.dedup();
    if rows.len() > 2 {
        out.push(name().ours(format!("{} changed", counted(rows.len(), noun(list)))));
    } else {
        out.extend(touched.into_iter().map(|change| field(&[], change, change.path.steps(), zone)));
    }
}

/// What one entry of a list is called.
fn noun(list: &[Step]) -> &'static str {
    match list.last() {
        Some(Step::Key(name)) if &**name == "timeline" => "row",
        _ => "item",
    }
}

/// `action A-2`, `recovery step dump`: the list's name in the singular and the id.
fn named(list: &[Step], id: &str) -> [String; 2] {
    let name = shown(list);
    [name.strip_suffix('s').unwrap_or(&name).to_owned() + " ", id.to_owned()]
}

fn spans(head: &[String]) -> Phrase {
    head.iter().fold(Phrase::default(), |phrase, part| {
        if let Some(ours) = part.strip_suffix(' ') {
            phrase.theirs(ours).ours(" ")
        } else {
            phrase.theirs(part)
        }
    })
}

/// One value that differs.
fn field(head: &[String], change: &FieldChange, path: &[Step], zone: Zone) -> Phrase {
    let line = if head.is_empty() {
        Phrase::default().theirs(&shown(path)).ours(": ")
    } else {
        spans(head).ours(": ").theirs(&shown(path)).ours(" ")
    };
    let size = |text: &str| counted(text.chars().count(), "character");
    let brief = |text: &str| text.chars().count() <= LONG && !text.trim().contains('\n');
    match (&change.old, &change.new) {
        (Some(old), Some(new)) => match moved(old, new, zone) {
            Some(line_end) => line.then(line_end),
            None if brief(old) && brief(new) => line.theirs(old).ours(" → ").theirs(new),
            None => line.ours(format!("text changed, {} → {}", old.chars().count(), size(new))),
        },
        (None, Some(new)) if brief(new) => line.ours("set to ").theirs(new),
        (None, Some(new)) => line.ours(format!("text of {} added", size(new))),
        (Some(old), None) if brief(old) => line.ours("removed, was ").theirs(old),
        (Some(old), None) => line.ours(format!("text of {} removed", size(old))),
        (None, None) => line,
    }
}

/// Two times with what lies between them: `2026-03-01 10:20 → 10:45 (25m later)`.
fn moved(old: &str, new: &str, zone: Zone) -> Option<Phrase> {
    let rules = TimeRules { zone, approximate: 0 };
    let read = |text: &str| {
        let time = Time::parse(text)?;
        let readable = time.flaw().is_none_or(|flaw| flaw != Flaw::NoOffset);
        let point = rules.bounds(&time).point.filter(|_| readable)?;
        Some((point, matches!(&time, Time::At(at) if !at.day && !at.approximate)))
    };
    let ((from, exact_from), (to, exact_to)) = (read(old)?, read(new)?);
    let step = to - from;
    let (before, after) = (show_minute(from, zone), show_minute(to, zone));
    let same_day = before.split(' ').next() == after.split(' ').next();
    let said = |text: &str| Phrase::default().theirs(text);
    let both = if exact_from && exact_to && before != after {
        let after = after.split(' ').next_back().filter(|_| same_day).unwrap_or(&after);
        said(&before).ours(" → ").theirs(after)
    } else {
        said(old).ours(" → ").theirs(new)
    };
    Some(match step {
        0 => both.ours(" (the same moment)"),
        _ if step % DAY == 0 => both.ours(format!(" ({} {})", counted(days(step), "day"), way(step))),
        _ => both.ours(format!(" ({} {})", show_seconds(step.abs()), way(step))),
    })
}

fn days(step: i64) -> usize {
    usize::try_from(step.abs() / DAY).unwrap_or(usize::MAX)
}

fn way(step: i64) -> &'static str {
    if step > 0 { "later" } else { "earlier" }
}

fn find<'a>(record: &'a Value, path: &[Step]) -> Option<&'a Value> {
    path.iter().try_fold(record, |value, step| match step {
        Step::Key(key) => value.get(&**key),
        Step::Item(index) => value.get(*index),
    })
}

/// A path as readers know it.
fn shown(steps: &[Step]) -> String {
    let path = steps.iter().fold(FieldPath::default(), |path, step| match step {
        Step::Key(key) => path.key(key),
        Step::Item(index) => path.item(*index),
    });
    path.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::changes;
    use crate::record::schema::RecordType;
    use crate::yaml::{Input, value};

    fn said(old: &str, new: &str) -> Vec<String> {
        let zone = Zone::parse("Asia/Shanghai").unwrap();
        let read = |text| {
            value(Input { file: "x.yaml", text, offset: 0, zone: Some(zone) }, RecordType::Incident).unwrap()
        };
        let (old, new) = (read(old), read(new));
        let lines = words(&changes(&old, &new), &old, &new, zone);
        lines.iter().map(|line| line.show(str::to_owned)).collect()
    }

    #[test]
    fn values_and_times() {
        let old = "severity: P2\ntimes: {resolved: 2026-03-01T10:20:00+08:00, started: ~2026-03-01T02:00:00Z}\nsummary: a\n";
        let new = "severity: P1\ntimes: {resolved: 2026-03-01T10:45:00+08:00, started: 2026-03-01T02:10:00Z}\ntitle: b\n";
        assert_eq!(
            said(old, new),
            [
                "severity: P2 → P1",
                "times.resolved: 2026-03-01 10:20 → 10:45 (25m later)",
                "times.started: ~2026-03-01T02:00:00Z → 2026-03-01T02:10:00Z (10m later)",
                "title: set to b",
                "summary: removed, was a",
            ]
        );
        let at = |time: &str| format!("times: {{closed: {time}}}\n");
        assert_eq!(
            said(&at("2026-03-01T23:50:00+08:00"), &at("2026-02-28T23:50:00+08:00")),
            ["times.closed: 2026-03-01 23:50 → 2026-02-28 23:50 (1 day earlier)"]
        );
        assert_eq!(
            said(&at("2026-03-01T10:00:00+08:00"), &at("2026-03-01T02:00:00Z")),
            ["times.closed: 2026-03-01T10:00:00+08:00 → 2026-03-01T02:00:00Z (the same moment)"]
        );
        assert_eq!(said(&at("unknown"), &at("2026-03-01")), ["times.closed: unknown → 2026-03-01"]);
    }

    #[test]
    fn lists_and_actions() {
        let old = "services: [a, b]\ntimeline: [{text: x}]\nactions:\n  - {id: A-1, state: committed, due: 2026-03-01}\n";
        let new = "services: [b, c]\ntimeline: [{text: w}, {text: x}, {text: y}]\n\
                   actions:\n  - {id: A-1, state: done, due: 2026-03-15}\n  - {id: A-2, title: more}\n";
        assert_eq!(
            said(old, new),
            [
                "services: c added",
                "services: a removed",
                "timeline: 2 rows added",
                "action A-1: state committed → done",
                "action A-1: due 2026-03-01 → 2026-03-15 (14 days later)",
                "action A-2 added: more",
            ]
        );
        let rows = |by: &str| {
            format!("timeline: [{{text: a, by: {by}}}, {{text: b, by: {by}}}, {{text: c, by: {by}}}]\n")
        };
        assert_eq!(said(&rows("x"), &rows("y")), ["timeline: 3 rows changed"]);
    }

    #[test]
    fn prose_is_told_by_its_length() {
        let long = "x".repeat(100);
        assert_eq!(
            said("title: a\n", &format!("title: {long}\nsummary: {long}\n")),
            ["title: text changed, 1 → 100 characters", "summary: text of 100 characters added"]
        );
    }
}
