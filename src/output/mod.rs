//! Writing: the only place that writes output.
//!
//! The output folder is synchronised, not overwritten: a file that already has the right bytes is left alone, any
//! other is written under a temporary name, as is a folder that was not there with all that is in it, and all are renamed at
//! the end. Only files that an earlier build listed are removed. A build that fails leaves what was there; a killed one leaves
//! whole files only. Nothing is written or removed through a link inside the folder.
//!
//! Not defended against: somebody who changes the output folder while it is written, and a power cut (no `fsync`).

mod drafts;
mod file;
mod finish;
mod held;
mod manifest;
mod path;
mod place;
mod revise;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, OnceLock, PoisonError, RwLock};
use std::{fs, io};

pub use self::drafts::Drafts;
use self::held::Held;
pub use self::place::check_output;
pub use self::revise::{Revision, revise};

use crate::error::{Error, Result};

/// Stands in the output folder while files are written; found at the start, it tells of a killed build.
const RUNNING: &str = ".postmortem-tmp-running";

/// What that mark says in a folder that holds nothing else than builds.
const OURS: &[u8] = b"built\n";

/// An output folder that is being brought up to date; written to from many threads at once.
///
/// Use it by its full name, `output::Sync`: it has nothing to do with the marker trait.
pub struct Sync {
    /// The folder, links resolved.
    output: PathBuf,
    /// The text of the list an earlier build left.
    earlier: String,
    /// Whether an earlier build was killed.
    interrupted: bool,
    /// Whether what is in the folder is of earlier builds; in any other folder nothing is replaced.
    ours: bool,
    /// Whether this build has written anything; holds what went wrong with its mark.
    begun: OnceLock<io::Result<()>>,
    /// Folders that files were written to, and those above them.
    folders: RwLock<HashMap<String, Folder>>,
    /// Every produced path, by its lower-case form.
    claims: Mutex<HashMap<String, Claim>>,
    /// Wakes who waits for a claim to be settled.
    settled: Condvar,
    /// What is written and not yet in place.
    held: Mutex<Held>,
    written: AtomicUsize,
    unchanged: AtomicUsize,
}

/// What a build did to its output folder, in files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Report {
    /// Files that are new or changed.
    pub written: usize,
    /// Files that had the right bytes already.
    pub unchanged: usize,
    /// Files of earlier builds that are gone.
    pub removed: usize,
}

/// A folder of the output.
#[derive(Debug, Clone)]
struct Folder {
    /// Where it is.
    place: PathBuf,
    /// Whether it was empty when this build came to it: nothing of others is in the way of a file.
    empty: bool,
    /// Whether it is a draft: its files already have their names.
    draft: bool,
}

struct Claim {
    path: String,
    size: usize,
    settled: bool,
    /// Whether somebody waits until it is.
    awaited: bool,
    /// Its draft, where it has one.
    draft: Option<PathBuf>,
}

impl Sync {
    /// Opens an output folder, and makes it where it does not exist; see [`check_output`] for where it may be.
    pub fn open(output: &Path) -> Result<Self> {
        let failed = |cause| Error::Write { path: output.to_owned(), cause };
        fs::create_dir_all(output).map_err(failed)?;
        let output = output.canonicalize().map_err(failed)?;
        let empty = fs::read_dir(&output).map_err(failed)?.next().is_none();
        let earlier = manifest::read(&output)?;
        Ok(Self {
            interrupted: fs::symlink_metadata(output.join(RUNNING)).is_ok(),
            ours: empty
                || !earlier.is_empty()
                || file::holds(&output.join(RUNNING), OURS).is_ok_and(|held| held),
            earlier,
            begun: OnceLock::new(),
            folders: RwLock::new(HashMap::from([(
                String::new(),
                Folder { place: output.clone(), empty, draft: false },
            )])),
            claims: Mutex::default(),
            settled: Condvar::new(),
            held: Mutex::default(),
            written: AtomicUsize::new(0),
            unchanged: AtomicUsize::new(0),
            output,
        })
    }

    /// Brings one file up to date.
    ///
    /// `path` is relative to the output folder, with `/` between names. The same path may be produced twice with
    /// the same bytes; with other bytes, or as a path that differs only in case, it is an error.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<()> {
        path::check(path).map_err(|why| Error::OutputPath { path: path.to_owned(), why })?;
        let Some(key) = self.claim(path, bytes)? else { return Ok(()) };
        let done = self.put(path, bytes);
        let (draft, done) = done.map_or_else(|error| (None, Err(error)), |draft| (draft, Ok(())));
        let mut awaited = false;
        if let Some(claim) = self.claims().get_mut(&key) {
            (claim.settled, claim.draft) = (true, draft);
            awaited = claim.awaited;
        }
        if awaited {
            self.settled.notify_all();
        }
        done
    }

    /// Claims a path for the caller; nothing when the same bytes are there from this build.
    fn claim(&self, path: &str, bytes: &[u8]) -> Result<Option<String>> {
        let key = path.to_lowercase();
        let mut claims = self.claims();
        let other = loop {
            match claims.get_mut(&key) {
                None => {
                    let (path, size) = (path.to_owned(), bytes.len());
                    let claim = Claim { path, size, settled: false, awaited: false, draft: None };
                    claims.insert(key.clone(), claim);
                    return Ok(Some(key));
                }
                Some(claim) if claim.path != path || claim.size != bytes.len() => break claim.path.clone(),
                Some(claim) if claim.settled => {
                    let target = claim.draft.clone().unwrap_or_else(|| self.output.join(path));
                    drop(claims);
                    if file::holds(&target, bytes).map_err(|cause| Error::Read { path: target, cause })? {
                        return Ok(None);
                    }
                    break path.to_owned();
                }
                Some(claim) => {
                    claim.awaited = true;
                    claims = self.settled.wait(claims).unwrap_or_else(PoisonError::into_inner);
                }
            }
        };
        Err(Error::OutputCollision { path: path.to_owned(), other })
    }

    /// Writes the draft of a file that is not there yet with these bytes; its path.
    fn put(&self, path: &str, bytes: &[u8]) -> Result<Option<PathBuf>> {
        let target = self.output.join(path);
        let failed = |cause| Error::Write { path: target.clone(), cause };
        let (folder, name) = path::split(path);
        let folder = self.folder(folder)?;
        if !folder.empty {
            if file::holds(&target, bytes).map_err(failed)? {
                self.unchanged.fetch_add(1, Ordering::Relaxed);
                return Ok(None);
            }
            let there = fs::symlink_metadata(&target).ok();
            if there.is_some() && !self.ours {
                return Err(Error::OutputStranger { path: target });
            }
            if there.is_some_and(|data| data.is_dir()) {
                return Err(failed(io::ErrorKind::IsADirectory.into()));
            }
        }
        // A folder in the way would only be found at the end.
        if self.folders.read().unwrap_or_else(PoisonError::into_inner).contains_key(path) {
            return Err(failed(io::ErrorKind::IsADirectory.into()));
        }
        self.begin()?;
        let draft = if folder.draft {
            let draft = folder.place.join(name);
            file::write_new(&draft, bytes).map_err(failed)?;
            draft
        } else {
            let draft = file::write_draft(&folder.place, bytes).map_err(failed)?;
            self.held().drafts.push((draft.clone(), target));
            draft
        };
        self.written.fetch_add(1, Ordering::Relaxed);
        Ok(Some(draft))
    }

    /// Sees to it that there is a folder, or the draft of one.
    fn folder(&self, path: &str) -> Result<Folder> {
        let known = self.folders.read().unwrap_or_else(PoisonError::into_inner).get(path).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let (parent, name) = path::split(path);
        let parent = self.folder(parent)?;
        let target = self.output.join(path);
        let failed = |cause| Error::Write { path: target.clone(), cause };
        // Held until it is made, so that one thread makes it.
        let mut folders = self.folders.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = folders.get(path) {
            return Ok(known.clone());
        }
        if self.claims().contains_key(&path.to_lowercase()) {
            return Err(Error::OutputNotAFolder { path: target });
        }
        let folder = if parent.draft {
            let place = parent.place.join(name);
            match fs::create_dir(&place) {
                // Where case makes no difference, another name leads to it.
                Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists && place.is_dir() => {}
                done => done.map_err(failed)?,
            }
            Folder { place, empty: true, draft: true }
        } else if !parent.empty && exists(&target)? {
            Folder { place: target, empty: false, draft: false }
        } else {
            self.begin()?;
            let place = file::draft_folder(&parent.place).map_err(failed)?;
            self.held().drafts.push((place.clone(), target));
            Folder { place, empty: true, draft: true }
        };
        folders.insert(path.to_owned(), folder.clone());
        Ok(folder)
    }

    /// Leaves the mark that tells the next build of this one, should it be killed.
    fn begin(&self) -> Result<()> {
        let mark = || {
            file::replace(&self.output, RUNNING.as_ref(), if self.ours { OURS } else { b"" }, None)?;
            if !self.interrupted {
                self.held().mark = Some(self.output.join(RUNNING));
            }
            Ok(())
        };
        match self.begun.get_or_init(mark) {
            Ok(()) => Ok(()),
            Err(cause) => Err(Error::Write { path: self.output.clone(), cause: cause.kind().into() }),
        }
    }

    fn held(&self) -> std::sync::MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn claims(&self) -> std::sync::MutexGuard<'_, HashMap<String, Claim>> {
        self.claims.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a folder is there; anything else in its place, a link above all, is an error.
fn exists(folder: &Path) -> Result<bool> {
    match fs::symlink_metadata(folder) {
        Ok(data) if data.is_dir() => Ok(true),
        Ok(_) => Err(Error::OutputNotAFolder { path: folder.to_owned() }),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(cause) => Err(Error::Write { path: folder.to_owned(), cause }),
    }
}
