//! The report for programs: one versioned JSON document, durations in seconds; described in `docs/diff.md`.

use std::io;

use serde_json::{Map, Value, json};

use super::alike::open_actions;
use super::findings::LEVELS;
use super::{Diff, MeasureChange, Reach, RecordChange};
use crate::finding::Located;
use crate::numbers::summary::Summary;
use crate::recovery::Loss;
use crate::similar::Likeness;
use crate::text::secrets::masked;

/// Writes all of it.
pub fn json(diff: &Diff<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let found = &diff.findings;
    let counts = |counts: &[usize; 3]| -> Map<String, Value> {
        LEVELS.iter().zip(counts).map(|(level, count)| (format!("{}s", level.name()), json!(count))).collect()
    };
    let all = |found: &[Located]| found.iter().map(|found| finding(found, diff.prefix)).collect::<Vec<_>>();
    let statistics: Map<String, Value> =
        diff.measures.iter().map(|change| (change.measure.key().into(), measure(change))).collect();
    let mut document = json!({
        "version": 1,
        "base": diff.commits[0],
        "head": diff.commits[1],
        "records": diff.records.iter().map(|change| record(change, diff.prefix)).collect::<Vec<_>>(),
        "withheld": diff.withheld,
        "findings": {
            "before": counts(&found.before),
            "after": counts(&found.after),
            "new": all(&found.new),
            "gone": all(&found.gone),
        },
        "statistics": statistics,
        "targets": diff.targets.iter().map(|change| json!({
            "incident": change.incident,
            "severity": change.severity,
            "measure": change.measure.name(),
            "target": change.target,
            "took": change.took,
            "missed": if change.missed_now { "now" } else { "before" },
        })).collect::<Vec<_>>(),
        "promises": diff.promises.iter().map(|change| json!({
            "service": change.service,
            "promise": change.promise,
            "before": change.before,
            "after": change.after,
        })).collect::<Vec<_>>(),
        "achievable": diff.achievable.iter().map(|change| json!({
            "service": change.service,
            "scenario": change.scenario,
            "what": change.what,
            "before": change.before.map(reach),
            "after": change.after.map(reach),
        })).collect::<Vec<_>>(),
        "similar": diff.alike.iter().map(|alike| json!({
            "incident": alike.id,
            "like": alike.like.iter().map(likeness).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "not_compared": diff.unasked,
    });
    mask(&mut document);
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

/// Crosses out what secrets its texts hold.
fn mask(value: &mut Value) {
    match value {
        Value::String(text) => *text = masked(text).into_owned(),
        Value::Array(items) => items.iter_mut().for_each(mask),
        Value::Object(fields) => fields.values_mut().for_each(mask),
        _ => {}
    }
}

fn record(change: &RecordChange<'_>, prefix: &str) -> Value {
    let fields = change
        .fields
        .iter()
        .map(|field| json!({ "path": field.path.to_string(), "old": field.old, "new": field.new }));
    json!({
        "type": change.record.name(),
        "id": change.id,
        "title": change.title,
        "change": change.change.word(),
        "file": format!("{prefix}{}", change.file),
        "moved_from": change.moved_from.map(|file| format!("{prefix}{file}")),
        "fields": fields.collect::<Vec<_>>(),
        "words": change.words.iter().map(|line| line.show(str::to_owned)).collect::<Vec<_>>(),
    })
}

fn finding(found: &Located, prefix: &str) -> Value {
    json!({
        "rule": found.finding.rule,
        "level": found.level.name(),
        "message": found.finding.message,
        "file": format!("{prefix}{}", found.finding.file),
        "line": found.spot.as_ref().map(|spot| spot.line),
        "fingerprint": found.fingerprint.to_string(),
    })
}

fn measure(change: &MeasureChange) -> Value {
    let side = |summary: &Summary| {
        json!({
            "n": summary.n,
            "median": summary.median,
            "mean": summary.mean,
            "geometric_mean": summary.geometric.map(|it| it.mean),
        })
    };
    json!({
        "definition": change.definition,
        "before": side(&change.before),
        "after": side(&change.after),
        "smallest_detectable": change.smallest_detectable,
    })
}

fn reach(reach: Reach) -> Value {
    let seconds = match reach.loss {
        Loss::Seconds(seconds) => json!(seconds),
        Loss::Unknown => json!("unknown"),
        Loss::All => json!("all"),
    };
    json!({ "seconds": seconds, "lower_bound": reach.lower_bound })
}

fn likeness(like: &Likeness<'_>) -> Value {
    let actions = open_actions(like).map(|action| {
        json!({
            "id": action.id.as_deref(),
            "title": action.title.as_deref(),
            "owner": action.owner.as_deref(),
            "due": action.due.as_ref().map(crate::record::Leaf::text),
        })
    });
    json!({
        "id": like.case.id,
        "title": like.case.title(),
        "score": like.score,
        "services": like.services,
        "factors": like.factors,
        "words": like.words,
        "open_actions": actions.collect::<Vec<_>>(),
    })
}
