//! What the plan lacks: what is missing, what is stale, and what contradicts itself.

use serde::Serialize;

use super::{RecoveryPlan, ServicePlan, circle, rpo};
use crate::record::Scenario;

/// What sort of gap it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum GapKind {
    /// A section of the plan is not written.
    Section,
    /// Services need each other in a circle.
    Cycle,
    /// No RTO, or no RPO where data is at stake.
    Objectives,
    /// Data without a backup.
    Backups,
    /// A scenario that no recovery is written for.
    Scenario,
    /// A step without a likely time, or a recovery without a step.
    Estimates,
    /// No drill ever.
    Drills,
    /// Something else that is not said or was never tried, found by a rule.
    Missing,
    /// Something that was true once and wants looking at, found by a rule.
    Stale,
    /// Promises, dependencies and facts that do not go together, found by a rule.
    Contradicted,
}

/// The three ways to be incomplete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum GapClass {
    /// It is not there.
    Missing,
    /// It is old.
    Stale,
    /// It cannot be true.
    Contradicted,
}

impl GapClass {
    /// Every class, in the order of reading.
    pub const ALL: [Self; 3] = [Self::Missing, Self::Stale, Self::Contradicted];

    /// The word for readers.
    pub fn word(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Stale => "stale",
            Self::Contradicted => "contradicted",
        }
    }
}

impl GapKind {
    /// What is wrong with it.
    pub fn class(self) -> GapClass {
        match self {
            Self::Cycle | Self::Contradicted => GapClass::Contradicted,
            Self::Stale => GapClass::Stale,
            _ => GapClass::Missing,
        }
    }
}

/// Something the plan lacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gap<'a> {
    /// What sort.
    pub kind: GapKind,
    /// The service, if it is about one.
    pub service: Option<&'a str>,
    /// What it lacks, in words: of a rule a whole sentence, else without the service's name.
    pub text: String,
    /// The rule that found it, if one did.
    pub rule: Option<&'static str>,
}

/// The scenarios every service should be prepared for; those that keep data for two more.
const EXPECTED: [Scenario; 4] =
    [Scenario::InstanceLoss, Scenario::ZoneLoss, Scenario::RegionLoss, Scenario::BadChange];

/// Every gap, by kind and then by service.
pub(super) fn gaps<'a>(plan: &RecoveryPlan<'a>) -> Vec<Gap<'a>> {
    let about_all = |kind, text| Gap { kind, service: None, text, rule: None };
    let mut gaps: Vec<Gap<'a>> = if plan.sections.written {
        let sections = plan.sections.missing().into_iter();
        sections.map(|name| about_all(GapKind::Section, format!("plan.yaml has no {name}"))).collect()
    } else {
        vec![about_all(GapKind::Section, "there is no plan.yaml: who starts the plan, who is called".into())]
    };
    let cycles = plan.cycles.iter();
    gaps.extend(cycles.map(|cycle| {
        about_all(GapKind::Cycle, format!("hard dependencies go in a circle: {}", circle(cycle, "services")))
    }));
    plan.services.iter().for_each(|service| of_service(service, &mut gaps));
    gaps.sort_by_key(|gap| gap.kind);
    gaps
}

fn of_service<'a>(service: &ServicePlan<'a>, gaps: &mut Vec<Gap<'a>>) {
    let mut add = |kind, text| gaps.push(Gap { kind, service: Some(service.id), text, rule: None });
    let at_stake = !service.rpo.is_empty();
    match (service.objectives.rto, service.objectives.rpo) {
        (None, None) if at_stake => add(GapKind::Objectives, "promises neither an RTO nor an RPO".into()),
        (None, _) => add(GapKind::Objectives, "promises no RTO".into()),
        (_, None) if at_stake => add(GapKind::Objectives, "promises no RPO, but data is at stake".into()),
        _ => {}
    }
    if service.data_bearing && service.backups == 0 {
        add(GapKind::Backups, "keeps data and has no backup".into());
    }
    let covered = |scenario: Scenario| service.achievable.iter().any(|entry| entry.scenario == scenario);
    let data = rpo::DATA_SCENARIOS.into_iter().filter(|_| service.data_bearing);
    let mut expected: Vec<Scenario> = EXPECTED.into_iter().chain(data).collect();
    expected.sort_unstable();
    expected.dedup();
    let missing: Vec<&str> = expected.into_iter().filter(|one| !covered(*one)).map(Scenario::word).collect();
    if !missing.is_empty() {
        add(GapKind::Scenario, format!("has no recovery for {}", missing.join(", ")));
    }
    let mut unknown: Vec<&String> =
        service.achievable.iter().flat_map(|entry| entry.missing.iter().take(entry.own_missing)).collect();
    unknown.sort_unstable();
    unknown.dedup();
    for text in unknown {
        add(GapKind::Estimates, text.clone());
    }
    if service.rehearsal.drill.is_none() {
        add(GapKind::Drills, "was never in a drill".into());
    }
}
