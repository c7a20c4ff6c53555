//! The example folder passes our own check, without suppressions.

use std::path::Path;

use postmortem::source::Source;
use postmortem::{rule, workspace};

#[test]
fn the_example_has_no_findings() {
    let source = Source::open_work_tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join("incidents")).unwrap();
    let loaded = workspace::load(&source);
    let mut findings = loaded.findings;
    findings.extend(rule::run(&loaded.workspace, 1_795_348_800));
    let found: Vec<String> =
        findings.iter().map(|f| format!("{} {}: {}", f.file, f.rule, f.message)).collect();
    assert_eq!(found, Vec::<String>::new());
    assert!(loaded.workspace.policy.rules.is_empty(), "the example switches no rule off");
    assert!(loaded.files > 60);
}
