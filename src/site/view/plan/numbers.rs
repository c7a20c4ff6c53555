//! Objectives against what can be achieved, what was measured, and what the business bears.

use super::super::super::document::Block;
use super::super::super::pen::Pen;
use super::super::super::template::Safe;
use super::super::{cell, head, number};
use super::{seconds, text};
use crate::recovery::{DATA_SCENARIOS, Headline, RecoveryPlan, ScenarioVerdict, Verdict};

/// Recovery time objectives.
pub(super) fn recovery_time(pen: &Pen<'_>, plan: &RecoveryPlan<'_>) -> Vec<Block> {
    let rows = plan.services.iter().map(|service| {
        let objectives = &service.objectives;
        let slowest = service.slowest();
        let first = service.headline();
        let time = |of: fn(&Headline) -> Option<i64>| {
            first.as_ref().and_then(|one| Some(pen.at_least(of(one)?, one.lower_bound))).unwrap_or_default()
        };
        let measured = service.measured.longest();
        let longest = measured.map_or_else(|| pen.none("never"), |group| pen.seconds(group.max));
        let how = measured.map(|group| {
            pen.text(&pen.index.words.clauses([pen.method(group.method), &format!("n {}", group.n)]))
        });
        vec![
            head(pen.plan_of(plan, service.id)),
            number(objectives.rto.map_or_else(|| pen.none("none"), |rto| pen.seconds(rto))),
            cell(slowest.map(|one| pen.text(pen.index.words.label(one.scenario))).unwrap_or_default()),
            number(time(|one| one.median)),
            number(time(|one| one.p90)),
            number(
                first
                    .as_ref()
                    .and_then(|one| one.within.as_deref())
                    .map(|share| pen.said(share))
                    .unwrap_or_default(),
            ),
            cell(first.as_ref().map(|one| pen.text(pen.basis(one.basis))).unwrap_or_default()),
            number(likely(pen, slowest)),
            number(longest),
            cell(how.unwrap_or_default()),
            cell(pen.verdict(objectives.achievable.max(objectives.measured))),
        ]
    });
    let columns = [
        "service",
        "objective#",
        "slowest_scenario",
        "median#",
        "p90#",
        "within_rto#",
        "rests_on",
        "likely#",
        "measured#",
        "how_measured",
        "verdict",
    ];
    pen.captioned("rto_table", &columns, rows.collect()).into_iter().collect()
}

fn likely(pen: &Pen<'_>, slowest: Option<&ScenarioVerdict>) -> Safe {
    let known = slowest.and_then(|one| Some(pen.at_least(one.seconds?, one.lower_bound)));
    known.unwrap_or_else(|| pen.none("unknown"))
}

/// Recovery point objectives.
pub(super) fn data_loss(pen: &Pen<'_>, plan: &RecoveryPlan<'_>) -> Vec<Block> {
    let rows = plan.services.iter().filter(|service| !service.rpo.is_empty()).map(|service| {
        let objectives = &service.objectives;
        let mut row = vec![
            head(pen.plan_of(plan, service.id)),
            number(objectives.rpo.map_or_else(|| pen.none("none"), |rpo| pen.seconds(rpo))),
        ];
        for scenario in DATA_SCENARIOS {
            let case = service.rpo.iter().find(|case| case.scenario == scenario);
            row.push(number(case.map(|case| pen.loss(case)).unwrap_or_default()));
        }
        row.push(cell(pen.verdict(objectives.recovery_point)));
        row
    });
    let columns =
        ["service", "objective#", "zone_loss#", "region_loss#", "corruption#", "deletion#", "verdict"];
    pen.captioned("rpo_table", &columns, rows.collect()).into_iter().collect()
}

/// How long the business bears it: the room between what recovery takes in all and the MTPD.
pub(super) fn impact(pen: &Pen<'_>, plan: &RecoveryPlan<'_>) -> Vec<Block> {
    let mut services: Vec<_> =
        plan.services.iter().filter(|service| service.objectives.mtpd.is_some()).collect();
    services.sort_by_key(|service| (service.tier.unwrap_or(u32::MAX), service.objectives.mtpd, service.id));
    let rows = services.into_iter().map(|service| {
        let promised = &service.objectives;
        let slowest = service.slowest().and_then(|one| one.seconds);
        let takes = slowest.max(service.measured.longest().map(|group| group.max));
        let in_all = takes.map(|takes| takes.saturating_add(promised.wrt.unwrap_or(0)));
        let room = promised.mtpd.zip(in_all).map(|(mtpd, in_all)| mtpd - in_all);
        let verdict = match room {
            _ if promised.tolerable == Verdict::Beyond => Verdict::Beyond,
            Some(room) if room < 0 => Verdict::Beyond,
            Some(_) => Verdict::Meets,
            None => Verdict::Unknown,
        };
        let room = room.map_or_else(
            || pen.none("unknown"),
            |room| {
                let sign = if room < 0 { "−" } else { "" };
                pen.text(&format!("{sign}{}", pen.index.words.seconds(room.abs())))
            },
        );
        vec![
            head(pen.plan_of(plan, service.id)),
            number(service.tier.map(|tier| pen.text(&tier.to_string())).unwrap_or_default()),
            cell(text(pen, service.owner)),
            number(seconds(pen, promised.mtpd)),
            number(seconds(pen, promised.rto)),
            number(seconds(pen, promised.wrt)),
            number(seconds(pen, in_all)),
            number(room),
            cell(pen.verdict(verdict)),
        ]
    });
    let columns =
        ["service", "tier#", "owner", "mtpd#", "rto_short#", "wrt#", "takes_in_all#", "room#", "verdict"];
    pen.captioned("impact_table", &columns, rows.collect()).into_iter().collect()
}
