//! The list of built files, kept in the output folder: only what it names is ever removed.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use super::path;
use crate::error::{Error, Result};

/// Name of the list in the output folder.
pub(super) const NAME: &str = ".postmortem-manifest";

/// The first line; a number for the day the format changes.
const FORMAT: &str = "postmortem manifest 1";

/// No list of ours is larger, in bytes.
const LIMIT: u64 = 256 << 20;

/// The text of an earlier list, empty where there is none.
pub(super) fn read(output: &Path) -> Result<String> {
    let path = output.join(NAME);
    let failed = |cause| Error::Read { path: path.clone(), cause };
    let data = match fs::symlink_metadata(&path) {
        Ok(data) => data,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(String::new()),
        Err(cause) => return Err(failed(cause)),
    };
    let foreign = || Error::Manifest { path: path.clone() };
    if !data.is_file() || data.len() > LIMIT {
        return Err(foreign());
    }
    let mut bytes = Vec::new();
    File::open(&path).and_then(|file| file.take(LIMIT).read_to_end(&mut bytes)).map_err(failed)?;
    let text = String::from_utf8(bytes).map_err(|_| foreign())?;
    if text.lines().next() == Some(FORMAT) { Ok(text) } else { Err(foreign()) }
}

/// The paths a list names. Lines that no build of ours could have written are passed over.
pub(super) fn paths(text: &str) -> impl Iterator<Item = &str> {
    text.lines().skip(1).filter(|line| path::check(line).is_ok())
}

/// The text of a list of sorted paths.
pub(super) fn text(paths: &[&str]) -> String {
    let mut text = String::with_capacity(paths.iter().map(|path| path.len() + 1).sum::<usize>() + 32);
    for line in std::iter::once(&FORMAT).chain(paths) {
        text.push_str(line);
        text.push('\n');
    }
    text
}
