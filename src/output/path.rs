//! Which paths may be written: relative, with plain names that mean the same on every system.

use std::path::{Component, Path};

/// The longest name most file systems hold, in bytes.
const MAX_NAME: usize = 255;

/// The longest path below the output folder, in bytes.
const MAX_PATH: usize = 1024;

/// Names that begin like this are our own: the manifest, temporary files and folders.
const RESERVED: &str = ".postmortem-";

/// Says what is wrong with a path below the output folder, `/` between names.
pub(super) fn check(path: &str) -> Result<(), &'static str> {
    if path.is_empty() {
        return Err("it is empty");
    }
    if path.starts_with('/') {
        return Err("it is absolute");
    }
    if path.len() > MAX_PATH {
        return Err("it is longer than 1024 bytes");
    }
    path.split('/').try_for_each(name)
}

fn name(name: &str) -> Result<(), &'static str> {
    if name.is_empty() {
        return Err("it has an empty name");
    }
    if name == "." || name == ".." {
        return Err("it has a `.` or `..` in it");
    }
    if name.len() > MAX_NAME {
        return Err("it has a name longer than 255 bytes");
    }
    if name.contains(char::is_control) {
        return Err("it has a control character in it");
    }
    if name.contains('\\') {
        return Err("it has a `\\` in it");
    }
    if name.get(..RESERVED.len()).is_some_and(|start| start.eq_ignore_ascii_case(RESERVED)) {
        return Err("names that begin with `.postmortem-` are kept for the program");
    }
    // What else this system takes for more than a name, such as `C:`.
    let mut parts = Path::new(name).components();
    match (parts.next(), parts.next()) {
        (Some(Component::Normal(_)), None) => Ok(()),
        _ => Err("it is not a plain file name on this system"),
    }
}

/// The folder and the name of a checked path; the output folder itself is the empty folder.
pub(super) fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn refuses_what_leaves_the_folder() {
        for path in [
            "",
            "/",
            "/etc/passwd",
            "..",
            "../x",
            "a/../../x",
            "a/..",
            "./a",
            "a/./b",
            "a//b",
            "a/",
            "a\0b",
            "a\nb",
            "a\\..\\b",
            ".postmortem-manifest",
            "a/.Postmortem-tmp-1",
            "\u{1b}[2J",
        ] {
            assert!(check(path).is_err(), "{path:?}");
        }
        assert!(check(&"x/".repeat(600)).is_err());
        assert!(check(&"x".repeat(256)).is_err());
    }

    #[test]
    fn accepts_plain_names_in_any_language() {
        for path in ["index.html", "zh/事故/连接池.html", ".nojekyll", "a b/c…d", "...", "a..b", "~x", "-rf"]
        {
            assert_eq!(check(path), Ok(()), "{path:?}");
        }
    }

    proptest! {
        /// Whatever is accepted stays in the folder, name by name, and survives a manifest line.
        #[test]
        fn accepted_paths_stay_inside(path in "(\\.|/|\\\\|a|é|\\PC|\0|\n|[.]{2}|C:){0,12}") {
            if check(&path).is_ok() {
                let names: Vec<_> = Path::new(&path).components().collect();
                prop_assert!(names.iter().all(|name| matches!(name, Component::Normal(_))));
                prop_assert_eq!(names.len(), path.split('/').count());
                prop_assert!(Path::new("/out").join(&path).starts_with("/out"));
                prop_assert_eq!(path.lines().collect::<Vec<_>>(), vec![path.as_str()]);
            }
        }
    }
}
