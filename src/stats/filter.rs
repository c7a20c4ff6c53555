//! Which incidents are looked at: by kind, severity, service, tag, period and words; and what they are grouped by.

use std::collections::BTreeSet;

use super::Selection;
use crate::record::{IncidentKind, Service, Text};
use crate::time::{Period, Stretch};
use crate::workspace::{Case, Record, Workspace};

/// Incidents that meet every condition; without one, all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of this kind.
    pub kind: Option<IncidentKind>,
    /// Of one of these severities at their worst, by rank.
    pub severities: Vec<usize>,
    /// On one of these services, by their place in the catalogue.
    pub services: Vec<usize>,
    /// With one of these tags, in small letters.
    pub tags: Vec<String>,
    /// Begun in this period of the display zone.
    pub period: Option<Period>,
    /// Whose text holds this, in small letters.
    pub text: Option<String>,
}

impl Filter {
    /// All records of a kind.
    pub fn of(kind: Option<IncidentKind>) -> Self {
        Self { kind, ..Self::default() }
    }

    /// Whether it names any condition.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it takes all incidents of the services it is about: without that, nothing is said of their availability.
    pub fn keeps_services_whole(&self) -> bool {
        *self == Self { services: self.services.clone(), ..Self::default() }
    }

    /// Whether it is about a service.
    pub(super) fn is_about(&self, service: &Record<Service>, workspace: &Workspace) -> bool {
        let place = || workspace.names.service(&service.id);
        self.services.is_empty() || place().is_some_and(|place| self.services.contains(&place))
    }

    /// Whether an incident meets every condition that is named.
    pub fn takes(&self, case: &Case, workspace: &Workspace) -> bool {
        self.kind.is_none_or(|kind| case.kind == kind)
            && (self.severities.is_empty()
                || case.severity.is_some_and(|rank| self.severities.contains(&rank)))
            && (self.services.is_empty()
                || services(case, workspace).any(|service| self.services.contains(&service)))
            && (self.tags.is_empty()
                || case.data.tags.iter().any(|tag| self.tags.contains(&tag.to_lowercase())))
            && self.period.as_ref().is_none_or(|period| {
                let (from, to) = period.within(workspace.policy.zone());
                case.began(&workspace.policy.times).is_some_and(|at| (from..to).contains(&at))
            })
            && self.text.as_ref().is_none_or(|text| holds(case, text))
    }

    /// Whether an incident counts in statistics under this filter: ours unless a kind is named, neither cancelled nor a
    /// duplicate.
    pub fn counts(&self, case: &Case, workspace: &Workspace) -> bool {
        Selection(self.kind).takes(case) && self.takes(case, workspace)
    }

    /// Which incidents count under it, in words: `incident and security, severity P0, begun in 2026-Q3`.
    pub fn selection(&self, workspace: &Workspace) -> String {
        self.selection_parts(workspace).join(", ")
    }

    /// The same, each condition on its own.
    pub fn selection_parts(&self, workspace: &Workspace) -> Vec<String> {
        let mut parts = vec![Selection(self.kind).name().to_owned()];
        let mut part = |what: &str, names: Vec<&str>| {
            if !names.is_empty() {
                parts.push(format!("{what} {}", names.join(" or ")));
            }
        };
        let policy = &workspace.policy;
        part("severity", self.severities.iter().map(|&rank| policy.severities[rank].id.as_str()).collect());
        part("service", self.services.iter().map(|&i| workspace.services[i].id.as_str()).collect());
        part("tag", self.tags.iter().map(String::as_str).collect());
        part("begun in", self.period.iter().map(|period| period.name.as_str()).collect());
        part("with", self.text.iter().map(String::as_str).collect());
        parts
    }
}

impl Workspace {
    /// Keeps the incidents that a filter takes and returns how many it does not.
    pub fn filter(&mut self, filter: &Filter) -> usize {
        if filter.is_empty() {
            return 0;
        }
        let taken: BTreeSet<String> =
            self.cases.iter().filter(|case| filter.takes(case, self)).map(|case| case.file.clone()).collect();
        self.keep(|case| taken.contains(&case.file))
    }
}

/// The catalogue's services that an incident names, each once.
pub(super) fn services<'a>(case: &'a Case, workspace: &'a Workspace) -> impl Iterator<Item = usize> + 'a {
    let found: BTreeSet<usize> =
        case.data.services.iter().filter_map(|name| workspace.names.service(name)).collect();
    found.into_iter()
}

/// Whether any text of an incident holds `words`, which are in small letters.
fn holds(case: &Case, words: &str) -> bool {
    let data = &case.data;
    let analysis = data.analysis.iter();
    let texts = analysis.flat_map(|analysis| {
        let single = [&analysis.trigger, &analysis.root_cause, &analysis.category];
        single.into_iter().flatten().chain(&analysis.contributing_factors)
    });
    let response = data.response.iter().flat_map(|response| &response.mitigations);
    let texts = texts
        .chain(data.summary.as_ref())
        .chain(data.impact.iter().filter_map(|impact| impact.summary.as_ref()))
        .chain(data.timeline.iter().filter_map(|row| row.text.as_ref()))
        .chain(response.filter_map(|mitigation| mitigation.action.as_ref()))
        .chain(data.actions.iter().filter_map(|action| action.title.as_ref()))
        .chain(&data.services)
        .chain(&data.tags)
        .map(|text: &Text| &**text);
    [case.id.as_str(), case.title()].into_iter().chain(texts).any(|text| text.to_lowercase().contains(words))
}

/// What incidents are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Their kind.
    Kind,
    /// Their highest severity.
    Severity,
    /// The services they name: an incident may be in several groups.
    Service,
    /// Their tags: an incident may be in several groups.
    Tag,
    /// The stretch of the calendar they began in, in the display zone.
    Begun(Stretch),
}

/// The name of the group of incidents that say nothing of what they are grouped by.
pub const NONE: &str = "(none)";

impl By {
    /// Its name for readers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Severity => "severity",
            Self::Service => "service",
            Self::Tag => "tag",
            Self::Begun(Stretch::Week) => "week",
            Self::Begun(Stretch::Month) => "month",
            Self::Begun(Stretch::Quarter) => "quarter",
            Self::Begun(Stretch::Year) => "year",
        }
    }

    /// The groups that an incident belongs to, each with a key that sorts them: never none.
    pub fn groups(self, case: &Case, workspace: &Workspace) -> Vec<(usize, String)> {
        let policy = &workspace.policy;
        let found: Vec<(usize, String)> = match self {
            Self::Kind => vec![(case.kind as usize, case.kind.word().into())],
            Self::Severity => {
                case.severity.iter().map(|&rank| (rank, policy.severities[rank].id.clone())).collect()
            }
            Self::Service => {
                services(case, workspace).map(|i| (0, workspace.services[i].id.clone())).collect()
            }
            Self::Tag => {
                let tags: BTreeSet<String> = case.data.tags.iter().map(|tag| tag.to_lowercase()).collect();
                tags.into_iter().map(|tag| (0, tag)).collect()
            }
            Self::Begun(stretch) => {
                let day = case.began(&policy.times).map(|at| policy.zone().local(at).date());
                day.iter().map(|&day| (0, stretch.of(day))).collect()
            }
        };
        if found.is_empty() { vec![(usize::MAX, NONE.into())] } else { found }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;
    use crate::workspace::load;

    fn workspace() -> Workspace {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        write("postmortem.yaml", "zone: Asia/Shanghai\n");
        write("services/web.yaml", "id: web\naliases: [front]\n");
        write("services/db.yaml", "id: db\n");
        write(
            "A.yaml",
            "id: A\nseverity: P1\nservices: [front]\ntags: [DNS]\ntimes: {started: 2026-03-31T17:00:00Z}\n\
             timeline: [{text: Connection Pool is full}]\n",
        );
        write("B.yaml", "id: B\nseverity: P3\nservices: [db, web]\ntimes: {started: 2026-03-31T10:00:00Z}\n");
        write("C.yaml", "id: C\nkind: near-miss\n");
        load(&Source::open_work_tree(folder.path()).unwrap()).workspace
    }

    fn taken(filter: &Filter) -> String {
        let workspace = workspace();
        workspace
            .cases
            .iter()
            .filter(|case| filter.takes(case, &workspace))
            .map(|case| case.id.as_str())
            .collect()
    }

    #[test]
    fn each_condition_narrows() {
        let none = Filter::default();
        assert_eq!(taken(&none), "ABC");
        assert_eq!(taken(&Filter::of(Some(IncidentKind::NearMiss))), "C");
        assert_eq!(taken(&Filter { severities: vec![0, 1], ..none.clone() }), "A");
        let web = workspace().names.service("web").unwrap();
        assert_eq!(taken(&Filter { services: vec![web], ..none.clone() }), "AB");
        assert_eq!(taken(&Filter { tags: vec!["dns".into()], ..none.clone() }), "A");
        // Eight hours ahead, A is of April.
        assert_eq!(taken(&Filter { period: Period::parse("2026-04"), ..none.clone() }), "A");
        assert_eq!(taken(&Filter { text: Some("connection pool".into()), ..none.clone() }), "A");
        assert_eq!(taken(&Filter { text: Some("pool".into()), severities: vec![3], ..none }), "");
    }

    #[test]
    fn an_incident_is_in_every_group_it_names() {
        let workspace = workspace();
        let names = |by: By, id: &str| {
            let case = &workspace.cases[workspace.names.case(id).unwrap()];
            by.groups(case, &workspace).into_iter().map(|(_, name)| name).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(names(By::Service, "b"), "db web");
        assert_eq!(names(By::Severity, "c"), NONE);
        assert_eq!(names(By::Tag, "a"), "dns");
        assert_eq!(names(By::Begun(Stretch::Quarter), "a"), "2026-Q2");
    }
}
