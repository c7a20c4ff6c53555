//! How it was noticed, why it happened, what removed the cause and what showed it.

use super::super::super::cells::Why;
use super::super::super::document::{Block, Subheading};
use super::super::super::template::Safe;
use super::super::{cell, head, list, pairs};
use super::Subject;
use crate::record::{CheckResult, RegressionTests, Text};

impl Subject<'_, '_> {
    /// Who or what noticed.
    pub(super) fn detection(&self) -> Vec<Block> {
        let Some(detection) = &self.case.data.detection else { return Vec::new() };
        let pen = self.pen;
        let alert = detection.alert.as_ref().map(|alert| pen.code(alert)).unwrap_or_default();
        pairs(
            pen,
            [
                pen.pair("detected_by", pen.choice(detection.source.as_ref())),
                pen.pair("layer", pen.choice(detection.layer.as_ref())),
                pen.pair("alert", alert),
                pen.pair("noticed_by", pen.maybe(detection.by.as_ref())),
                pen.pair("missed_by", pen.join(pen.phrases(detection.missed_by.as_ref()), "; ")),
                pen.pair("before_impact", pen.flag(detection.before_impact.as_ref())),
            ],
        )
        .into_iter()
        .collect()
    }

    /// Why it happened.
    pub(super) fn cause(&self) -> Vec<Block> {
        let Some(analysis) = &self.case.data.analysis else { return Vec::new() };
        let pen = self.pen;
        let mut blocks = Vec::new();
        if let Some(cause) = &analysis.root_cause {
            blocks.push(Block::Prose(pen.prose(cause)));
        }
        let change = analysis.change.as_ref().map(|change| {
            let deployed = pen.around("deployed", pen.at(change.deployed.as_ref()));
            pen.clauses([pen.reference(change.link.as_ref()), deployed])
        });
        let phrase = |text: Option<&Text>| text.map(|text| pen.phrase(text)).unwrap_or_default();
        blocks.extend(pairs(
            pen,
            [
                pen.pair("trigger", phrase(analysis.trigger.as_ref())),
                pen.pair("change", change.unwrap_or_default()),
                pen.pair("reproduction", phrase(analysis.reproduction.as_ref())),
                pen.pair("category", pen.maybe(analysis.category.as_ref())),
            ],
        ));
        if !analysis.contributing_factors.is_empty() {
            let text = pen.word("contributing_factors").to_owned();
            blocks.push(Block::Subheading(Subheading { id: "factors", text }));
            let factor = |text| if self.is_external() { pen.phrase(text) } else { pen.contributing(text) };
            blocks.extend(list(analysis.contributing_factors.iter().map(|text| factor(text)).collect()));
        }
        blocks
    }

    /// The chain of whys.
    pub(super) fn whys(&self) -> Vec<Block> {
        let pen = self.pen;
        let whys = self
            .case
            .data
            .analysis
            .as_ref()
            .map(|analysis| analysis.five_whys.as_slice())
            .unwrap_or_default();
        let step = |why: &crate::record::Why| Why {
            question: why.why.as_ref().map(|text| pen.phrase(text)).unwrap_or_default(),
            because: why.because.as_ref().map(|text| pen.phrase(text)).unwrap_or_default(),
            evidence: pen.reference(why.evidence.as_ref()),
        };
        let steps: Vec<Why> = whys.iter().map(step).collect();
        if steps.is_empty() { Vec::new() } else { vec![Block::Whys(pen.chain(&steps))] }
    }

    /// What removed the cause.
    pub(super) fn repair(&self) -> Vec<Block> {
        let Some(repair) = &self.case.data.repair else { return Vec::new() };
        let pen = self.pen;
        let changes = repair.changes.iter().map(|change| {
            let text = change.description.as_ref().map(|text| pen.phrase(text)).unwrap_or_default();
            pen.join([pen.reference(change.link.as_ref()), text], ": ")
        });
        let mut blocks: Vec<Block> = list(changes.collect()).into_iter().collect();
        let tests = match &repair.regression_tests {
            None => Safe::default(),
            Some(RegressionTests::Named(tests)) => pen.join(tests.iter().map(|text| pen.phrase(text)), "; "),
            Some(RegressionTests::Waived(reason)) => {
                let reason = reason.as_ref().map(|text| pen.phrase(text)).unwrap_or_default();
                pen.join([pen.text(pen.word("waived")), reason], ": ")
            }
        };
        blocks.extend(pairs(pen, [pen.pair("regression_tests", tests)]));
        blocks
    }

    /// What showed that service was back.
    pub(super) fn verification(&self) -> Vec<Block> {
        let pen = self.pen;
        let rows = self.case.data.verification.iter().map(|check| {
            let result = match check.result.as_ref().map(|leaf| (leaf.get(), pen.chosen(leaf))) {
                Some((Some(CheckResult::Passed), word)) => pen.tag("ok", word),
                Some((Some(CheckResult::Failed), word)) => pen.tag("bad", word),
                Some((Some(CheckResult::Partial), word)) => pen.tag("warn", word),
                Some((_, word)) => pen.text(word),
                None => Safe::default(),
            };
            vec![
                head(check.check.as_ref().map(|text| pen.phrase(text)).unwrap_or_default()),
                cell(pen.at(check.at.as_ref())),
                cell(result),
                cell(pen.reference(check.evidence.as_ref())),
            ]
        });
        pen.plain_table("checks", &["check", "at", "result", "evidence"], rows.collect())
            .into_iter()
            .collect()
    }

    /// What sources claim, and where they disagree.
    pub(super) fn claims(&self) -> Vec<Block> {
        let (pen, data) = (self.pen, &self.case.data);
        let rows = data.stated.iter().map(|claim| {
            vec![
                head(pen.choice(claim.measure.as_ref())),
                cell(pen.duration(claim.value.as_ref())),
                cell(pen.choice(claim.from.as_ref())),
                cell(pen.choice(claim.basis.as_ref())),
            ]
        });
        let mut blocks: Vec<Block> = pen
            .captioned("stated_durations", &["measure", "value", "from", "basis"], rows.collect())
            .into_iter()
            .collect();
        if !data.discrepancies.is_empty() {
            let text = pen.word("discrepancies").to_owned();
            blocks.push(Block::Subheading(Subheading { id: "discrepancies", text }));
            blocks.extend(list(data.discrepancies.iter().map(|text| pen.phrase(text)).collect()));
        }
        blocks
    }
}
