//! How long it takes with what has not ended yet: curves, medians, chances, and recovery beside the RTO.

use super::super::super::document::{Block, Cell, Table};
use super::super::super::draw::curves::{self, Curve, Mark, Step};
use super::super::super::draw::{Named, dots::whole};
use super::super::super::index::Page;
use super::super::super::pen::Pen;
use super::super::{head, number};
use crate::numbers::chance::Chance;
use crate::stats::{Beyond, HORIZONS, Lasting, Measure, Selection, Statistics};

/// Fewer that have ended are no curve worth drawing.
const FEWEST: usize = 3;

/// Curves and medians of all incidents.
pub(super) fn all(pen: &Pen<'_>, statistics: &Statistics<'_>) -> Vec<Block> {
    if statistics.lasting.iter().all(|lasting| lasting.curve.n == 0) {
        return Vec::new();
    }
    let mut blocks: Vec<Block> = drawing(pen, &statistics.lasting, None).into_iter().collect();
    blocks.push(table(pen, &statistics.lasting));
    blocks
}

/// Recovery of every service that has both an RTO and incidents.
pub(super) fn services(pen: &Pen<'_>, statistics: &Statistics<'_>) -> Vec<Block> {
    let some = statistics.recovery.iter().filter(|one| one.mitigate.curve.n + one.resolve.curve.n > 0);
    let rows = some.map(|one| {
        let name = one.service.data.name.as_deref().unwrap_or(&one.service.id);
        let link = match pen.index.workspace.names.service(&one.service.id) {
            Some(index) => pen.to(Page::Service(index), name),
            None => pen.text(name),
        };
        let n = one.resolve.curve.n.max(one.mitigate.curve.n);
        let mut row = vec![
            head(link),
            number(pen.seconds(one.rto)),
            number(pen.text(&n.to_string())),
            number(pen.text(&one.resolve.open.to_string())),
        ];
        for lasting in [&one.mitigate, &one.resolve] {
            row.push(number(pen.median(lasting)));
            row.push(number(pen.chance(lasting.beyond(one.rto))));
        }
        row
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let columns =
        ["service", "rto#", "n#", "open_title#", "median_ttm#", "ttm_beyond#", "median_ttr#", "ttr_beyond#"];
    let note = Some(pen.word("rto_note").to_owned());
    vec![Block::Table(Table { hidden: true, note, ..pen.table("recovery_beside_rto", &columns, rows) })]
}

/// The curves of one service, with its RTO.
pub(in crate::site) fn of_service(pen: &Pen<'_>, service: usize) -> Vec<Block> {
    let index = pen.index;
    let lasting = [Measure::Ttm, Measure::Ttr].map(|measure| {
        let cases = index.by_service[service].iter().map(|&case| index.case(case));
        let cases = cases.filter(|(case, _)| Selection(None).takes(case));
        Lasting::of(measure, cases, &index.workspace.policy, index.clock.now())
    });
    if lasting.iter().all(|lasting| lasting.curve.n == 0) {
        return Vec::new();
    }
    let objectives = index.workspace.services[service].data.objectives.as_ref();
    let rto =
        objectives.and_then(|o| o.rto.as_ref()).and_then(crate::record::Leaf::get).map(|rto| rto.seconds);
    let mut blocks: Vec<Block> = drawing(pen, &lasting, rto).into_iter().collect();
    let rows = lasting.iter().map(|lasting| {
        let mut row = pen.lasting_row(lasting);
        row.truncate(5);
        row.extend(rto.map(|rto| number(pen.chance(lasting.beyond(rto)))));
        row
    });
    let rows = rows.collect();
    let columns = ["measure", "n#", "open_title#", "median#", "interval#", "beyond_rto#"];
    let columns = if rto.is_some() { &columns } else { &columns[..5] };
    let note = Some(pen.word("lasting_note").to_owned());
    blocks.push(Block::Table(Table { hidden: true, note, ..pen.table("measured_recovery", columns, rows) }));
    blocks
}

fn drawing(pen: &Pen<'_>, lasting: &[Lasting], rto: Option<i64>) -> Option<Block> {
    if !pen.is_html() {
        return None;
    }
    let some = lasting.iter().filter(|lasting| lasting.curve.events >= FEWEST);
    let curves: Vec<Curve> = some.map(|lasting| curve(pen, lasting)).collect();
    let text = rto.map(|rto| format!("RTO {}", pen.index.words.seconds(rto)));
    let mark = rto.zip(text.as_deref()).map(|(at, text)| Mark { at, text });
    let (title, description) = (pen.word("curves_title"), pen.word("curves_label"));
    let drawing = curves::draw(&curves, mark, Named { id: "curves", title, description }, |at| {
        pen.index.words.seconds(at)
    });
    pen.drawn(drawing, if rto.is_some() { "curves_caption_rto" } else { "curves_caption" })
}

fn curve(pen: &Pen<'_>, lasting: &Lasting) -> Curve {
    let survival = &lasting.curve;
    let words = &pen.index.words;
    let open = (lasting.open > 0).then(|| words.around("n_open_cases", &lasting.open.to_string()));
    let parts = [lasting.measure.name().to_owned(), format!("n {}", survival.n)];
    let title = words.clauses(parts.into_iter().chain(open));
    let steps = survival.steps.iter();
    let steps = steps.map(|step| Step { at: step.at, share: step.survival, interval: step.interval });
    Curve {
        title,
        steps: steps.collect(),
        open: survival.open(),
        last: survival.last,
        median: survival.median().map(whole),
    }
}

fn table(pen: &Pen<'_>, lasting: &[Lasting]) -> Block {
    let words = &pen.index.words;
    let fixed = ["measure", "n#", "open_title#", "median#", "interval#"];
    let fixed = fixed.map(|key| (pen.word(key.trim_end_matches('#')).to_owned(), key.ends_with('#')));
    let longer = HORIZONS
        .map(|at| (words.with("longer_than", &[("length", pen.index.words.seconds(at).as_str())]), true));
    let heads: Vec<(String, bool)> = fixed.into_iter().chain(longer).collect();
    Block::Table(Table {
        hidden: true,
        note: Some(pen.word("lasting_note").to_owned()),
        head: pen.heads(heads.iter().map(|(text, number)| (text.as_str(), if *number { '#' } else { ' ' }))),
        ..pen.table("with_what_is_open", &[], lasting.iter().map(|one| pen.lasting_row(one)).collect())
    })
}

impl Pen<'_> {
    /// A measure with what has not ended: median, interval, and the chance to last longer than each horizon.
    fn lasting_row(&self, lasting: &Lasting) -> Vec<Cell> {
        let count = |n: usize| number(self.text(&n.to_string()));
        let interval = match lasting.curve.median_interval() {
            None => self.none("too_few"),
            Some((low, None)) => {
                self.text(&self.index.words.around("or_longer", &self.index.words.show(low)))
            }
            Some((low, Some(high))) => self.text(&self.index.words.range(low, high)),
        };
        let name = self.join([self.measure(lasting.measure).0, self.definition_small(lasting.measure)], " ");
        let mut row = vec![
            head(name),
            count(lasting.curve.n),
            count(lasting.open),
            number(self.median(lasting)),
            number(interval),
        ];
        row.extend(HORIZONS.map(|at| number(self.chance(lasting.beyond(at)))));
        row
    }

    /// The median with what has not ended, and what imprecise times could make of it.
    fn median(&self, lasting: &Lasting) -> crate::site::template::Safe {
        let shown = |median: Option<f64>| {
            median.map_or_else(|| self.word("not_reached").to_owned(), |median| self.index.words.show(median))
        };
        if lasting.curve.n == 0 {
            return self.none("no_data");
        }
        let median = self.strong(&shown(lasting.curve.median()));
        let Some((low, high)) = lasting.median_range() else { return median };
        let (low, high) = (shown(low), shown(high));
        if low == high {
            return median;
        }
        let range = self.index.words.around("imprecise_range", &format!("{low} – {high}"));
        self.join([median, self.small(&range)], " ")
    }

    /// A chance with its interval, and what imprecise times could make of it.
    pub(in crate::site) fn chance(&self, beyond: Beyond) -> crate::site::template::Safe {
        let bound =
            |key, bound: f64| self.text(&self.index.words.around(key, &self.index.words.percent(bound)));
        let text = match beyond.chance {
            Chance::TooFew => return self.none("too_few"),
            Chance::Unobserved => return self.none("not_seen_yet"),
            Chance::Between { share, interval } => {
                let interval = self.small(&self.index.words.chances(interval));
                self.join([self.text(&self.index.words.percent(share)), interval], " ")
            }
            Chance::AtLeast { bound: share } => bound("at_least", share),
            Chance::AtMost { bound: share } => bound("at_most", share),
        };
        match beyond.range.map(|value| self.index.words.shares(value)).filter(|range| range.contains('–')) {
            Some(range) => {
                let range = self.index.words.around("imprecise_range", &range);
                self.join([text, self.small(&range)], " ")
            }
            None => text,
        }
    }
}
