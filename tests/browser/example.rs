//! The example site, built once for a test.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// A built site in a folder that goes with it.
pub(crate) struct Example {
    folder: TempDir,
}

impl Example {
    /// Builds the example organisation.
    pub(crate) fn build() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut build = Command::new(env!("CARGO_BIN_EXE_postmortem"));
        build.args(["build", "--quiet", "--root"]);
        build.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("incidents"));
        assert!(build.arg("--output").arg(folder.path().join("site")).status().unwrap().success());
        Self { folder }
    }

    /// Where it is.
    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    /// The address of a page in the folder, without a server.
    pub(crate) fn file(&self, page: &str) -> String {
        format!("file://{}/{page}", self.path().display())
    }

    /// Pages of every kind, in every language: all of the top, and of every folder its index and the two longest pages.
    pub(crate) fn kinds(&self) -> BTreeSet<String> {
        let mut all = BTreeSet::new();
        add(&self.path(), "", &mut all);
        all
    }
}

fn add(top: &Path, folder: &str, all: &mut BTreeSet<String>) {
    let mut pages: Vec<(u64, String)> = Vec::new();
    for entry in fs::read_dir(top.join(folder)).unwrap().map(Result::unwrap) {
        let name = format!("{folder}{}", entry.file_name().into_string().unwrap());
        let about = entry.metadata().unwrap();
        if about.is_dir() {
            add(top, &format!("{name}/"), all);
        } else if name.ends_with("/index.html") {
            all.insert(name);
        } else if Path::new(&name).extension().is_some_and(|ending| ending == "html") {
            pages.push((about.len(), name));
        }
    }
    pages.sort_by(|a, b| b.cmp(a));
    let most =
        if folder.matches('/').count() == usize::from(!folder.ends_with("zh/")) { 2 } else { usize::MAX };
    all.extend(pages.into_iter().map(|(_, name)| name).take(most));
}
