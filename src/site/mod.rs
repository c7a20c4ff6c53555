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
mod index;
mod language;
mod link;
mod look;
mod meta;
mod pages;
mod pen;
mod plan;
mod report;
mod search;
mod slug;
mod template;
mod templates;
#[cfg(test)]
mod tests;
mod view;
mod words;

use rayon::prelude::*;

use self::address::Address;
pub use self::alone::Alone;
use self::clock::Clock;
use self::edition::Edition;
use self::frame::{Navigation, Site};
use self::index::Index;
use self::pages::{Job, MISSING, Maker, Numbers};
use self::pen::Pen;
pub use self::plan::{PlanPart, plan_document};
pub use self::report::report;
pub use self::templates::{Format, check_templates, languages};

use self::template::erased::Erased;
use self::templates::{Overrides, STATIC, STYLE};
use self::view::row::row;
use crate::Result;
use crate::output;
use crate::record::{Audience, IncidentKind};
use crate::recovery::{DRAWS, plan};
use crate::rule::gaps;
use crate::source::{ATTACHMENT_LIMIT, Log, Problem, Source};
use crate::stats::{Comparison, Filter, SEED, compare, statistics};
use crate::time::Stretch;
use crate::workspace::Workspace;

/// What is built.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// Which incidents are in the workspace, as far as a filter took some out.
    pub filter: &'a Filter,
    /// Who reads the site; the workspace holds only what they may see.
    pub audience: Audience,
    /// Now, seconds since 1970; pages depend on its day only.
    pub now: i64,
    /// The changes of the plan, where there is a history.
    pub log: Option<&'a Log>,
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
    let overrides = Overrides::read(source)?;
    let clock = Clock::new(workspace.policy.times, options.now);
    let editions = Edition::all(&workspace.policy.languages, &overrides);
    let address = Address::of(workspace.policy.url.as_deref());
    let address = address.as_ref();
    let mut index = Index::new(workspace, clock, &editions, &overrides);
    let now = clock.now();
    // The permutations of the comparison take about as long as all other numbers together.
    let (change, (ours, library, plan)) = rayon::join(
        || quarters(workspace, &clock),
        || {
            let ours = statistics(workspace, &Filter { kind: None, ..options.filter.clone() }, now);
            let library = statistics(workspace, &Filter::of(Some(IncidentKind::External)), now);
            (ours, library, plan(workspace, now).drawn(DRAWS).with_gaps(gaps(workspace, now)))
        },
    );
    let what_ifs = plan.place_losses();
    let jobs = Job::all(&index);
    let formats: Vec<Format> = [(Format::Html, options.html), (Format::Markdown, options.markdown)]
        .into_iter()
        .filter_map(|(format, wanted)| wanted.then_some(format))
        .collect();
    progress.begin(jobs.len() * formats.len() * editions.len());
    for edition in &editions {
        index.speak(edition);
        for &format in &formats {
            let made = Numbers { ours: &ours, change: change.as_ref(), library: &library };
            let plan = view::plan::Subject { plan: &plan, log: options.log, what_ifs: &what_ifs };
            pages(&index, (format, address), &overrides, options, (made, plan), |path, bytes| {
                output.write(path, bytes)?;
                progress.step();
                Ok(())
            })?;
        }
        if options.html {
            feeds::edition(&index, address, options.version, output)?;
        }
    }
    if options.html {
        index.speak(&editions[0]);
        feeds::shared(&mut index, address, &ours, output)?;
        output.write(STYLE.0, look::style(&overrides, &workspace.policy).as_bytes())?;
        for (name, built_in) in STATIC.iter().filter(|(name, _)| options.search || *name != search::SCRIPT) {
            output.write(name, overrides.text(name, built_in).as_bytes())?;
        }
        if options.search {
            search::write(&index, |path, bytes| output.write(path, bytes))?;
        }
    }
    let (attachments, problems) = attach(&index, source, output)?;
    Ok(Built {
        pages: jobs.len() * formats.len() * editions.len(),
        attachments,
        problems,
        unknown_templates: overrides.unknown,
    })
}

/// Makes every page of one edition in one format.
fn pages(
    index: &Index<'_>,
    (format, address): (Format, Option<&Address>),
    overrides: &Overrides,
    options: &Options<'_>,
    (numbers, plan): (Numbers<'_>, view::plan::Subject<'_, '_>),
    write: impl Fn(&str, &[u8]) -> Result<()> + Sync,
) -> Result<()> {
    let pen = Pen::new(index, format, true);
    let site = Site::new(&pen, overrides, options.version, options.search);
    let words = index.words.all();
    let globals: [(&'static str, &dyn Erased); 2] = [("w", &words), ("site", &site)];
    let templates = overrides.templates(format, &globals)?;
    let list = Pen::new(index, format, false);
    let navigation = Navigation::new(&pen, &list)?;
    let template = format!("row{}", format.ending());
    let rendered: Vec<String> = (0..index.workspace.cases.len())
        .into_par_iter()
        .map_init(
            || Pen::new(index, format, false),
            |pen, case| templates.render(&template, 512, &[("row", &row(pen, case))]).map(text),
        )
        .collect::<Result<_>>()?;
    let maker = Maker {
        address,
        index,
        format,
        templates: &templates,
        navigation: &navigation,
        rendered: &rendered,
        numbers,
        plan,
    };
    if format == Format::Html && index.edition.first {
        let (path, bytes) = maker.make(MISSING)?;
        write(&path, &bytes)?;
    }
    Job::all(index).par_iter().with_max_len(8).try_for_each(|job| {
        let (path, bytes) = maker.make(*job)?;
        write(&path, &bytes)
    })
}

/// The last two whole quarters side by side.
fn quarters(workspace: &Workspace, clock: &Clock) -> Option<Comparison> {
    let running = Stretch::Quarter.period(clock.today)?;
    let after = Stretch::Quarter.period(running.first.pred_opt()?)?;
    let before = Stretch::Quarter.period(after.first.pred_opt()?)?;
    compare(workspace, &Filter::default(), [before, after], None, clock.now(), SEED).ok()
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

/// Rendered bytes as text; templates and values are text, so these are.
fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_default()
}
