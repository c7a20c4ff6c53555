//! The site kept ready for a preview: what is asked for is made then, in memory, and is what a build writes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use super::pages::{Job, MISSING, Maker};
use super::parts::{Cast, Parts, Print};
use super::templates::Format;
use super::{Options, Sink, build, link, look};
use crate::Result;
use crate::record::near;
use crate::source::{ATTACHMENT_LIMIT, Source};
use crate::workspace::Workspace;

/// A site of which single files are made on demand.
pub struct Live<'a> {
    workspace: &'a Workspace,
    source: &'a Source,
    options: Options<'a>,
    parts: Parts<'a>,
    prints: Vec<Print>,
    /// What the pages of each print share, once one of them was asked for.
    casts: Vec<Option<Cast>>,
    /// Every page by its path, with the place of its print.
    pages: BTreeMap<String, (usize, Job)>,
    /// What a build writes beside pages, once something of it was asked for.
    rest: Option<Rest>,
}

impl<'a> Live<'a> {
    /// Works out what all pages are made from; `workspace` must hold only what the readers may see.
    pub fn new(workspace: &'a Workspace, source: &'a Source, options: Options<'a>) -> Result<Self> {
        let mut parts = Parts::new(workspace, source, &options)?;
        let prints = Print::all(&parts, &options);
        let jobs = Job::all(&parts.index);
        let mut pages = BTreeMap::new();
        for (place, print) in prints.iter().enumerate() {
            parts.speak(&print.edition);
            let path = |job: &Job| Maker::path(&parts.index, print.format, *job);
            pages.extend(jobs.iter().map(|job| (path(job), (place, *job))));
        }
        let casts = prints.iter().map(|_| None).collect();
        Ok(Self { workspace, source, options, parts, prints, casts, pages, rest: None })
    }

    /// The file that a build writes to this path; nothing where it writes none.
    pub fn file(&mut self, path: &str) -> Result<Option<Vec<u8>>> {
        if let Some(&(place, job)) = self.pages.get(path) {
            return self.page(place, job).map(Some);
        }
        let mut files = look::files(&self.parts.overrides, &self.workspace.policy, self.options.search);
        if let Some((_, text)) = files.find(|(name, _)| self.options.html && *name == path) {
            return Ok(Some(text.into_owned().into_bytes()));
        }
        drop(files);
        match path.strip_prefix(link::FILES) {
            Some(file) => {
                // Which files are published shows when the pages are made that lead to them.
                let published = self.parts.index.is_attached(file) || self.rest()?.attached.contains(file);
                Ok(published.then(|| self.source.read_one(file, ATTACHMENT_LIMIT).ok()).flatten())
            }
            // Every page is known; only of the rest it takes a build to tell.
            None if path != "404.html" && is_page(path) => Ok(None),
            None => Ok(self.rest()?.files.get(path).cloned()),
        }
    }

    /// The page for what is not there, its links from the top of the site wherever that is published.
    pub fn missing(&mut self) -> Result<Vec<u8>> {
        let address = self.parts.address.take();
        let page = self.page(0, MISSING);
        self.parts.address = address;
        page
    }

    /// The paths of the pages that were most likely meant by one that is not there.
    pub fn near(&self, path: &str) -> Vec<&str> {
        let stems: BTreeMap<&str, &str> =
            self.pages.keys().rev().map(|page| (stem(page), page.as_str())).collect();
        let mut found = near(stem(path), stems.keys().copied());
        found.truncate(5);
        found.iter().filter_map(|stem| stems.get(stem).copied()).collect()
    }

    fn page(&mut self, place: usize, job: Job) -> Result<Vec<u8>> {
        let Print { ref edition, format } = self.prints[place];
        if self.parts.index.edition != *edition {
            self.parts.speak(edition);
        }
        let cast = match self.casts[place].take() {
            Some(cast) => cast,
            None => Cast::new(&self.parts, format, &self.options)?,
        };
        let cast = self.casts[place].insert(cast);
        cast.maker(&self.parts, format).make(job).map(|(_, bytes)| bytes)
    }

    /// What a build writes beside pages: made once, by a build, so that nothing can be forgotten here.
    fn rest(&mut self) -> Result<&Rest> {
        let rest = match self.rest.take() {
            Some(rest) => rest,
            None => {
                let store = Store { pages: &self.pages, rest: Mutex::default() };
                build(self.workspace, self.source, &store, &self.options, &())?;
                store.rest.into_inner().unwrap_or_else(PoisonError::into_inner)
            }
        };
        Ok(self.rest.insert(rest))
    }
}

/// Whether a path is that of a page.
fn is_page(path: &str) -> bool {
    [Format::Html, Format::Markdown].iter().any(|format| path.ends_with(format.ending()))
}

/// The name of a page without folder and ending.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// What a build writes beside pages.
#[derive(Default)]
struct Rest {
    files: BTreeMap<String, Vec<u8>>,
    /// The attachments that pages lead to, by their path among the records.
    attached: BTreeSet<String>,
}

/// Keeps what is no page.
struct Store<'a> {
    pages: &'a BTreeMap<String, (usize, Job)>,
    rest: Mutex<Rest>,
}

impl Sink for Store<'_> {
    fn write(&self, path: &str, bytes: &[u8]) -> Result<()> {
        if !self.pages.contains_key(path) {
            let mut rest = self.rest.lock().unwrap_or_else(PoisonError::into_inner);
            match path.strip_prefix(link::FILES) {
                Some(file) => drop(rest.attached.insert(file.to_owned())),
                None => drop(rest.files.insert(path.to_owned(), bytes.to_vec())),
            }
        }
        Ok(())
    }
}
