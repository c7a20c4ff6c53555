//! `postmortem diff` from two states in a repository to what a reviewer reads; `UPDATE_GOLDEN=1` writes the expected
//! output anew.

#![expect(clippy::unwrap_used, reason = "helpers of tests may fail like tests")]
#![expect(clippy::print_stderr, reason = "a skipped test says so")]

mod hostile;
mod size;

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use postmortem::cli::{Env, run};
use tempfile::TempDir;

/// A repository with a folder of records.
struct Repository {
    folder: TempDir,
}

impl Repository {
    /// With one commit that holds `tests/diff/base`.
    fn new() -> Self {
        let it = Self::empty();
        copy(&beside("base"), it.folder.path());
        it.commit("base");
        it
    }

    fn empty() -> Self {
        let it = Self { folder: tempfile::tempdir().unwrap() };
        it.git(&["init", "--quiet", "--initial-branch=main"]);
        it
    }

    fn git(&self, arguments: &[&str]) {
        let mut git = Command::new("git");
        git.current_dir(self.folder.path()).args(arguments);
        for (name, value) in
            [("NAME", "somebody"), ("EMAIL", "somebody@example.com"), ("DATE", "2026-06-01T00:00:00Z")]
        {
            git.env(format!("GIT_AUTHOR_{name}"), value).env(format!("GIT_COMMITTER_{name}"), value);
        }
        git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
        assert!(git.status().unwrap().success(), "git {arguments:?}");
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", message]);
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.path().join("incidents").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// What `postmortem diff` prints; it must end well.
    fn diff(&self, arguments: &[&str]) -> String {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let clock = || Ok(1_780_300_800); // 2026-06-01T08:00:00Z
        let mut env = Env::within(self.folder.path(), clock, &mut out, &mut err);
        let all = ["postmortem", "diff"].iter().chain(arguments).map(OsString::from);
        assert_eq!(run(all, &mut env), 0, "{}", String::from_utf8_lossy(&err));
        String::from_utf8(out).unwrap()
    }
}

fn beside(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diff").join(name)
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir_all(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Tests of a repository need git: without it they are skipped where nobody relies on them.
fn git_is_here() -> bool {
    let here = Command::new("git").arg("--version").output().is_ok();
    assert!(here || std::env::var_os("CI").is_none(), "git is not installed");
    if !here {
        eprintln!("skipped: git is not installed");
    }
    here
}

#[test]
fn the_change_reads_like_this() {
    if !git_is_here() {
        return;
    }
    let repository = Repository::new();
    // Main goes on: what happens there is no part of the change.
    repository.git(&["checkout", "--quiet", "-b", "change"]);
    let head = repository.folder.path().join("incidents");
    fs::remove_file(head.join("runbooks/drain.yaml")).unwrap();
    fs::rename(head.join("2026/INC-0003.yaml"), head.join("INC-0003.yaml")).unwrap();
    copy(&beside("head"), repository.folder.path());
    repository.commit("change");
    repository.git(&["checkout", "--quiet", "main"]);
    repository.write("2026/INC-0099.yaml", "id: INC-0099\ntitle: came later\n");
    repository.commit("main goes on");
    repository.git(&["checkout", "--quiet", "change"]);
    for (format, name) in [("text", "expected.txt"), ("markdown", "expected.md"), ("json", "expected.json")] {
        let got = repository.diff(&["--base", "main", "--format", format]);
        assert_eq!(got, repository.diff(&["--base", "main", "--format", format]), "the same bytes");
        let at_commit = repository.diff(&["--base", "main", "--rev", "change", "--format", format]);
        assert_eq!(at_commit.lines().count(), got.lines().count(), "a revision reads as the work tree does");
        let path = beside(name);
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&path, &got).unwrap();
        }
        assert!(
            fs::read_to_string(&path).unwrap() == got,
            "{name} differs; look at it and run with UPDATE_GOLDEN=1"
        );
    }
}

#[test]
fn nothing_changed_says_so() {
    if !git_is_here() {
        return;
    }
    let repository = Repository::new();
    let text = repository.diff(&["--base", "HEAD"]);
    assert!(text.ends_with(": no changes\n") && text.lines().count() == 1, "{text}");
    let markdown = repository.diff(&["--base", "HEAD", "--format", "markdown"]);
    assert!(
        markdown.starts_with("<!-- postmortem diff -->\n") && markdown.contains("**no changes**"),
        "{markdown}"
    );
}

#[test]
fn a_folder_that_is_new_is_added_whole() {
    if !git_is_here() {
        return;
    }
    let repository = Repository::empty();
    fs::write(repository.folder.path().join("README.md"), "hello\n").unwrap();
    repository.commit("nothing yet");
    repository.write("INC-1.yaml", "id: INC-1\ntitle: first\n");
    let text = repository.diff(&["--base", "HEAD"]);
    assert!(text.contains("1 incident added") && text.contains("incident INC-1 added: first"), "{text}");
}

#[test]
fn secrets_are_counted_and_not_told() {
    if !git_is_here() {
        return;
    }
    let repository = Repository::empty();
    let secret = |word: &str| format!("id: SEC-1\nkind: security\ntitle: {word}\nservices: [{word}]\n");
    let field = |word: &str, level: &str| {
        format!(
            "id: INC-1\ntitle: t\nstatus: {word}\nanalysis: {{root_cause: {word}, trigger: {word}-seen}}\n\
             visibility: {{fields: {{analysis.root_cause: {level}, status: {level}}}}}\n"
        )
    };
    repository.write("SEC-1.yaml", &secret("alpha"));
    repository.write("SEC-2.yaml", "id: SEC-2\ntitle: gamma\nvisibility: {record: restricted}\n");
    repository.write("INC-1.yaml", &field("alpha", "restricted"));
    repository.commit("base");
    repository.write("SEC-1.yaml", &secret("beta"));
    // What becomes open is not told from its past.
    repository.write("SEC-2.yaml", "id: SEC-2\ntitle: delta\n");
    repository.write("INC-1.yaml", &field("beta", "internal"));
    for format in ["text", "markdown", "json"] {
        let told = repository.diff(&["--base", "HEAD", "--format", format]);
        for word in ["gamma", "delta", "SEC-1", "SEC-2", "beta\"", "beta ", "alpha\"", "alpha "] {
            assert!(!told.contains(word), "{word}: {told}");
        }
        assert!(told.contains("beta-seen"), "{told}");
    }
    assert!(repository.diff(&["--base", "HEAD"]).contains("2 restricted records changed, not shown here"));
}
