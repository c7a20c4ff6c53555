//! Files that records name but that are no records: manifests, states, playbooks, alert rules.
//!
//! They may lie outside the folder of records, but not outside its repository; where there is no repository, not
//! outside the folder. Hidden names are refused, so that nothing of git itself is read.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use super::git;
use super::nodes::{below, is_within};
use super::walk::WorkTree;
use super::{Origin, Problem, Source};

/// The largest such file, in bytes.
pub const SIDE_LIMIT: u64 = 10 << 20;

/// More files than this in one named folder are not read.
const MOST: usize = 1000;

/// What is read of a folder.
const ENDINGS: [&str; 4] = [".yaml", ".yml", ".json", ".tfstate"];

/// A file that a record names.
#[derive(Debug, Clone)]
pub struct SideFile {
    /// The path from the folder of records; it may begin with `../`.
    pub path: String,
    /// Its contents.
    pub bytes: Result<Vec<u8>, Problem>,
}

impl Source {
    /// The file at a path from the folder of records, or what a folder there holds of YAML, JSON and `.tfstate`, by
    /// path.
    ///
    /// What lies in the folder of records has the path it has there, however the way to it is written.
    pub fn beside(&self, path: &str) -> Result<Vec<SideFile>, Problem> {
        let refuse = |why: &str| Problem::unreadable(path, why);
        let (up, rest) = parts(path).map_err(refuse)?;
        let own = self.called(up).ok_or_else(|| refuse(OUTSIDE))?;
        match within(&rest, &own) {
            Some("") => return Err(refuse(RECORDS)),
            Some(inner) => return self.inside(path, inner),
            None => {}
        }
        let shown = format!("{}{rest}", "../".repeat(up));
        let shown = shown.trim_end_matches('/');
        let other = match &self.origin {
            Origin::WorkTree(tree) => {
                let there = tree.root().ancestors().nth(up).map(|folder| folder.join(&rest));
                let there = there.ok_or_else(|| refuse(OUTSIDE))?;
                let real = there.canonicalize().map_err(|_| refuse(NOTHING))?;
                // A path that ends in `/` is the same path.
                if real.components().ne(there.components()) {
                    return Err(refuse(LINKED));
                }
                if !real.is_dir() {
                    let bytes = tree.read(shown, real.to_str().ok_or_else(|| refuse(NOTHING))?, SIDE_LIMIT);
                    return Ok(vec![SideFile { path: shown.to_owned(), bytes }]);
                }
                let opened = WorkTree::open(&real).map_err(|error| refuse(&error.to_string()))?;
                Self::new(Origin::WorkTree(opened.0), opened.1)
            }
            Origin::Revision(revision) => match revision.outside(up, &rest).map_err(refuse)? {
                git::Outside::File(blob) => {
                    let bytes = revision.read(shown, blob, SIDE_LIMIT);
                    return Ok(vec![SideFile { path: shown.to_owned(), bytes }]);
                }
                git::Outside::Link => return Err(refuse(LINKED)),
                git::Outside::Nothing => return Err(refuse(NOTHING)),
                git::Outside::Folder(revision, nodes) => Self::new(Origin::Revision(*revision), nodes),
            },
        };
        let mut files = other.inside(path, "")?;
        for file in &mut files {
            let from_there = below(&rest, &file.path);
            file.path = match within(&from_there, &own) {
                Some(inner) => inner.to_owned(),
                None => below(shown, &file.path),
            };
        }
        Ok(files)
    }

    /// The place in the folder of records that a path from there names, whether or not anything is there; nothing where it
    /// leads elsewhere.
    pub fn own(&self, path: &str) -> Option<String> {
        let (up, rest) = parts(path).ok()?;
        within(&rest, &self.called(up)?).filter(|own| !own.is_empty()).map(str::to_owned)
    }

    /// What the folder of records is called `up` folders above it; nothing above the top of its repository.
    fn called(&self, up: usize) -> Option<String> {
        if up == 0 {
            return Some(String::new());
        }
        let find = || match &self.origin {
            Origin::WorkTree(tree) => {
                let top = git::top(tree.root())?;
                let names = tree.root().strip_prefix(top).ok()?.components();
                Some(names.map(|name| name.as_os_str().to_string_lossy().into_owned()).collect::<Vec<_>>())
            }
            Origin::Revision(revision) => Some(revision.names().map(str::to_owned).collect()),
        };
        let from_top = self.from_top.get_or_init(find).as_ref()?;
        Some(from_top.get(from_top.len().checked_sub(up)?..)?.join("/"))
    }

    /// Every listed path that leads to the same contents as one of these, or as a file in one of these folders.
    pub fn same(&self, paths: &BTreeSet<&str>) -> BTreeSet<String> {
        let entries = &self.listing.entries;
        let named = |path: &str| {
            paths.contains(path) || path.match_indices('/').any(|(end, _)| paths.contains(&path[..end]))
        };
        let places: HashSet<_> =
            entries.iter().filter(|entry| named(&entry.path)).map(|entry| &entry.place).collect();
        let same = entries.iter().filter(|entry| places.contains(&entry.place));
        same.map(|entry| entry.path.clone()).collect()
    }

    /// The same below this source's own folder; `rest` is the path without detours.
    fn inside(&self, shown: &str, rest: &str) -> Result<Vec<SideFile>, Problem> {
        let read = |path: &str| SideFile { path: path.to_owned(), bytes: self.read_one(path, SIDE_LIMIT) };
        if self.listing.get(rest).is_some() {
            return Ok(vec![read(rest)]);
        }
        let folder = if rest.is_empty() { String::new() } else { format!("{rest}/") };
        let paths = self.listing.entries.iter().map(|entry| entry.path.as_str());
        let found: Vec<&str> = paths
            .filter(|path| path.starts_with(&folder) && ENDINGS.iter().any(|ending| path.ends_with(ending)))
            .collect();
        // A link that is not followed is told of where the folder is listed, in the same words.
        let there = |problem: &&Problem| is_within(&problem.path, rest) || is_within(rest, &problem.path);
        let told = || self.listing.problems.iter().filter(|_| !rest.is_empty()).find(there);
        match found.len() {
            0 => Err(told().cloned().unwrap_or_else(|| Problem::unreadable(shown, NOTHING))),
            n if n > MOST => {
                Err(Problem::unreadable(shown, format!("it holds {n} files, and {MOST} are read at most")))
            }
            _ => Ok(found.into_iter().map(read).collect()),
        }
    }
}

const NOTHING: &str = "there is no such file, and no folder with YAML or JSON in it";
const OUTSIDE: &str = "it leads out of the repository";
const HIDDEN: &str = "hidden files and folders are not read";
const LINKED: &str = "a symbolic link is on the way to it: name the file that the link leads to";
const RECORDS: &str = "name a file, or a folder other than that of the records";

/// How many folders up, and the way down from there, without detours.
fn parts(path: &str) -> Result<(usize, String), &'static str> {
    if path.starts_with('/') || path.contains(['\\', '\0']) || Path::new(path).is_absolute() {
        return Err("write a path from the folder of records, with `/` between names");
    }
    let mut up = 0;
    let mut names: Vec<&str> = Vec::new();
    for name in path.split('/').filter(|name| !name.is_empty() && *name != ".") {
        match name {
            ".." if names.pop().is_none() => up += 1,
            ".." => {}
            _ if name.starts_with('.') => return Err(HIDDEN),
            _ => names.push(name),
        }
    }
    if up == 0 && names.is_empty() {
        return Err(RECORDS);
    }
    Ok((up, names.join("/")))
}

/// The way from `folder` to `path`, where that is the folder or lies in it.
fn within<'p>(path: &'p str, folder: &str) -> Option<&'p str> {
    is_within(path, folder).then(|| path[folder.len()..].trim_start_matches('/'))
}
