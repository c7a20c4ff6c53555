//! The examples of the recovery rules, and the text for a terminal.

use super::{NOW, folder, plan, service, services};
use crate::finding::Finding;
use crate::recovery::{show, show_service};
use crate::rule::{Group, RULES, run};

fn found(files: &[(&str, &str)]) -> Vec<Finding> {
    let loaded = folder(files);
    assert!(loaded.findings.is_empty(), "{:?}", loaded.findings);
    run(&loaded.workspace, 0)
}

#[test]
fn the_documented_examples_do_what_they_say() {
    // Whatever the day: those that depend on it are tried where all rules are.
    let ours = RULES.iter().filter(|rule| rule.group == Group::Recovery && !rule.is_calendar());
    let mut rules = ours.peekable();
    assert!(rules.peek().is_some());
    for rule in rules {
        let bad = found(rule.bad);
        assert!(bad.iter().any(|finding| finding.rule == rule.id), "{}: {bad:?}", rule.id);
        let good = found(rule.good);
        assert!(good.iter().all(|finding| finding.rule != rule.id), "{}: {good:?}", rule.id);
    }
}

#[test]
fn findings_say_what_and_where_else() {
    let all = found(&[
        ("services/a.yaml", "id: a\ndepends_on: [{service: c, kind: soft}, {service: b}]\n"),
        ("services/b.yaml", "id: b\ndepends_on: [{service: a}]\n"),
        (
            "services/c.yaml",
            "id: c\ntier: 1\nobjectives: {rto: 30m, mtpd: 20m}\ndepends_on: [{service: d}]\nrecovery:\n  \
             - {method: failover, scenarios: [zone-loss], steps: [{id: go, estimate: {likely: 20m}}]}\n",
        ),
        (
            "services/d.yaml",
            "id: d\ntier: 2\nobjectives: {rto: 40m}\nrecovery:\n  - {method: failover, scenarios: [zone-loss], \
             steps: [{id: p, after: [q], estimate: {likely: 1m}}, {id: q, after: [], estimate: {likely: 20m}}]}\n",
        ),
    ]);
    let text = |finding: &Finding| {
        let second = finding.second.as_ref().map(|label| (label.file.clone(), label.text.clone()));
        (finding.rule, finding.file.clone(), finding.message.clone(), second)
    };
    let rows: Vec<_> = all.iter().filter(|finding| finding.rule != "missing-fact").map(text).collect();
    let d = |text: &str| Some((Some("services/d.yaml".to_owned()), text.to_owned()));
    let row = |rule, file: &str, message: &str, second| (rule, file.to_owned(), message.to_owned(), second);
    for expected in [
        row(
            "dependency-cycle",
            "services/a.yaml",
            "hard dependencies go in a circle: a → b → a",
            Some((Some("services/b.yaml".into()), "`b` needs `a` in turn".into())),
        ),
        row(
            "rto-mtpd",
            "services/c.yaml",
            "an RTO of 30m is more than the 20m that can be tolerated",
            Some((None, "the maximum tolerable period of disruption".into())),
        ),
        row(
            "rto-before-dependency",
            "services/c.yaml",
            "`c` is promised back in 30m, but needs `d`, promised in 40m",
            d("`d` may take this long"),
        ),
        row(
            "rto-unreachable",
            "services/c.yaml",
            "`c` is promised back in 30m, but zone-loss by failover takes 56m, if every step takes its likely time",
            d("the longest step on the way: 20m"),
        ),
        row(
            "tier-inversion",
            "services/c.yaml",
            "`c` is tier 1 but needs `d`, which is tier 2",
            d("less critical"),
        ),
    ] {
        assert!(rows.contains(&expected), "{expected:?} is not in {rows:#?}");
    }
}

#[test]
fn columns_line_up_in_any_language_and_nothing_escapes() {
    let workspace = services(&[
        ("支付", "name: \"a\\e[31mb\"\nobjectives: {rto: 2h}\n"),
        (
            "db",
            "objectives: {rto: 1h}\nrecovery:\n  - {method: restore, scenarios: [deletion], steps: [{step: \"两步\\n走\"}]}\n",
        ),
    ]);
    let plan = plan(&workspace, NOW);
    let mut out = Vec::new();
    show(&plan, false, &mut out).unwrap();
    for service in [service(&plan, "db"), service(&plan, "支付")] {
        show_service(&plan, service, true, &mut out).unwrap();
    }
    let text = String::from_utf8(out).unwrap();
    assert!(
        text.contains("\n  支付        -   2h  -              -    -           -  -     unknown"),
        "{text}"
    );
    assert!(
        text.contains("\n  db          -   1h  deletion       -    -           -  -       ≥ 15m"),
        "{text}"
    );
    assert!(text.contains("两步 走 (no likely time)"), "{text}");
    assert!(text.contains("a\\u{1b}[31mb") && !text.contains("\u{1b}[31m"), "{text}");
    assert!(text.contains("\u{1b}[1mObjectives\u{1b}[0m"), "{text}");
}
