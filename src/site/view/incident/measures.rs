//! The phases of an incident and its key numbers, each with its definition.

use super::super::super::cells::{Card, Phase};
use super::super::super::document::{Block, Figure};
use super::super::super::draw::Named;
use super::super::super::draw::phases::{self, Bar};
use super::super::super::template::Safe;
use super::Subject;
use crate::record::{IncidentKind, Milestone};
use crate::stats::{Measure, Value};

/// The milestones that part the phases.
const ENDS: [Milestone; 5] = [
    Milestone::Started,
    Milestone::Detected,
    Milestone::Acknowledged,
    Milestone::Mitigated,
    Milestone::Resolved,
];

impl Subject<'_, '_> {
    /// Phase bar, its legend and the key numbers.
    pub(super) fn wide(&self) -> Vec<Block> {
        if matches!(self.case.kind, IncidentKind::NearMiss | IncidentKind::Maintenance) || !self.case.counts()
        {
            return Vec::new();
        }
        let mut blocks = self.phases();
        // Nobody outside knows when somebody took it.
        let known = |measure: &Measure| !self.is_external() || *measure != Measure::Tta;
        let cards = Measure::ALL.into_iter().filter(known).map(|measure| self.card(measure));
        blocks.push(Block::Cards(self.pen.cards(&cards.collect::<Vec<_>>())));
        blocks
    }

    fn phases(&self) -> Vec<Block> {
        let pen = self.pen;
        let mut points: Vec<(i64, Milestone)> =
            ENDS.into_iter().filter_map(|end| Some((self.case.times.point(end)?, end))).collect();
        points.sort_by_key(|(at, _)| *at);
        let known = |milestone| points.iter().any(|(_, end)| *end == milestone);
        if points.len() < 2 {
            return Vec::new();
        }
        let mut legend = Vec::with_capacity(5);
        let mut bars = Vec::with_capacity(4);
        for (i, &(at, milestone)) in points.iter().enumerate() {
            let passed = |end| points[..=i].iter().any(|(_, other)| *other == end);
            let (number, word) = match () {
                () if passed(Milestone::Resolved) => (0, "phase_over"),
                () if passed(Milestone::Mitigated) => (4, "phase_recovering"),
                () if known(Milestone::Started) && !passed(Milestone::Started) => (0, "phase_before"),
                () if passed(Milestone::Acknowledged) => (3, "phase_hurt"),
                () if passed(Milestone::Detected) && !known(Milestone::Acknowledged) => (3, "phase_hurt"),
                () if passed(Milestone::Detected) => (2, "phase_unacknowledged"),
                () if known(Milestone::Detected) => (1, "phase_undetected"),
                () => (0, "phase_unknown"),
            };
            let next = points.get(i + 1).map(|(next, _)| next - at);
            // The end of impact is the last line; two milestones at one moment share a line.
            let text = match next {
                Some(0) => continue,
                Some(seconds) => {
                    let words = &pen.index.words;
                    words.with(
                        "phase_length",
                        &[("time", &words.seconds(seconds)), ("phase", words.get(word))],
                    )
                }
                None => pen.word(if passed(Milestone::Resolved) { "phase_over" } else { word }).to_owned(),
            };
            if let Some(seconds) = next {
                bars.push((number, seconds, pen.index.words.seconds(seconds)));
            }
            legend.push(Phase {
                number,
                text,
                milestone: pen.index.words.label(milestone).to_owned(),
                at: pen.point(at),
            });
        }
        let label: Vec<&str> = legend.iter().map(|phase| phase.text.as_str()).collect();
        let label = pen.index.words.list(label);
        let name = Named { id: "phases", title: pen.word("phases_to_scale"), description: &label };
        let bars: Vec<Bar> = bars
            .iter()
            .map(|(class, seconds, text)| Bar { class: *class, seconds: *seconds, text })
            .collect();
        let Some(drawing) = phases::draw(&bars, name) else { return Vec::new() };
        vec![
            Block::Figure(Figure { drawing: Safe::new(drawing), caption: None }),
            Block::Legend(pen.legend(&legend)),
        ]
    }

    fn card(&self, measure: Measure) -> Card {
        let pen = self.pen;
        let value = self.numbers.get(measure);
        let mut notes = vec![pen.definition(measure)];
        if let Value::Known { seconds, low, high } = value
            && low < high
            && low != seconds
        {
            let words = &pen.index.words;
            let range = format!("{} – {}", words.seconds(low), words.seconds(high));
            notes.push(pen.text(&words.around("between", &range)));
        }
        notes.extend(self.verdict(measure, value));
        let (key, name) = match measure {
            Measure::Ttd => ("TTD", "time_to_detect"),
            Measure::Tta => ("TTA", "time_to_acknowledge"),
            Measure::Ttm => ("TTM", "time_to_mitigate"),
            Measure::Ttr => ("TTR", "time_to_resolve"),
            Measure::Impact => (pen.word("in_impact"), ""),
        };
        let name = if name.is_empty() { String::new() } else { pen.word(name).to_owned() };
        Card { key: pen.strong(key), name, value: pen.value(value), unit: None, drawing: None, notes }
    }

    /// Met or breached, where the severity at detection has a target.
    fn verdict(&self, measure: Measure, value: Value) -> Option<Safe> {
        let pen = self.pen;
        let severity = &pen.index.workspace.policy.severities[self.case.severity_at_detection?];
        let target = match measure {
            Measure::Tta => severity.acknowledge,
            Measure::Ttm => severity.mitigate,
            Measure::Ttr => severity.resolve,
            Measure::Ttd | Measure::Impact => None,
        }?;
        let words = &pen.index.words;
        let within = words.around("target", &words.seconds(target));
        match value {
            Value::Known { seconds, .. } if seconds <= target => {
                Some(pen.join([pen.tag("ok", pen.word("met")), pen.text(&within)], " "))
            }
            Value::Known { seconds, .. } => {
                let over = words.clauses([within, words.around("over_by", &words.seconds(seconds - target))]);
                Some(pen.join([pen.tag("bad", pen.word("breached")), pen.text(&over)], " "))
            }
            _ => Some(pen.text(&within)),
        }
    }
}

impl super::super::super::pen::Pen<'_> {
    /// A duration of an incident, or why there is none.
    pub(in crate::site) fn value(&self, value: Value) -> Safe {
        match value {
            Value::Known { seconds: 0, .. } => self.text(self.word("under_a_minute")),
            Value::Known { seconds, .. } => self.seconds(seconds),
            Value::Unknown { .. } => self.none("unknown"),
            Value::Open => self.none("open"),
            Value::Excluded(reason) => self.small(self.index.words.said(reason).as_deref().unwrap_or(reason)),
            Value::NotApplicable => self.none("not_applicable"),
        }
    }

    /// What a measure runs between.
    pub(in crate::site) fn definition(&self, measure: Measure) -> Safe {
        match measure.ends(&self.index.workspace.policy) {
            Some((from, to)) => {
                let mut out = String::with_capacity(32);
                self.push_word(&mut out, self.index.words.label(to));
                out.push_str(" − ");
                self.push_word(&mut out, self.index.words.label(from));
                Safe::new(out)
            }
            None => self.text(self.word("impact_definition")),
        }
    }
}
