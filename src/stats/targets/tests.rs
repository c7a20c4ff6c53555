//! Targets over incidents written by hand, and over any.

use super::*;
use crate::record::Settings;
use crate::stats::numbers;
use crate::workspace::{Loaded, load, read_case};

/// 2026-03-05 is a Thursday.
const NOW: i64 = 1_772_755_200; // 2026-03-06T00:00:00Z

fn loaded(settings: &str, incidents: &[&str]) -> Loaded {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("postmortem.yaml"), settings).unwrap();
    for (i, text) in incidents.iter().enumerate() {
        let text = format!("id: I-{i}\nseverity: P1\n{text}");
        std::fs::write(folder.path().join(format!("I-{i}.yaml")), text).unwrap();
    }
    load(&crate::source::Source::open_work_tree(folder.path()).unwrap())
}

/// Met, breaches with both durations, pending, unknown, uncertain.
type Row = (usize, Vec<(Option<i64>, Option<i64>)>, usize, usize, usize);

fn row(outcomes: &Outcomes<'_>) -> Row {
    let breached = outcomes.breached.iter().map(|breach| (breach.took, breach.business)).collect();
    (outcomes.met, breached, outcomes.pending, outcomes.unknown, outcomes.uncertain)
}

/// One target of P1, by the wall clock and in working hours.
fn counted(settings: &str, measure: TargetMeasure, incidents: &[&str]) -> (Row, Option<Row>) {
    let loaded = loaded(settings, incidents);
    let workspace = &loaded.workspace;
    let cases: Vec<_> =
        workspace.cases.iter().map(|case| (&**case, numbers(case, &workspace.policy))).collect();
    let all = targets(&cases, &workspace.policy, NOW);
    let target = all
        .into_iter()
        .find(|target| target.measure == measure && target.severity.id == "P1")
        .expect("P1 has the target");
    assert_eq!(target.n(), incidents.len());
    let business = target.business.as_ref().map(row);
    let Target { met, breached, pending, unknown, uncertain, .. } = target;
    (row(&Outcomes { met, breached, pending, unknown, uncertain }), business)
}

#[test]
fn without_hours_there_is_one_clock() {
    let late = "times: {detected: 2026-03-05T10:00:00Z, acknowledged: 2026-03-05T10:16:00Z}\n";
    let open = "times: {detected: 2026-03-05T10:00:00Z}\n";
    let unknown = "times: {detected: 2026-03-05T10:00:00Z, acknowledged: unknown}\n";
    let (wall, business) = counted("{}", TargetMeasure::Acknowledge, &[late, open, unknown]);
    assert_eq!(wall, (0, vec![(Some(960), None), (None, None)], 0, 1, 0));
    assert_eq!(business, None);
}

#[test]
fn a_night_is_no_working_time() {
    // Detected on Thursday at 17:50, taken on Friday at 09:04: 15 h 14 min, of which 14 min are worked.
    let night = "times: {detected: 2026-03-05T17:50:00Z, acknowledged: 2026-03-06T09:04:00Z}\n";
    // Detected in the lunch break of nobody: 20 minutes of work.
    let day = "times: {detected: 2026-03-04T12:00:00Z, acknowledged: 2026-03-04T12:20:00Z}\n";
    let hours = "calendar: {hours: \"09:00-18:00\"}\n";
    let (wall, business) = counted(hours, TargetMeasure::Acknowledge, &[night, day]);
    assert_eq!(wall, (0, vec![(Some(54_840), Some(840)), (Some(1_200), Some(1_200))], 0, 0, 0));
    assert_eq!(business, Some((1, vec![(Some(1_200), Some(1_200))], 0, 0, 0)));
}

#[test]
fn what_could_be_otherwise_is_counted() {
    let at = |acknowledged: &str| {
        format!("times: {{detected: 2026-03-05T10:00:00Z, acknowledged: {acknowledged}}}\n")
    };
    // The target is 15 minutes, `~` is 15 minutes either way.
    let (certain, met, late) =
        (at("2026-03-05T10:15:00Z"), at("~2026-03-05T10:10:00Z"), at("~2026-03-05T10:30:00Z"));
    let beyond = at("~2026-03-05T10:31:00Z");
    let (wall, _) = counted("{}", TargetMeasure::Acknowledge, &[&certain, &met, &late, &beyond]);
    assert_eq!(wall, (2, vec![(Some(1_800), None), (Some(1_860), None)], 0, 0, 2));
}

const HOURLY: &str = "severities: {P1: {targets: {update: 1h}}}\n";

#[test]
fn the_longest_gap_between_updates() {
    let told = |times: &[&str]| {
        let rows: Vec<String> = times.iter().map(|at| format!("{{at: {at}, message: x}}")).collect();
        format!(
            "times: {{detected: 2026-03-05T09:00:00Z, declared: 2026-03-05T10:00:00Z, resolved: 2026-03-05T12:00:00Z}}\ncommunications: [{}]\n",
            rows.join(", ")
        )
    };
    let one = |text: &str| counted(HOURLY, TargetMeasure::Update, &[text]).0;
    let hour = told(&["2026-03-05T11:00:00Z"]);
    assert_eq!(one(&hour), (1, vec![], 0, 0, 0), "an hour and an hour, from declared");
    // What is said before it is declared and after it is resolved is no update; the order of rows says nothing.
    let outside = told(&["2026-03-05T12:30:00Z", "2026-03-05T11:20:00Z", "2026-03-05T09:30:00Z"]);
    assert_eq!(one(&outside), (0, vec![(Some(4_800), None)], 0, 0, 0));
    assert_eq!(one(&told(&[])), (0, vec![(Some(7_200), None)], 0, 0, 0), "nobody was told");
    assert_eq!(one(&told(&["unknown"])), (0, vec![], 0, 1, 0), "it may lie in the middle");
    assert_eq!(one(&told(&["2026-03-05T11:00:00Z", "unknown"])), (1, vec![], 0, 0, 0));
    let rough = told(&["~2026-03-05T11:00:00Z"]);
    assert_eq!(one(&rough), (1, vec![], 0, 0, 1), "45 minutes or an hour and a quarter");
    let short = "times: {detected: 2026-03-05T09:00:00Z, resolved: 2026-03-05T09:50:00Z}\n";
    assert_eq!(one(short), (1, vec![], 0, 0, 0), "over before an update was due");
    assert_eq!(one("times: {resolved: 2026-03-05T09:50:00Z}\n"), (0, vec![], 0, 1, 0));
}

#[test]
fn an_open_incident_is_looked_at_until_the_day_begins() {
    let told = |detected: &str, at: &str| {
        format!("status: responding\ntimes: {{detected: {detected}}}\ncommunications: [{{at: {at}}}]\n")
    };
    let one = |text: &str| counted(HOURLY, TargetMeasure::Update, &[text]).0;
    let quiet = told("2026-03-05T22:30:00Z", "2026-03-05T23:10:00Z");
    assert_eq!(one(&quiet), (0, vec![], 1, 0, 0), "50 minutes until midnight");
    let silent = told("2026-03-05T22:30:00Z", "2026-03-05T22:50:00Z");
    assert_eq!(one(&silent), (0, vec![(None, None)], 0, 0, 0));
    let again = told("2026-03-05T21:00:00Z", "2026-03-05T23:10:00Z");
    assert_eq!(one(&again), (0, vec![(Some(7_800), None)], 0, 0, 0), "a gap that is over");
    assert_eq!(one(&told("2026-03-06T10:00:00Z", "unknown")), (0, vec![], 0, 1, 0));
}

#[test]
fn a_review_day_may_leave_it_open() {
    let review = |at: &str| format!("times: {{resolved: 2026-02-02T10:00:00Z}}\nreview: {{at: {at}}}\n");
    let settings = "severities: {P1: {review: {within: 3d}}}\n";
    let one = |at: &str| counted(settings, TargetMeasure::Review, &[&review(at)]).0;
    assert_eq!(one("2026-02-05T10:00:00Z"), (1, vec![], 0, 0, 0));
    assert_eq!(one("2026-02-05"), (0, vec![(Some(3 * 86_400 + 7_200), None)], 0, 0, 1));
    assert_eq!(one("2026-02-07"), (0, vec![(Some(5 * 86_400 + 7_200), None)], 0, 0, 0));
    assert_eq!(one("unknown"), (0, vec![], 0, 1, 0));
}

proptest::proptest! {
    /// Each incident is counted once on each clock, and no working hours are longer than the clock on the wall.
    #[test]
    fn every_incident_is_counted_once(
        ends in proptest::collection::vec((0i64..400_000, proptest::option::of(0i64..400_000), 0usize..3), 0..12),
    ) {
        let settings = "calendar: {hours: \"09:00-18:00\"}\nseverities: {P1: {targets: {acknowledge: 4h, update: 3h, resolve: 1d}}}\n";
        let settings: Settings = serde_yaml::from_str(settings).unwrap();
        let policy = Policy::new(&settings);
        let write = |at: i64| chrono::DateTime::from_timestamp(NOW - 500_000 + at, 0).unwrap().to_rfc3339();
        let cases: Vec<Case> = ends
            .into_iter()
            .enumerate()
            .map(|(i, (detected, later, said))| {
                let begin = write(detected);
                let end = later.map(|length| write(detected + length));
                let end = end.map(|end| format!(", acknowledged: {end}, resolved: {end}")).unwrap_or_default();
                let row = format!("{{at: {}}}, ", write(detected + 3_600));
                let text = format!(
                    "id: I-{i}\nseverity: P1\ntimes: {{started: {begin}, detected: {begin}{end}}}\ncommunications: [{}]\n",
                    row.repeat(said)
                );
                read_case(&format!("I-{i}.yaml"), &text, &policy).unwrap()
            })
            .collect();
        let cases: Vec<_> = cases.iter().map(|case| (case, numbers(case, &policy))).collect();
        for target in targets(&cases, &policy, NOW).iter().filter(|target| target.severity.id == "P1") {
            proptest::prop_assert_eq!(target.n(), cases.len());
            for breach in &target.breached {
                proptest::prop_assert!(breach.took.zip(breach.business).is_none_or(|(wall, work)| work <= wall));
            }
            if let Some(business) = &target.business {
                let counted = business.met + business.breached.len() + business.pending + business.unknown;
                proptest::prop_assert_eq!(counted, cases.len());
                proptest::prop_assert!(business.breached.len() <= target.breached.len());
            }
        }
    }
}
