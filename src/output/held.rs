//! What a build has written and not yet put in place: a build that fails takes it away again.

use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::error::{Error, Result};

/// Drafts on their way to their places; dropped before [`Held::finish`], nothing of them stays.
#[derive(Debug, Default)]
pub(super) struct Held {
    /// Where each file, and each new folder with all that is in it, is and where it belongs.
    pub(super) drafts: Vec<(PathBuf, PathBuf)>,
    /// The mark of this build, where an earlier one left none.
    pub(super) mark: Option<PathBuf>,
}

impl Held {
    /// Puts everything in its place.
    pub(super) fn finish(&mut self) -> Result<()> {
        while let Some((draft, target)) = self.drafts.pop() {
            if let Err(cause) = place(&draft, &target) {
                self.drafts.push((draft, target.clone()));
                // What is in place already is of two builds: the mark tells the next one.
                self.mark = None;
                return Err(Error::Write { path: target, cause });
            }
        }
        self.mark = None;
        Ok(())
    }
}

/// Puts a file or a folder in its place. A folder that is there by now, as where another name leads to it because case makes no
/// difference, gets what is in the draft.
fn place(draft: &Path, target: &Path) -> io::Result<()> {
    let Err(cause) = fs::rename(draft, target) else { return Ok(()) };
    let is_folder = |path: &Path| fs::symlink_metadata(path).is_ok_and(|data| data.is_dir());
    if !is_folder(draft) || !is_folder(target) {
        return Err(cause);
    }
    for entry in fs::read_dir(draft)? {
        let entry = entry?;
        place(&entry.path(), &target.join(entry.file_name()))?;
    }
    fs::remove_dir(draft)
}

impl Drop for Held {
    fn drop(&mut self) {
        // The first error is the one to tell.
        for (draft, _) in &self.drafts {
            let _ = fs::remove_file(draft).or_else(|_| fs::remove_dir_all(draft));
        }
        if let Some(mark) = &self.mark {
            let _ = fs::remove_file(mark);
        }
    }
}
