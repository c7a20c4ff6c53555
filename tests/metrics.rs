//! What is written for monitoring, read by readers we did not write: both parsers of `prometheus_client`, `PyYAML`, and a
//! parser of `PromQL`.
//!
//! Needs Python with these packages (`tests/python-requirements.txt`); without them the tests say that they were
//! skipped, and fail where `CI` is set.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::print_stderr, reason = "a test that was skipped says so")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value as Json;

/// As `tests/python-requirements.txt` names them, but for the spelling.
const MODULES: &str = "import prometheus_client, yaml, promql_parser";

/// Severities and a service that are hard to write as labels.
const HOSTILE: [&str; 4] = ["a\"b\\n", "c\\\nd", "}e{\u{202e}f", "严重"];

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("incidents")
}

fn postmortem(root: &Path, arguments: &[&str]) -> (String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_postmortem"))
        .args(arguments)
        .arg("--root")
        .arg(root)
        .output()
        .unwrap();
    let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(output.status.success(), "{arguments:?}: {err}");
    (out, err)
}

fn metrics(root: &Path, now: &str) -> String {
    postmortem(root, &["stats", "--format", "openmetrics", "--now", now]).0
}

/// Whether there is a Python that has the readers.
fn readers() -> bool {
    let found =
        Command::new("python3").args(["-c", MODULES]).output().is_ok_and(|done| done.status.success());
    if !found {
        assert!(std::env::var_os("CI").is_none(), "python3 cannot `{MODULES}`");
        eprintln!("skipped: python3 cannot `{MODULES}`");
    }
    found
}

/// What `tests/metrics/read.py` reads.
fn read(what: &str, text: &str) -> Json {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("written");
    fs::write(&file, text).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/metrics/read.py");
    let done = Command::new("python3").arg(script).arg(what).arg(&file).output().unwrap();
    assert!(done.status.success(), "{}\n{text}", String::from_utf8_lossy(&done.stderr));
    serde_json::from_slice(&done.stdout).unwrap()
}

/// The value of the one sample with this name and these labels.
fn value(samples: &Json, name: &str, labels: &[(&str, &str)]) -> Option<f64> {
    let wanted: serde_json::Map<String, Json> =
        labels.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    let mut found =
        samples.as_array().unwrap().iter().filter(|s| s[0] == name && s[1] == Json::Object(wanted.clone()));
    let value = found.next()?[2].as_f64();
    assert!(found.next().is_none(), "{name} {labels:?} is there twice");
    value
}

/// A folder with hostile names: an open incident, one that is over, and an action for each.
fn hostile() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let severities: Vec<String> = HOSTILE
        .iter()
        .map(|name| format!("  {}: {{targets: {{resolve: 1h}}}}\n", Json::from(*name)))
        .collect();
    let settings = format!(
        "format: 1\ntitle: \"{{{{ x }}}} # EOF\"\nslo: {{availability: 0.999}}\nseverities:\n{}",
        severities.concat()
    );
    write("postmortem.yaml", &settings);
    for (i, name) in HOSTILE.iter().enumerate() {
        let name = Json::from(*name);
        write(&format!("services/s{i}.yaml"), &format!("id: {name}\n"));
        write(
            &format!("services/again{i}.yaml"),
            &format!("id: {name}\nobjectives: {{rto: 1h, availability: 0.9}}\n"),
        );
        let times = "started: 2026-03-01T10:00:00Z, detected: 2026-03-01T10:00:00Z";
        write(
            &format!("2026/INC-{i}.yaml"),
            &format!(
                "id: INC-{i}\nseverity: {name}\nservices: [{name}]\nstatus: detected\ntimes: {{{times}}}\n"
            ),
        );
        write(
            &format!("2026/INC-9{i}.yaml"),
            &format!(
                "id: INC-9{i}\nseverity: {name}\nservices: [{name}]\nstatus: closed\ntimes: {{{times}, resolved: \
                 2026-03-01T10:30:00Z}}\nactions: [{{title: {name}, owner: {name}, due: 2026-03-02}}]\n"
            ),
        );
    }
    folder
}

#[test]
fn readers_see_what_json_says() {
    if !readers() {
        return;
    }
    // The beginning of the day for one is the day of the other.
    let samples = read("metrics", &metrics(&example(), "2026-11-29"));
    let json: Json = serde_json::from_str(
        &postmortem(&example(), &["stats", "--format", "json", "--now", "2026-11-29T00:00:00+08:00"]).0,
    )
    .unwrap();
    for (measure, of) in json["measures"].as_object().unwrap() {
        let seen = |stat| {
            value(&samples, "postmortem_overall_duration_seconds", &[("measure", measure), ("stat", stat)])
        };
        for stat in ["median", "geometric_mean", "mean", "p90"] {
            assert_eq!(seen(stat), of[stat].as_f64(), "{measure} {stat}");
        }
        assert_eq!(seen("median_low"), of["median_interval"]["low"].as_f64(), "{measure}");
        assert_eq!(seen("median_high"), of["median_interval"]["high"].as_f64(), "{measure}");
        let count = |state: &str| -> f64 {
            let rows = samples.as_array().unwrap().iter().filter(|s| s[0] == "postmortem_duration_incidents");
            let rows = rows.filter(|s| s[1]["measure"] == measure.as_str() && s[1]["state"] == state);
            rows.map(|s| s[2].as_f64().unwrap()).sum()
        };
        assert_eq!(Some(count("known")), of["n"].as_f64(), "{measure}");
        for state in ["unknown", "open", "excluded"] {
            let ids = of[state].as_array().unwrap().len();
            assert_eq!(Some(count(state)), Some(ids as f64), "{measure} {state}");
        }
    }
    for (measure, of) in json["with_open"].as_object().unwrap() {
        let seen = |stat| {
            value(&samples, "postmortem_overall_duration_seconds", &[("measure", measure), ("stat", stat)])
        };
        assert_eq!(seen("km_median"), of["median"].as_f64(), "{measure}");
        assert_eq!(seen("km_median_low"), of["median_interval"][0].as_f64(), "{measure}");
        assert_eq!(seen("km_median_high"), of["median_interval"][1].as_f64(), "{measure}");
    }
    for target in json["targets"].as_array().unwrap() {
        let word = |key: &str| target[key].as_str().unwrap();
        let of = [("severity", word("severity")), ("measure", word("measure"))];
        let seen =
            |state| value(&samples, "postmortem_target_incidents", &[&of[..], &[("state", state)]].concat());
        for state in ["met", "pending", "unknown"] {
            assert_eq!(seen(state), target[state].as_f64(), "{of:?}");
        }
        assert_eq!(seen("breached"), Some(target["breached"].as_array().unwrap().len() as f64), "{of:?}");
        let share =
            |stat| value(&samples, "postmortem_target_met_ratio", &[&of[..], &[("stat", stat)]].concat());
        assert_eq!(share("share"), target["share"]["share"].as_f64());
        assert_eq!(share("low"), target["share"]["interval"]["low"].as_f64());
        assert_eq!(share("high"), target["share"]["interval"]["high"].as_f64());
    }
    for row in json["availability"].as_array().unwrap() {
        let service = ("service", row["service"].as_str().unwrap());
        let seen = |name| value(&samples, name, &[service]);
        assert_eq!(seen("postmortem_availability_objective_ratio"), row["objective"].as_f64());
        assert_eq!(seen("postmortem_error_budget_seconds"), row["budget"].as_f64());
        for end in ["low", "high"] {
            let seen = |name| value(&samples, name, &[service, ("stat", end)]);
            assert_eq!(seen("postmortem_availability_ratio"), row["availability"][end].as_f64());
            assert_eq!(seen("postmortem_error_budget_used_seconds"), row["downtime"][end].as_f64());
        }
    }
}

#[test]
fn nothing_on_record_is_no_zero() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("postmortem.yaml"), "format: 1\n").unwrap();
    let text = metrics(folder.path(), "2026-11-29");
    for absent in ["_duration_", "_met_ratio", "_last_incident", "_availability", "NaN", "_waiting_"] {
        assert!(!text.contains(absent), "{absent}: {text}");
    }
    assert!(text.contains("postmortem_open_incidents{severity=\"P0\"} 0\n"), "{text}");
    if readers() {
        let samples = read("metrics", &text);
        assert_eq!(value(&samples, "postmortem_action_items_overdue", &[]), Some(0.0));
    }
}

#[test]
fn hostile_names_are_values() {
    let folder = hostile();
    let text = metrics(folder.path(), "2026-03-04");
    assert!(
        !text.contains("\n\n") && text.ends_with("\n# EOF\n") && !text.contains(['\r', '\u{202e}']),
        "{text}"
    );
    assert_eq!(text.matches("# EOF").count(), 1, "{text}");
    if !readers() {
        return;
    }
    let samples = read("metrics", &text);
    for name in HOSTILE {
        let name = name.replace('\u{202e}', "\\u{202e}");
        let severity = ("severity", name.as_str());
        assert_eq!(value(&samples, "postmortem_open_incidents", &[severity]), Some(1.0), "{name:?}");
        let median = [("measure", "ttr"), severity, ("stat", "median")];
        assert_eq!(value(&samples, "postmortem_duration_seconds", &median), Some(1800.0), "{name:?}");
        let waiting = [severity, ("measure", "resolve")];
        let since = value(&samples, "postmortem_target_waiting_timestamp_seconds", &waiting);
        assert_eq!(since, Some(1_772_359_200.0), "{name:?}");
        let service = ("service", name.as_str());
        assert!(value(&samples, "postmortem_availability_objective_ratio", &[service]).is_some(), "{name:?}");
    }
    assert_eq!(value(&samples, "postmortem_action_items_overdue", &[]), Some(4.0));
}

#[test]
fn the_bytes_depend_on_the_day_only() {
    for root in [example(), hostile().path().to_owned()] {
        let at = |now: &str| metrics(&root, now);
        // One day of the example's zone, and one of UTC.
        assert_eq!(at("2026-11-28T16:00:00Z"), at("2026-11-28T23:59:59Z"));
    }
    assert_eq!(metrics(&example(), "2026-11-28T16:00:00Z"), metrics(&example(), "2026-11-29"));
    assert_ne!(metrics(&example(), "2026-11-28T15:59:59Z"), metrics(&example(), "2026-11-28T16:00:00Z"));
}

#[test]
fn filters_are_refused() {
    let refused = |arguments: &[&str]| {
        let done = Command::new(env!("CARGO_BIN_EXE_postmortem"))
            .args(arguments)
            .arg("--root")
            .arg(example())
            .output()
            .unwrap();
        assert_eq!(done.status.code(), Some(2), "{arguments:?}");
        assert!(done.stdout.is_empty());
        String::from_utf8(done.stderr).unwrap()
    };
    assert!(refused(&["stats", "--format", "openmetrics", "--kind", "external"]).contains("takes no filter"));
    assert!(refused(&["export", "prometheus-rules", "--severity", "P0"]).contains("takes no filter"));
    assert!(refused(&["export", "grafana-dashboard", "--table", "incidents"]).contains("takes no `--table`"));
    assert!(refused(&["export", "csv"]).contains("--output"));
}

#[test]
fn rules_are_read_and_lead_to_pages_that_are_there() {
    let (text, err) = postmortem(&example(), &["export", "prometheus-rules"]);
    assert_eq!(err, "");
    let file: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    postmortem(&example(), &["build", "--quiet", "--output", site.to_str().unwrap()]);
    for rule in file["groups"].as_sequence().unwrap().iter().flat_map(|g| g["rules"].as_sequence().unwrap()) {
        let url = rule["annotations"]["runbook_url"].as_str().unwrap();
        let page = url.strip_prefix("https://incidents.example.com/").unwrap();
        let (page, fragment) = page.split_once('#').unwrap_or((page, ""));
        let html = fs::read_to_string(site.join(page)).unwrap_or_else(|_| panic!("no {page}"));
        assert!(fragment.is_empty() || html.contains(&format!("id=\"{fragment}\"")), "{url}");
    }
    let (hostile_text, err) = postmortem(hostile().path(), &["export", "prometheus-rules"]);
    assert!(err.contains("set `url` in postmortem.yaml") && !hostile_text.contains("runbook_url"), "{err}");
    if readers() {
        let names =
            |rules: &Json| rules.as_array().unwrap().iter().map(|r| r["alert"].clone()).collect::<Vec<_>>();
        let (ours, theirs) = (read("rules", &text), read("rules", &hostile_text));
        assert_eq!(names(&ours), names(&theirs));
        assert_eq!(ours.as_array().unwrap().len(), 11);
    }
}

#[test]
fn the_dashboard_asks_what_prometheus_understands() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("dashboard.json");
    postmortem(&example(), &["export", "grafana-dashboard", "--output", file.to_str().unwrap()]);
    let text = fs::read_to_string(&file).unwrap();
    let board: Json = serde_json::from_str(&text).unwrap();
    assert_eq!(board["title"], "Example Pay reliability");
    if readers() {
        assert!(read("dashboard", &text).as_array().unwrap().len() > 40);
    }
}
