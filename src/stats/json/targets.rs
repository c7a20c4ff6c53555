//! Response targets for programs.

use serde_json::{Value as Json, json};

use crate::stats::{Breach, Outcomes, Statistics, Target};

pub(super) fn targets(statistics: &Statistics<'_>) -> Vec<Json> {
    statistics.targets.iter().map(row).collect()
}

fn row(target: &Target<'_>) -> Json {
    json!({
        "severity": target.severity.id,
        "measure": target.measure.name(),
        "target": target.target,
        "seconds": target.seconds,
        "met": target.met,
        "breached": breaches(&target.breached),
        "pending": target.pending,
        "unknown": target.unknown,
        "uncertain": target.uncertain,
        "share": target.share(),
        "business": target.business.as_ref().map(outcomes),
    })
}

fn outcomes(outcomes: &Outcomes<'_>) -> Json {
    json!({
        "met": outcomes.met,
        "breached": breaches(&outcomes.breached),
        "pending": outcomes.pending,
        "unknown": outcomes.unknown,
        "uncertain": outcomes.uncertain,
        "share": outcomes.share(),
    })
}

fn breaches(breaches: &[Breach<'_>]) -> Vec<Json> {
    let row = |breach: &Breach<'_>| json!({ "id": breach.case.id, "took": breach.took, "business": breach.business });
    breaches.iter().map(row).collect()
}
