//! Files that records name but that are no records: manifests, states, playbooks, alert rules.
//!
//! They may lie outside the folder of records, but not outside its repository; where there is no repository, not
//! outside the folder. Hidden names are refused, so that nothing of git itself is read.

use std::path::Path;

use super::git;
use super::nodes::below;
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
    pub fn beside(&self, path: &str) -> Result<Vec<SideFile>, Problem> {
        let refuse = |why: &str| Problem::unreadable(path, why);
        let (up, rest) = parts(path).map_err(refuse)?;
        if up == 0 {
            return self.inside(path, &rest);
        }
        let other = match &self.origin {
            Origin::WorkTree(tree) => {
                let root = tree.root();
                let top = git::top(root).unwrap_or_else(|| root.to_owned());
                let there = root.ancestors().nth(up).map(|folder| folder.join(&rest));
                let there = there.filter(|there| there.starts_with(&top)).ok_or_else(|| refuse(OUTSIDE))?;
                let real = there.canonicalize().map_err(|_| refuse(NOTHING))?;
                let below_top = real.strip_prefix(&top).map_err(|_| refuse(OUTSIDE))?;
                if has_hidden(below_top) {
                    return Err(refuse(HIDDEN));
                }
                if !real.is_dir() {
                    let bytes = tree.read(path, real.to_str().ok_or_else(|| refuse(NOTHING))?, SIDE_LIMIT);
                    return Ok(vec![SideFile { path: path.to_owned(), bytes }]);
                }
                let opened = WorkTree::open(&real).map_err(|error| refuse(&error.to_string()))?;
                Self::new(Origin::WorkTree(opened.0), opened.1)
            }
            Origin::Revision(revision) => match revision.outside(up, &rest).map_err(refuse)? {
                git::Outside::File(blob) => {
                    let bytes = revision.read(path, blob, SIDE_LIMIT);
                    return Ok(vec![SideFile { path: path.to_owned(), bytes }]);
                }
                git::Outside::Folder(revision, nodes) => Self::new(Origin::Revision(*revision), nodes),
            },
        };
        let mut files = other.inside(path, "")?;
        for file in &mut files {
            file.path = below(path.trim_end_matches('/'), &file.path);
        }
        Ok(files)
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
        match found.len() {
            0 => Err(Problem::unreadable(shown, NOTHING)),
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
        return Err("name a file, or a folder other than that of the records");
    }
    Ok((up, names.join("/")))
}

fn has_hidden(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str().as_encoded_bytes().starts_with(b"."))
}
