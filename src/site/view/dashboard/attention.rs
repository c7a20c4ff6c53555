//! What needs attention, the most urgent first: late, missed, stale, or unable to hold.

use std::cmp::Reverse;

use super::super::super::document::{Block, Todo};
use super::super::super::index::Page;
use super::super::super::pen::Pen;
use super::super::super::template::Safe;
use super::super::{actions, runbook};
use crate::recovery::{RecoveryPlan, ServicePlan, Verdict};
use crate::stats::{Selection, Statistics, Target, TargetMeasure, overdue_review};
use crate::time::DAY;

/// For so many days a missed target is news.
const RECENT: i64 = 30;

/// One sort of thing to do.
struct Sort {
    /// How many there are in all.
    all: usize,
    /// The most urgent of them.
    shown: Vec<Todo>,
    /// The word for all of them, with their number, and where they are listed.
    more: (&'static str, Page),
}

impl Sort {
    fn new((all, shown): (usize, Vec<Todo>), word: &'static str, page: &'static str) -> Self {
        Self { all, shown, more: (word, Page::At(page)) }
    }
}

/// The section.
pub(super) fn section(pen: &Pen<'_>, statistics: &Statistics<'_>, plan: &RecoveryPlan<'_>) -> Vec<Block> {
    let sorts = [
        Sort::new(breaches(pen, statistics, true, 4), "n_open_breaches", "statistics"),
        Sort::new(actions::overdue(pen, 4), "n_overdue_actions", "actions"),
        Sort::new(reviews(pen, 4), "n_overdue_reviews", "incidents/index"),
        Sort::new(gaps(pen, plan, 3), "n_rto_gaps", "plan/index"),
        Sort::new(restores(pen, plan, 3), "n_restores_due", "plan/index"),
        Sort::new(drills(pen, plan, 3), "n_drills_due", "plan/index"),
        Sort::new(runbook::stale(pen, 3), "n_stale_runbooks", "runbooks/index"),
        Sort::new(breaches(pen, statistics, false, 3), "n_recent_breaches", "statistics"),
    ];
    let mut todo = Vec::new();
    let mut more = Vec::new();
    for Sort { all, shown, more: (word, page) } in sorts {
        if all > shown.len() {
            more.push(pen.to(page, &pen.index.words.count(word, all)));
        }
        todo.extend(shown);
    }
    if todo.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::Todo(todo)];
    if !more.is_empty() {
        let all = pen.join([pen.text(pen.word("all_of_them")), pen.join(more, " · ")], " ");
        blocks.push(Block::Prose(pen.paragraph(&all)));
    }
    blocks
}

/// Counts all, the most urgent first, and writes the first few.
fn first<T>(
    mut all: Vec<T>,
    most: usize,
    urgency: impl Fn(&T) -> (Reverse<i64>, usize),
    write: impl Fn(&T) -> Todo,
) -> (usize, Vec<Todo>) {
    all.sort_by_key(urgency);
    (all.len(), all.iter().take(most).map(write).collect())
}

/// A number of days late, as a tag.
fn late(pen: &Pen<'_>, days: i64) -> Safe {
    pen.tag("bad", &pen.index.words.count("overdue_days", usize::try_from(days).unwrap_or_default()))
}

/// Missed response targets: of open incidents, or of others that began lately. Reviews have lines of their own.
fn breaches(pen: &Pen<'_>, statistics: &Statistics<'_>, open: bool, most: usize) -> (usize, Vec<Todo>) {
    let index = pen.index;
    let since = index.clock.now() - RECENT * DAY;
    let mut all: Vec<(usize, &Target<'_>, Option<i64>)> = Vec::new();
    for target in statistics.targets.iter().filter(|target| target.measure != TargetMeasure::Review) {
        for breach in &target.breached {
            let Some(case) = index.workspace.names.case(&breach.case.id) else { continue };
            let recent = index.begins[case].is_some_and(|at| at > since);
            if breach.case.is_open() == open && (open || recent) {
                all.push((case, target, breach.took));
            }
        }
    }
    let begin = |case: usize| index.begins[case].unwrap_or_default();
    first(
        all,
        most,
        |(case, ..)| (Reverse(begin(*case)), *case),
        |(place, target, took)| {
            let case = &index.workspace.cases[*place];
            let words = &pen.index.words;
            let took = took.map(|took| (words.seconds(took), target.seconds.map_or(0, |limit| took - limit)));
            let (key, took, over) = match took {
                Some((took, over)) if over > 0 => ("breach_over", took, words.seconds(over)),
                Some((took, _)) => ("breach_took", took, String::new()),
                None => ("breach_open", String::new(), String::new()),
            };
            let name = pen.target_name(target.measure);
            let limit = pen.target(target);
            let said = [("target", name), ("limit", &limit), ("took", &took), ("over", &over)];
            Todo {
                tag: pen.tag("bad", pen.word("breached")),
                text: pen.to(Page::Case(*place), case.title()),
                note: pen.join(
                    [pen.text(&case.id), pen.severity(case, false), pen.text(&words.with(key, &said))],
                    " · ",
                ),
            }
        },
    )
}

/// Reviews whose day has passed.
fn reviews(pen: &Pen<'_>, most: usize) -> (usize, Vec<Todo>) {
    let index = pen.index;
    let (policy, now) = (&index.workspace.policy, index.clock.now());
    let late_by = |due: i64| (index.clock.today - index.clock.day(due)).num_days();
    let cases = index.ours.iter().map(|&place| (place, &index.workspace.cases[place]));
    let all: Vec<_> = cases
        .filter(|(_, case)| Selection(None).takes(case))
        .filter_map(|(place, case)| {
            let (severity, due) = overdue_review(case, policy, now)?;
            Some((place, severity, due))
        })
        .filter(|(.., due)| late_by(*due) > 0)
        .collect();
    first(
        all,
        most,
        |(place, _, due)| (Reverse(late_by(*due)), *place),
        |(place, severity, due)| {
            let case = &index.workspace.cases[*place];
            let due_text = pen.join([pen.text(pen.word("review_due")), pen.day(index.clock.day(*due))], " ");
            let rank = policy.severity(&severity.id);
            let note =
                [pen.text(&case.id), pen.badge(rank, &severity.id, None), due_text, late(pen, late_by(*due))];
            Todo {
                tag: pen.tag("bad", pen.word("review")),
                text: pen.to(Page::Case(*place), case.title()),
                note: pen.join(note, " · "),
            }
        },
    )
}

/// Services that cannot be back within their RTO.
fn gaps(pen: &Pen<'_>, plan: &RecoveryPlan<'_>, most: usize) -> (usize, Vec<Todo>) {
    let broken = plan.services.iter().filter(|service| service.objectives.achievable == Verdict::Beyond);
    let all: Vec<_> = broken
        .filter_map(|service| {
            let objectives = &service.objectives;
            let slowest = objectives.scenarios.get(objectives.slowest?)?;
            let record = pen.index.workspace.names.service(service.id)?;
            Some((record, service, slowest, objectives.rto?, slowest.seconds?))
        })
        .collect();
    first(
        all,
        most,
        |(record, .., rto, achievable)| (Reverse(achievable - rto), *record),
        |(record, service, slowest, rto, achievable)| {
            let name = service.name.unwrap_or(service.id);
            let (rto, achievable) = (pen.index.words.seconds(*rto), pen.index.words.seconds(*achievable));
            let values = [("service", name), ("rto", rto.as_str()), ("achievable", achievable.as_str())];
            Todo {
                tag: pen.tag("warn", pen.word("gap")),
                text: pen.to(Page::Plan(*record), &pen.index.words.with("rto_gap", &values)),
                note: pen.text(
                    &pen.index
                        .words
                        .clauses([pen.index.words.label(slowest.scenario), pen.word("likely_lower")]),
                ),
            }
        },
    )
}

/// Backups that were never restored in a drill, or too long ago.
fn restores(pen: &Pen<'_>, plan: &RecoveryPlan<'_>, most: usize) -> (usize, Vec<Todo>) {
    let wanted = |service: &ServicePlan<'_>| service.rehearsal.wants_restore();
    rehearsals(pen, plan, most, wanted, "restore_test", |one| {
        (one.rehearsal.restored.map(|day| day.0), one.rehearsal.restore_due.map(|day| day.0))
    })
}

/// Critical services that were in no drill, or too long ago.
fn drills(pen: &Pen<'_>, plan: &RecoveryPlan<'_>, most: usize) -> (usize, Vec<Todo>) {
    let wanted = |service: &ServicePlan<'_>| service.rehearsal.wants_drill();
    rehearsals(pen, plan, most, wanted, "drill", |one| {
        (one.rehearsal.last.map(|day| day.0), one.rehearsal.due.map(|day| day.0))
    })
}

/// A day, if there is one.
type Day = Option<chrono::NaiveDate>;

fn rehearsals(
    pen: &Pen<'_>,
    plan: &RecoveryPlan<'_>,
    most: usize,
    wanted: impl Fn(&ServicePlan<'_>) -> bool,
    word: &'static str,
    days: impl Fn(&ServicePlan<'_>) -> (Day, Day),
) -> (usize, Vec<Todo>) {
    let today = pen.index.clock.today;
    let all: Vec<_> = plan
        .services
        .iter()
        .filter(|service| wanted(service))
        .filter_map(|service| {
            let (last, due) = days(service);
            let record = pen.index.workspace.names.service(service.id)?;
            // Never is later than any day.
            let late = due.map_or(i64::MAX, |due| (today - due).num_days());
            (late > 0).then_some((record, service.name.unwrap_or(service.id), last, late))
        })
        .collect();
    first(
        all,
        most,
        |(record, .., late)| (Reverse(*late), *record),
        |(record, name, last, by)| {
            let note = match last {
                Some(day) => pen.join([pen.text(pen.word("last_lower")), pen.day(*day), late(pen, *by)], " "),
                None => pen.text(pen.word("never")),
            };
            let text = pen
                .index
                .words
                .with(if word == "drill" { "drill_of" } else { "restore_of" }, &[("service", name)]);
            Todo { tag: pen.tag("warn", pen.word(word)), text: pen.to(Page::Plan(*record), &text), note }
        },
    )
}
