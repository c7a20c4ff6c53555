//! What users felt: words, figures, and intervals as a drawing and a table.

use super::super::super::document::{Block, Figure};
use super::super::super::draw::Named;
use super::super::super::draw::lanes::{self, Bar, Lane};
use super::super::super::template::Safe;
use super::super::{cell, head, number, pairs};
use super::Subject;
use crate::record::{DataLoss, Impact, Leaf, Outage, OutageKind, Users};
use crate::time::DAY;

/// One interval with both ends known.
struct Span {
    service: String,
    kind: OutageKind,
    share: Option<f64>,
    from: i64,
    to: i64,
}

impl Subject<'_, '_> {
    /// The section.
    pub(super) fn impact(&self) -> Vec<Block> {
        let Some(impact) = &self.case.data.impact else { return Vec::new() };
        let pen = self.pen;
        let mut blocks: Vec<Block> =
            impact.summary.iter().map(|text| Block::Prose(pen.prose(text))).collect();
        let not_affected = impact.not_affected.as_ref().map(|text| pen.phrase(text)).unwrap_or_default();
        blocks.extend(pairs(
            pen,
            [
                pen.pair("users", self.users(impact)),
                pen.pair("share_at_worst", pen.share(impact.share.as_ref())),
                pen.pair("requests", self.figure_of(impact.requests.as_ref())),
                pen.pair("revenue", self.revenue(impact)),
                pen.pair("data_loss", pen.data_loss(impact.data_loss.as_ref())),
                pen.pair("not_affected", not_affected),
            ],
        ));
        let spans: Vec<Option<Span>> = impact.outages.iter().map(|outage| self.span_of(outage)).collect();
        if pen.is_html() {
            blocks.extend(self.lanes(&spans));
        }
        let rows = impact.outages.iter().zip(&spans).map(|(outage, span)| {
            let service = outage.service.as_ref();
            let service =
                service.map(|name| if self.is_external() { pen.text(name) } else { pen.service(name) });
            let length = span.as_ref().map(|span| pen.seconds(span.to - span.from));
            vec![
                head(service.unwrap_or_default()),
                cell(pen.choice(outage.kind.as_ref())),
                number(pen.share(outage.share.as_ref())),
                cell(pen.at(outage.from.as_ref())),
                cell(if outage.to.is_none() { pen.none("open") } else { pen.at(outage.to.as_ref()) }),
                number(length.unwrap_or_else(|| pen.none("unknown"))),
            ]
        });
        let columns = ["service", "kind", "share#", "from", "to", "length#"];
        blocks.extend(pen.captioned("impact_intervals", &columns, rows.collect()));
        blocks
    }

    fn users(&self, impact: &Impact) -> Safe {
        let pen = self.pen;
        match &impact.users {
            None => Safe::default(),
            Some(Users::All) => pen.text(pen.word("all")),
            Some(Users::Unknown) => pen.none("unknown"),
            Some(Users::Count(count, unit)) => {
                pen.join([self.figure_of(Some(count)), pen.maybe(unit.as_ref())], " ")
            }
        }
    }

    fn figure_of(&self, leaf: Option<&Leaf<crate::record::Number>>) -> Safe {
        let Some(leaf) = leaf else { return Safe::default() };
        self.pen.text(&grouped(leaf.text()))
    }

    fn revenue(&self, impact: &Impact) -> Safe {
        let Some(revenue) = &impact.revenue else { return Safe::default() };
        let amount = revenue.amount.as_ref().map(|amount| self.pen.text(&grouped(amount.text())));
        self.pen.join([amount.unwrap_or_default(), self.pen.leaf(revenue.currency.as_ref())], " ")
    }

    fn span_of(&self, outage: &Outage) -> Option<Span> {
        let rules = &self.pen.index.workspace.policy.times;
        let point = |leaf: &Option<Leaf<crate::time::Time>>| rules.bounds(leaf.as_ref()?.get()?).point;
        let (from, to) = (point(&outage.from)?, point(&outage.to)?);
        let service = outage.service.as_deref().unwrap_or_default().to_owned();
        let kind = outage.kind.as_ref().and_then(Leaf::get).copied().unwrap_or(OutageKind::Down);
        let share = outage.share.as_ref().and_then(Leaf::get).map(|share| share.0);
        (to >= from).then_some(Span { service, kind, share, from, to })
    }

    fn lanes(&self, spans: &[Option<Span>]) -> Option<Block> {
        let pen = self.pen;
        let mut lanes: Vec<Lane> = Vec::new();
        for span in spans.iter().flatten() {
            let words = &pen.index.words;
            let share = span.share;
            let kind = words.label(span.kind);
            let kind =
                share.map_or_else(|| kind.to_owned(), |share| format!("{kind} {}", words.percent(share)));
            let text = words.clauses([kind, words.seconds(span.to - span.from)]);
            let class = if span.kind == OutageKind::Down { "down" } else { "degr" };
            let bar = Bar { class, opacity: share, from: span.from, to: span.to, text };
            match lanes.iter_mut().find(|lane| lane.title == span.service) {
                Some(lane) => lane.bars.push(bar),
                None => lanes.push(Lane { title: span.service.clone(), bars: vec![bar] }),
            }
        }
        let clock = pen.index.clock;
        let first = spans.iter().flatten().map(|span| span.from).min();
        let last = spans.iter().flatten().map(|span| span.to).max();
        let one_day = first.zip(last).is_some_and(|(first, last)| clock.day(first) == clock.day(last));
        let tick = |at, step| {
            let text = clock.point(at, one_day.then(|| clock.day(at))).text;
            match text.split_once(' ') {
                Some((day, _)) if step >= DAY => day.to_owned(),
                // The year stands in the table.
                Some(_) => text.get(5..).unwrap_or(&text).to_owned(),
                None => text,
            }
        };
        let name = Named {
            id: "impact",
            title: pen.word("impact_drawing"),
            description: pen.word("impact_drawing_long"),
        };
        let drawing = lanes::draw(&lanes, name, tick)?;
        Some(Block::Figure(Figure { drawing: Safe::new(drawing), caption: None }))
    }
}

impl super::super::super::pen::Pen<'_> {
    /// How much data was lost; as written where that is nothing we know.
    fn data_loss(&self, leaf: Option<&Leaf<DataLoss>>) -> Safe {
        match leaf.map(|leaf| leaf.get().ok_or_else(|| leaf.text())) {
            Some(Ok(DataLoss::None)) => self.text(self.word("none")),
            Some(Ok(DataLoss::Unknown)) => self.none("unknown"),
            Some(Ok(DataLoss::Lost(duration))) => self.text(&self.index.words.duration(*duration)),
            Some(Err(written)) => self.text(written),
            None => Safe::default(),
        }
    }

    /// A share as a percentage; as written where it is none.
    pub(in crate::site) fn share(&self, leaf: Option<&Leaf<crate::record::Share>>) -> Safe {
        match leaf.map(|leaf| (leaf.get(), leaf.text())) {
            Some((Some(share), _)) => self.text(&self.index.words.percent(share.0)),
            Some((None, written)) => self.text(written),
            None => Safe::default(),
        }
    }
}

/// Digits in groups of three, everything else as written.
fn grouped(written: &str) -> String {
    let (about, digits) = written.strip_prefix('~').map_or(("", written), |rest| ("~", rest));
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    if whole.len() < 5 || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return written.to_owned();
    }
    let mut out = String::from(about);
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn long_figures_are_grouped() {
        assert_eq!(grouped("~8500000"), "~8,500,000");
        assert_eq!(grouped("52480.00"), "52,480.00");
        assert_eq!(grouped("1200"), "1200");
        assert_eq!(grouped("MARKER123456"), "MARKER123456");
    }
}
