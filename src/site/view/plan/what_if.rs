//! What if something fails: the course of the recovery, objectives that break, who does what.

use super::super::super::document::{Block, Document, Figure};
use super::super::super::draw::Named;
use super::super::super::draw::lanes::{self, Bar, Lane};
use super::super::super::pen::Pen;
use super::super::super::template::Safe;
use super::super::{cell, head, list, number};
use super::text;
use crate::recovery::{Affected, Effect, Failure, Loss, RecoveryPlan, WhatIf, Why};

/// More lanes than this say nothing.
const LANES: usize = 60;

/// So many places are drawn at most.
const PLACES: usize = 12;

/// A failure as a page of its own.
pub(in crate::site) fn what_if(pen: &Pen<'_>, plan: &RecoveryPlan<'_>, what_if: &WhatIf<'_>) -> Document {
    let names: Vec<String> = what_if.failures.iter().map(|failure| named(pen, failure)).collect();
    let less = what_if.affected.iter().filter(|one| one.effect == Effect::Degraded);
    let less = less.map(|one| pen.join([pen.plan_of(plan, one.id), why(pen, plan, one)], ": "));
    let sections = [
        pen.section("course", "course", course(pen, plan, what_if, "course")),
        pen.section("broken", "broken_objectives", broken(pen, plan, what_if)),
        pen.section("less", "with_less", list(less.collect()).into_iter().collect()),
        pen.section("steps", "steps_in_order", steps(pen, plan, what_if)),
    ];
    Document {
        title: pen.index.words.around("what_if", &pen.index.words.list(&names)),
        lede: Some(pen.said(&what_if.summary())),
        wide: vec![Block::Prose(pen.paragraph(&pen.said(&what_if.hands())))],
        sections: sections.into_iter().flatten().collect(),
        ..Document::default()
    }
}

/// What fails, in the language of the page.
fn named(pen: &Pen<'_>, failure: &Failure<'_>) -> String {
    let name = failure.name();
    pen.index.words.said(&name).unwrap_or(name)
}

/// The course of a recovery, drawn and as a table; `id` is unique on the page.
pub(super) fn course(pen: &Pen<'_>, plan: &RecoveryPlan<'_>, what_if: &WhatIf<'_>, id: &str) -> Vec<Block> {
    let down = || what_if.affected.iter().filter(|one| one.effect == Effect::Down);
    let mut blocks = Vec::new();
    if pen.is_html() {
        let name = Named { id, title: pen.word("course"), description: pen.word("course_drawing_long") };
        let drawing = lanes::draw(&lanes(pen, plan, what_if), name, |at, _| pen.index.words.seconds(at));
        let caption = Some(pen.word("course_legend").to_owned());
        blocks.extend(drawing.map(|drawing| Block::Figure(Figure { drawing: Safe::new(drawing), caption })));
    }
    let rows = down().map(|one| {
        let back = one.back_at.map(|at| pen.at_least(at, one.lower_bound));
        vec![
            head(pen.plan_of(plan, one.id)),
            number(one.tier.map(|tier| pen.text(&tier.to_string())).unwrap_or_default()),
            cell(why(pen, plan, one)),
            cell(pen.text(one.method.map_or("", |method| pen.index.words.label(method)))),
            number(back.unwrap_or_else(|| pen.tag("bad", pen.word("never")))),
            number(one.rto.limit.map(|rto| pen.seconds(rto)).unwrap_or_default()),
            cell(pen.verdict(one.rto.verdict.max(one.mtpd.verdict))),
            number(lost(pen, one).unwrap_or_default()),
            cell(if one.loss.is_some() { pen.verdict(one.rpo.verdict) } else { Safe::default() }),
        ]
    });
    let columns = [
        "service",
        "tier#",
        "because",
        "method",
        "back_after#",
        "rto_short#",
        "verdict",
        "lost#",
        "rpo_verdict",
    ];
    blocks.extend(pen.captioned("course_table", &columns, rows.collect()));
    let unknown = down().filter_map(|one| {
        Some(pen.join([pen.plan_of(plan, one.id), pen.said(one.unknown.as_deref()?)], ": "))
    });
    blocks.extend(list(unknown.collect()));
    blocks
}

/// A lane for every service that comes back; where it is down, where people work on it, and its RTO.
fn lanes(pen: &Pen<'_>, plan: &RecoveryPlan<'_>, what_if: &WhatIf<'_>) -> Vec<Lane> {
    let Some(end) = what_if.end else { return Vec::new() };
    let lead = what_if.detection.saturating_add(what_if.activation).min(end);
    let bar = |class, from, to, text: String| Bar { class, opacity: None, from, to, text };
    let span = |from, to| format!("{} – {}", pen.index.words.seconds(from), pen.index.words.seconds(to));
    let head = Lane {
        title: pen.word("detect_and_activate").to_owned(),
        bars: vec![bar("slack", 0, lead, span(0, lead))],
    };
    let back = what_if.affected.iter().filter_map(|one| Some((one, one.back_at?)));
    let back = back.filter(|(one, _)| one.effect == Effect::Down).take(LANES);
    let lanes = back.map(|(one, back)| {
        let name = plan.service(one.id).and_then(|service| service.name).unwrap_or(one.id);
        let mut bars = vec![bar("wait", one.from, back, span(one.from, back))];
        bars.extend(one.steps.iter().map(|step| {
            let who = step.team.or(step.role).unwrap_or_default();
            let what = step.text.or(step.id).unwrap_or_default();
            bar("bar", step.start, step.end, format!("{}: {what} ({who})", span(step.start, step.end)))
        }));
        let rto = one.rto.limit.filter(|rto| *rto <= end);
        bars.extend(rto.map(|rto| bar("limit", rto, rto, format!("RTO {}", pen.index.words.seconds(rto)))));
        Lane { title: name.to_owned(), bars }
    });
    std::iter::once(head).chain(lanes).collect()
}

/// What is lost in words: nothing where no data is at stake.
fn lost(pen: &Pen<'_>, one: &Affected<'_>) -> Option<Safe> {
    let case = one.loss.as_ref()?;
    Some(match case.loss {
        Loss::Seconds(seconds) => pen.at_least(seconds, case.lower_bound),
        Loss::Unknown => pen.none("unknown"),
        Loss::All => pen.text(pen.word("all_data")),
    })
}

/// Why a service is affected.
fn why(pen: &Pen<'_>, plan: &RecoveryPlan<'_>, one: &Affected<'_>) -> Safe {
    let parts = one.why.iter().map(|why| match why {
        Why::Hit { by } => pen.around("hit_by", pen.said(by)),
        Why::Needs { service } => pen.around("needs_lower", pen.plan_of(plan, service)),
        Why::Part { share } => pen.around("loses_share", pen.text(&pen.index.words.percent(*share))),
        Why::Without { service, degraded_mode } => {
            let mode = degraded_mode.map(|mode| pen.phrase(mode)).unwrap_or_default();
            pen.join([pen.around("without_lower", pen.plan_of(plan, service)), mode], ": ")
        }
    });
    pen.join(parts, "; ")
}

/// The objectives that break, the first one first.
pub(super) fn broken(pen: &Pen<'_>, plan: &RecoveryPlan<'_>, what_if: &WhatIf<'_>) -> Vec<Block> {
    let rows = what_if.broken.iter().map(|one| {
        let reached = one.reached.map(|reached| pen.at_least(reached, one.lower_bound));
        vec![
            number(pen.seconds(one.at)),
            head(pen.plan_of(plan, one.service)),
            cell(pen.text(one.objective.word())),
            number(pen.seconds(one.limit)),
            number(reached.unwrap_or_else(|| pen.none("without_end"))),
        ]
    });
    let columns = ["breaks_after#", "service", "objective", "promised#", "comes_to#"];
    pen.plain_table("broken_objectives", &columns, rows.collect()).into_iter().collect()
}

fn steps(pen: &Pen<'_>, plan: &RecoveryPlan<'_>, what_if: &WhatIf<'_>) -> Vec<Block> {
    let rows = what_if.steps().into_iter().map(|(one, step)| {
        let hand = pen.index.words.around("hand", &(step.hand + 1).to_string());
        vec![
            number(pen.seconds(step.start)),
            number(pen.seconds(step.end)),
            head(step.text.map_or_else(|| text(pen, step.id), |text| pen.phrase(text))),
            cell(pen.plan_of(plan, one.id)),
            cell(pen.join(
                [
                    step.role.map(|role| pen.role(role)).unwrap_or_default(),
                    text(pen, step.team),
                    pen.text(&hand),
                ],
                ", ",
            )),
            cell(step.runbook.map(|id| pen.runbook(id)).unwrap_or_default()),
        ]
    });
    let columns = ["starts#", "ends#", "step", "service", "by", "runbook"];
    pen.plain_table("steps_in_order", &columns, rows.collect()).into_iter().collect()
}

/// The loss of every zone and region, a row each: how much goes down, when it is back, what breaks first.
pub(super) fn places(pen: &Pen<'_>, plan: &RecoveryPlan<'_>, what_ifs: &[WhatIf<'_>]) -> Vec<Block> {
    let rows = what_ifs.iter().map(|what_if| {
        let names: Vec<String> = what_if.failures.iter().map(|failure| named(pen, failure)).collect();
        let down: Vec<&Affected<'_>> =
            what_if.affected.iter().filter(|one| one.effect == Effect::Down).collect();
        let lost = down.iter().filter(|one| one.back_at.is_none()).count();
        let never = (lost > 0).then(|| pen.tag("bad", &pen.index.words.around("n_never", &lost.to_string())));
        let back = what_if.end.map(|end| pen.seconds(end));
        let first = what_if.broken.first().map(|one| {
            let what = format!("{} ({})", one.objective.word(), pen.index.words.seconds(one.limit));
            pen.join([pen.plan_of(plan, one.service), pen.text(&what)], " ")
        });
        vec![
            head(pen.text(&pen.index.words.list(&names))),
            number(pen.text(&down.len().to_string())),
            number(pen.text(&(what_if.affected.len() - down.len()).to_string())),
            number(pen.clauses(back.into_iter().chain(never))),
            cell(first.unwrap_or_else(|| pen.none("none"))),
        ]
    });
    let columns = ["what_fails", "down#", "with_less_short#", "all_back#", "first_broken"];
    let mut blocks: Vec<Block> =
        pen.captioned("what_if_table", &columns, rows.collect()).into_iter().collect();
    // More drawings than these say nothing that the rows do not.
    let drawn = what_ifs.iter().enumerate().filter(|(_, one)| one.end.is_some()).take(PLACES);
    for (i, what_if) in drawn {
        let names: Vec<String> = what_if.failures.iter().map(|failure| named(pen, failure)).collect();
        blocks.push(Block::Heading(pen.index.words.list(&names)));
        blocks.extend(course(pen, plan, what_if, &format!("what-if-{i}")));
    }
    blocks
}
