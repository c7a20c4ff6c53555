//! What is learnt from incidents written by hand.

use super::*;
use crate::stats::{Shown, json, statistics};
use crate::workspace::{Loaded, load};

/// 2026-04-01T00:00:00Z: today is the first of April in UTC.
const NOW: i64 = 1_775_001_600;

fn loaded(settings: &str, incidents: &[&str]) -> Loaded {
    let folder = tempfile::tempdir().unwrap();
    for name in ["services", "teams"] {
        std::fs::create_dir(folder.path().join(name)).unwrap();
    }
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("postmortem.yaml", settings);
    write("teams/pay.yaml", "id: pay\n");
    write("services/web.yaml", "id: web\nowner: pay\n");
    write("services/db.yaml", "id: db\nowner: pay\n");
    write("services/mail.yaml", "id: mail\nowner: zelda.private\n");
    for (i, text) in incidents.iter().enumerate() {
        write(&format!("I-{i}.yaml"), text);
    }
    load(&crate::source::Source::open_work_tree(folder.path()).unwrap())
}

fn with<R>(settings: &str, incidents: &[&str], look: impl FnOnce(&Learning<'_>) -> R) -> R {
    let loaded = loaded(settings, incidents);
    look(statistics(&loaded.workspace, &Filter::default(), NOW).learning.as_ref().unwrap())
}

#[test]
fn who_noticed_and_what_is_not_known() {
    let by = |source: &str| format!("detection: {{source: {source}}}\n");
    let incidents = [
        by("user-report"),
        by("monitoring, layer: business"),
        by("monitoring"),
        by("monitoring, layer: business"),
        by("unknown"),
        "impact: {summary: x}\n".into(),
        by("logs"),
    ];
    let incidents: Vec<&str> = incidents.iter().map(String::as_str).collect();
    with("{}", &incidents, |learning| {
        let detection = &learning.detection;
        assert_eq!((detection.known, detection.unknown, detection.layer_unsaid), (5, 2, 1));
        let counts: Vec<_> = detection.rows.iter().map(|row| row.count).collect();
        assert_eq!(
            counts,
            [1, 3, 0, 0, 2, 1, 0, 0],
            "users, monitoring and its layers, logs, operator, other"
        );
        let users = detection.rows[0].share.unwrap();
        // Wilson for 1 of 5: 3.6 % to 62.4 %.
        assert!((users.interval.low - 0.036_224).abs() < 1e-6, "{users:?}");
        assert!((users.interval.high - 0.624_465).abs() < 1e-6, "{users:?}");
        let whole =
            detection.rows.iter().filter(|row| row.layer.is_none()).map(|row| row.count).sum::<usize>();
        assert_eq!(whole, detection.known);
    });
}

#[test]
fn factors_in_the_same_words() {
    let of = |factors: &str| format!("analysis: {{contributing_factors: [{factors}]}}\n");
    let incidents = [
        of("No canary, No  alert."),
        of("no canary., no canary"),
        of("No alert"),
        of("unknown"),
        of("Alone"),
    ];
    let incidents: Vec<&str> = incidents.iter().map(String::as_str).collect();
    with("{}", &incidents, |learning| {
        let found = &learning.recurrence;
        let repeated: Vec<_> = found
            .repeated
            .iter()
            .map(|factor| (factor.text, factor.cases.iter().map(|case| case.id.as_str()).collect::<Vec<_>>()))
            .collect();
        assert_eq!(repeated, [("No  alert.", vec!["I-0", "I-2"]), ("No canary", vec!["I-0", "I-1"])]);
        assert_eq!((found.distinct, found.without), (3, 1));
        let sharing = found.sharing.unwrap();
        assert_eq!((sharing.count, sharing.n), (3, 4));
    });
}

#[test]
fn what_becomes_of_actions() {
    let text = "times: {detected: 2026-02-28T00:00:00Z, resolved: 2026-03-01T00:00:00Z}\nreview: {at: 2026-03-03T00:00:00Z}\nactions:\n\
        - {id: A, state: done, due: 2026-03-10, done: 2026-03-10}\n\
        - {id: B, state: done, due: 2026-03-10, done: 2026-03-11}\n\
        - {id: C, state: done, due: 2026-03-10}\n\
        - {id: D, state: done, done: 2026-03-01}\n\
        - {id: E, due: 2026-03-31}\n\
        - {id: F, state: committed, due: 2026-04-01}\n\
        - {id: G, state: rejected, due: 2026-03-10}\n\
        - {id: H, state: later}\n";
    let timeless = "actions: [{id: Z}]\n";
    with("{}", &[text, timeless], |learning| {
        let actions = &learning.actions;
        assert_eq!((actions.n, actions.open, actions.done, actions.rejected), (9, 3, 4, 1));
        assert_eq!((actions.done_undated, actions.unreadable, actions.without_begin), (1, 1, 1));
        let overdue: Vec<_> =
            actions.overdue.iter().map(|item| (item.action.id.as_deref(), item.days)).collect();
        assert_eq!(overdue, [(Some("E"), 1)]);
        // A in time, B late, E still open and late.
        let in_time = actions.in_time.unwrap();
        assert_eq!((in_time.count, in_time.n), (1, 3));
        // D was done before the review and counts from resolved: one day. A eight, B nine; E and F open for thirty.
        let curve = &actions.survival;
        let steps: Vec<_> =
            curve.steps.iter().map(|step| (step.at / 86_400, step.at_risk, step.ended)).collect();
        assert_eq!(steps, [(1, 5, 1), (8, 4, 1), (9, 3, 1)]);
        assert_eq!((curve.n, curve.events, curve.last), (5, 3, 30 * 86_400));
        assert_eq!(curve.median(), Some(9.0 * 86_400.0));
    });
}

#[test]
fn from_resolved_to_the_review() {
    let of = |rest: &str| format!("severity: P1\ntimes: {{resolved: 2026-03-02T00:00:00Z}}\n{rest}");
    let incidents = [
        of("review: {at: 2026-03-03T00:00:00Z}\n"),
        of("review: {at: 2026-03-01T00:00:00Z}\n"),
        of("review: {at: unknown}\n"),
        of("review: {state: approved}\n"),
        of(""),
        of("review: {state: not-required}\n"),
        "severity: P1\nstatus: responding\n".into(),
        "severity: P3\nstatus: closed\n".into(),
    ];
    let incidents: Vec<&str> = incidents.iter().map(String::as_str).collect();
    with("{}", &incidents, |learning| {
        let review = &learning.review;
        assert_eq!((review.summary.n, review.summary.median), (1, Some(86_400.0)));
        assert_eq!((review.before, review.unknown, review.pending), (1, 2, 1));
        assert_eq!((review.not_required, review.open), (2, 1));
    });
}

#[test]
fn near_misses_under_the_same_filter() {
    let loaded = loaded(
        "{}",
        &["kind: near-miss\nseverity: P1\n", "severity: P1\n", "severity: P2\n", "kind: maintenance\n"],
    );
    let of = |filter: Filter| {
        let statistics = statistics(&loaded.workspace, &filter, NOW);
        statistics.learning.and_then(|learning| learning.near_misses).map(|share| (share.count, share.n))
    };
    assert_eq!(of(Filter::default()), Some((1, 3)));
    assert_eq!(of(Filter { severities: vec![1], ..Filter::default() }), Some((1, 2)));
    assert_eq!(of(Filter { severities: vec![3], ..Filter::default() }), None);
    assert_eq!(of(Filter::of(Some(IncidentKind::Incident))), None);
}

const NIGHT: &str = "services: [web, db]\nroles: {on-call: zelda.private, scribe: [quentin.secret, zelda.private], zelda.private: x}\n\
    detection: {by: zelda.private}\nimpact: {summary: x}\nactions: [{id: A-1, title: x, owner: quentin.secret}]\nreview: {by: quentin.secret}\n\
    times: {detected: 2026-03-05T20:00:00Z, acknowledged: 2026-03-05T20:30:00Z, mitigated: 2026-03-06T10:00:00Z}\n";
const DAY: &str = "services: [mail]\nroles: {on-call: quentin.secret}\n\
    times: {detected: 2026-03-04T16:00:00Z, resolved: 2026-03-04T19:00:00Z}\n";
const OPEN: &str = "roles: {on-call: quentin.secret}\nstatus: responding\n";

#[test]
fn load_by_role_and_team() {
    with("calendar: {hours: \"09:00-18:00\"}\n", &[NIGHT, DAY, OPEN], |learning| {
        let load = &learning.load;
        let row = |row: &LoadRow| {
            (
                row.name.clone(),
                row.incidents,
                row.detected_outside,
                row.response,
                row.response_outside,
                row.response_unknown,
            )
        };
        // The night: 13 h 30 min of response, of which 09:00 to 10:00 is worked; the day: 3 h, of which 2 are.
        let (night, day) = (48_600, 10_800);
        assert_eq!(row(&load.all), ("all".into(), 3, 1, night + day, 45_000 + 3_600, 1));
        assert_eq!((load.all.detection_unknown, load.outside.map(|p| (p.count, p.n))), (1, Some((1, 2))));
        let rows: Vec<_> = load.roles.iter().chain(&load.teams).map(row).collect();
        assert_eq!(
            rows,
            [
                ("on-call".into(), 3, 1, night + day, 48_600, 1),
                ("scribe".into(), 1, 1, night, 45_000, 0),
                ("(other)".into(), 1, 1, night, 45_000, 0),
                ("pay".into(), 1, 1, night, 45_000, 0),
                ("(other)".into(), 2, 0, day, 3_600, 1),
            ]
        );
    });
    with("{}", &[NIGHT, DAY], |learning| {
        let load = &learning.load;
        assert_eq!((load.hours, load.all.detected_outside, load.all.response_outside), (None, 0, 0));
    });
}

#[test]
fn nobody_is_named() {
    let loaded = loaded("calendar: {hours: \"09:00-18:00\"}\n", &[NIGHT, DAY, OPEN]);
    let statistics = statistics(&loaded.workspace, &Filter::default(), NOW);
    let policy = &loaded.workspace.policy;
    let mut outputs = vec![Vec::new(); 4];
    let shown = Shown::statistics(&statistics, None, policy);
    shown.terminal(false, &mut outputs[0]).unwrap();
    shown.markdown(&mut outputs[1]).unwrap();
    json(&statistics, None, policy, &mut outputs[2]).unwrap();
    outputs[3] = format!("{:?}", statistics.learning.as_ref().unwrap().load).into_bytes();
    for output in outputs {
        let text = String::from_utf8(output).unwrap();
        assert!(!text.is_empty() && !text.contains("zelda") && !text.contains("quentin"), "{text}");
    }
}
