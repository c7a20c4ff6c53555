//! What one service's copies save, and what drills and incidents showed, as text.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::{group, length, loss, word};
use crate::recovery::ServicePlan;
use crate::text::table::{Table, heading, paragraph};
use crate::time::show_seconds;

pub(super) fn data(service: &ServicePlan<'_>, color: bool, out: &mut dyn Write) -> io::Result<()> {
    if service.rpo.is_empty() {
        return Ok(());
    }
    heading("Data lost at worst", color, out)?;
    let mut table = Table::new(&["SCENARIO", "BEFORE + UNTIL NOTICED", "SAVED BY", "DATA IN"]);
    for case in &service.rpo {
        let place = case.place.as_deref().map_or(String::new(), |place| format!(" ({place})"));
        table.row(&[
            format!("{}{place}", case.scenario),
            loss(case),
            word(case.copy.as_deref()),
            case.from.unwrap_or(service.id).into(),
        ]);
    }
    table.write(out)?;
    let notes: BTreeSet<&String> = service.rpo.iter().flat_map(|case| &case.notes).collect();
    for note in notes {
        let whose = service.rpo.iter().filter(|case| case.notes.contains(note));
        let scenarios: Vec<&str> = whose.map(|case| case.scenario.word()).collect();
        paragraph(&format!("{}: {note}", scenarios.join(", ")), 2, out)?;
    }
    Ok(())
}

pub(super) fn measured(service: &ServicePlan<'_>, color: bool, out: &mut dyn Write) -> io::Result<()> {
    let measured = &service.measured;
    heading("Measured", color, out)?;
    if measured.groups.is_empty() {
        writeln!(out, "  nothing was measured")?;
    }
    for one in &measured.groups {
        paragraph(&format!("{}: {} ({} in incidents)", one.name(), group(one), one.incidents), 2, out)?;
    }
    if !measured.drills.is_empty() {
        heading("Drills", color, out)?;
        let mut table =
            Table::new(&["DATE", "DRILL", "SCENARIO", "METHOD", "TIME", "POINT", "PASSED", "RESTORED FROM"]);
        for run in &measured.drills {
            table.row(&[
                word(run.date),
                run.drill.into(),
                word(run.scenario),
                word(run.method),
                length(run.recovery_time),
                length(run.recovery_point),
                run.passed.map_or("-", |passed| if passed { "yes" } else { "no" }).into(),
                word(run.restored_from),
            ]);
        }
        table.write(out)?;
    }
    if !measured.incidents.is_empty() {
        heading("Outages in incidents", color, out)?;
        let mut table = Table::new(&["INCIDENT", "DOWN", "RECOVERED BY"]);
        for run in &measured.incidents {
            let down = run.seconds.map_or_else(|| "still lasts".into(), show_seconds);
            table.row(&[
                run.incident.into(),
                down,
                run.method.map_or("other", |method| method.word()).into(),
            ]);
        }
        table.write(out)?;
    }
    Ok(())
}
