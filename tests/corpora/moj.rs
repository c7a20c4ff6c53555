//! A log of the Cloud Platform of the Ministry of Justice as a record: what it says, word for word, and nothing more.

use crate::Yaml;

/// The record of a log.
pub(crate) fn record(stem: &str, text: &str) -> String {
    let mut yaml = Yaml::new(stem, "Ministry of Justice, Cloud Platform");
    yaml.text("title", text.lines().find_map(|line| line.strip_prefix("title: ")).unwrap_or(stem));
    yaml.text("summary", &section(text, "Identified"));
    let impact = section(text, "Impact");
    if !impact.is_empty() {
        yaml.line("impact:");
        yaml.text("  summary", &impact);
    }
    let events = events(text);
    let has = |name: &str| events.iter().any(|(event, _)| *event == name);
    yaml.line("times:");
    if !has("started") {
        yaml.line("  started: unknown");
    }
    for (name, time) in &events {
        yaml.text(&format!("  {name}"), time);
    }
    let stated = stated(text, has("started"), has("repaired"));
    if !stated.is_empty() {
        yaml.line("stated:");
        for row in &stated {
            yaml.line(row);
        }
    }
    let rows = rows(text, events.first().map_or("", |(_, time)| &time[..10]));
    if !rows.is_empty() {
        yaml.line("timeline:");
    }
    for (time, kind, text) in rows {
        let kind = kind.map_or(String::new(), |kind| format!("kind: {kind}, "));
        yaml.line(&format!("  - {{at: \"{time}\", {kind}text: {}}}", serde_json::to_string(&text).unwrap()));
    }
    yaml.done()
}

/// The milestones of the header, in its order, as they are written.
fn events(text: &str) -> Vec<(&'static str, String)> {
    const LABELS: [(&str, &str); 6] = [
        ("Fault occurs", "started"),
        ("First detected", "detected"),
        ("Fault detected", "detected"),
        ("Incident declared", "declared"),
        ("Repaired", "repaired"),
        ("Resolved", "resolved"),
    ];
    let lines = text.lines().filter_map(|line| line.strip_prefix("  - "));
    let event = |line: &str| {
        let (label, name) = LABELS.iter().find(|(label, _)| line.starts_with(label))?;
        let time = line[label.len()..].trim_start_matches([':', ' ']);
        is_time(time).then(|| (*name, time.to_owned()))
    };
    lines.filter_map(event).collect()
}

/// `2020-02-12 11:45`.
fn is_time(text: &str) -> bool {
    text.len() == 16
        && text.bytes().enumerate().all(|(i, b)| match i {
            4 | 7 => b == b'-',
            10 => b == b' ',
            13 => b == b':',
            _ => b.is_ascii_digit(),
        })
}

/// The published durations. Resolution counts from the fault where the log gives one, else from detection. Logs without a
/// repaired line count repair from the declaration to the end, which is a definition of theirs.
fn stated(text: &str, fault: bool, repaired: bool) -> Vec<String> {
    let mut rows = Vec::new();
    for (label, measure) in [("- **Time to repair**: ", "repair"), ("- **Time to resolve**: ", "resolve")] {
        let Some(said) = text.lines().find_map(|line| line.strip_prefix(label)) else { continue };
        let (value, note) = said.split_once('(').unwrap_or((said, ""));
        let value = value.replace(' ', "");
        let basis = if note.contains("support hours") { "business" } else { "wall" };
        let (measure, from) = match measure {
            "repair" if !repaired => ("resolve", "declared"),
            "resolve" if fault => ("resolve", "started"),
            _ => (measure, "detected"),
        };
        rows.push(format!("  - {{measure: {measure}, value: {value}, from: {from}, basis: {basis}}}"));
    }
    rows
}

/// Rows of the context: `2023-07-25 14:09: …` in a list, or `16:08 – …` under a day of their own.
fn rows(text: &str, day: &str) -> Vec<(String, Option<&'static str>, String)> {
    let context = text.split("- **Context**:").nth(1).unwrap_or_default();
    let context = context.split("\n- **").next().unwrap_or_default();
    let mut day = day.to_owned();
    let mut rows = Vec::new();
    for line in context.lines() {
        let line = line.trim_start().trim_start_matches("- ");
        // `24/07/25`: the day of the rows below.
        if let [dd, mm, yy] = line.split('/').collect::<Vec<_>>()[..]
            && line.len() == 8
        {
            day = format!("20{yy}-{mm}-{dd}");
            continue;
        }
        let (time, rest) = match line.get(..16).filter(|time| is_time(time)) {
            Some(time) => (time.to_owned(), &line[16..]),
            None => match line.get(..5).map(|clock| format!("{day} {clock}")).filter(|time| is_time(time)) {
                Some(time) => (time, &line[5..]),
                None => continue,
            },
        };
        let text = rest.trim_start_matches([':', ' ', '-', '–']);
        let kinds = kinds(text);
        let kinds: Vec<_> = if kinds.is_empty() { vec![None] } else { kinds.into_iter().map(Some).collect() };
        rows.extend(kinds.into_iter().map(|kind| (time.clone(), kind, text.to_owned())));
    }
    rows
}

/// The milestones that a row says: `Incident declared`, `Incident repaired and resolved`, `Incident declared as resolved`.
fn kinds(text: &str) -> Vec<&'static str> {
    let text = text.to_lowercase().replace("**", "");
    let Some((_, said)) = text.split_once("incident ") else { return Vec::new() };
    let mut kinds = Vec::new();
    for word in said.split(' ') {
        match word.trim_end_matches(['.', ',']) {
            "is" | "was" | "as" | "and" => {}
            "declared" => kinds.push("declared"),
            "repaired" => kinds.push("repaired"),
            "resolved" => kinds.push("resolved"),
            _ => break,
        }
        if word.ends_with('.') {
            break;
        }
    }
    // What is declared resolved is not declared an incident.
    if kinds.len() > 1 {
        kinds.retain(|kind| *kind != "declared");
    }
    kinds
}

/// A section of the log, up to the next one.
fn section(text: &str, name: &str) -> String {
    let body = text.split(&format!("- **{name}**:")).nth(1).unwrap_or_default();
    body.split("\n- **").next().unwrap_or_default().trim().to_owned()
}
