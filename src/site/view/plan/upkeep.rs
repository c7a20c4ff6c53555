//! What keeps the plan usable: the way back, vendors, other places, what everything leans on, its own upkeep and history.

use super::super::super::document::Block;
use super::super::super::pen::Pen;
use super::super::{cell, head};
use super::{prose, text};
use crate::history::Log;
use crate::recovery::RecoveryPlan;

/// Reconstitution and failback.
pub(super) fn going_back(pen: &Pen<'_>, plan: &RecoveryPlan<'_>) -> Vec<Block> {
    prose(pen, plan.sections.reconstitution)
}

/// Others whose help is needed.
pub(super) fn vendors(pen: &Pen<'_>, plan: &RecoveryPlan<'_>) -> Vec<Block> {
    let rows = plan.sections.vendors.iter().map(|vendor| {
        vec![
            head(text(pen, vendor.name)),
            cell(text(pen, vendor.service)),
            cell(text(pen, vendor.contact)),
            cell(text(pen, vendor.contract)),
            cell(text(pen, vendor.sla)),
        ]
    });
    let columns = ["vendor", "does_for_us", "contact", "contract", "promise"];
    pen.plain_table("vendors", &columns, rows.collect()).into_iter().collect()
}

/// Where work goes on.
pub(super) fn alternate_site(pen: &Pen<'_>, plan: &RecoveryPlan<'_>) -> Vec<Block> {
    let Some(site) = &plan.sections.alternate_site else { return Vec::new() };
    let values = [("where", site.location), ("kind", site.kind), ("capacity", site.capacity)];
    pen.block_of(values.map(|(key, value)| (key, text(pen, value)))).into_iter().collect()
}

/// What every recovery needs without saying so.
pub(super) fn foundations(pen: &Pen<'_>, plan: &RecoveryPlan<'_>) -> Vec<Block> {
    let rows = ["dns", "certificates", "registry", "secrets", "ci"].into_iter().filter_map(|kind| {
        let one = plan.sections.foundations.iter().find(|one| one.kind == kind)?;
        let service = plan.service(one.by).map(|service| pen.plan_of(plan, service.id));
        Some(vec![head(pen.text(pen.word(kind))), cell(service.unwrap_or_else(|| pen.text(one.by)))])
    });
    pen.plain_table("foundations", &["foundation", "given_by"], rows.collect()).into_iter().collect()
}

/// Who keeps the plan true, and where it can be read when the usual place is gone.
pub(super) fn upkeep(pen: &Pen<'_>, plan: &RecoveryPlan<'_>) -> Vec<Block> {
    let said = &plan.sections;
    let documents = said.documents.iter().map(|one| {
        let service = one.service.map(|name| pen.plan_of(plan, name)).unwrap_or_default();
        let offline = pen.word(if one.offline { "yes" } else { "no" });
        vec![head(text(pen, one.title)), cell(text(pen, one.at)), cell(service), cell(pen.text(offline))]
    });
    let blocks = [
        pen.block_of([
            ("kept_by", text(pen, said.maintainer)),
            ("read_through_every", said.review_every.map(|every| pen.seconds(every)).unwrap_or_default()),
            ("last_reviewed", said.last_reviewed.map(|date| pen.day(date.0)).unwrap_or_default()),
        ]),
        pen.captioned("documents", &["document", "place", "service", "offline"], documents.collect()),
    ];
    blocks.into_iter().flatten().collect()
}

/// The newest changes of the plan's own records.
pub(super) fn changes(pen: &Pen<'_>, log: Option<&Log>) -> Vec<Block> {
    let Some(log) = log else { return Vec::new() };
    let rows = log.commits.iter().map(|commit| {
        vec![
            head(pen.day(pen.index.clock.day(commit.at))),
            cell(commit.subject.as_deref().map_or_else(|| pen.none("not_told"), |subject| pen.text(subject))),
            cell(pen.text(&pen.index.words.list(&commit.paths))),
            cell(pen.text(&commit.author)),
            cell(pen.code(commit.id.get(..12).unwrap_or(&commit.id))),
        ]
    });
    let columns = ["date", "change", "changed", "author", "commit"];
    let caption = if log.complete { "changes_all" } else { "changes_newest" };
    pen.captioned(caption, &columns, rows.collect()).into_iter().collect()
}
