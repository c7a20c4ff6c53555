//! Files that belong together: every one is written as a draft before the first is put in place.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::file;
use crate::error::{Error, Result};

/// Files on their way into one folder; without [`Drafts::finish`] none of them arrives.
#[derive(Debug)]
pub struct Drafts {
    folder: PathBuf,
    /// Where each is, and where it belongs.
    written: Vec<(PathBuf, PathBuf)>,
}

impl Drafts {
    /// Opens a folder, and makes it where it does not exist.
    pub fn open(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder).map_err(|cause| Error::Write { path: folder.to_owned(), cause })?;
        Ok(Self { folder: folder.to_owned(), written: Vec::new() })
    }

    /// Writes the draft of a file, which is never in memory as a whole.
    pub fn write(&mut self, name: &str, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
        let target = self.folder.join(name);
        let failed = |cause| Error::Write { path: target.clone(), cause };
        let (draft, file) = file::draft(&self.folder).map_err(failed)?;
        self.written.push((draft, target.clone()));
        let mut out = BufWriter::with_capacity(1 << 16, file);
        write(&mut out).and_then(|()| out.flush()).map_err(failed)
    }

    /// Puts the files in place; what stood there is replaced, and everything else left alone.
    pub fn finish(mut self) -> Result<()> {
        while let Some((draft, target)) = self.written.pop() {
            if let Err(cause) = fs::rename(&draft, &target) {
                self.written.push((draft, target.clone()));
                return Err(Error::Write { path: target, cause });
            }
        }
        Ok(())
    }
}

impl Drop for Drafts {
    fn drop(&mut self) {
        for (draft, _) in &self.written {
            // The first error is the one to tell.
            let _ = fs::remove_file(draft);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let names = || {
            let mut names: Vec<_> =
                fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
            names.sort();
            names
        };
        fs::write(folder.path().join("a"), "old").unwrap();
        let mut drafts = Drafts::open(folder.path()).unwrap();
        drafts.write("a", |out| out.write_all(b"new")).unwrap();
        assert!(drafts.write("b", |_| Err(io::Error::other("no"))).is_err());
        drop(drafts);
        assert_eq!(names(), ["a"]);
        assert_eq!(fs::read(folder.path().join("a")).unwrap(), b"old");
        let mut drafts = Drafts::open(folder.path()).unwrap();
        drafts.write("a", |out| out.write_all(b"new")).unwrap();
        drafts.write("b", |out| out.write_all(b"new")).unwrap();
        drafts.finish().unwrap();
        assert_eq!(names(), ["a", "b"]);
        assert_eq!(fs::read(folder.path().join("a")).unwrap(), b"new");
    }
}
