//! The review of a week or a month for the people who run it: one file that stands for itself.

use super::clock::Clock;
use super::frame::{Site, footer};
use super::index::Index;
use super::pen::{Pages, Pen};
use super::template::{Safe, erased::Erased};
use super::templates::{Format, Overrides, STATIC};
use super::view::report;
use super::words::Words;
use crate::Result;
use crate::source::Source;
use crate::stats::{Filter, SEED, compare, statistics};
use crate::text::links::{Destination, classify};
use crate::time::Period;
use crate::workspace::Workspace;

/// What is reported.
#[derive(Debug)]
pub struct ReportOptions<'a> {
    /// Now, seconds since 1970; the report depends on its day only.
    pub now: i64,
    /// The days that it is about.
    pub period: &'a Period,
    /// Which incidents are in the workspace, as far as a filter took some out.
    pub filter: &'a Filter,
    /// What it is written in.
    pub format: Format,
    /// The version of the program, for the closing line.
    pub version: &'a str,
}

/// Makes the report of a period, over the incidents of `workspace`, which must hold only what the readers may see.
///
/// Links lead to the published site where the settings know its address, else there are none.
pub fn report(workspace: &Workspace, source: &Source, options: &ReportOptions<'_>) -> Result<Vec<u8>> {
    let overrides = Overrides::read(source)?;
    let clock = Clock::new(workspace.policy.times, options.now);
    let index = Index::new(workspace, clock, Words::english());
    let all = statistics(workspace, &Filter::default(), clock.now());
    let within = Filter { period: Some(options.period.clone()), ..Filter::default() };
    let during = statistics(workspace, &within, clock.now());
    let before = options.period.before();
    let change = before.and_then(|before| {
        let periods = [before, options.period.clone()];
        compare(workspace, &Filter::default(), periods, None, clock.now(), SEED).ok()
    });
    let selection = (!options.filter.is_empty()).then(|| options.filter.selection(workspace));
    let subject = report::Subject {
        period: options.period,
        selection: selection.as_deref(),
        whole: options.filter.keeps_services_whole(),
        all: &all,
        during: &during,
        change: change.as_ref(),
    };
    let mut pen = Pen::new(&index, options.format, true);
    pen.pages = match workspace.policy.url.as_deref() {
        Some(url) if matches!(classify(url), Destination::Web(_)) => {
            Pages::Published(url.trim_end_matches('/'))
        }
        _ => Pages::Nowhere,
    };
    let document = report::document(&pen, &subject);
    let site = Site { title: workspace.policy.title.clone(), footer: footer(&pen, options.version) };
    let words = index.words.all();
    let style = STATIC.iter().find(|(name, _)| *name == "style.css");
    let style = style.map_or("", |(name, built_in)| overrides.text(name, built_in));
    // A style sheet of the user's must not end the element it stands in.
    let style = Safe::new(&style.replace("</", "<\\/"));
    let globals: [(&'static str, &dyn Erased); 3] = [("w", &words), ("site", &site), ("style", &style)];
    let templates = overrides.templates(options.format, &globals)?;
    templates.render(&format!("report{}", options.format.ending()), 64 << 10, &[("doc", &document)])
}
