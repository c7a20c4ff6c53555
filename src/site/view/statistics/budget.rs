//! The error budget: how it burned over the window, and what each incident burned of it.

use super::super::super::clock::date;
use super::super::super::document::{Block, Figure, Table};
use super::super::super::draw::Named;
use super::super::super::draw::burn::{self, Burn};
use super::super::super::index::Page;
use super::super::super::pen::Pen;
use super::super::super::template::Safe;
use super::super::{head, list, number};
use super::LONGEST;
use crate::numbers::Bounds;
use crate::numbers::downtime::{Impact, weighted_downtime};
use crate::numbers::intervals::Interval;
use crate::stats::{Ledger, Spacing, Statistics, day_end, outages};
use crate::time::DAY;

/// How many services are drawn on one page.
const DRAWN: usize = 4;

/// More ends and begins of outages than this in a window are drawn in steps.
const POINTS: usize = 200;

/// The services that used most of their budget, and the ledger of all.
pub(super) fn all(pen: &Pen<'_>, statistics: &Statistics<'_>) -> Vec<Block> {
    let mut burned: Vec<&Ledger<'_>> =
        statistics.budget.iter().filter(|ledger| ledger.burned.high > 0.0).collect();
    let rows = burned.iter().flat_map(|ledger| rows(pen, ledger, true));
    let rows: Vec<_> = rows.take(LONGEST).collect();
    let used = |ledger: &Ledger<'_>| ledger.burned.high / ledger.budget.max(1e-9);
    burned.sort_by(|a, b| used(b).total_cmp(&used(a)).then_with(|| a.service.id.cmp(&b.service.id)));
    let mut blocks: Vec<Block> =
        burned.iter().take(DRAWN).filter_map(|ledger| drawing(pen, ledger, true)).collect();
    if !blocks.is_empty() {
        blocks.push(Block::Prose(pen.paragraph(&pen.small(pen.word("burn_legend")))));
    }
    if !rows.is_empty() {
        let columns = ["service", "incident", "burned#", "share_of_budget#", "alone#"];
        let note = Some(pen.word("ledger_note").to_owned());
        blocks.push(Block::Table(Table { note, ..pen.table("ledger", &columns, rows) }));
    }
    let silent = statistics.budget.iter().filter(|ledger| !ledger.silent.is_empty());
    blocks.extend(list(silent.map(|ledger| silent_line(pen, ledger)).collect()));
    blocks
}

/// The budget of one service.
pub(in crate::site) fn of_service(pen: &Pen<'_>, statistics: &Statistics<'_>, id: &str) -> Vec<Block> {
    let Some(ledger) = statistics.budget.iter().find(|ledger| ledger.service.id == id) else {
        return Vec::new();
    };
    let mut blocks: Vec<Block> = drawing(pen, ledger, false).into_iter().collect();
    let columns = ["incident", "burned#", "share_of_budget#", "alone#"];
    let rows: Vec<_> = rows(pen, ledger, false).collect();
    if !rows.is_empty() {
        let note = Some(pen.word("ledger_note").to_owned());
        blocks.push(Block::Table(Table { note, ..pen.table("ledger", &columns, rows) }));
    }
    let left = ledger.left();
    let left = if left.high <= 0.0 {
        {
            let words = &pen.index.words;
            words.clauses([words.get("spent"), &words.around("over_by", &words.range(-left.high, -left.low))])
        }
    } else {
        pen.index.words.range(left.low.max(0.0), left.high)
    };
    let mut pairs = vec![
        ("objective", pen.text(&pen.index.words.percent(ledger.objective))),
        ("window", pen.seconds(ledger.window.length())),
        ("budget", pen.text(&pen.index.words.show(ledger.budget))),
        ("budget_left", pen.text(&left)),
    ];
    let spacing = statistics.between.iter().flat_map(|between| &between.services);
    let spacing = spacing.filter(|one| one.service.id == id).map(|one| pen.spacing(one.spacing));
    pairs.extend(spacing.map(|text| ("between_failures", text)));
    blocks.splice(0..0, pen.block_of(pairs));
    if !ledger.silent.is_empty() {
        blocks.extend(list(vec![silent_line(pen, ledger)]));
    }
    blocks
}

fn rows<'l>(
    pen: &'l Pen<'_>,
    ledger: &'l Ledger<'_>,
    named: bool,
) -> impl Iterator<Item = Vec<super::super::super::document::Cell>> + 'l {
    ledger.rows.iter().map(move |row| {
        let mut cells = Vec::new();
        if named {
            cells.push(head(pen.service_of(&ledger.service.id, ledger.service.data.name.as_deref())));
        }
        let incident = pen.join([pen.incident(&row.case.id), pen.text(row.case.title())], " ");
        let share = row.share(ledger.budget);
        cells.extend([
            head(incident),
            number(pen.text(&pen.index.words.range(row.seconds.low, row.seconds.high))),
            number(share.map_or_else(|| pen.none("none"), |share| pen.text(&pen.index.words.shares(share)))),
            number(pen.text(&pen.index.words.range(row.alone.low, row.alone.high))),
        ]);
        cells
    })
}

/// Which incidents say nothing of how long the service was down.
fn silent_line(pen: &Pen<'_>, ledger: &Ledger<'_>) -> Safe {
    let name = pen.service_of(&ledger.service.id, ledger.service.data.name.as_deref());
    let ids = ledger.silent.iter().take(12).map(|case| pen.incident(&case.id));
    let text = pen.text(&pen.index.words.count("silent_incidents", ledger.silent.len()));
    pen.join([pen.join([name, text], ": "), pen.join(ids, ", ")], " ")
}

fn drawing(pen: &Pen<'_>, ledger: &Ledger<'_>, named: bool) -> Option<Block> {
    if !pen.is_html() {
        return None;
    }
    let Interval { from, to } = ledger.window;
    let words = &pen.index.words;
    let service = ledger.service.data.name.as_deref().unwrap_or(&ledger.service.id);
    let burned = pen.index.words.range(ledger.burned.low, ledger.burned.high);
    let text = words.with("budget_line", &[("budget", &pen.index.words.show(ledger.budget))]);
    let title = words.with("burn_title", &[("service", service)]);
    let parts = [
        ("burned", burned.as_str()),
        ("budget", &pen.index.words.show(ledger.budget)),
        ("window", &pen.index.words.seconds(ledger.window.length())),
    ];
    let description = words.with("burn_label", &parts);
    let index = pen.index.workspace.names.service(&ledger.service.id)?;
    let points = points(pen, ledger, index);
    let burn = Burn { from, to, points, budget: ledger.budget, text: &text };
    let id = format!("burn{index}");
    let name = Named { id: &id, title: &title, description: &description };
    // The year stands in the list of incidents.
    let tick = |at: i64, _| date(pen.index.clock.day(at)).get(5..).unwrap_or_default().to_owned();
    let drawing = Safe::new(&burn::draw(&burn, name, tick)?);
    let caption = if named {
        [service, pen.word("colon"), &description].concat()
    } else {
        pen.index.words.sentences([&description, pen.word("burn_legend")])
    };
    Some(Block::Figure(Figure { drawing, caption: Some(caption) }))
}

/// What had been burned by each begin and end of an outage in the window.
fn points(pen: &Pen<'_>, ledger: &Ledger<'_>, service: usize) -> Vec<(i64, Bounds)> {
    let (workspace, window) = (pen.index.workspace, ledger.window);
    let policy = &workspace.policy;
    let today = day_end(pen.index.clock.now() - DAY, policy.zone());
    let mut impacts = Vec::new();
    for row in &ledger.rows {
        for outage in outages(row.case, policy) {
            if outage.service.and_then(|name| workspace.names.service(name)) != Some(service) {
                continue;
            }
            let during = Interval { from: outage.from, to: outage.to.unwrap_or(today) }.clip(window);
            impacts.push(Impact { during, share: outage.share });
            if outage.to.is_none() {
                // It may or may not have lasted through today.
                let during = Interval { from: today.max(outage.from), to: window.to }.clip(window);
                impacts.push(Impact { during, share: None });
            }
        }
    }
    impacts.retain(|impact| !impact.during.is_empty());
    let mut times: Vec<i64> =
        impacts.iter().flat_map(|impact| [impact.during.from, impact.during.to]).collect();
    times.sort_unstable();
    times.dedup();
    let every = times.len().div_ceil(POINTS).max(1);
    let last = times.last().copied();
    let times = times.into_iter().step_by(every).chain(last);
    let burned = |at: i64| {
        let until = Interval { from: window.from, to: at };
        let so_far = impacts.iter();
        let so_far = so_far.map(|impact| Impact { during: impact.during.clip(until), share: impact.share });
        weighted_downtime(&so_far.collect::<Vec<_>>())
    };
    times.map(|at| (at, burned(at))).collect()
}

/// Time between failures, over all and by service.
pub(super) fn between(pen: &Pen<'_>, statistics: &Statistics<'_>) -> Vec<Block> {
    let Some(between) = &statistics.between else { return Vec::new() };
    let row = |name: Safe, spacing: Spacing| {
        let interval = spacing.interval();
        let interval =
            interval.map_or_else(|| pen.none("too_few"), |i| pen.text(&pen.index.words.range(i.low, i.high)));
        let mean = spacing
            .mean()
            .map_or_else(|| pen.none("too_few"), |mean| pen.strong(&pen.index.words.show(mean)));
        vec![
            head(name),
            number(pen.text(&spacing.n.to_string())),
            number(pen.seconds(spacing.seconds)),
            number(mean),
            number(interval),
        ]
    };
    let mut rows = vec![row(pen.text(pen.word("all_services")), between.overall)];
    let some = between.services.iter().filter(|one| one.spacing.n > 0);
    rows.extend(
        some.map(|one| row(pen.service_of(&one.service.id, one.service.data.name.as_deref()), one.spacing)),
    );
    let columns = ["service", "n#", "observed#", "between_failures#", "interval#"];
    let note = Some(pen.word("between_note").to_owned());
    vec![Block::Table(Table { hidden: true, note, ..pen.table("time_between", &columns, rows) })]
}

impl Pen<'_> {
    /// A service of the catalogue by its id, under its name.
    pub(in crate::site) fn service_of(&self, id: &str, name: Option<&str>) -> Safe {
        let name = name.unwrap_or(id);
        match self.index.workspace.names.service(id) {
            Some(index) => self.to(Page::Service(index), name),
            None => self.text(name),
        }
    }

    /// Time between failures in words.
    fn spacing(&self, spacing: Spacing) -> Safe {
        let n = format!("n {}", spacing.n);
        match spacing.mean().zip(spacing.interval()) {
            Some((mean, interval)) => {
                let words = &self.index.words;
                let interval = words.around("interval_of", &words.range(interval.low, interval.high));
                let mean = format!("{} {}", words.show(mean), words.around("in_brackets", &interval));
                self.text(&words.clauses([mean, n]))
            }
            None => self.text(&self.index.words.clauses([self.word("too_few"), &n])),
        }
    }
}
