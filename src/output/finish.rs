//! The end of a build: remove what only an earlier build made, and write the new list.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::{fs, io};

use super::file::{self, TEMPORARY};
use super::{Report, Sync, manifest, path};
use crate::error::{Error, Result};

impl Sync {
    /// Ends the build: removes files of earlier builds that this one did not produce, and the folders that leaves
    /// empty, then writes the new list.
    ///
    /// Only files the earlier list names are removed, only regular ones, and none behind a link. Without this call
    /// nothing is removed and the earlier list stays.
    pub fn finish(self) -> Result<Report> {
        self.held().finish()?;
        let mut report =
            Report { written: self.written.into_inner(), unchanged: self.unchanged.into_inner(), removed: 0 };
        let claims = self.claims.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut produced: Vec<&str> = claims.values().map(|claim| claim.path.as_str()).collect();
        produced.sort_unstable();

        let stale = manifest::paths(&self.earlier).filter(|path| {
            // Where case makes no difference, the old name leads to the new file.
            claims.get(&path.to_lowercase()).is_none_or(|claim| {
                claim.path != *path && !file::is_same(&self.output.join(path), &self.output.join(&claim.path))
            })
        });
        let mut folders: BTreeSet<&str> = produced.iter().map(|path| path::split(path).0).collect();
        folders.insert("");
        let mut removal = Removal { output: &self.output, real: HashMap::new(), left: BTreeSet::new() };
        for path in stale {
            report.removed += usize::from(removal.remove(path)?);
        }
        if self.interrupted {
            removal.clean(folders)?;
        }
        removal.remove_empty();

        let text = manifest::text(&produced);
        if text != self.earlier {
            let failed = |cause| Error::Write { path: self.output.join(manifest::NAME), cause };
            file::replace(&self.output, manifest::NAME.as_ref(), text.as_bytes(), None).map_err(failed)?;
        }
        if self.interrupted || self.begun.get().is_some() {
            remove_file(&self.output.join(super::RUNNING))?;
        }
        Ok(report)
    }
}

struct Removal<'a> {
    output: &'a Path,
    /// Folders looked at: whether they are folders of the output and not links.
    real: HashMap<&'a str, bool>,
    /// Folders something was removed from; each may be empty now.
    left: BTreeSet<&'a str>,
}

impl<'a> Removal<'a> {
    /// Removes one file of an earlier build, if it is still a file of the output folder.
    fn remove(&mut self, path: &'a str) -> Result<bool> {
        let folder = path::split(path).0;
        if !self.is_real(folder) {
            return Ok(false);
        }
        self.left.insert(folder);
        let target = self.output.join(path);
        match fs::symlink_metadata(&target) {
            Ok(data) if data.is_file() => remove_file(&target),
            _ => Ok(false),
        }
    }

    /// Whether no name in the path of this folder is a link.
    fn is_real(&mut self, folder: &'a str) -> bool {
        if folder.is_empty() {
            return true;
        }
        if let Some(real) = self.real.get(folder) {
            return *real;
        }
        let real = self.is_real(path::split(folder).0)
            && fs::symlink_metadata(self.output.join(folder)).is_ok_and(|data| data.is_dir());
        self.real.insert(folder, real);
        real
    }

    /// Removes temporary files and folders of a killed build from the folders of both builds, and from those above them.
    fn clean(&self, mut folders: BTreeSet<&'a str>) -> Result<()> {
        folders.extend(&self.left);
        let above = |folder: &&'a str| {
            std::iter::successors(Some(*folder), |folder| folder.rsplit_once('/').map(|(above, _)| above))
        };
        let folders: BTreeSet<&str> = folders.iter().flat_map(above).collect();
        for folder in folders {
            let folder = self.output.join(folder);
            let failed = |cause| Error::Read { path: folder.clone(), cause };
            for entry in fs::read_dir(&folder).map_err(failed)? {
                let entry = entry.map_err(failed)?;
                let name = entry.file_name();
                let ours =
                    name.as_encoded_bytes().starts_with(TEMPORARY.as_bytes()) && name != super::RUNNING;
                match entry.file_type().map_err(failed)? {
                    kind if ours && kind.is_file() => drop(remove_file(&entry.path())?),
                    kind if ours && kind.is_dir() => fs::remove_dir_all(entry.path()).map_err(failed)?,
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// Removes the folders that are empty now, the innermost first.
    fn remove_empty(&self) {
        for folder in self.left.iter().rev() {
            let mut folder = *folder;
            // A folder that holds anything refuses, and so do all above it.
            while !folder.is_empty() && fs::remove_dir(self.output.join(folder)).is_ok() {
                folder = path::split(folder).0;
            }
        }
    }
}

fn remove_file(path: &Path) -> Result<bool> {
    match fs::remove_file(path) {
        Ok(()) => Ok(true),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(cause) => Err(Error::Write { path: path.to_owned(), cause }),
    }
}
