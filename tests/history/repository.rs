//! A repository with the example organisation in it, and the program run there.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use postmortem::cli::{Env, run};
use serde_json::Value;
use tempfile::TempDir;

/// What the program answered.
pub(crate) struct Answer {
    pub(crate) code: u8,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs the program in a folder.
pub(crate) fn postmortem(directory: &Path, arguments: &[&str]) -> Answer {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut env = Env::within(directory, || Ok(1_795_435_200), &mut out, &mut err);
    let arguments = ["postmortem"].iter().chain(arguments).map(OsString::from);
    let code = run(arguments, &mut env);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Answer { code, out: text(out), err: text(err) }
}

/// Whether git is installed; an error on CI, where it has to be.
pub(crate) fn has_git() -> bool {
    let there = Command::new("git").arg("--version").output().is_ok();
    assert!(there || std::env::var_os("CI").is_none(), "git is missing");
    if !there {
        eprintln!("skipped: git is not installed");
    }
    there
}

/// Runs git in a folder, without anybody's own configuration; what it printed.
pub(crate) fn git(directory: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .args(["-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main"])
        .args(arguments)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .current_dir(directory)
        .output()
        .unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A repository whose `main` holds the example organisation, with a branch `change` checked out.
pub(crate) struct Repo {
    pub(crate) top: TempDir,
}

impl Repo {
    pub(crate) fn new() -> Self {
        Self::with(|_| {})
    }

    /// The same with something more in `main`.
    pub(crate) fn with(prepare: impl FnOnce(&Self)) -> Self {
        let repo = Self { top: tempfile::tempdir().unwrap() };
        repo.git(&["init", "-q"]);
        let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("incidents");
        let folders = [
            "2025",
            "2026",
            "services",
            "teams",
            "runbooks",
            "drills",
            "alerts",
            "evidence",
            "evidence/payments-db",
            "",
        ];
        for folder in folders {
            for entry in fs::read_dir(example.join(folder)).unwrap() {
                let entry = entry.unwrap();
                if entry.file_type().unwrap().is_file() {
                    let to = repo.path(&format!("{folder}/{}", entry.file_name().to_str().unwrap()));
                    fs::create_dir_all(to.parent().unwrap()).unwrap();
                    fs::copy(entry.path(), to).unwrap();
                }
            }
        }
        prepare(&repo);
        repo.commit();
        repo.git(&["checkout", "-q", "-b", "change"]);
        repo
    }

    /// A path in the folder of records.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.top.path().join("incidents").join(path.trim_start_matches('/'))
    }

    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        git(self.top.path(), arguments)
    }

    pub(crate) fn commit(&self) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", "a change"]);
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        fs::create_dir_all(self.path(path).parent().unwrap()).unwrap();
        fs::write(self.path(path), text).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// Replaces the first occurrence of a text, which has to be there.
    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{path}: {from}");
        self.write(path, &text.replacen(from, to, 1));
    }

    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).unwrap();
    }

    pub(crate) fn rename(&self, from: &str, to: &str) {
        fs::create_dir_all(self.path(to).parent().unwrap()).unwrap();
        fs::rename(self.path(from), self.path(to)).unwrap();
    }

    /// `check`; each finding as `rule file:line message`, and what was said beside it.
    pub(crate) fn check(&self, arguments: &[&str]) -> (Vec<String>, Answer) {
        let mut all = vec!["check", "--format", "json"];
        all.extend(arguments);
        let answer = postmortem(self.top.path(), &all);
        assert!(answer.code < 2, "{}", answer.err);
        let report: Value = serde_json::from_str(&answer.out).unwrap();
        let found = report["findings"].as_array().unwrap().iter().map(|finding| {
            let place = &finding["place"];
            let file = place["file"].as_str().unwrap().trim_start_matches("incidents/");
            let line = place["line"].as_u64().map_or_else(String::new, |line| format!(":{line}"));
            format!(
                "{} {file}{line} {}",
                finding["rule"].as_str().unwrap(),
                finding["message"].as_str().unwrap()
            )
        });
        (found.collect(), answer)
    }

    /// What a change has to answer for: the same before it is added, when it is committed, and without a checkout.
    pub(crate) fn findings(&self) -> Vec<String> {
        let (edited, _) = self.check(&["--base", "main"]);
        self.git(&["add", "-A"]);
        assert_eq!(self.check(&["--base", "main"]).0, edited, "added");
        self.commit();
        assert_eq!(self.check(&["--base", "main"]).0, edited, "committed");
        let (revision, _) = self.check(&["--base", "main", "--rev", "change", "--root", "incidents"]);
        assert_eq!(revision, edited, "without a checkout");
        edited
    }
}
