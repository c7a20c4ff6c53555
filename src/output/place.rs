//! Where an output folder may be.

use std::path::{Component, Path, PathBuf};
use std::{fs, io};

use super::{RUNNING, manifest};
use crate::error::{Error, Result};

/// Refuses an output folder that would mix results with records.
///
/// - The folder of records itself, or a folder that holds it: refused.
/// - A folder inside the folder of records: only one that does not exist yet, is empty, or was built by us before.
/// - Any other folder: allowed; what is in it and not ours survives.
pub fn check_output(output: &Path, root: &Path) -> Result<()> {
    let failed = |cause| Error::Read { path: output.to_owned(), cause };
    let (resolved, records) = (resolve(output).map_err(failed)?, resolve(root).map_err(failed)?);
    if records.starts_with(&resolved) {
        return Err(Error::OutputOverRecords { output: output.to_owned(), root: root.to_owned() });
    }
    if resolved.starts_with(&records) && !is_free(&resolved) {
        return Err(Error::OutputAmongRecords { output: output.to_owned() });
    }
    Ok(())
}

fn is_free(folder: &Path) -> bool {
    let ours = |name| folder.join(name).symlink_metadata().is_ok_and(|data| data.is_file());
    match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none() || ours(manifest::NAME) || ours(RUNNING),
        Err(cause) => cause.kind() == io::ErrorKind::NotFound,
    }
}

/// The path without links, as far as it exists; the rest by its text.
fn resolve(path: &Path) -> io::Result<PathBuf> {
    let path = std::path::absolute(path)?;
    let mut resolved = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                resolved.pop();
            }
            part => {
                resolved.push(part);
                match resolved.canonicalize() {
                    Ok(real) => resolved = real,
                    Err(cause) if cause.kind() == io::ErrorKind::NotFound => {}
                    Err(cause) => return Err(cause),
                }
            }
        }
    }
    Ok(resolved)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_never_mix_with_records() {
        let top = tempfile::tempdir().unwrap();
        let root = top.path().join("incidents");
        fs::create_dir_all(root.join("services")).unwrap();
        fs::write(root.join("services/a.yaml"), "id: a").unwrap();
        let over =
            |output: &Path| matches!(check_output(output, &root), Err(Error::OutputOverRecords { .. }));
        assert!(over(&root));
        assert!(over(top.path()));
        assert!(over(Path::new("/")));
        assert!(over(&root.join("gone/..")));
        let among =
            |output: &Path| matches!(check_output(output, &root), Err(Error::OutputAmongRecords { .. }));
        assert!(among(&root.join("services")));
        check_output(&root.join("site"), &root).unwrap();
        fs::create_dir(root.join("site")).unwrap();
        check_output(&root.join("site"), &root).unwrap();
        fs::write(root.join("site/notes.txt"), "").unwrap();
        assert!(among(&root.join("site")));
        fs::write(root.join("site").join(manifest::NAME), "").unwrap();
        check_output(&root.join("site"), &root).unwrap();
        check_output(&top.path().join("site/en"), &root).unwrap();
        check_output(&top.path().join("incidents-site"), &root).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_the_records_is_seen_through() {
        let top = tempfile::tempdir().unwrap();
        let root = top.path().join("incidents");
        fs::create_dir(&root).unwrap();
        std::os::unix::fs::symlink(&root, top.path().join("site")).unwrap();
        assert!(check_output(&top.path().join("site"), &root).is_err());
    }
}
