//! Finds the folder of records from where the user stands.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// The settings file, which marks the folder of records.
pub const SETTINGS: &str = "postmortem.yaml";

/// The usual name of the folder of records.
pub const FOLDER: &str = "incidents";

/// The nearest folder of records at or above `start`: one that holds the settings file, or is called `incidents`.
pub fn find_folder(start: &Path) -> Result<PathBuf> {
    start
        .ancestors()
        .find_map(|at| {
            here(|name| at.join(name).is_file(), |name| at.join(name).is_dir()).map(|name| at.join(name))
        })
        .ok_or_else(|| Error::NoFolder { from: start.to_owned() })
}

/// How the listing of the folder `root` would call a file on disk, `/` between names; nothing outside of the folder and for
/// what is never read.
pub fn listed(path: &Path, root: &Path) -> Option<String> {
    let names: Option<Vec<&str>> = path.strip_prefix(root).ok()?.iter().map(|name| name.to_str()).collect();
    let names = names.filter(|names| names.iter().all(|name| !name.starts_with('.')))?;
    (!names.is_empty()).then(|| names.join("/"))
}

/// The folder of records as seen from one folder: that folder itself (an empty path), or `incidents` in it.
pub(super) fn here(
    has_file: impl FnOnce(&str) -> bool,
    has_folder: impl FnOnce(&str) -> bool,
) -> Option<&'static str> {
    if has_file(SETTINGS) {
        Some("")
    } else if has_folder(FOLDER) {
        Some(FOLDER)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn settings_here_win_over_a_folder_below() {
        let top = tempfile::tempdir().unwrap();
        let deep = top.path().join("docs/incidents/2026");
        fs::create_dir_all(&deep).unwrap();
        assert_eq!(find_folder(&deep).unwrap(), top.path().join("docs/incidents"));
        fs::write(deep.join(SETTINGS), "").unwrap();
        assert_eq!(find_folder(&deep).unwrap(), deep.join(""));
        assert_eq!(find_folder(top.path()).ok(), None);
    }
}
