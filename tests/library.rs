//! The numbers of the 16 published outages in `incidents/library/` against an independent computation.
//!
//! `tests/library/expected.json` was computed with numpy and scipy from the collected facts, not by this program.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use postmortem::record::IncidentKind;
use postmortem::source::Source;
use postmortem::stats::{BEFORE_IMPACT, Filter, Measure, statistics};
use postmortem::workspace::load;
use serde_json::Value;

fn near(ours: f64, theirs: &Value) {
    let theirs = theirs.as_f64().unwrap();
    // The recorded figures are rounded to three decimals.
    assert!((ours - theirs).abs() < 0.000_51, "{ours} is not {theirs}");
}

#[test]
fn sixteen_outages_give_the_expected_numbers() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let expected = std::fs::read_to_string(here.join("tests/library/expected.json")).unwrap();
    let expected: Value = serde_json::from_str(&expected).unwrap();
    let source = Source::open_work_tree(&here.join("incidents")).unwrap();
    let loaded = load(&source);
    let statistics = statistics(&loaded.workspace, &Filter::of(Some(IncidentKind::External)), 0);
    assert_eq!(statistics.cases.len(), expected["per_outage"].as_object().unwrap().len());
    for (case, numbers) in &statistics.cases {
        for measure in [Measure::Ttd, Measure::Ttm, Measure::Ttr] {
            let theirs = &expected["per_outage"][&case.id][measure.key()];
            assert_eq!(numbers.get(measure).seconds(), theirs.as_i64(), "{} {}", case.id, measure.name());
        }
    }
    let stripe = statistics.cases.iter().find(|(case, _)| case.id.starts_with("stripe")).unwrap();
    assert_eq!(stripe.1.get(Measure::Impact).seconds(), Some(7_200));
    for group in &statistics.groups {
        let theirs = &expected[group.measure.key()];
        if theirs.is_null() {
            continue;
        }
        let ours = &group.summary;
        assert_eq!(ours.n as u64, theirs["n"].as_u64().unwrap());
        near(ours.median.unwrap(), &theirs["median"]);
        near(ours.mean.unwrap(), &theirs["mean"]);
        near(ours.min.unwrap() as f64, &theirs["min"]);
        near(ours.max.unwrap() as f64, &theirs["max"]);
        let interval = ours.median_interval.as_ref().unwrap();
        near(interval.low, &theirs["median_ci"][0]);
        near(interval.high, &theirs["median_ci"][1]);
        near(interval.coverage, &theirs["median_ci_coverage"]);
        let geometric = ours.geometric.as_ref().unwrap();
        near(geometric.mean, &theirs["geometric_mean"]);
        near(geometric.interval.as_ref().unwrap().low, &theirs["geometric_ci"][0]);
        near(geometric.interval.as_ref().unwrap().high, &theirs["geometric_ci"][1]);
        let mut unknown: Vec<&str> = group.unknown.iter().map(|case| case.id.as_str()).collect();
        let theirs = expected["unknown"][group.measure.key()].as_array().unwrap();
        let mut theirs: Vec<&str> = theirs.iter().filter_map(Value::as_str).collect();
        unknown.sort_unstable();
        theirs.sort_unstable();
        assert_eq!(unknown, theirs, "{}", group.measure.name());
    }
    let before: Vec<&str> = statistics.groups[0]
        .excluded
        .iter()
        .filter(|excluded| excluded.reason == BEFORE_IMPACT)
        .map(|excluded| excluded.case.id.as_str())
        .collect();
    assert_eq!(before, ["roblox-2021-10-28-consul"]);
}
