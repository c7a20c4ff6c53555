//! What the pages of a site are made from, worked out once: for all of them, and for those of one language and format.

use rayon::prelude::*;

use super::address::Address;
use super::clock::Clock;
use super::edition::Edition;
use super::frame::{Navigation, Site};
use super::index::Index;
use super::pages::{Maker, Numbers};
use super::pen::{Pages, Pen};
use super::template::{Templates, erased::Erased};
use super::templates::{Format, Overrides};
use super::view::{actions::open_rows, plan::Subject, row::row};
use super::{ALIKE, Options, text};
use crate::Result;
use crate::record::{Audience, IncidentKind};
use crate::recovery::{DRAWS, RecoveryPlan, WhatIf, plan};
use crate::rule::gaps;
use crate::similar;
use crate::source::Source;
use crate::stats::{Comparison, Filter, SEED, Statistics, compare, statistics};
use crate::time::Stretch;
use crate::workspace::Workspace;

/// What all pages are made from.
pub(super) struct Parts<'a> {
    pub(super) index: Index<'a>,
    pub(super) overrides: Overrides,
    /// Where the site is published.
    pub(super) address: Option<Address>,
    pub(super) ours: Statistics<'a>,
    library: Statistics<'a>,
    /// The last two whole quarters side by side.
    change: Option<Comparison>,
    plan: RecoveryPlan<'a>,
    what_ifs: Vec<WhatIf<'a>>,
}

impl<'a> Parts<'a> {
    /// Works everything out.
    pub(super) fn new(workspace: &'a Workspace, source: &Source, options: &Options<'a>) -> Result<Self> {
        let overrides = Overrides::read(source)?;
        let clock = Clock::new(workspace.policy.times, options.now);
        let editions = Edition::all(&workspace.policy.languages, &overrides);
        let now = clock.now();
        let seen = || {
            let mut index = Index::new(workspace, clock, &editions, &overrides);
            index.alike = similar::Index::brief(workspace).alike_each(ALIKE);
            index
        };
        let counted = || {
            // The permutations of the comparison take about as long as all other numbers together.
            rayon::join(
                || quarters(workspace, &clock),
                || {
                    let ours = statistics(workspace, &Filter { kind: None, ..options.filter.clone() }, now);
                    let library = statistics(workspace, &Filter::of(Some(IncidentKind::External)), now);
                    (ours, library, plan(workspace, now).drawn(DRAWS).with_gaps(gaps(workspace, now)))
                },
            )
        };
        let (mut index, (change, (ours, library, plan))) = rayon::join(seen, counted);
        // Whoever is outside learns nothing of who works here.
        index.chronicle = options.chronicle.filter(|_| options.audience > Audience::Public);
        let what_ifs = plan.place_losses();
        let address = Address::of(workspace.policy.url.as_deref());
        Ok(Self { index, overrides, address, ours, library, change, plan, what_ifs })
    }

    /// The same in another language; nothing is worked out again.
    pub(super) fn speak(&mut self, edition: &Edition) {
        self.index.speak(edition, &self.overrides);
    }
}

/// The last two whole quarters side by side.
fn quarters(workspace: &Workspace, clock: &Clock) -> Option<Comparison> {
    let running = Stretch::Quarter.period(clock.today)?;
    let after = Stretch::Quarter.period(running.first.pred_opt()?)?;
    let before = Stretch::Quarter.period(after.first.pred_opt()?)?;
    compare(workspace, &Filter::default(), [before, after], None, clock.now(), SEED).ok()
}

/// A language and a format: every page is made once in each.
#[derive(Debug, Clone)]
pub(super) struct Print {
    pub(super) edition: Edition,
    pub(super) format: Format,
}

impl Print {
    /// All that are wanted of a site.
    pub(super) fn all(parts: &Parts<'_>, options: &Options<'_>) -> Vec<Self> {
        let formats = [(Format::Html, options.html), (Format::Markdown, options.markdown)];
        let formats = formats.into_iter().filter_map(|(format, wanted)| wanted.then_some(format));
        let editions = parts.index.languages.iter().map(|(edition, ..)| edition);
        let each = |edition: &Edition| {
            let edition = edition.clone();
            formats.clone().map(move |format| Self { edition: edition.clone(), format })
        };
        editions.flat_map(each).collect()
    }
}

/// What the pages of one print share.
pub(super) struct Cast {
    templates: Templates,
    navigation: Navigation,
    /// The row of every case, for lists in folders.
    pub(super) rendered: Vec<String>,
    /// The row of every open action, for pages at the top; none where one page holds them all.
    pub(super) actions: Vec<String>,
}

impl Cast {
    /// Compiles the templates and makes the rows, in the language that the index speaks.
    pub(super) fn new(parts: &Parts<'_>, format: Format, options: &Options<'_>) -> Result<Self> {
        let Parts { index, overrides, .. } = parts;
        let pen = Pen::new(index, format, true);
        let site = Site::new(&pen, overrides, options.version, options.search);
        let words = index.words.all();
        let globals: [(&'static str, &dyn Erased); 2] = [("w", &words), ("site", &site)];
        let templates = overrides.templates(format, &globals)?;
        let list = Pen::new(index, format, false);
        let mut anywhere = Pen::new(index, format, true);
        anywhere.pages =
            parts.address.as_ref().map_or(Pages::Beside, |address| Pages::Published(address.path()));
        let navigation = Navigation::new(&pen, &list, &anywhere)?;
        let template = format!("row{}", format.ending());
        let rendered = (0..index.workspace.cases.len())
            .into_par_iter()
            .map_init(
                || Pen::new(index, format, false),
                |pen, case| templates.render(&template, 512, &[("row", &row(pen, case))]).map(text),
            )
            .collect::<Result<_>>()?;
        let several = index.groups.action_pages() > 1;
        let actions = if several { open_rows(index, format) } else { Vec::new() };
        Ok(Self { templates, navigation, rendered, actions })
    }

    /// What makes the pages.
    pub(super) fn maker<'p>(&'p self, parts: &'p Parts<'_>, format: Format) -> Maker<'p> {
        Maker {
            address: parts.address.as_ref(),
            index: &parts.index,
            format,
            templates: &self.templates,
            navigation: &self.navigation,
            rendered: &self.rendered,
            actions: &self.actions,
            numbers: Numbers { ours: &parts.ours, change: parts.change.as_ref(), library: &parts.library },
            plan: Subject {
                plan: &parts.plan,
                log: parts.index.chronicle.map(|known| &known.plan),
                what_ifs: &parts.what_ifs,
            },
        }
    }
}
