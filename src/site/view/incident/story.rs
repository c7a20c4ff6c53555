//! What happened and who was told: the timeline and the communications.

use chrono::NaiveDate;

use super::super::super::cells::Moment;
use super::super::super::clock::date;
use super::super::super::document::{Block, Day};
use super::super::super::template::Safe;
use super::super::{cell, head};
use super::Subject;
use crate::record::{Leaf, RowKind, TimelineRow};

/// The first kind that is no milestone.
const FIRST_OTHER: RowKind = RowKind::Detection;

impl Subject<'_, '_> {
    /// The timeline, day by day, in the order it is written.
    pub(super) fn timeline(&self) -> Vec<Block> {
        let rows = &self.case.data.timeline;
        let mut days: Vec<Day> = Vec::new();
        let mut last: Option<NaiveDate> = None;
        let mut body = String::new();
        let mut begun: Option<String> = None;
        let mut end = |begun: Option<String>, body: &mut String| {
            if let Some(day) = begun {
                days.push(Day { day, rows: Safe::new(body.trim_end()) });
                body.clear();
            }
        };
        for (i, row) in rows.iter().enumerate() {
            let day = self.day_of(row);
            if begun.is_none() || (day.is_some() && day != last) {
                end(begun.take(), &mut body);
                begun = Some(day.map(date).unwrap_or_default());
                last = day;
            }
            self.pen.push_moment(&mut body, &self.moment(i + 1, row, last));
        }
        end(begun, &mut body);
        if days.is_empty() { Vec::new() } else { vec![Block::Timeline(days)] }
    }

    fn day_of(&self, row: &TimelineRow) -> Option<NaiveDate> {
        let index = self.pen.index;
        let bounds = index.workspace.policy.times.bounds(row.at.as_ref()?.get()?);
        Some(index.clock.day(bounds.point.or(bounds.low).or(bounds.high)?))
    }

    fn moment(&self, number: usize, row: &TimelineRow, day: Option<NaiveDate>) -> Moment {
        let pen = self.pen;
        let kind = row.kind.as_ref();
        let at = match row.at.as_ref().and_then(Leaf::get) {
            Some(time) => pen.near_day(time, day),
            None => pen.at(row.at.as_ref()),
        };
        Moment {
            number,
            milestone: kind.and_then(Leaf::get).is_some_and(|kind| *kind < FIRST_OTHER),
            at,
            kind: pen.choice(kind),
            text: row.text.as_ref().map(|text| pen.phrase(text)).unwrap_or_default(),
            by: pen.join([pen.maybe(row.by.as_ref()), pen.reference(row.source.as_ref())], ", "),
        }
    }

    /// Who was told what.
    pub(super) fn communications(&self) -> Vec<Block> {
        let pen = self.pen;
        let rows = self.case.data.communications.iter().map(|said| {
            vec![
                cell(pen.at(said.at.as_ref())),
                cell(pen.maybe(said.channel.as_ref())),
                cell(pen.maybe(said.audience.as_ref())),
                cell(said.message.as_ref().map(|text| pen.phrase(text)).unwrap_or_default()),
            ]
        });
        let columns = ["at", "channel", "audience", "message"];
        pen.plain_table("messages_sent", &columns, rows.collect()).into_iter().collect()
    }

    /// What was tried, and what was decided.
    pub(super) fn response(&self) -> Vec<Block> {
        let Some(response) = &self.case.data.response else { return Vec::new() };
        let pen = self.pen;
        let phrase =
            |text: Option<&crate::record::Text>| text.map(|text| pen.phrase(text)).unwrap_or_default();
        let mitigations = response.mitigations.iter().map(|tried| {
            vec![
                cell(pen.at(tried.at.as_ref())),
                head(phrase(tried.action.as_ref())),
                cell(pen.choice(tried.kind.as_ref())),
                cell(tried.runbook.as_ref().map(|id| pen.runbook(id)).unwrap_or_default()),
                cell(pen.effect(tried)),
            ]
        });
        let decisions = response.decisions.iter().map(|decision| {
            vec![
                cell(pen.at(decision.at.as_ref())),
                head(phrase(decision.decision.as_ref())),
                cell(pen.maybe(decision.by.as_ref())),
                cell(pen.join(pen.phrases(decision.alternatives.as_ref()), "; ")),
            ]
        });
        let tables = [
            pen.captioned(
                "mitigations",
                &["at", "action", "kind", "runbook", "worked"],
                mitigations.collect(),
            ),
            pen.captioned("decisions", &["at", "decision", "by", "alternatives"], decisions.collect()),
        ];
        tables.into_iter().flatten().collect()
    }
}

impl super::super::super::pen::Pen<'_> {
    /// Whether a mitigation helped.
    pub(in crate::site) fn effect(&self, tried: &crate::record::Mitigation) -> Safe {
        use crate::record::Effect;
        let Some(leaf) = &tried.effective else { return Safe::default() };
        match leaf.get() {
            Some(Effect::Yes) => self.tag("ok", self.chosen(leaf)),
            Some(Effect::Partial) => self.tag("warn", self.chosen(leaf)),
            Some(Effect::No) => self.tag("", self.chosen(leaf)),
            Some(Effect::Harmful) => self.tag("bad", self.chosen(leaf)),
            Some(Effect::Unknown) => self.none("unknown"),
            None => self.text(leaf.text()),
        }
    }
}
