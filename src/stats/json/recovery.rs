//! How long it takes with what has not ended yet, for programs.

use serde_json::{Map, Value as Json, json};

use crate::numbers::chance::Chance;
use crate::stats::{Beyond, HORIZONS, Lasting, ServiceRecovery, Statistics};

pub(super) fn lasting(statistics: &Statistics<'_>) -> Map<String, Json> {
    statistics.lasting.iter().map(|lasting| (lasting.measure.key().into(), curve(lasting))).collect()
}

/// A measure with what has not ended yet.
fn curve(lasting: &Lasting) -> Json {
    let curve = &lasting.curve;
    let longer = HORIZONS.map(|at| {
        let mut row = chance(lasting.beyond(at));
        row.insert("than".into(), json!(at));
        row
    });
    json!({
        "n": curve.n,
        "ended": curve.events,
        "open": lasting.open,
        "unknown": lasting.unknown,
        "median": curve.median(),
        "median_interval": curve.median_interval(),
        "median_imprecise": lasting.median_range(),
        "longer": longer,
    })
}

fn chance(beyond: Beyond) -> Map<String, Json> {
    let (share, interval, note) = match beyond.chance {
        Chance::TooFew => (None, None, Some("too few")),
        Chance::Unobserved => (None, None, Some("not seen yet")),
        Chance::Between { share, interval } => (Some(share), Some([interval.low, interval.high]), None),
        Chance::AtLeast { bound } => (Some(1.0), Some([bound, 1.0]), None),
        Chance::AtMost { bound } => (Some(0.0), Some([0.0, bound]), None),
    };
    let imprecise = beyond.range.map(|range| [range.low, range.high]);
    let row = json!({ "share": share, "interval": interval, "imprecise": imprecise, "note": note });
    row.as_object().cloned().unwrap_or_default()
}

pub(super) fn recovery(statistics: &Statistics<'_>) -> Vec<Json> {
    let row = |one: &ServiceRecovery<'_>| {
        json!({
            "service": one.service.id,
            "rto": one.rto,
            "ttm": curve(&one.mitigate),
            "ttm_beyond_rto": chance(one.mitigate.beyond(one.rto)),
            "ttr": curve(&one.resolve),
            "ttr_beyond_rto": chance(one.resolve.beyond(one.rto)),
        })
    };
    statistics.recovery.iter().map(row).collect()
}
