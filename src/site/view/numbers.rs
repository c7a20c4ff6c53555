//! Groups of durations as tables and cards: every number beside its definition, n, and what was left out.

use super::super::document::{Block, Card, Cell};
use super::super::draw::{LogAxis, Named, dots};
use super::super::pen::Pen;
use super::super::template::Safe;
use super::{cell, head, number};
use crate::numbers::Bounds;
use crate::numbers::summary::Summary;
use crate::stats::{Group, Measure, ServiceAvailability, Target};
use crate::time::show_seconds;

/// A share as a percentage: two digits, more towards 100 %, where they matter.
pub(in crate::site) fn percent(share: f64) -> String {
    let percent = share * 100.0;
    let text = if percent > 99.0 && percent < 100.0 {
        format!("{percent:.3}")
    } else if percent == 0.0 || percent >= 10.0 {
        format!("{percent:.0}")
    } else {
        format!("{percent:.1}")
    };
    // An exact promise keeps no trailing zeros: 99.95 %.
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    format!("{text} %")
}

/// Seconds of any kind; less than a minute is what minutes cannot tell from nothing.
pub(in crate::site) fn show(seconds: f64) -> String {
    match dots::whole(seconds) {
        0 => "< 1m".to_owned(),
        seconds => show_seconds(seconds),
    }
}

pub(in crate::site) fn range(low: f64, high: f64) -> String {
    let (low, high) = (show(low), show(high));
    if low == high { low } else { format!("{low} – {high}") }
}

pub(in crate::site) fn shares(bounds: Bounds) -> String {
    between(percent(bounds.low), &percent(bounds.high))
}

/// The interval of an estimated chance, of which no third digit means anything, near certainty either.
pub(in crate::site) fn chances(bounds: Bounds) -> String {
    let rough =
        |share: f64| if share > 0.99 { percent((share * 100.0).round() / 100.0) } else { percent(share) };
    between(rough(bounds.low), &rough(bounds.high))
}

fn between(low: String, high: &str) -> String {
    if low == high { low } else { format!("{} – {high}", low.trim_end_matches(" %")) }
}

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
        let median = summary.median.map(show);
        let interval = summary.median_interval.as_ref().map(|i| range(i.low, i.high));
        let geometric = summary.geometric.as_ref();
        let largest = group
            .dominant()
            .map(|(case, share)| self.join([self.incident(&case.id), self.text(&percent(share))], " "));
        vec![
            head(name),
            number(median.map_or_else(|| self.none("no_data"), |text| self.strong(&text))),
            text(interval, few),
            count(summary.n),
            count(group.unknown.len()),
            count(group.excluded.len()),
            count(group.open.len()),
            text(geometric.map(|g| show(g.mean)), "no_data"),
            text(geometric.and_then(|g| g.interval.as_ref()).map(|i| range(i.low, i.high)), few),
            text(summary.p90.map(show), few),
            text(summary.min.zip(summary.max).map(|(low, high)| range(low as f64, high as f64)), "no_data"),
            text(summary.mean.map(show), "no_data"),
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
            let range = range(low, high);
            range.contains('–').then(|| parts.push(format!("{} {range}", words.get(key))))
        };
        compare("median_lower", |summary| summary.median);
        compare("mean_lower", |summary| summary.mean);
        let mut texts = Vec::new();
        if !parts.is_empty() {
            let n = sensitivity.imprecise.to_string();
            texts.push(words.with("imprecise_allow", &[("n", &n), ("what", &parts.join(", "))]));
        }
        if let Some((low, high)) = sensitivity.median_with_unknown.filter(|_| group.summary.n > 0) {
            let n = sensitivity.unknown.to_string();
            let high = high.map_or_else(|| words.get("any_length").to_owned(), show);
            texts.push(words.with("unknown_allow", &[("n", &n), ("low", &show(low)), ("high", &high)]));
        }
        let name = self.measure(group.measure).0;
        (!texts.is_empty()).then(|| self.join([name, self.text(&texts.join("; "))], ": "))
    }

    /// Finished text beside.
    pub(in crate::site) fn small_safe(&self, text: &Safe) -> Safe {
        if self.is_html() { Safe::new(&format!("<small>{}</small>", text.as_str())) } else { text.clone() }
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
                ("unknown", group.unknown.len()),
                ("excluded", group.excluded.len()),
                ("open", group.open.len()),
            ] {
                if n > 0 {
                    counts.push(format!("{n} {}", words.get(key)));
                }
            }
            let interval = match &summary.median_interval {
                Some(i) => format!("{} {}", words.get("interval"), range(i.low, i.high)),
                None => words.get("too_few_interval").to_owned(),
            };
            let mut notes =
                vec![self.definition(group.measure), self.text(&interval), self.text(&counts.join(", "))];
            notes.extend(
                summary.mean.map(|mean| self.text(&words.with("mean_elsewhere", &[("mean", &show(mean))]))),
            );
            Card {
                key,
                name: name.to_owned(),
                value: summary.median.map_or_else(|| self.none("no_data"), |median| self.text(&show(median))),
                unit: summary.median.map(|_| words.get("median_lower").to_owned()),
                drawing: axis
                    .filter(|_| self.is_html())
                    .and_then(|axis| {
                        let title = words.with("dots_title", &[("measure", group.measure.name())]);
                        let id = group.measure.key();
                        let description = words.get("dots_label");
                        dots::draw(values, summary, axis, Named { id, title: &title, description })
                    })
                    .map(|drawing| Safe::new(&drawing)),
                notes,
            }
        });
        Block::Cards(cards.collect())
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
            head(self.join([badge, self.text(target.measure.name())], " ")),
            number(self.text(&target.target)),
            count(target.met),
            if breached > 0 { number(self.tag("bad", &breached.to_string())) } else { count(0) },
            count(target.pending),
            count(target.unknown),
            text(share.as_ref().map(|share| percent(share.share))),
            text(share.as_ref().map(|share| shares(share.interval))),
        ]
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
        let down = if downtime.high <= 0.0 { "0m".to_owned() } else { range(downtime.low, downtime.high) };
        vec![
            head(link),
            text(service.objective.map(percent), "none"),
            text(Some(shares(service.availability)), "none"),
            number(self.seconds(service.window.length())),
            text(Some(down), "none"),
            text(left.map(|left| percent(left.max(0.0))), "none"),
            cell(verdict.unwrap_or_default()),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_keep_what_matters() {
        let shown = [0.0, 0.012, 0.5, 0.9995, 0.99934, 1.0].map(percent);
        assert_eq!(shown, ["0 %", "1.2 %", "50 %", "99.95 %", "99.934 %", "100 %"]);
        let chance = |low, high| chances(Bounds { low, high });
        assert_eq!(chance(0.5549, 0.99961), "55 – 100 %");
        assert_eq!(chance(0.002, 1.0), "0.2 – 100 %");
        assert_eq!(range(10.0, 10.2), "10s");
        assert_eq!(show(0.2), "< 1m");
    }
}
