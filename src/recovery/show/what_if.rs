//! What if something fails, as text for a terminal.

use std::io::{self, Write};

use super::{achievable, length, word};
use crate::recovery::{Affected, Crew, Effect, Verdict, WhatIf, Why};
use crate::text::counted;
use crate::text::sheet::Sheet;
use crate::time::show_seconds;

/// How many columns the course of a recovery takes.
const WIDTH: i64 = 40;

/// Writes what goes down, in which order it comes back, which objectives break and who does what.
pub fn show_what_if(what_if: &WhatIf<'_>, color: bool, out: &mut dyn Write) -> io::Result<()> {
    let names: Vec<String> = what_if.failures.iter().map(crate::recovery::Failure::name).collect();
    let mut sheet = Sheet::default();
    let fail = if names.len() == 1 { "fails" } else { "fail" };
    sheet.paragraph(&format!("what if {} {fail}: {}", names.join(" and "), what_if.summary()));
    if what_if.affected.is_empty() {
        return sheet.terminal(color, out);
    }
    sheet.paragraph(&what_if.hands());
    sheet.heading("Order of recovery, if every step takes its likely time");
    let end = what_if.end.unwrap_or(0);
    let course = format!("COURSE 0 – {}", show_seconds(end));
    let names = ["BACK AFTER#", "SERVICE", "TIER#", "WHY", "BY", "RTO#", "VERDICT", &course];
    let down = what_if.affected.iter().filter(|one| one.effect == Effect::Down);
    sheet.table(
        &names,
        down.map(|one| {
            vec![
                one.back_at.map_or_else(|| "never".into(), |_| achievable(one.back_at, one.lower_bound)),
                one.id.into(),
                word(one.tier),
                why(one),
                one.method.map_or_else(
                    || if one.back_at.is_some() { "waiting".into() } else { "-".into() },
                    |m| m.to_string(),
                ),
                length(one.rto.limit),
                one.rto.verdict.word().into(),
                bar(one, end),
            ]
        })
        .collect(),
    );
    sheet.paragraph("█ its own steps, · waiting for people, hands or what it needs");
    let unknown =
        what_if.affected.iter().filter_map(|one| Some(format!("{}: {}", one.id, one.unknown.as_ref()?)));
    sheet.items(unknown.map(|line| format!("- {line}")).collect());
    let mut broken = Sheet::default();
    broken.heading("Objectives that break, the first one first");
    broken.table(
        &["AFTER#", "SERVICE", "OBJECTIVE", "PROMISED#", "COMES TO#"],
        what_if
            .broken
            .iter()
            .map(|one| {
                let reached = one.reached.map(|_| achievable(one.reached, one.lower_bound));
                vec![
                    show_seconds(one.at),
                    one.service.into(),
                    one.objective.word().into(),
                    show_seconds(one.limit),
                    reached.unwrap_or_else(|| "no end".into()),
                ]
            })
            .collect(),
    );
    sheet.section(broken);
    let mut degraded = Sheet::default();
    degraded.heading("Works with less");
    let less = what_if.affected.iter().filter(|one| one.effect == Effect::Degraded);
    degraded.items(less.map(|one| format!("- {}: {}", one.id, why(one))).collect());
    sheet.section(degraded);
    let mut steps = Sheet::default();
    steps.heading("Steps in the order in which they begin");
    steps.table(&["FROM#", "TO#", "TEAM", "HAND#", "SERVICE", "STEP", "RUNBOOK"], rows(what_if));
    sheet.section(steps);
    sheet.terminal(color, out)
}

/// Every step: begin, end, team, hand from 1, service, what is done, runbook.
fn rows(what_if: &WhatIf<'_>) -> Vec<Vec<String>> {
    let row = |(one, step): (&Affected<'_>, &crate::recovery::WhatIfStep<'_>)| {
        vec![
            show_seconds(step.start),
            show_seconds(step.end),
            word(step.team),
            (step.hand + 1).to_string(),
            one.id.into(),
            step.id.or(step.text).unwrap_or("-").into(),
            word(step.runbook),
        ]
    };
    what_if.steps().into_iter().map(row).collect()
}

/// Why a service is affected, in words.
fn why(one: &Affected<'_>) -> String {
    let parts = one.why.iter().map(|why| match why {
        Why::Hit { by } => format!("hit by {by}"),
        Why::Needs { service } => format!("needs {service}"),
        Why::Part { share } => format!("loses {:.0} % of its instances", share * 100.0),
        Why::Without { service, degraded_mode: None } => format!("without {service}"),
        Why::Without { service, degraded_mode: Some(mode) } => format!("without {service}: {mode}"),
    });
    parts.collect::<Vec<_>>().join("; ")
}

/// The course of a recovery: `·····███··██`.
fn bar(one: &Affected<'_>, end: i64) -> String {
    let Some(back) = one.back_at.filter(|_| end > 0) else { return String::new() };
    let column = |at: i64| at.saturating_mul(WIDTH) / end;
    let last = column(back).max(1);
    let at_work = |column_at: i64| {
        let works =
            |from: i64, to: i64| column(from) <= column_at && column_at < column(to).max(column(from) + 1);
        one.steps.iter().any(|step| works(step.start, step.end))
    };
    (0..last).map(|at| if at_work(at) { '█' } else { '·' }).collect()
}

impl WhatIf<'_> {
    /// `5 services are down, 2 work with less; all are back after 42m; the first objective to break is …`.
    pub(crate) fn summary(&self) -> String {
        let down = self.affected.iter().filter(|one| one.effect == Effect::Down);
        let (mut count, mut lost) = (0, 0);
        for one in down {
            count += 1;
            lost += usize::from(one.back_at.is_none());
        }
        let less = self.affected.len() - count;
        let copies = match self.copies_lost.as_slice() {
            [] => String::new(),
            lost => format!("; copies of data are lost of {}", lost.join(", ")),
        };
        if self.affected.is_empty() {
            return format!("nothing that is in use runs there{copies}");
        }
        let back = match (self.end, lost) {
            _ if count == 0 => String::new(),
            (Some(end), 0) => format!("; all are back after {}", show_seconds(end)),
            (Some(end), lost) => {
                format!("; the last comes back after {}, {lost} never in this plan", show_seconds(end))
            }
            (None, _) => "; nothing in this plan brings them back".into(),
        };
        let first = match self.broken.first() {
            Some(one) => {
                let when =
                    if one.at == 0 { "at once".into() } else { format!("after {}", show_seconds(one.at)) };
                let limit = show_seconds(one.limit);
                let (objective, service) = (one.objective.word(), one.service);
                format!("; the first objective to break is the {objective} of {service} ({limit}), {when}")
            }
            None if self
                .affected
                .iter()
                .any(|one| one.rto.verdict == Verdict::Unknown && one.effect == Effect::Down) =>
            {
                "; no objective is known to break".into()
            }
            None => "; no objective breaks".into(),
        };
        format!("{} down, {less} with less{back}{first}{copies}", counted(count, "service"))
    }

    /// Who does the work, how good the schedule is, and what comes before it.
    pub(crate) fn hands(&self) -> String {
        let lead = format!(
            "Noticed after {}, work begins {} later",
            show_seconds(self.detection),
            show_seconds(self.activation)
        );
        let crew = match self.crew {
            Crew::Pool(n) => format!("{}, anyone may do any step", counted(n.max(1), "responder")),
            Crew::Teams if self.teams.is_empty() => "nobody has a step to do".into(),
            Crew::Teams => {
                let teams = self.teams.iter().map(|team| {
                    format!("{} {} of {}", team.team.unwrap_or("nobody's"), team.used, team.hands)
                });
                format!("hands used: {}", teams.collect::<Vec<_>>().join(", "))
            }
        };
        let quality = match self.least_end {
            None => String::new(),
            Some(_) if self.exact => "; no order of these steps is faster".into(),
            Some(least) => format!(
                "; a good order, not proved the best: none ends before {}, and the best takes at least 1/{:.2} of this work",
                show_seconds(least),
                self.factor
            ),
        };
        format!("{lead}; {crew}{quality}")
    }

    /// Every step with its service, in the order in which they begin.
    pub(crate) fn steps(&self) -> Vec<(&Affected<'_>, &crate::recovery::WhatIfStep<'_>)> {
        let steps = self.affected.iter().flat_map(|one| one.steps.iter().map(move |step| (one, step)));
        let mut steps: Vec<_> = steps.collect();
        steps.sort_by_key(|(one, step)| (step.start, step.end, one.id, step.index));
        steps
    }
}
