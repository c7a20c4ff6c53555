//! The plan of the whole organisation as text.

use std::io::{self, Write};

use super::{LIKELY, achievable, length, loss, word};
use crate::recovery::{DATA_SCENARIOS, Gap, Headline, RecoveryPlan, ServicePlan, circle};
use crate::text::counted;
use crate::text::table::{Table, heading, line, paragraph};
use crate::time::show_seconds;

/// Writes the plan: order of recovery, times, data loss, sections of `plan.yaml`, gaps.
pub fn show(plan: &RecoveryPlan<'_>, color: bool, out: &mut dyn Write) -> io::Result<()> {
    let parts = [(plan.services.len(), "service"), (plan.waves.len(), "wave"), (plan.gaps.len(), "gap")];
    writeln!(out, "recovery plan: {}", parts.map(|(many, what)| counted(many, what)).join(", "))?;
    order(plan, color, out)?;
    times(plan, color, out)?;
    data(plan, color, out)?;
    bears(plan, color, out)?;
    sections(plan, color, out)?;
    gaps(plan, color, out)
}

fn order(plan: &RecoveryPlan<'_>, color: bool, out: &mut dyn Write) -> io::Result<()> {
    heading("Order of recovery", color, out)?;
    for (i, wave) in plan.waves.iter().enumerate() {
        paragraph(&format!("{}. {}", i + 1, wave.join(", ")), 3, out)?;
    }
    for cycle in &plan.cycles {
        paragraph(&format!("cycle: {}", circle(cycle, "services")), 3, out)?;
    }
    Ok(())
}

fn times(plan: &RecoveryPlan<'_>, color: bool, out: &mut dyn Write) -> io::Result<()> {
    heading("Time to recover", color, out)?;
    let lead = show_seconds(plan.activation);
    let drawn = match plan.draws {
        0 => String::new(),
        draws => format!(
            "MEDIAN, P90 and WITHIN RTO are of {draws} draws from the best, likely and worst time of each step (PERT) and the \
             measured times to detect, or what was measured where that is enough (FROM); "
        ),
    };
    let text = format!(
        "from disruption to service, {lead} to activate included, in the slowest scenario by its fastest method. {drawn}LIKELY is \
         what it takes {LIKELY}, which is seldom. MEASURED is the longest recovery by any method"
    );
    paragraph(&text, 0, out)?;
    let mut table = Table::new(&[
        "SERVICE",
        "TIER#",
        "RTO#",
        "IN",
        "MEDIAN#",
        "P90#",
        "WITHIN RTO#",
        "FROM",
        "LIKELY#",
        "VERDICT",
        "MEASURED#",
        "BY",
        "VERDICT",
    ]);
    for service in in_order(plan) {
        let promised = &service.objectives;
        let slowest = service.slowest();
        let first = service.headline();
        let time = |of: fn(&Headline) -> Option<i64>| {
            let known = first.as_ref().and_then(|one| Some(achievable(Some(of(one)?), one.lower_bound)));
            known.unwrap_or_else(|| "-".into())
        };
        let longest = service.measured.longest();
        table.row(&[
            service.id.into(),
            word(service.tier),
            length(promised.rto),
            word(slowest.map(|one| one.scenario)),
            time(|one| one.median),
            time(|one| one.p90),
            first.as_ref().and_then(|one| one.within.clone()).unwrap_or_else(|| "-".into()),
            first.as_ref().map_or("-", |one| one.basis.word()).into(),
            slowest.map_or_else(|| "unknown".into(), |one| achievable(one.seconds, one.lower_bound)),
            promised.achievable.word().into(),
            length(longest.map(|group| group.max)),
            longest.map_or_else(|| "-".into(), |group| format!("{} (n {})", group.name(), group.n)),
            promised.measured.word().into(),
        ]);
    }
    table.write(out)
}

/// What the business bears, and when the next rehearsals are due.
fn bears(plan: &RecoveryPlan<'_>, color: bool, out: &mut dyn Write) -> io::Result<()> {
    heading("What the business bears, and what is to be rehearsed again", color, out)?;
    let mut table = Table::new(&[
        "SERVICE",
        "RTO + WRT#",
        "MTPD#",
        "VERDICT",
        "LAST DRILL",
        "NEXT BY",
        "LAST RESTORE",
        "NEXT BY",
    ]);
    let next = |asked: bool, due: Option<crate::record::Date>| {
        if asked { due.map_or_else(|| "now".into(), |due| due.to_string()) } else { "-".into() }
    };
    for service in in_order(plan) {
        let (promised, one) = (&service.objectives, &service.rehearsal);
        table.row(&[
            service.id.into(),
            length(promised.rto.map(|rto| rto.saturating_add(promised.wrt.unwrap_or(0)))),
            length(promised.mtpd),
            promised.tolerable.word().into(),
            word(one.last),
            next(one.wants_drill(), one.due),
            word(one.restored.filter(|_| one.backups)),
            next(one.wants_restore(), one.restore_due),
        ]);
    }
    table.write(out)
}

fn data(plan: &RecoveryPlan<'_>, color: bool, out: &mut dyn Write) -> io::Result<()> {
    if plan.services.iter().all(|service| service.rpo.is_empty()) {
        return Ok(());
    }
    heading("Data lost at worst", color, out)?;
    paragraph(
        "before the event, which is what the RPO limits; after `+`, what is written until corruption or deletion is \
         noticed is lost as well",
        0,
        out,
    )?;
    let mut names = vec!["SERVICE", "RPO"];
    let scenarios = DATA_SCENARIOS.map(|scenario| scenario.word().to_uppercase());
    names.extend(scenarios.iter().map(String::as_str));
    names.extend(["VERDICT", "SHOWN BY DRILLS", "VERDICT", "DATA IN"]);
    let mut table = Table::new(&names);
    for service in in_order(plan).filter(|service| !service.rpo.is_empty()) {
        let promised = &service.objectives;
        let mut cells = vec![service.id.into(), length(promised.rpo)];
        cells.extend(service.rpo.iter().map(loss));
        let from = promised.worst_loss.and_then(|i| service.rpo[i].from);
        cells.extend([
            promised.recovery_point.word().into(),
            length(service.measured.recovery_point),
            promised.measured_point.word().into(),
            from.unwrap_or(service.id).into(),
        ]);
        table.row(&cells);
    }
    table.write(out)
}

fn sections(plan: &RecoveryPlan<'_>, color: bool, out: &mut dyn Write) -> io::Result<()> {
    let sections = &plan.sections;
    if !sections.activation.is_empty() {
        heading("Activation", color, out)?;
        for one in &sections.activation {
            let (criterion, authority) = (word(one.criterion), word(one.authority));
            paragraph(&format!("- {criterion} (decides: {authority})"), 2, out)?;
        }
    }
    if !sections.call_tree.is_empty() {
        heading("Call tree", color, out)?;
        let mut table = Table::new(&["ROLE", "CONTACT", "BACKUP", "WITHIN"]);
        for call in &sections.call_tree {
            table.row(&[word(call.role), word(call.contact), word(call.backup), length(call.within)]);
        }
        table.write(out)?;
    }
    if !sections.vendors.is_empty() {
        heading("Vendors", color, out)?;
        let mut table = Table::new(&["VENDOR", "FOR", "CONTACT", "CONTRACT", "SLA"]);
        for one in &sections.vendors {
            table.row(&[
                word(one.name),
                word(one.service),
                word(one.contact),
                word(one.contract),
                word(one.sla),
            ]);
        }
        table.write(out)?;
    }
    if let Some(site) = &sections.alternate_site {
        heading("Alternate site", color, out)?;
        let (place, kind, capacity) = (word(site.location), word(site.kind), word(site.capacity));
        paragraph(&format!("{place}; {kind}; {capacity}"), 0, out)?;
    }
    Ok(())
}

fn gaps(plan: &RecoveryPlan<'_>, color: bool, out: &mut dyn Write) -> io::Result<()> {
    heading("Gaps", color, out)?;
    if plan.gaps.is_empty() {
        return writeln!(out, "  none");
    }
    plan.gaps.iter().try_for_each(|gap| paragraph(&format!("- {}", line(&told(gap))), 2, out))
}

/// `missing: payments was never in a drill`.
pub(super) fn told(gap: &Gap<'_>) -> String {
    let whose = gap.service.filter(|_| gap.rule.is_none()).map_or(String::new(), |id| format!("{id} "));
    let rule = gap.rule.map_or(String::new(), |rule| format!(" [{rule}]"));
    format!("{}: {whose}{}{rule}", gap.kind.class().word(), gap.text)
}

/// The services in the order of recovery.
fn in_order<'p, 'a>(plan: &'p RecoveryPlan<'a>) -> impl Iterator<Item = &'p ServicePlan<'a>> {
    plan.waves.iter().flatten().filter_map(|id| plan.service(id))
}
