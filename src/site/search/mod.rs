//! Search without a server: an index of every page, in files small enough that a question loads only a few.
//!
//! Three kinds of files, all scripts that call one function with one value. `head.js` says which term each shard begins
//! with. `t0.js` and on hold terms with their pages; `d0.js` and on what is shown of sixteen pages each. The index
//! holds text of records only and no words of the interface, so that every edition shares it; `templates/search.js`
//! reads it. It is made of the workspace the pages are made of, so nothing withheld can be in it.

mod fold;
mod incident;
mod inverted;
mod others;
mod reader;
mod shards;
mod subject;
#[cfg(test)]
mod tests;
mod tokens;

use rayon::prelude::*;
use serde::Serialize;

use self::inverted::invert;
use self::shards::{PER_FILE, call, mark, term_shards};
use self::subject::{Shown, Subject};
use super::index::Index;
use crate::Result;

/// The script that asks, and how its box looks; loaded by a page when somebody wants it.
pub(super) const FILES: [&str; 2] = ["search.js", "search.css"];
/// The folder of the index in the output.
const FOLDER: &str = "search/";

/// What a page must know before it can ask.
#[derive(Serialize)]
struct Head {
    /// How many pages there are.
    pages: usize,
    /// How many of them are no incident; those come first.
    others: usize,
    /// How many pages one file describes.
    per: usize,
    /// The first term of every shard, with spaces between.
    terms: String,
    /// Eight digits of the content of every shard, then of every description.
    marks: String,
}

/// Makes the files of the index and passes each on, with its path.
pub(super) fn write(index: &Index<'_>, write: impl Fn(&str, &[u8]) -> Result<()> + Sync) -> Result<()> {
    let (subjects, others) = Subject::all(index);
    let (shards, described) = rayon::join(
        || term_shards(&invert(index, &subjects)),
        || -> Vec<String> {
            let files = subjects.par_chunks(PER_FILE).enumerate();
            let shown = |subjects: &[Subject]| -> Vec<Shown<'_>> {
                subjects.iter().map(|subject| subject.shown(index)).collect()
            };
            files.map(|(number, subjects)| call(&format!("d{number}"), &shown(subjects))).collect()
        },
    );
    let firsts: Vec<&str> = shards.iter().map(|shard| shard.first.as_str()).collect();
    let all = shards.iter().map(|shard| &shard.file).chain(&described);
    let head = Head {
        pages: subjects.len(),
        others,
        per: PER_FILE,
        terms: firsts.join(" "),
        marks: all.map(|file| mark(file)).collect(),
    };
    write(&format!("{FOLDER}head.js"), call("head", &head).as_bytes())?;
    let shards: Vec<&String> = shards.iter().map(|shard| &shard.file).collect();
    let described: Vec<&String> = described.iter().collect();
    for (letter, files) in [("t", shards), ("d", described)] {
        let files = files.into_par_iter().enumerate();
        files
            .try_for_each(|(number, file)| write(&format!("{FOLDER}{letter}{number}.js"), file.as_bytes()))?;
    }
    Ok(())
}
