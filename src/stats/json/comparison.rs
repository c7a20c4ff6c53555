//! Two periods side by side, for programs.

use std::io;

use serde_json::{Map, Value as Json, json};

use crate::stats::{Change, Compared, Comparison, Verdict};
use crate::workspace::Policy;

/// Writes a comparison as JSON.
pub fn comparison_json(comparison: &Comparison, policy: &Policy, out: &mut dyn io::Write) -> io::Result<()> {
    let side = |i: usize| {
        let period = &comparison.periods[i];
        json!({ "name": period.name, "first": period.first.to_string(), "end": period.end.to_string(), "days": comparison.days[i] })
    };
    let slices = comparison.slices.iter().map(|(name, all)| {
        let mut row = compared(all, policy);
        row["name"] = json!(name);
        row
    });
    let mut document = json!({
        "version": 1,
        "selection": comparison.selection,
        "periods": [side(0), side(1)],
        "all": compared(&comparison.all, policy),
    });
    if let Some(by) = comparison.by {
        document["by"] = json!(by.name());
        document["groups"] = slices.collect();
    }
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

fn compared(all: &Compared, policy: &Policy) -> Json {
    let changes: Map<String, Json> = all
        .changes
        .iter()
        .map(|change| (change.measure.key().into(), self::change(change, policy)))
        .collect();
    let rate =
        all.rate.as_ref().map(|rate| json!({ "ratio": rate.ratio, "interval": [Some(rate.low), rate.high] }));
    json!({ "counts": all.counts, "rate": rate, "measures": changes })
}

fn change(change: &Change, policy: &Policy) -> Json {
    let side = |i: usize| {
        let summary = &change.summaries[i];
        json!({
            "n": summary.n,
            "open": change.open[i],
            "median": summary.median,
            "median_interval": summary.median_interval,
            "geometric_mean": summary.geometric.as_ref().map(|g| g.mean),
            "mean": summary.mean,
        })
    };
    let test = change.test.as_ref().map(|test| {
        json!({
            "name": if change.censored { "log-rank" } else { "log-means" },
            "statistic": test.statistic,
            "p": test.p,
            "exact": test.exact,
            "permutations": test.draws,
            "p_error": test.error,
        })
    });
    let verdict = match change.verdict() {
        Verdict::NoData => "no data",
        Verdict::NotDetectable(_) => "no detectable change",
        Verdict::Detectable => "detectable",
    };
    json!({
        "definition": change.measure.definition(policy),
        "before": side(0),
        "after": side(1),
        "ratio": change.ratio,
        "ratio_imprecise": change.ratio_range,
        "test": test,
        "p": change.p,
        "smallest_detectable": change.smallest,
        "verdict": verdict,
    })
}
