//! Groups of durations as tables and cards: every number beside its definition, n, and what was left out.

use super::super::cells::Card;
use super::super::document::{Block, Cell};
use super::super::draw::{LogAxis, Named, dots};
use super::super::pen::Pen;
use super::super::template::Safe;
use super::{cell, head, number};
use crate::numbers::summary::Summary;
use crate::stats::{Group, Measure, ServiceAvailability, Target, TargetMeasure};

impl Pen<'_> {
    /// The long name of a measure.
    pub(in crate::site) fn measure(&self, measure: Measure) -> (Safe, &str) {
        match measure {
            Measure::Ttd => (self.strong("TTD"), self.word("time_to_detect")),
            Measure::Tta => (self.strong("TTA"), self.word("time_to_acknowledge")),
            Measure::Ttm => (self.strong("TTM"), self.word("time_to_mitigate")),
            Measure::Ttr => (self.strong("TTR"), self.word("time_to_resolve")),
            Measure::Impact => (self.strong(self.word("in_impact")), ""),
        }
    }

    /// The columns of [`Pen::group_row`].
    pub(in crate::site) const GROUP: [&'static str; 13] = [
        "measure",
        "median#",
        "interval#",
        "n#",
        "unknown_title#",
        "excluded_title#",
        "open_title#",
        "geometric#",
        "interval#",
        "p90#",
        "range#",
        "mean#",
        "largest_share",
    ];

    /// A measure over a group as a row.
    pub(in crate::site) fn group_row(&self, group: &Group<'_>) -> Vec<Cell> {
        let summary = &group.summary;
        let definition = self.definition(group.measure);
        let name = self.join([self.measure(group.measure).0, self.small_safe(&definition)], " ");
        let text = |text: Option<String>, none| {
            number(text.map_or_else(|| self.none(none), |text| self.text(&text)))
        };
        let count = |n: usize| number(self.text(&n.to_string()));
        let few = if summary.n == 0 { "no_data" } else { "too_few" };
        let median = summary.median.map(|value| self.index.words.show(value));
        let interval = summary.median_interval.as_ref().map(|i| self.index.words.range(i.low, i.high));
        let geometric = summary.geometric.as_ref();
        let largest = group.dominant().map(|(case, share)| {
            self.join([self.incident(&case.id), self.text(&self.index.words.percent(share))], " ")
        });
        vec![
            head(name),
            number(median.map_or_else(|| self.none("no_data"), |text| self.strong(&text))),
            text(interval, few),
            count(summary.n),
            count(group.unknown.len()),
            count(group.excluded.len()),
            count(group.open.len()),
            text(geometric.map(|g| self.index.words.show(g.mean)), "no_data"),
            text(
                geometric.and_then(|g| g.interval.as_ref()).map(|i| self.index.words.range(i.low, i.high)),
                few,
            ),
            text(summary.p90.map(|value| self.index.words.show(value)), few),
            text(
                summary
                    .min
                    .zip(summary.max)
                    .map(|(low, high)| self.index.words.range(low as f64, high as f64)),
                "no_data",
            ),
            text(summary.mean.map(|value| self.index.words.show(value)), "no_data"),
            cell(largest.unwrap_or_default()),
        ]
    }

    /// The definition of a measure, small.
    pub(in crate::site) fn definition_small(&self, measure: Measure) -> Safe {
        self.small_safe(&self.definition(measure))
    }

    /// What imprecise and missing times could make of a measure, where that is to be seen in what is shown.
    pub(in crate::site) fn sensitivity(&self, group: &Group<'_>) -> Option<Safe> {
        let (sensitivity, words) = (group.sensitivity.as_ref()?, &self.index.words);
        let mut parts = Vec::new();
        let mut compare = |key, of: fn(&Summary) -> Option<f64>| {
            let (low, high) = of(&sensitivity.shortest).zip(of(&sensitivity.longest))?;
            let range = self.index.words.range(low, high);
            range.contains('–').then(|| parts.push(words.around(key, &range)))
        };
        compare("median_of", |summary| summary.median);
        compare("mean_of", |summary| summary.mean);
        let mut texts = Vec::new();
        if !parts.is_empty() {
            let n = sensitivity.imprecise.to_string();
            texts.push(words.with("imprecise_allow", &[("n", &n), ("what", &words.list(&parts))]));
        }
        if let Some((low, high)) = sensitivity.median_with_unknown.filter(|_| group.summary.n > 0) {
            let n = sensitivity.unknown.to_string();
            let high = high.map_or_else(|| words.get("any_length").to_owned(), |high| words.show(high));
            texts.push(
                words.with(
                    "unknown_allow",
                    &[("n", &n), ("low", &self.index.words.show(low)), ("high", &high)],
                ),
            );
        }
        let name = self.measure(group.measure).0;
        (!texts.is_empty()).then(|| self.join([name, self.text(&texts.join(words.get("semicolon")))], ": "))
    }

    /// Finished text beside.
    pub(in crate::site) fn small_safe(&self, text: &Safe) -> Safe {
        if self.is_html() { Safe::new(format!("<small>{}</small>", text.as_str())) } else { text.clone() }
    }

    /// Cards of the four measures, each with its values drawn over one axis.
    pub(in crate::site) fn group_cards(
        &self,
        groups: &[Group<'_>],
        seconds: impl Fn(Measure) -> Vec<i64>,
    ) -> Block {
        let groups: Vec<_> = groups.iter().filter(|group| group.measure != Measure::Impact).collect();
        let values: Vec<Vec<i64>> = groups.iter().map(|group| seconds(group.measure)).collect();
        let axis = LogAxis::over(values.iter().flatten().copied());
        let cards = groups.iter().zip(&values).map(|(group, values)| {
            let summary = &group.summary;
            let (key, name) = self.measure(group.measure);
            let words = &self.index.words;
            let mut counts = vec![format!("n {}", summary.n)];
            for (key, n) in [
                ("n_unknown", group.unknown.len()),
                ("n_excluded", group.excluded.len()),
                ("n_open_cases", group.open.len()),
            ] {
                if n > 0 {
                    counts.push(words.around(key, &n.to_string()));
                }
            }
            let interval = match &summary.median_interval {
                Some(i) => words.around("interval_of", &words.range(i.low, i.high)),
                None => words.get("too_few_interval").to_owned(),
            };
            let mut notes =
                vec![self.definition(group.measure), self.text(&interval), self.text(&words.list(&counts))];
            notes.extend(summary.mean.map(|mean| {
                self.text(&words.with("mean_elsewhere", &[("mean", &self.index.words.show(mean))]))
            }));
            Card {
                key,
                name: name.to_owned(),
                value: summary
                    .median
                    .map_or_else(|| self.none("no_data"), |median| self.text(&self.index.words.show(median))),
                unit: summary.median.map(|_| words.get("median_lower").to_owned()),
                drawing: axis
                    .filter(|_| self.is_html())
                    .and_then(|axis| {
                        let title = words.with("dots_title", &[("measure", group.measure.name())]);
                        let id = group.measure.key();
                        let description = words.get("dots_label");
                        dots::draw(values, summary, axis, Named { id, title: &title, description })
                    })
                    .map(Safe::new),
                notes,
            }
        });
        Block::Cards(self.cards(&cards.collect::<Vec<_>>()))
    }

    /// The columns of [`Pen::target_row`].
    pub(in crate::site) const TARGET: [&'static str; 8] = [
        "target_title",
        "within#",
        "met_title#",
        "breached_title#",
        "pending_title#",
        "unknown_title#",
        "share#",
        "interval#",
    ];

    /// What a response target is about.
    pub(in crate::site) fn target_name(&self, measure: TargetMeasure) -> &str {
        self.word(match measure {
            TargetMeasure::Acknowledge => "target-acknowledge",
            TargetMeasure::Mitigate => "target-mitigate",
            TargetMeasure::Resolve => "target-resolve",
            TargetMeasure::Update => "target-update",
            TargetMeasure::Review => "target-review",
        })
    }

    /// The time that a response target gives.
    pub(in crate::site) fn target(&self, target: &Target<'_>) -> String {
        match target.severity.review_within.filter(|_| target.measure == TargetMeasure::Review) {
            Some(within) => self.index.words.within(within),
            None => {
                target.seconds.map_or_else(|| target.target.clone(), |limit| self.index.words.seconds(limit))
            }
        }
    }

    /// One response target as a row.
    pub(in crate::site) fn target_row(&self, target: &Target<'_>) -> Vec<Cell> {
        let rank = self.index.workspace.policy.severity(&target.severity.id);
        let badge = self.badge(rank, &target.severity.id, None);
        let count = |n: usize| number(self.text(&n.to_string()));
        let breached = target.breached.len();
        let share = target.share();
        let text =
            |text: Option<String>| number(text.map_or_else(|| self.none("no_data"), |text| self.text(&text)));
        vec![
            head(self.join([badge, self.text(self.target_name(target.measure))], " ")),
            number(self.text(&self.target(target))),
            count(target.met),
            if breached > 0 { number(self.tag("bad", &breached.to_string())) } else { count(0) },
            count(target.pending),
            count(target.unknown),
            text(share.as_ref().map(|share| self.index.words.percent(share.share))),
            text(share.as_ref().map(|share| self.index.words.shares(share.interval))),
        ]
    }

    /// A share that is left, or by how much it was passed.
    fn over_or_left(&self, left: f64) -> String {
        let share = self.index.words.percent(left.abs());
        if left < 0.0 { ["−", &share].concat() } else { share }
    }

    /// The columns of [`Pen::availability_row`].
    pub(in crate::site) const AVAILABILITY: [&'static str; 7] =
        ["service", "objective#", "achieved#", "window#", "downtime#", "budget_left#", "error_budget"];

    /// The availability of one service as a row.
    pub(in crate::site) fn availability_row(&self, service: &ServiceAvailability<'_>) -> Vec<Cell> {
        let text = |text: Option<String>, none| {
            number(text.map_or_else(|| self.none(none), |text| self.text(&text)))
        };
        let budget = service.budget().filter(|budget| *budget > 0.0);
        // The worst case: where a share is not stated the whole interval counts.
        let left = budget.map(|budget| 1.0 - service.downtime.high / budget);
        let verdict = left.map(|left| match left {
            left if left <= 0.0 => self.tag("bad", self.word("spent")),
            left if left < 0.1 => self.tag("warn", self.word("nearly_spent")),
            _ => self.tag("ok", self.word("left")),
        });
        let name = service.service.data.name.as_deref().unwrap_or(&service.service.id);
        let link = match self.index.workspace.names.service(&service.service.id) {
            Some(index) => self.to(super::super::index::Page::Service(index), name),
            None => self.text(name),
        };
        let downtime = service.downtime;
        let down = if downtime.high <= 0.0 {
            self.index.words.get("no_time").to_owned()
        } else {
            self.index.words.range(downtime.low, downtime.high)
        };
        vec![
            head(link),
            text(service.objective.map(|value| self.index.words.percent(value)), "none"),
            text(Some(self.index.words.shares(service.availability)), "none"),
            number(self.seconds(service.window.length())),
            text(Some(down), "none"),
            text(left.map(|left| self.over_or_left(left)), "not_applicable"),
            cell(verdict.unwrap_or_default()),
        ]
    }
}
