//! The last look at what is written: no artefact may hold what its readers may not see.
//!
//! Pages, numbers and lists are made from a workspace without the withheld records and fields, so nothing should be found
//! here. What can still bring one out is a template or an attachment that repeats it, or a mistake of ours. A text counts
//! as withheld where nothing that is shown says the same; the ids and long titles of withheld incidents count always.
//!
//! Times, durations and the words of closed lists are not looked for: they coincide. Nor is what is shorter than eight
//! characters (an ideograph counts as two), or what a picture shows.

mod collect;
mod reading;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use aho_corasick::AhoCorasick;

use self::collect::Secret;
use self::reading::{readings, words};
use crate::Result;
use crate::error::Error;
use crate::record::Audience;
use crate::site::Sink;
use crate::source::Source;
use crate::workspace::Workspace;

/// How many places an error lists.
const LISTED: usize = 8;

/// What was found in an artefact, without saying it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leak {
    /// The path of the artefact.
    pub artefact: String,
    /// Path of the withheld field, or `id`.
    pub field: String,
    /// The file of its record.
    pub file: String,
}

/// Knows what an audience may not read, and looks for it.
pub struct Guard {
    audience: Audience,
    /// Finds the words of each secret.
    finder: AhoCorasick,
    secrets: Vec<Secret>,
    found: Mutex<BTreeSet<Leak>>,
}

impl Guard {
    /// Learns what `audience` may not read of a workspace from which nothing has been taken yet; `None` where that is nothing.
    ///
    /// `shown` is what pages say by themselves: the words of the interface.
    pub fn new(workspace: &Workspace, source: &Source, audience: Audience, shown: &[&str]) -> Option<Self> {
        let secrets = collect::secrets(workspace, source, audience, shown);
        if secrets.is_empty() {
            return None;
        }
        let finder = AhoCorasick::new(secrets.iter().map(|secret| secret.words.as_str())).ok()?;
        Some(Self { audience, finder, secrets, found: Mutex::default() })
    }

    /// Looks at an artefact and its path; says whether both are clean, and remembers what is not.
    pub fn look(&self, path: &str, bytes: &[u8]) -> bool {
        let mut leaks = BTreeSet::new();
        let texts = readings(path, bytes).into_iter().chain(readings("", path.as_bytes()));
        for text in texts {
            let words = words(&text);
            for hit in self.finder.find_overlapping_iter(&words) {
                let secret = &self.secrets[hit.pattern().as_usize()];
                if is_whole(&words, hit.range()) && secret.is_meant(&text) {
                    leaks.insert(Leak {
                        artefact: path.to_owned(),
                        field: secret.field.clone(),
                        file: secret.file.clone(),
                    });
                }
            }
        }
        let clean = leaks.is_empty();
        self.found.lock().unwrap_or_else(PoisonError::into_inner).extend(leaks);
        clean
    }

    /// An error that names every leak found so far; it says where, never what.
    pub fn verdict(&self) -> Result<()> {
        let found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        if found.is_empty() {
            return Ok(());
        }
        let mut places: Vec<String> = found
            .iter()
            .take(LISTED)
            .map(|leak| format!("`{}` says `{}` of `{}`", leak.artefact, leak.field, leak.file))
            .collect();
        if found.len() > LISTED {
            places.push(format!("{} more", found.len() - LISTED));
        }
        Err(Error::Leak { audience: self.audience.word(), places })
    }
}

/// A sink that looks at every file before it goes on; one that leaks goes nowhere.
pub struct Guarded<'a> {
    /// Where clean files go.
    pub sink: &'a dyn Sink,
    /// Who looks.
    pub guard: &'a Guard,
}

impl Sink for Guarded<'_> {
    fn write(&self, path: &str, bytes: &[u8]) -> Result<()> {
        // The build goes on, so that the error names every place at once.
        if self.guard.look(path, bytes) { self.sink.write(path, bytes) } else { Ok(()) }
    }
}

/// Whether what was found is no part of longer words; ideographs stand for themselves.
fn is_whole(words: &str, range: std::ops::Range<usize>) -> bool {
    let found = &words[range.clone()];
    let joined = |a: Option<char>, b: Option<char>| {
        let inside = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !reading::is_ideograph(c));
        inside(a) && inside(b)
    };
    !joined(words[..range.start].chars().next_back(), found.chars().next())
        && !joined(found.chars().next_back(), words[range.end..].chars().next())
}
