//! What is learnt, the load, and what other tools would print, for programs.

use serde_json::{Value as Json, json};

use super::ids;
use crate::record::Layer;
use crate::stats::{
    ActionItems, Detection, Learning, Load, LoadRow, Printed, Recurrence, ReviewLead, Statistics,
};

pub(super) fn learning(learning: &Learning<'_>) -> Json {
    json!({
        "detection": detection(&learning.detection),
        "recurrence": recurrence(&learning.recurrence),
        "actions": actions(&learning.actions),
        "review": review(&learning.review),
        "near_misses": learning.near_misses,
        "load": load(&learning.load),
    })
}

fn detection(detection: &Detection) -> Json {
    let rows = detection.rows.iter().map(|row| {
        json!({
            "source": row.source.word(),
            "layer": row.layer.map(Layer::word),
            "count": row.count,
            "share": row.share,
        })
    });
    json!({
        "known": detection.known,
        "unknown": detection.unknown,
        "layer_unsaid": detection.layer_unsaid,
        "sources": rows.collect::<Vec<_>>(),
    })
}

fn recurrence(recurrence: &Recurrence<'_>) -> Json {
    let row =
        |factor: &crate::stats::Factor<'_>| json!({ "factor": factor.text, "incidents": ids(&factor.cases) });
    json!({
        "distinct": recurrence.distinct,
        "without": recurrence.without,
        "sharing": recurrence.sharing,
        "repeated": recurrence.repeated.iter().map(row).collect::<Vec<_>>(),
    })
}

fn actions(actions: &ActionItems<'_>) -> Json {
    let overdue = actions
        .overdue
        .iter()
        .map(|item| json!({ "incident": item.case.id, "id": item.action.id.as_deref(), "days": item.days }));
    let curve = &actions.survival;
    json!({
        "n": actions.n,
        "open": actions.open,
        "overdue": overdue.collect::<Vec<_>>(),
        "rejected": actions.rejected,
        "done": actions.done,
        "done_undated": actions.done_undated,
        "unreadable": actions.unreadable,
        "in_time": actions.in_time,
        "open_for": {
            "n": curve.n,
            "ended": curve.events,
            "median": curve.median(),
            "median_interval": curve.median_interval(),
            "without_begin": actions.without_begin,
        },
    })
}

fn review(review: &ReviewLead<'_>) -> Json {
    let summary = &review.summary;
    json!({
        "n": summary.n,
        "median": summary.median,
        "median_interval": summary.median_interval,
        "mean": summary.mean,
        "min": summary.min,
        "max": summary.max,
        "pending": review.pending,
        "open": review.open,
        "unknown": review.unknown,
        "before": review.before,
        "not_required": review.not_required,
    })
}

fn load(load: &Load) -> Json {
    let rows = |rows: &[LoadRow]| rows.iter().map(row).collect::<Vec<_>>();
    json!({
        "hours": load.hours.map(|(open, close)| [open, close]),
        "outside": load.outside,
        "all": row(&load.all),
        "roles": rows(&load.roles),
        "teams": rows(&load.teams),
    })
}

fn row(row: &LoadRow) -> Json {
    json!({
        "name": row.name,
        "incidents": row.incidents,
        "detected_outside": row.detected_outside,
        "detection_unknown": row.detection_unknown,
        "response": row.response,
        "response_outside": row.response_outside,
        "response_unknown": row.response_unknown,
    })
}

pub(super) fn others(statistics: &Statistics<'_>) -> Vec<Json> {
    let row = |one: &Printed| {
        json!({
            "tool": one.tool,
            "name": one.name,
            "formula": one.formula,
            "statistic": one.statistic,
            "value": one.value,
            "n": one.n,
            "missing": one.missing,
            "negative": one.negative,
        })
    };
    statistics.others.iter().map(row).collect()
}
