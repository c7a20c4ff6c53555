//! Comparisons and curves over records, not over numbers: what is open, who is on which side, what a verdict says.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::fs;

use postmortem::numbers::chance::Chance;
use postmortem::source::Source;
use postmortem::stats::{By, Comparison, Filter, Incomparable, Measure, Verdict, compare, statistics};
use postmortem::time::{Period, Stretch};
use postmortem::workspace::{Workspace, load};

/// 1 July 2026, noon, UTC.
const NOW: i64 = 1_782_907_200;

/// One incident: its day, minutes until it was mitigated and resolved (open without), and what else the record says.
type Row<'a> = (&'a str, Option<u32>, &'a str);

fn workspace(rows: &[Row<'_>]) -> Workspace {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("services")).unwrap();
    fs::write(folder.path().join("services/web.yaml"), "id: web\nobjectives: {rto: 1h}\n").unwrap();
    for (i, (day, minutes, more)) in rows.iter().enumerate() {
        let mut text =
            format!("id: I-{i}\nseverity: P1\nservices: [web]\n{more}times:\n  started: {day}T00:00:00Z\n");
        if let Some(minutes) = minutes {
            let clock = format!("{:02}:{:02}", minutes / 60, minutes % 60);
            let _ = write!(text, "  mitigated: {day}T{clock}:00Z\n  resolved: {day}T{clock}:00Z\n");
        }
        fs::write(folder.path().join(format!("I-{i}.yaml")), text).unwrap();
    }
    let loaded = load(&Source::open_work_tree(folder.path()).unwrap());
    assert!(loaded.findings.is_empty(), "{:?}", loaded.findings);
    loaded.workspace
}

fn periods(first: &str, second: &str) -> [Period; 2] {
    [first, second].map(|name| Period::parse(name).unwrap())
}

fn quarters(workspace: &Workspace, by: Option<By>) -> Comparison {
    compare(workspace, &Filter::default(), periods("2026-Q1", "2026-Q2"), by, NOW, 7).unwrap()
}

fn repeated<'a>(day: &'a str, minutes: &[u32]) -> Vec<Row<'a>> {
    minutes.iter().map(|&minutes| (day, Some(minutes), "")).collect()
}

#[test]
fn ten_times_as_fast_is_detectable_and_a_fifth_is_not() {
    let slow = [300, 320, 340, 360, 380, 400, 420, 440];
    let fast = slow.map(|minutes| minutes / 10);
    let ttr = |second: &[u32]| {
        let rows = [repeated("2026-02-03", &slow), repeated("2026-05-05", second)].concat();
        let comparison = quarters(&workspace(&rows), None);
        comparison.all.changes.into_iter().find(|change| change.measure == Measure::Ttr).unwrap()
    };
    let change = ttr(&fast);
    assert_eq!(change.verdict(), Verdict::Detectable);
    assert!((change.ratio.unwrap() - 0.1).abs() < 1e-9);
    let test = change.test.unwrap();
    // No other of the C(16, 8) splits is as extreme on either side.
    assert!(test.exact && (test.p - 2.0 / 12_870.0).abs() < 1e-12, "{test:?}");

    let same = ttr(&[310, 330, 350, 370, 390, 410, 430, 250]);
    let Verdict::NotDetectable(Some(smallest)) = same.verdict() else { panic!("{:?}", same.verdict()) };
    assert!((0.05..0.5).contains(&smallest), "{smallest}");
}

#[test]
fn what_is_open_is_in_the_test_and_not_in_the_ratio() {
    let rows = [
        repeated("2026-02-03", &[10, 12, 14, 16, 18, 20]),
        repeated("2026-05-05", &[10, 12]),
        vec![
            ("2026-04-06", None, ""),
            ("2026-04-07", None, ""),
            ("2026-04-08", None, ""),
            ("2026-04-09", None, ""),
        ],
    ]
    .concat();
    let comparison = quarters(&workspace(&rows), None);
    assert_eq!(comparison.all.counts, [6, 6]);
    let change = comparison.all.changes.iter().find(|change| change.measure == Measure::Ttr).unwrap();
    assert!(change.censored);
    assert_eq!((change.open, change.summaries[1].n), ([0, 4], 2));
    // What has ended got shorter; with the four that go on for months it did not.
    assert!(change.ratio.unwrap() < 1.0);
    assert!(change.test.as_ref().unwrap().statistic.abs() > 1.5, "{:?}", change.test);
}

#[test]
fn days_that_have_not_come_are_no_exposure() {
    let workspace = workspace(&repeated("2026-06-03", &[10]));
    let now = 1_781_092_800; // 2026-06-10T12:00:00Z
    let pair = periods("2026-05", "2026-06");
    let comparison = compare(&workspace, &Filter::default(), pair, None, now, 7).unwrap();
    assert_eq!(comparison.days.map(f64::to_bits), [31.0_f64, 10.0].map(f64::to_bits));
    assert_eq!(comparison.all.counts, [0, 1]);
    assert!(comparison.records_begin.is_some(), "the first record is younger than the first period");
    let compared = |first, second| {
        compare(&workspace, &Filter::default(), periods(first, second), None, now, 7).map(|_| ()).unwrap_err()
    };
    assert_eq!(compared("2026-05", "2026-Q2"), Incomparable::Overlap);
    assert_eq!(compared("2026-05", "2026-07"), Incomparable::Future);
}

#[test]
fn slices_are_corrected_together() {
    let slow = [300, 320, 340, 360, 380, 400];
    let tagged = |day, minutes: &[u32], tags| -> Vec<Row<'_>> {
        minutes.iter().map(|&minutes| (day, Some(minutes), tags)).collect()
    };
    let fast = slow.map(|minutes| minutes / 10);
    let rows = [
        tagged("2026-02-03", &slow, "tags: [a]\n"),
        tagged("2026-05-05", &fast, "tags: [a]\n"),
        tagged("2026-02-03", &slow, "tags: [b]\n"),
        tagged("2026-05-05", &slow, "tags: [b]\n"),
        tagged("2026-05-05", &[5], "tags: [c]\n"),
    ]
    .concat();
    let comparison = quarters(&workspace(&rows), Some(By::Tag));
    let ttr = |place: usize| {
        comparison.slices[place].1.changes.iter().find(|change| change.measure == Measure::Ttr).unwrap()
    };
    let names: Vec<&str> = comparison.slices.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["a", "b", "c"]);
    let raw = 2.0 / 924.0;
    // Two of the three could be tested: the smaller p counts twice.
    assert!((ttr(0).p.unwrap() - 2.0 * raw).abs() < 1e-12, "{:?}", ttr(0).p);
    assert_eq!(ttr(0).verdict(), Verdict::Detectable);
    assert!((ttr(1).p.unwrap() - 1.0).abs() < 1e-12);
    assert_eq!(ttr(2).verdict(), Verdict::NoData);
    let alone = quarters(&workspace(&rows), None).all.rate.unwrap();
    let slice = comparison.slices[0].1.rate.as_ref().unwrap();
    assert!(slice.low < alone.low, "an interval for all groups at once is wider");
}

#[test]
fn the_same_seed_gives_the_same_answer() {
    let minutes: Vec<u32> = (1..=40).map(|i| i * 7 % 61 + 5).collect();
    let rows = [repeated("2026-02-03", &minutes[..20]), repeated("2026-05-05", &minutes[20..])].concat();
    let workspace = workspace(&rows);
    let p = |seed| {
        let pair = periods("2026-Q1", "2026-Q2");
        let comparison = compare(&workspace, &Filter::default(), pair, None, NOW, seed).unwrap();
        let test = comparison.all.changes[Measure::Ttr as usize].test.unwrap();
        assert!(!test.exact && test.error > 0.0);
        test.p.to_bits()
    };
    assert_eq!(p(7), p(7));
    assert_ne!(p(7), p(8));
}

#[test]
fn open_incidents_lengthen_what_closed_ones_say() {
    let mut rows = repeated("2026-05-05", &[10, 20, 30, 40, 50, 70, 80, 90, 100, 110]);
    let closed = workspace(&rows);
    rows.extend([("2026-06-01", None, ""); 10]);
    let both = workspace(&rows);
    let share = |workspace: &Workspace| {
        let statistics = statistics(workspace, &Filter::default(), NOW);
        assert_eq!(statistics.recovery.len(), 1);
        let recovery = &statistics.recovery[0];
        let chance = recovery.mitigate.beyond(recovery.rto).chance;
        let Chance::Between { share, interval } = chance else { panic!("{chance:?}") };
        assert!(interval.low < share && share < interval.high);
        share
    };
    assert!((share(&closed) - 0.5).abs() < 1e-12);
    assert!((share(&both) - 0.75).abs() < 1e-12);
    let statistics = statistics(&both, &Filter::default(), NOW);
    assert_eq!((statistics.lasting[1].open, statistics.lasting[1].curve.events), (10, 10));
}

#[test]
fn groups_hold_everything_once_or_more() {
    let rows = [
        ("2026-02-03", Some(10), "tags: [a, b]\n"),
        ("2026-02-04", Some(20), "tags: [a]\n"),
        ("2026-05-04", Some(30), ""),
    ];
    let workspace = workspace(&rows);
    let statistics = statistics(&workspace, &Filter::default(), NOW);
    let of = |by| -> Vec<(String, usize)> {
        statistics.by(&workspace, by).into_iter().map(|slice| (slice.name, slice.n)).collect()
    };
    let pair = |name: &str, n| (name.to_owned(), n);
    assert_eq!(of(By::Tag), [pair("a", 2), pair("b", 1), pair("(none)", 1)]);
    assert_eq!(of(By::Begun(Stretch::Quarter)), [pair("2026-Q1", 2), pair("2026-Q2", 1)]);
    assert_eq!(of(By::Service), [pair("web", 3)]);
}
