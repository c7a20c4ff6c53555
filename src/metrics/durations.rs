//! How long it takes to detect, acknowledge, mitigate and resolve.

use super::Facts;
use super::family::{Family, Label, SEVERITY, Samples, Unit};
use crate::numbers::summary::Summary;

const MEASURE: Label = Label { name: "measure", values: "`ttd`, `tta`, `ttm`, `ttr`, `time_in_impact`" };
const STAT: Label = Label {
    name: "stat",
    values: "`median`; `median_low` and `median_high`, its exact 95 % interval (from 6 values on); `geometric_mean`; `mean`; \
             `p90` (from 20 values on)",
};

const OVERALL: Label = Label {
    name: "stat",
    values: "the same; and of `ttm` and `ttr` also `km_median`, `km_median_low`, `km_median_high`: Kaplan and Meier's median with its \
             95 % interval, in which open incidents count as lasting until the day began",
};

pub(super) const FAMILIES: &[Family] = &[
    Family {
        name: "postmortem_duration_incidents",
        help: "How many incidents a duration rests on, and how many are left out and why.",
        unit: Unit::None,
        labels: &[
            MEASURE,
            SEVERITY,
            Label {
                name: "state",
                values: "`known`, `unknown` (an end of it is not known), `open` (it has not ended), `excluded` (detected before \
                         impact, or it ends before it begins)",
            },
        ],
        samples: counts,
    },
    Family {
        name: "postmortem_duration_seconds",
        help: "A duration by highest severity: median, interval and means over the incidents in which it is known.",
        unit: Unit::Seconds,
        labels: &[MEASURE, SEVERITY, STAT],
        samples: |facts, out| {
            for (severity, groups) in &facts.durations {
                for group in groups {
                    for (stat, value) in summary(&group.summary) {
                        out.add_known(&[group.measure.key(), severity, stat], value);
                    }
                }
            }
        },
    },
    Family {
        name: "postmortem_overall_duration_seconds",
        help: "The same over all severities: medians cannot be added up.",
        unit: Unit::Seconds,
        labels: &[MEASURE, OVERALL],
        samples: |facts, out| {
            for group in &facts.statistics.groups {
                for (stat, value) in summary(&group.summary) {
                    out.add_known(&[group.measure.key(), stat], value);
                }
            }
            for lasting in &facts.statistics.lasting {
                let interval = lasting.curve.median_interval();
                let stats = [
                    ("km_median", lasting.curve.median()),
                    ("km_median_low", interval.map(|(low, _)| low)),
                    ("km_median_high", interval.and_then(|(_, high)| high)),
                ];
                for (stat, value) in stats {
                    out.add_known(&[lasting.measure.key(), stat], value);
                }
            }
        },
    },
];

fn counts(facts: &Facts<'_>, out: &mut Samples) {
    for (severity, groups) in &facts.durations {
        for group in groups {
            let states = [
                ("known", group.summary.n),
                ("unknown", group.unknown.len()),
                ("open", group.open.len()),
                ("excluded", group.excluded.len()),
            ];
            for (state, count) in states {
                out.count(&[group.measure.key(), severity, state], count);
            }
        }
    }
}

fn summary(summary: &Summary) -> [(&'static str, Option<f64>); 6] {
    [
        ("median", summary.median),
        ("median_low", summary.median_interval.map(|interval| interval.low)),
        ("median_high", summary.median_interval.map(|interval| interval.high)),
        ("geometric_mean", summary.geometric.map(|geometric| geometric.mean)),
        ("mean", summary.mean),
        ("p90", summary.p90),
    ]
}
