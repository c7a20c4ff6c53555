//! What happened and who was told: the timeline and the communications.

use chrono::NaiveDate;

use super::super::super::cells::Moment;
use super::super::super::clock::date;
use super::super::super::document::{Block, Day};
use super::super::super::template::Safe;
use super::super::{cell, marked};
use super::Subject;
use crate::record::{Leaf, Milestone, RowKind, TimelineRow};

/// Silence shorter than this, in seconds, is none.
const QUIET: i64 = 1_800;

/// The first kind that is no milestone.
const FIRST_OTHER: RowKind = RowKind::Detection;

/// From how many seconds on a silence is worth a line: half an hour, and a tenth of the whole.
fn quiet(points: &[Option<i64>]) -> i64 {
    let points = || points.iter().flatten();
    let whole = points().max().zip(points().min()).map_or(0, |(last, first)| last - first);
    (whole / 10).max(QUIET)
}

impl Subject<'_, '_> {
    /// The timeline, day by day, in the order it is written.
    pub(super) fn timeline(&self) -> Vec<Block> {
        let rows = &self.case.data.timeline;
        let mut days: Vec<Day> = Vec::new();
        let mut last: Option<NaiveDate> = None;
        let mut body = String::with_capacity(rows.len() * 192);
        let mut begun: Option<String> = None;
        let points: Vec<Option<i64>> = rows.iter().map(|row| self.point_of(row)).collect();
        let quiet = quiet(&points);
        let end_of_impact = self.case.times.point(Milestone::Resolved);
        let mut said: Option<i64> = None;
        let mut end = |begun: Option<String>, body: &mut String| {
            if let Some(day) = begun {
                days.push(Day { day, rows: Safe::new(body.trim_end()) });
                body.clear();
            }
        };
        for (i, (row, at)) in rows.iter().zip(points).enumerate() {
            let day = at.map(|at| self.pen.index.clock.day(at));
            // What came after the end is notes: nobody was expected to write.
            let silence = at.zip(said).filter(|(_, said)| end_of_impact.is_none_or(|end| *said < end));
            if let Some(length) = silence.map(|(at, said)| at - said).filter(|length| *length >= quiet) {
                let words = &self.pen.index.words;
                self.pen.push_silence(&mut body, &words.with("silence", &[("time", &words.seconds(length))]));
            }
            if begun.is_none() || (day.is_some() && day != last) {
                end(begun.take(), &mut body);
                begun = Some(day.map(date).unwrap_or_default());
                last = day;
            }
            said = said.max(at);
            self.pen.push_moment(&mut body, &self.moment(i + 1, row, last));
        }
        end(begun, &mut body);
        if days.is_empty() { Vec::new() } else { vec![Block::Timeline(days)] }
    }

    fn point_of(&self, row: &TimelineRow) -> Option<i64> {
        let bounds = self.pen.index.workspace.policy.times.bounds(row.at.as_ref()?.get()?);
        bounds.point.or(bounds.low).or(bounds.high)
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
        let mitigations = response.mitigations.iter().enumerate().map(|(i, tried)| {
            vec![
                cell(pen.at(tried.at.as_ref())),
                marked("m", i, phrase(tried.action.as_ref())),
                cell(pen.choice(tried.kind.as_ref())),
                cell(tried.runbook.as_ref().map(|id| pen.runbook(id)).unwrap_or_default()),
                cell(pen.effect(tried)),
            ]
        });
        let decisions = response.decisions.iter().enumerate().map(|(i, decision)| {
            vec![
                cell(pen.at(decision.at.as_ref())),
                marked("d", i, phrase(decision.decision.as_ref())),
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
