//! Columns of `incidents`: how long it took, with what is known of it, and what was promised.

use super::incidents::{Columns, Row};
use super::{Cell, Field, Kind};
use crate::stats::{Measure, Value, day_end};
use crate::time::DAY;
use crate::workspace::SeverityPolicy;

pub(super) fn add(columns: &mut Columns) {
    for measure in Measure::ALL {
        one(columns, measure);
    }
    let mut target = |name, about, get: fn(&SeverityPolicy) -> Option<i64>| {
        columns.add(Field::seconds(name, about), move |r| {
            let severities = &r.data.workspace.policy.severities;
            let severity = r.case.severity_at_detection.and_then(|rank| severities.get(rank));
            severity.and_then(get).into()
        });
    };
    target(
        "acknowledge_target_seconds",
        "The longest `tta_seconds` that meets the target of its severity at detection.",
        |severity| severity.acknowledge,
    );
    target("mitigate_target_seconds", "The same for `ttm_seconds`.", |severity| severity.mitigate);
    target("resolve_target_seconds", "The same for `ttr_seconds`.", |severity| severity.resolve);
}

fn one(columns: &mut Columns, measure: Measure) {
    let key = measure.key();
    let name = |end: &str| format!("{key}_{end}");
    columns.add(Field::seconds(name("seconds"), about(measure)), move |r| {
        r.numbers.get(measure).seconds().into()
    });
    let low = format!("The shortest that its times allow, also where `{key}_seconds` is unknown.");
    columns.add(Field::seconds(name("low_seconds"), low), move |r| match r.numbers.get(measure) {
        Value::Known { low, .. } | Value::Unknown { low, .. } => low.into(),
        _ => Cell::Null,
    });
    let high = "The longest that its times allow; null where they allow any length.";
    columns.add(Field::seconds(name("high_seconds"), high), move |r| match r.numbers.get(measure) {
        Value::Known { high, .. } => high.into(),
        Value::Unknown { high, .. } => high.into(),
        _ => Cell::Null,
    });
    let state = format!(
        "What is known of `{key}_seconds`: `known`, `unknown`, `open`, `excluded` or `not-applicable`; null seconds in all but the first."
    );
    columns.add(Field::new(Kind::Text, name("state"), state).always(), move |r| {
        state_of(r.numbers.get(measure)).into()
    });
    if measure != Measure::Impact {
        let open =
            "How long it has lasted at the time of the export, to the second; only where it is `open`.";
        columns
            .add(Field::seconds(name("open_seconds"), open), move |r| lasted(r, measure, r.data.now).into());
    }
    // Those that statistics estimate with what has not ended yet.
    if matches!(measure, Measure::Ttm | Measure::Ttr) {
        let censored = "How long it had lasted when the day of the export began, for survival as `postmortem stats` has it; only where it is `open`.";
        columns.add(Field::seconds(name("censored_seconds"), censored), move |r| {
            lasted(r, measure, day_end(r.data.now - DAY, r.data.workspace.policy.zone())).into()
        });
    }
}

/// From the begin of a measure until `then`, where it has not ended; 0 where it began later.
fn lasted(row: &Row<'_>, measure: Measure, then: i64) -> Option<i64> {
    if row.numbers.get(measure) != Value::Open {
        return None;
    }
    let (from, _) = measure.ends(&row.data.workspace.policy)?;
    Some((then - row.case.times.point(from)?).max(0))
}

fn about(measure: Measure) -> &'static str {
    match measure {
        Measure::Ttd => "Time to detect: `started` to `detected` unless the settings move its ends.",
        Measure::Tta => {
            "Time to acknowledge: `detected` to `acknowledged` unless the settings move its ends."
        }
        Measure::Ttm => "Time to mitigate: `started` to `mitigated` unless the settings move its ends.",
        Measure::Ttr => "Time to resolve: `started` to `resolved` unless the settings move its ends.",
        Measure::Impact => "Merged length of the stated outage intervals.",
    }
}

fn state_of(value: Value) -> &'static str {
    match value {
        Value::Known { .. } => "known",
        Value::Unknown { .. } => "unknown",
        Value::Open => "open",
        Value::Excluded(_) => "excluded",
        Value::NotApplicable => "not-applicable",
    }
}
