//! Builds end to end: a bare clone gives the same bytes, a second build writes nothing, strangers' files survive.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use postmortem::cli::{Env, run};

/// Runs the program in `directory`; its exit code, standard output and standard error.
fn postmortem(directory: &Path, arguments: &[&str]) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut env = Env::within(directory, || Ok(1_795_305_600), &mut out, &mut err);
    let arguments = ["postmortem"].iter().chain(arguments).map(OsString::from);
    let code = run(arguments, &mut env);
    (code, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.insert(path.strip_prefix(folder).unwrap().to_owned(), fs::read(&path).unwrap());
            }
        }
    }
    found
}

fn git(directory: &Path, arguments: &[&str]) {
    let output = Command::new("git").args(arguments).current_dir(directory).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn copy(from: &Path, to: &Path) {
    for (path, bytes) in tree(from) {
        let path = to.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

const BOTH: [&str; 3] = ["build", "--format", "html,markdown"];

#[test]
fn a_bare_clone_gives_the_same_bytes() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    let work = folder.path().join("work");
    copy(&here.join("incidents"), &work.join("incidents"));
    let commit = [
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@example.com",
        "-c",
        "core.autocrlf=false",
        "commit",
        "-qm",
        "x",
    ];
    git(&work, &["init", "-q"]);
    git(&work, &["-c", "core.autocrlf=false", "add", "."]);
    git(&work, &commit);
    git(folder.path(), &["clone", "-q", "--bare", "work", "bare.git"]);

    let disk = folder.path().join("disk");
    let (code, _, err) = postmortem(&work, &[&BOTH[..], &["--output", disk.to_str().unwrap()]].concat());
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("1 restricted record left out"), "{err}");
    let bare = folder.path().join("bare");
    let of_bare = ["--rev", "HEAD", "--root", "incidents", "--output", bare.to_str().unwrap()];
    let (code, _, err) = postmortem(&folder.path().join("bare.git"), &[&BOTH[..], &of_bare].concat());
    assert_eq!(code, 0, "{err}");

    let (disk, bare) = (tree(&disk), tree(&bare));
    assert!(disk.len() > 150, "{}", disk.len());
    assert!(disk.keys().any(|path| path.ends_with("pool-usage.png")), "the attachment is copied");
    assert_eq!(disk.keys().collect::<Vec<_>>(), bare.keys().collect::<Vec<_>>());
    for (path, bytes) in &disk {
        assert!(bare[path] == *bytes, "{} differs", path.display());
    }
    let secret = fs::read_to_string(here.join("incidents/2026/INC-2026-0025.yaml")).unwrap();
    assert!(secret.contains("kind: security"));
    for (path, bytes) in &disk {
        assert!(!String::from_utf8_lossy(bytes).contains("INC-2026-0025"), "{} names it", path.display());
    }
}

#[test]
fn a_second_build_writes_nothing_and_strangers_survive() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    copy(&here.join("incidents"), &folder.path().join("incidents"));
    let (code, _, err) = postmortem(folder.path(), &BOTH);
    assert_eq!(code, 0, "{err}");
    fs::write(folder.path().join("site/stranger.txt"), "mine").unwrap();
    let before = tree(&folder.path().join("site"));

    let (_, _, err) = postmortem(folder.path(), &BOTH);
    assert!(err.contains("wrote 0, left") && err.contains("removed 0"), "{err}");
    assert_eq!(tree(&folder.path().join("site")), before);

    fs::remove_file(folder.path().join("incidents/library/stripe-2019-07-10-api-degradation.yaml")).unwrap();
    let (_, _, err) = postmortem(folder.path(), &BOTH);
    // In two formats and two languages.
    assert!(err.contains("removed 4"), "{err}");
    assert_eq!(fs::read(folder.path().join("site/stranger.txt")).unwrap(), b"mine");
}

#[test]
fn a_broken_file_does_not_stop_the_good_ones() {
    let folder = tempfile::tempdir().unwrap();
    let (code, _, err) = postmortem(folder.path(), &["init"]);
    assert_eq!(code, 0, "{err}");
    assert_eq!(postmortem(folder.path(), &["check"]).0, 0);
    fs::write(folder.path().join("incidents/2026/INC-2026-0002.yaml"), "id: [broken\n").unwrap();
    let (code, out, _) = postmortem(folder.path(), &["check"]);
    assert_eq!(code, 1);
    assert!(out.contains("yaml-syntax"), "{out}");
    let (code, _, err) = postmortem(folder.path(), &["build"]);
    assert_eq!(code, 1);
    assert!(err.contains("yaml-syntax"), "{err}");
    assert!(folder.path().join("site/incidents/INC-2026-0001.html").exists());
}

#[test]
fn nothing_to_read_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let (code, _, err) = postmortem(folder.path(), &["check", "--root", "."]);
    assert_eq!(code, 2);
    assert!(err.contains("nothing was read") && err.contains("help:"), "{err}");
    let (code, _, err) = postmortem(folder.path(), &["check"]);
    assert_eq!(code, 2);
    assert!(err.contains("postmortem init"), "{err}");
}

#[test]
fn a_result_goes_into_what_a_link_leads_to() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(postmortem(folder.path(), &["init"]).0, 0);
    let path = |name: &str| folder.path().join(name);
    fs::write(path("table.txt"), "old").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("table.txt", path("link")).unwrap();
    #[cfg(not(unix))]
    fs::write(path("link"), "old").unwrap();
    assert_eq!(postmortem(folder.path(), &["stats", "--output", "link"]).0, 0);
    assert!(fs::read_to_string(path("link")).unwrap().contains("TTD"));
    #[cfg(unix)]
    assert!(fs::symlink_metadata(path("link")).unwrap().is_symlink());
    let (code, _, err) = postmortem(folder.path(), &["stats", "--output", "incidents"]);
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("pass another name"), "{err}");
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 3, "no draft is left behind: {left:?}");
}
