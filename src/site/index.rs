//! Everything pages share, worked out once: names, numbers, and which incidents belong where.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use chrono::Datelike;

use super::clock::Clock;
use super::edition::Edition;
use super::group::{self, Group, Groups};
use super::moved;
use super::slug::Slugs;
use super::templates::Overrides;
use super::words::Words;
use crate::history::Chronicle;
use crate::record::IncidentKind;
use crate::record::schema::RecordType;
use crate::runbook::Links;
use crate::similar::Likeness;
use crate::stats::{CaseNumbers, numbers};
use crate::workspace::{Case, Workspace};

/// Everything pages share.
pub(super) struct Index<'a> {
    /// The records.
    pub(super) workspace: &'a Workspace,
    /// The language of the pages.
    pub(super) edition: Edition,
    /// All languages there are pages in: edition, tag, its name in itself.
    pub(super) languages: Vec<(Edition, String, String)>,
    /// The words of the interface in it.
    pub(super) words: Words,
    /// The time in the display zone.
    pub(super) clock: Clock,
    /// Numbers of every case, in the order of the cases.
    pub(super) numbers: Vec<CaseNumbers>,
    /// When every case began.
    pub(super) begins: Vec<Option<i64>>,
    /// Our records, the newest first.
    pub(super) ours: Vec<usize>,
    /// External records, the newest first.
    pub(super) library: Vec<usize>,
    /// Our records by service, the newest first.
    pub(super) by_service: Vec<Vec<usize>>,
    /// Our records by the month they began in.
    pub(super) by_month: BTreeMap<(i32, u32), Vec<usize>>,
    /// Our records by severity.
    pub(super) by_severity: Vec<Vec<usize>>,
    /// Teams, tags and contributing factors, each with the incidents it stands for.
    pub(super) groups: Groups,
    /// The lists that take more than one page.
    pub(super) paged: Vec<Group>,
    /// The services that need a service, by its place.
    pub(super) needed_by: Vec<Vec<usize>>,
    /// Addresses that records had, with the pages they lead to.
    pub(super) moved: Vec<(String, Page)>,
    /// Uses of every runbook: the case and the place of the mitigation in it.
    pub(super) uses: Vec<Vec<(usize, usize)>>,
    /// The alert rules that lead to every runbook, in written order.
    pub(super) alerts: Vec<Vec<usize>>,
    /// Cases that name a case as related or as what they repeat, by case.
    pub(super) named_by: Vec<Vec<usize>>,
    /// Cases like each case and why, the likest first; empty where nobody asked.
    pub(super) alike: Vec<Vec<(usize, Likeness<'a>)>>,
    /// What git knows of each record, where it may be told.
    pub(super) chronicle: Option<&'a Chronicle>,
    names: Names,
    files: BTreeMap<&'a str, Page>,
    attached: Mutex<BTreeSet<String>>,
}

/// File names without ending, in the order of the records.
pub(super) struct Names {
    pub(super) cases: Vec<String>,
    pub(super) services: Vec<String>,
    pub(super) teams: Vec<String>,
    pub(super) runbooks: Vec<String>,
    severities: Vec<String>,
}

/// A page of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Page {
    /// An incident, or an external outage.
    Case(usize),
    /// A service.
    Service(usize),
    /// A runbook.
    Runbook(usize),
    /// The list of a severity.
    Severity(usize),
    /// The list of a month.
    Month(i32, u32),
    /// A team.
    Team(usize),
    /// The list of a tag.
    Tag(usize),
    /// The list of a contributing factor.
    Factor(usize),
    /// A further page of a list: which, from 2.
    Part(Group, usize),
    /// A further page of the open actions: which, from 2.
    Actions(usize),
    /// What stands at an address that a record had.
    Moved(usize),
    /// The plan of a service.
    Plan(usize),
    /// Any other page, by its path without ending.
    At(&'static str),
}

impl<'a> Index<'a> {
    /// Works everything out.
    pub(super) fn new(
        workspace: &'a Workspace,
        clock: Clock,
        editions: &[Edition],
        overrides: &Overrides,
    ) -> Self {
        let policy = &workspace.policy;
        let cases = &workspace.cases;
        let begins: Vec<_> = cases.iter().map(|case| case.began(&policy.times)).collect();
        let mut order: Vec<usize> = (0..cases.len()).collect();
        order.sort_by(|&a, &b| (begins[b], &cases[b].id).cmp(&(begins[a], &cases[a].id)));
        let (library, ours): (Vec<_>, Vec<_>) =
            order.into_iter().partition(|&case| cases[case].kind == IncidentKind::External);
        let names = Names::new(workspace, &library, &ours);
        let mut index = Self {
            workspace,
            edition: editions[0].clone(),
            languages: editions.iter().map(|edition| named(edition, overrides)).collect(),
            words: overrides.speak(&editions[0].language),
            clock,
            numbers: cases.iter().map(|case| numbers(case, policy)).collect(),
            begins,
            ours,
            library,
            by_service: vec![Vec::new(); workspace.services.len()],
            by_month: BTreeMap::new(),
            by_severity: vec![Vec::new(); policy.severities.len()],
            groups: Groups::default(),
            paged: Vec::new(),
            needed_by: needed_by(workspace),
            moved: moved::all(workspace, &names),
            uses: vec![Vec::new(); workspace.runbooks.len()],
            alerts: alerts(workspace),
            named_by: named_by(workspace),
            alike: Vec::new(),
            chronicle: None,
            names,
            files: files(workspace),
            attached: Mutex::default(),
        };
        index.sort_out();
        index.groups = Groups::new(workspace, &index.ours);
        index.paged = index.lists().into_iter().filter(|&group| index.parts(group) > 1).collect();
        index
    }

    /// The same in another language; nothing is worked out again.
    pub(super) fn speak(&mut self, edition: &Edition, overrides: &Overrides) {
        self.edition = edition.clone();
        self.words = overrides.speak(&edition.language);
    }

    fn sort_out(&mut self) {
        for &i in &self.ours {
            let case = &self.workspace.cases[i];
            let mut services: Vec<_> =
                case.data.services.iter().filter_map(|name| self.workspace.names.service(name)).collect();
            services.sort_unstable();
            services.dedup();
            for service in services {
                self.by_service[service].push(i);
            }
            if let Some(rank) = case.severity {
                self.by_severity[rank].push(i);
            }
            if let Some(at) = self.begins[i] {
                let day = self.clock.day(at);
                self.by_month.entry((day.year(), day.month())).or_default().push(i);
            }
        }
        for &i in self.ours.iter().chain(&self.library) {
            let mitigations = self.workspace.cases[i].data.response.iter().flat_map(|r| &r.mitigations);
            for (place, mitigation) in mitigations.enumerate() {
                let runbook = mitigation.runbook.as_ref().and_then(|id| self.workspace.names.runbook(id));
                if let Some(runbook) = runbook {
                    self.uses[runbook].push((i, place));
                }
            }
        }
    }

    /// Whether there is a page at a path without ending: none lists records of which the readers may see none.
    pub(super) fn has(&self, path: &str) -> bool {
        let lists = match path {
            "services/index" => RecordType::Service,
            "plan/index" => RecordType::Plan,
            "runbooks/index" => RecordType::Runbook,
            "teams/index" => RecordType::Team,
            _ => return true,
        };
        !self.workspace.left_out.contains(&lists)
    }

    /// A case with its numbers.
    pub(super) fn case(&self, index: usize) -> (&'a Case, &CaseNumbers) {
        (&self.workspace.cases[index], &self.numbers[index])
    }

    /// The path of a page in its edition, without its ending.
    pub(super) fn path(&self, page: Page) -> String {
        let mut out = String::new();
        self.push_path(&mut out, page);
        out
    }

    /// Appends it.
    pub(super) fn push_path(&self, out: &mut String, page: Page) {
        let mut name = |folder: &str, name: &str| [folder, name].iter().for_each(|part| out.push_str(part));
        match page {
            Page::Case(i) => name(self.folder(i), &self.names.cases[i]),
            Page::Service(i) => name("services/", &self.names.services[i]),
            Page::Runbook(i) => name("runbooks/", &self.names.runbooks[i]),
            Page::Severity(i) => name("severity/", &self.names.severities[i]),
            Page::Team(i) => name("teams/", &self.names.teams[i]),
            Page::Tag(i) => name("tags/", &self.groups.tags[i].slug),
            Page::Factor(i) => name("factors/", &self.groups.factors[i].slug),
            Page::Part(group, number) => name("", &group::part(&self.path(group.page()), number)),
            Page::Actions(number) => name("", &group::part("actions", number)),
            Page::Moved(i) => name("", &self.moved[i].0),
            Page::Plan(i) => name("plan/", &self.names.services[i]),
            Page::Month(year, month) => name("months/", &super::clock::month(year, month)),
            Page::At(path) => name("", path),
        }
    }

    /// The folder of a case's page.
    fn folder(&self, case: usize) -> &'static str {
        if self.workspace.cases[case].kind == IncidentKind::External { "library/" } else { "incidents/" }
    }

    /// The page made of a file of the folder.
    pub(super) fn page_of(&self, file: &str) -> Option<Page> {
        self.files.get(file).copied()
    }

    /// Notes that a page leads to a file of the folder, which is then copied.
    pub(super) fn attach(&self, path: &str) {
        let mut attached = self.attached.lock().unwrap_or_else(PoisonError::into_inner);
        if !attached.contains(path) {
            attached.insert(path.to_owned());
        }
    }

    /// Whether a page that was made leads to this file.
    pub(super) fn is_attached(&self, path: &str) -> bool {
        self.attached.lock().unwrap_or_else(PoisonError::into_inner).contains(path)
    }

    /// The files that pages lead to.
    pub(super) fn attached(&self) -> Vec<String> {
        let attached = self.attached.lock().unwrap_or_else(PoisonError::into_inner);
        attached.iter().cloned().collect()
    }
}

/// An edition with its tag and its name.
fn named(edition: &Edition, overrides: &Overrides) -> (Edition, String, String) {
    let words = overrides.speak(&edition.language);
    (edition.clone(), words.get("language").to_owned(), words.get("language_name").to_owned())
}

impl Names {
    fn new(workspace: &Workspace, library: &[usize], ours: &[usize]) -> Self {
        let mut cases = vec![String::new(); workspace.cases.len()];
        for group in [library, ours] {
            // By file and not by begin: a name must not change because another record did.
            let mut group = group.to_vec();
            group.sort_unstable();
            let slugs = Slugs::of(group.iter().map(|&i| workspace.cases[i].id.as_str()));
            for (i, slug) in group.into_iter().zip(slugs) {
                cases[i] = slug;
            }
        }
        Self {
            cases,
            services: Slugs::of(workspace.services.iter().map(|record| record.id.as_str())),
            teams: Slugs::of(workspace.teams.iter().map(|record| record.id.as_str())),
            runbooks: Slugs::of(workspace.runbooks.iter().map(|record| record.id.as_str())),
            severities: Slugs::of(workspace.policy.severities.iter().map(|severity| severity.id.as_str())),
        }
    }
}

/// Cases that name a case, the newest last.
fn named_by(workspace: &Workspace) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new(); workspace.cases.len()];
    for (i, case) in workspace.cases.iter().enumerate() {
        let duplicate = case.data.duplicate.as_ref().and_then(|duplicate| duplicate.of.as_ref());
        for id in case.data.related.iter().chain(duplicate) {
            if let Some(other) = workspace.names.case(id).filter(|other| *other != i)
                && !all[other].contains(&i)
            {
                all[other].push(i);
            }
        }
    }
    all
}

/// The services that need a service, by its place.
fn needed_by(workspace: &Workspace) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new(); workspace.services.len()];
    for (i, other) in workspace.services.iter().enumerate() {
        let needs = other.data.depends_on.iter().filter_map(|needs| needs.service.as_ref());
        let needs: BTreeSet<usize> = needs.filter_map(|name| workspace.names.service(name)).collect();
        for needed in needs {
            all[needed].push(i);
        }
    }
    all
}

/// The alert rules that lead to every runbook.
fn alerts(workspace: &Workspace) -> Vec<Vec<usize>> {
    let links = Links::new(workspace);
    let mut all = vec![Vec::new(); workspace.runbooks.len()];
    for (i, alert) in workspace.alerts.alerts.iter().enumerate() {
        if let Some(list) = links.of(alert).and_then(|(runbook, _)| all.get_mut(runbook)) {
            list.push(i);
        }
    }
    all
}

fn files(workspace: &Workspace) -> BTreeMap<&str, Page> {
    let cases = workspace.cases.iter().enumerate().map(|(i, case)| (case.file.as_str(), Page::Case(i)));
    let services =
        workspace.services.iter().enumerate().map(|(i, record)| (record.file.as_str(), Page::Service(i)));
    let runbooks =
        workspace.runbooks.iter().enumerate().map(|(i, record)| (record.file.as_str(), Page::Runbook(i)));
    let plan = workspace.plan.iter().map(|plan| (plan.file.as_str(), Page::At("plan/index")));
    let teams = workspace.teams.iter().enumerate().map(|(i, record)| (record.file.as_str(), Page::Team(i)));
    cases.chain(services).chain(runbooks).chain(teams).chain(plan).collect()
}
