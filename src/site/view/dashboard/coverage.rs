//! How well prepared we are: alerts and services with a runbook, critical services in a drill, backups restored.

use super::super::super::cells::Card;
use super::super::super::document::Block;
use super::super::super::index::Page;
use super::super::super::pen::Pen;
use super::super::super::template::Safe;
use crate::recovery::RecoveryPlan;
use crate::runbook::coverage;

/// The section: so many of so many, which is a count of what there is and no sample.
pub(super) fn section(pen: &Pen<'_>, plan: &RecoveryPlan<'_>) -> Vec<Block> {
    let cards: Vec<Card> = [alerts(pen), services(pen, plan), drills(pen, plan), restores(pen, plan)]
        .into_iter()
        .flatten()
        .collect();
    if cards.is_empty() { Vec::new() } else { vec![Block::Cards(pen.cards(&cards))] }
}

/// A part of a whole; nothing where there is no whole.
fn card(pen: &Pen<'_>, key: &'static str, (part, whole): (usize, usize), notes: Vec<Safe>) -> Option<Card> {
    (whole > 0).then(|| Card {
        key: pen.strong(pen.word(key)),
        name: String::new(),
        value: pen.text(&pen.index.words.percent(part as f64 / whole as f64)),
        unit: Some(pen.index.words.with("of_all", &[("n", &part.to_string()), ("all", &whole.to_string())])),
        drawing: None,
        notes: notes.into_iter().filter(|note| !note.as_str().is_empty()).collect(),
    })
}

fn alerts(pen: &Pen<'_>) -> Option<Card> {
    let workspace = pen.index.workspace;
    if workspace.alerts.alerts.is_empty() {
        return None;
    }
    let triangle = coverage(workspace, &workspace.alerts);
    let elsewhere = triangle.count("elsewhere");
    let elsewhere =
        if elsewhere > 0 { pen.index.words.count("n_elsewhere", elsewhere) } else { String::new() };
    let notes = vec![pen.text(&elsewhere), pen.to(Page::At("runbooks/index"), pen.word("which_alerts"))];
    card(pen, "alerts_covered", (triangle.count("covered"), triangle.alerts.len()), notes)
}

fn services(pen: &Pen<'_>, plan: &RecoveryPlan<'_>) -> Option<Card> {
    let names = &pen.index.workspace.names;
    let mut with: Vec<usize> = pen
        .index
        .workspace
        .runbooks
        .iter()
        .flat_map(|record| &record.data.services)
        .filter_map(|name| names.service(name))
        .collect();
    with.sort_unstable();
    with.dedup();
    let covered = plan.services.iter().filter_map(|service| names.service(service.id));
    let covered = covered.filter(|service| with.binary_search(service).is_ok()).count();
    card(pen, "services_covered", (covered, plan.services.len()), Vec::new())
}

fn drills(pen: &Pen<'_>, plan: &RecoveryPlan<'_>) -> Option<Card> {
    let today = pen.index.clock.today;
    let asked = || plan.services.iter().map(|service| &service.rehearsal).filter(|one| one.asked);
    let fresh = asked().filter(|one| one.due.is_some_and(|due| due.0 >= today)).count();
    let every = pen.index.words.seconds(pen.index.workspace.policy.drill_every);
    let note = pen.text(&pen.index.words.with("asked_every", &[("time", &every)]));
    card(pen, "critical_drilled", (fresh, asked().count()), vec![note])
}

fn restores(pen: &Pen<'_>, plan: &RecoveryPlan<'_>) -> Option<Card> {
    let today = pen.index.clock.today;
    let backed = || plan.services.iter().map(|service| &service.rehearsal).filter(|one| one.backups);
    let fresh = backed().filter(|one| one.restore_due.is_some_and(|due| due.0 >= today)).count();
    let every = pen.index.words.seconds(pen.index.workspace.policy.restore_test_every);
    let last = backed().filter_map(|one| one.restored).map(|day| day.0).max();
    let last = last.map_or_else(
        || pen.text(pen.word("never_restored")),
        |day| pen.join([pen.text(pen.word("last_restore")), pen.day(day)], " "),
    );
    let note = pen.text(&pen.index.words.with("asked_every", &[("time", &every)]));
    card(pen, "backups_restored", (fresh, backed().count()), vec![last, note])
}
