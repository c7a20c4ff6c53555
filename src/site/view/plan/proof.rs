//! What shows that recovery works: validation tests, copies and when they were tried, the log of tests.

use super::super::super::document::Block;
use super::super::super::pen::Pen;
use super::super::super::template::Safe;
use super::super::{cell, head, list, number};
use crate::record::Date;
use crate::recovery::{RecoveryPlan, ServicePlan};

/// What tells of each service that it is back.
pub(super) fn validation(pen: &Pen<'_>, plan: &RecoveryPlan<'_>) -> Vec<Block> {
    let workspace = pen.index.workspace;
    let rows = plan.waves.iter().flatten().filter_map(|id| {
        let record = &workspace.services[workspace.names.service(id)?].data;
        let ready = record.health.as_ref().and_then(|health| health.readiness.as_ref());
        let steps = record.recovery.iter().flat_map(|way| &way.steps);
        let mut runbooks: Vec<usize> = steps
            .filter_map(|step| workspace.names.runbook(step.runbook.as_deref()?))
            .filter(|&index| workspace.runbooks[index].data.verification.is_some())
            .collect();
        runbooks.sort_unstable();
        runbooks.dedup();
        if ready.is_none() && runbooks.is_empty() {
            return None;
        }
        let checks = runbooks.into_iter().map(|index| pen.runbook(&workspace.runbooks[index].id));
        Some(vec![
            head(pen.plan_of(plan, id)),
            cell(ready.map(|text| pen.phrase(text)).unwrap_or_default()),
            cell(pen.join(checks, ", ")),
        ])
    });
    let columns = ["service", "readiness", "verified_by"];
    pen.plain_table("validation", &columns, rows.collect()).into_iter().collect()
}

/// Every copy of data, and when a restore of it last passed.
pub(super) fn backups(pen: &Pen<'_>, plan: &RecoveryPlan<'_>) -> Vec<Block> {
    let workspace = pen.index.workspace;
    let mut rows = Vec::new();
    let mut replicas = Vec::new();
    for service in &plan.services {
        let Some(record) = workspace.names.service(service.id).map(|index| &workspace.services[index].data)
        else {
            continue;
        };
        for backup in &record.backups {
            let place = backup.location.as_ref();
            let place = place.map(|place| [pen.maybe(place.region.as_ref()), pen.maybe(place.zone.as_ref())]);
            rows.push(vec![
                head(pen.plan_of(plan, service.id)),
                cell(pen.maybe(backup.what.as_ref())),
                cell(pen.choice(backup.method.as_ref())),
                number(pen.duration(backup.every.as_ref())),
                number(pen.duration(backup.retention.as_ref())),
                cell(pen.join(place.into_iter().flatten(), " ")),
                cell(pen.flag(backup.immutable.as_ref())),
                cell(day(pen, service.rehearsal.restored)),
            ]);
        }
        for replica in &record.replication {
            let place = replica.to.as_ref();
            let place = place.map(|place| [pen.maybe(place.region.as_ref()), pen.maybe(place.zone.as_ref())]);
            replicas.push(vec![
                head(pen.plan_of(plan, service.id)),
                cell(pen.join(place.into_iter().flatten(), " ")),
                cell(pen.choice(replica.mode.as_ref())),
                number(pen.duration(replica.lag.as_ref())),
            ]);
        }
    }
    let columns = ["service", "what", "method", "every#", "kept#", "where", "immutable", "last_restored"];
    let tables = [
        pen.captioned("backups", &columns, rows),
        pen.captioned("replication", &["service", "where", "mode", "lag#"], replicas),
    ];
    tables.into_iter().flatten().collect()
}

/// Drills, what they found, and when the next ones are due.
pub(super) fn drills(pen: &Pen<'_>, plan: &RecoveryPlan<'_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = due(pen, plan).into_iter().collect();
    let mut drills: Vec<_> = pen.index.workspace.drills.iter().collect();
    drills.sort_by_key(|drill| {
        std::cmp::Reverse(drill.data.date.as_ref().and_then(|date| date.get().copied()))
    });
    let rows = drills.iter().flat_map(|drill| {
        drill.data.results.iter().map(|result| {
            let mut row = pen.drill_row(drill, result);
            row.insert(1, cell(result.service.as_ref().map(|name| pen.service(name)).unwrap_or_default()));
            row
        })
    });
    let mut columns = Pen::DRILL.to_vec();
    columns.insert(1, "service");
    blocks.extend(pen.captioned("drills", &columns, rows.collect()));
    for drill in drills {
        if let Some(findings) = list(drill.data.findings.iter().map(|text| pen.phrase(text)).collect()) {
            blocks.push(Block::Heading(drill.id.clone()));
            blocks.push(findings);
        }
    }
    blocks
}

/// When each service is to be rehearsed again, the earliest first.
fn due(pen: &Pen<'_>, plan: &RecoveryPlan<'_>) -> Option<Block> {
    let wanted = |one: &&ServicePlan<'_>| one.rehearsal.wants_drill() || one.rehearsal.wants_restore();
    let mut services: Vec<_> = plan.services.iter().filter(wanted).collect();
    services.sort_by_key(|service| {
        let one = &service.rehearsal;
        let dates = [(one.wants_drill(), one.due), (one.wants_restore(), one.restore_due)];
        // What was never rehearsed has no date and comes first.
        (dates.into_iter().filter(|(asked, _)| *asked).map(|(_, date)| date).min(), service.id)
    });
    let rows = services.into_iter().map(|service| {
        let one = &service.rehearsal;
        vec![
            head(pen.plan_of(plan, service.id)),
            cell(if one.wants_drill() || one.last.is_some() { day(pen, one.last) } else { Safe::default() }),
            cell(pen.due(one.wants_drill(), one.due)),
            cell(if one.wants_restore() { day(pen, one.restored) } else { Safe::default() }),
            cell(pen.due(one.wants_restore(), one.restore_due)),
        ]
    });
    let columns = ["service", "last_drill", "next_drill", "last_restored", "next_restore"];
    pen.captioned("rehearsals_due", &columns, rows.collect())
}

fn day(pen: &Pen<'_>, date: Option<Date>) -> Safe {
    date.map_or_else(|| pen.none("never"), |date| pen.day(date.0))
}

impl Pen<'_> {
    /// A day by which something is due; late ones stand out, and so does what has no date because it never happened.
    pub(in crate::site) fn due(&self, asked: bool, date: Option<Date>) -> Safe {
        match date {
            _ if !asked => Safe::default(),
            None => self.tag("warn", self.word("now")),
            Some(date) if date.0 < self.index.clock.today => {
                self.join([self.day(date.0), self.tag("warn", self.word("overdue"))], " ")
            }
            Some(date) => self.day(date.0),
        }
    }
}
