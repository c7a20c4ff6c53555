//! What the tests of this module share: a folder checked, from files to report.

use std::fs;

use super::{Finding, Report, report, suppress, weigh};
use crate::rule;
use crate::source::{RECORD_LIMIT, Source};
use crate::workspace::load;

/// The report about a folder of these files, and how many findings comments allow.
pub(super) fn checked(files: &[(&str, &str)]) -> (Report, usize) {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let source = Source::open_work_tree(folder.path()).unwrap();
    let loaded = load(&source);
    let mut findings = loaded.findings;
    findings.extend(rule::run(&loaded.workspace, 1_772_323_200));
    let level = |finding: &Finding| rule::weigh(finding, &loaded.workspace.policy);
    let read = |file: &str| String::from_utf8(source.read_one(file, RECORD_LIMIT).ok()?).ok();
    let (weighed, suppressed) = suppress(weigh(findings, level), &loaded.marked, read, level, |_| true);
    (report(weighed, read), suppressed)
}
