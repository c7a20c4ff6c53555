//! The site: every record and every number as pages, in HTML and in Markdown.
//!
//! A page is made in three steps, one function each: a view turns records into a [`document`] whose values are
//! finished, a template places them, and the output takes the bytes. Pages are made on all cores and written one by
//! one; none is kept. Deliberately absent: any access to files, clock or network from templates.

mod address;
mod alone;
mod cells;
mod clock;
mod document;
mod draw;
mod edition;
mod feeds;
mod frame;
mod group;
mod index;
mod language;
mod link;
mod live;
mod look;
mod meta;
mod moved;
mod pages;
mod parts;
mod pen;
mod plan;
mod report;
mod search;
mod shard;
mod sheet;
mod slug;
mod template;
mod templates;
#[cfg(test)]
mod tests;
mod todo;
mod view;
mod words;

use rayon::prelude::*;

pub use self::alone::Alone;
use self::edition::Edition;
use self::index::Index;
pub use self::live::Live;
use self::pages::{Job, MISSING};
use self::parts::{Cast, Parts, Print};
pub use self::plan::{PlanPart, plan_document};
pub use self::report::report;
pub use self::templates::{Format, check_templates, interface, languages};

use crate::Result;
use crate::history::Chronicle;
use crate::output;
use crate::record::Audience;
use crate::source::{ATTACHMENT_LIMIT, Problem, Source};
use crate::stats::Filter;
use crate::workspace::Workspace;

/// How many incidents like it a page names at most.
const ALIKE: usize = 5;

/// What is built.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// Which incidents are in the workspace, as far as a filter took some out.
    pub filter: &'a Filter,
    /// Who reads the site; the workspace holds only what they may see.
    pub audience: Audience,
    /// Now, seconds since 1970; pages depend on its day only.
    pub now: i64,
    /// What git knows of the records, where it may be told.
    pub chronicle: Option<&'a Chronicle>,
    /// Whether the site is wanted.
    pub html: bool,
    /// Whether the reports in Markdown are wanted.
    pub markdown: bool,
    /// Whether the site can be searched.
    pub search: bool,
    /// The version of the program, for the closing line of every page.
    pub version: &'static str,
}

/// Takes the files of a site: the output folder, a store in memory, whatever looks at them on their way.
pub trait Sink: Sync {
    /// Takes the file at `path`, which is relative to the top of the site and separated by slashes.
    fn write(&self, path: &str, bytes: &[u8]) -> Result<()>;
}

impl Sink for output::Sync {
    fn write(&self, path: &str, bytes: &[u8]) -> Result<()> {
        Self::write(self, path, bytes)
    }
}

/// What a build came upon.
#[derive(Debug, Default)]
pub struct Built {
    /// How many pages were made.
    pub pages: usize,
    /// How many attachments were copied.
    pub attachments: usize,
    /// Attachments that could not be copied.
    pub problems: Vec<Problem>,
    /// Files in `templates/` that replace no template.
    pub unknown_templates: Vec<String>,
}

/// Hears how far a build is.
pub trait Progress: Sync {
    /// So many pages will be made.
    fn begin(&self, _pages: usize) {}
    /// One more page is made.
    fn step(&self) {}
}

impl Progress for () {}

/// Makes every page of `workspace` and writes it to `output`, with the attachments that pages lead to.
///
/// The workspace must hold only what the readers may see. Ending the output (`finish`) is the caller's.
pub fn build(
    workspace: &Workspace,
    source: &Source,
    output: &dyn Sink,
    options: &Options<'_>,
    progress: &dyn Progress,
) -> Result<Built> {
    let mut parts = Parts::new(workspace, source, options)?;
    let prints = Print::all(&parts, options);
    let jobs = Job::all(&parts.index);
    progress.begin(jobs.len() * prints.len());
    for &Print { ref edition, format } in &prints {
        parts.speak(edition);
        let cast = Cast::new(&parts, format, options)?;
        let maker = cast.maker(&parts, format);
        let missing = (format == Format::Html && edition.first).then_some(&MISSING);
        let pages = || {
            jobs.par_iter().chain(missing).with_max_len(8).try_for_each(|job| {
                let (path, bytes) = maker.make(*job)?;
                output.write(&path, &bytes)?;
                progress.step();
                Ok(())
            })
        };
        let beside = || match format {
            Format::Html => data(&parts, &cast, edition, options, output),
            Format::Markdown => Ok(()),
        };
        both(pages, beside)?;
    }
    let Parts { index, overrides, .. } = parts;
    let (attachments, problems) = attach(&index, source, output)?;
    Ok(Built {
        pages: jobs.len() * prints.len(),
        attachments,
        problems,
        unknown_templates: overrides.unknown,
    })
}

/// Writes what an edition has beside its pages, and, with the first, what the site has once.
fn data(
    parts: &Parts<'_>,
    cast: &Cast,
    edition: &Edition,
    options: &Options<'_>,
    output: &dyn Sink,
) -> Result<()> {
    let Parts { index, overrides, address, ours, .. } = parts;
    let write =
        |(path, text): (&str, String)| output.write(&format!("{}{path}", edition.folder()), text.as_bytes());
    both(
        || shard::all(index, &cast.rendered, &cast.actions).into_iter().try_for_each(write),
        || feeds::edition(index, address.as_ref(), options.version, output),
    )?;
    if !edition.first {
        return Ok(());
    }
    for (name, text) in look::files(overrides, &index.workspace.policy, options.search) {
        output.write(name, text.as_bytes())?;
    }
    feeds::shared(index, address.as_ref(), ours, output)?;
    if options.search {
        search::write(index, |path, bytes| output.write(path, bytes))?;
    }
    Ok(())
}

/// Does two things at once.
fn both(one: impl FnOnce() -> Result<()> + Send, other: impl FnOnce() -> Result<()> + Send) -> Result<()> {
    let (one, other) = rayon::join(one, other);
    one.and(other)
}

/// Copies the files that pages lead to.
fn attach(index: &Index<'_>, source: &Source, output: &dyn Sink) -> Result<(usize, Vec<Problem>)> {
    let done: Vec<Option<Problem>> = index
        .attached()
        .into_par_iter()
        .map(|path| match source.read_one(&path, ATTACHMENT_LIMIT) {
            Ok(bytes) => output.write(&format!("{}{path}", link::FILES), &bytes).map(|()| None),
            Err(problem) => Ok(Some(problem)),
        })
        .collect::<Result<_>>()?;
    let all = done.len();
    let problems: Vec<Problem> = done.into_iter().flatten().collect();
    Ok((all - problems.len(), problems))
}

/// Rows with commas and line breaks between them, between two texts; there may be many megabytes of them.
fn lines(open: &str, rows: &[String], close: &str) -> String {
    let length = rows.iter().map(|row| row.len() + 2).sum::<usize>();
    let mut out = String::with_capacity(open.len() + length + close.len());
    out.push_str(open);
    for (i, row) in rows.iter().enumerate() {
        out.push_str(if i > 0 { ",\n" } else { "" });
        out.push_str(row);
    }
    out.push_str(close);
    out
}

/// Rendered bytes as text; templates and values are text, so these are.
fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_default()
}
