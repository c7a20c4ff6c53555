//! Which pages can be found, and what is shown of each where it is.

use serde::Serialize;

use super::super::clock::date;
use super::super::index::{Index, Page};
use super::reader::Reader;
use super::{incident, others};
use crate::record::IncidentKind;
use crate::text::markdown::to_plain;

/// Longest part of a field that is kept to be shown, in characters.
const SHOWN: usize = 240;
/// Source is not looked at beyond this many bytes for it.
const SOURCE: usize = 1_200;

/// A page that can be found.
#[derive(Debug, Clone, Copy)]
pub(super) enum Subject {
    /// The plan as a whole.
    Plan,
    /// A service.
    Service(usize),
    /// The plan of a service.
    Recovery(usize),
    /// A runbook.
    Runbook(usize),
    /// A drill, which stands in the plan.
    Drill(usize),
    /// A team.
    Team(usize),
    /// An incident of any kind.
    Case(usize),
}

/// What is shown of a page, in the order of the script's `show`.
#[derive(Debug, Serialize)]
pub(super) struct Shown<'a>(
    /// Its path in its edition, without its ending; a fragment may follow.
    pub(super) String,
    /// Its kind, a place in the list of words on every page.
    u8,
    /// Its title; empty where its kind says it all.
    pub(super) &'a str,
    /// Its id.
    pub(super) &'a str,
    /// Its day.
    String,
    /// The rank of its severity, 3 at most, and its name.
    Option<(usize, &'a str)>,
    /// Text to show a part of.
    String,
);

impl Subject {
    /// Every page, and how many are no incident: those come first, then incidents, the oldest first, so that a new
    /// one changes no number.
    pub(super) fn all(index: &Index<'_>) -> (Vec<Self>, usize) {
        let workspace = index.workspace;
        let services = 0..workspace.services.len();
        let mut all: Vec<Self> = workspace.plan.iter().map(|_| Self::Plan).collect();
        all.extend(services.clone().map(Self::Recovery));
        all.extend((0..workspace.drills.len()).map(Self::Drill));
        all.extend((0..workspace.teams.len()).map(Self::Team));
        all.extend((0..workspace.runbooks.len()).map(Self::Runbook));
        all.extend(services.map(Self::Service));
        let others = all.len();
        let mut cases: Vec<usize> = (0..workspace.cases.len()).collect();
        cases.sort_by_key(|&i| (index.begins[i], &workspace.cases[i].id));
        all.extend(cases.into_iter().map(Self::Case));
        (all, others)
    }

    /// Reads all of its text.
    pub(super) fn read(self, index: &Index<'_>, to: &mut Reader<'_>) {
        let workspace = index.workspace;
        match self {
            Self::Plan => workspace.plan.iter().for_each(|plan| others::plan(&plan.data, to)),
            Self::Service(i) => others::service(&workspace.services[i], to),
            Self::Recovery(i) => others::recovery_page(&workspace.services[i], to),
            Self::Runbook(i) => others::runbook(&workspace.runbooks[i], to),
            Self::Drill(i) => others::drill(&workspace.drills[i], to),
            Self::Team(i) => others::team(&workspace.teams[i], to),
            Self::Case(i) => incident::read(&workspace.cases[i], workspace, to),
        }
    }

    /// What is shown of it.
    pub(super) fn shown<'a>(self, index: &Index<'a>) -> Shown<'a> {
        let workspace = index.workspace;
        let none = String::new;
        match self {
            Self::Plan => Shown("plan/index".to_owned(), 6, "", "", none(), None, none()),
            Self::Service(i) | Self::Recovery(i) => {
                let record = &workspace.services[i];
                let (page, kind) =
                    if matches!(self, Self::Service(_)) { (Page::Service(i), 5) } else { (Page::Plan(i), 6) };
                let title = record.data.name.as_deref().unwrap_or(&record.id);
                Shown(index.path(page), kind, title, &record.id, none(), None, none())
            }
            Self::Runbook(i) => {
                let record = &workspace.runbooks[i];
                let runbook = &record.data;
                let symptom = runbook.symptoms.as_ref().and_then(|texts| texts.0.first());
                let text = part(symptom.or(runbook.body.as_ref()).map(|text| &**text));
                let title = runbook.title.as_deref().unwrap_or(&record.id);
                Shown(index.path(Page::Runbook(i)), 7, title, &record.id, none(), None, text)
            }
            Self::Drill(i) => {
                let record = &workspace.drills[i];
                let day = record.data.date.as_ref().and_then(|day| day.get());
                let text = part(record.data.findings.first().map(|text| &**text));
                let day = day.map(|day| date(day.0)).unwrap_or_default();
                Shown("plan/index#drills".to_owned(), 8, &record.id, "", day, None, text)
            }
            Self::Team(i) => {
                let record = &workspace.teams[i];
                let title = record.data.name.as_deref().unwrap_or(&record.id);
                Shown(index.path(Page::Team(i)), 9, title, &record.id, none(), None, none())
            }
            Self::Case(i) => case(index, i),
        }
    }
}

fn case<'a>(index: &Index<'a>, i: usize) -> Shown<'a> {
    let case = &index.workspace.cases[i];
    let kind = match case.kind {
        IncidentKind::Incident => 0,
        IncidentKind::Security => 1,
        IncidentKind::NearMiss => 2,
        IncidentKind::Maintenance => 3,
        IncidentKind::External => 4,
    };
    let day = index.begins[i].map(|at| date(index.clock.day(at))).unwrap_or_default();
    let severity = case.data.severity.as_deref().map(|written| {
        let rank = index.workspace.policy.severity(written);
        (rank.unwrap_or(3).min(3), written)
    });
    let root = case.data.analysis.as_ref().and_then(|analysis| analysis.root_cause.as_deref());
    let mut text = part(case.data.summary.as_deref());
    let root = part(root);
    if !text.is_empty() && !root.is_empty() {
        text.push(' ');
    }
    text.push_str(&root);
    Shown(index.path(Page::Case(i)), kind, case.title(), &case.id, day, severity, text)
}

/// The beginning of a text, without markup.
fn part(source: Option<&str>) -> String {
    let source = source.unwrap_or_default();
    let begin = &source[..source.floor_char_boundary(SOURCE)];
    let plain = to_plain(begin);
    match plain.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &plain[..end]),
        None => plain,
    }
}
