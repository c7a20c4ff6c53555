//! Every page: which there are, and how each is made.

use super::address::Address;
use super::document::Document;
use super::frame::{Frame, Language, Navigation};
use super::index::{Index, Page};
use super::meta::Meta;
use super::pen::{Pages, Pen};
use super::template::{Safe, Templates};
use super::templates::Format;
use super::view::{
    actions, dashboard, incident, library, lists, plan, row::row, runbook, service, statistics,
};
use crate::Result;
use crate::stats::{Comparison, Statistics};

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
            "plan/index",
        ];
        let severities = (0..index.workspace.policy.severities.len()).map(Page::Severity);
        let services = 0..index.workspace.services.len();
        let months = index.by_month.keys().map(|&(year, month)| Page::Month(year, month));
        let runbooks = (0..index.workspace.runbooks.len()).map(Page::Runbook);
        let cases = index.ours.iter().chain(&index.library).map(|&case| Page::Case(case));
        top.map(Page::At)
            .into_iter()
            .chain(severities)
            .chain(services.clone().map(Page::Service))
            .chain(services.map(Page::Plan))
            .chain(months)
            .chain(runbooks)
            .chain(cases)
            .map(Self)
            .collect()
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
    pub(super) numbers: Numbers<'a>,
    pub(super) plan: plan::Subject<'a, 'a>,
}

impl Maker<'_> {
    /// The path and the bytes of a page.
    pub(super) fn make(&self, job: Job) -> Result<(String, Vec<u8>)> {
        let ending = self.format.ending();
        let path = self.index.path(job.0);
        let file = match job.0 {
            Page::Case(i) => &self.index.workspace.cases[i].file,
            Page::Runbook(i) => &self.index.workspace.runbooks[i].file,
            Page::Service(i) | Page::Plan(i) => &self.index.workspace.services[i].file,
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
        let (template, section, document) = self.document(&mut pen, job.0)?;
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
        Ok((format!("{}{path}{ending}", self.index.edition.folder()), bytes))
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
            Page::Severity(rank) => ("page", "incidents", lists::severity(pen, rank, rendered)),
            Page::Month(year, month) => ("page", "incidents", lists::month(pen, (year, month), rendered)),
            Page::At("incidents/index") => ("page", "incidents", lists::incidents(pen, rendered)),
            Page::At("months/index") => ("page", "incidents", lists::months(pen)),
            Page::At("services/index") => ("page", "services", lists::services(pen)),
            Page::At("runbooks/index") => ("page", "runbooks", runbook::all(pen)),
            Page::At("library/index") => {
                ("page", "library", library::document(pen, self.numbers.library, rendered))
            }
            Page::At("plan/index") => ("plan", "recovery_plan", plan::document(pen, self.plan)),
            Page::At("actions") => ("page", "actions", actions::document(pen)),
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
        Ok(Safe::new(&out))
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
            frame.crumbs.clear();
            return frame;
        }
        let title = if name == document.title { name.clone() } else { format!("{name} {}", document.title) };
        Frame::new(pen, self.navigation, section, between, title, name, elsewhere)
    }
}

/// What a reader finds where there is no page.
fn not_found(pen: &Pen<'_>) -> Document {
    Document {
        title: pen.word("not_found").to_owned(),
        below: vec![pen.to(Page::At("index"), pen.word("home"))],
        lede: Some(pen.text(pen.word("not_found_lede"))),
        ..Document::default()
    }
}
