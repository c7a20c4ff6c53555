//! The plan of one service as text: its critical path step by step, data, drills and incidents.

use std::io::{self, Write};

use super::table::{Table, heading, paragraph};
use super::{LIKELY, achievable, detection, group, length, loss, word};
use crate::recovery::{Achievable, RecoveryPlan, ServicePlan};
use crate::time::show_seconds;

/// Writes the plan of one service.
pub fn show_service(
    plan: &RecoveryPlan<'_>,
    service: &ServicePlan<'_>,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let tier = service.tier.map_or(String::new(), |tier| format!(", tier {tier}"));
    let name = service.name.map_or(String::new(), |name| format!(": {name}"));
    paragraph(&format!("{}{name}{tier}, owner {}", service.id, word(service.owner)), 0, out)?;
    let list = |names: &[&str]| if names.is_empty() { "nothing".into() } else { names.join(", ") };
    paragraph(
        &format!(
            "does not work without {}; works with less without {}",
            list(&service.hard),
            list(&service.soft)
        ),
        0,
        out,
    )?;
    paragraph(
        &format!("needed by {}; comes back in wave {}", list(&service.needed_by), service.wave + 1),
        0,
        out,
    )?;
    objectives(service, color, out)?;
    heading(&format!("Recovery, {LIKELY}"), color, out)?;
    paragraph(&format!("time to detect: {}", detection(&service.detection)), 0, out)?;
    paragraph(&format!("time to activate: {}", show_seconds(plan.activation)), 0, out)?;
    for entry in &service.achievable {
        recovery(plan, service, entry, out)?;
    }
    if service.achievable.is_empty() {
        writeln!(out, "  no recovery is written")?;
    }
    data(service, color, out)?;
    measured(service, color, out)?;
    gaps(plan, service, color, out)
}

fn objectives(service: &ServicePlan<'_>, color: bool, out: &mut dyn Write) -> io::Result<()> {
    let promised = &service.objectives;
    heading("Objectives", color, out)?;
    let mut table = Table::new(&["OBJECTIVE", "PROMISED", "PLAN", "MEASURED"]);
    let longest = service.measured.longest();
    let slowest = promised.slowest.map(|i| &promised.scenarios[i]);
    let worst = promised.worst_loss.map(|i| &service.rpo[i]);
    table.row(&[
        "RTO".into(),
        length(promised.rto),
        format!(
            "{}: {}",
            promised.achievable.word(),
            slowest.map_or_else(
                || "unknown".into(),
                |one| { format!("{} in {}", achievable(one.seconds, one.lower_bound), one.scenario) }
            )
        ),
        format!("{}: {}", promised.measured.word(), length(longest.map(|group| group.max))),
    ]);
    table.row(&[
        "RPO".into(),
        length(promised.rpo),
        format!(
            "{}: {}",
            promised.recovery_point.word(),
            worst.map_or_else(
                || "no data at stake".into(),
                |case| format!("{} in {}", loss(case), case.scenario)
            )
        ),
        format!("{}: {}", promised.measured_point.word(), length(service.measured.recovery_point)),
    ]);
    table.row(&[
        "MTPD".into(),
        length(promised.mtpd),
        format!(
            "{}: RTO + WRT {}",
            promised.tolerable.word(),
            length(promised.rto.map(|rto| rto + promised.wrt.unwrap_or(0)))
        ),
        "-".into(),
    ]);
    #[expect(clippy::cast_possible_truncation, reason = "a share of a window that fits")]
    let room = promised.allowed_downtime.map(|seconds| seconds.round() as i64);
    table.row(&[
        "availability".into(),
        promised.availability.map_or_else(|| "-".into(), |share| format!("{share}")),
        format!("leaves room for {} in {}", length(room), show_seconds(promised.window)),
        "-".into(),
    ]);
    table.write(out)
}

fn recovery(
    plan: &RecoveryPlan<'_>,
    service: &ServicePlan<'_>,
    entry: &Achievable<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let time = achievable(entry.seconds, entry.lower_bound);
    writeln!(out)?;
    paragraph(&format!("{} by {}: {time}, {LIKELY}", entry.scenario, word(entry.method)), 0, out)?;
    let path = plan.path(service, entry);
    if !path.is_empty() {
        let mut table = Table::new(&["FROM", "TO", "SERVICE", "STEP", "ROLE", "RUNBOOK"]);
        for one in &path {
            let step = one.step;
            let unsure = if step.likely.is_none() { " (no likely time)" } else { "" };
            table.row(&[
                show_seconds(one.start),
                show_seconds(one.end),
                one.service.into(),
                format!("{}{unsure}", word(step.id.or(step.text))),
                word(step.role),
                word(step.runbook),
            ]);
        }
        table.write(out)?;
    }
    for step in entry.steps.iter().filter(|step| !step.critical && entry.work.is_some()) {
        let name = word(step.id.or(step.text));
        paragraph(&format!("beside it: {name}, with {} to spare", show_seconds(step.slack)), 2, out)?;
    }
    for text in entry.unknown.iter().chain(&entry.missing) {
        paragraph(&format!("not known: {text}"), 2, out)?;
    }
    if !entry.not_covered.is_empty() {
        let names = entry.not_covered.join(", ");
        paragraph(&format!("taken to be unaffected, having no recovery for it: {names}"), 2, out)?;
    }
    Ok(())
}

fn data(service: &ServicePlan<'_>, color: bool, out: &mut dyn Write) -> io::Result<()> {
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
    for case in &service.rpo {
        for note in &case.notes {
            paragraph(&format!("{}: {note}", case.scenario), 2, out)?;
        }
    }
    Ok(())
}

fn measured(service: &ServicePlan<'_>, color: bool, out: &mut dyn Write) -> io::Result<()> {
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

fn gaps(
    plan: &RecoveryPlan<'_>,
    service: &ServicePlan<'_>,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut own = plan.gaps.iter().filter(|gap| gap.service == Some(service.id)).peekable();
    if own.peek().is_some() {
        heading("Gaps", color, out)?;
    }
    own.try_for_each(|gap| paragraph(&format!("- {}", gap.text), 2, out))
}
