//! A temporary repository with a folder of records that passes its own check.

use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::printed;

/// A wrong record: it was resolved before it began.
pub(crate) const WRONG: &str = "\
id: INC-2026-0002
title: Payments fail
severity: P2
status: detected
services: [payments]
times:
  started: 2026-03-18T14:02:00Z
  detected: 2026-03-18T14:14:00Z
  resolved: 2026-03-18T13:00:00Z
detection: {source: monitoring}
";

pub(crate) struct Repository {
    /// Goes away with the value.
    top: TempDir,
}

impl Repository {
    /// With the starter folder committed on `main`.
    pub(crate) fn new() -> Self {
        let new = Self { top: tempfile::tempdir().unwrap() };
        new.git(&["init", "--quiet", "--initial-branch", "main"]);
        for (key, value) in
            [("user.name", "test"), ("user.email", "test@example.org"), ("commit.gpgsign", "false")]
        {
            new.git(&["config", key, value]);
        }
        let init = Command::new(env!("CARGO_BIN_EXE_postmortem"))
            .args(["init", "--now", "2026-03-01"])
            .current_dir(new.path())
            .output()
            .unwrap();
        assert!(init.status.success(), "{}", printed(&init));
        new.commit("start");
        new
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.top.path().canonicalize().unwrap()
    }

    pub(crate) fn write(&self, path: impl AsRef<Path>, text: &str) {
        let path = self.top.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        let output = Command::new("git").args(arguments).current_dir(self.top.path()).output().unwrap();
        assert!(output.status.success(), "git {arguments:?}: {}", printed(&output));
        String::from_utf8(output.stdout).unwrap()
    }

    pub(crate) fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--no-verify", "--message", message]);
    }

    /// Leaves what a runner checks out for a pull request that writes these files: the merge commit, and the
    /// branches of `origin`. The base has moved on meanwhile.
    pub(crate) fn pull_request(&self, files: &[(&str, &str)]) {
        self.git(&["checkout", "--quiet", "-b", "change"]);
        for (path, text) in files {
            self.write(path, text);
        }
        self.commit("change");
        self.git(&["checkout", "--quiet", "main"]);
        self.write("README.md", "meanwhile\n");
        self.commit("meanwhile");
        self.git(&["update-ref", "refs/remotes/origin/main", "main"]);
        self.git(&["checkout", "--quiet", "--detach", "main"]);
        self.git(&["merge", "--quiet", "--no-ff", "--no-edit", "change"]);
        self.git(&["branch", "--quiet", "--delete", "--force", "main", "change"]);
    }
}
