//! Every rule that comes with a fix: its examples run, and nothing else comes with one.

use std::collections::BTreeMap;
use std::fs;

use crate::finding::{Level, Report, report, weigh};
use crate::fix::{FIXED, mend, plan};
use crate::rule::{RULES, Rule, find, run};
use crate::source::{RECORD_LIMIT, Source};
use crate::workspace::load;

fn look(source: &Source) -> Report {
    let mut loaded = load(source);
    let mut findings = std::mem::take(&mut loaded.findings);
    findings.extend(run(&loaded.workspace, 0));
    // What depends on the day is no fix's doing.
    findings.retain(|finding| !find(finding.rule).is_some_and(Rule::is_calendar));
    let read = |file: &str| String::from_utf8(source.read_one(file, RECORD_LIMIT).ok()?).ok();
    report(weigh(findings, |_| Some(Level::Error)), read)
}

/// The files after every fix, with what was found before and what is left.
pub(super) fn after(files: &[(&str, &str)]) -> (BTreeMap<String, String>, Report, Report) {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let mut source = Source::open_work_tree(folder.path()).unwrap();
    let mut texts: BTreeMap<String, String> =
        files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    let before = look(&source);
    for _ in 0..10 {
        let mended = mend(&look(&source));
        if mended.findings == 0 {
            return (texts, before, look(&source));
        }
        for (file, text) in mended.texts {
            source.edit(&file, text.clone().into_bytes());
            texts.insert(file, text);
        }
    }
    panic!("fixes undo one another: {files:?}");
}

fn of(report: &Report, rule: &str) -> usize {
    report.findings.iter().filter(|found| found.finding.rule == rule).count()
}

#[test]
fn examples_come_out_as_written() {
    assert!(FIXED.is_sorted_by_key(|fixed| RULES.iter().position(|rule| rule.id == fixed.rule)));
    for fixed in FIXED {
        assert!(RULES.iter().any(|rule| rule.id == fixed.rule), "{}", fixed.rule);
        let (texts, before, left) = after(fixed.before);
        let texts: Vec<(&str, &str)> =
            fixed.after.iter().map(|(path, _)| (*path, texts[*path].as_str())).collect();
        assert!(of(&before, fixed.rule) > 0, "{}: nothing is found", fixed.rule);
        assert_eq!(texts, fixed.after, "{}", fixed.rule);
        assert_eq!(of(&left, fixed.rule), 0, "{}: {:?}", fixed.rule, left.findings);
    }
}

#[test]
fn a_fix_silences_its_finding_and_raises_no_other() {
    for (path, files) in
        RULES.iter().map(|rule| (rule.id, rule.bad)).chain(FIXED.iter().map(|f| (f.rule, f.before)))
    {
        let (_, before, left) = after(files);
        let fixable = plan(&before);
        for (found, splices) in before.findings.iter().zip(fixable) {
            let finding = &found.finding;
            if splices.is_some() {
                assert!(
                    FIXED.iter().any(|fixed| fixed.rule == finding.rule),
                    "{} is not in the list",
                    finding.rule
                );
                let same = |other: &&crate::finding::Located| {
                    (other.finding.rule, &other.finding.message) == (finding.rule, &finding.message)
                };
                assert!(!left.findings.iter().any(|other| same(&other)), "{path}: {finding:?}");
            }
        }
        for found in &left.findings {
            assert!(
                before.findings.iter().any(|other| other.finding.rule == found.finding.rule),
                "{path}: {found:?}"
            );
        }
    }
}

#[test]
fn guesses_are_left_to_people() {
    let unsure: &[(&str, &str)] = &[
        // Without the setting, nobody said in which zone it was written.
        ("INC-1.yaml", "id: INC-1\ntimes: {detected: 2026-03-05T10:00:00}\n"),
        // Two words for one field, and a misspelt one.
        ("INC-2.yaml", "id: INC-2\nanalysis: {rootCause: a, root-cause: b}\ntimes: {acknowleged: unknown}\n"),
        ("INC-3.yaml", "id: INC-3\nimpact: {share: 30}\nstatus: investigating\nseverity: critical-ish\n"),
        // A lost digit, a day off at the end, rows that may lie either way, a row without a time.
        (
            "INC-4.yaml",
            "id: INC-4\ntimeline:\n  - {at: 2023-07-25T14:05:00Z, text: a}\n  - {at: 2023-07-05T14:20:00Z, text: b}\n  - {at: 2023-07-25T15:40:00Z, text: c}\n",
        ),
        (
            "INC-5.yaml",
            "id: INC-5\ntimeline:\n  - {at: 2023-07-25T14:05:00Z, text: a}\n  - {at: 2023-07-25T15:05:00Z, text: b}\n  - {at: 2023-07-24T15:10:00Z, text: c}\n",
        ),
        (
            "INC-6.yaml",
            "id: INC-6\ntimeline:\n  - {at: 2023-07-25T14:05:00Z, text: a}\n  - {at: ~2023-07-25T13:00:00Z, text: b}\n  - {at: ~2023-07-25T13:10:00Z, text: c}\n",
        ),
        (
            "INC-7.yaml",
            "id: INC-7\ntimeline:\n  - {at: 2023-07-25T14:05:00Z, text: a}\n  - {at: 2023-07-25T13:00:00Z, text: b}\n  - {text: c}\n",
        ),
        // Ends a day apart: which of them is the slip?
        ("INC-8.yaml", "id: INC-8\ntimes: {started: 2023-07-25T14:05:00Z/2023-07-24T14:05:00Z}\n"),
        // A row that is no map is not counted by the rule: its indices are not those of the file.
        (
            "INC-9.yaml",
            "id: INC-9\ntimeline:\n  - lost\n  - {at: 2023-07-25T14:05:00Z, text: a}\n  - {at: 2023-07-25T13:55:00Z, text: b}\n",
        ),
    ];
    let (_, before, left) = after(unsure);
    assert_eq!(before.findings.len(), left.findings.len(), "{:?}", plan(&before));
    let files: std::collections::BTreeSet<&str> =
        left.findings.iter().map(|f| f.finding.file.as_str()).collect();
    assert_eq!(files.len(), unsure.len(), "each of them is found");
}

#[test]
fn fixes_compose() {
    // Spelling, offset, then order; two rows share one fix; a key and values beside it.
    let files: &[(&str, &str)] = &[
        ("postmortem.yaml", "zone: Asia/Shanghai\n"),
        (
            "INC-1.yaml",
            "id: INC-1\nStatus: Detected\ntimeline:\n  - {at: 2026-03-05T10:30:00, text: c}\n  - {at: 2026-03-05 10:20+08, text: b}\n  - {at: 2026-03-05T2:10:00-00:00, text: a}\n",
        ),
    ];
    let (texts, ..) = after(files);
    assert_eq!(
        texts["INC-1.yaml"],
        "id: INC-1\nstatus: detected\ntimeline:\n  - {at: 2026-03-05T02:10:00Z, text: a}\n  - {at: 2026-03-05T10:20:00+08:00, text: b}\n  - {at: 2026-03-05T10:30:00+08:00, text: c}\n"
    );
    let again: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    assert_eq!(after(&again).0, texts, "a second time changes nothing");
}
