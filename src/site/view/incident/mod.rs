//! The page of one incident: ours, a near miss, maintenance, or another organisation's outage.
//!
//! Everything a record says appears on its page; a test fills every field and looks for it.

mod cause;
mod facts;
mod history;
mod impact;
mod kin;
mod measures;
mod papers;
mod story;

use super::super::document::{Block, Document};
use super::super::index::Page;
use super::super::language;
use super::super::pen::Pen;
use super::super::template::Safe;
use crate::record::{IncidentKind, Leaf};
use crate::stats::CaseNumbers;
use crate::workspace::{Case, SeverityPolicy, State};

/// One incident about to become a page.
struct Subject<'a, 'p> {
    pen: &'p Pen<'a>,
    case: &'a Case,
    /// Its place among the cases.
    index: usize,
    numbers: &'a CaseNumbers,
}

/// The page of a case.
pub(in crate::site) fn document(pen: &mut Pen<'_>, index: usize) -> Document {
    let shared = pen.index;
    let (case, numbers) = shared.case(index);
    pen.near = shared.begins[index].map(|at| shared.clock.day(at));
    let prose = case.data.summary.as_deref().or(case.data.title.as_deref()).unwrap_or_default();
    let page = pen.language;
    let language = language::foreign(prose, page);
    let full = Pen::of(shared, pen.format, &case.file);
    pen.language = language.or(page);
    let subject = Subject { pen, case, index, numbers };
    let sections = [
        pen.section("summary", "summary", subject.summary()),
        pen.section("impact", "impact", subject.impact()),
        pen.section("timeline", "timeline", subject.timeline()),
        pen.section("detection", "detection", subject.detection()),
        pen.section("cause", "cause", subject.cause()),
        pen.section("whys", "five_whys", subject.whys()),
        pen.section("response", "response", subject.response()),
        pen.section("repair", "repair", subject.repair()),
        pen.section("verification", "verification", subject.verification()),
        pen.section("communications", "communications", subject.communications()),
        pen.section("lessons", "lessons", subject.lessons()),
        pen.section("actions", "actions", subject.actions()),
        pen.section("review", "review", subject.review()),
        pen.section("claims", "claims", subject.claims()),
        pen.section("sources", "sources", subject.sources()),
        pen.section("attachments", "attachments", subject.pictures()),
        pen.section("links", "links", subject.links()),
        pen.section("related", "related_similar", subject.kin()),
        pen.section("history", "history", subject.history(&full)),
    ];
    Document {
        title: case.title().to_owned(),
        language,
        above: subject.above(&full),
        below: subject.below(),
        wide: subject.wide(),
        aside: subject.aside(),
        sections: sections.into_iter().flatten().collect(),
        scripts: vec!["incident.js"],
        ..Document::default()
    }
}

impl Subject<'_, '_> {
    fn is_external(&self) -> bool {
        self.case.kind == IncidentKind::External
    }

    /// Severity, status, organisation, when.
    fn above(&self, full: &Pen<'_>) -> Vec<Safe> {
        let (pen, data) = (self.pen, &self.case.data);
        let mut line = Vec::new();
        if let Some(organisation) = &data.organisation {
            line.push(pen.strong(organisation));
        }
        if data.severity.is_some() {
            line.push(pen.severity(self.case, true));
        }
        if self.case.kind != IncidentKind::Incident {
            line.push(pen.tag("", pen.index.words.label(self.case.kind)));
        }
        if data.status.is_some() {
            line.push(pen.status(self.case));
        }
        if let Some(state) = data.review.as_ref().and_then(|review| review.state.as_ref()) {
            line.push(pen.around("review_lower", pen.strong(pen.chosen(state))));
        }
        line.push(self.span(full));
        line.retain(|part| !part.as_str().is_empty());
        line
    }

    /// From begin to end.
    fn span(&self, full: &Pen<'_>) -> Safe {
        let times = &self.case.data.times;
        let planned = times.planned.as_ref();
        let from = times.started.as_ref().or(times.detected.as_ref());
        let from = from.or_else(|| planned.and_then(|planned| planned.from.as_ref()));
        let to = times.resolved.as_ref().or_else(|| planned.and_then(|planned| planned.to.as_ref()));
        if from.is_none() {
            return Safe::default();
        }
        let to = match to {
            Some(to) => self.pen.at(Some(to)),
            None if self.case.is_open() => self.pen.text(self.pen.word("still_open")),
            None => Safe::default(),
        };
        self.pen.join([full.at(from), to], " – ")
    }

    /// Id, services, changes of severity, what it repeats or why it was cancelled.
    fn below(&self) -> Vec<Safe> {
        let (pen, data) = (self.pen, &self.case.data);
        let mut line = vec![pen.text(&self.case.id)];
        if !data.services.is_empty() {
            line.push(pen.around("services_lower", pen.services(&data.services)));
        }
        if let Some(other) = data.duplicate.as_ref().and_then(|duplicate| duplicate.of.as_ref()) {
            line.push(pen.around("duplicate_of", pen.incident(other)));
        }
        if let Some(reason) = data.cancelled.as_ref().and_then(|cancelled| cancelled.reason.as_ref()) {
            line.push(pen.around("cancelled_because", pen.phrase(reason)));
        }
        line.extend(pen.edit());
        line
    }

    fn summary(&self) -> Vec<Block> {
        self.case.data.summary.iter().map(|text| Block::Prose(self.pen.prose(text))).collect()
    }
}

impl<'a> Pen<'a> {
    /// The severity of a case as written, with the shape of its rank; `long` adds its name.
    pub(in crate::site) fn severity(&self, case: &Case, long: bool) -> Safe {
        let Some(written) = case.data.severity.as_deref() else { return self.none("not_applicable") };
        let policy = &self.index.workspace.policy;
        let rank = policy.severity(written);
        let name = rank.filter(|_| long).map(|rank| self.severity_name(&policy.severities[rank]));
        self.badge(rank, written, name)
    }

    /// The name of a severity: as the settings say in this language, else the label of a built-in name.
    pub(in crate::site) fn severity_name<'s>(&self, severity: &'s SeverityPolicy) -> &'s str
    where
        'a: 's,
    {
        let name = severity.names.in_language(&self.index.edition.language);
        name.unwrap_or_else(|| {
            self.index.words.maybe(&["severity-", &severity.name].concat()).unwrap_or(&severity.name)
        })
    }

    /// The label of a state: as the settings say in this language, else the built-in one; as written where it is no state.
    pub(in crate::site) fn state(&self, written: &str) -> String {
        let labels = self.index.workspace.policy.state_labels.get(written);
        let label = labels.and_then(|labels| labels.in_language(&self.index.edition.language));
        let label = label.or_else(|| self.index.words.maybe(&["State-", written].concat()));
        label.unwrap_or(written).to_owned()
    }

    /// A severity with the shape of its rank.
    pub(in crate::site) fn badge(&self, rank: Option<usize>, id: &str, name: Option<&str>) -> Safe {
        let text = name.map_or_else(|| id.to_owned(), |name| format!("{id} {name}"));
        if !self.is_html() {
            return self.strong(&text);
        }
        let mut out = String::with_capacity(text.len() + 32);
        out.push_str(match rank {
            Some(0) => "<b class=\"sev s0\">",
            Some(1) => "<b class=\"sev s1\">",
            Some(2) => "<b class=\"sev s2\">",
            _ => "<b class=\"sev s3\">",
        });
        crate::text::escape::push_text(&mut out, &text);
        out.push_str("</b>");
        Safe::new(out)
    }

    /// The state of a case with its shape.
    pub(in crate::site) fn status(&self, case: &Case) -> Safe {
        let Some(written) = case.data.status.as_deref() else { return Safe::default() };
        let label = self.state(written);
        if !self.is_html() {
            return self.text(&label);
        }
        let open = match case.state {
            Some(State::Closed) => "<span class=\"st\">",
            Some(State::Cancelled | State::Duplicate) | None => "<span class=\"st off\">",
            Some(_) => "<span class=\"st open\">",
        };
        Safe::new(format!("{open}{}</span>", crate::text::escape::text(&label)))
    }

    /// A link to a case by its place.
    pub(in crate::site) fn case(&self, index: usize) -> Safe {
        self.to(Page::Case(index), &self.index.workspace.cases[index].id)
    }

    /// Whether a flag is set; as written where it is none.
    pub(in crate::site) fn flag(&self, leaf: Option<&Leaf<crate::record::Flag>>) -> Safe {
        match leaf.map(|leaf| (leaf.get(), leaf.text())) {
            Some((Some(flag), _)) => self.text(self.word(if flag.0 { "yes" } else { "no" })),
            Some((None, written)) => self.text(written),
            None => Safe::default(),
        }
    }
}
