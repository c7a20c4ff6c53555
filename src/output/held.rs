//! What a build has written and not yet put in place: a build that fails takes it away again.

use std::fs;
use std::path::PathBuf;

use crate::error::{Error, Result};

/// Drafts on their way to their places; dropped before [`Held::finish`], nothing of them stays.
#[derive(Debug, Default)]
pub(super) struct Held {
    /// Where each draft is, and where it belongs.
    pub(super) files: Vec<(PathBuf, PathBuf)>,
    /// Folders that this build made, the outer ones first.
    pub(super) folders: Vec<PathBuf>,
    /// The mark of this build, where an earlier one left none.
    pub(super) mark: Option<PathBuf>,
}

impl Held {
    /// Puts every file in its place.
    pub(super) fn finish(&mut self) -> Result<()> {
        while let Some((draft, target)) = self.files.pop() {
            if let Err(cause) = fs::rename(&draft, &target) {
                self.files.push((draft, target.clone()));
                // What is in place already is of two builds: the mark tells the next one.
                self.mark = None;
                return Err(Error::Write { path: target, cause });
            }
        }
        self.folders.clear();
        self.mark = None;
        Ok(())
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // The first error is the one to tell. A folder that holds anything refuses to go.
        for (draft, _) in &self.files {
            let _ = fs::remove_file(draft);
        }
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
        if let Some(mark) = &self.mark {
            let _ = fs::remove_file(mark);
        }
    }
}
