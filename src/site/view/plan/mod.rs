//! The recovery plan: one page for the whole, one for each service.
//!
//! The sections are those of a contingency plan in NIST SP 800-34, in its order: activation and notification, recovery,
//! reconstitution, and the appendices.

mod numbers;
mod proof;
mod sequence;
mod service;
mod start;
mod upkeep;
mod what_if;

pub(in crate::site) use service::service;
pub(in crate::site) use what_if::what_if;

use super::super::document::{Block, Callout, Document};
use super::super::index::Page;
use super::super::pen::Pen;
use super::super::template::Safe;
use super::list;
use crate::history::Log;
use crate::record::{RecoveryMethod, Scenario};
use crate::recovery::{Basis, GapClass, Loss, RecoveryPlan, Verdict, WhatIf, WorstCase};

/// What the pages of the plan are made from.
#[derive(Debug, Clone, Copy)]
pub(in crate::site) struct Subject<'p, 'a> {
    pub(in crate::site) plan: &'p RecoveryPlan<'a>,
    /// The loss of each zone and region.
    pub(in crate::site) what_ifs: &'p [WhatIf<'a>],
    /// Its changes, where there is a history.
    pub(in crate::site) log: Option<&'p Log>,
}

/// The whole plan.
pub(in crate::site) fn document(pen: &Pen<'_>, subject: Subject<'_, '_>) -> Document {
    let plan = subject.plan;
    let words = &pen.index.words;
    let broken =
        plan.services.iter().filter(|service| service.objectives.achievable == Verdict::Beyond).count();
    let lede =
        words.sentences([words.count("n_services", plan.services.len()), words.count("n_beyond", broken)]);
    let caution = Callout {
        class: "warning",
        title: pen.word("likely_title").to_owned(),
        text: pen.text(pen.word("likely_text")),
    };
    let wide = if plan.services.is_empty() { Vec::new() } else { vec![Block::Callout(caution)] };
    let sections = [
        pen.section("activation", "activation", start::activation(pen, plan)),
        pen.section("notification", "notification_and_calls", start::notification(pen, plan)),
        pen.section("assessment", "outage_assessment", start::assessment(pen, plan)),
        pen.section("roles", "plan_roles", start::roles(pen, plan)),
        pen.section("order", "recovery_order", sequence::order(pen, plan)),
        pen.section("rto", "recovery_time", numbers::recovery_time(pen, plan)),
        pen.section("rpo", "data_loss", numbers::data_loss(pen, plan)),
        pen.section("what-if", "what_if_place", what_if::places(pen, plan, subject.what_ifs)),
        pen.section("procedures", "procedures", sequence::procedures(pen, plan)),
        pen.section("validation", "validation", proof::validation(pen, plan)),
        pen.section("back", "going_back", upkeep::going_back(pen, plan)),
        pen.section("vendors", "vendors", upkeep::vendors(pen, plan)),
        pen.section("backups", "backups_and_replication", proof::backups(pen, plan)),
        pen.section("site", "alternate_site", upkeep::alternate_site(pen, plan)),
        pen.section("foundations", "foundations", upkeep::foundations(pen, plan)),
        pen.section("drills", "test_log", proof::drills(pen, plan)),
        pen.section("impact", "business_impact", numbers::impact(pen, plan)),
        pen.section("upkeep", "plan_upkeep", upkeep::upkeep(pen, plan)),
        pen.section("changes", "plan_changes", upkeep::changes(pen, subject.log)),
        pen.section("gaps", "gaps", gaps(pen, plan, None)),
    ];
    Document {
        title: pen.word("recovery_plan").to_owned(),
        lede: Some(pen.text(&lede)),
        wide,
        sections: sections.into_iter().flatten().collect(),
        ..Document::default()
    }
}

fn text(pen: &Pen<'_>, text: Option<&str>) -> Safe {
    text.map(|text| pen.text(text)).unwrap_or_default()
}

fn phrase(pen: &Pen<'_>, text: Option<&str>) -> Safe {
    text.map(|text| pen.phrase(text)).unwrap_or_default()
}

/// Prose as a block; nothing where none is written.
fn prose(pen: &Pen<'_>, text: Option<&str>) -> Vec<Block> {
    text.map(|text| Block::Prose(pen.prose(text))).into_iter().collect()
}

fn seconds(pen: &Pen<'_>, seconds: Option<i64>) -> Safe {
    seconds.map_or_else(|| pen.none("unknown"), |seconds| pen.seconds(seconds))
}

/// What the plan lacks, or what it lacks of one service: missing, stale, contradicted.
fn gaps(pen: &Pen<'_>, plan: &RecoveryPlan<'_>, service: Option<&str>) -> Vec<Block> {
    let mut blocks = Vec::new();
    for class in GapClass::ALL {
        let gaps = plan.gaps.iter().filter(|gap| gap.kind.class() == class);
        let gaps = gaps.filter(|gap| service.is_none() || gap.service == service);
        let items = gaps.map(|gap| match (gap.service, gap.rule) {
            (_, Some(_)) => pen.phrase(pen.index.words.said(&gap.text).as_deref().unwrap_or(&gap.text)),
            (Some(id), None) if service.is_none() => {
                pen.join([pen.plan_of(plan, id), pen.said(&gap.text)], " ")
            }
            _ => pen.said(&gap.text),
        });
        if let Some(items) = list(items.collect()) {
            let key = match class {
                GapClass::Missing => "gaps_missing",
                GapClass::Stale => "gaps_stale",
                GapClass::Contradicted => "gaps_contradicted",
            };
            blocks.extend([Block::Heading(pen.word(key).to_owned()), items]);
        }
    }
    blocks
}

impl Pen<'_> {
    /// A link to the plan of a service; `plan` knows the services in use.
    fn plan_of(&self, plan: &RecoveryPlan<'_>, id: &str) -> Safe {
        let name = plan.service(id).and_then(|service| service.name).unwrap_or(id);
        match self.index.workspace.names.service(id) {
            Some(index) => self.to(Page::Plan(index), name),
            None => self.text(name),
        }
    }

    fn verdict(&self, verdict: Verdict) -> Safe {
        match verdict {
            Verdict::Meets => self.tag("ok", self.word("holds")),
            Verdict::Beyond => self.tag("bad", self.word("gap")),
            Verdict::Unknown => self.none("unknown"),
        }
    }

    /// A way to recover by its label.
    fn method(&self, method: Option<RecoveryMethod>) -> &str {
        method.map_or(self.word("MitigationKind-other"), |method| self.index.words.label(method))
    }

    /// What a time to recover rests on, in a word.
    fn basis(&self, basis: Basis) -> &str {
        self.word(match basis {
            Basis::Measured => "measured_lower",
            Basis::Estimate => "estimates",
        })
    }

    /// A time; of a lower bound it is said.
    fn at_least(&self, seconds: i64, lower_bound: bool) -> Safe {
        self.text(&self.lasts(seconds, lower_bound))
    }

    /// The same as plain text.
    fn lasts(&self, seconds: i64, lower_bound: bool) -> String {
        let text = self.index.words.seconds(seconds);
        if lower_bound { self.index.words.around("at_least", &text) } else { text }
    }

    fn loss(&self, case: &WorstCase<'_>) -> Safe {
        match case.loss {
            Loss::Seconds(seconds) => {
                let detect = match case.scenario {
                    Scenario::Corruption | Scenario::Deletion if case.to_detect > 0 => {
                        self.around("to_detect_lower", self.seconds(case.to_detect))
                    }
                    _ => Safe::default(),
                };
                let time = self.at_least(seconds, case.lower_bound);
                self.join([time, detect], " ")
            }
            Loss::Unknown => self.none("unknown"),
            Loss::All => self.tag("bad", self.word("everything")),
        }
    }
}
