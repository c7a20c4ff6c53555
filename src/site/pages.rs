//! Every page: which there are, and how each is made.

use super::address::Address;
use super::document::{Block, Document};
use super::frame::{Frame, Language, Navigation};
use super::group::Group;
use super::index::{Index, Page};
use super::meta::Meta;
use super::pen::{Pages, Pen};
use super::template::{Safe, Templates};
use super::templates::Format;
use super::view::{
    actions, dashboard, groups, incident, library, lists, moved, plan, row::row, runbook, service,
    statistics, team,
};
use crate::Result;
use crate::stats::{Comparison, Statistics};

/// The script of pages with lists.
const LISTS: &str = "lists.js";

/// How many records the front page lists.
const RECENT: usize = 8;

/// One page to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Job(pub(super) Page);

impl Job {
    /// Every page of the site, the largest first, so that no core is left with one at the end.
    pub(super) fn all(index: &Index<'_>) -> Vec<Self> {
        let top = [
            "incidents/index",
            "statistics",
            "index",
            "actions",
            "library/index",
            "services/index",
            "runbooks/index",
            "months/index",
            "teams/index",
            "tags/index",
            "factors/index",
            "plan/index",
        ];
        let severities = (0..index.workspace.policy.severities.len()).map(Page::Severity);
        let services = 0..index.workspace.services.len();
        let months = index.by_month.keys().map(|&(year, month)| Page::Month(year, month));
        let runbooks = (0..index.workspace.runbooks.len()).map(Page::Runbook);
        let teams = (0..index.workspace.teams.len()).map(Page::Team);
        let tags = (0..index.groups.tags.len()).map(Page::Tag);
        let factors = (0..index.groups.factors.len()).map(Page::Factor);
        let part = |&group| (2..=index.parts(group)).map(move |number| Page::Part(group, number));
        let parts = index.paged.iter().flat_map(part);
        let parts = parts.chain((2..=index.groups.action_pages()).map(Page::Actions));
        let moved = (0..index.moved.len()).map(Page::Moved);
        let cases = index.ours.iter().chain(&index.library).map(|&case| Page::Case(case));
        top.into_iter()
            .filter(|path| index.has(path))
            .map(Page::At)
            .chain(severities)
            .chain(services.clone().map(Page::Service))
            .chain(services.filter(|_| index.has("plan/index")).map(Page::Plan))
            .chain(months)
            .chain(parts)
            .chain(teams)
            .chain(tags)
            .chain(factors)
            .chain(runbooks)
            .chain(cases)
            .chain(moved)
            .map(Self)
            .collect()
    }
}

/// The section that a list belongs to.
const fn section(group: Group) -> &'static str {
    match group {
        Group::Library => "library",
        Group::Service(_) | Group::Team(_) => "services",
        _ => "incidents",
    }
}

/// The statistics that pages show.
#[derive(Debug, Clone, Copy)]
pub(super) struct Numbers<'a> {
    pub(super) ours: &'a Statistics<'a>,
    /// The last two whole quarters side by side.
    pub(super) change: Option<&'a Comparison>,
    pub(super) library: &'a Statistics<'a>,
}

/// The page for what is not there; a web server shows it at any address, so it is none of the others.
pub(super) const MISSING: Job = Job(Page::At("404"));

/// Makes pages of one format; shared between threads.
pub(super) struct Maker<'a> {
    /// Where the site is published.
    pub(super) address: Option<&'a Address>,
    pub(super) index: &'a Index<'a>,
    pub(super) format: Format,
    pub(super) templates: &'a Templates,
    pub(super) navigation: &'a Navigation,
    /// The row of every case, for lists in folders.
    pub(super) rendered: &'a [String],
    /// The row of every open action, for pages at the top; none where one page holds them all.
    pub(super) actions: &'a [String],
    pub(super) numbers: Numbers<'a>,
    pub(super) plan: plan::Subject<'a, 'a>,
}

impl Maker<'_> {
    /// The path of a page from the top of the site, in the language that the index speaks.
    pub(super) fn path(index: &Index<'_>, format: Format, job: Job) -> String {
        format!("{}{}{}", index.edition.folder(), index.path(job.0), format.ending())
    }

    /// The path and the bytes of a page.
    pub(super) fn make(&self, job: Job) -> Result<(String, Vec<u8>)> {
        let ending = self.format.ending();
        let path = self.index.path(job.0);
        let file = match job.0 {
            Page::Case(i) => &self.index.workspace.cases[i].file,
            Page::Runbook(i) => &self.index.workspace.runbooks[i].file,
            Page::Service(i) | Page::Plan(i) => &self.index.workspace.services[i].file,
            Page::Team(i) => &self.index.workspace.teams[i].file,
            _ => "",
        };
        let mut pen = Pen::of(self.index, self.format, file);
        if !path.contains('/') {
            pen.up = "";
        }
        let missing = job == MISSING;
        if let Some(address) = self.address.filter(|_| missing) {
            pen.pages = Pages::Published(address.path());
        }
        let (template, section, mut document) = self.document(&mut pen, job.0)?;
        if document.has_lists() {
            document.scripts.push(LISTS);
        }
        document.toc = pen.toc(&document.sections);
        let frame = self.frame(&pen, job.0, section, &document);
        let capacity = match job.0 {
            Page::Case(_) => 24 << 10,
            _ => 64 << 10,
        };
        let bytes = self.templates.render(
            &format!("{template}{ending}"),
            capacity,
            &[("page", &frame), ("doc", &document)],
        )?;
        Ok((Self::path(self.index, self.format, job), bytes))
    }

    /// Template, section and contents of a page.
    fn document(&self, pen: &mut Pen<'_>, page: Page) -> Result<(&'static str, &'static str, Document)> {
        let rendered = self.rendered;
        Ok(match page {
            Page::Case(i) => {
                let external = self.index.workspace.cases[i].kind == crate::record::IncidentKind::External;
                ("incident", if external { "library" } else { "incidents" }, incident::document(pen, i))
            }
            Page::Service(i) => (
                "service",
                "services",
                service::document(pen, i, rendered, self.numbers.ours, self.plan.plan),
            ),
            Page::Runbook(i) => ("runbook", "runbooks", runbook::document(pen, i)),
            Page::Plan(i) => {
                let document = plan::service(pen, self.plan.plan, i).unwrap_or_else(|| Document {
                    title: self.index.workspace.services[i].id.clone(),
                    lede: Some(pen.text(pen.word("not_in_plan"))),
                    ..Document::default()
                });
                ("page", "recovery_plan", document)
            }
            Page::Team(i) => ("service", "services", team::document(pen, i, rendered)),
            Page::Tag(i) => ("page", "incidents", groups::group(pen, Group::Tag(i), rendered)),
            Page::Factor(i) => ("page", "incidents", groups::group(pen, Group::Factor(i), rendered)),
            Page::Part(group, number) => ("page", section(group), lists::part(pen, group, number, rendered)),
            Page::Moved(i) => ("moved", "", moved::document(pen, self.index.moved[i].1)),
            Page::Severity(rank) => ("page", "incidents", lists::severity(pen, rank, rendered)),
            Page::Month(year, month) => ("page", "incidents", lists::month(pen, (year, month), rendered)),
            Page::At("incidents/index") => ("page", "incidents", lists::incidents(pen, rendered)),
            Page::At("months/index") => ("page", "incidents", lists::months(pen)),
            Page::At("teams/index") => ("page", "services", groups::teams(pen)),
            Page::At("tags/index") => ("page", "incidents", groups::tags(pen)),
            Page::At("factors/index") => ("page", "incidents", groups::factors(pen)),
            Page::At("services/index") => ("page", "services", lists::services(pen)),
            Page::At("runbooks/index") => ("page", "runbooks", runbook::all(pen)),
            Page::At("library/index") => {
                ("page", "library", library::document(pen, self.numbers.library, rendered))
            }
            Page::At("plan/index") => ("plan", "recovery_plan", plan::document(pen, self.plan)),
            Page::At("actions") => ("page", "actions", actions::document(pen, 1, self.actions)),
            Page::Actions(number) => ("page", "actions", actions::document(pen, number, self.actions)),
            Page::At("statistics") => {
                ("page", "statistics", statistics::document(pen, self.numbers.ours, self.numbers.change))
            }
            Page::At("404") => ("page", "", not_found(pen)),
            Page::At(_) => {
                ("page", "", dashboard::document(pen, self.numbers.ours, self.plan.plan, self.recent(pen)?))
            }
        })
    }

    /// The newest rows, for the front page: links from the top differ from those in folders.
    fn recent(&self, pen: &Pen<'_>) -> Result<Safe> {
        let template = format!("row{}", self.format.ending());
        let mut out = String::new();
        for &case in self.index.ours.iter().take(RECENT) {
            out.push_str(&super::text(self.templates.render(&template, 512, &[("row", &row(pen, case))])?));
        }
        Ok(Safe::new(out))
    }

    /// The same page in the other languages.
    fn languages(&self, pen: &Pen<'_>, page: Page) -> Vec<Language> {
        let index = self.index;
        let others = index.languages.iter().filter(|(edition, ..)| *edition != index.edition);
        let others = others.map(|(edition, tag, name)| Language {
            href: format!("{}{}{}{}", pen.top(), edition.folder(), index.path(page), self.format.ending()),
            tag: tag.clone(),
            name: name.clone(),
        });
        others.collect()
    }

    fn frame(&self, pen: &Pen<'_>, page: Page, section: &str, document: &Document) -> Frame {
        let records = self.index.workspace;
        let (between, name) = match page {
            Page::Case(i) => {
                let month = self.index.begins[i].filter(|_| section == "incidents").map(|at| {
                    let day = self.index.clock.day(at);
                    let (year, month) = (chrono::Datelike::year(&day), chrono::Datelike::month(&day));
                    (Page::Month(year, month), self.index.words.month(year, month))
                });
                (month, records.cases[i].id.clone())
            }
            Page::Service(i) | Page::Plan(i) => (None, records.services[i].id.clone()),
            Page::Runbook(i) => (None, records.runbooks[i].id.clone()),
            Page::Month(..) => {
                (Some((Page::At("months/index"), pen.word("months").to_owned())), document.title.clone())
            }
            Page::Team(i) => {
                (Some((Page::At("teams/index"), pen.word("teams").to_owned())), records.teams[i].id.clone())
            }
            Page::Tag(_) => {
                (Some((Page::At("tags/index"), pen.word("tags").to_owned())), document.title.clone())
            }
            Page::Factor(_) => {
                let between = (Page::At("factors/index"), pen.word("recurring_factors").to_owned());
                (Some(between), document.title.clone())
            }
            Page::Actions(number) => {
                let pages = self.index.groups.action_pages().to_string();
                (None, self.index.words.with("page_of", &[("page", &number.to_string()), ("pages", &pages)]))
            }
            Page::Part(group, number) => {
                let pages = self.index.parts(group).to_string();
                let number = [("page", &*number.to_string()), ("pages", &*pages)];
                let between = (group.page(), document.title.clone());
                (
                    Some(between).filter(|_| !matches!(group, Group::All | Group::Library)),
                    self.index.words.with("page_of", &number),
                )
            }
            _ => (None, document.title.clone()),
        };
        let missing = Job(page) == MISSING;
        let elsewhere = if missing {
            (Vec::new(), Meta::default())
        } else {
            (self.languages(pen, page), Meta::new(self.index, self.address, page))
        };
        if page == Page::At("index") {
            let mut frame = Frame::new(
                pen,
                self.navigation,
                section,
                None,
                pen.word("dashboard").to_owned(),
                name,
                elsewhere,
            );
            frame.crumbs = Safe::default();
            return frame;
        }
        let title = match page {
            _ if name == document.title => name.clone(),
            Page::Case(_) => format!("{name} {}", document.title),
            Page::Plan(_) => document.title.clone(),
            Page::Service(_) | Page::Runbook(_) | Page::Team(_) => format!("{} ({name})", document.title),
            _ => format!("{} · {name}", document.title),
        };
        Frame::new(pen, self.navigation, section, between, title, name, elsewhere)
    }
}

/// What a reader finds where there is no page.
fn not_found(pen: &Pen<'_>) -> Document {
    Document {
        title: pen.word("not_found").to_owned(),
        lede: Some(pen.text(pen.word("not_found_lede"))),
        wide: vec![Block::Prose(pen.paragraph(&pen.to(Page::At("index"), pen.word("home"))))],
        ..Document::default()
    }
}
