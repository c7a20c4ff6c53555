//! What the tests of this module share: a folder checked, from files to report.

use std::fs;
use std::io;

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

/// A folder with much wrong in it, and with text that every format has to write safely.
pub(super) const HOSTILE: [(&str, &str); 3] = [
    (
        "2026/INC-1.yaml",
        "id: INC-1\ntitle: \"\u{1f525} fails\"\nservices: [\"\u{1f525}::]]>\", \"<img>\", \"@octocat fixes #1\", \
         \"a\\r\\n::error::b\", \"%0A::add-mask::x\", \"\\e[31m|\\u202e\"]\ntimes:\n  detected: 2026-03-01T10:00:00Z\n  \
         acknowledged: 2026-02-01T10:00:00Z\ncolour: red\n# postmortem: allow[shape]\ntimeline: []\nactions: \
         [{id: A-1, title: x}]\n",
    ),
    ("2026/INC-2.yaml", "id: \0\n"),
    ("2026/a,b:c%0A \u{fc}.yaml", "id: [\n"),
];

/// What a renderer writes.
pub(super) fn written(write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> String {
    let mut bytes = Vec::new();
    write(&mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}
