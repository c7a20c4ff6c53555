//! The plan of one service as text: its objectives and its critical paths step by step.

use std::io::{self, Write};

use super::{LIKELY, achievable, claims, detection, evidence, lasting, length, loss, share, word};
use crate::recovery::{Achievable, Basis, RecoveryPlan, ServicePlan, Verdict};
use crate::text::table::{Table, heading, paragraph};
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
    let parts = [
        ("does not work without", &service.hard),
        ("works with less without", &service.soft),
        ("is needed by", &service.needed_by),
    ];
    let said = parts.into_iter().filter(|(_, names)| !names.is_empty());
    let mut said: Vec<String> = said.map(|(what, names)| format!("{what} {}", names.join(", "))).collect();
    said.push(format!("comes back in wave {}", service.wave + 1));
    paragraph(&said.join("; "), 0, out)?;
    objectives(service, color, out)?;
    heading(&format!("Recovery, {LIKELY}"), color, out)?;
    paragraph(&format!("time to detect: {}", detection(&service.detection)), 0, out)?;
    paragraph(&format!("time to activate: {}", show_seconds(plan.activation)), 0, out)?;
    recoveries(plan, service, out)?;
    if service.achievable.is_empty() {
        writeln!(out, "  no recovery is written")?;
    }
    evidence::data(service, color, out)?;
    evidence::measured(service, color, out)?;
    claims::claims(service, color, out)?;
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
        slowest.map_or_else(
            || "unknown".into(),
            |one| {
                let time = achievable(one.seconds, one.lower_bound);
                format!("{}: {time} in {}", promised.achievable.word(), one.scenario)
            },
        ),
        measured(promised.measured, longest.map(|group| group.max)),
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
        measured(promised.measured_point, service.measured.recovery_point),
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
        room.map_or_else(
            || "-".into(),
            |room| format!("leaves room for {} in {}", show_seconds(room), show_seconds(promised.window)),
        ),
        "-".into(),
    ]);
    table.write(out)
}

fn measured(verdict: Verdict, seconds: Option<i64>) -> String {
    seconds
        .map_or_else(|| "never measured".into(), |time| format!("{}: {}", verdict.word(), show_seconds(time)))
}

/// Recoveries that go the same way in several scenarios are told once.
fn recoveries(plan: &RecoveryPlan<'_>, service: &ServicePlan<'_>, out: &mut dyn Write) -> io::Result<()> {
    let same = |a: &Achievable<'_>, b: &Achievable<'_>| {
        let way = |entry| {
            let path = plan.path(service, entry);
            path.iter().map(|one| (one.service, one.recovery, one.index, one.start)).collect::<Vec<_>>()
        };
        let alike = (a.recovery, a.seconds, a.lower_bound) == (b.recovery, b.seconds, b.lower_bound);
        let unsure = a.unknown == b.unknown && a.missing == b.missing && a.not_covered == b.not_covered;
        alike && unsure && way(a) == way(b)
    };
    service.achievable.chunk_by(same).try_for_each(|entries| recovery(plan, service, entries, out))
}

fn recovery(
    plan: &RecoveryPlan<'_>,
    service: &ServicePlan<'_>,
    entries: &[Achievable<'_>],
    out: &mut dyn Write,
) -> io::Result<()> {
    let Some(entry) = entries.first() else { return Ok(()) };
    let scenarios: Vec<&str> = entries.iter().map(|entry| entry.scenario.word()).collect();
    let time = achievable(entry.seconds, entry.lower_bound);
    writeln!(out)?;
    paragraph(&format!("{} by {}: {time}, {LIKELY}", scenarios.join(", "), word(entry.method)), 0, out)?;
    if let Some(one) = service
        .drawn(entry.scenario)
        .filter(|one| service.achievable.get(one.achievable).is_some_and(|best| std::ptr::eq(best, entry)))
    {
        let within = one
            .within_rto
            .as_ref()
            .map_or(String::new(), |within| format!(", within the RTO in {}", share(within)));
        let (median, p90) =
            (achievable(Some(one.median), one.lower_bound), achievable(Some(one.p90), one.lower_bound));
        let text = format!("of {} draws, median {median}, P90 {p90}{within}", plan.draws);
        paragraph(&text, 0, out)?;
    }
    let like = service.objectives.scenarios.iter().find(|one| one.scenario == entry.scenario);
    let group = like
        .filter(|one| one.basis == Basis::Measured)
        .and_then(|one| service.measured.groups.get(one.measured?));
    if let Some(group) = group {
        paragraph(&format!("go by what was measured: {}", lasting(group)), 0, out)?;
    }
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
    own.try_for_each(|gap| paragraph(&format!("- {}: {}", gap.kind.class().word(), gap.text), 2, out))
}
