//! The error budget and the time between failures, for programs.

use serde_json::{Value as Json, json};

use super::ids;
use crate::stats::{Between, Burn, Ledger, Spacing, Statistics};

pub(super) fn budget(statistics: &Statistics<'_>) -> Vec<Json> {
    statistics.budget.iter().map(ledger).collect()
}

fn ledger(ledger: &Ledger<'_>) -> Json {
    let row = |burn: &Burn<'_>| {
        json!({
            "id": burn.case.id,
            "burned": burn.seconds,
            "share": burn.share(ledger.budget),
            "alone": burn.alone,
        })
    };
    json!({
        "service": ledger.service.id,
        "window": ledger.window,
        "objective": ledger.objective,
        "budget": ledger.budget,
        "burned": ledger.burned,
        "left": ledger.left(),
        "incidents": ledger.rows.iter().map(row).collect::<Vec<_>>(),
        "without_interval": ids(&ledger.silent),
    })
}

pub(super) fn between(between: &Between<'_>) -> Json {
    let services = between.services.iter().map(|one| {
        let mut row = spacing(one.spacing);
        row["service"] = json!(one.service.id);
        row
    });
    json!({
        "observed": between.observed,
        "opened_by": between.opened_by.map(|case| &case.id),
        "undated": between.undated,
        "overall": spacing(between.overall),
        "services": services.collect::<Vec<_>>(),
    })
}

fn spacing(spacing: Spacing) -> Json {
    json!({
        "n": spacing.n,
        "seconds": spacing.seconds,
        "mean": spacing.mean(),
        "interval": spacing.interval(),
    })
}
