//! One file at a time: compare, and replace as a whole.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};

/// Temporary files and folders begin like this; a killed build may leave some.
pub(super) const TEMPORARY: &str = ".postmortem-tmp-";

/// Whether a regular file with exactly these bytes is there. A link is never followed: it is no such file.
pub(super) fn holds(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    let data = match fs::symlink_metadata(path) {
        Ok(data) => data,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(cause) => return Err(cause),
    };
    if !data.is_file() || data.len() != bytes.len() as u64 {
        return Ok(false);
    }
    // A file that cannot be read is replaced.
    let Ok(mut file) = File::open(path) else { return Ok(false) };
    let mut there = vec![0; bytes.len()];
    Ok(file.read_exact(&mut there).is_ok() && there == bytes)
}

/// Puts a file in place as a whole: written beside under a temporary name, then renamed.
///
/// What stood there is replaced, a link as well (its target is not touched); a folder is an error.
///
/// It gets the mode of a new file, or `mode`.
pub(super) fn replace(
    folder: &Path,
    name: &OsStr,
    bytes: &[u8],
    mode: Option<fs::Permissions>,
) -> io::Result<()> {
    let (temporary, mut file) = draft(folder)?;
    let done = file.write_all(bytes).and_then(|()| {
        if let Some(mode) = mode {
            file.set_permissions(mode)?;
        }
        drop(file);
        fs::rename(&temporary, folder.join(name))
    });
    if done.is_err() {
        // The first error is the one to tell.
        let _ = fs::remove_file(&temporary);
    }
    done
}

/// Writes a file that is not there yet.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    File::create_new(path)?.write_all(bytes)
}

/// Writes a file beside where it belongs, under a temporary name; the name.
pub(super) fn write_draft(folder: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
    let (temporary, mut file) = draft(folder)?;
    match file.write_all(bytes) {
        Ok(()) => Ok(temporary),
        Err(cause) => {
            // The first error is the one to tell.
            let _ = fs::remove_file(&temporary);
            Err(cause)
        }
    }
}

/// A new file under a temporary name.
pub(super) fn draft(folder: &Path) -> io::Result<(PathBuf, File)> {
    temporary(folder, |path| File::create_new(path))
}

/// A new folder under a temporary name.
pub(super) fn draft_folder(folder: &Path) -> io::Result<PathBuf> {
    temporary(folder, |path| fs::create_dir(path)).map(|(path, ())| path)
}

fn temporary<T>(folder: &Path, new: impl Fn(&Path) -> io::Result<T>) -> io::Result<(PathBuf, T)> {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    loop {
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = folder.join(format!("{TEMPORARY}{}-{count}", process::id()));
        match new(&path) {
            Ok(made) => return Ok((path, made)),
            // Left by a killed build with our process number.
            Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => {}
            Err(cause) => return Err(cause),
        }
    }
}

/// Whether both paths lead to one file, as they do where case makes no difference.
pub(super) fn is_same(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        match (fs::symlink_metadata(one), fs::symlink_metadata(other)) {
            (Ok(one), Ok(other)) => one.dev() == other.dev() && one.ino() == other.ino(),
            _ => false,
        }
    }
    #[cfg(not(unix))]
    {
        match (one.canonicalize(), other.canonicalize()) {
            (Ok(one), Ok(other)) => one == other,
            _ => false,
        }
    }
}
