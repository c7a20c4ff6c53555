//! The numbers for people: a table one likes to read in a terminal.

use std::fmt::Write as _;
use std::io;

use super::case::Measure;
use super::group::Group;
use super::{ServiceAvailability, Statistics, Target};
use crate::text::counted;
use crate::text::terminal::visible;
use crate::time::show_seconds;
use crate::workspace::Policy;

/// Writes the tables; every number stands beside its definition and how many it rests on.
pub fn table(statistics: &Statistics<'_>, policy: &Policy, out: &mut dyn io::Write) -> io::Result<()> {
    let count = statistics.cases.len();
    writeln!(out, "{} of kind {}", counted(count, "record"), statistics.selection)?;
    if count == 0 {
        return writeln!(out, "no data");
    }
    let mut rows = vec![row(["", "n", "median", "95 % interval", "geo. mean", "p90", "min", "max", "mean*"])];
    rows.extend(statistics.groups.iter().map(measure));
    writeln!(out)?;
    print(&rows, out)?;
    writeln!(
        out,
        "\n  * the mean is what other tools show; one long incident moves it more than anything else does"
    )?;
    writeln!(out)?;
    for group in &statistics.groups {
        writeln!(out, "  {}", definition(group, policy))?;
    }
    section("Response targets", &target_rows(&statistics.targets), out)?;
    section("Availability", &availability_rows(&statistics.availability), out)
}

type Row = Vec<String>;

fn row<const N: usize>(cells: [&str; N]) -> Row {
    cells.map(String::from).into()
}

#[expect(clippy::cast_possible_truncation, reason = "seconds, far below 2^52")]
fn seconds(value: Option<f64>, none: &str) -> String {
    value.map_or_else(|| none.into(), |value| show_seconds(value.round() as i64))
}

fn measure(group: &Group<'_>) -> Row {
    let summary = &group.summary;
    if summary.n == 0 {
        return row([group.measure.name(), "0", "no data", "", "", "", "", "", ""]);
    }
    let whole = |value: Option<i64>| value.map(show_seconds).unwrap_or_default();
    let interval = summary.median_interval.as_ref().map_or_else(
        || "too few".into(),
        |i| format!("{} – {}", seconds(Some(i.low), ""), seconds(Some(i.high), "")),
    );
    vec![
        group.measure.name().into(),
        summary.n.to_string(),
        seconds(summary.median, ""),
        interval,
        seconds(summary.geometric.as_ref().map(|g| g.mean), ""),
        seconds(summary.p90, "too few"),
        whole(summary.min),
        whole(summary.max),
        seconds(summary.mean, ""),
    ]
}

/// One line under the table: what the measure is and what is not in it.
fn definition(group: &Group<'_>, policy: &Policy) -> String {
    let mut line = format!("{}: {}", group.measure.name(), group.measure.definition(policy));
    let mut add = |count: usize, what: &str| {
        if count > 0 {
            let _ = write!(line, "; {count} {what}");
        }
    };
    add(group.unknown.len(), "unknown");
    add(group.open.len(), "still open");
    let mut reasons: Vec<&str> = group.excluded.iter().map(|e| e.reason).collect();
    reasons.dedup();
    for reason in reasons {
        add(group.excluded.iter().filter(|e| e.reason == reason).count(), reason);
    }
    add(
        group.summary.geometric.as_ref().map_or(0, |g| g.zeros),
        "zero at minute resolution, 30 s in the geometric mean",
    );
    if let Some((case, share)) = group.dominant().filter(|(_, share)| *share >= 0.5 && group.summary.n > 1)
        && group.measure != Measure::Tta
    {
        let _ = write!(line, "; {} is {:.0} % of the total", visible(&case.id), share * 100.0);
    }
    line
}

fn target_rows(targets: &[Target<'_>]) -> Vec<Row> {
    let mut rows = vec![row(["", "target", "met", "of", "95 % interval", "pending", "unknown", "missed by"])];
    for target in targets.iter().filter(|t| t.met + t.breached.len() + t.pending + t.unknown > 0) {
        let share = target.share();
        let percent = |share: f64| format!("{:.0} %", share * 100.0);
        let ids: Vec<String> =
            target.breached.iter().take(4).map(|b| visible(&b.case.id).into_owned()).collect();
        let more = target.breached.len().saturating_sub(4);
        let missed = if more > 0 { format!("{} and {more} more", ids.join(", ")) } else { ids.join(", ") };
        rows.push(vec![
            format!("{} {}", target.severity.id, target.measure.name()),
            target.target.clone(),
            target.met.to_string(),
            (target.met + target.breached.len()).to_string(),
            share.map_or_else(
                || "no data".into(),
                |p| format!("{} – {}", percent(p.interval.low), percent(p.interval.high)),
            ),
            target.pending.to_string(),
            target.unknown.to_string(),
            missed,
        ]);
    }
    rows
}

fn availability_rows(services: &[ServiceAvailability<'_>]) -> Vec<Row> {
    let mut rows = vec![row([
        "",
        "window",
        "availability",
        "objective",
        "budget used",
        "incidents ever",
        "of unknown length",
    ])];
    for service in services {
        let percent = |share: f64| format!("{:.3} %", share * 100.0);
        let range = |low: f64, high: f64, show: &dyn Fn(f64) -> String| {
            if (high - low).abs() < 1e-9 { show(low) } else { format!("{} – {}", show(low), show(high)) }
        };
        let used = service.budget().filter(|budget| *budget > 0.0).map_or_else(String::new, |budget| {
            let share = |seconds: f64| format!("{:.0} %", seconds / budget * 100.0);
            range(service.downtime.low, service.downtime.high, &share)
        });
        rows.push(vec![
            visible(&service.service.id).into_owned(),
            show_seconds(service.window.length()),
            range(service.availability.low, service.availability.high, &percent),
            service.objective.map(percent).unwrap_or_default(),
            used,
            (service.incidents + service.silent).to_string(),
            service.silent.to_string(),
        ]);
    }
    rows
}

fn section(title: &str, rows: &[Row], out: &mut dyn io::Write) -> io::Result<()> {
    if rows.len() < 2 {
        return Ok(());
    }
    writeln!(out, "\n{title}\n")?;
    print(rows, out)
}

/// First column to the left, the others to the right, the last one as it comes where it is text.
fn print(rows: &[Row], out: &mut dyn io::Write) -> io::Result<()> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |text: &str| text.chars().count();
    let widths: Vec<usize> = (0..columns)
        .map(|i| rows.iter().filter_map(|r| r.get(i)).map(|c| width(c)).max().unwrap_or(0))
        .collect();
    for row in rows {
        let mut line = String::from(" ");
        for (i, cell) in row.iter().enumerate() {
            let pad = " ".repeat(widths[i] - width(cell));
            line.push(' ');
            match i {
                0 => line.extend([cell.as_str(), &pad]),
                _ => line.extend([&pad, cell.as_str()]),
            }
            line.push(' ');
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}
