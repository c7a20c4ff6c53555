//! The front page: what is open, what needs attention, how the response fares, the year, and where to read on.

mod anniversary;
mod attention;
mod coverage;

use super::super::document::{Block, Callout, Document, Facets, Live, Section, Todo};
use super::super::index::Page;
use super::super::pen::Pen;
use super::super::template::Safe;
use super::{lists, statistics::periods};
use crate::record::{Leaf, ReviewState};
use crate::recovery::RecoveryPlan;
use crate::stats::{Measure, Statistics};

/// How many reviews are listed.
const REVIEWS: usize = 5;

/// The page; `recent` are the rendered rows of the newest records.
pub(in crate::site) fn document(
    pen: &Pen<'_>,
    statistics: &Statistics<'_>,
    plan: &RecoveryPlan<'_>,
    recent: Safe,
) -> Document {
    let index = pen.index;
    let mut open: Vec<usize> =
        index.ours.iter().copied().filter(|&case| index.workspace.cases[case].is_open()).collect();
    open.sort_by_key(|&case| index.workspace.cases[case].severity.unwrap_or(usize::MAX));
    let live: Vec<Live> = open.iter().map(|&case| live(pen, case)).collect();
    let live = if live.is_empty() { Vec::new() } else { vec![Block::Live(live)] };
    let seconds = |measure: Measure| -> Vec<i64> {
        statistics.cases.iter().filter_map(|(_, numbers)| numbers.get(measure).seconds()).collect()
    };
    let mut numbers = Vec::new();
    if !statistics.cases.is_empty() {
        numbers.push(pen.group_cards(&statistics.groups, seconds));
        let more = pen.to(Page::At("statistics"), pen.word("how_computed"));
        let note = pen.join([pen.text(pen.word("mean_note")), more], " ");
        numbers.push(Block::Prose(pen.paragraph(&note)));
    }
    let recent = if index.ours.is_empty() {
        Vec::new()
    } else {
        let rows = super::super::document::Rows {
            caption: pen.word("newest_first").to_owned(),
            note: None,
            body: recent,
            list: false,
            pager: None,
        };
        vec![Block::Rows(rows)]
    };
    let sections: [Option<Section>; 11] = [
        pen.section("open", "open_now", live),
        pen.section("todo", "needs_attention", attention::section(pen, statistics, plan)),
        pen.section("numbers", "response_all", numbers),
        pen.section("days", "calendar", periods::calendar(pen, statistics)),
        pen.section("recent", "recent", recent),
        pen.section("reviewed", "recent_reviews", reviews(pen)),
        pen.section("coverage", "prepared", coverage::section(pen, plan)),
        pen.section("anniversaries", "anniversaries", anniversary::section(pen)),
        pen.section("avail", "availability", availability(pen, statistics)),
        pen.section("targets", "response_targets", targets(pen, statistics)),
        pen.section("browse", "browse", browse(pen)),
    ];
    Document {
        title: index.workspace.policy.title.clone(),
        lede: Some(lede(pen, statistics, open.len())),
        wide: first_steps(pen),
        sections: sections.into_iter().flatten().collect(),
        ..Document::default()
    }
}

/// What to do where nothing is recorded yet.
fn first_steps(pen: &Pen<'_>) -> Vec<Block> {
    if !pen.index.ours.is_empty() {
        return Vec::new();
    }
    let (title, text) = (pen.word("nothing_yet").to_owned(), pen.text(pen.word("nothing_yet_long")));
    vec![Block::Callout(Callout { class: "tip", title, text })]
}

/// The reviews that were approved or published last.
fn reviews(pen: &Pen<'_>) -> Vec<Block> {
    let index = pen.index;
    let rules = &index.workspace.policy.times;
    let mut done: Vec<(i64, usize)> = index
        .ours
        .iter()
        .filter_map(|&case| {
            let review = index.workspace.cases[case].data.review.as_ref()?;
            let state = review.state.as_ref()?.get()?;
            let at = review.at.as_ref().and_then(Leaf::get).and_then(|time| rules.bounds(time).point)?;
            matches!(state, ReviewState::Approved | ReviewState::Published).then_some((at, case))
        })
        .collect();
    done.sort_unstable_by_key(|(at, case)| (std::cmp::Reverse(*at), *case));
    let shown = done.into_iter().take(REVIEWS).map(|(at, place)| {
        let case = &index.workspace.cases[place];
        let review = case.data.review.as_ref();
        let state = review.and_then(|review| review.state.as_ref()?.get().copied());
        let by = review.iter().flat_map(|review| &review.by).flat_map(|by| &by.0).map(|name| pen.text(name));
        let by = pen.join(by, ", ");
        let by =
            if by.as_str().is_empty() { by } else { pen.join([pen.text(pen.word("by_lower")), by], " ") };
        let note = [pen.text(&case.id), pen.day(index.clock.day(at)), by];
        Todo {
            tag: pen.tag("ok", state.map_or("", |state| index.words.label(state))),
            text: pen.to(Page::Case(place), case.title()),
            note: pen.join(note, " · "),
        }
    });
    let shown: Vec<Todo> = shown.collect();
    if shown.is_empty() { Vec::new() } else { vec![Block::Todo(shown)] }
}

fn lede(pen: &Pen<'_>, statistics: &Statistics<'_>, open: usize) -> Safe {
    let words = &pen.index.words;
    let mut parts = vec![pen.strong(&words.count("n_open", open))];
    parts.push(pen.text(&words.count("n_incidents", statistics.cases.len())));
    let ttr = statistics.groups.iter().find(|group| group.measure == Measure::Ttr);
    if let Some((group, median)) = ttr.and_then(|group| Some((group, group.summary.median?))) {
        let median = pen.index.words.seconds(super::super::draw::dots::whole(median));
        let n = group.summary.n.to_string();
        parts.push(pen.text(&words.with("half_over", &[("n", &n), ("median", &median)])));
    }
    pen.join(parts, " ")
}

/// An open incident.
fn live(pen: &Pen<'_>, index: usize) -> Live {
    let (case, _) = pen.index.case(index);
    let since = pen.index.begins[index].map(|at| {
        let point = pen.point(at);
        // The reader's clock adds how long ago that is.
        let point = if pen.is_html() {
            Safe::new(point.as_str().replacen("<time ", "<time data-elapsed ", 1))
        } else {
            point
        };
        pen.around("since", point)
    });
    let people = case.data.roles.iter().filter(|(role, _)| matches!(&***role, "commander" | "on-call"));
    let people = people.map(|(role, names)| {
        let names = pen.join(names.0.iter().map(|name| pen.text(name)), ", ");
        pen.join([pen.role(role), names], " ")
    });
    let services = pen.services(&case.data.services);
    Live {
        rank: case.severity.map(|rank| rank.min(3)),
        row: pen.join([pen.severity(case, true), pen.status(case), since.unwrap_or_default()], " "),
        link: pen.join([pen.to(Page::Case(index), case.title()), pen.small(&case.id)], " "),
        note: pen.join([services, pen.join(people, " · ")], " · "),
    }
}

/// The services that used most of their budget.
fn availability(pen: &Pen<'_>, statistics: &Statistics<'_>) -> Vec<Block> {
    let mut services: Vec<_> =
        statistics.availability.iter().filter(|service| service.budget().is_some()).collect();
    let used = |service: &crate::stats::ServiceAvailability<'_>| {
        service
            .budget()
            .filter(|budget| *budget > 0.0)
            .map_or(f64::INFINITY, |budget| service.downtime.high / budget)
    };
    services.sort_by(|a, b| used(b).total_cmp(&used(a)).then_with(|| a.service.id.cmp(&b.service.id)));
    let rows = services.into_iter().take(6).map(|service| pen.availability_row(service)).collect();
    pen.captioned("most_budget_used", &Pen::AVAILABILITY, rows).into_iter().collect()
}

/// The targets of the two worst severities.
fn targets(pen: &Pen<'_>, statistics: &Statistics<'_>) -> Vec<Block> {
    let worst = |id: &str| pen.index.workspace.policy.severity(id).is_some_and(|rank| rank < 2);
    let rows = statistics.targets.iter().filter(|target| worst(&target.severity.id));
    let rows = rows.map(|target| pen.target_row(target)).collect();
    pen.plain_table("response_targets", &Pen::TARGET, rows).into_iter().collect()
}

/// Where to read on.
fn browse(pen: &Pen<'_>) -> Vec<Block> {
    let services = pen.index.workspace.services.iter().enumerate().map(|(i, record)| {
        let name = pen.to(Page::Service(i), record.data.name.as_deref().unwrap_or(&record.id));
        pen.join([name, pen.text(&pen.index.by_service[i].len().to_string())], " ")
    });
    let services = Facets { title: pen.word("service").to_owned(), links: services.collect() };
    let facets = [lists::by_severity(pen), lists::by_month(pen, 6), services];
    facets.into_iter().filter(|facets| !facets.links.is_empty()).map(Block::Facets).collect()
}
