//! What other tools would print for the same data, each with its formula in our milestones.
//!
//! The tools agree on few words: a "time to repair" ends when users are no longer hurt here and when the cause is gone
//! there, and begins where somebody noticed or where somebody declared. Where a number of ours is compared with
//! one of theirs, this table says why the two differ. An incident without one of the ends is in no value and is counted.
//!
//! Sources of the formulas:
//! - Datadog: the documentation of the fields in its API client, `IncidentResponseAttributes` (`time_to_detect`,
//!   `time_to_internal_response`, `time_to_repair`, `time_to_resolve`); the end of customer impact is our `mitigated`.
//! - `FireFighter` of `ManoMano` (`ManoManoTech/firefighter-incident`): `fixtures/incidents/metric_type.json` and
//!   `milestone_type.json`; its `recovered` ("when the impact is no longer apparent") is our `mitigated`. A metric
//!   without an end, or below zero, is not stored (`Incident.compute_metrics`). Its `time_to_repair` is not in here: it
//!   ends at "when actions have been applied", which our records do not hold as a milestone. Its MTBF is
//!   `queryset_with_mtbf` in `incidents/models/incident_category.py`, there for one category at a time.
//! - DORA: "failed deployment recovery time", the time it takes to recover from a deployment that fails, and before 2023
//!   "time to restore service", from the incident on. Reports show a median or a mean; here are both.

use super::between::observed;
use super::filter::Filter;
use crate::numbers::summary::Summary;
use crate::record::{Leaf, Milestone};
use crate::workspace::{Case, Policy, Workspace};

/// One number another tool would print.
#[derive(Debug, Clone, PartialEq)]
pub struct Printed {
    /// The tool.
    pub tool: &'static str,
    /// Its name for the number.
    pub name: &'static str,
    /// How it comes about, in our milestones.
    pub formula: &'static str,
    /// `mean` or `median`.
    pub statistic: &'static str,
    /// The number in seconds; `None` where no incident has both ends.
    pub value: Option<f64>,
    /// How many incidents are in it.
    pub n: usize,
    /// How many are not, because one of the ends is not known.
    pub missing: usize,
    /// How many are not, because it ends before it begins.
    pub negative: usize,
}

/// Where a duration begins.
#[derive(Clone, Copy)]
enum From {
    At(Milestone),
    /// The change that set it off reached production; incidents that name none are not asked.
    Deployed,
}

type Formula = (&'static str, &'static str, &'static str, &'static [&'static str], From, Milestone);

const MEAN: &[&str] = &["mean"];
const BOTH: &[&str] = &["median", "mean"];

const FORMULAS: [Formula; 12] = {
    use Milestone::{Declared, Detected, Mitigated, Resolved, Started};
    [
        ("Datadog", "time_to_detect", "detected − started", MEAN, From::At(Started), Detected),
        ("Datadog", "time_to_internal_response", "declared − detected", MEAN, From::At(Detected), Declared),
        ("Datadog", "time_to_repair", "mitigated − detected", MEAN, From::At(Detected), Mitigated),
        ("Datadog", "time_to_resolve", "resolved − declared", MEAN, From::At(Declared), Resolved),
        ("FireFighter", "time_to_detect", "detected − started", MEAN, From::At(Started), Detected),
        ("FireFighter", "time_to_internal_response", "declared − started", MEAN, From::At(Started), Declared),
        ("FireFighter", "time_to_fix", "mitigated − declared", MEAN, From::At(Declared), Mitigated),
        ("FireFighter", "time_to_respond", "mitigated − detected", MEAN, From::At(Detected), Mitigated),
        ("FireFighter", "time_to_recovery", "mitigated − started", MEAN, From::At(Started), Mitigated),
        ("FireFighter", "time_to_resolve", "resolved − started", MEAN, From::At(Started), Resolved),
        (
            "DORA",
            "failed deployment recovery time",
            "mitigated − deployed, where a change is named",
            BOTH,
            From::Deployed,
            Mitigated,
        ),
        ("DORA", "time to restore service", "mitigated − started", BOTH, From::At(Started), Mitigated),
    ]
};

/// Everything other tools would print over these incidents.
pub fn printed(workspace: &Workspace, filter: &Filter, cases: &[&Case], now: i64) -> Vec<Printed> {
    let mut out = Vec::new();
    for (tool, name, formula, statistics, from, to) in FORMULAS {
        let (summary, missing, negative) = over(cases, &workspace.policy, from, to);
        for &statistic in statistics {
            let value = if statistic == "mean" { summary.mean } else { summary.median };
            out.push(Printed { tool, name, formula, statistic, value, n: summary.n, missing, negative });
        }
        if (tool, name) == ("FireFighter", "time_to_resolve") {
            out.extend(mtbf(workspace, filter, cases, now));
        }
    }
    out
}

fn over(cases: &[&Case], policy: &Policy, from: From, to: Milestone) -> (Summary, usize, usize) {
    let (mut seconds, mut missing, mut negative) = (Vec::new(), 0, 0);
    for case in cases {
        let begin = match from {
            From::At(milestone) => case.times.point(milestone),
            From::Deployed => {
                let change = case.data.analysis.as_ref().and_then(|analysis| analysis.change.as_ref());
                let Some(change) = change else { continue };
                let deployed = change.deployed.as_ref().and_then(Leaf::get);
                deployed.and_then(|deployed| policy.times.bounds(deployed).point)
            }
        };
        match begin.zip(case.times.point(to)) {
            Some((begin, end)) if begin <= end => seconds.push(end - begin),
            Some(_) => negative += 1,
            None => missing += 1,
        }
    }
    (Summary::of(&seconds), missing, negative)
}

/// The time observed less all the time to fix, divided by the number of incidents.
fn mtbf(workspace: &Workspace, filter: &Filter, cases: &[&Case], now: i64) -> Option<Printed> {
    let (observed, _) = observed(workspace, filter, now)?;
    let (fix, missing, negative) =
        over(cases, &workspace.policy, From::At(Milestone::Declared), Milestone::Mitigated);
    let value = fix.total.map(|total| (observed.length() - total) as f64 / cases.len() as f64);
    Some(Printed {
        tool: "FireFighter",
        name: "MTBF",
        formula: "(observed time − sum of time_to_fix) ÷ incidents",
        statistic: "mean",
        value,
        n: cases.len(),
        missing,
        negative,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::statistics;
    use crate::workspace::load;

    #[test]
    fn formulas_by_hand() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        // In minutes after 10:00: triggered by a change at 0, started 10, detected 20, declared 30, mitigated 60, resolved 100.
        write(
            "A.yaml",
            "times: {started: 2026-03-05T10:10:00Z, detected: 2026-03-05T10:20:00Z, declared: 2026-03-05T10:30:00Z, mitigated: 2026-03-05T11:00:00Z, resolved: 2026-03-05T11:40:00Z}\nanalysis: {change: {deployed: 2026-03-05T10:00:00Z}}\n",
        );
        // Detected before it hurt, never declared, mitigated after 20 minutes, no word when the change was deployed.
        write(
            "B.yaml",
            "times: {started: 2026-03-06T10:10:00Z, detected: 2026-03-06T10:00:00Z, mitigated: 2026-03-06T10:30:00Z}\nanalysis: {change: {link: x}}\n",
        );
        let loaded = load(&crate::source::Source::open_work_tree(folder.path()).unwrap());
        // 2026-03-07T00:00:00Z: observed until the end of that day.
        let statistics = statistics(&loaded.workspace, &Filter::default(), 1_772_841_600);
        let rows: Vec<_> = statistics
            .others
            .iter()
            .map(|one| {
                (
                    one.tool,
                    one.name,
                    one.statistic,
                    one.value.map(|v| v / 60.0),
                    one.n,
                    one.missing,
                    one.negative,
                )
            })
            .collect();
        let observed = 2.0 * 1_440.0 + 13.0 * 60.0 + 50.0;
        assert_eq!(
            rows,
            [
                ("Datadog", "time_to_detect", "mean", Some(10.0), 1, 0, 1),
                ("Datadog", "time_to_internal_response", "mean", Some(10.0), 1, 1, 0),
                ("Datadog", "time_to_repair", "mean", Some(35.0), 2, 0, 0),
                ("Datadog", "time_to_resolve", "mean", Some(70.0), 1, 1, 0),
                ("FireFighter", "time_to_detect", "mean", Some(10.0), 1, 0, 1),
                ("FireFighter", "time_to_internal_response", "mean", Some(20.0), 1, 1, 0),
                ("FireFighter", "time_to_fix", "mean", Some(30.0), 1, 1, 0),
                ("FireFighter", "time_to_respond", "mean", Some(35.0), 2, 0, 0),
                ("FireFighter", "time_to_recovery", "mean", Some(35.0), 2, 0, 0),
                ("FireFighter", "time_to_resolve", "mean", Some(90.0), 1, 1, 0),
                ("FireFighter", "MTBF", "mean", Some((observed - 30.0) / 2.0), 2, 1, 0),
                ("DORA", "failed deployment recovery time", "median", Some(60.0), 1, 1, 0),
                ("DORA", "failed deployment recovery time", "mean", Some(60.0), 1, 1, 0),
                ("DORA", "time to restore service", "median", Some(35.0), 2, 0, 0),
                ("DORA", "time to restore service", "mean", Some(35.0), 2, 0, 0),
            ]
        );
    }
}
