//! Files of the user's own, written anew: only as a whole, and only where they still are what was read.

use std::fs;
use std::path::PathBuf;

use super::file;
use crate::error::{Error, Result};

/// A file to be written anew.
#[derive(Debug)]
pub struct Revision {
    /// The file; not a link.
    pub path: PathBuf,
    /// What was read.
    pub before: Vec<u8>,
    /// What is to be there.
    pub after: Vec<u8>,
}

/// Writes all of them, each under a temporary name and renamed, with the mode it had.
///
/// Before the first is written, every one is looked at: where one is a link, read-only, or not what was read, none is
/// written.
pub fn revise(files: Vec<Revision>) -> Result<()> {
    for Revision { path, before, .. } in &files {
        let failed = |cause| Error::Read { path: path.clone(), cause };
        let data = fs::symlink_metadata(path).map_err(failed)?;
        if data.permissions().readonly() {
            return Err(Error::ReadOnly { path: path.clone() });
        }
        if !file::holds(path, before).map_err(failed)? {
            return Err(Error::Changed { path: path.clone() });
        }
    }
    for Revision { path, after, .. } in files {
        let failed = |cause| Error::Write { path: path.clone(), cause };
        let mode = fs::symlink_metadata(&path).map_err(failed)?.permissions();
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { continue };
        file::replace(folder, name, &after, Some(mode)).map_err(failed)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn revision(path: PathBuf) -> Revision {
        Revision { path, before: b"old".into(), after: b"new".into() }
    }

    #[test]
    fn all_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let [a, b] = ["a.yaml", "b.yaml"].map(|name| folder.path().join(name));
        fs::write(&a, "old").unwrap();
        fs::write(&b, "saved meanwhile").unwrap();
        let both = || vec![revision(a.clone()), revision(b.clone())];
        assert!(matches!(revise(both()), Err(Error::Changed { path }) if path == b));
        assert_eq!(fs::read_to_string(&a).unwrap(), "old");
        fs::write(&b, "old").unwrap();
        let mut mode = fs::metadata(&b).unwrap().permissions();
        mode.set_readonly(true);
        fs::set_permissions(&b, mode).unwrap();
        assert!(matches!(revise(both()), Err(Error::ReadOnly { path }) if path == b));
        assert_eq!(fs::read_to_string(&a).unwrap(), "old");
        fs::remove_file(&b).unwrap();
        assert!(matches!(revise(both()), Err(Error::Read { .. })));
        assert_eq!(fs::read_to_string(&a).unwrap(), "old");
    }

    #[cfg(unix)]
    #[test]
    fn mode_stays_and_links_are_not_written() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let [a, b] = ["a.yaml", "b.yaml"].map(|name| folder.path().join(name));
        fs::write(&a, "old").unwrap();
        symlink(&a, &b).unwrap();
        assert!(matches!(revise(vec![revision(b)]), Err(Error::Changed { .. })));
        fs::set_permissions(&a, fs::Permissions::from_mode(0o640)).unwrap();
        revise(vec![revision(a.clone())]).unwrap();
        assert_eq!(fs::read_to_string(&a).unwrap(), "new");
        assert_eq!(fs::metadata(&a).unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "no draft is left");
    }
}
