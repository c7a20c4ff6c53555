//! Two public incident logs against what a careful reader finds in them: every mistake is found, and nothing that is none.
//!
//! The converters know how the logs are written and nothing of what is wrong in them; where the logs come from is in `SOURCE.md`.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking, and prints its figures"
)]

mod cstate;
mod expected;
mod moj;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use postmortem::finding::{Finding, Place};
use postmortem::record::IncidentKind;
use postmortem::rule;
use postmortem::source::Source;
use postmortem::stats::{By, Filter, Group, Measure, statistics};
use postmortem::workspace::{Loaded, load};

use expected::{Expected, expected};

/// A record under construction.
pub(crate) struct Yaml(String);

impl Yaml {
    fn new(stem: &str, organisation: &str) -> Self {
        let source = format!("sources: [{{title: {stem}}}]\n");
        Self(format!("id: {stem}\nkind: external\norganisation: {organisation}\n{source}"))
    }

    fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    fn text(&mut self, key: &str, value: &str) {
        self.line(&format!("{key}: {}", serde_json::to_string(value).unwrap()));
    }

    fn done(self) -> String {
        self.0
    }
}

/// A log converted, read and checked: the workspace, and every finding of the reader and the rules.
fn checked(log: &str, convert: fn(&str, &str) -> String) -> (Loaded, Vec<Finding>) {
    let folder = tempfile::tempdir().unwrap();
    // The support hours that the Ministry's log states itself.
    let settings = "zone: Europe/London\ncalendar: {hours: \"10:00-17:00\"}\n";
    fs::write(folder.path().join("postmortem.yaml"), settings).unwrap();
    fs::create_dir(folder.path().join("library")).unwrap();
    let logs = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpora").join(log);
    for entry in fs::read_dir(logs).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap();
        let text = convert(stem, &fs::read_to_string(&path).unwrap());
        fs::write(folder.path().join(format!("library/{stem}.yaml")), text).unwrap();
    }
    let mut loaded = load(&Source::open_work_tree(folder.path()).unwrap());
    let mut findings = std::mem::take(&mut loaded.findings);
    // 1 January 2027: after every log.
    findings.extend(rule::run(&loaded.workspace, 1_798_761_600));
    findings.sort_by(|a, b| (&a.file, a.rule, &a.message).cmp(&(&b.file, b.rule, &b.message)));
    (loaded, findings)
}

fn stem(finding: &Finding) -> &str {
    finding.file.trim_start_matches("library/").trim_end_matches(".yaml")
}

fn shown(finding: &Finding) -> String {
    let place = match &finding.place {
        Place::Value(path) | Place::Key(path) => path.to_string(),
        place => format!("{place:?}"),
    };
    format!("{} {} {place}: {}", stem(finding), finding.rule, finding.message)
}

/// How a time is written, not what it says.
const SPELLING: [&str; 2] = ["time-offset", "time-spelling"];

/// Checks a log: every expected line is found, and what else is found is `besides`, each read in the log and judged true.
/// The figures are the lines expected, and of how many findings how many are one of them.
fn judge(log: &str, findings: &[Finding], figures: (usize, usize, usize), besides: &[&str]) {
    let lines = expected(log);
    let all: Vec<&Finding> = findings.iter().filter(|f| !SPELLING.contains(&f.rule)).collect();
    let missed = lines.iter().filter(|line| !all.iter().any(|f| line.is(stem(f), f)));
    let missed: Vec<&Expected> = missed.collect();
    let (found, extra): (Vec<&Finding>, Vec<&Finding>) =
        all.iter().partition(|f| lines.iter().any(|line| line.is(stem(f), f)));
    let extra: Vec<String> = extra.into_iter().map(shown).collect();
    println!(
        "{log}: recall {}/{}; precision {}/{} against the list, and {} more are true",
        lines.len() - missed.len(),
        lines.len(),
        found.len(),
        all.len(),
        besides.len(),
    );
    assert!(missed.is_empty(), "not found: {missed:#?}");
    assert_eq!(extra, besides, "what else is found");
    assert_eq!((lines.len(), found.len(), all.len()), figures);
}

#[test]
fn the_ministry_of_justice() {
    let (loaded, findings) = checked("moj-cloud-platform", moj::record);
    assert_eq!(loaded.workspace.cases.len(), 13);
    let besides = [
        // Its date is mistyped, and so is the header's; beyond that the row says 16:18 and the header 15:55.
        "2023-07-25-prometheus-on-live-cluster-down timeline-disagrees timeline[12].at: \
         the row says `resolved` `2023-07-05 16:18`, `times` says `2023-09-25 15:55`",
    ];
    judge("moj-cloud-platform", &findings, (17, 18, 19), &besides);
    // Every log lacks offsets, and the clean ones have nothing else.
    for case in &loaded.workspace.cases {
        assert!(findings.iter().any(|f| f.file == case.file && f.rule == "time-offset"), "{}", case.id);
    }
    for clean in expected::clean() {
        let of: Vec<String> =
            findings.iter().filter(|f| stem(f) == clean && f.rule != "time-offset").map(shown).collect();
        assert_eq!(of, Vec::<String>::new(), "{clean}");
    }
}

#[test]
fn the_status_page_of_jenkins() {
    let (loaded, findings) = checked("cstate-jenkins", cstate::record);
    assert_eq!(loaded.workspace.cases.len(), 28);
    judge("cstate-jenkins", &findings, (3, 3, 3), &[]);
    let spelled = findings.iter().filter(|f| SPELLING.contains(&f.rule));
    let spelled: BTreeSet<(&str, &str)> = spelled.map(|f| (stem(f), f.rule)).collect();
    let expected = [
        ("2020-06-13-maintenance-window", "time-offset"),
        ("2023-12-06-systempool-tainted", "time-spelling"),
    ];
    assert_eq!(spelled, BTreeSet::from(expected));
    durations(&loaded);
}

/// The durations of the valid entries, per severity, as an independent program computed them; the impossible ones are
/// named and in no number.
fn durations(loaded: &Loaded) {
    let workspace = &loaded.workspace;
    let statistics = statistics(workspace, &Filter::of(Some(IncidentKind::External)), 0);
    let slices = statistics.by(workspace, By::Tag);
    let ttr = |groups: &[Group<'_>]| groups[Measure::Ttr as usize].summary.clone();
    for (severity, n, mean, median) in expected::durations() {
        let slice = slices.iter().find(|slice| slice.name == severity);
        let summary = slice.map_or_else(|| ttr(&statistics.groups), |slice| ttr(&slice.groups));
        assert_eq!(summary.n as u64, n, "{severity}");
        assert!((summary.mean.unwrap() / 60.0 - mean).abs() < 0.005, "{severity}: {:?}", summary.mean);
        assert!((summary.median.unwrap() / 60.0 - median).abs() < 0.005, "{severity}: {:?}", summary.median);
    }
    let excluded = &statistics.groups[Measure::Ttr as usize].excluded;
    let impossible: BTreeSet<&str> = excluded.iter().map(|excluded| excluded.case.id.as_str()).collect();
    let expected =
        ["2023-12-06-systempool-tainted", "2024-06-05-RPU-trusted", "2026-04-29-ci-maintenance-sec-advisory"];
    assert_eq!(impossible, BTreeSet::from(expected));
}
