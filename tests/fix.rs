//! `check --fix` on disk: what is written, what is refused, and that the diff says the same.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const RECORD: &str = "id: INC-1\r\nseverity: p1  # 支付\r\ntimeline:\r\n  - {at: 2026-03-05 10:20Z, text: paged}\r\n  - {at: 2026-03-05T10:10:00Z, text: errors rise}";
const MENDED: &str = "id: INC-1\r\nseverity: P1  # 支付\r\ntimeline:\r\n  - {at: 2026-03-05T10:10:00Z, text: errors rise}\r\n  - {at: 2026-03-05T10:20:00Z, text: paged}";

fn folder() -> tempfile::TempDir {
    let top = tempfile::tempdir().unwrap();
    fs::create_dir_all(top.path().join("incidents/2026")).unwrap();
    fs::write(top.path().join("incidents/2026/INC-1.yaml"), RECORD).unwrap();
    top
}

fn check(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_postmortem"));
    command.current_dir(folder).arg("check").args(arguments).output().unwrap()
}

fn record(folder: &Path) -> String {
    fs::read_to_string(folder.join("incidents/2026/INC-1.yaml")).unwrap()
}

#[test]
fn the_diff_is_what_is_written() {
    let (shown, written) = (folder(), folder());
    let patch = check(shown.path(), &["--fix", "--diff"]);
    assert_eq!(patch.status.code(), Some(1));
    assert_eq!(record(shown.path()), RECORD, "a diff writes nothing");
    let fixed = check(written.path(), &["--fix"]);
    let line = String::from_utf8_lossy(&fixed.stderr).into_owned();
    assert!(line.contains("fixed 3 findings in 1 file, leaving 1 error"), "{line}");
    assert_eq!(record(written.path()), MENDED);
    assert!(check(written.path(), &["--fix", "--diff"]).stdout.is_empty(), "a second time changes nothing");

    fs::write(shown.path().join("fix.patch"), patch.stdout).unwrap();
    let mut git = Command::new("git");
    match git.current_dir(shown.path()).args(["apply", "--whitespace=nowarn", "fix.patch"]).output() {
        Ok(applied) => {
            assert!(applied.status.success(), "{applied:?}");
            assert_eq!(record(shown.path()), MENDED);
        }
        Err(error) => {
            assert!(std::env::var_os("CI").is_none(), "git is needed: {error}");
            eprintln!("skipped: no git to apply the diff with");
        }
    }
}

#[cfg(unix)]
#[test]
fn one_file_refused_leaves_all_as_they_are() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let top = folder();
    let other = top.path().join("incidents/2026/INC-2.yaml");
    symlink("INC-1.yaml", &other).unwrap();
    let refused = check(top.path(), &["--fix"]);
    assert_eq!(refused.status.code(), Some(2), "{refused:?}");
    assert!(String::from_utf8_lossy(&refused.stderr).contains("reached through a link"), "{refused:?}");
    fs::remove_file(&other).unwrap();
    fs::write(&other, RECORD).unwrap();
    fs::set_permissions(&other, fs::Permissions::from_mode(0o444)).unwrap();
    let refused = check(top.path(), &["--fix"]);
    assert_eq!(refused.status.code(), Some(2), "{refused:?}");
    assert!(String::from_utf8_lossy(&refused.stderr).contains("read-only"), "{refused:?}");
    assert_eq!(record(top.path()), RECORD);
    check(top.path(), &["--fix", "incidents/2026/INC-1.yaml"]);
    assert_eq!((record(top.path()).as_str(), fs::read_to_string(other).unwrap().as_str()), (MENDED, RECORD));
}
