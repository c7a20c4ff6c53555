//! One line of the example changed makes exactly one rule speak.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::{example, findings, run};

/// The rule, the file, and what is exchanged for what, once.
const PAIRS: &[(&str, &str, &str, &str)] = &[
    ("bad-alert-rules", "alerts/platform.yaml", "kind: PrometheusRule", "kind: {{ .Values.kind }}"),
    (
        "alert-without-runbook",
        "alerts/platform.yaml",
        "- alert: ZoneUnreachable\n",
        "- {alert: ZoneIsSlow, expr: 1}\n    - alert: ZoneUnreachable\n",
    ),
    (
        "runbook-url-unresolved",
        "alerts/payments.rules.yaml",
        "/runbooks/late-settlement.html",
        "/runbooks/settlement.html",
    ),
    (
        "unknown-alert",
        "runbooks/late-settlement.yaml",
        "[SettlementFileLate,",
        "[SettlementFileLat, SettlementFileLate,",
    ),
    ("runbook-failed", "2026/INC-2026-0052.yaml", "effective: partial", "effective: no"),
    ("incident-without-runbook", "2026/INC-2026-0045.yaml", "      runbook: roll-back-release\n", ""),
    ("destructive-step-unguarded", "runbooks/drain-message-queue.yaml", "", ""),
    (
        "stale-runbook",
        "runbooks/late-settlement.yaml",
        "last_reviewed: 2026-10-12",
        "last_reviewed: 2026-01-12",
    ),
    ("unowned-runbook", "runbooks/late-settlement.yaml", "owner: finance-systems\n", ""),
    ("placeholder", "runbooks/late-settlement.yaml", "escalation: \"After", "escalation: \"TODO: after"),
    (
        "placeholder",
        "runbooks/roll-back-release.md",
        "Publish the previous key set,",
        "TBD: publish the previous key set,",
    ),
];

fn rules(folder: &Path) -> BTreeSet<&'static str> {
    findings(folder).iter().map(|finding| finding.rule).collect()
}

fn change(folder: &Path, file: &str, from: &str, to: &str) {
    let path = folder.join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} has no {from}");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn each_change_is_found_by_its_rule() {
    assert_eq!(rules(example().path()), BTreeSet::new());
    for &(rule, file, from, to) in PAIRS {
        let folder = example();
        if rule == "destructive-step-unguarded" {
            let unguarded = "id: drop\nalerts: [EdgePoolEmpty]\nowner: platform\nsteps: [{title: Drop, command: psql -c 'DROP TABLE x'}]\n";
            fs::write(folder.path().join("runbooks/drop.yaml"), unguarded).unwrap();
        } else {
            change(folder.path(), file, from, to);
        }
        let mut wanted = BTreeSet::from([rule]);
        // Whose recovery rests on it is said beside.
        if rule == "stale-runbook" {
            wanted.insert("step-runbook-stale");
        }
        assert_eq!(rules(folder.path()), wanted, "{rule}: {file}: {to}");
    }
}

#[test]
fn an_alert_is_allowed_by_a_comment() {
    let folder = example();
    let extra = "- {alert: ZoneIsSlow, expr: 1}";
    change(
        folder.path(),
        "alerts/platform.yaml",
        "- alert: ZoneUnreachable",
        &format!("{extra}\n    - alert: ZoneUnreachable"),
    );
    let check = || {
        let output = run(folder.path(), &["check", "--root", ".", "--format", "concise"]);
        String::from_utf8(output.stdout).unwrap()
    };
    let told = check();
    assert!(told.contains("alerts/platform.yaml:") && told.contains("[alert-without-runbook]"), "{told}");
    let comment = "  # postmortem: allow[alert-without-runbook] nobody is paged by it yet";
    change(folder.path(), "alerts/platform.yaml", extra, &format!("{extra}{comment}"));
    assert_eq!(check(), "");
}
